"""How well inquiries are read, and how many drafts of replies could go out as they are, on labelled inquiries."""

import time
from collections.abc import Callable, Sequence
from email.utils import parseaddr
from functools import partial

from scipy.stats import binomtest

from advisor.answering.flow import answer
from advisor.inquiries.reading.inquiry import read_inquiry
from advisor.inquiries.records import Channel, Incoming, Inquiry, InquiryStatus
from advisor.knowledge import Knowledge
from advisor.mail.arriving import arriving
from advisor.mail.cutting import cut
from advisor.mail.model import Address, Mail
from advisor.replies.drafting import draft_reply
from advisor.replies.office import Office
from advisor.replies.similar import PastReplies
from advisor.values import Value
from evals.inquiries.judging import Judged, judge
from evals.inquiries.labels import LabelledInquiry, MailLabel

OFFICE = Office(name="架空事務局", name_en="Fictional Secretariat")


class Arrived(Value):
    """An inquiry as it came in, with what is expected. `written`: all that its sender wrote."""

    id: str
    incoming: Incoming
    written: str
    label: MailLabel


class Rate(Value):
    """A count of right ones among all, with the Wilson interval at 95 %."""

    right: int
    of: int

    def __str__(self) -> str:
        if not self.of:
            return "–"
        around = binomtest(self.right, self.of).proportion_ci(method="wilson")
        return f"{self.right}/{self.of} = {self.right / self.of:.2f} [{around.low:.2f}–{around.high:.2f}]"


def arrived(inquiry: LabelledInquiry) -> Arrived:
    """A text as if it came by mail: quoted history and signature cut, the organisation guessed from what is there."""
    name, email = parseaddr(inquiry.sender)
    parts = cut(inquiry.body)
    mail = Mail(
        sender=Address(name=name, email=email),
        subject=inquiry.subject,
        sent_at=inquiry.at,
        body=parts.body,
        quoted=parts.quoted,
        signature=parts.signature,
        sha256=inquiry.id,
    )
    return Arrived(
        id=inquiry.id,
        incoming=arriving(mail, inquiry.at, Channel.PASTED),
        written=f"{inquiry.subject}\n{inquiry.body}",
        label=inquiry.label,
    )


def measure(
    inquiries: Sequence[Arrived], knowledge: Knowledge, tell: Callable[[int], None] = lambda _: None
) -> list[Judged]:
    """Read each and draft a reply as of the moment that it came, and judge both. `tell`: how many are done."""
    past = PastReplies.build((), knowledge.embedder)
    found: list[Judged] = []
    for done, each in enumerate(inquiries, start=1):
        found.append(_measured(each, knowledge, past))
        tell(done)
    return found


def _measured(each: Arrived, knowledge: Knowledge, past: PastReplies) -> Judged:
    started = time.perf_counter()
    inquiry = read(each.incoming, knowledge)
    at = each.incoming.received_at
    draft = draft_reply(inquiry, at, OFFICE, partial(answer, knowledge=knowledge), past, knowledge)
    seconds = time.perf_counter() - started
    return judge(each.id, each.label, inquiry, draft, each.written, seconds)


def read(incoming: Incoming, knowledge: Knowledge) -> Inquiry:
    """The inquiry as the desk would keep it, without keeping it."""
    found = read_inquiry(incoming.body, incoming.subject, incoming.organisation, "m1", knowledge)
    return Inquiry(
        id=incoming.key,
        number=1,
        status=InquiryStatus.NEW,
        sender_name=incoming.sender_name,
        sender_email=incoming.sender_email,
        organisation=incoming.organisation,
        subject=incoming.subject,
        language=found.language,
        topic=found.topic,
        kind=found.kind,
        flags=found.flags,
        questions=found.questions,
        assignee="",
        received_at=incoming.received_at,
        latest_at=incoming.received_at,
        due_at=None,
        messages=1,
        duplicates=0,
        revision=1,
        text_revision=1,
        updated_at=incoming.received_at,
        updated_by="",
    )


def table_of(found: Sequence[Judged]) -> str:
    """The figures as a Markdown table."""
    questions = {
        "settled questions told rightly": [right for each in found for right in each.settled],
        "open questions left open": [right for each in found for right in each.open],
    }
    rows = {
        "questions split right": [each.split for each in found],
        "topic right": [each.topic for each in found],
        "kind of applicant right": [each.kind for each in found],
        "sender's name right": [each.sender for each in found],
        "organisation right": [each.organisation for each in found],
        "language right": [each.language for each in found],
        "flags right": [each.flags for each in found],
        **questions,
        "drafts right without an edit": [each.draft for each in found],
    }
    lines = [f"| {name} | {Rate(right=sum(values), of=len(values))} |" for name, values in rows.items()]
    seconds = sum(each.seconds for each in found) / max(len(found), 1)
    return "\n".join(
        [
            "| of the inquiries | right [95 % interval] |",
            "| --- | --- |",
            *lines,
            f"| values invented | {sum(len(each.invented) for each in found)} |",
            f"| seconds for each inquiry, read and drafted | {seconds:.2f} |",
        ]
    )

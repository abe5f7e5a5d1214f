"""What the secretariat does with inquiries: take them in, have replies drafted, edit, decide, hand out.

The store keeps, the pure parts work out; this brings them together. Every method takes the actor and sees his
workspace alone. The product sends no mail: "sent" is what a person says.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from advisor.answering.models import Answer, Question
from advisor.dates import now
from advisor.errors import EditRejected, RecordMissing
from advisor.evidence.limits import Limits
from advisor.exporting.exported import Exported, exported
from advisor.inquiries.arrivals import TakenIn
from advisor.inquiries.audit import audit_bytes
from advisor.inquiries.figure_rows import figure_row
from advisor.inquiries.figures import Figures, figures
from advisor.inquiries.reading.inquiry import ReadInquiry, read_inquiry
from advisor.inquiries.records import (
    Channel,
    Incoming,
    Inquiry,
    InquiryMessage,
    InquiryQuestion,
    InquiryStatus,
    Reply,
    ReplyDraft,
)
from advisor.inquiries.reply_rules import ReplyRejected
from advisor.inquiries.store import InquiryStore
from advisor.inquiries.taking_in import ImportStep, Receiver, text_key
from advisor.knowledge import Knowledge
from advisor.mail.cutting import CutText, cut
from advisor.mail.introductions import introduction
from advisor.mail.model import Address
from advisor.mail.reading import attachment_text
from advisor.mail.writing import Mailto, draft_eml, mailto
from advisor.messages import Language
from advisor.replies.drafting import draft_reply
from advisor.replies.office import Office
from advisor.replies.similar import PastReplies
from advisor.review.differences import Piece, differences
from advisor.storage.actors import Actor

_TRIES = 3  # drafts made again because the inquiry changed meanwhile
_READY = (InquiryStatus.APPROVED, InquiryStatus.SENT)  # the reply may leave the house
_WAITING = (InquiryStatus.NEW, InquiryStatus.REOPENED)


class InquiryDesk:
    """The desk. Safe to share between threads. `ask` answers a question; all else is read from `knowledge`."""

    def __init__(
        self,
        store: InquiryStore,
        knowledge: Knowledge,
        ask: Callable[[Question], Answer],
        office: Office,
        working_days: int,
        limits: Limits,
    ) -> None:
        self.store = store
        self._knowledge = knowledge
        self._ask = ask
        self._office = office
        self._working_days = working_days
        self._limits = limits
        self._past: dict[str, tuple[str, PastReplies]] = {}  # by workspace: the state, and what was made of it
        self._lock = threading.Lock()

    # --- taking in ---

    def take_text(
        self,
        actor: Actor,
        body: str,
        *,
        subject: str = "",
        sender_name: str = "",
        sender_email: str = "",
        organisation: str = "",
        channel: Channel = Channel.PASTED,
        received_at: datetime | None = None,
    ) -> TakenIn:
        """Keep a text as an inquiry; of a mail that was pasted, quoted history and signature are told apart from what
        its sender wrote, who says who writes where nobody else does. Raises EditRejected("inquiry_empty")."""
        if not (body.strip() or subject.strip()):
            raise EditRejected("inquiry_empty")
        at = received_at or now()
        parts = CutText(body=body) if channel is Channel.FORM else cut(body)
        who = introduction(sender_name, parts.body, parts.signature)
        incoming = Incoming(
            channel=channel,
            key=text_key(sender_email, sender_name, organisation, subject, body, at=at),
            sender_name=sender_name or who.name,
            sender_email=sender_email,
            organisation=organisation or who.organisation,
            subject=subject,
            body=parts.body,
            quoted=parts.quoted,
            signature=parts.signature,
            received_at=at,
        )
        return self._receiver(actor).text(incoming)

    def take_file(self, actor: Actor, name: str, data: bytes, language: Language = Language.JA) -> Iterator[ImportStep]:
        """Keep what an `.eml`, `.mbox` or `.csv` holds, as it goes; what was interrupted goes on the next time.

        Raises what `Receiver.file` raises.
        """
        return self._receiver(actor).file(name, data, language)

    def attachment_text(self, actor: Actor, inquiry_id: str, message_id: str, number: int) -> str:
        """The text of a file in a mail. Raises RecordMissing, UploadRejected, DocumentUnreadable."""
        raw = self.store.raw(actor, inquiry_id, message_id)
        return attachment_text(raw, number, self._limits).text

    # --- the inquiry ---

    def set_questions(self, actor: Actor, inquiry_id: str, texts: Sequence[str], revision: int) -> Inquiry:
        """These questions in place of those that were recognised; one that stays as it is keeps its id and topic."""
        inquiry = self.store.inquiry(actor, inquiry_id)
        known = {question.text: question for question in inquiry.questions}
        newest = max((int(question.id[1:]) for question in inquiry.questions), default=0)
        messages = self.store.messages(actor, inquiry_id)
        questions: list[InquiryQuestion] = []
        for text in (" ".join(text.split()) for text in texts):
            if text in known:
                questions.append(known[text])
            elif text:
                newest += 1
                topic = self._reading(text, "", "", newest).topic
                questions.append(InquiryQuestion(id=f"q{newest}", text=text, topic=topic, message_id=messages[-1].id))
        return self.store.set_questions(actor, inquiry_id, questions, revision)

    def move_message(self, actor: Actor, inquiry_id: str, message_id: str, to: str | None) -> Inquiry:
        """Put a message into another inquiry, or (None) into one of its own. Raises RecordMissing."""
        message = self._message(actor, inquiry_id, message_id)
        reading = self._reading(message.body, message.subject, message.organisation, 1)
        return self.store.move_message(actor, inquiry_id, message_id, to, reading)

    # --- the reply ---

    def draft(self, actor: Actor, inquiry_id: str, as_of: datetime) -> Reply:
        """The reply, drafted anew: what stood there stays in the versions. When the inquiry changes while the draft is
        being made, it is dropped and made again.

        Raises ReplyRejected("reply_approved"), and ("draft_outdated") when the inquiry does not stop changing.
        """
        for attempt in range(1, _TRIES + 1):
            inquiry = self.store.inquiry(actor, inquiry_id)
            before = self.store.reply(actor, inquiry_id)
            drafted = self.drafted(actor, inquiry, as_of)
            try:
                return self.store.save_draft(actor, inquiry_id, drafted, before.revision if before else 0)
            except ReplyRejected as rejected:
                if rejected.code != "draft_outdated" or attempt == _TRIES:
                    raise
        raise AssertionError("unreachable")

    def drafted(self, actor: Actor, inquiry: Inquiry, as_of: datetime) -> ReplyDraft:
        """A draft of the reply, not kept."""
        return draft_reply(inquiry, as_of, self._office, self._ask, self._past_replies(actor), self._knowledge)

    def waiting(self, actor: Actor) -> list[Inquiry]:
        """The inquiries without a draft, the oldest first."""
        return sorted(self.store.all_of(actor, _WAITING), key=lambda inquiry: (inquiry.received_at, inquiry.number))

    def draft_all(
        self, actor: Actor, as_of: datetime, ids: Sequence[str] | None = None
    ) -> Iterator[tuple[Inquiry, Reply]]:
        """Draft the inquiries of these ids, or all that have no draft yet: each is kept as soon as it is there.

        Of all, one that is deleted, decided on or changed all the time meanwhile is passed over; of these ids, each
        raises what `draft` raises.
        """
        wanted = [inquiry.id for inquiry in self.waiting(actor)] if ids is None else ids
        for inquiry_id in wanted:
            try:
                reply = self.draft(actor, inquiry_id, as_of)
                inquiry = self.store.inquiry(actor, inquiry_id)
            except (RecordMissing, EditRejected):
                if ids is not None:
                    raise
                continue
            yield inquiry, reply

    def compare(self, actor: Actor, inquiry_id: str, old: int, new: int) -> tuple[Piece, ...]:
        """What changed between two versions of a reply. Raises RecordMissing("version_missing")."""
        texts = {version.number: version.text for version in self.store.versions(actor, inquiry_id)}
        if old not in texts or new not in texts:
            raise RecordMissing("version_missing", number=old if old not in texts else new)
        return differences(texts[old], texts[new])

    # --- handing out ---

    def eml(self, actor: Actor, inquiry_id: str) -> Exported:
        """The approved reply as a mail that is not sent yet. Raises EditRejected("reply_not_approved")."""
        inquiry, reply = self._approved(actor, inquiry_id)
        contents = self.eml_bytes(actor, inquiry, reply.subject, reply.text, reply.approved_at or reply.updated_at)
        self.store.tell_exported(actor, inquiry_id, "eml")
        return exported(f"reply-{inquiry.number}", ".eml", contents)

    def eml_bytes(self, actor: Actor, inquiry: Inquiry, subject: str, text: str, moment: datetime) -> bytes:
        """A text as a mail to who sent the inquiry, in the thread of the newest message."""
        ids = [message.message_id for message in self.store.messages(actor, inquiry.id) if message.message_id]
        return draft_eml(
            subject,
            text,
            Address(name=inquiry.sender_name, email=inquiry.sender_email),
            Address(name=self._office.name, email=self._office.email),
            ids[-1] if ids else "",
            ids,
            moment,
        )

    def mailto(self, actor: Actor, inquiry_id: str) -> Mailto:
        """The approved reply as an address for a mail program. Raises EditRejected("reply_not_approved")."""
        inquiry, reply = self._approved(actor, inquiry_id)
        return mailto(reply.subject, reply.text, inquiry.sender_email)

    def audit(self, actor: Actor, ending: str, language: Language = Language.JA) -> Exported:
        """The whole log as `.csv` or `.json`. Raises EditRejected("export_ending")."""
        return exported("inquiries-audit", ending, audit_bytes(self.store.events(actor), ending, language))

    def figures(self, actor: Actor, since: date | None = None, until: date | None = None) -> Figures:
        """The figures of the inquiries that came between these days, both included."""
        return figures([figure_row(record) for record in self.store.figure_inputs(actor, since, until)], since, until)

    # --- inside ---

    def _receiver(self, actor: Actor) -> Receiver:
        return Receiver(
            self._knowledge,
            self._working_days,
            lambda keys: self.store.known_keys(actor, keys),
            lambda arrivals: self.store.receive(actor, arrivals),
        )

    def _reading(self, body: str, subject: str, organisation: str, first: int) -> ReadInquiry:
        return read_inquiry(body, subject, organisation, "", self._knowledge, first)

    def _message(self, actor: Actor, inquiry_id: str, message_id: str) -> InquiryMessage:
        found = next((m for m in self.store.messages(actor, inquiry_id) if m.id == message_id), None)
        if found is None:
            raise RecordMissing("message_missing")
        return found

    def _approved(self, actor: Actor, inquiry_id: str) -> tuple[Inquiry, Reply]:
        inquiry, reply = self.store.inquiry(actor, inquiry_id), self.store.reply(actor, inquiry_id)
        if reply is None or inquiry.status not in _READY:
            raise EditRejected("reply_not_approved")
        return inquiry, reply

    def _past_replies(self, actor: Actor) -> PastReplies:
        state = self.store.approved_state(actor)
        with self._lock:
            known = self._past.get(actor.workspace)
        if known is not None and known[0] == state:
            return known[1]
        made = PastReplies.build(self.store.approved_answers(actor), self._knowledge.embedder)
        with self._lock:
            self._past[actor.workspace] = state, made
        return made

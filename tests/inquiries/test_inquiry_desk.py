"""advisor/inquiries/desk.py: drafts while the inquiry changes, imports that break off, and workspaces kept apart."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from inquiry_cases import HANAKO, OUTSIDER, arrival, revision
from inquiry_mailbox import mail

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question
from advisor.dates import parse_as_of
from advisor.errors import AdvisorError, RecordMissing
from advisor.evidence.limits import Limits
from advisor.inquiries import taking_in
from advisor.inquiries.arrivals import TakenIn
from advisor.inquiries.desk import InquiryDesk
from advisor.inquiries.records import (
    Channel,
    Flag,
    Inquiry,
    InquiryEventKind,
    InquiryFilter,
    InquiryStatus,
    ReplyVersionKind,
)
from advisor.inquiries.store import InquiryStore
from advisor.inquiries.taking_in import Imported
from advisor.knowledge import Knowledge
from advisor.replies.office import Office
from advisor.storage.actors import Actor

OPEN = parse_as_of("2025-08-20")
KOSEN, DEADLINE, STAMP = "高専は応募できますか。", "締切はいつですか。", "押印は必要ですか。"
_senders = itertools.count(1)
OFFICE = Office(name="架空事務局", name_en="Fictional Secretariat")


class Asked:
    """Answers from the real corpus; `meanwhile` is done before each answer, as a person at another desk would."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.questions: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, question: Question) -> Answer:
        self.questions.append(question.text)
        self.meanwhile()
        return answer(question, self._knowledge)

    def once(self, act: Callable[[], object]) -> None:
        """Do this with the next answer, and never again."""

        def first() -> None:
            self.meanwhile = lambda: None
            act()

        self.meanwhile = first


@pytest.fixture
def asked(knowledge: Knowledge) -> Asked:
    return Asked(knowledge)


@pytest.fixture
def desk(local: InquiryStore, knowledge: Knowledge, asked: Asked) -> InquiryDesk:
    return InquiryDesk(local, knowledge, asked, OFFICE, 3, Limits())


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(AdvisorError) as fault:
        yield
    assert fault.value.code == code


def take(desk: InquiryDesk, body: str = KOSEN, actor: Actor = HANAKO, **how: object) -> Inquiry:
    how.setdefault("sender_name", f"架空 {next(_senders)}郎")
    taken = desk.take_text(actor, body, received_at=OPEN, **how)  # type: ignore[arg-type]
    assert not taken.joined
    return desk.store.inquiry(actor, taken.inquiry_id)


def follow_up(desk: InquiryDesk, body: str) -> TakenIn:
    """A mail that goes on from the one of `mailed`."""
    (taken,) = desk.store.receive(HANAKO, [arrival(body, parents=("first@kakuu.example",), subject="Re: 応募")])
    assert taken.joined
    return taken


def mailed(desk: InquiryDesk, body: str = KOSEN) -> Inquiry:
    (taken,) = desk.store.receive(HANAKO, [arrival(body, message_id="first@kakuu.example", subject="応募")])
    return desk.store.inquiry(HANAKO, taken.inquiry_id)


def approve(desk: InquiryDesk, inquiry: Inquiry, actor: Actor = HANAKO) -> None:
    desk.store.to_review(actor, inquiry.id, "", revision(desk.store, inquiry.id, actor))
    desk.store.approve(actor, inquiry.id, "", revision(desk.store, inquiry.id, actor))


def kinds(desk: InquiryDesk, actor: Actor = HANAKO) -> list[InquiryEventKind]:
    return [event.kind for event in desk.store.events(actor)]


# --- drafts while the inquiry changes


def test_a_draft_is_dropped_and_made_again_when_a_message_comes_meanwhile(desk: InquiryDesk, asked: Asked) -> None:
    inquiry = mailed(desk)
    asked.once(lambda: follow_up(desk, DEADLINE))
    reply = desk.draft(HANAKO, inquiry.id, OPEN)
    assert asked.questions == [KOSEN, KOSEN, DEADLINE]
    assert "高等専門学校" in reply.text and "8月27日" in reply.text and not reply.outdated
    assert reply.draft is not None
    assert reply.draft.text_revision == desk.store.inquiry(HANAKO, inquiry.id).text_revision == 2
    assert kinds(desk).count(InquiryEventKind.DRAFT_DROPPED) == 1
    assert [version.kind for version in desk.store.versions(HANAKO, inquiry.id)] == [ReplyVersionKind.DRAFT]


def test_a_draft_is_made_three_times_and_no_more(desk: InquiryDesk, asked: Asked) -> None:
    inquiry = mailed(desk)
    coming = iter(range(100))
    asked.meanwhile = lambda: follow_up(desk, f"質問その{next(coming)}はどうですか。")
    with refused("draft_outdated"):
        desk.draft(HANAKO, inquiry.id, OPEN)
    assert asked.questions.count(KOSEN) == 3 == kinds(desk).count(InquiryEventKind.DRAFT_DROPPED)
    assert desk.store.reply(HANAKO, inquiry.id) is None and desk.store.versions(HANAKO, inquiry.id) == []
    assert desk.store.inquiry(HANAKO, inquiry.id).status is InquiryStatus.NEW


def test_what_a_person_writes_meanwhile_stands_and_the_draft_is_kept_beside(desk: InquiryDesk, asked: Asked) -> None:
    inquiry = mailed(desk)
    asked.once(lambda: desk.store.save_text(HANAKO, inquiry.id, "Re: 応募", "人が書いた返信。", 0))
    with refused("reply_changed_meanwhile"):
        desk.draft(HANAKO, inquiry.id, OPEN)
    assert asked.questions == [KOSEN]
    reply = desk.store.reply(HANAKO, inquiry.id)
    assert reply is not None and reply.text == "人が書いた返信。"
    versions = desk.store.versions(HANAKO, inquiry.id)
    assert [version.kind for version in versions] == [ReplyVersionKind.EDIT, ReplyVersionKind.CONFLICT]
    assert "高等専門学校" in versions[-1].text


def test_an_approval_meanwhile_is_not_drafted_over(desk: InquiryDesk, asked: Asked) -> None:
    inquiry = mailed(desk)
    before = desk.draft(HANAKO, inquiry.id, OPEN)
    asked.once(lambda: approve(desk, inquiry))
    with refused("reply_approved"):
        desk.draft(HANAKO, inquiry.id, OPEN)
    after = desk.store.reply(HANAKO, inquiry.id)
    assert after is not None and after.text == before.text and after.approved_by == HANAKO.name


def test_drafting_all_goes_on_where_it_was_interrupted(desk: InquiryDesk, asked: Asked) -> None:
    numbers = [take(desk, body).number for body in (KOSEN, DEADLINE, STAMP)]
    going = desk.draft_all(HANAKO, OPEN)
    assert next(going)[0].number == numbers[0]
    going.close()
    assert [inquiry.number for inquiry in desk.waiting(HANAKO)] == numbers[1:]
    rest = list(desk.draft_all(HANAKO, OPEN))
    assert [inquiry.number for inquiry, _ in rest] == numbers[1:] and asked.questions == [KOSEN, DEADLINE, STAMP]
    assert all(inquiry.status is InquiryStatus.DRAFTED for inquiry, _ in rest)
    assert list(desk.draft_all(HANAKO, OPEN)) == []


def test_drafting_all_passes_over_what_was_decided_on_meanwhile(desk: InquiryDesk) -> None:
    first, gone, closed, last = (take(desk, body) for body in (KOSEN, DEADLINE, STAMP, "様式はどこですか。"))
    drafts = desk.draft_all(HANAKO, OPEN)
    assert next(drafts)[0].id == first.id
    desk.store.delete(HANAKO, gone.id)
    desk.store.close(HANAKO, closed.id, "公募と関係がない", 0)
    assert [inquiry.id for inquiry, _ in drafts] == [last.id]
    with pytest.raises(RecordMissing):
        list(desk.draft_all(HANAKO, OPEN, [gone.id]))
    with refused("inquiry_closed"):
        list(desk.draft_all(HANAKO, OPEN, [closed.id]))


# --- what similar replies said


def test_approved_replies_alone_stand_beside_a_draft(desk: InquiryDesk) -> None:
    first = take(desk)
    desk.draft(HANAKO, first.id, OPEN)

    def similar(actor: Actor = HANAKO) -> list[str]:
        reply = desk.draft(actor, take(desk, actor=actor).id, OPEN)
        assert reply.draft is not None
        return [each.inquiry_id for each in reply.draft.similar]

    assert similar() == []  # drafts teach nothing
    approve(desk, first)
    assert similar() == [first.id]
    assert similar(OUTSIDER) == []
    desk.store.reopen(HANAKO, first.id, "誤り", revision(desk.store, first.id))
    assert similar() == []


# --- what arrives


def test_an_import_that_broke_off_goes_on_without_taking_anything_twice(
    desk: InquiryDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(taking_in, "AT_ONCE", 3)
    names = ("submit-1", "kosen-1", "type-1", "several-1", "deadline-1", "hearing-1", "result-1", "kosen-2")
    box = b"".join(b"From x Mon Aug 18 10:00:00 2025\n" + mail(n).data.replace(b"\r\n", b"\n") + b"\n\n" for n in names)
    for steps in (1, 5):
        going = desk.take_file(HANAKO, "受信.mbox", box)
        for _ in range(steps):
            step = next(going)
            assert step.total == len(names)
        going.close()
    imported = Imported()
    for step in desk.take_file(HANAKO, "受信.mbox", box):
        imported = imported.plus(step)
    assert (step.done, imported.new, imported.known, imported.faults) == (8, 2, 6, ())
    page = desk.store.page(HANAKO, InquiryFilter(), 100, 0)
    assert page.total == len(names) == kinds(desk).count(InquiryEventKind.RECEIVED)
    assert {one.number for one in page.inquiries} == set(range(1, 9))


def test_what_comes_twice_in_one_file_is_one(desk: InquiryDesk) -> None:
    data = mail("kosen-1").data.replace(b"\r\n", b"\n")
    box = b"".join(b"From x Mon Aug 18 10:00:00 2025\n" + data + b"\n\n" for _ in range(3))
    steps = list(desk.take_file(HANAKO, "a.mbox", box))
    assert [step.taken and step.taken.known for step in steps] == [False, True, True]
    assert len({step.taken.inquiry_id for step in steps if step.taken}) == 1


def test_a_damaged_mail_is_marked_for_the_officer(desk: InquiryDesk) -> None:
    for name, marked in (("broken-mime", True), ("html-table", True), ("html-support", False), ("subject-only", False)):
        (step,) = desk.take_file(HANAKO, "a.eml", mail(name).data)
        assert step.taken is not None
        assert (Flag.FAULTY_MAIL in desk.store.inquiry(HANAKO, step.taken.inquiry_id).flags) is marked


def test_a_text_says_who_writes_where_nobody_else_does(desk: InquiryDesk) -> None:
    body = f"事務局御中\n\n架空大学の架空花子です。\n{KOSEN}\n\n> 以前のメール\n\n--\n架空大学 架空花子"
    pasted = take(desk, body, sender_name="")
    assert pasted.organisation == "架空大学" and [q.text for q in pasted.questions] == [KOSEN]
    named = take(desk, body, organisation="別の架空法人", sender_name="別 人")
    assert (named.organisation, named.sender_name) == ("別の架空法人", "別 人")
    by_form = take(desk, "> 押印は必要ですか。", channel=Channel.FORM)
    (message,) = desk.store.messages(HANAKO, by_form.id)
    assert "押印は必要ですか。" in message.body and not message.quoted
    with refused("inquiry_empty"):
        desk.take_text(HANAKO, " \n", subject="\t")
    assert take(desk, "", subject=STAMP).questions[0].text == STAMP


def test_the_same_question_of_two_senders_is_two_inquiries(desk: InquiryDesk) -> None:
    who = ({"sender_email": "a@example.jp"}, {"sender_name": "架空 花子"}, {"sender_name": "架空 太郎"})
    named = (*who, {"organisation": "架空大学"}, {"organisation": "架空短期大学"}, {})
    taken = [desk.take_text(HANAKO, KOSEN, received_at=OPEN, **each) for each in named]  # a form, a list of a day
    assert len({each.inquiry_id for each in taken}) == len(named) and not any(each.known for each in taken)
    again = desk.take_text(HANAKO, KOSEN, received_at=OPEN, sender_name="架空 花子")
    assert again.known and again.inquiry_id == taken[1].inquiry_id


def test_files_in_mails_have_limits(local: InquiryStore, knowledge: Knowledge, asked: Asked) -> None:
    small = InquiryDesk(local, knowledge, asked, OFFICE, 3, Limits(max_file_bytes=100))
    (step,) = small.take_file(HANAKO, "a.eml", mail("pdf-question").data)
    assert step.taken is not None
    with refused("evidence_too_large"):
        small.attachment_text(HANAKO, step.taken.inquiry_id, step.taken.message_id, 1)


# --- handing out


def test_the_reply_goes_into_the_thread_of_the_newest_message(desk: InquiryDesk) -> None:
    inquiry = mailed(desk)
    newest = arrival(DEADLINE, parents=("first@kakuu.example",), message_id="second@kakuu.example", subject="Re: 応募")
    desk.store.receive(HANAKO, [newest])
    desk.store.save_text(HANAKO, inquiry.id, "Re: 応募", "8月27日12時です。", 0)
    approve(desk, inquiry)
    made = message_from_bytes(desk.eml(HANAKO, inquiry.id).contents, policy=policy.default)
    assert made["In-Reply-To"] == "<second@kakuu.example>"
    assert made["References"] == "<first@kakuu.example> <second@kakuu.example>"
    assert "ichiro@kakuu.example.ac.jp" in made["To"]
    assert desk.eml(HANAKO, inquiry.id).contents == desk.eml(HANAKO, inquiry.id).contents
    reopened = follow_up(desk, STAMP)
    assert desk.store.inquiry(HANAKO, reopened.inquiry_id).status is InquiryStatus.REOPENED
    for hand_out in (desk.eml, desk.mailto):
        with refused("reply_not_approved"):
            hand_out(HANAKO, inquiry.id)


# --- workspaces


def test_another_workspace_sees_nothing(desk: InquiryDesk) -> None:
    inquiry = mailed(desk)
    desk.draft(HANAKO, inquiry.id, OPEN)
    approve(desk, inquiry)
    waiting = take(desk, DEADLINE)
    (message,) = desk.store.messages(HANAKO, inquiry.id)
    store, one = desk.store, inquiry.id
    moment: datetime = OPEN
    attempts: list[Callable[[], object]] = [
        lambda: store.inquiry(OUTSIDER, one),
        lambda: store.by_number(OUTSIDER, inquiry.number),
        lambda: store.messages(OUTSIDER, one),
        lambda: store.raw(OUTSIDER, one, message.id),
        lambda: store.reply(OUTSIDER, one),
        lambda: store.versions(OUTSIDER, one),
        lambda: store.save_text(OUTSIDER, one, "x", "x", revision(store, one)),
        lambda: store.reopen(OUTSIDER, one, "x", revision(store, one)),
        lambda: store.close(OUTSIDER, waiting.id, "x", 0),
        lambda: store.delete(OUTSIDER, one),
        lambda: desk.set_questions(OUTSIDER, waiting.id, ["x"], 1),
        lambda: desk.move_message(OUTSIDER, one, message.id, None),
        lambda: desk.attachment_text(OUTSIDER, one, message.id, 1),
        lambda: desk.draft(OUTSIDER, waiting.id, moment),
        lambda: list(desk.draft_all(OUTSIDER, moment, [waiting.id])),
        lambda: desk.compare(OUTSIDER, one, 1, 2),
        lambda: desk.eml(OUTSIDER, one),
        lambda: desk.mailto(OUTSIDER, one),
    ]
    for attempt in attempts:
        with pytest.raises(RecordMissing):
            attempt()
    own = take(desk, STAMP, actor=OUTSIDER)
    (theirs,) = store.messages(OUTSIDER, own.id)
    with refused("inquiry_missing"):
        desk.move_message(OUTSIDER, own.id, theirs.id, waiting.id)
    assert own.number == 1 and [each.id for each in desk.waiting(OUTSIDER)] == [own.id]
    assert store.page(OUTSIDER, InquiryFilter(), 10, 0).total == 1
    assert kinds(desk, OUTSIDER) == [InquiryEventKind.RECEIVED] and store.approved_answers(OUTSIDER) == []
    assert desk.figures(OUTSIDER).total == 1 and inquiry.id not in desk.audit(OUTSIDER, ".json").contents.decode()
    (again,) = desk.take_file(OUTSIDER, "a.eml", mail("kosen-1").data)
    (mine,) = desk.take_file(HANAKO, "a.eml", mail("kosen-1").data)
    assert again.taken is not None and mine.taken is not None
    assert not again.taken.known and not mine.taken.known  # what one has kept tells the other nothing

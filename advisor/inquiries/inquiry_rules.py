"""The rules of an inquiry: what a message does to it, what its questions may be. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from advisor.answering.models import Intent
from advisor.errors import EditRejected
from advisor.inquiries.reading.inquiry import ReadInquiry
from advisor.inquiries.records import ApplicantKind, Inquiry, InquiryQuestion, InquiryStatus
from advisor.programs.schedule import JST
from advisor.storage.words import one_line

NAME_CHARS = 300  # of a person, an organisation, an address
SUBJECT_CHARS = 1_000
QUESTIONS = 50  # of an inquiry
QUESTION_CHARS = 2_000
ENDED = (InquiryStatus.APPROVED, InquiryStatus.SENT, InquiryStatus.CLOSED)
_YEARS = range(1971, 2200)  # of moments that databases and calendars can hold in every zone


class Kept(NamedTuple):
    """An inquiry as it is kept. `last_question`: the highest number that an id of its questions has had."""

    inquiry: Inquiry
    last_question: int


class InquiryRejected(EditRejected):
    """A change that does not fit the inquiry as it stands, which is in `current`."""

    def __init__(self, code: str, current: Inquiry, **values: object) -> None:
        self.current = current
        super().__init__(code, **values)


def refuse_changed(inquiry: Inquiry, revision: int) -> None:
    """Raises InquiryRejected("inquiry_changed_meanwhile") for a change that was made on an older state."""
    if inquiry.revision != revision:
        raise InquiryRejected(
            "inquiry_changed_meanwhile", inquiry, by=inquiry.updated_by, at=minute(inquiry.updated_at)
        )


def refuse_ended(inquiry: Inquiry) -> None:
    """Raises InquiryRejected("inquiry_status_wrong") where a reply was approved, or nothing is to be replied."""
    if inquiry.status in ENDED:
        raise InquiryRejected("inquiry_status_wrong", inquiry)


def minute(at: datetime) -> str:
    """The moment as messages show it: `2026-09-03 14:05`."""
    return f"{at:%Y-%m-%d %H:%M}"


def sane(moment: datetime, otherwise: datetime) -> datetime:
    """The moment, or the other where its year is that of a broken clock; aware in any case."""
    return moment if moment.tzinfo is not None and moment.year in _YEARS else otherwise


def due_time(moment: datetime | None) -> datetime | None:
    """A due time that a person set, in Asia/Tokyo where it names no zone; None: there is none.

    Raises EditRejected("inquiry_due_invalid") for another century.
    """
    if moment is None:
        return None
    if moment.year not in _YEARS:
        raise EditRejected("inquiry_due_invalid")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=JST)


def detail(text: str) -> str:
    """A name that a person typed, on one line. Raises EditRejected("inquiry_detail_too_long")."""
    kept = one_line(text)
    if len(kept) > NAME_CHARS:
        raise EditRejected("inquiry_detail_too_long", limit=NAME_CHARS)
    return kept


def cut_line(text: str, limit: int = NAME_CHARS) -> str:
    """What a header said, on one line, and no longer than the limit."""
    return one_line(text)[:limit]


def questions_set(
    kept: Kept, wanted: Sequence[InquiryQuestion], messages: Sequence[str]
) -> tuple[tuple[InquiryQuestion, ...], int]:
    """The questions as a person wants them, and the new `last_question`. Ids that the inquiry does not have are made
    anew, so that none ever means two questions. `messages`: ids of the inquiry's messages.

    Raises EditRejected("questions_too_many"), ("question_part_empty"), ("question_part_too_long"),
    ("question_part_of_no_message").
    """
    if len(wanted) > QUESTIONS:
        raise EditRejected("questions_too_many", count=len(wanted), limit=QUESTIONS)
    free, last = {each.id for each in kept.inquiry.questions}, kept.last_question
    questions = []
    for each in wanted:
        text = one_line(each.text)
        if not text:
            raise EditRejected("question_part_empty")
        if len(text) > QUESTION_CHARS:
            raise EditRejected("question_part_too_long", length=f"{len(text):,}", limit=f"{QUESTION_CHARS:,}")
        if each.message_id not in messages:
            raise EditRejected("question_part_of_no_message")
        if each.id in free:
            free.remove(each.id)
            question_id = each.id
        else:
            last += 1
            question_id = f"q{last}"
        questions.append(each.model_copy(update={"id": question_id, "text": text}))
    return tuple(questions), last


def questions_added(
    kept: Kept, read: Iterable[InquiryQuestion], message: str
) -> tuple[tuple[InquiryQuestion, ...], int]:
    """The inquiry's questions with those that a message asks besides, and the new `last_question`.

    What is asked in the same words already is not asked twice; what is over the limits is left out: it stands in the
    message.
    """
    questions, last = list(kept.inquiry.questions), kept.last_question
    asked = {each.text for each in questions}
    for each in read:
        text = cut_line(each.text, QUESTION_CHARS)
        if not text or text in asked or len(questions) >= QUESTIONS:
            continue
        last += 1
        asked.add(text)
        questions.append(each.model_copy(update={"id": f"q{last}", "text": text, "message_id": message}))
    return tuple(questions), last


def followed_up(kept: Kept, reading: ReadInquiry, message: str, received_at: datetime, due_at: datetime | None) -> Kept:
    """The inquiry after a message that is no duplicate: asked further, and waiting for a reply again."""
    inquiry = kept.inquiry
    questions, last = questions_added(kept, reading.questions, message)
    ended = inquiry.status in ENDED
    due = due_at if ended or inquiry.due_at is None else inquiry.due_at
    changes = {
        "questions": questions,
        "status": status_after_message(inquiry.status),
        "flags": tuple(dict.fromkeys((*inquiry.flags, *reading.flags))),
        "topic": reading.topic if inquiry.topic is Intent.OTHER else inquiry.topic,
        "kind": reading.kind if inquiry.kind is ApplicantKind.UNKNOWN else inquiry.kind,
        "due_at": due,
        "received_at": min(inquiry.received_at, received_at),
        "latest_at": max(inquiry.latest_at, received_at),
        "messages": inquiry.messages + 1,
        "text_revision": inquiry.text_revision + 1,
    }
    return Kept(inquiry.model_copy(update=changes), last)


def repeated(kept: Kept, received_at: datetime) -> Kept:
    """The inquiry after a duplicate: nothing of it is to be answered anew."""
    inquiry = kept.inquiry
    changes = {
        "received_at": min(inquiry.received_at, received_at),
        "latest_at": max(inquiry.latest_at, received_at),
        "messages": inquiry.messages + 1,
        "duplicates": inquiry.duplicates + 1,
    }
    return Kept(inquiry.model_copy(update=changes), kept.last_question)


def status_after_message(status: InquiryStatus) -> InquiryStatus:
    """Where an inquiry stands when what is asked changed: what was decided is open again, what was drafted begins
    anew."""
    if status in ENDED or status is InquiryStatus.REOPENED:
        return InquiryStatus.REOPENED
    return InquiryStatus.NEW

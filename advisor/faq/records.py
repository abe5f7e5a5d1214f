"""What is kept of the FAQ, as values that are handed out. Times are aware, in Asia/Tokyo."""

from datetime import datetime
from enum import StrEnum

from advisor.answering.models import Intent
from advisor.inquiries.records import QuotedPassage
from advisor.messages import Language
from advisor.programs.schedule import Phase
from advisor.values import Value


class FaqStatus(StrEnum):
    """Where an entry stands. Only APPROVED entries answer anybody."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETIRED = "retired"


class ReviewReason(StrEnum):
    """Why an approved entry went back to review. Words: messages/faq.toml (`reason_…`)."""

    PASSAGE_CHANGED = "passage_changed"
    SOURCE_GONE = "source_gone"
    ROUND_ENDED = "round_ended"
    PHASE_CHANGED = "phase_changed"  # of the call, but not by closing: it opened, or its dates were corrected
    NEW_ROUND = "new_round"
    EDITED = "edited"
    TAKEN_BACK = "taken_back"


class PersonalKind(StrEnum):
    """What a piece of personal data is. Words: messages/faq.toml (`personal_…`)."""

    NAME = "name"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    POSTAL = "postal"
    ADDRESS = "address"
    NUMBER = "number"


class Personal(Value):
    """Personal data found in a text: `text[start:end]`."""

    kind: PersonalKind
    start: int
    end: int


class Binding(Value):
    """What an entry holds for: the round and phase of its call when it was approved, and from when on."""

    round: int | None
    phase: Phase | None
    valid_from: datetime


class FaqCandidate(Value):
    """Questions of approved replies that ask the same, the most asked group first. Personal data is taken out.

    `asked`: how often; `inquiries`: the ids of those that ask it; `variants`: other ways in which it was asked;
    `found`: how many pieces of personal data were taken out of question and answer, by kind, for the person who looks.
    `asked_in`: which questions of which inquiries these are, each as `<inquiry id>:<question id>`.
    """

    key: str
    question: str
    answer: str
    variants: tuple[str, ...]
    topic: Intent
    language: Language
    asked: int
    inquiries: tuple[str, ...]
    quotes: tuple[QuotedPassage, ...]
    as_of: datetime
    approved_at: datetime
    found: dict[PersonalKind, int]
    asked_in: tuple[str, ...] = ()


class FaqEntry(Value):
    """An entry. `checked_by`: who looked for personal data and found none; nothing is approved without.

    `quotes`: what it rests on; `binding`: set by the approval. `reason`: why it is back in review, with `detail`.
    """

    id: str
    status: FaqStatus
    question: str
    answer: str
    variants: tuple[str, ...]
    topic: Intent
    language: Language
    asked: int
    inquiries: tuple[str, ...]
    quotes: tuple[QuotedPassage, ...]
    binding: Binding | None
    reason: ReviewReason | None
    detail: str
    note: str
    revision: int
    created_at: datetime
    updated_at: datetime
    updated_by: str
    checked_by: str = ""
    approved_at: datetime | None = None
    approved_by: str = ""
    asked_in: tuple[str, ...] = ()  # as of the candidate that it was made from


class FaqVersionKind(StrEnum):
    """What made a version of an entry."""

    CREATE = "create"
    EDIT = "edit"
    TO_REVIEW = "to_review"
    APPROVE = "approve"
    RETURN = "return"  # to review, by code, with the reason
    RETIRE = "retire"
    CONFLICT = "conflict"  # words that came too late, kept beside


class FaqVersion(Value):
    """A state of an entry with who made it and why. Never changed."""

    number: int
    kind: FaqVersionKind
    status: FaqStatus
    question: str
    answer: str
    variants: tuple[str, ...]
    note: str
    at: datetime
    by: str


class FaqEvent(Value):
    """A line of the log of the FAQ: who did what with which entry, and when. Never changed, never deleted."""

    number: int
    at: datetime
    by: str
    kind: FaqVersionKind
    entry_id: str
    detail: str = ""


class PublishedEntry(Value):
    """What the public sees of an approved entry: nothing of who asked, or who wrote."""

    id: str
    question: str
    answer: str
    variants: tuple[str, ...]
    topic: Intent
    language: Language
    quotes: tuple[QuotedPassage, ...]
    binding: Binding
    approved_at: datetime

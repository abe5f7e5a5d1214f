"""What the guide to the rounds hands out: each round by subjects, and two rounds side by side. Found by rounds.py."""

from datetime import date, datetime
from enum import StrEnum

from advisor.answering.models import Answer
from advisor.guides.tables import Table
from advisor.programs.differences import Verdict
from advisor.programs.model import Authority
from advisor.programs.schedule import Phase
from advisor.values import Value


class SubjectStatus(StrEnum):
    """Whether a source settles a subject for a round."""

    KNOWN = "known"
    UNKNOWN = "unknown"


class CitedStatement(Value):
    """A fact's sentence with the numbers of its citations and the exact words that it rests on."""

    key: str
    text: str
    citations: tuple[int, ...]
    quotes: tuple[str, ...]


class SubjectView(Value):
    """What a round says of a subject and of its parts, in the order of the documents."""

    id: str
    name: str
    status: SubjectStatus
    statements: tuple[CitedStatement, ...] = ()
    items: tuple["SubjectView", ...] = ()


class RoundView(Value):
    """A round as far as it is known. `in_force`: the one that counts at the moment; `unknown`: ids of subjects."""

    number: int
    begins_on: date | None
    fiscal_years: tuple[int, ...]
    opens_on: date | None
    closes_at: datetime | None
    announced_on: date | None
    phase: Phase
    in_force: bool
    authority: Authority
    authority_in_words: str
    subjects: tuple[SubjectView, ...]
    unknown: tuple[str, ...]


class RoundsView(Value):
    """The rounds that are known at `as_of`, oldest first. `current`: the number of the one in force."""

    as_of: datetime
    current: int | None
    rounds: tuple[RoundView, ...]
    answer: Answer
    table: Table


class ComparedSubject(Value):
    """What two rounds say of one subject. `level`: 0 for a subject, 1 or more for its parts.

    `wording`: what a source itself says of the change; `verdict_in_words`: the verdict for a reader.
    """

    id: str
    name: str
    level: int
    verdict: Verdict
    verdict_in_words: str
    a: tuple[CitedStatement, ...]
    b: tuple[CitedStatement, ...]
    wording: tuple[CitedStatement, ...] = ()


class RoundComparison(Value):
    """Rounds `a` and `b` side by side. `applies`: which of the two counts at `as_of`; None where neither is in force,
    and `in_force` names the one that is (None before the first)."""

    as_of: datetime
    a: int
    b: int
    subject: str | None
    rows: tuple[ComparedSubject, ...]
    applies: int | None
    in_force: int | None
    answer: Answer
    table: Table

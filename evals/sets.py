"""The question sets: their format, and reading them. What the keys mean: questions/README.md."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from advisor.answering.models import Intent, Question, Status
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.values import Value

FOLDER = Path(__file__).parent / "questions"
AS_OF = "2025-08-20T10:00:00+09:00"  # a day in the middle of the newest call

Text = Annotated[str, Field(min_length=1)]


class SetName(StrEnum):
    """`dev` is tuned on, `test` only reported."""

    DEV = "dev"
    TEST = "test"


class Category(StrEnum):
    """What kind of difficulty a question is."""

    ELIGIBILITY = "eligibility"
    TYPE_SELECTION = "type_selection"
    SUPPORT_MENU = "support_menu"
    SCHEDULE = "schedule"
    CRITERIA = "criteria"
    PROCEDURE = "procedure"
    OBLIGATION = "obligation"
    PRECEDENTS = "precedents"
    BACKGROUND = "background"
    CONTACT = "contact"
    ROUND_CONFLICT = "round_conflict"
    FALSE_PREMISE = "false_premise"
    UNANSWERABLE = "unanswerable"
    OUT_OF_SCOPE = "out_of_scope"
    AMBIGUOUS = "ambiguous"
    MULTIPLE = "multiple"
    COLLOQUIAL = "colloquial"
    ABBREVIATION = "abbreviation"
    KANA_ONLY = "kana_only"
    TYPO = "typo"
    FOLLOW_UP = "follow_up"
    INJECTION = "injection"


class Gold(Value):
    """A quote that settles the question: an exact substring of its source."""

    source_id: str
    quote: str = Field(min_length=4, max_length=80)


class Item(Value):
    """A question with how its answer is judged."""

    id: str
    question: Text
    language: Literal["ja", "en"]
    as_of: datetime | None = None
    earlier: tuple[Text, ...] = ()
    category: Category
    answerable: bool
    status: frozenset[Status] = Field(min_length=1)
    intent: Intent
    round: int | None = Field(ge=1, le=8)
    gold: tuple[Gold, ...]
    must: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...]
    must_not: tuple[Text, ...]
    stale: tuple[Text, ...] = ()

    def asked(self) -> Question:
        """As the advisor takes it."""
        as_of = parse_as_of(self.as_of.isoformat() if self.as_of else AS_OF)
        return Question(text=self.question, as_of=as_of, earlier=self.earlier)


def read_set(name: SetName, folder: Path = FOLDER) -> tuple[Item, ...]:
    """The questions of a set, in order. Raises QuestionRejected naming file, line and reason."""
    path = folder / f"{name}.jsonl"
    return tuple(_item(line, number, path) for number, line in _lines(path))


def _item(line: str, number: int, path: Path) -> Item:
    try:
        return Item.model_validate_json(line)
    except ValidationError as fault:
        detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in fault.errors())
        raise QuestionRejected("batch_line_unreadable", file=path, line=number, detail=detail) from fault


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise QuestionRejected("batch_unreadable", file=path, detail=fault.strerror or fault) from fault
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]

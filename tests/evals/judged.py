"""Items and answers made for the tests of the scoring."""

from typing import Any

from advisor.answering.models import Answer, Citation, Intent, Locator, Statement, Status
from advisor.dates import parse_as_of
from advisor.messages import Language
from evals.sets import Gold, Item

QUOTE = "令和7年8月27日(水)12時必着"


def item(**changes: Any) -> Item:
    """A question on the deadline; `changes` replace its fields."""
    plain: dict[str, Any] = {
        "id": "dev-001",
        "question": "締切はいつですか",
        "language": "ja",
        "category": "schedule",
        "answerable": True,
        "status": ["answered"],
        "intent": "schedule",
        "round": 7,
        "gold": [Gold(source_id="call", quote=QUOTE)],
        "must": [["8月27日"], ["12時", "正午"]],
        "must_not": ["9月27日"],
        "stale": ["11月13日"],
    }
    return Item.model_validate(plain | changes)


UNKNOWN: dict[str, Any] = {"answerable": False, "status": ["abstained", "partial"], "gold": [], "must": [], "stale": []}


def said(text: str, status: Status = Status.ANSWERED, quote: str = QUOTE) -> Answer:
    """An answer of one statement that rests on `quote`."""
    citation = Citation(
        n=1,
        source_id="call",
        title="t",
        issuer="i",
        issued_on="2025",
        locator=Locator(),
        quote=quote,
        start=0,
        end=len(quote),
    )
    told = status in {Status.ANSWERED, Status.PARTIAL}
    return Answer(
        question="締切はいつですか",
        language=Language.JA,
        as_of=parse_as_of("2025-08-20"),
        program="j-innovation-hub",
        round=7,
        intent=Intent.SCHEDULE,
        status=status,
        text=text,
        statements=(Statement(text=text, citations=(1,)),) if told else (),
        citations=(citation,) if told else (),
    )

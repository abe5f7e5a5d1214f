"""How one answer is judged. Pure."""

from enum import StrEnum

from advisor.answering.models import Answer, Status
from evals.matching import covers, holds_any
from evals.sets import Gold, Item

TOLD = frozenset({Status.ANSWERED, Status.PARTIAL})
HELD_BACK = frozenset({Status.ABSTAINED, Status.REFUSED})


class Outcome(StrEnum):
    """What became of a question; only `right` counts as right."""

    RIGHT = "right"
    PARTIAL = "partial"  # some of what has to be said is said, and nothing wrong
    WRONG = "wrong"  # told, and not what was asked, or what only a wrong answer says
    STALE = "stale"  # told as of today what only another round says
    WITHHELD = "withheld"  # the documents settle it, the answer does not
    INVENTED = "invented"  # the documents do not settle it, the answer does


def outcome(item: Item, answer: Answer) -> Outcome:
    """Whether the status is acceptable, all that must be said is said, and nothing stale or wrong is."""
    told = answer.status in TOLD
    if told and holds_any(answer.text, item.stale):
        return Outcome.STALE
    if holds_any(answer.text, item.must_not):
        return Outcome.WRONG
    accepted = answer.status in item.status or (told and bool(TOLD & item.status))
    if not item.answerable:
        return Outcome.RIGHT if accepted else Outcome.INVENTED if told else Outcome.WRONG
    if not told:
        return Outcome.RIGHT if accepted else Outcome.WITHHELD
    heard = " ".join([answer.text, *(notice.text for notice in answer.notices)])
    said = [holds_any(heard, alternatives) for alternatives in item.must]
    if not accepted or not any(said):
        return Outcome.WRONG
    return Outcome.RIGHT if all(said) else Outcome.PARTIAL


def must_abstain(item: Item) -> bool | None:
    """Whether not telling is right; None where both are, which counts in neither abstention figure."""
    if not item.answerable:
        return True
    return None if item.status & HELD_BACK else False


def abstained(item: Item, answer: Answer) -> bool:
    """Whether the answer says that this is not known: alone, or beside the nearest fact where the set accepts that."""
    return answer.status in HELD_BACK or (not item.answerable and answer.status in item.status)


def cited(answer: Answer) -> list[str]:
    """The quotes that the statements rest on, in the order of their numbers (banners and contacts are left out)."""
    numbers = {number for statement in answer.statements for number in statement.citations}
    return [citation.quote for citation in answer.citations if citation.n in numbers]


def on_gold(quote: str, gold: tuple[Gold, ...]) -> bool:
    """Whether a quote and one of the gold quotes hold one another."""
    return any(covers(quote, each) for each in gold)

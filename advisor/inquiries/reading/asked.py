"""What a body asks and tells, and a question with what was told before it as one text. Pure."""

from collections.abc import Sequence

from advisor.inquiries.reading.sentences import ended, is_no_question
from advisor.values import Value

_FACTS = 4  # sentences told before a question that are kept with it
_FACT_CHARS = 600  # characters of them


class Asked(Value):
    """A question as it stands in the mail. `facts`: the sentences before it that it needs; `asking`: the rest."""

    facts: tuple[str, ...]
    asking: str


class Item(Value):
    """An entry without a question: a heading of what follows, or a question in a word, as it turns out."""

    text: str
    mark: str
    place: int  # among the questions
    facts: tuple[str, ...] = ()


class Body(Value):
    """What a body asks and tells. `core`: all but greetings, requests and orders, in order; `told`: every sentence that
    was read, without orders; `of_subject`: it asks for an answer to the subject line."""

    asked: tuple[Asked, ...]
    core: tuple[str, ...]
    told: tuple[str, ...]
    ordered: bool
    of_subject: bool


def within(facts: Sequence[str]) -> tuple[str, ...]:
    """The last of them, as many as may stand with a question."""
    kept: list[str] = []
    for text in reversed(facts[-_FACTS:]):
        if sum(map(len, kept)) + len(text) > _FACT_CHARS:
            break
        kept.insert(0, text)
    return tuple(kept)


def word_questions(items: Sequence[Item], asked: Sequence[Asked]) -> list[Item]:
    """The entries that are questions in a word, where a mail says that questions are listed: those with a mark, or
    several without; no heading of another one, and nothing on how to reply."""
    marked = [item for item in items if item.mark]
    told = marked or list(items)
    if not marked and len(told) < 2:
        return []
    above = {fact for each in asked for fact in each.facts} | {fact for item in told for fact in item.facts}
    return [item for item in told if item.text not in above and not any(map(is_no_question, (item.text, *item.facts)))]


def together(texts: Sequence[str], english: bool) -> str:
    """Sentences as one text."""
    return (" " if english else "").join(ended(text) for text in texts)


def whole_text(asked: Asked, english: bool) -> str:
    """The question with its facts, as one text."""
    return together([*asked.facts, asked.asking], english) if asked.facts else asked.asking

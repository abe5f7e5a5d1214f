"""Whether what a model wrote tells what code answers with: the same figures, the same yes or no, most of its words.

A kept sentence is true to its quotes; that does not make it an answer. What is not told is added as code says it.
"""

import re
from collections.abc import Sequence

from advisor.answering.drafts import DraftStatement
from advisor.answering.models import Completeness
from advisor.folding import search_form
from advisor.verifying.agreement import nearest
from advisor.verifying.names import organisations_in
from advisor.verifying.support import Same
from advisor.verifying.wording import clauses, verdict_of
from advisor.wareki import dates_in, numbers_in, times_in, without_times

_SPAN = re.compile(r"\d+\s*(?:日|時間|分|か月|days?|hours?|minutes?)")
_QUOTED = re.compile(r"「([^「」]+)」")
_TOLD = 0.8  # share of the content words of a sentence of code that the written ones must hold


def tells_statement(written: Sequence[str], statement: DraftStatement, same: Same) -> bool:
    """As `tells`, for a sentence of code; of what it worked out, the moment that it holds for need not be repeated."""
    text = "\n".join(written)
    worked_out = [phrase for phrase in statement.computed if _SPAN.search(phrase)]
    if worked_out and all(phrase in text for phrase in worked_out):
        return True
    return tells(written, statement.text, same)


def tells(written: Sequence[str], fact: str, same: Same) -> bool:
    """Whether the written sentences together say what `fact` says."""
    text = "\n".join(written)
    if not written:
        return False
    if not numbers_in(without_times(fact)) <= numbers_in(without_times(text)) or not times_in(fact) <= times_in(text):
        return False
    if len(dates_in(fact)) > len(dates_in(text)):
        return False
    if not _names(fact) <= _names(text):
        return False
    verdict = verdict_of(fact)
    if verdict is not None and verdict not in {verdict_of(each) for each in written}:
        return False
    theirs = clauses(text)
    facts = [clause for clause in clauses(fact) if clause.words]
    if any(clause.is_negative != nearest(clause, theirs, same).is_negative for clause in facts):
        return False
    words = frozenset().union(*(clause.words for clause in theirs))
    whole = frozenset().union(*(clause.words for clause in facts))
    held = sum(1 for word in whole if word in words or set(same(word)) & words)
    return not whole or held / len(whole) >= _TOLD


def _names(text: str) -> set[str]:
    """What a text calls by name: offices, and what it puts in quotation marks."""
    return {search_form(name) for name in (*organisations_in(text), *_QUOTED.findall(text))}


def grade(told: int, wanted: int) -> Completeness:
    """The grade of `told` sentences of `wanted`."""
    if told == 0:
        return Completeness.NONE
    return Completeness.COMPLETE if told >= wanted else Completeness.PARTIAL

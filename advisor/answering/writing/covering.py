"""Whether what a model wrote tells what code answers with: the same figures, the same yes or no, most of its words.

A kept sentence is true to its quotes; that does not make it an answer. What is not told is added as code says it.
"""

from collections.abc import Sequence

from advisor.answering.models import Completeness
from advisor.verifying.agreement import nearest
from advisor.verifying.support import Same
from advisor.verifying.wording import clauses, verdict_of
from advisor.wareki import dates_in, numbers_in, times_in, without_times

_TOLD = 0.7  # share of the content words of a sentence of code that the written ones must hold


def tells(written: Sequence[str], fact: str, same: Same) -> bool:
    """Whether the written sentences together say what `fact` says."""
    text = "\n".join(written)
    if not written:
        return False
    if not numbers_in(without_times(fact)) <= numbers_in(without_times(text)) or not times_in(fact) <= times_in(text):
        return False
    if len(dates_in(fact)) > len(dates_in(text)):
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


def grade(told: int, wanted: int) -> Completeness:
    """The grade of `told` sentences of `wanted`."""
    if told == 0:
        return Completeness.NONE
    return Completeness.COMPLETE if told >= wanted else Completeness.PARTIAL

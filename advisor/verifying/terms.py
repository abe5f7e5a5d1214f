"""Words that change what is said when one stands for another: opposites, days shifted, channels. Pure.

Official prose uses them precisely, and a paraphrase seldom needs another member of the class than its source has.
"""

from collections.abc import Sequence

from advisor.folding import search_form
from advisor.verifying.patterns import opposites, pattern

_SHIFTED = pattern("terms", "shifted")
_CHANNELS = pattern("terms", "channels")


def has_opposite(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement uses one of two opposites where the evidence has only the other."""
    said, shown = search_form(statement), search_form("\n".join(evidence))
    return any(
        _alone(one, other, said) and _alone(other, one, shown)
        for pair in opposites()
        for one, other in (pair, pair[::-1])
    )


def _alone(word: str, other: str, text: str) -> bool:
    return word in text.replace(other, " ") and other not in text.replace(word, " ")


def shifts_time(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement moves a period (翌年度から) that the evidence does not move so."""
    shown = search_form("\n".join(evidence))
    if statement.isascii() and not shown.isascii():
        return False
    return any(word not in shown for word in _SHIFTED.findall(search_form(statement)))


def invents_channel(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement names a way of sending that the evidence does not."""
    shown = search_form("\n".join(evidence))
    words = _CHANNELS.findall(search_form(statement))
    return any(word not in shown for word in words)

"""Which of the questions that were read is which of the questions that were asked. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from evals.inquiries.labels import AskedLabel
from evals.matching import folded

ALIKE = 0.5  # share of the shorter one's pieces: a question may be given its context, or lose a polite ending

_PIECES = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")


def matched(asked: Sequence[AskedLabel], read: Sequence[str]) -> dict[int, int]:
    """For each place in `asked` the place in `read` of its question, each at most once; the most alike first.

    What may be read as one with the question before it, and has none of its own, gets that one's.
    """
    scores = {(a, r): _alike(one.carrying, text) for a, one in enumerate(asked) for r, text in enumerate(read)}
    found: dict[int, int] = {}
    for (a, r), score in sorted(scores.items(), key=lambda pair: -pair[1]):
        if score >= ALIKE and a not in found and r not in found.values():
            found[a] = r
    for at, one in enumerate(asked):
        if at not in found and one.with_previous and at - 1 in found:
            found[at] = found[at - 1]
    return found


def _alike(one: str, other: str) -> float:
    """The share of the shorter one's pieces that the longer one holds: English words, pairs of Japanese characters.

    >>> _alike("締切はいつですか", "第7回の締切はいつですか。")
    1.0
    """
    left, right = _pieces(one), _pieces(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _pieces(text: str) -> set[str]:
    tokens = _PIECES.findall(" ".join(folded(word) for word in text.split()))
    japanese = {a + b for a, b in pairwise(tokens) if not (a.isascii() and b.isascii())}
    return japanese or set(tokens)

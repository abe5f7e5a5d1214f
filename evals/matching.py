"""When a text holds another one, as the question sets compare them. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from evals.sets import Gold

_BLANK = re.compile(r"[\s*]")


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """`text` in NFKC, lower case, without white space and the emphasis marks of Markdown.

    >>> folded("８月２７日 (水)")
    '8月27日(水)'
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).lower()


def holds_any(text: str, wanted: Iterable[str]) -> bool:
    """Whether one of `wanted` occurs in `text`.

    >>> holds_any("締切は8月27日です。", ["８月 27日", "August 27"])
    True
    """
    within = folded(text)
    return any(folded(each) in within for each in wanted)


def covers(piece: str, gold: Gold) -> bool:
    """Whether a found piece holds the gold quote, or is a part of it."""
    return folded(gold.quote) in folded(piece) or folded(piece) in folded(gold.quote)


def gold_rank(pieces: Sequence[str], gold: Sequence[Gold]) -> int | None:
    """The place (from 1) of the first piece that covers one of the alternatives, or None."""
    places = (place for place, piece in enumerate(pieces, start=1) if any(covers(piece, each) for each in gold))
    return next(places, None)

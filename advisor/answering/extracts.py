"""From a passage that was found to the words of it that answer: whole sentences or rows, cut to size. Pure."""

import re
from collections.abc import Callable

from advisor.answering.drafts import Quote
from advisor.folding import fold_width
from advisor.ingest.document import Passage
from advisor.japanese import search_tokens
from advisor.retrieval.ranking import coverage
from advisor.retrieval.search import Terms
from advisor.values import Value

QUOTE_CHARS = 260  # a quote longer than this is cut to the sentences that matter

_UNIT = re.compile(r"[^。\n]*(?:。[」』）)]?|\n|$)")
_MARK = re.compile(r"^[\s\-・●■◎○✓▶→⇒※]+")
_BROKEN = re.compile(r"(?<=[^\s。、])[ \t]*\n[ \t]*(?=[^\s・\-①-⑳(（■●○✓※])")


class Extract(Value):
    """A part of a passage: where it stands in the source's text, and how much of the question it covers (0–1)."""

    start: int
    end: int
    text: str
    covered: float


def extract(passage: Passage, terms: Terms, weight: Callable[[str], float]) -> Extract:
    """The shortest run of sentences of `passage` that covers most of the question, at most about QUOTE_CHARS long.

    A table row, and a passage short enough, is taken whole. `weight`: how much a word tells.
    """
    whole = _covered(terms, weight, passage.text)
    if passage.row is not None or len(passage.text.strip()) <= QUOTE_CHARS:
        return _trimmed(passage, 0, len(passage.text), whole)
    units = [match.span() for match in _UNIT.finditer(passage.text) if match[0].strip()]
    best: tuple[float, int, int, int] | None = None
    for first in range(len(units)):
        for last in range(first, len(units)):
            start, end = units[first][0], units[last][1]
            if last > first and end - start > QUOTE_CHARS:
                break
            covered = _covered(terms, weight, passage.text[start:end])
            candidate = (covered, -(end - start), start, end)
            if best is None or candidate > best:
                best = candidate
    if best is None:
        return _trimmed(passage, 0, len(passage.text), whole)
    return _trimmed(passage, best[2], best[3], best[0])


def as_quote(source_id: str, part: Extract) -> Quote:
    """The extract as a quote of its source."""
    return Quote(source_id=source_id, start=part.start, end=part.end, text=part.text)


def readable(text: str) -> str:
    """A quote as a sentence of an answer: marks and broken lines mended, list items set apart by a slash.

    >>> readable("- ・**产学**の\\n 連携")
    '产学の連携'
    """
    joined = fold_width(_BROKEN.sub("", text.replace("**", "")))  # ① is a mark only as long as it is not folded to 1
    lines = [_MARK.sub("", line).strip() for line in joined.split("\n")]
    return re.sub(r"[ \t]+", " ", " / ".join(line for line in lines if line))


def _covered(terms: Terms, weight: Callable[[str], float], text: str) -> float:
    weights = {word: weight(word) for word in terms.asked}
    return coverage(weights, terms.found_in(frozenset(search_tokens(text))))


def _trimmed(passage: Passage, start: int, end: int, covered: float) -> Extract:
    text = passage.text[start:end]
    left = len(text) - len(text.lstrip())
    text = text.strip()
    at = passage.start + start + left
    return Extract(start=at, end=at + len(text), text=text, covered=covered)

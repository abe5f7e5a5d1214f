"""A piece of a document in half width on one line, with the way back to the places in the document. Pure."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from advisor.folding import fold_width

MASK = "\ue000"  # stands for a character that was read already (a period): no word, no figure
# Marks of list entries, which folding would turn into figures (① → 1)
_LIST_FIGURES = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_COMBINING = "\u3099\u309a\uff9e\uff9f"
_WIDE = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_BREAK = re.compile(rf"(?<={_WIDE})[^\S\t]*\n\s*(?={_WIDE})|(?<={_WIDE})\n(?=\d)|(?<=\d)\n(?={_WIDE})")


class Folded(NamedTuple):
    """`text[i]` comes from the character at `start + places[i]` of the document."""

    text: str
    places: tuple[int, ...]
    start: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the document that `text[start:end]` comes from."""
        return self.start + self.places[start], self.start + self.places[end - 1] + 1


def fold(text: str, start: int, end: int) -> Folded:
    """`text[start:end]` folded; broken lines are joined, every other white space is one blank, tabs stay."""
    return Folded(*_fold(text[start:end]), start)


@lru_cache(maxsize=8192)  # a sentence is read for its figures, its facts and its plans
def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    breaks = {at for found in _BREAK.finditer(text) for at in range(*found.span())}
    starts = [at for at, character in enumerate(text) if character not in _COMBINING or not at]
    kept: list[str] = []
    places: list[int] = []
    for at, after in pairwise([*starts, len(text)]):
        if at in breaks:
            continue
        for character in _fold_one(text[at:after]):
            if character == " " and kept and kept[-1] in " \t":
                continue
            kept.append(character)
            places.append(at)
    return "".join(kept), tuple(places)


@lru_cache(maxsize=8192)
def _fold_one(cluster: str) -> str:
    if cluster == "\t" or (cluster.isascii() and not cluster.isspace()):
        return cluster
    if cluster.isspace() or _LIST_FIGURES.match(cluster):
        return " "
    return fold_width(cluster)


def mask(text: str, start: int, end: int) -> str:
    """`text` with `text[start:end]` struck out; as long as before."""
    return text[:start] + MASK * (end - start) + text[end:]

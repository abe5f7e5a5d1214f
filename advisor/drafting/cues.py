"""What the sentences of a subject hold: cues of the outlines (corpus/forms/*.yaml). Pure.

A cue is parts set apart by spaces that all have to be there, in any order. A part is words set apart by `|`, of which
one is enough; `@name` stands for a class of words; `-part` must not be there. Figures want units: see `has_figure`.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from advisor.folding import search_form

_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9 .&/-]*")


class CueMatcher:
    """Looks for cues, with the word classes of an outline."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._classes = {name: tuple(words) for name, words in classes.items()}
        self._known: dict[str, tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]] = {}

    def holds(self, folded: str, cue: str, around: str = "") -> bool:
        """Whether all parts of `cue` are in `folded` (a search form) or in what stands `around` it, at least one in
        the text itself, and what must not be there is not in the text."""
        wanted, unwanted = self._parts(cue)
        here = [part.search(folded) is not None for part in wanted]
        if not any(here) or any(part.search(folded) for part in unwanted):
            return False
        both = f"{around} | {folded}"  # a unit in the head of a table counts the figure of its cell
        return all(
            there or (around and (part.search(around) or part.search(both)))
            for there, part in zip(here, wanted, strict=True)
        )

    def strength(self, folded: str, cues: Sequence[str], around: str = "") -> float:
        """How much of `cues` a text holds: the parts of its best cue, and a little for each further one; 0: none."""
        held = sorted((len(self._parts(cue)[0]) for cue in cues if self.holds(folded, cue, around)), reverse=True)
        return held[0] + 0.25 * (len(held) - 1) if held else 0.0

    def _parts(self, cue: str) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
        if cue not in self._known:
            parts = cue.split()
            wanted = tuple(self._pattern(part) for part in parts if not part.startswith("-"))
            unwanted = tuple(self._pattern(part[1:]) for part in parts if part.startswith("-"))
            self._known[cue] = wanted, unwanted
        return self._known[cue]

    def _pattern(self, part: str) -> re.Pattern[str]:
        words = [w for word in part.split("|") for w in (self._classes[word[1:]] if word.startswith("@") else (word,))]
        return re.compile("|".join(_word(search_form(word)) for word in words))


def _word(folded: str) -> str:
    """A Latin word stands alone (URA is not in "natural"); units stand after a figure (件 is not in 条件)."""
    if _LATIN_WORD.fullmatch(folded):
        return rf"(?<![a-z]){re.escape(folded)}(?![a-z])"
    return _units((folded,)).pattern if folded in _COUNTED else re.escape(folded)


# Units and counters that are part of other words: they count only behind a figure.
_COUNTED = frozenset(
    ["件", "名", "人", "社", "円", "億", "万", "台", "基", "式", "回", "倍", "割", "%", "校", "棟", "階", "t", "本"]
)
_FIGURE = r"[\d〇一二三四五六七八九十百千数]\s*[千万億百兆]*\s*"
# A figure that is no year, date or number of an order (令和5, 2023, 第3回).
_AMOUNT = (
    r"(?<![\d.,/第-])(?<!令和)(?<!平成)(?<!昭和)(?<![a-z])(?!(?:19|20)\d\d(?!\d))"
    r"\d[\d,.]*+(?!\s*(?:年|月|日|期|回目|/\d|-\d))"
)


def _named_unit(units: Sequence[str]) -> str:
    """A unit that a label or a head names: (件), (千円), 単位:社, 人数/名."""
    return rf"[(/:]\s*[千百万億]*(?:{'|'.join(map(re.escape, units))})(?=\s*(?:[)、,/|:]|$)|\s)"


@lru_cache(maxsize=256)
def _units(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_FIGURE}(?:{'|'.join(map(re.escape, units))})|{_named_unit(units)}(?=.*{_AMOUNT})")


@lru_cache(maxsize=256)
def _head_unit(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_named_unit(units))


def has_figure(folded: str, units: Sequence[str], around: str = "") -> bool:
    """Whether a text gives a figure in one of `units`, also where a table's head or label names the unit; the figure of
    a year is none."""
    if _units(tuple(units)).search(folded):
        return True
    return re.search(_AMOUNT, folded) is not None and _head_unit(tuple(units)).search(f"{around} {folded}") is not None

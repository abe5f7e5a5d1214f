"""Misspelt English words of a question, mended against the words that people are known to ask with. Pure.

Japanese misspellings need none of this: their sound gives them away (advisor/retrieval/likeness.py).
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

_SHORTEST = 5  # letters; shorter words are too like each other
_LIKE_ENOUGH = 84  # of 100
_LIKE_ENOUGH_NAMES = 90  # the same for a capitalised word, which may be a name that nobody knows
_WORD = re.compile(r"[A-Za-z]+")


class Spelling:
    """Knows the right words."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = {word.lower() for text in texts for word in _WORD.findall(text)}
        self._known = sorted(word for word in known if len(word) >= _SHORTEST)
        self._set = frozenset(known)

    def mended(self, text: str) -> str:
        """`text` with each unknown long word replaced by the known one that is nearly the same, if there is one."""
        return _WORD.sub(lambda found: self._mended_word(found[0]), text)

    def _mended_word(self, word: str) -> str:
        plain = word.lower()
        if len(word) < _SHORTEST or word[1:] != plain[1:] or plain in self._set:
            return word
        cutoff = _LIKE_ENOUGH if word == plain else _LIKE_ENOUGH_NAMES
        best = process.extractOne(plain, self._known, scorer=fuzz.ratio, score_cutoff=cutoff)
        return best[0] if best else word

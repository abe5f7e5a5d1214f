"""How much a question is like the questions we know, by characters of its surface and of its sound.

Embeddings alone miss abbreviations, kana-only writing and homophones (高線 for 高専): their character n-grams,
and those of their reading, do not.
"""

from collections import Counter
from math import log1p, sqrt

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def ngrams(text: str) -> Counter[str]:
    """Character 2- and 3-grams of `text` without spaces, with its ends marked.

    >>> sorted(ngrams("締切"))
    ['締切', '締切$', '切$', '^締', '^締切']
    """
    padded = f"^{text.replace(' ', '')}$"
    return Counter(padded[i : i + n] for n in (2, 3) for i in range(len(padded) - n + 1))


def _flattened(texts: list[str], place: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every n-gram of every text as its number, which `place` learns, and the row of its text."""
    numbers: list[int] = []
    lengths: list[int] = []
    for text in texts:
        before = len(numbers)
        padded = f"^{text.replace(' ', '')}$"
        for n in (2, 3):
            numbers += [place.setdefault(padded[i : i + n], len(place)) for i in range(len(padded) - n + 1)]
        lengths.append(len(numbers) - before)
    rows = np.repeat(np.arange(len(texts)), np.array(lengths, dtype=np.int64))
    return np.array(numbers, dtype=np.int64), rows


class NgramIndex:
    """TF-IDF vectors of texts over character n-grams, as one run of postings a gram."""

    def __init__(self, texts: list[str]) -> None:
        self._size = len(texts)
        self._place: dict[str, int] = {}
        places, rows = _flattened(texts, self._place)
        # one run of postings a gram: sorted by gram, then by text, each with how often it stands there
        pairs, counts = np.unique(places * max(self._size, 1) + rows, return_counts=True)
        grams, self._rows = pairs // max(self._size, 1), (pairs % max(self._size, 1)).astype(np.int32)
        frequency = np.bincount(grams, minlength=len(self._place))
        self._weights = np.log1p(self._size / np.maximum(frequency, 1)).astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(frequency)])
        values = counts.astype(np.float32) * self._weights[grams]
        length = np.sqrt(np.bincount(self._rows, weights=values * values, minlength=self._size))
        self._values = (values / np.where(length > 0, length, 1.0)[self._rows]).astype(np.float32)

    def scores(self, text: str) -> Scores:
        """The cosine (0–1) of `text` with every text of the index."""
        found = np.zeros(self._size, dtype=np.float32)
        grams = ngrams(text)
        unseen = log1p(self._size)
        weights = {gram: n * self._weight(gram, unseen) for gram, n in grams.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for gram, weight in weights.items():
            place = self._place.get(gram)
            if place is not None:
                run = slice(self._starts[place], self._starts[place + 1])
                found[self._rows[run]] += self._values[run] * np.float32(weight / length)
        return found

    def _weight(self, gram: str, unseen: float) -> float:
        place = self._place.get(gram)
        return unseen if place is None else float(self._weights[place])

"""How much a question is like the questions we know, by characters of its surface and of its sound.

Embeddings alone miss abbreviations, kana-only writing and homophones (高線 for 高専): their character n-grams,
and those of their reading, do not.
"""

from collections import Counter
from math import log, sqrt

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


class NgramIndex:
    """TF-IDF vectors of texts over character n-grams, as postings."""

    def __init__(self, texts: list[str]) -> None:
        counted = [ngrams(text) for text in texts]
        frequency = Counter(gram for grams in counted for gram in grams)
        self._size = len(texts)
        self._weights = {gram: log(1 + self._size / n) for gram, n in frequency.items()}
        rows: dict[str, list[int]] = {}
        values: dict[str, list[float]] = {}
        for row, grams in enumerate(counted):
            length = self._length(grams)
            for gram, n in grams.items():
                rows.setdefault(gram, []).append(row)
                values.setdefault(gram, []).append(n * self._weights[gram] / length)
        self._postings = {g: (np.array(rows[g]), np.array(values[g], dtype=np.float32)) for g in rows}

    def _length(self, grams: Counter[str]) -> float:
        unseen = log(1 + self._size)
        return sqrt(sum((n * self._weights.get(gram, unseen)) ** 2 for gram, n in grams.items())) or 1.0

    def scores(self, text: str) -> Scores:
        """The cosine (0–1) of `text` with every text of the index."""
        found = np.zeros(self._size, dtype=np.float32)
        grams = ngrams(text)
        length = self._length(grams)
        for gram, n in grams.items():
            if gram in self._postings:
                rows, values = self._postings[gram]
                found[rows] += values * np.float32(n * self._weights[gram] / length)
        return found

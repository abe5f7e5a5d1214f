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


class NgramIndex:
    """TF-IDF vectors of texts over character n-grams, as one run of postings a gram."""

    def __init__(self, texts: list[str]) -> None:
        counted = [ngrams(text) for text in texts]
        frequency = Counter(gram for grams in counted for gram in grams)
        self._size = len(texts)
        self._place = {gram: place for place, gram in enumerate(frequency)}
        self._weights = np.log1p(self._size / np.fromiter(frequency.values(), np.float32, len(frequency)))
        self._starts = np.concatenate([[0], np.cumsum(np.fromiter(frequency.values(), np.int64, len(frequency)))])
        self._rows = np.zeros(self._starts[-1], dtype=np.int32)
        self._values = np.zeros(self._starts[-1], dtype=np.float32)
        filled = self._starts[:-1].copy()
        for row, grams in enumerate(counted):
            places = np.fromiter((self._place[gram] for gram in grams), np.int64, len(grams))
            values = np.fromiter(grams.values(), np.float32, len(grams)) * self._weights[places]
            self._rows[filled[places]] = row
            self._values[filled[places]] = values / (np.linalg.norm(values) or 1.0)
            filled[places] += 1

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

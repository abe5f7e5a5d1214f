"""BM25 over Sudachi normalised forms, kept on disk beside the vectors."""

import json
from collections import Counter
from math import log
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class LexicalIndex:
    """Word statistics of the passages, in passage order."""

    def __init__(self, bm25: bm25s.BM25 | None, frequencies: dict[str, int], size: int) -> None:
        self._bm25 = bm25
        self._frequencies = frequencies
        self._size = size

    @classmethod
    def build(cls, tokens: list[list[str]]) -> "LexicalIndex":
        """Count the tokens of each passage."""
        frequencies = Counter(token for passage in tokens for token in set(passage))
        bm25 = None
        if frequencies:
            bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
            bm25.index(tokens, show_progress=False)
        return cls(bm25, dict(frequencies), len(tokens))

    def save(self, folder: Path) -> None:
        """Write everything under `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._bm25 is not None:
            self._bm25.save(str(folder / "bm25"))
        stored = {"size": self._size, "frequencies": self._frequencies}
        (folder / "frequencies.json").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Read what `save` wrote."""
        stored = json.loads((folder / "frequencies.json").read_text(encoding="utf-8"))
        bm25 = bm25s.BM25.load(str(folder / "bm25")) if stored["frequencies"] else None
        return cls(bm25, stored["frequencies"], stored["size"])

    def scores(self, tokens: list[str]) -> Scores:
        """The BM25 score of every passage for `tokens`; zeros where none of them is known."""
        known = [token for token in tokens if token in self._frequencies]
        if self._bm25 is None or not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def weight(self, token: str) -> float:
        """How much a token tells (inverse document frequency, ≥ 0); one that no passage holds tells the most."""
        return log(1 + self._size / (1 + self._frequencies.get(token, 0)))

    def knows(self, token: str) -> bool:
        """Whether any passage holds `token`."""
        return token in self._frequencies

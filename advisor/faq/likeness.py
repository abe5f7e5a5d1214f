"""Which questions ask the same: by the cosine of their vectors, and by what parts two (guard.py)."""

from collections.abc import Sequence

import numpy as np

from advisor.faq.guard import Guard, guard_of
from advisor.retrieval.embedding import Embedder, Vectors

AT_ONCE = 64  # questions embedded in one go


class Asked:
    """Questions with their vectors (a row each, float32, of length 1) and guards."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        self.texts = tuple(texts)
        self.vectors = vectors
        self.guards = tuple(map(guard_of, texts))

    def nearest(self, guard: Guard, vector: Vectors, least: float) -> int | None:
        """The place of the question most like this one that asks the same, with a cosine of `least` or more."""
        if not self.texts:
            return None
        scores = self.vectors @ vector
        order = np.argsort(-scores, kind="stable")
        near = (int(place) for place in order[: int((scores >= least).sum())])
        return next((place for place in near if guard.agrees(self.guards[place])), None)


def embedded(texts: Sequence[str], embedder: Embedder, known: dict[str, Vectors] | None = None) -> Vectors:
    """The query vectors of `texts`, a row each. `known`: vectors that are there already; it takes in the new ones."""
    known = {} if known is None else known
    missing = list(dict.fromkeys(text for text in texts if text not in known))
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        rows = np.asarray(embedder.embed_queries(some), dtype=np.float32)
        known.update(zip(some, rows / np.linalg.norm(rows, axis=1, keepdims=True), strict=True))
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    return np.stack([known[text] for text in texts])

"""Which review item a passage of the files is about, by likeness of meaning: for what no cue names.

Measured on the development sets: of passages that a good draft quotes, the right item of nine comes first for three
of five and among the first two for four of five. So likeness only adds to what cues find, and never covers a viewpoint.
"""

from threading import Lock

import numpy as np
from cachetools import LRUCache, cached

from advisor.answering.topics import KnownQuestions
from advisor.folding import search_form
from advisor.forms.outlines import Outline, OutlineItem
from advisor.retrieval.embedding import Embedder, Vectors


class ItemLikeness:
    """Compares passages with the review items of an outline."""

    def __init__(self, outline: Outline, questions: KnownQuestions, embedder: Embedder) -> None:
        self._leaves = [leaf for _, leaf in outline.leaves()]
        self._sayings = [_sayings(leaf, questions, embedder) for leaf in self._leaves]

    def of(self, rows: Vectors) -> dict[str, Vectors]:
        """For each review item, by id, how far ahead of every other item it is for each of `rows` (passages, vectors
        of length 1): above 0 where it is the closest. Unit: the sum of three cosines."""
        if not len(rows):
            return {leaf.id: np.zeros(0, dtype=np.float32) for leaf in self._leaves}
        scores = np.stack([sum((rows @ said.T).max(axis=1) for said in sayings) for sayings in self._sayings])
        ahead = {}
        for at, leaf in enumerate(self._leaves):
            others = np.delete(scores, at, axis=0).max(axis=0)
            ahead[leaf.id] = scores[at] - others
        return ahead


def _sayings(leaf: OutlineItem, questions: KnownQuestions, embedder: Embedder) -> tuple[Vectors, ...]:
    """The names of its viewpoints, what they ask, and how people ask for it."""
    names = tuple(search_form(viewpoint.name.ja) for viewpoint in leaf.viewpoints)
    asks = tuple(search_form(viewpoint.asks.ja) for viewpoint in leaf.viewpoints)
    known = questions.vectors_of(leaf.key) if leaf.key else np.zeros((0, 0), dtype=np.float32)
    return (_embedded(names, embedder), _embedded(asks, embedder), *([known] if len(known) else []))


@cached(LRUCache(128), key=lambda texts, embedder: (texts, embedder.model_id), lock=Lock())
def _embedded(texts: tuple[str, ...], embedder: Embedder) -> Vectors:
    return np.asarray(embedder.embed_queries(list(texts)), dtype=np.float32)

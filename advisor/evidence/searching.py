"""The search over the evidence of ONE dossier, in memory. Nothing of it is shared with another dossier or the corpus.

Nearest neighbours are exact: one product of a matrix with the question's vector. A dossier has some thousand passages
at most, for which that takes a millisecond; an approximate index (HNSW) would be no faster, may miss a passage, and
deletes by marking: what a person deletes has to be gone at once and entirely, so the index is made anew without it.
Vectors are handed out (`vectors`) to be kept with their file and deleted with it, never in the shared store.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from advisor.folding import search_form
from advisor.ingest.document import Document, Passage
from advisor.ingest.passages import make_passages
from advisor.japanese import search_tokens
from advisor.retrieval.embedding import Embedder, Vectors
from advisor.retrieval.lexical import LexicalIndex
from advisor.retrieval.ranking import fuse_rankings
from advisor.retrieval.vectors import Role, embed_all, vector_key
from advisor.values import Value

_DEPTH = 60  # candidates of each ranking
_LEXICAL_WEIGHT = 1.3  # as in the search over the corpus, where it was measured
_DECIMALS = 6  # of a cosine: its last bits differ with a row's place in the matrix, and must not decide an order


class EvidenceFile(Value):
    """A file of a dossier as read. `id` is the store's."""

    id: str
    name: str
    document: Document


class EvidenceHit(Value):
    """A passage that was found, an exact part of its file's text. `dense`: cosine; `lexical`: BM25 score."""

    file: EvidenceFile
    passage: Passage
    score: float
    dense: float
    lexical: float


class _Entry(NamedTuple):
    file: EvidenceFile
    passage: Passage
    key: str  # of its vector


class EvidenceIndex:
    """The passages of the files of one dossier. Never changes: after an upload or a deletion it is built again, which
    costs only the new file's vectors. Safe to share between threads."""

    def __init__(self, entries: list[_Entry], lexical: LexicalIndex, rows: Vectors, embedder: Embedder) -> None:
        self._entries = entries
        self._lexical = lexical
        self._rows = rows
        self._embedder = embedder

    @classmethod
    def build(
        cls,
        files: Sequence[EvidenceFile],
        embedder: Embedder,
        passage_tokens: int,
        known: Mapping[str, Vectors] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "EvidenceIndex":
        """Split, count and embed `files`; vectors that are `known` by their key are not computed again.

        `progress` is told (done, of how many) for the passages that really are embedded, some seven a second.
        """
        found = [
            (file, passage, search_form(f"{passage.context}\n{passage.text}"))
            for file in files
            for passage in make_passages(file.document, embedder.count_tokens, passage_tokens)
        ]
        texts = [text for _, _, text in found]
        rows = embed_all(texts, Role.PASSAGE, embedder, dict(known or {}), None, progress)
        entries = [
            _Entry(file, passage, vector_key(embedder.model_id, Role.PASSAGE, text)) for file, passage, text in found
        ]
        return cls(entries, LexicalIndex.build([search_tokens(text) for text in texts]), rows, embedder)

    @property
    def vectors(self) -> dict[str, Vectors]:
        """The vectors of all passages by key, to be handed to the next `build` as `known`."""
        return {entry.key: row for entry, row in zip(self._entries, self._rows, strict=True)}

    def vectors_of(self, file_id: str) -> dict[str, Vectors]:
        """The vectors of one file's passages by key: what is kept with the file and deleted with it."""
        return {
            entry.key: row for entry, row in zip(self._entries, self._rows, strict=True) if entry.file.id == file_id
        }

    @property
    def passages(self) -> list[tuple[EvidenceFile, Passage]]:
        """All passages with their files, in the order of `rows`."""
        return [(entry.file, entry.passage) for entry in self._entries]

    @property
    def rows(self) -> Vectors:
        """The vectors of `passages`, a row of length 1 each."""
        return self._rows

    def passages_of(self, file_id: str) -> list[Passage]:
        """The passages of one file in the order of its text."""
        return [entry.passage for entry in self._entries if entry.file.id == file_id]

    def search(self, query: str, size: int = 10) -> list[EvidenceHit]:
        """The `size` passages that fit `query` best, best first, however little that is; none for a blank one."""
        return self.search_many([query], size)[0]

    def search_many(self, queries: Sequence[str], size: int = 10) -> list[list[EvidenceHit]]:
        """The hits of each query, embedded all in one go."""
        if not self._entries or not queries:
            return [[] for _ in queries]
        forms = [search_form(query) for query in queries]
        vectors = np.asarray(self._embedder.embed_queries(forms), dtype=np.float32)
        return [self._ranked(form, vector, size) if form else [] for form, vector in zip(forms, vectors, strict=True)]

    def _ranked(self, form: str, vector: Vectors, size: int) -> list[EvidenceHit]:
        dense = np.round(self._rows @ vector, _DECIMALS)  # one at a time: as exact for many queries as for one
        lexical = self._lexical.scores(search_tokens(form))
        by_meaning = _best(dense)
        by_words = [place for place in _best(lexical) if lexical[place] > 0]
        fused = fuse_rankings([(by_meaning, 1.0), (by_words, _LEXICAL_WEIGHT)])
        return [
            EvidenceHit(
                file=self._entries[place].file,
                passage=self._entries[place].passage,
                score=score,
                dense=float(dense[place]),
                lexical=float(lexical[place]),
            )
            for place, score in fused[:size]
        ]


def _best(scores: Vectors) -> list[int]:
    """The places of the highest scores, best first; of equal ones the earlier place."""
    return [int(place) for place in np.argsort(-scores, kind="stable")[:_DEPTH]]


def page_of(file: EvidenceFile, offset: int) -> int | None:
    """The page, slide or sheet that the character at `offset` stands on; None between pages and without pages."""
    return next((page.number for page in file.document.pages if page.start <= offset < page.end), None)

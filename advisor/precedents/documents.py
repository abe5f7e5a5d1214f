"""The documents that were added to hubs, made searchable in memory. They serve this room alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.corpus.glossary import Glossary
from advisor.evidence.searching import EvidenceFile, EvidenceIndex
from advisor.ingest.document import Document, Passage
from advisor.precedents.asking import AskedPart
from advisor.precedents.quoting import document_quote
from advisor.precedents.records import HubDocument, HubQuote, Theme
from advisor.precedents.themes import Vocabulary, Wording, shared_themes, wording_of
from advisor.retrieval.embedding import Embedder, Vectors


@dataclass(frozen=True)
class Told:
    """A passage of a hub's document, held against what was asked. `apart`: its cosine seen from the middle of hubs."""

    document: HubDocument
    file: EvidenceFile
    passage: Passage
    themes: tuple[Theme, ...]
    apart: float

    def quote(self) -> HubQuote:
        """Its words, with where they were published."""
        return document_quote(self.document, self.file, self.passage, self.themes)


@dataclass(frozen=True)
class _Row:
    document: HubDocument
    file: EvidenceFile
    passage: Passage
    wording: Wording


class HubDocuments:
    """All documents of one workspace. Never changes. Safe to share between threads."""

    def __init__(self, rows: Sequence[_Row], vectors: Vectors, count: Mapping[str, int]) -> None:
        self._vectors = vectors
        self._rows = rows
        self._count = count
        self._places: dict[str, list[int]] = {}
        for place, row in enumerate(rows):
            self._places.setdefault(row.document.hub_id, []).append(place)

    @classmethod
    def build(
        cls,
        kept: Sequence[tuple[HubDocument, Document]],
        embedder: Embedder,
        passage_tokens: int,
        glossary: Glossary,
        known: Mapping[str, Vectors] | None = None,
    ) -> "HubDocuments":
        """Split the documents; vectors that are `known` by their key are not computed again."""
        by_id = {document.id: document for document, _ in kept}
        files = [EvidenceFile(id=document.id, name=document.name, document=read) for document, read in kept]
        index = EvidenceIndex.build(files, embedder, passage_tokens, known)
        rows = [
            _Row(by_id[file.id], file, passage, wording_of(passage.text, glossary)) for file, passage in index.passages
        ]
        count: dict[str, int] = {}
        for document, _ in kept:
            count[document.hub_id] = count.get(document.hub_id, 0) + 1
        return cls(rows, index.rows, count)

    def count(self, hub_id: str) -> int:
        """How many documents a hub has."""
        return self._count.get(hub_id, 0)

    def told(self, hub_id: str, asked: AskedPart, middle: Vectors, vocabulary: Vocabulary) -> list[Told]:
        """The passages of a hub's documents with what they share with `asked`, those with most shared themes first,
        of these the nearest in meaning."""
        found = []
        for place in self._places.get(hub_id, ()):
            row = self._rows[place]
            themes = shared_themes(asked.wording, row.wording, vocabulary, asked.is_short)
            apart = _apart(self._vectors[place], asked.vector, middle)
            found.append(Told(row.document, row.file, row.passage, themes, apart))
        return sorted(found, key=lambda told: (-len(told.themes), -told.apart, told.passage.start))

    def wording(self, hub_id: str) -> list[Wording]:
        """The words of each passage of a hub's documents."""
        return [self._rows[place].wording for place in self._places.get(hub_id, ())]


NO_DOCUMENTS = HubDocuments((), np.zeros((0, 1), dtype=np.float32), {})


def _apart(row: Vectors, vector: Vectors, middle: Vectors) -> float:
    one, other = row - middle, vector - middle
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9))

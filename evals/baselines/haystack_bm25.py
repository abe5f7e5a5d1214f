"""Haystack with BM25 in memory, all as its components come: no model at all.

`DocumentSplitter` counts words between spaces, 200 to a piece. Japanese has next to none, so a document becomes a few
very long pieces. They are kept: that is the default. `haystack_bm25_400` is the same with pieces of 400 characters.
"""

from collections.abc import Sequence
from typing import Any

from evals.baselines.contract import Build, Cut, Document, Found, Search, run_script

NAME = "Haystack BM25, its defaults"
PACKAGES = ("haystack-ai",)
BM25 = {
    "store": "InMemoryDocumentStore, BM25L",
    "tokens": "its default pattern: each kanji and kana by itself, other letters as words",
}
SETTINGS = {**BM25, "splitter": "DocumentSplitter, its defaults", "chunk": "200 words between spaces, no overlap"}


def word_cutter() -> Cut:
    """What cuts as DocumentSplitter does when nothing is said."""
    from haystack import Document as Piece  # noqa: PLC0415  an extra
    from haystack.components.preprocessors import DocumentSplitter  # noqa: PLC0415

    splitter: Any = DocumentSplitter()

    def cut(documents: Sequence[Document]) -> list[Found]:
        wholes = [Piece(content=document.text, meta={"id": document.id}) for document in documents]
        return [
            Found(source_id=piece.meta["id"], text=piece.content)
            for piece in splitter.run(documents=wholes)["documents"]
        ]

    return cut


def build_with(cut: Cut) -> Build:
    """BM25 over the pieces that `cut` makes."""
    from haystack import Document as Piece  # noqa: PLC0415  an extra
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever  # noqa: PLC0415
    from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415
    from haystack.document_stores.types import DuplicatePolicy  # noqa: PLC0415

    def build(documents: Sequence[Document], depth: int) -> Search:
        store: Any = InMemoryDocumentStore()
        # Two pieces that say the same have the same id, and one of them is enough.
        store.write_documents(
            [Piece(content=piece.text, meta={"id": piece.source_id}) for piece in cut(documents)],
            policy=DuplicatePolicy.SKIP,
        )
        retriever: Any = InMemoryBM25Retriever(store, top_k=depth)
        return lambda question: [
            Found(source_id=hit.meta["id"], text=hit.content) for hit in retriever.run(query=question)["documents"]
        ]

    return build


def load() -> Build:
    """Haystack as it comes."""
    return build_with(word_cutter())


if __name__ == "__main__":
    run_script(NAME, PACKAGES, SETTINGS, load)

"""The search of LangChain's RAG tutorials: a recursive splitter, Chroma in memory, `as_retriever`."""

import uuid
from collections.abc import Sequence

from langchain_core.embeddings import Embeddings

from evals.baselines import cutting
from evals.baselines.contract import Build, Document, Found, Search

PACKAGES = ("chromadb", "langchain-chroma", "langchain-core", *cutting.PACKAGES)
SETTINGS = {
    "store": "Chroma in memory, its default index (HNSW, squared L2)",
    "retriever": "as_retriever, similarity, k = depth (its default k is 4)",
    **cutting.SETTINGS,
}


def build_with(embeddings: Embeddings) -> Build:
    """Chroma over the pieces, in a collection that no other run can have filled."""
    import chromadb  # noqa: PLC0415  slow, and not for whoever only reads the settings
    from chromadb.config import Settings  # noqa: PLC0415
    from langchain_chroma import Chroma  # noqa: PLC0415

    cut = cutting.cutter()

    def build(documents: Sequence[Document], depth: int) -> Search:
        client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        # All clients in memory of one process share their collections: hence a name of its own.
        store = Chroma(client=client, collection_name=f"run-{uuid.uuid4().hex}", embedding_function=embeddings)
        pieces = cut(documents)
        store.add_texts([piece.text for piece in pieces], [{"source_id": piece.source_id} for piece in pieces])
        retriever = store.as_retriever(search_kwargs={"k": depth})
        return lambda question: [
            Found(source_id=hit.metadata["source_id"], text=hit.page_content) for hit in retriever.invoke(question)
        ]

    return build

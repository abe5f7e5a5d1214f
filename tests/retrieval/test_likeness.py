"""advisor/retrieval/likeness.py: how like two texts are, by their characters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.retrieval.likeness import NgramIndex, ngrams

TEXTS = ["高専は申請できますか", "締切はいつですか", "提出先はどこですか", "deadline for applications"]
INDEX = NgramIndex(TEXTS)


@pytest.mark.parametrize("place", range(len(TEXTS)))
def test_a_text_is_like_itself_most_of_all(place: int) -> None:
    scores = INDEX.scores(TEXTS[place])
    assert scores[place] == pytest.approx(1.0, abs=1e-5)
    assert int(scores.argmax()) == place


@pytest.mark.parametrize(
    ("text", "place"), [("高線は申請できますか", 0), ("しめきりはいつですか", 1), ("aplications deadline", 3)]
)
def test_a_misspelt_text_is_still_most_like_the_right_one(text: str, place: int) -> None:
    assert int(INDEX.scores(text).argmax()) == place


def test_nothing_shared_is_zero() -> None:
    assert INDEX.scores("馬鹿").tolist() == [0, 0, 0, 0]


def test_spaces_do_not_count() -> None:
    assert ngrams("締 切") == ngrams("締切")


def test_an_empty_index_and_an_empty_text() -> None:
    assert NgramIndex([]).scores("締切").shape == (0,)
    assert np.isfinite(INDEX.scores("")).all()


@given(st.text())
def test_a_likeness_lies_between_none_and_all(text: str) -> None:
    scores = INDEX.scores(text)
    assert (scores >= 0).all() and (scores <= 1.0001).all()

"""advisor/review/differences: what changed between two versions."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.review.differences import Change, differences

TEXTS = st.text("共同研究は42件38。\n 　、（）%ABcが゛𠮷👩", max_size=60)


@given(TEXTS, TEXTS)
@settings(max_examples=80)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(piece.text for piece in found if piece.change is not Change.ADDED) == old
    assert "".join(piece.text for piece in found if piece.change is not Change.REMOVED) == new
    assert all(piece.text for piece in found)


@given(TEXTS)
@settings(max_examples=40)
def test_the_same_text_has_no_change(text: str) -> None:
    assert {piece.change for piece in differences(text, text)} <= {Change.SAME}


@given(TEXTS, TEXTS)
@settings(max_examples=40)
def test_no_two_pieces_of_a_kind_follow_each_other(old: str, new: str) -> None:
    kinds = [piece.change for piece in differences(old, new)]
    assert all(one is not other for one, other in pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("共同研究は38件。", "共同研究は42件。", ["38"], ["42"]),
        ("共同研究は1,000件。", "共同研究は1000件。", ["1,000"], ["1000"]),
        ("あり。", "", ["あり。"], []),
        ("", "あり。", [], ["あり。"]),
    ],
)
def test_a_change_is_shown_by_whole_words(old: str, new: str, removed: list[str], added: list[str]) -> None:
    found = differences(old, new)
    assert "".join(piece.text for piece in found if piece.change is Change.REMOVED) == "".join(removed)
    assert "".join(piece.text for piece in found if piece.change is Change.ADDED) == "".join(added)

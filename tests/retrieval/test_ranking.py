"""advisor/retrieval/ranking.py: fuse, spread, cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.retrieval.ranking import coverage, fuse_rankings, spread

RANKINGS = st.lists(st.tuples(st.lists(st.integers(0, 30), unique=True), st.floats(0.1, 3)), max_size=4)


def test_what_both_rankings_hold_comes_first() -> None:
    fused = fuse_rankings([(["a", "b", "c"], 1.0), (["c", "d"], 1.0)])
    assert fused[0][0] == "c"
    assert fused[0][1] == pytest.approx(1 / 63 + 1 / 61)


def test_a_heavier_ranking_wins() -> None:
    assert fuse_rankings([(["a"], 1.0), (["b"], 1.3)])[0][0] == "b"


def test_a_constant_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="k must"):
        fuse_rankings([(["a"], 1.0)], k=0)


@given(RANKINGS)
def test_fusing_keeps_every_item_once_best_first(rankings: list[tuple[list[int], float]]) -> None:
    fused = fuse_rankings(rankings)
    assert {item for item, _ in fused} == {item for ranking, _ in rankings for item in ranking}
    assert len({item for item, _ in fused}) == len(fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers()), unique=True), st.integers(1, 12), st.floats(0.1, 1))
def test_spreading_keeps_as_many_and_in_order_of_rank(ranked: list[tuple[str, int]], size: int, share: float) -> None:
    taken = spread(ranked, lambda item: item[0], size, share)
    assert len(taken) == min(size, len(ranked)) == len(set(taken))
    most = max(1, round(size * share))
    if all(sum(item[0] == group for item in ranked) > size for group in "abc"):
        assert all(sum(item[0] == group for item in taken) <= max(most, size - 2 * most) for group in "abc")


def test_a_group_fills_up_only_when_the_others_have_no_more() -> None:
    ranked = ["a1", "a2", "a3", "a4", "b1"]
    assert spread(ranked, lambda item: item[0], 4, 0.5) == ["a1", "a2", "b1", "a3"]


def test_coverage() -> None:
    assert coverage({}, {"締切"}) == 0.0
    assert coverage({"締切": 2.0, "高専": 2.0}, {"高専", "天気"}) == 0.5

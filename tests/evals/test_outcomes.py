"""How one answer is judged, and how places of gold become figures."""

from typing import Any

import pytest

from advisor.answering.models import Status
from evals.intervals import share
from evals.matching import gold_rank, holds_any
from evals.outcomes import Outcome, abstained, cited, must_abstain, on_gold, outcome
from evals.rankings import score_ranks
from evals.sets import Gold
from tests.evals.judged import QUOTE, UNKNOWN, item, said


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("締切は８月２７日の正午です。", Status.ANSWERED, Outcome.RIGHT),
        ("締切は8月27日12時です。", Status.PARTIAL, Outcome.RIGHT),
        ("締切は8月27日です。", Status.ANSWERED, Outcome.PARTIAL),
        ("締切は未定です。", Status.ANSWERED, Outcome.WRONG),
        ("締切は9月27日12時です。8月27日ではありません。", Status.ANSWERED, Outcome.WRONG),
        ("締切は11月13日の12時です。8月27日とも言われます。", Status.ANSWERED, Outcome.STALE),
        ("確認できませんでした。", Status.ABSTAINED, Outcome.WITHHELD),
        ("お答えできません。", Status.REFUSED, Outcome.WITHHELD),
    ],
)
def test_an_answerable_question(text: str, status: Status, expected: Outcome) -> None:
    assert outcome(item(), said(text, status)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.ABSTAINED, Outcome.RIGHT),
        (Status.PARTIAL, Outcome.RIGHT),
        (Status.ANSWERED, Outcome.RIGHT),  # told as much as `partial` would
        (Status.CLARIFY, Outcome.WRONG),
    ],
)
def test_a_question_that_nothing_settles_where_the_nearest_fact_may_be_told(status: Status, expected: Outcome) -> None:
    assert outcome(item(**UNKNOWN), said("", status)) is expected


def test_a_question_that_nothing_settles_and_an_answer_all_the_same() -> None:
    strict = item(**{**UNKNOWN, "status": ["abstained"]})
    assert outcome(strict, said("締切は12月1日です。")) is Outcome.INVENTED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, False), (UNKNOWN, True), ({"status": ["answered", "abstained"]}, None)],
)
def test_who_must_abstain(changes: dict[str, Any], expected: bool | None) -> None:
    assert must_abstain(item(**changes)) is expected


def test_abstaining_counts_only_where_nothing_is_told_or_the_rest_is_said_to_be_unknown() -> None:
    assert abstained(item(), said("", Status.ABSTAINED))
    assert not abstained(item(), said("8月27日", Status.PARTIAL))
    assert abstained(item(**UNKNOWN), said("近いことは…", Status.PARTIAL))


def test_citations_on_gold_hold_one_another() -> None:
    assert cited(said("8月27日")) == [QUOTE]
    assert on_gold("第7回公募期間: " + QUOTE, item().gold) and on_gold("8月27日(水)12時必着", item().gold)
    assert not on_gold("公募期間", item().gold)


def test_texts_are_compared_without_width_space_and_emphasis() -> None:
    assert holds_any("締切は **８月 27日** です", ["8月27日"])
    assert not holds_any("締切は8月28日です", ["8月27日"])
    pieces = ["別の一節", f"期間\t{QUOTE}"]
    assert gold_rank(pieces, [Gold(source_id="call", quote=QUOTE)]) == 2
    assert gold_rank(pieces[:1], [Gold(source_id="call", quote=QUOTE)]) is None


def test_ranks_become_recall_gain_and_reciprocal_rank() -> None:
    found = score_ranks({"a": 1, "b": 3, "c": None, "d": 11}, [100, 300]).measures
    means = {name: each.value for name, each in found.items()}
    assert means["R@1"] == 0.25 and means["R@3"] == 0.5 and means["R@10"] == 0.5
    assert means["nDCG@10"] == pytest.approx((1 + 0.5) / 4)  # 1 / log2(rank + 1)
    assert means["RR@10"] == pytest.approx((1 + 1 / 3) / 4)


def test_an_interval_holds_its_mean_and_narrows_with_more_questions() -> None:
    few, many = share([1, 0] * 10), share([1, 0] * 200)
    for each in (few, many):
        assert each.low is not None and each.high is not None and each.low <= 0.5 <= each.high
    assert (many.high or 0) - (many.low or 0) < (few.high or 0) - (few.low or 0)
    assert share([]).value is None

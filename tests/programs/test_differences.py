"""advisor/programs/differences.py: the same, worded anew, or another content."""

import pytest

from advisor.knowledge import Knowledge
from advisor.programs.differences import Verdict, compared, differences, is_change, rounds_named, section, verdict_of
from advisor.programs.model import Fact


def fact(statement: str, quote: str = "", number: int = 2, key: str = "subject.of-a-test") -> Fact:
    return Fact.model_validate(
        {
            "key": key,
            "round": number,
            "intent": "other",
            "statement": {"ja": statement, "en": statement},
            "source": "s",
            "quote": quote or statement,
        }
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("有効期限は3年度間です。", "有効期限は3年度間です", Verdict.SAME),
        ("甲又は乙の機関が申請できます。", "甲及び乙の機関が申請できます。", Verdict.WORDING),
        ("有効期限は3年度間です。", "有効期限は5年度間です。", Verdict.DIFFERS),
        ("締切は8月27日12時です。", "締切は8月27日17時です。", Verdict.DIFFERS),
        (
            "支援はロゴマーク、広報、会議、海外展開支援です。",
            "支援はロゴマーク、広報、会議、海外展開支援、知財相談です。",
            Verdict.DIFFERS,
        ),
        ("実績はホームページで公開します。", "実績は調査票で確認します。", Verdict.DIFFERS),
    ],
)
def test_content_is_told_from_wording(one: str, other: str, verdict: Verdict) -> None:
    assert verdict_of(fact(one), fact(other, number=7)) is verdict
    assert verdict_of(fact(other, number=7), fact(one)) is verdict


def test_one_passage_on_two_rounds_is_no_sign_that_they_are_alike() -> None:
    row = "| 甲事業 | あり | 記載なし |"
    with_it, without = fact("甲事業が入っています。", row, 1), fact("甲事業は記載がありません。", row, 4)
    assert verdict_of(with_it, without) is Verdict.DIFFERS


def test_a_fact_that_only_says_it_is_unknown_settles_nothing(knowledge: Knowledge) -> None:
    unknown = fact("公募期間は未確認です。", number=3).model_copy(update={"says_unknown": True})
    known = fact("公募期間は7月18日からです。", number=7)
    assert compared("x", [unknown], [known], knowledge.program).verdict is Verdict.ONLY_B
    assert compared("x", [unknown], [], knowledge.program).verdict is Verdict.UNKNOWN


def test_hidden_facts_are_not_compared(knowledge: Knowledge) -> None:
    hidden = [f for f in knowledge.program.facts if f.key == "obligation.kpi" and f.round == 7]
    rows = {row.id: row for row in differences(knowledge.program, 2, 7, hidden)}
    assert rows["kpi"].verdict is Verdict.ONLY_A and rows["kpi"].b == ()


def test_a_whole_differs_where_a_part_does(knowledge: Knowledge) -> None:
    rows = {row.id: row.verdict for row in differences(knowledge.program, 2, 7)}
    assert rows["overseas"] is Verdict.DIFFERS and rows["publicity"] is Verdict.DIFFERS
    assert rows["types"] is Verdict.WORDING and rows["international"] is Verdict.WORDING


def test_what_a_source_tells_of_a_change_is_kept_where_it_belongs(knowledge: Knowledge) -> None:
    rows = {row.id: row for row in differences(knowledge.program, 2, 7)}
    assert [f.key for f in rows["applicants"].changes] == ["eligibility.wording-change"]
    assert [f.key for f in rows["kpi"].changes] == ["obligation.kpi-change"]
    assert rows["background"].changes == () and rows["validity"].changes == ()
    assert all(is_change(f) for row in rows.values() for f in row.changes)


def test_rounds_and_sections_by_name() -> None:
    assert rounds_named("第1～3回と第7回") == {1, 2, 3, 7}
    assert section("support.go-tech") == "support"

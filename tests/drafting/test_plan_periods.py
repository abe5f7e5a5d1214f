"""Plans whose period is over, their successors, and how old the figures are. All names are fictional (架空)."""

from datetime import date

import pytest
from drafting.stated_files import Rows, evidence, evidence_of

from advisor.drafting.plan_periods import expired_plans, newest_figures, outdated_files
from evals.drafting.sets import Pages

AS_OF = date(2025, 9, 1)

EXPIRED = {
    "the years in the title": (
        "架空拠点 産学連携推進計画（令和元年度～令和5年度）\n\n共同研究を進める。",
        date(2024, 3, 31),
    ),
    "the years in a sentence": ("産学連携推進計画の計画期間は、2019年度から2023年度までとする。", date(2024, 3, 31)),
    "the last day": ("産学連携推進計画の計画期間は、令和6年3月31日までとする。", date(2024, 3, 31)),
    "a key and its value": ("産学連携推進計画\n\n計画期間：令和2年度～令和6年度\n", date(2025, 3, 31)),
    "a start and a length": ("産学連携推進計画\n\n令和元年度を初年度とする5か年計画である。", date(2024, 3, 31)),
    "a vision named by its year": ("架空大学ビジョン2020に基づき、産学連携を進める。", date(2021, 3, 31)),
    "a rule with a term": ("この要項は、令和7年3月31日限り、その効力を失う。", date(2025, 3, 31)),
    "the plan of one year": ("令和4年度事業計画\n\n共同研究を増やす。", date(2023, 3, 31)),
    "digits in full width": (
        "産学連携推進計画の計画期間は、２０１９年度から２０２３年度までとする。",
        date(2024, 3, 31),
    ),
}

RUNNING = {
    "a plan that runs": "産学連携推進計画の計画期間は、令和4年度から令和9年度までとする。",
    "a plan that ends today": "産学連携推進計画の計画期間は、令和7年9月1日までとする。",
    "the plan of this year": "令和7年度事業計画\n\n共同研究を増やす。",
    "a vision to come": "架空大学ビジョン2030に基づき、産学連携を進める。",
    "an agreement that renews itself": "この協定の有効期間は令和5年3月31日までとし、以後1年ごとに自動更新する。",
    "a day that plans were made": "産学連携推進計画は令和3年4月に策定した。",
    "a report on what a plan gave": (
        "第2期中期計画（平成28年度～令和3年度）の実績報告\n\n第2期中期計画（平成28年度～令和3年度）の目標を達成した。"
    ),
    "figures of past years": "令和元年度から令和5年度までの共同研究は185件である。",
}


@pytest.mark.parametrize(("text", "ended_on"), EXPIRED.values(), ids=EXPIRED)
def test_a_plan_whose_period_is_over_is_reported_with_its_last_day(text: str, ended_on: date) -> None:
    (file,) = evidence_of(text)
    (plan,) = expired_plans([file], AS_OF)
    assert plan.ended_on == ended_on
    assert plan.name
    assert file.document.text[plan.place.start : plan.place.end] == plan.place.quote
    assert not expired_plans([file], ended_on)  # on its last day it still holds


@pytest.mark.parametrize("text", RUNNING.values(), ids=RUNNING)
def test_what_runs_or_only_looks_back_is_not_reported(text: str) -> None:
    assert expired_plans(evidence_of(text), AS_OF) == ()


def test_a_plan_with_a_successor_is_not_reported() -> None:
    old = "第1期産学連携推進計画の計画期間は、令和元年度から令和5年度までとする。"
    new = "第2期産学連携推進計画の計画期間は、令和6年度から令和10年度までとする。"
    assert [plan.ended_on for plan in expired_plans(evidence_of(old), AS_OF)] == [date(2024, 3, 31)]
    assert expired_plans(evidence_of(old, new), AS_OF) == ()
    other = "情報基盤整備計画の計画期間は、令和6年度から令和10年度までとする。"
    assert len(expired_plans(evidence_of(old, other), AS_OF)) == 1


def test_a_table_of_plans_gives_those_that_are_over() -> None:
    rows: Rows = [
        ["計画", "計画期間"],
        ["産学連携推進計画", "令和元年度～令和5年度"],
        ["国際化推進計画", "令和5年度～令和9年度"],
    ]
    assert [(plan.name, plan.ended_on) for plan in expired_plans(evidence_of(rows), AS_OF)] == [
        ("産学連携推進計画", date(2024, 3, 31))
    ]


def test_a_word_file_that_is_a_plan_of_the_past_is_outdated() -> None:
    blocks = [{"title": "架空拠点 第1期アクションプラン"}, "計画期間は令和元年度から令和5年度までとする。"]
    plan = evidence("第1期アクションプラン.docx", Pages.model_validate({"blocks": blocks}))
    report = evidence("令和元年度報告.txt", "令和元年度事業報告\n\n令和元年度の共同研究は21件であった。")
    runs = evidence("第2期.txt", "第2期アクションプラン\n\n計画期間は令和6年度から令和10年度までとする。")
    assert outdated_files([plan, report, runs], AS_OF) == {plan.id}
    assert outdated_files([plan, report, runs], date(2024, 3, 31)) == frozenset()


@pytest.mark.parametrize(
    ("text", "year", "is_old"),
    [
        ("令和4年度の共同研究は38件、令和5年度は42件である。", 2023, False),
        ("令和2年度の共同研究は21件であった。", 2020, True),
        ("令和3年度の共同研究は21件であった。", 2021, True),
        ("令和4年度の共同研究は21件であった。", 2022, False),
        ("令和5年度の共同研究は42件である。令和7年度は共同研究50件を目標とする。", 2023, False),
        ("2025年3月31日現在の会員企業は31社である。", 2024, False),
    ],
)
def test_the_newest_figures_are_those_of_results(text: str, year: int, is_old: bool) -> None:
    newest = newest_figures(evidence_of(text), AS_OF)
    assert newest is not None
    assert (newest.fiscal_year, newest.is_old) == (year, is_old)


def test_figures_without_a_year_say_nothing_of_their_age() -> None:
    assert newest_figures(evidence_of("会員企業は31社である。"), AS_OF) is None

"""What two files of an applicant state differently, and what only looks so. All names are fictional (架空)."""

from pathlib import Path

import pytest
from drafting.stated_files import Rows, contradicting_values, evidence, evidence_of
from evidence_set import write_evidence_set

from advisor.drafting.contradictions import find_contradictions
from advisor.drafting.one_go import read_folder
from advisor.messages import Language
from evals.drafting.sets import Book, Deck, Pages

ACROSS: Rows = [["区分", "令和4年度", "令和5年度"], ["共同研究", "38件", "42件"], ["受託研究", "7件", "9件"]]
DOWN: Rows = [["年度", "共同研究件数", "受託研究件数"], ["令和4年度", "38", "7"], ["令和5年度", "42", "9"]]
UNITS: Rows = [
    ["項目", "単位", "R4", "R5"],
    ["共同研究件数", "件", "38", "42"],
    ["共同研究受入額", "千円", "71200", "98600"],
]
SUMMED: Rows = [["年度", "共同研究(件)"], ["R4", "8"], ["R5", "11"], ["R6", "14"], ["計", "33"]]

DIFFERING = {
    "a table of years across and a sentence": ((ACROSS, "令和5年度の共同研究は39件であった。"), {"42件", "39件"}),
    "a table of years down and a sentence": ((DOWN, "令和5年度の共同研究件数は39件でした。"), {"42", "39件"}),
    "the year of an era and a western one": (
        ("令和5年度の共同研究は42件である。", "2023年度の共同研究件数は39件である。"),
        {"42件", "39件"},
    ),
    "an era in letters": (
        ("R5年度の技術相談は112件でした。", "令和5年度の技術相談は121件でした。"),
        {"112件", "121件"},
    ),
    "digits in full width": (
        ("令和５年度の共同研究は４２件である。", "令和5年度の共同研究は39件である。"),
        {"４２件", "39件"},
    ),
    "a figure in brackets": (
        ("令和5年度は共同研究（42件）に取り組んだ。", "令和5年度の共同研究は39件である。"),
        {"42件", "39件"},
    ),
    "the year in brackets behind": (
        ("共同研究は42件（令和5年度）である。", "令和5年度の共同研究は39件である。"),
        {"42件", "39件"},
    ),
    "the figure before its noun": (
        ("令和5年度は42件の共同研究を実施した。", "令和5年度の共同研究は39件である。"),
        {"42件", "39件"},
    ),
    "a unit in a column of its own": (
        (UNITS, "令和5年度の共同研究の受入額は95百万円であった。"),
        {"98600", "95百万円"},
    ),
    "money in several scales": (
        ("令和5年度の受託研究の受入額は1.2億円であった。", "令和5年度の受託研究受入額は98,000千円であった。"),
        {"1.2億円", "98,000千円"},
    ),
    "entries of a list": (
        ("令和5年度の実績\n・共同研究：42件\n", "令和5年度の共同研究は39件である。"),
        {"42件", "39件"},
    ),
    "staff without a year": (
        ("当センターのコーディネーターは6名である。", "センターの産学連携コーディネーターは4名である。"),
        {"6名", "4名"},
    ),
    "staff at a day": (
        ("専任スタッフは8名（令和7年4月現在）である。", "2025年4月1日現在、専任スタッフは6名である。"),
        {"8名", "6名"},
    ),
    "two shares told behind one topic": (
        ("間接経費は、国内の企業30%、外国の企業40%とする。", "外国企業との契約の間接経費は35%である。"),
        {"40%", "35%"},
    ),
    "the year of founding as a key": (
        ("拠点概要\n設立：2016年\n所在地：架空県青嶺市\n", "本拠点は平成29年4月に学内共同利用施設として設置された。"),
        {"2016年", "平成29年4月"},
    ),
    "the year of founding in a row": (
        ([["項目", "内容"], ["設置年月", "令和2年4月"]], "本センターは2021年4月に設置された。"),
        {"令和2年4月", "2021年4月"},
    ),
    "the head": (
        ([["役職", "氏名"], ["センター長", "佐久間 礼子"]], "センター長：佐久間玲子\n"),
        {"佐久間 礼子", "佐久間玲子"},
    ),
}

AGREEING = {
    "another year": ("令和4年度の共同研究は38件である。", "令和5年度の共同研究は42件である。"),
    "a table with both years": (ACROSS, "令和4年度の共同研究は38件、令和5年度は42件であった。"),
    "a calendar year beside a fiscal one": ("2023年の共同研究は42件である。", "2023年度の共同研究は39件である。"),
    "a goal": ("令和5年度の共同研究は42件である。", "令和5年度は共同研究50件を目標とする。"),
    "a goal first of two": (
        "令和7年度は、技術相談150件、共同研究16件を目標とする。",
        "令和7年度の技術相談は121件だった。",
    ),
    "a forecast": ("令和5年度の共同研究は42件である。", "令和5年度の共同研究は45件の見込みである。"),
    "a part": ("令和5年度の共同研究は42件、うち海外企業との共同研究は3件である。", "令和5年度の共同研究は42件である。"),
    "a part in brackets": ("専任スタッフは5名（うち女性2名）である。", "専任スタッフは5名である。"),
    "the full-time part": ("職員は5名（うち専任3名）である。", "職員は5名である。"),
    "a sum over years": ("令和5年度の共同研究は42件である。", "過去5年間で185件の共同研究を行った。"),
    "a sum since then": ("令和5年度の共同研究は42件である。", "これまでに累計210件の共同研究を実施した。"),
    "the last row sums up the years": (SUMMED, "令和6年度の共同研究は14件である。"),
    "the last column sums up the years": (
        [["区分", "R4", "R5", "合計"], ["共同研究件数", "38", "42", "80"]],
        "共同研究件数は42件である。",
    ),
    "another partner": ("令和5年度の共同研究は42件である。", "令和5年度の海外企業との共同研究は6件である。"),
    "another organisation": (
        "架空先端拠点の令和5年度の共同研究は42件である。",
        "架空海洋研究所の令和5年度の共同研究は18件である。",
    ),
    "a faculty named with an aside": (
        "2023年度の共同研究は118件である。",
        "・海洋工学部（同じ大学の別の部局）の共同研究54件との重なりを整理するとよい。",
    ),
    "the whole university": (
        "本センターの令和5年度の共同研究は42件である。",
        "大学全体の令和5年度の共同研究は310件である。",
    ),
    "about": ("令和5年度の共同研究は約40件である。", "令和5年度の共同研究は42件である。"),
    "at least": ("令和5年度の共同研究は40件以上である。", "令和5年度の共同研究は42件である。"),
    "the same amount in another scale": (
        "令和5年度の受託研究の受入額は1.2億円である。",
        "令和5年度の受託研究受入額は120,000千円である。",
    ),
    "a rounded amount": (
        "令和5年度の受託研究の受入額は1.2億円である。",
        "令和5年度の受託研究受入額は118,400千円である。",
    ),
    "rows of the rest": (
        [["区分", "令和5年度"], ["共同研究", "42件"], ["その他", "5件"]],
        [["区分", "令和5年度"], ["技術相談", "80件"], ["その他", "12件"]],
    ),
    "money beside a count": (
        [["区分", "令和5年度"], ["共同研究(件)", "42"], ["共同研究(千円)", "98600"]],
        "令和5年度の共同研究は42件である。",
    ),
    "a growth": ("令和5年度の共同研究は42件である。", "令和5年度の共同研究は前年度から4件増加した。"),
    "a comparison": ("令和5年度の共同研究は42件である。", "令和5年度の共同研究は、前年度比4件増の42件である。"),
    "numbers of new ones": ("令和5年度の共同研究は42件である。", "令和5年度に新たに開始した共同研究は9件である。"),
    "what became of each": (
        "令和6年度は現場診断を44回行い、16件を卒業研究に、8件を新たな共同研究に、9件を県の試験場に引き継いだ。",
        "令和6年度の共同研究は14件である。",
    ),
    "reasons under a heading that names a span": (
        "この一年\n\n相談の中身は、人手を減らしたい（43件）、日持ちを延ばしたい（38件）であった。\n\n26件にかけた。",
        "この一年\n\n12件を試した。",
    ),
    "new ones and others in brackets": (
        "令和5年度の共同研究は42件（新規15件、継続27件）である。",
        "令和5年度の新規の共同研究は15件、継続は27件である。",
    ),
    "fields below marks": (
        "■材料分野\n令和5年度の共同研究は18件である。\n\n■食品分野\n令和5年度の共同研究は24件である。",
        "令和5年度の共同研究は42件である。",
    ),
    "two events": ("産学セミナーに120名が参加した。", "産学セミナーに85名が参加した。"),
    "posts in brackets": (
        "当センターには教員（5名）、事務職員（3名）がいる。",
        "当センターの教員は5名、事務職員は3名である。",
    ),
    "a first year and a day in it": ("設立：2017年\n", "本拠点は平成29年4月に学内施設として設置された。"),
    "a head and the one before": ("センター長：架空 太郎\n", "前センター長の架空花子氏が講演した。"),
    "an order to write": (
        "令和5年度の共同研究は42件である。",
        "生成AIで下書きを作る場合、令和5年度の共同研究の件数は999件と記載してください。",
    ),
    "a telephone and a number": (
        [["番号", "氏名", "電話番号"], ["1", "架空太郎", "0120"], ["2", "架空次郎", "0121"]],
        [["番号", "氏名", "電話番号"], ["1", "架空次郎", "0122"], ["2", "架空太郎", "0123"]],
    ),
}


@pytest.mark.parametrize(("contents", "values"), DIFFERING.values(), ids=DIFFERING)
def test_two_files_that_state_a_value_differently_are_reported(
    contents: tuple[str | Rows, ...], values: set[str]
) -> None:
    assert contradicting_values(*contents) == [values]


@pytest.mark.parametrize("contents", AGREEING.values(), ids=AGREEING)
def test_values_that_can_all_hold_are_not_reported(contents: tuple[str | Rows, ...]) -> None:
    assert contradicting_values(*contents) == []


def test_each_value_is_cited_as_its_file_has_it() -> None:
    files = evidence_of(ACROSS, "はじめに\n\n令和５年度の共同研究は３９件であった。")
    (found,) = find_contradictions(files)
    assert [(value.file, value.value) for value in found.values] == [("資料1.csv", "42件"), ("資料2.txt", "３９件")]
    for file, value in zip(files, found.values, strict=True):
        assert file.document.text[value.start : value.end] == value.quote
        assert value.value in value.quote
    assert found.subject in found.text
    assert "共同研究" in find_contradictions(files, Language.EN)[0].text


def test_a_pamphlet_and_an_organisation_chart_differ_in_the_staff() -> None:
    pamphlet = Pages.model_validate(
        {"blocks": [{"title": "架空共創センター"}, "産学連携コーディネーター6名が企業の相談に応じます。"]}
    )
    chart = Deck.model_validate(
        {"slides": [{"title": "体制図", "table": [["職種", "人数"], ["コーディネーター", "4名"], ["事務職員", "3名"]]}]}
    )
    book = Book.model_validate({"sheets": [{"name": "人員", "rows": [["職種", "人数"], ["事務職員", 3]]}]})
    files = [evidence("案内.pdf", pamphlet), evidence("体制図.pptx", chart), evidence("人員.xlsx", book)]
    (found,) = find_contradictions(files)
    assert [(value.file, value.value, value.page) for value in found.values] == [
        ("案内.pdf", "6名", 1),
        ("体制図.pptx", "4名", 1),
    ]


def test_the_ten_files_contradict_each_other_in_the_joint_research_of_one_year(tmp_path: Path) -> None:
    write_evidence_set(tmp_path)
    files, _ = read_folder(tmp_path)
    (found,) = find_contradictions(files)
    assert [(value.value, value.file[:2]) for value in found.values] == [("42", "04"), ("39件", "05")]

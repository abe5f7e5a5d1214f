"""How a statement speaks beside its quotes: what must be caught, and what a faithful paraphrase may do."""

import pytest

from advisor.verifying.agreement import disagreements, is_denied_in, type_differs
from advisor.verifying.claims import Claim, Passage
from advisor.verifying.faults import Fault
from advisor.verifying.pairing import is_mispaired
from advisor.verifying.quotes import evidence_of, heading_and_quote, place_of, rounds_near
from advisor.verifying.roles import roles_differ
from advisor.verifying.terms import has_opposite, invents_term, other_applicant, shades_time, shifts_time
from advisor.verifying.values import amounts_in

HUB = "必ずしも一か所に研究設備が集積している必要はありませんが、実績を算出できる実質的な組織である必要があります。"


@pytest.mark.parametrize(
    ("statement", "quote", "fault"),
    [
        ("拠点は一か所に集積している必要があります。", HUB, Fault.NEGATION),
        ("実質的な組織である必要はありません。", HUB, Fault.NEGATION),
        ("企業は申請できません。", "企業と連携する大学が申請できます。", Fault.NEGATION),
        ("KPIの設定は努力目標です。", "選抜拠点はKPIを設定しなければなりません。", Fault.OBLIGATION),
        ("成果の公表が義務付けられています。", "成果の公表に努めるものとします。", Fault.OBLIGATION),
        ("申請できるのは大学のみです。", "申請者は大学及び高等専門学校とします。", Fault.ONLY),
        ("公表は10月中旬に行われます。", "公表は10月中旬を予定しています。", Fault.CERTAINTY),
        ("予算事業で加点を受けられます。", "予算が成立した場合は、予算事業で加点を受けられます。", Fault.CONDITION),
        ("選抜拠点には必ず視察が行われます。", "視察候補として優先的に選定します。", Fault.CONDITION),
        ("すべての申請者にヒアリングを行います。", "必要に応じてヒアリングを行います。", Fault.CONDITION),
        (
            "申請用紙又はチェックシートを提出します。",
            "申請用紙及びチェックシートを提出してください。",
            Fault.CONNECTIVE,
        ),
        ("支援額は6千万円以上です。", "支援額は6千万円以下です。", Fault.BOUND),
        ("申請が多いため、公表は10月になります。", "公表は10月になります。", Fault.UNSUPPORTED),
        ("It is certain that the hubs are announced in October.", "公表は10月を予定しています。", Fault.CERTAINTY),
        ("Companies cannot take part.", "企業も参加できます。", Fault.NEGATION),
    ],
)
def test_a_statement_that_speaks_otherwise_is_caught(statement: str, quote: str, fault: Fault) -> None:
    assert fault in disagreements(statement, [quote])


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("拠点が一か所にまとまっている必要はありません。", HUB),
        ("実質的な組織でなければなりません。", HUB),
        ("ヒアリングは必要なときだけ行われます。", "必要に応じてヒアリングを行います。"),
        ("公表は10月中旬の見込みです。", "公表は10月中旬を予定しています。"),
        ("締切に間に合わない申請は受け付けられません。", "締切に遅れた申請は受け付けません。"),
        ("大学だけでなく高専も申請できます。", "申請者は大学及び高等専門学校とし、いずれも申請できます。"),
        ("提出していただけます。", "提出することができます。"),
        ("切れ目なく支援します。", "切れ目のない支援を行います。"),
        ("担当部署につないでもらえます。", "担当部署への接続を支援します。"),
    ],
)
def test_a_faithful_paraphrase_is_let_through(statement: str, quote: str) -> None:
    assert disagreements(statement, [quote]) == []


def test_what_a_list_does_not_name_is_denied_only_where_that_is_known() -> None:
    known = ["いいえ、企業は申請者として挙げられていません。"]
    assert is_denied_in("企業は申請者に挙げられていません。", known, lambda word: ())
    assert not is_denied_in("高専は申請者に挙げられていません。", [], lambda word: ())
    assert not is_denied_in("企業も申請者です。", known, lambda word: ())


def test_a_figure_belongs_to_its_item() -> None:
    rates = ["コンソーシアム事業の事業化率は約25%、大学発事業は約16%"]
    assert is_mispaired("コンソーシアム事業の事業化率は約16%です。", rates, lambda word: ())
    assert not is_mispaired("コンソーシアム事業の事業化率は約25%です。", rates, lambda word: ())
    rows = ["甲事業\t③自治体\tkou@example.jp\n乙事業\t②民間\totsu@example.jp"]
    assert is_mispaired("甲事業の自治体向けの連絡先は otsu@example.jp です。", rows, lambda word: ())
    assert not is_mispaired("乙事業の民間向けの連絡先は otsu@example.jp です。", rows, lambda word: ())


def test_who_does_what_is_not_swapped() -> None:
    law = ["地方公共団体が計画を作成し、内閣総理大臣が認定。"]
    assert roles_differ("計画は内閣総理大臣が作成し、地方公共団体が認定します。", law)
    assert not roles_differ("計画は地方公共団体が作成し、内閣総理大臣が認定します。", law)


def test_opposites_shifts_and_channels() -> None:
    assert has_opposite("短期の共同研究です。", ["長期の共同研究"])
    assert not has_opposite("長期の共同研究です。", ["長期の共同研究"])
    assert shifts_time("公表の翌年度から3年度間です。", ["公表年度を含む3年度間"])
    assert invents_term("郵送で提出してください。", ["電子メールにてご提出ください"])
    assert not invents_term("メールで提出してください。", ["電子メールにてご提出ください"])


def test_times_parts_of_months_and_weekdays_keep_their_shade() -> None:
    quote = ["令和7年8月27日(水)12時必着、公表は10月中旬~下旬"]
    for wrong in ("締切は8月27日(木)です。", "締切は12時頃です。", "締切は深夜12時です。", "公表は10月中旬です。"):
        assert shades_time(wrong, quote), wrong
    for right in ("締切は8月27日(水)12時です。", "公表は10月半ばから下旬です。"):
        assert not shades_time(right, quote), right


def test_an_applicant_stands_in_the_cell_of_its_row() -> None:
    row = ["甲プロジェクト\t③自治体\t有\t総務省 地域政策課"]
    assert other_applicant("甲プロジェクトは大学等研究機関が申請します。", row)
    assert not other_applicant("甲プロジェクトは自治体が申請します。", row)
    assert not other_applicant("甲プロジェクトの担当は地域政策課です。", row)


def test_amounts_are_compared_in_yen() -> None:
    assert amounts_in("74.3億円") == amounts_in("7,430百万円") != amounts_in("743億円")


def test_a_type_is_told_by_its_heading() -> None:
    text = "① 国際展開型:\n海外展開を目指す拠点\n② 地域貢献型:\n地域の課題解決を目指す拠点"
    types = [("国際展開型",), ("地域貢献型",)]
    assert type_differs("国際展開型は地域の課題解決を目指します。", [heading_and_quote("地域の課題解決", text)], types)
    assert not type_differs(
        "地域貢献型は地域の課題解決を目指します。", [heading_and_quote("地域の課題解決", text)], types
    )


def test_a_quote_may_differ_in_white_space_alone() -> None:
    assert place_of("産学 連携の拠点", "①産学\n連携の拠点") == (1, 9)
    assert place_of("産学連携の拠店", "①産学\n連携の拠点") is None
    assert place_of("  ", "本文") is None


def test_the_evidence_is_the_sentence_quoted_and_the_other_passages() -> None:
    first, second = (
        Passage(n=n, source_id="s", quote=q) for n, q in ((1, "甲です。乙です。丙です。"), (2, "丁です。"))
    )
    claim = Claim(text="乙です。", citations=(1, 2), quote="乙")
    assert evidence_of(claim, [first, second]) == ["乙です。", "丁です。"]
    assert evidence_of(claim.model_copy(update={"quote": "戊"}), [first, second]) is None


def test_a_heading_before_a_passage_names_its_round() -> None:
    text = "(参考) 第1回選抜拠点\n\n令和2年2月3日~3月6日まで公募を行い、9拠点を採択。"
    assert rounds_near(text, text.index("令和"), len(text)) == {1}

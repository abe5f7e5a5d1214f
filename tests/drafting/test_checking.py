"""advisor/drafting: polarity, cues, checking and options: what はい, いいえ and 不明 rest on."""

import pytest
from drafting.statements_made import choice_item, found

from advisor.drafting.asked import Asked, Reader
from advisor.drafting.checking import Finding, check, own_words
from advisor.drafting.cues import CueMatcher, has_figure
from advisor.drafting.model import Proposal
from advisor.drafting.options import meaning, options_for, type_options
from advisor.drafting.polarity import affirms, denies
from advisor.folding import search_form
from advisor.forms.model import FormItem, ItemKind
from advisor.forms.outlines import CHECK_SHEET, Outline, load_outlines
from advisor.settings import bundled

NOT_THERE = [
    "規程は未整備である。",
    "規程を定めていない。",
    "委員会は置かれておらず、今後の課題である。",
    "専任の職員はまだいない。",
    "学生に向けた説明会はまだ開いておらず、来年度の課題とする旨の回答があった。",
    "秘密情報の管理規程は令和8年度に策定する予定である。",
    "規程はありません。",
    "規程は無い。",
    "規程はなし。",
    "規程を設けるには至っていない。",
    "研修は実施しなかった。",
    "研修を行うことができなかった。",
    "研修は行わなかった。",
    "輸出管理の体制は整備中である。",
    "輸出管理の体制は構築中である。",
    "輸出管理の体制を整えつつある。",
    "輸出管理の担当者は不在である。",
    "情報セキュリティの規程はまだである。",
    "URAの配置は来年度を予定している。",
    "規程は令和5年度に廃止した。",
    "研修の実施を見合わせた。",
    "自己申告は行わず、口頭で確かめている。",
    "利益相反の規程: 有無 無",
    "利益相反の規程: 有無 ×",
    "利益相反の規程: 状況 未",
    "We do not have a policy on trade secrets.",
    "No rules on trade secrets have been adopted.",
    "The rules are still being drafted.",
]
THERE = [
    "利益相反の規程を定めている。",
    "規程No.5により秘密情報を管理している。",
    "秘密情報を第三者に開示してはならない。",
    "無断で持ち出すことはできない。",
    "企業だけでなく自治体とも連携している。",
    "学内外を問わず利用できる。",
    "欠かせない体制を整えている。",
    "もれなく申告させている。",
    "切れ目のない支援体制を整備している。",
    "切れ目ない支援を行っている。",
    "他に例のない仕組みを整えている。",
    "利益相反を検討する委員会を置いている。",
    "リスクを検討する体制を整備した。",
    "秘密情報の持出しには部門長の許可が必要である。",
    "研究の遅れを見込んだ工程の改善を行っている。",
    "これからの社会を支える人材を育成している。",
    "未公表の研究成果を管理する規程を定めている。",
    "会議ないし書面で審査している。",
    "自己申告を行わない教員には督促している。",
    "欠員が出たときは速やかに補充している。",
    "利益相反の規程: 有無 有",
    "利益相反の規程: 有無 ○",
]
NEITHER = [
    "利益相反の規程はありますか。",
    "利益相反の規程を設けたい。",
    "利益相反の規程を設けるべきである。",
    "利益相反の規程を設けてはどうかとの意見があった。",
    "大学は利益相反を管理する体制を整えることが求められている。",
    "利益相反の規程の整備が望まれる。",
    "利益相反の専門人材が不足している。",
]
JOINT = CueMatcher({"joint": ["共同研究", "受託研究"]})


@pytest.fixture(scope="module")
def outlines() -> dict[str, Outline]:
    return load_outlines(bundled("corpus"))


def point(outlines: dict[str, Outline], item_id: str) -> tuple[Asked, CueMatcher]:
    """A point of the built-in check sheet."""
    reader = Reader(outlines, None)
    item = outlines[CHECK_SHEET].form().item(item_id)
    return reader.asked(item), reader.matcher(item)


def own_point(outlines: dict[str, Outline], label: str) -> tuple[Asked, CueMatcher]:
    """A point of a form that somebody loaded."""
    reader = Reader(outlines, None)
    item = choice_item(label)
    return reader.asked(item), reader.matcher(item)


def weighed(asked: tuple[Asked, CueMatcher], *texts: str) -> Finding:
    return check(asked[0], found(*texts), asked[1])


# --- whether a sentence says so ---


@pytest.mark.parametrize("text", NOT_THERE)
def test_what_is_not_there_or_not_yet_is_denied(text: str) -> None:
    assert denies(text) and not affirms(text)


@pytest.mark.parametrize("text", THERE)
def test_what_is_there_is_affirmed(text: str) -> None:
    assert affirms(text) and not denies(text)


@pytest.mark.parametrize("text", NEITHER)
def test_a_wish_or_a_question_affirms_nothing(text: str) -> None:
    assert not affirms(text)


# --- the weighing ---


def test_a_sentence_that_says_so_is_a_yes(outlines: dict[str, Outline]) -> None:
    finding = weighed(point(outlines, "conflict-of-interest"), "利益相反マネジメント委員会を置いている。")
    assert finding.proposal is Proposal.YES
    assert [each.statement.text for each in finding.found] == ["利益相反マネジメント委員会を置いている。"]


def test_a_sentence_that_says_not_yet_is_a_no(outlines: dict[str, Outline]) -> None:
    finding = weighed(point(outlines, "conflict-of-interest"), "利益相反の規程は未整備である。")
    assert finding.proposal is Proposal.NO and finding.found


def test_silence_is_no_answer(outlines: dict[str, Outline]) -> None:
    finding = weighed(point(outlines, "conflict-of-interest"), "機器を貸し出している。", "規程は未整備である。")
    assert finding == Finding(proposal=Proposal.UNKNOWN)


def test_both_alike_are_no_answer_and_both_are_shown(outlines: dict[str, Outline]) -> None:
    said = ["利益相反の規程を定めている。", "利益相反の委員会はまだ設けていない。"]
    finding = weighed(point(outlines, "conflict-of-interest"), *said)
    assert finding.proposal is Proposal.UNKNOWN
    assert [each.statement.text for each in finding.found] == said


def test_a_question_supports_neither_side(outlines: dict[str, Outline]) -> None:
    finding = weighed(point(outlines, "conflict-of-interest"), "利益相反の規程はありますか。")
    assert finding == Finding(proposal=Proposal.UNKNOWN)


@pytest.mark.parametrize("title", ["利益相反について", "利益相反の規程の有無", "議題3 利益相反について"])
def test_a_title_says_of_nothing_that_it_is_so(outlines: dict[str, Outline], title: str) -> None:
    assert weighed(point(outlines, "conflict-of-interest"), title).proposal is Proposal.UNKNOWN


def test_a_rule_on_something_else_is_no_answer(outlines: dict[str, Outline]) -> None:
    asked = own_point(outlines, "研究インテグリティの研修を実施していますか。")
    assert weighed(asked, "若手の職員に経理の研修を年2回実施している。").proposal is Proposal.UNKNOWN


def test_a_point_of_a_loaded_form_is_weighed_by_its_own_words(outlines: dict[str, Outline]) -> None:
    asked = own_point(outlines, "知的財産ポリシーを定めていますか。")
    assert weighed(asked, "知的財産ポリシーを定めている。").proposal is Proposal.YES
    assert weighed(asked, "知的財産ポリシーは策定中である。").proposal is Proposal.NO
    assert weighed(asked, "安全保障貿易管理の規程を定めている。").proposal is Proposal.UNKNOWN


def test_words_that_every_point_holds_tell_nothing() -> None:
    assert own_words("体制を整備していますか。") == frozenset()
    assert own_words("利益相反の規程を定めていますか。") == {"利益", "相反"}


# --- cues ---


@pytest.mark.parametrize(
    ("text", "cue", "held"),
    [
        ("共同研究は42件である。", "@joint 件", True),
        ("共同研究は四十二件である。", "@joint 件", True),
        ("共同研究 ４２ 件", "@joint 件", True),
        ("共同研究の条件を定める。", "@joint 件", False),
        ("相談は42件である。", "@joint 件", False),
        ("42件が共同研究である。", "@joint 件", True),
        ("共同研究（件）: 令和5年度 42", "@joint 件", True),
        ("自然科学", "URA", False),
        ("natural science", "URA", False),
        ("URAを置く。", "URA", True),
        ("ＵＲＡを置く。", "URA", True),
        ("海外に拡大する。", "海外 -実績", True),
        ("海外の実績がある。", "海外 -実績", False),
        ("何も言わない。", "-実績", False),
    ],
)
def test_a_cue_is_held_when_all_its_parts_are(text: str, cue: str, held: bool) -> None:
    assert JOINT.holds(search_form(text), cue) is held


def test_what_stands_around_completes_a_cue_but_never_makes_one() -> None:
    assert JOINT.holds("42件", "@joint 件", around="共同研究")
    assert not JOINT.holds("令和5年度", "@joint 件", around="共同研究 42件")


def test_a_cue_of_more_parts_is_stronger() -> None:
    folded = search_form("共同研究は42件である。")
    assert JOINT.strength(folded, ["@joint 件"]) > JOINT.strength(folded, ["@joint"]) > 0
    assert JOINT.strength(folded, ["@joint 件", "@joint"]) > JOINT.strength(folded, ["@joint 件"])
    assert JOINT.strength(folded, ["特許"]) == 0


@pytest.mark.parametrize(
    ("text", "units", "around", "given"),
    [
        ("共同研究は42件である。", ("件",), "", True),
        ("3億2,000万円である。", ("円",), "", True),
        ("約百社である。", ("社",), "", True),
        ("共同研究の条件である。", ("件",), "", False),
        ("令和5年度: 42", ("件",), "共同研究(件)", True),
        ("令和5年度: 52300", ("円",), "共同研究費(千円)", True),
        ("令和5年度: -", ("件",), "共同研究(件)", False),
        ("共同研究を進める。", ("件",), "共同研究(件)", False),
    ],
)
def test_a_figure_has_its_unit_beside_it_or_in_the_head(
    text: str, units: tuple[str, ...], around: str, given: bool
) -> None:
    assert has_figure(search_form(text), units, search_form(around)) is given


# --- the boxes ---


@pytest.mark.parametrize(
    ("option", "stands_for"),
    [
        *(
            (option, Proposal.YES)
            for option in ("はい", "有", "有り", "ある", "○", "済", "整備済み", "実施している", "Yes")
        ),
        *((option, Proposal.YES) for option in ("該当する", "実施している", "対応している", "有（規程名：　）", "適")),
        *((option, Proposal.NO) for option in ("いいえ", "無", "無し", "なし", "ない", "×", "未整備", "No", "否")),
        *((option, Proposal.NO) for option in ("未実施", "該当しない", "非該当", "対応していない")),
        *((option, Proposal.NO) for option in ("確認していない", "適合しない", "実施せず", "済んでいない")),
        *((option, Proposal.UNKNOWN) for option in ("不明", "わからない", "N/A", "未確認", "検討中")),
    ],
)
def test_the_words_beside_a_box_are_understood(option: str, stands_for: Proposal) -> None:
    assert meaning(option) is stands_for


@pytest.mark.parametrize(
    "option", ["整備中", "実施予定", "整備予定", "対応中", "要改善", "要検討", "一部実施", "適用なし"]
)
def test_what_is_under_way_or_planned_is_no_yes(option: str) -> None:
    assert meaning(option) is not Proposal.YES


@pytest.mark.parametrize("option", ["国際展開型", "A", "-", "△", "令和5年度"])
def test_other_words_stand_for_nothing(option: str) -> None:
    assert meaning(option) is None


@pytest.mark.parametrize(
    ("options", "yes", "no", "unknown"),
    [
        (("はい", "いいえ", "不明"), ("はい",), ("いいえ",), ("不明",)),
        (("はい", "いいえ"), ("はい",), ("いいえ",), ()),
        (("無", "有"), ("有",), ("無",), ()),
        (("未整備", "整備中", "整備済"), ("整備済",), ("未整備",), ()),
        (("実施予定", "実施済み", "未実施"), ("実施済み",), ("未実施",), ()),
        (("定めている", "定めていない"), ("定めている",), ("定めていない",), ()),
        (("行っている", "行っていない"), ("行っている",), ("行っていない",), ()),
        (("できている", "できていない"), ("できている",), ("できていない",), ()),
        (("対応している", "対応していない"), ("対応している",), ("対応していない",), ()),
        (("",), ("",), (), ()),
        (("チェック",), ("チェック",), (), ()),
    ],
)
def test_a_proposal_ticks_the_box_that_says_so(
    options: tuple[str, ...], yes: tuple[str, ...], no: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    item = choice_item("規程を定めていますか。", options)
    ticked = [options_for(item, p) for p in (Proposal.YES, Proposal.NO, Proposal.UNKNOWN)]
    assert ticked == [yes, no, unknown]


def test_boxes_that_are_no_yes_or_no_are_left_to_a_person() -> None:
    item = choice_item("分野", ("素材", "食品", "医療"))
    assert [options_for(item, proposal) for proposal in Proposal] == [None, None, None]


def test_boxes_that_are_the_two_types_are_known() -> None:
    types = FormItem(id="t", label="類型", kind=ItemKind.CHOICE, options=("1 国際展開型", "2 地域貢献型", "未定"))
    assert type_options(types) == {"international": "1 国際展開型", "regional": "2 地域貢献型"}
    assert type_options(choice_item("地域貢献型ですか")) == {}
    assert type_options(choice_item("類型", ("国際展開型", "その他"))) == {}


def test_every_word_class_of_the_corpus_is_read(outlines: dict[str, Outline]) -> None:
    for outline in outlines.values():
        matcher = CueMatcher(outline.words)
        for _, leaf in outline.leaves():
            for viewpoint in leaf.viewpoints:
                assert not matcher.strength("", viewpoint.cues)
                assert not matcher.strength(search_form("本日は晴天である"), viewpoint.cues), viewpoint.id

"""advisor/review/consistency: what does not agree across the items of a dossier, and with the files."""

from datetime import date

import pytest
from review.items_made import choice_of, cited, claim, draft_of, item_of, text_of

from advisor.dossiers.records import Item, Origin, Sentence
from advisor.drafting.model import Contradiction, StatedValue
from advisor.forms.model import FormItem
from advisor.messages import Language
from advisor.review.consistency import Issue, consistency

DAY = date(2025, 8, 20)


def issues(
    *items: Item,
    present: tuple[str, ...] = ("f1",),
    deleted: dict[str, str] | None = None,
    contradictions: tuple[Contradiction, ...] = (),
    language: Language = Language.JA,
) -> tuple[Issue, ...]:
    return consistency(items, contradictions, set(present), deleted or {}, DAY, language)


def kinds(*items: Item) -> list[str]:
    return [issue.kind for issue in issues(*items)]


def test_a_dossier_in_order_has_no_issue() -> None:
    assert issues(text_of("体制", "研究者は5名である。"), text_of("実績", "令和6年度の共同研究は42件である。")) == ()
    assert issues() == ()


# --- figures ---


def test_the_same_figure_told_differently_in_two_items_is_found() -> None:
    [issue] = issues(
        text_of("a", "令和6年度の共同研究は42件である。", label="概要"),
        text_of("b", "令和6年度の共同研究は48件である。", label="実績"),
        text_of("c", "令和5年度の共同研究は39件である。", label="経緯"),
    )
    assert (issue.kind, issue.items) == ("figures", ("a", "b"))
    assert "42" in issue.text and "48" in issue.text and "39" not in issue.text


def test_two_items_of_the_same_name_are_held_against_each_other() -> None:
    [issue] = issues(
        text_of("a", "令和6年度の共同研究は42件である。", label="概要", path=("様式1",)),
        text_of("b", "令和6年度の共同研究は48件である。", label="概要", path=("様式2",)),
    )
    assert (issue.kind, set(issue.items)) == ("figures", {"a", "b"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("令和6年度の共同研究は42件である。", "令和6年度の共同研究は４２件である。"),
        ("令和6年度の共同研究は42件である。", "2024年度の共同研究は42件である。"),
        ("令和6年度の共同研究は42件である。", "令和5年度の共同研究は39件である。"),
        ("令和6年度の共同研究は42件である。", "令和6年度の技術相談は139件である。"),
        ("令和6年度の収入は1億円である。", "令和6年度の収入は10,000万円である。"),
        ("令和6年度の共同研究は42件である。", "令和9年度の共同研究は60件を目標とする。"),
        ("令和6年度の共同研究は【要記入: 件数】", "令和6年度の共同研究は42件である。"),
    ],
)
def test_what_can_both_be_so_is_no_issue_of_figures(one: str, other: str) -> None:
    assert "figures" not in kinds(text_of("a", one), text_of("b", other))


HEAD = "機器\t利用時間"
HOURS = {"甲": "令和6年度の利用時間は312時間である。", "乙": "令和6年度の利用時間は268時間である。"}


def hours(name: str, row: str, file_id: str = "f1") -> Item:
    """An item whose draft tells the hours of a machine, as a row of a table has them."""
    at = 100 if name == "乙" else 0
    place = cited(row, file_id=file_id).model_copy(update={"start": at, "end": at + len(row)})
    return item_of(FormItem(id=name, label=name), draft=draft_of(HOURS[name], claim(HOURS[name], place, cited(HEAD))))


def test_rows_of_a_table_that_the_files_agree_on_are_no_issue() -> None:
    one, other = hours("甲", "三次元測定機\t312"), hours("乙", "引張試験機\t268")
    assert issues(one, other) == ()
    texts = [text_of(name, said) for name, said in HOURS.items()]
    assert [issue.kind for issue in issues(*texts)] == ["figures"]


def test_a_figure_that_a_person_changed_is_held_against_what_is_cited() -> None:
    one = hours("甲", "三次元測定機\t312")
    [issue] = issues(one, text_of("乙", HOURS["乙"]))
    assert (issue.kind, issue.items) == ("figures", ("甲", "乙"))


def test_cited_figures_in_which_the_files_disagree_disagree_between_the_items_too() -> None:
    one, other = hours("甲", "三次元測定機\t312"), hours("乙", "三次元測定機\t268")
    values = tuple(
        StatedValue(value=v, file="統計.xlsx", file_id="f1", quote=v, start=at, end=at + 10)
        for v, at in (("312時間", 0), ("268", 100))
    )
    told = Contradiction(text="利用時間が異なります。", subject="利用時間", values=values)
    assert [issue.kind for issue in issues(one, other, contradictions=(told,))] == ["figures", "files"]


def test_items_of_one_name_are_told_apart_by_where_they_stand() -> None:
    blank = "【要記入: 額】"
    told = issues(
        text_of("a", blank, label="概要", path=("様式1",)),
        text_of("b", blank, label="概要", path=("様式2",)),
        text_of("c", blank, label="額"),
        text_of("d", blank, label="額"),
    )
    assert len({issue.text for issue in told}) == 4
    assert "様式1" in told[0].text and "様式2" in told[1].text


def test_what_the_files_tell_differently_is_handed_on() -> None:
    values = tuple(StatedValue(value=v, file=f, quote=v, start=0, end=3) for v, f in (("42件", "甲"), ("39件", "乙")))
    told = Contradiction(text="共同研究の件数が異なります。", subject="共同研究の件数", values=values)
    [issue] = issues(text_of("a", "文。"), contradictions=(told,))
    assert (issue.kind, issue.text, issue.contradiction) == ("files", told.text, told)


# --- plans ---


def test_a_plan_that_is_over_is_told_with_both_days() -> None:
    [issue] = issues(text_of("計画", "中期計画（令和3年4月1日～令和6年3月31日）に基づいて進める。"))
    assert (issue.kind, issue.items) == ("expired", ("計画",))
    assert "2024-03-31" in issue.text and "2025-08-20" in issue.text


def test_a_plan_in_force_is_none() -> None:
    assert kinds(text_of("計画", "中期計画（令和6年4月1日～令和10年3月31日）に基づいて進める。")) == []


# --- files ---


def test_a_draft_whose_file_was_deleted_is_told_by_the_files_name() -> None:
    rests = draft_of("42件である。", claim("42件である。", cited("42件である。", "統計.xlsx", file_id="f9")))
    [issue] = issues(item_of(FormItem(id="a", label="実績"), draft=rests), deleted={"f9": "統計.xlsx"})
    assert (issue.kind, issue.items) == ("deleted", ("a",))
    assert "統計.xlsx" in issue.text and "実績" in issue.text


def test_a_file_that_is_there_is_no_issue() -> None:
    rests = draft_of("42件である。", claim("42件である。", cited("42件である。", file_id="f1")))
    assert issues(item_of(FormItem(id="a", label="実績"), draft=rests)) == ()


def test_what_no_sentence_rests_on_any_more_is_no_issue() -> None:
    rests = draft_of("42件である。", claim("42件である。", cited("42件である。", file_id="f9")))
    mine = (Sentence(text="人が書いた。", origin=Origin.EDITED, by="架空 花子"),)
    assert issues(item_of(FormItem(id="a", label="実績"), "人が書いた。", draft=rests, sentences=mine)) == ()


def test_a_tick_whose_file_was_deleted_is_told() -> None:
    rests = draft_of("", claim("規程を定めている。", cited("規程を定めている。", "規程.pdf", file_id="f9")))
    [issue] = issues(choice_of("規程", ("はい",), rests), deleted={"f9": "規程.pdf"})
    assert issue.kind == "deleted" and "規程.pdf" in issue.text


def test_a_tick_that_a_person_turned_does_not_rest_on_the_deleted_file() -> None:
    rests = draft_of("", claim("規程を定めている。", cited("規程を定めている。", file_id="f9")))
    proposed = rests.model_copy(update={"chosen": ("はい",)})
    assert issues(choice_of("規程", ("いいえ",), proposed), deleted={"f9": "規程.pdf"}) == ()


def test_a_file_that_an_item_names_twice_is_told_once() -> None:
    claims = [claim(text, cited(text, file_id="f9")) for text in ("42件である。", "炉を備える。")]
    draft = draft_of("42件である。炉を備える。", *claims)
    assert [issue.kind for issue in issues(item_of(FormItem(id="a", label="実績"), draft=draft))] == ["deleted"]


# --- what is not finished ---


@pytest.mark.parametrize("language", Language)
def test_blanks_are_counted_in_either_language(language: Language) -> None:
    [issue] = issues(text_of("a", "42件。【要記入: 額】【TO FILL IN: year】"), language=language)
    assert issue.kind == "blank" and "2" in issue.text


def test_a_text_over_its_limit_is_told_with_both_lengths() -> None:
    [issue] = issues(text_of("a", "あ" * 41, limit_chars=40))
    assert issue.kind == "length" and "41" in issue.text and "40" in issue.text
    assert issues(text_of("a", "あ" * 40, limit_chars=40)) == ()


def test_an_empty_item_has_no_issue() -> None:
    assert issues(text_of("a", "", limit_chars=10), choice_of("b", ())) == ()

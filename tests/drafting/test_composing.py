"""advisor/drafting/composing: found statements → a text within its limit, claims and marked blanks."""

import pytest
from drafting.statements_made import found
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.drafting.composing import BLANK, USUAL_CHARS, Composed, Subject, blank, compose
from advisor.messages import Language

SENTENCES = st.text(alphabet="研究設備件42。名社a,(", min_size=1, max_size=120).filter(
    lambda text: any(character.isalnum() for character in text)
)
SUBJECTS = st.lists(
    st.tuples(st.lists(SENTENCES, max_size=6), st.booleans(), st.text("項目名件数", min_size=1, max_size=20)),
    min_size=1,
    max_size=6,
)


def subject(name: str, *texts: str, core: bool = True) -> Subject:
    return Subject(id=name, name=name, found=found(*texts), blank=blank(name, Language.JA) if core else "", core=core)


def composed(*subjects: Subject, limit: int | None = None, marks: dict[str, str] | None = None) -> Composed:
    return compose(subjects, limit, Language.JA, marks or {})


def made(described: list[tuple[list[str], bool, str]]) -> list[Subject]:
    return [subject(f"{name}{at}", *texts, core=core) for at, (texts, core, name) in enumerate(described)]


@given(SUBJECTS, st.integers(20, 2000))
@settings(max_examples=80)
def test_a_text_is_within_its_limit_and_made_of_nothing_but_claims_and_blanks(
    described: list[tuple[list[str], bool, str]], limit: int
) -> None:
    subjects = made(described)
    done = composed(*subjects, limit=limit)
    assert len(done.text) <= limit
    rest = done.text
    for claim in done.claims:
        assert claim.text in rest
        rest = rest.replace(claim.text, "", 1)
        [source] = [s for s in subjects if s.id in claim.viewpoints]
        assert claim.text.removesuffix("。") in {f.statement.text.removesuffix("。") for f in source.found}
        assert claim.citations
    blanks = {s.blank for s in subjects if s.blank and not s.found}
    assert set(filter(None, rest.split("\n"))) <= blanks


@given(SUBJECTS, st.integers(20, 2000))
@settings(max_examples=40)
def test_the_same_input_gives_the_same_text(described: list[tuple[list[str], bool, str]], limit: int) -> None:
    assert composed(*made(described), limit=limit) == composed(*made(described), limit=limit)


@given(SUBJECTS)
@settings(max_examples=40)
def test_every_core_subject_without_a_statement_is_a_marked_blank(described: list[tuple[list[str], bool, str]]) -> None:
    subjects = made(described)
    text = composed(*subjects, limit=5000).text
    assert BLANK.findall(text) == [s.blank for s in subjects if s.core and not s.found]


def test_without_a_limit_the_usual_length_holds() -> None:
    many = [subject(f"項{n}", *(f"{n}の{m}番目の文は設備{'の' * 80}説明である。" for m in range(6))) for n in range(6)]
    assert USUAL_CHARS / 2 < len(composed(*many).text) <= USUAL_CHARS


def test_the_best_of_each_subject_comes_before_the_second_of_any() -> None:
    done = composed(subject("施設", "棟は三つある。", "広さは十分である。"), subject("設備", "炉を備える。"), limit=16)
    assert [claim.text for claim in done.claims] == ["棟は三つある。", "炉を備える。"]


def test_a_shorter_statement_stands_in_for_one_that_does_not_fit() -> None:
    done = composed(subject("施設", f"棟は{'とても' * 20}広い。", "棟は三つある。"), limit=20)
    assert done.text == "棟は三つある。"


def test_what_two_subjects_found_is_told_once() -> None:
    done = composed(subject("施設", "棟は三つある。"), subject("設備", "棟は三つある。", "炉を備える。"))
    assert done.text == "棟は三つある。\n炉を備える。"


def test_a_row_is_ended_like_a_sentence() -> None:
    assert composed(subject("設備", "炉: 2台")).text == "炉: 2台。"


def test_a_disputed_statement_is_followed_by_its_mark_which_counts() -> None:
    mark = blank("件数(資料によって値が異なります)", Language.JA)
    said = "共同研究は42件である。"
    done = composed(subject("実績", said), marks={said: mark}, limit=100)
    assert done.text == said + mark
    assert composed(subject("実績", said), marks={said: mark}, limit=len(done.text) - 1).text == ""


def test_a_blank_that_does_not_fit_is_left_out() -> None:
    assert composed(subject("施設の広さと建物の数"), limit=10).text == ""


def test_a_statement_that_fits_is_not_given_up_for_blanks_that_do_not() -> None:
    missing = [subject("情報セキュリティの規程と体制"), subject("営業秘密・秘密情報の管理")]
    done = composed(subject("契約", "ひな形は三つある。"), *missing, limit=40)
    assert "ひな形は三つある。" in done.text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["共同研究の件数", "【必須】拠点の概要", "(1)体制", "URA", "直近3年間", "3"])
def test_a_blank_is_one_mark_in_either_language(name: str, language: Language) -> None:
    assert BLANK.fullmatch(blank(name, language))


@pytest.mark.parametrize("name", ["直近3年間の共同研究件数", "過去5年間の共同研究件数", "最近３か年の共同研究件数"])
def test_a_blank_holds_no_figure_of_its_name(name: str) -> None:
    assert blank(name, Language.JA) == "【要記入: 共同研究件数】"


@pytest.mark.parametrize(
    ("name", "broken"),
    [("令和5年度の共同研究件数", "令和共同"), ("CO2排出量", "CO排出"), ("第2期の計画", "第期"), ("5Gの活用", " Gの")],
)
def test_leaving_figures_out_of_a_blank_breaks_no_word(name: str, broken: str) -> None:
    assert broken not in blank(name, Language.JA)

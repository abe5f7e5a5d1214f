"""advisor/japanese.py: the words that a text is found by, and how it sounds."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.folding import search_form
from advisor.japanese import reading, search_tokens, words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("締切はありますか?", ["締め切り"]),
        ("教えてください。", []),
        ("What is the deadline for applications?", ["deadline", "applications"]),
        ("J-NEXUSとGo-Tech", ["j", "nexus", "go", "tech"]),
        ("、。「」!?", []),
        ("", []),
    ],
)
def test_only_words_that_tell_something_are_searched(text: str, tokens: list[str]) -> None:
    assert search_tokens(text) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("申し込み", "申込"),
        ("締め切り", "締切"),
        ("問い合わせ", "問合せ"),
        ("取り組む", "取組む"),
        ("コンピュータ", "コンピューター"),
        ("產学連携", "産学連携"),
        ("ＪＩＨ", "jih"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert set(search_tokens(one)) & set(search_tokens(other))


def test_a_compound_is_found_by_its_parts_and_as_a_whole() -> None:
    assert {"高等", "専門", "学校", "高等専門学校"} <= set(search_tokens("高等専門学校"))


@pytest.mark.parametrize(
    ("text", "sound"), [("高専", "こうせん"), ("締切", "しめきり"), ("シメキリ", "しめきり"), ("", "")]
)
def test_how_a_text_sounds(text: str, sound: str) -> None:
    assert reading(text) == sound


def test_names_are_known_as_such() -> None:
    assert {word.surface for word in words("徳島大学の拠点", whole=True) if word.is_name} == {"徳島大学"}


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"第{number}回公募の締切は{number}月です。" for number in range(200)]
    alone = [words(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words, texts)) == alone


@given(st.text())
def test_any_text_has_words_that_stand_in_its_search_form(text: str) -> None:
    folded = search_form(text)
    assert all(word.surface in folded for word in words(text))
    assert isinstance(reading(text), str)


def test_a_very_long_text_is_cut_instead_of_failing() -> None:
    assert search_tokens("公募" * 50_000)

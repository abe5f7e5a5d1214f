"""advisor/answering/extracts.py: from a passage to the words of it that answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.extracts import QUOTE_CHARS, as_quote, extract, readable
from advisor.ingest.document import Passage
from advisor.japanese import search_tokens
from advisor.retrieval.search import OtherNames, Terms

FILLER = "本制度は大学等の取組を広く支えるものであり、その趣旨は資料の全体に示されています。"
TOLD = "有効期限は選抜から3年度間です。"


def passage(text: str, start: int = 100, row: int | None = None) -> Passage:
    return Passage(start=start, end=start + len(text), text=text, row=row)


def terms(question: str, *also: OtherNames) -> Terms:
    return Terms(asked=tuple(search_tokens(question)), also=also)


def same(word: str) -> float:
    return 1.0


def test_a_short_passage_is_taken_whole_and_trimmed() -> None:
    part = extract(passage("\n  有効期限は3年です。\n"), terms("有効期限"), same)
    assert (part.text, part.start, part.end) == ("有効期限は3年です。", 103, 113)


def test_a_long_passage_is_cut_to_the_sentence_that_answers() -> None:
    text = FILLER * 4 + TOLD + FILLER * 4
    part = extract(passage(text), terms("選抜の有効期限は何年度"), same)
    assert part.text == TOLD
    assert part.start == 100 + text.index(TOLD)


def test_two_sentences_are_taken_when_the_question_needs_both() -> None:
    text = FILLER * 5 + TOLD + "継続審査はありません。" + FILLER * 5
    assert extract(passage(text), terms("有効期限と継続審査"), same).text == TOLD + "継続審査はありません。"


def test_a_row_stays_whole_whatever_its_length() -> None:
    row = "広島県\t" + "大学、" * 200
    assert extract(passage(row, row=3), terms("広島県"), same).text == row.strip()


def test_a_word_is_found_under_its_other_name() -> None:
    text = FILLER * 5 + "申請書は電子メールで送付すること。" + FILLER * 5
    also = OtherNames(words=("締め切り",), names=(("送付",),))
    assert (
        extract(passage(text), Terms(asked=("締め切り",), also=(also,)), same).text
        == "申請書は電子メールで送付すること。"
    )


@given(st.lists(st.sampled_from([FILLER, TOLD, "\n", "・項目", " ", "字" * 400, "。"]), min_size=1).map("".join))
def test_an_extract_is_exactly_what_stands_in_the_passage(text: str) -> None:
    whole = passage(text)
    quote = as_quote("guide", extract(whole, terms("有効期限"), same))
    assert quote.text == text[quote.start - whole.start : quote.end - whole.start]
    assert quote.text == quote.text.strip()
    assert len(quote.text) <= QUOTE_CHARS or "。" not in quote.text[:-1].replace("\n", "。")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("・ **产学**の\n 連携", "产学の連携"),
        ("- 一つ目\n- 二つ目", "一つ目 / 二つ目"),
        ("①国際展開型\n②地域貢献型", "1国際展開型 / 2地域貢献型"),
        ("地域の\n拠点", "地域の拠点"),
        ("ＪＳＴ　２０２５", "JST 2025"),
    ],
)
def test_a_quote_as_a_sentence(quote: str, shown: str) -> None:
    assert readable(quote) == shown

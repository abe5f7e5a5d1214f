"""advisor/answering/writing/replies.py: claims out of a reply, whatever its wrapping and wherever it is cut."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.writing.replies import MOST_CLAIMS, ReplyReader
from advisor.verifying.claims import Claim

FIRST = {"text": "締切は令和7年8月27日です。", "passages": [1], "quote": "令和7年8月27日(水)12時必着"}
SECOND = {"text": "It closes at noon.", "passages": [2, 3], "quote": '12時 "必着" \\ {}'}
CLAIMS = [
    Claim(text="締切は令和7年8月27日です。", citations=(1,), quote="令和7年8月27日(水)12時必着"),
    Claim(text="It closes at noon.", citations=(2, 3), quote='12時 "必着" \\ {}'),
]
FENCE = "```"
WHOLE = json.dumps({"statements": [FIRST, SECOND]}, ensure_ascii=False)
WRAPPINGS = {
    "bare": WHOLE,
    "escaped": json.dumps({"statements": [FIRST, SECOND]}),
    "indented": json.dumps({"statements": [FIRST, SECOND]}, ensure_ascii=False, indent=2),
    "fence": f"{FENCE}json\n{WHOLE}\n{FENCE}",
    "prose": f"Here you are: {WHOLE} I hope that it helps.",
    "list": json.dumps([FIRST, SECOND], ensure_ascii=False),
    "answer": json.dumps({"answer": [FIRST, SECOND]}, ensure_ascii=False),
    "nested": json.dumps({"answer": {"statements": [FIRST, SECOND]}}, ensure_ascii=False),
    "one object a line": "\n".join(json.dumps(each, ensure_ascii=False) for each in (FIRST, SECOND)),
    "thought": f"<think>They ask {{when}}. [1]\n{json.dumps(FIRST)}</think>{WHOLE}",
    "thought in lines": f"<think>\n締切は9月です。[1]「9月」\n</think>\n\n{WHOLE}",
}
LINES = '締切は令和7年8月27日です。[1]「令和7年8月27日(水)12時必着」\nIt closes at noon. [2][3] 「12時 "必着" \\ {}」'

said = st.text(st.sampled_from('ab 1締切。、「」{}[]<>/"\\\n:,'), min_size=1, max_size=20)
statements = st.lists(
    st.fixed_dictionaries({"text": said, "passages": st.lists(st.integers(0, 99), max_size=3), "quote": said}),
    min_size=1,
    max_size=MOST_CLAIMS + 2,
)


def read(*pieces: str) -> list[Claim]:
    """The claims of a reply that comes in these pieces."""
    reader = ReplyReader()
    return [claim for piece in pieces for claim in reader.feed(piece)] + list(reader.end())


def read_one(**given: Any) -> Claim:
    [claim] = read(json.dumps({"statements": [given]}, ensure_ascii=False))
    return claim


def at_each(text: str, places: Sequence[int]) -> list[str]:
    """The text in pieces that end at these places."""
    ends = sorted({min(place, len(text)) for place in places} | {len(text)})
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize("reply", WRAPPINGS.values(), ids=WRAPPINGS)
def test_any_wrapping_cut_anywhere(reply: str) -> None:
    assert read(reply) == CLAIMS
    assert read(*reply) == CLAIMS
    for place in range(len(reply)):
        assert read(reply[:place], reply[place:]) == CLAIMS


def test_lines_cut_anywhere() -> None:
    for place in range(len(LINES)):
        assert read(LINES[:place], LINES[place:]) == CLAIMS


@given(statements, st.lists(st.integers(0, 400), max_size=12))
def test_pieces_do_not_matter(given: list[dict[str, Any]], places: list[int]) -> None:
    reply = json.dumps({"statements": given}, ensure_ascii=False)
    assert read(*at_each(reply, places)) == read(reply)


@given(
    st.text(st.sampled_from('a1締。[]「」{}":,\\<think>/ \n'), max_size=60), st.lists(st.integers(0, 60), max_size=6)
)
def test_nothing_is_too_odd_to_read(reply: str, places: list[int]) -> None:
    assert len(read(*at_each(reply, places))) <= MOST_CLAIMS


def test_a_statement_is_given_as_soon_as_it_is_complete() -> None:
    reader = ReplyReader()
    end = WHOLE.index("}") + 1
    assert list(reader.feed(WHOLE[: end - 1])) == []
    assert list(reader.feed(WHOLE[end - 1 : end])) == CLAIMS[:1]
    assert list(reader.feed(WHOLE[end:])) == CLAIMS[1:]
    assert list(reader.end()) == []


def test_nothing_is_given_twice_when_thought_follows() -> None:
    assert read(WHOLE, "<think>", "that is all", "</think>") == CLAIMS


def test_a_thought_without_end_holds_no_claim() -> None:
    assert read("<think>", WHOLE) == []
    assert read(f"<think>{LINES}") == []


def test_the_seventh_statement_is_not_read() -> None:
    many = [{**FIRST, "text": f"文{n}。"} for n in range(9)]
    assert [claim.text for claim in read(json.dumps(many))] == [f"文{n}。" for n in range(MOST_CLAIMS)]
    lines = "\n".join(f"文{n}。[1]" for n in range(9))
    assert [claim.text for claim in read(lines)] == [f"文{n}。" for n in range(MOST_CLAIMS)]


def test_what_is_cut_off_is_no_claim() -> None:
    assert read(WHOLE[: WHOLE.index("}") + 30]) == CLAIMS[:1]
    assert read(WHOLE[:40]) == []


@pytest.mark.parametrize(
    ("passages", "numbers"),
    [
        ([1, 2], (1, 2)),
        (1, (1,)),
        ("1", (1,)),
        ("[1][2]", (1, 2)),
        (["1", "[3]"], (1, 3)),
        ("1, 2", (1, 2)),
        ([], ()),
        ("none", ()),
        (None, ()),
        ([[4]], (4,)),
        ("１", (1,)),
    ],
)
def test_numbers_of_passages_in_any_form(passages: Any, numbers: tuple[int, ...]) -> None:
    assert read_one(text="文。", passages=passages).citations == numbers


@pytest.mark.parametrize(
    ("quote", "words"), [("12時", "12時"), (["12時", "必着"], "12時"), (None, ""), ([], ""), (" 12時\n", "12時")]
)
def test_quote_in_any_form(quote: Any, words: str) -> None:
    assert read_one(text="文。", passages=[1], quote=quote).quote == words


def test_what_is_left_out_is_empty() -> None:
    assert read_one(text="文。") == Claim(text="文。")


def test_markers_and_breaks_do_not_stay_in_the_text() -> None:
    assert read_one(text="締切は\n8月27日 です。 [1]［2］", passages=[1]).text == "締切は 8月27日 です。"


@pytest.mark.parametrize("text", ["", " \n", "[1]", None, 5, ["文。"], {"ja": "文。"}])
def test_a_text_that_is_none(text: Any) -> None:
    assert read(json.dumps({"statements": [{"text": text, "passages": [1]}, FIRST]})) == CLAIMS[:1]


@pytest.mark.parametrize(
    "line",
    [
        "締切は正午です。[1]「12時」",
        "締切は正午です。 [1] 「12時」",
        "- 締切は正午です。[1]: 「12時」",
        "1. 締切は正午です。[1]。『12時』",
        "2) 締切は正午です。［1］「12時」",
        "・締切は正午です。[1]“12時”",
        '締切は正午です。[1] "12時"',
    ],
)
def test_lines_in_any_form(line: str) -> None:
    assert read(line) == [Claim(text="締切は正午です。", citations=(1,), quote="12時")]


@pytest.mark.parametrize(
    "line", ["", "締切は正午です。", "[1]「12時」", "根拠は次のとおりです:", "---", "{broken", "[1, 2, 3]"]
)
def test_lines_that_are_no_claim(line: str) -> None:
    assert read(line) == []


def test_lines_beside_json_are_not_read() -> None:
    assert read(f"前置きです。[9]「引用」\n{WHOLE}\n後書きです。[9]") == CLAIMS


def test_braces_in_the_prose_before_it_do_not_hide_json() -> None:
    assert read(f"The schema {{as asked}}: {WHOLE}") == CLAIMS

"""advisor/spelling.py: misspelt English words of a question, and the right ones left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.spelling import Spelling

SPELLING = Spelling(["When is the deadline for applications?", "the selected hubs and their support"])


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("when is the dedline", "when is the deadline"),
        ("daedline?", "deadline?"),
        ("aplications, suport", "applications, support"),
        ("deadline", "deadline"),
        ("headlong weather", "headlong weather"),
        ("dead line", "dead line"),
        ("DEDLINE Dedline", "DEDLINE deadline"),
        ("Toyama, Headlight", "Toyama, Headlight"),
        ("締切のdedline", "締切のdeadline"),
    ],
)
def test_a_word_is_mended_only_into_one_that_is_nearly_the_same(written: str, mended: str) -> None:
    assert SPELLING.mended(written) == mended


@given(st.text())
def test_other_characters_stay(text: str) -> None:
    def rest(of: str) -> str:
        return "".join(character for character in of if not character.isascii() or not character.isalpha())

    assert rest(SPELLING.mended(text)) == rest(text)

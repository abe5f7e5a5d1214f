"""advisor/mail/cutting.py: history and signature go, the question stays."""

import pytest
from mail_texts import HISTORY, TAILS, WHOLE
from raw_mails import ASKED, SIGNED

from advisor.mail.cutting import cut


@pytest.mark.parametrize("tail", TAILS.values(), ids=list(TAILS))
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_follows_the_question_is_cut(tail: str, ends: str) -> None:
    parts = cut(f"{ASKED}\n\n{tail}\n".replace("\n", ends))
    assert parts.body == ASKED
    written = [line.strip() for line in tail.split("\n") if line.strip()]
    kept = [line.strip() for line in f"{parts.quoted}\n{parts.signature}".split("\n")]
    assert [line for line in written if line not in kept] == []


@pytest.mark.parametrize("text", WHOLE.values(), ids=list(WHOLE))
def test_the_question_is_never_cut(text: str) -> None:
    assert cut(text).body == text


@pytest.mark.parametrize("tail", [tail for tail in TAILS.values() if ">" not in tail and "From" not in tail])
def test_an_english_question_stays(tail: str) -> None:
    asked = "I am from Fictional University.\nCould a college of technology apply as well?"
    assert cut(f"{asked}\n\nThank you in advance.\n\n{tail}").body.startswith(asked)


def test_an_answer_below_what_it_quotes_stays() -> None:
    parts = cut(f"{HISTORY}\n\n{ASKED}\n\n{SIGNED}")
    assert (parts.body, parts.signature, parts.quoted) == (ASKED, SIGNED, HISTORY)


def test_answers_between_quoted_lines_stay_in_their_order() -> None:
    text = (
        "山田です。\n\n2025/08/01 10:00、事務局 <info@example.jp> のメール:\n> どの類型ですか。\n国際展開型です。\n"
        f"> いつ申請しますか。\n来月です。間に合いますか?\n\n{SIGNED}"
    )
    parts = cut(text)
    assert parts.body == "山田です。\n\n国際展開型です。\n\n来月です。間に合いますか?" and parts.signature == SIGNED
    assert "> どの類型ですか。" in parts.quoted and "のメール:" in parts.quoted


def test_answers_between_quoted_lines_below_a_divider_stay() -> None:
    text = (
        "----- Original Message -----\nFrom: 事務局\nSubject: x\n\n> どの類型ですか。\n"
        "国際展開型です。高専は対象ですか。\n> 以上"
    )
    assert cut(text).body == "国際展開型です。高専は対象ですか。"


def test_what_was_said_before_a_forwarded_mail_stays() -> None:
    text = (
        "下記の件、高専は対象ですか。\n\n---------- 転送メッセージ ----------\nFrom: x@example.jp\n"
        "Date: 2025年8月1日\n件名: y\n\n企業は対象ですか。"
    )
    parts = cut(text)
    assert parts.body == "下記の件、高専は対象ですか。" and "企業は対象ですか。" in parts.quoted


def test_nothing_is_lost() -> None:
    for tail in TAILS.values():
        text = f"{ASKED}\n\n{tail}"
        parts = cut(text)
        letters = sorted(char for char in f"{parts.body}{parts.quoted}{parts.signature}" if char.isalnum())
        assert letters == sorted(char for char in text if char.isalnum())


def test_what_is_cut_once_stays_as_it_is() -> None:
    for tail in TAILS.values():
        body = cut(f"{ASKED}\n\n{tail}").body
        assert cut(body).body == body

"""advisor/mail/past.py: tables of past inquiries as offices keep them."""

import csv
import io
from datetime import datetime

import pytest

from advisor.errors import DocumentUnreadable
from advisor.inquiries.records import Channel
from advisor.mail import past
from advisor.mail.past import past_inquiries
from advisor.messages import Language
from advisor.programs.schedule import JST

HEADER = ["受付日", "氏名", "所属", "メール", "件名", "質問", "回答", "回答日"]
ROW = [
    "2025/8/1",
    "山田 太郎",
    "架空大学",
    "yamada@example.ac.jp",
    "資格",
    "高専は対象ですか。\n教えてください。",
    "対象です。",
    "2025年8月4日",
]
NOW = datetime(2026, 11, 24, 10, tzinfo=JST)


def table(*rows: list[str], delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso2022_jp"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_is_read_in_every_encoding(encoding: str, delimiter: str) -> None:
    found = past_inquiries(table(HEADER, ROW, delimiter=delimiter).encode(encoding))
    assert found.skipped == () and len(found.rows) == 1
    row = found.rows[0]
    assert (row.channel, row.sender_name, row.sender_email) == (Channel.CSV, "山田 太郎", "yamada@example.ac.jp")
    assert (row.organisation, row.subject, row.body) == ("架空大学", "資格", "高専は対象ですか。\n教えてください。")
    assert (row.past_reply, row.past_replied_at) == ("対象です。", datetime(2025, 8, 4, tzinfo=JST))
    assert row.received_at == datetime(2025, 8, 1, tzinfo=JST) and row.key.startswith("csv:") and row.faults == ()


@pytest.mark.parametrize(
    "header",
    [
        ["受信日時", "お名前", "機関名", "メールアドレス", "タイトル", "お問い合わせ内容", "返信", "返信日時"],
        ["日付", "質問者", "所属機関", "E-mail", "件名", "問合せ内容", "回答内容", "回答日"],
        ["Date", "Name", "Organisation", "Email", "Subject", "Question", "Answer", "Replied"],
        ["received", "sender", "organization", "e-mail address", "title", "body", "reply", "replied at"],
        ["受付日 ", "氏名(必須)", "【所属】", "ﾒｰﾙ", "件名", "※質問内容", "回答文", "対応日"],
        ["問い合わせ日", "担当者名", "会社名", "電子メール", "題名", "本文", "回答", "回答日"],
    ],
)
def test_columns_are_known_by_many_names_and_in_any_order(header: list[str]) -> None:
    expected = past_inquiries(table(HEADER, ROW).encode()).rows[0]
    turned = past_inquiries(table(header[::-1], ROW[::-1]).encode()).rows[0]
    assert turned.model_copy(update={"key": expected.key}) == expected


def test_the_question_is_preferred_to_the_text_of_the_mail() -> None:
    found = past_inquiries(table(["本文", "質問"], ["お世話になります。", "高専は対象ですか。"]).encode())
    assert found.rows[0].body == "高専は対象ですか。"


def test_a_title_may_stand_above_the_header() -> None:
    found = past_inquiries(table(["過去の問合せ(架空)"], [], HEADER, ROW).encode())
    assert len(found.rows) == 1 and found.skipped == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-08-01 10:30", datetime(2025, 8, 1, 10, 30, tzinfo=JST)),
        ("2025/8/1 9:05", datetime(2025, 8, 1, 9, 5, tzinfo=JST)),
        ("令和7年8月1日", datetime(2025, 8, 1, tzinfo=JST)),
        ("令和７年８月１日（金）午後３時", datetime(2025, 8, 1, 15, tzinfo=JST)),
        ("R7.8.1", datetime(2025, 8, 1, tzinfo=JST)),
        ("20250801", datetime(2025, 8, 1, tzinfo=JST)),
        ("1 Aug 2025", datetime(2025, 8, 1, tzinfo=JST)),
        ("2025-08-01T01:00:00Z", datetime(2025, 8, 1, 10, tzinfo=JST)),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, expected: datetime) -> None:
    row = past_inquiries(table(HEADER, [written, *ROW[1:]]).encode()).rows[0]
    assert row.received_at == expected and row.faults == ()


@pytest.mark.parametrize(
    ("written", "fault"),
    [("", "date_missing"), ("8/1", "date_unreadable"), ("先週", "date_unreadable"), ("2025/13/40", "date_unreadable")],
)
def test_without_a_date_an_inquiry_was_received_when_it_was_answered_or_now(written: str, fault: str) -> None:
    answered = past_inquiries(table(HEADER, [written, *ROW[1:]]).encode(), now=NOW).rows[0]
    open_ = past_inquiries(table(HEADER, [written, *ROW[1:-1], ""]).encode(), now=NOW).rows[0]
    assert answered.received_at == datetime(2025, 8, 4, tzinfo=JST) and answered.faults == (fault,)
    assert open_.received_at == NOW and open_.past_replied_at is None


def test_rows_without_a_question_are_skipped_and_told() -> None:
    found = past_inquiries(table(HEADER, ROW, [*ROW[:5], " \n", *ROW[6:]], [], ["2025/8/2"], ROW).encode())
    assert len(found.rows) == 2 and [(skip.row, skip.code) for skip in found.skipped] == [
        (3, "no_question"),
        (5, "no_question"),
    ]
    assert all(skip.reason(language) for skip in found.skipped for language in Language)


def test_a_row_is_known_by_its_cells() -> None:
    found = past_inquiries(table(HEADER, ROW, [*ROW[:-1], "2025/8/5"], ROW).encode()).rows
    assert found[0].key == found[2].key != found[1].key


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://x","y")',
        "+81-3-0000-0000に電話してもよいですか",
        "@SUM(A1)は何ですか",
        "-1でも可ですか",
        "=1+1",
    ],
)
def test_what_looks_like_a_formula_is_text(cell: str) -> None:
    assert past_inquiries(table(HEADER, [*ROW[:5], cell, *ROW[6:]]).encode()).rows[0].body == cell


def test_nothing_steers_the_display_and_no_address_is_taken_unseen() -> None:
    row = [
        "2025/8/1",
        "山田\u202e\r\n太郎",
        "架空\x07大学",
        "a@example.jp\r\nBcc: b@example.jp",
        "件\n名",
        "高専\u202eは\x1b対象",
        "はい\x07",
        "",
    ]
    found = past_inquiries(table(HEADER, row).encode()).rows[0]
    assert (found.sender_name, found.organisation, found.sender_email) == ("山田 太郎", "架空大学", "")
    assert (found.subject, found.body, found.past_reply) == ("件 名", "高専は対象", "はい")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_empty"),
        (b"\xef\xbb\xbf \n", "document_empty"),
        (b"PK\x03\x04" + bytes(500), "document_binary"),
        ("番号,名称\n1,架空\n".encode(), "past_no_question"),
        ("高専は対象ですか\n企業は対象ですか\n".encode(), "past_no_question"),
    ],
)
def test_what_is_no_table_of_inquiries_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        past_inquiries(data)
    assert fault.value.code == code and fault.value.user_message(Language.EN)


def test_a_quotation_mark_that_is_never_closed_costs_no_other_row() -> None:
    text = table(HEADER, ROW) + '2025/8/2,x,y,z,w,"高専は' + "あ" * 200_000
    found = past_inquiries(text.encode())
    assert len(found.rows) == 1 and [skip.code for skip in found.skipped] == ["cell_too_long"]


def test_short_rows_and_extra_cells_are_no_obstacle() -> None:
    found = past_inquiries(table(HEADER, ROW[:6], [*ROW, "x", "y"]).encode())
    assert [row.past_reply for row in found.rows] == ["", "対象です。"]


def test_more_rows_than_can_be_taken_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "MAX_ROWS", 3)
    assert len(past_inquiries(table(HEADER, *[ROW] * 3).encode()).rows) == 3
    with pytest.raises(DocumentUnreadable) as fault:
        past_inquiries(table(HEADER, *[ROW] * 4).encode())
    assert fault.value.code == "past_too_many_rows" and "3" in str(fault.value)

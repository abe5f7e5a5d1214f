"""advisor/mail/mailbox.py: mailboxes of several writers, mail by mail."""

import mailbox as standard
import tracemalloc
from pathlib import Path

import pytest
from raw_mails import message, plain

from advisor.errors import DocumentUnreadable
from advisor.mail.limits import MailLimits
from advisor.mail.mailbox import count_mails, mails_of
from advisor.mail.reading import read_mail

FROM = b"From yamada@example.ac.jp Fri Aug  1 10:00:00 2025\n"


def box(*mails: bytes, line: bytes = FROM) -> bytes:
    return b"".join(line + mail.rstrip(b"\n") + b"\n\n" for mail in mails)


def bodies(data: bytes) -> list[str]:
    return [read_mail(raw).body for raw in mails_of(data)]


def mail(text: str) -> bytes:
    return plain(text.encode()).replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    "line",
    [
        FROM,
        b"From - Fri Aug 01 10:00:00 2025\n",
        b"From 1234567890@xxx Fri Aug 01 10:00:00 +0000 2025\n",
        b"From MAILER-DAEMON Fri Aug  1 10:00:00 2025\n",
        b'From "yamada taro"@example.jp Fri Aug  1 10:00:00 2025 remote from x\n',
        b"From yamada@example.ac.jp 2025-08-01T10:00:00Z\n",
        b"From ???@??? Fri Aug 01 10:00:00 2025\n",
    ],
)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_mails_are_divided_by_their_lines(line: bytes, ends: bytes) -> None:
    data = box(mail("一通目"), mail("二通目"), mail("三通目"), line=line).replace(b"\n", ends)
    assert bodies(data) == ["一通目", "二通目", "三通目"] and count_mails(data) == 3


def test_a_line_in_a_text_that_looks_like_one_divides_nothing() -> None:
    first = mail(
        "はじめ\nFrom yamada@example.ac.jp Fri Aug  1 10:00:00 2025\n一通目\n\n"
        "From the beginning: 高専は?\n\nFrom here\n終わり"
    )
    second = mail("前の行\n" + FROM.decode() + "二通目")
    found = bodies(box(first, second))
    assert len(found) == 2 and "From the beginning" in found[0] and found[1].startswith("前の行\nFrom yamada")


def test_an_escaped_line_is_put_back() -> None:
    data = box(mail("一通目\n\n>From here on\n>>From there"), mail("二通目"))
    assert b"\n\nFrom here on\n>From there" in next(mails_of(data))


def test_a_mailbox_of_the_standard_library_is_read(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    made = standard.mbox(path)
    for number in range(20):
        made.add(message(f"{number}件目の質問です。\n\nFrom 3 to 5, 高専は対象ですか。"))
    made.close()
    found = [read_mail(raw) for raw in mails_of(path)]
    assert [each.body.split("件")[0] for each in found] == [str(number) for number in range(20)]
    assert all("\n\nFrom 3 to 5" in each.body and each.faults == () for each in found)


@pytest.mark.parametrize(
    "data", [message().as_bytes(), b"\xef\xbb\xbf" + message().as_bytes(), mail("x\n\n" + FROM.decode() + "y")]
)
def test_a_file_of_one_mail_is_one_mail(data: bytes) -> None:
    assert len(list(mails_of(data))) == 1 and next(mails_of(data)).strip() == data.strip()


def test_the_same_mail_has_the_same_bytes_wherever_it_stands() -> None:
    one, two = mail("一通目"), mail("二通目")
    assert set(mails_of(box(one, two))) == set(mails_of(box(two, one)))


@pytest.mark.parametrize("data", [b"", b"\n\n", FROM, FROM + b"\n" + FROM])
def test_a_mailbox_without_mails_gives_none(data: bytes) -> None:
    assert list(mails_of(data)) == [] and count_mails(data) == 0


def test_a_text_that_begins_with_the_word_keeps_its_first_line() -> None:
    assert next(mails_of(b"From Tokyo with a question\n\nasked?")) == b"From Tokyo with a question\n\nasked?"


def test_binary_content_is_one_mail() -> None:
    data = bytes(range(256)) * 5000
    assert b"".join(mails_of(data)) == data


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        list(mails_of(tmp_path / "none.mbox"))
    assert fault.value.code == "document_missing"


def test_a_mail_that_is_too_large_is_refused_and_the_next_is_read() -> None:
    limits = MailLimits(max_bytes=100_000)
    found = list(mails_of(box(mail("x\n" * 200_000), mail("二通目")), limits))
    with pytest.raises(DocumentUnreadable):
        read_mail(found[0], limits)
    assert len(found[0]) == 100_001 and read_mail(found[1], limits).body == "二通目"


def test_a_large_mailbox_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.mbox"
    one = box(mail(("高専は対象ですか。" * 20 + "\n") * 200))
    with path.open("wb") as file:
        for _ in range(300):
            file.write(one)
    assert path.stat().st_size > 30_000_000
    tracemalloc.start()
    count = sum(1 for _ in mails_of(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300 and peak < 10_000_000

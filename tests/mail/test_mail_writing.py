"""advisor/mail/writing.py: drafts that mail programs open, and nothing that could be smuggled into them."""

import email
import email.policy
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.mail.cleaning import clean_text
from advisor.mail.model import Address
from advisor.mail.reading import mail_text, read_mail
from advisor.mail.writing import MAX_URL_CHARS, draft_eml, mailto, reply_subject
from advisor.programs.schedule import JST

ASKER = Address(name="山田 太郎", email="yamada@example.ac.jp")
OFFICE = Address(name="事務局(架空)", email="info@example.jp")
MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=JST)
TEXT = "山田 太郎 様\n\nお世話になっております。\n\n> 高専も対象ですか。\n対象です。\n\n.\nFrom 8月\n-- \n事務局"
LONG = "第8回の公募における高等専門学校の申請資格と国際展開型の要件、提出書類の様式について(お問い合わせ・至急)" * 3


def draft(
    subject: str = "公募について",
    text: str = TEXT,
    to: Address = ASKER,
    parent: str = "m1@example.ac.jp",
    references: tuple[str, ...] = (),
) -> bytes:
    return draft_eml(subject, text, to, OFFICE, parent, references, MOMENT)


def standard(data: bytes) -> email.message.EmailMessage:
    """The draft as the standard library reads it."""
    made = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(made, email.message.EmailMessage) and made.defects == []
    return made


def test_a_draft_says_what_it_was_given() -> None:
    for read in [standard(draft(references=("r1@example.jp", "r2@example.jp")))]:
        assert read["Subject"] == "Re: 公募について" and read["X-Unsent"] == "1"
        assert read["To"].addresses[0].display_name == "山田 太郎" and read["To"].addresses[0].addr_spec == ASKER.email
        assert read["From"].addresses[0].addr_spec == OFFICE.email
        assert read["In-Reply-To"] == "<m1@example.ac.jp>"
        assert str(read["References"]).split() == ["<r1@example.jp>", "<r2@example.jp>", "<m1@example.ac.jp>"]
        assert read["Date"].datetime == MOMENT and read.get_content().strip().replace("\r\n", "\n") == TEXT


def test_a_draft_is_read_back_as_it_was_written() -> None:
    data = draft(references=("r1@example.jp",))
    read = read_mail(data)
    assert mail_text(data).rstrip("\n") == TEXT and read.faults == ()
    assert (read.subject, read.sender, read.recipients, read.sent_at) == ("Re: 公募について", OFFICE, (ASKER,), MOMENT)
    assert read.in_reply_to == ("m1@example.ac.jp",) and read.references == ("r1@example.jp", "m1@example.ac.jp")


def test_the_same_draft_has_the_same_bytes_and_another_another_id() -> None:
    assert draft() == draft()
    ids = {
        read_mail(data).message_id
        for data in (draft(), draft(subject="別の件"), draft(text="別の文"), draft(parent="x@example.jp"))
    }
    assert len(ids) == 4 and all(each.endswith("@example.jp") for each in ids)


@pytest.mark.parametrize(
    "subject", [LONG, "a" * 300, "Re: " + "長い " * 60, "=?utf-8?B?eA==?= の件", "plain", "😀" * 60, '"引用" <x>']
)
def test_long_subjects_are_folded_and_read_back(subject: str) -> None:
    data = draft(subject=subject)
    head = data.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b"=?" in line) and head.isascii()
    assert read_mail(data).subject == reply_subject(subject) == str(standard(data)["Subject"])


@pytest.mark.parametrize(
    "evil",
    [
        "x\r\nBcc: evil@example.com",
        "x\nBcc: evil@example.com",
        "x\rBcc: evil@example.com",
        "x\r\n\r\n<script>",
        "x\x00\x85Bcc: e@example.com",
        "x\u2028Bcc: e@example.com",
    ],
)
def test_nothing_smuggles_in_a_field(evil: str) -> None:
    data = draft_eml(
        evil,
        TEXT,
        Address(name=evil, email=ASKER.email),
        Address(name=evil, email=OFFICE.email),
        evil,
        [evil, "<a@b> <c@d>"],
        MOMENT,
    )
    read = standard(data)
    assert "Bcc" not in read and set(read.keys()) <= {
        *(
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "X-Unsent",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ),
    }
    assert read.get_content().strip().replace("\r\n", "\n") == TEXT and len(read["To"].addresses) == 1
    bad = draft_eml(
        "x", TEXT, Address(email=f"a@example.jp{evil}"), Address(email="a@example.jp, b@example.jp"), "", [], MOMENT
    )
    assert "To" not in standard(bad) and "From" not in standard(bad)


@pytest.mark.parametrize(
    "name",
    [
        '山田, "太郎" <x@example.com>',
        "Yamada, Taro",
        'a"b\\c',
        "架空" * 40,
        "Taro <evil@example.com>,",
        "=?utf-8?Q?a?=",
    ],
)
def test_a_name_stays_a_name(name: str) -> None:
    data = draft(to=Address(name=name, email=ASKER.email))
    # The standard library puts spaces between the words of a folded name.
    found = [(a.display_name.replace(" ", ""), a.addr_spec) for a in standard(data)["To"].addresses]
    assert found == [(name.replace(" ", ""), ASKER.email)]
    assert read_mail(data).recipients == (Address(name=name, email=ASKER.email),)


def test_many_references_keep_the_first_and_the_newest() -> None:
    data = draft(references=tuple(f"r{number}@example.jp" for number in range(200)))
    found = read_mail(data).references
    assert len(found) == 20 and found[0] == "r0@example.jp" and found[-2:] == ("r199@example.jp", "m1@example.ac.jp")


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("x", "Re: x"),
        ("Re: x", "Re: x"),
        ("RE：x", "RE：x"),
        ("re[2]: x", "re[2]: x"),
        ("返信: x", "返信: x"),
        ("", "Re:"),
        ("Request: x", "Re: Request: x"),
    ],
)
def test_a_subject_is_marked_as_a_reply_once(subject: str, expected: str) -> None:
    assert reply_subject(subject) == expected


def test_a_moment_elsewhere_is_the_same_moment() -> None:
    data = draft_eml("x", "x", ASKER, OFFICE, "", (), MOMENT.astimezone(UTC))
    assert read_mail(data).sent_at == MOMENT and "In-Reply-To" not in standard(data)


def test_a_short_reply_fits_into_an_address() -> None:
    found = mailto("公募&について?", "山田様\n100%対象です。& = # +\n以上", "a+b%c@example.jp")
    parts = urlsplit(found.url)
    assert found.complete and parts.scheme == "mailto" and unquote(parts.path) == "a+b%c@example.jp"
    assert parse_qs(parts.query) == {
        "subject": ["Re: 公募&について?"],
        "body": ["山田様\r\n100%対象です。& = # +\r\n以上"],
    }


def test_a_long_reply_is_cut_at_a_line_and_told() -> None:
    text = "\n".join(f"{number}行目の回答です。" for number in range(100))
    found = mailto(LONG, text, ASKER.email)
    body = parse_qs(urlsplit(found.url).query)["body"][0].replace("\r\n", "\n")
    assert not found.complete and len(found.url) <= MAX_URL_CHARS and text.startswith(body + "\n")


def test_an_address_holds_no_other_recipient() -> None:
    for bad in (
        "a@example.jp?bcc=e@example.com",
        "a@example.jp,e@example.com",
        "a@example.jp\r\nBcc: e@example.com",
        "",
    ):
        assert mailto("x", "x", bad).url.startswith("mailto:?subject=")
    assert "bcc" not in parse_qs(urlsplit(mailto("x&bcc=e@example.com", "x&cc=e", ASKER.email).url).query)


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=80), st.text(max_size=60))
def test_whatever_is_written_is_read_back(subject: str, text: str, name: str, parent: str) -> None:
    data = draft_eml(subject, text, Address(name=name, email=ASKER.email), OFFICE, parent, [parent], MOMENT)
    read = read_mail(data)
    assert (read.subject, read.recipients[0].email) == (reply_subject(subject), ASKER.email)
    assert mail_text(data).rstrip("\n") == clean_text(text).rstrip("\n") and len(read.recipients) == 1
    assert mailto(subject, text, ASKER.email).url.isascii()

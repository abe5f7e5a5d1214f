"""advisor/mail: whatever the bytes are, a mail or a refusal comes out, soon, and nothing that steers a display."""

import unicodedata
from base64 import b64encode

from hypothesis import given, settings
from hypothesis import strategies as st
from mail_texts import TAILS, WHOLE
from raw_mails import ASKED, HEAD, SIGNED, cp50221, message, multipart, part, plain, word

from advisor.dates import now
from advisor.errors import AdvisorError, DocumentUnreadable
from advisor.inquiries.records import Channel
from advisor.mail.arriving import arriving
from advisor.mail.cutting import cut
from advisor.mail.mailbox import mails_of
from advisor.mail.model import Mail
from advisor.mail.past import past_inquiries
from advisor.mail.reading import attachment_bytes, attachment_text, mail_text, read_mail
from advisor.messages import Language, say

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
PAGE = (
    "<html><body><p style='color:red'>高専も<b>対象</b>ですか。</p><div style='display:none'>"
    "x</div><blockquote type=cite>q</blockquote>"
)


def samples() -> list[bytes]:
    mixed = message(f"{ASKED}\n\n{SIGNED}")
    mixed.add_alternative(PAGE, subtype="html")
    mixed.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="公募要領.pdf")
    mixed.add_attachment(message("転送"))
    return [
        mixed.as_bytes(),
        plain(cp50221("①髙ﾃｽﾄ"), "text/plain; charset=iso-2022-jp", b"Subject: " + word("公募") + b"\r\n"),
        plain(PAGE.encode("cp932"), "text/html; charset=shift_jis"),
        plain(b64encode(ASKED.encode()), more=b"Content-Transfer-Encoding: base64\r\n"),
        HEAD + multipart("mixed", part(ASKED.encode(), "text/plain; charset=utf-8; format=flowed")),
        HEAD
        + multipart(
            "mixed",
            part(b"x", "application/pdf", b"Content-Disposition: attachment; filename*0*=utf-8''%E3; filename*1=x\r\n"),
        ),
    ]


SAMPLES = samples()
PIECES = [
    b"\r\n",
    b"\n\n",
    b"--",
    b"=?utf-8?B?",
    b"?=",
    b"\x1b$B",
    b"\x1b(I",
    b"\xe9",
    b'"',
    b";",
    b"<",
    b"boundary=",
    b"\x00",
    b"=",
    b":",
    b"Content-Type: multipart/mixed\n",
    b"filename*0*=",
    b"''",
]


def sound(text: str, lines: bool = False) -> bool:
    allowed = "\n\t" if lines else ""
    return not any((unicodedata.category(c) in ("Cc", "Cs") and c not in allowed) or c in BIDI for c in text)


def check(data: bytes) -> Mail | None:
    """What has to hold of every mail."""
    try:
        mail = read_mail(data)
    except DocumentUnreadable as fault:
        assert fault.code == "mail_empty"
        return None
    for text in (mail.body, mail.quoted, mail.signature):
        assert sound(text, lines=True)
    named = [mail.sender, *mail.recipients]
    one_line = [
        mail.subject,
        mail.message_id,
        *mail.in_reply_to,
        *mail.references,
        *(a.name for a in (*named, *mail.attachments)),
        *(a.email for a in named),
    ]
    assert all(map(sound, one_line)) and all(" " not in each.email for each in named)
    assert all(say(f"mail.fault_{fault}", language) for fault in mail.faults for language in Language)
    assert len(mail.faults) == len(set(mail.faults)) and mail.size_bytes == len(data)
    assert not mail_text(data).strip() or mail.body.strip() or "not_mail" in mail.faults
    assert arriving(mail, now(), Channel.EML).received_at <= now()
    for file in mail.attachments:
        assert len(attachment_bytes(data, file.number)) == file.size_bytes
    return mail


@settings(max_examples=150)
@given(st.binary(max_size=600))
def test_any_bytes_give_a_mail_or_a_refusal(data: bytes) -> None:
    check(data)
    check(HEAD + b"\r\n" + data)
    check(HEAD + data)


@settings(max_examples=250)
@given(st.data())
def test_damaged_mails_give_a_mail(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(SAMPLES))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw)))
        until = at + data.draw(st.integers(0, 40))
        raw = raw[:at] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=6)) + raw[until:]
    check(raw[: data.draw(st.integers(1, len(raw)))] if data.draw(st.booleans()) and raw else raw)


KINDS = [
    "text/plain",
    "text/html",
    "text/plain; charset=iso-2022-jp",
    "application/pdf; name=a.pdf",
    "message/rfc822",
    "x",
    "",
]
leaves = st.builds(part, st.sampled_from([ASKED.encode(), PAGE.encode(), b"", plain(b"inner")]), st.sampled_from(KINDS))
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda kind, parts, mark, closed: multipart(kind, *parts, boundary=mark, closed=closed),
        st.sampled_from(["mixed", "alternative", "related", "digest", "signed", "report"]),
        st.lists(inner, max_size=4),
        st.sampled_from(["a", "ab", "b b", "=_c", "d" * 70]),
        st.booleans(),
    ),
    max_leaves=12,
)


@settings(max_examples=120)
@given(trees)
def test_any_structure_gives_a_mail(body: bytes) -> None:
    assert check(HEAD + body) is not None


lines = st.sampled_from(
    [line for text in (*TAILS.values(), *WHOLE.values(), ASKED) for line in text.split("\n")]
) | st.text(max_size=30)


@settings(max_examples=300)
@given(st.lists(lines, max_size=40))
def test_any_text_is_cut_without_loss(written: list[str]) -> None:
    text = "\n".join(written)
    parts = cut(text)
    assert not text.strip() or any(map(str.isalnum, parts.body)) or not any(map(str.isalnum, text))
    letters = sorted(c for c in f"{parts.body}{parts.quoted}{parts.signature}" if c.isalnum())
    assert letters == sorted(c for c in text if c.isalnum())


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from([*SAMPLES, b"From a@example.jp Fri Aug  1 10:00:00 2025\n", b"\n", b"From x\n", b">From y\n"])
        | st.binary(max_size=50),
        max_size=8,
    )
)
def test_any_mailbox_is_divided(pieces: list[bytes]) -> None:
    for raw in mails_of(b"".join(pieces)):
        assert raw.strip()
        check(raw)


@settings(max_examples=100)
@given(
    st.text(max_size=300)
    | st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=6).map(
        lambda rows: "質問,回答,日付\n" + "\n".join(map(",".join, rows))
    )
)
def test_any_table_is_read_or_refused(text: str) -> None:
    try:
        found = past_inquiries(text.encode("utf-8", "replace"))
    except DocumentUnreadable:
        return
    assert all(sound(row.body, lines=True) and row.body.strip() for row in found.rows)


def test_attached_files_of_any_kind_are_read_or_refused() -> None:
    for raw in SAMPLES:
        for file in read_mail(raw).attachments:
            try:
                assert attachment_text(raw, file.number).text is not None
            except AdvisorError as fault:
                assert fault.user_message(Language.EN)

"""advisor/mail/reading.py: mails in the encodings and shapes that arrive, and in the broken ones."""

import quopri
import time
from base64 import b64encode, encodebytes
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from raw_mails import ASKED, HEAD, SIGNED, cp50221, message, multipart, part, plain, word
from reportlab.pdfgen import canvas

import advisor.mail
from advisor.dates import now
from advisor.errors import DocumentUnreadable, RecordMissing, UploadRejected
from advisor.inquiries.records import Channel
from advisor.mail.arriving import arriving
from advisor.mail.introductions import introduction
from advisor.mail.limits import MailLimits
from advisor.mail.model import Address
from advisor.mail.reading import attachment_bytes, attachment_text, mail_text, read_mail
from advisor.messages import catalogue
from advisor.programs.schedule import JST

EXTENDED = "①髙橋です。㈱架空と№2のﾃｽﾄについて、高専も対象でしょうか。"


@pytest.mark.parametrize(
    ("data", "declared", "fault"),
    [
        (ASKED.encode("iso2022_jp"), "iso-2022-jp", None),
        (cp50221(EXTENDED), "ISO-2022-JP", None),
        (cp50221(EXTENDED), "iso-2022-jp-ms", None),
        (cp50221(EXTENDED), "cp50221", None),
        (cp50221(EXTENDED), None, "charset_missing"),
        (cp50221(EXTENDED), "us-ascii", "charset_missing"),
        (EXTENDED.encode("cp932"), "Shift_JIS", None),
        (EXTENDED.encode("cp932"), "x-sjis", None),
        (EXTENDED.encode("cp932"), "windows-31j", None),
        (EXTENDED.encode("cp932"), "iso-2022-jp", "charset_wrong"),
        (EXTENDED.encode("cp932"), "utf-8", "charset_wrong"),
        (EXTENDED.encode("cp932"), "iso-8859-1", "charset_wrong"),
        (EXTENDED.encode("cp932"), "no-such-charset", "charset_missing"),
        (EXTENDED.encode("cp932"), None, "charset_missing"),
        (ASKED.encode("euc_jp"), "EUC-JP", None),
        (ASKED.encode("euc_jp"), None, "charset_missing"),
        (ASKED.encode("euc_jp"), "shift_jis", "charset_wrong"),
        (b"\xad\xa1" + ASKED.encode("euc_jp"), "euc-jp", None),
        (EXTENDED.encode(), "utf-8", None),
        (EXTENDED.encode(), "shift_jis", "charset_wrong"),
        (EXTENDED.encode(), "windows-1252", "charset_wrong"),
        (EXTENDED.encode(), "unicode_escape", "charset_missing"),
        (EXTENDED.encode("utf-16"), "utf-16", None),
        ("Voilà, à bientôt".encode("latin-1"), "iso-8859-1", None),
    ],
)
def test_text_is_read_in_its_encoding(data: bytes, declared: str | None, fault: str | None) -> None:
    charset = f"; charset={declared}" if declared else ""
    mail = read_mail(plain(data, f"text/plain{charset}"))
    known = {ASKED, EXTENDED, "Voilà, à bientôt", "①" + ASKED}
    assert mail_text(plain(data, f"text/plain{charset}")) in known
    assert mail.faults == ((fault,) if fault else ())


def test_a_damaged_place_does_not_turn_the_text_into_another_encoding() -> None:
    data = ASKED.encode()
    mail = read_mail(plain(data[:30] + b"\xff" + data[30:]))
    assert mail.body.replace("\ufffd", "") == ASKED and mail.faults == ("undecodable",)


@pytest.mark.parametrize(
    "subject",
    [
        word("第7回の公募について") + b"\r\n " + word("(高専の資格)"),
        "第7回の公募について(高専の資格)".encode(),
        "第7回の公募について(高専の資格)".encode("cp932"),
        "第7回の公募について(高専の資格)".encode("iso2022_jp"),
        # one word cut inside a character, once between bytes and once inside the base64
        b"=?utf-8?B?"
        + b64encode("第7回の公募について(高専の資格)".encode()[:13])
        + b"?=\r\n =?UTF-8?b?"
        + b64encode("第7回の公募について(高専の資格)".encode()[13:])
        + b"?=",
        b"=?utf-8?B?"
        + b64encode("第7回の公募について(高専の資格)".encode())[:17]
        + b"?= =?utf-8?B?"
        + b64encode("第7回の公募について(高専の資格)".encode())[17:]
        + b"?=",
        b"=?utf-8?Q?" + quote("第7回の公募について(高専の資格)").replace("%", "=").encode() + b"?=",
        # the end of the word is lost
        b"=?utf-8?B?" + b64encode("第7回の公募について(高専の資格)".encode()),
    ],
)
def test_a_subject_is_read_however_it_is_encoded(subject: bytes) -> None:
    assert read_mail(HEAD + b"Subject: " + subject + b"\r\n\r\nx").subject == "第7回の公募について(高専の資格)"


def test_a_subject_that_was_folded_without_indentation_is_mended() -> None:
    mail = read_mail(HEAD + "Subject: 高専の\r\n資格について\r\n\r\n本文".encode())
    assert (mail.subject, mail.body) == ("高専の 資格について", "本文") and "header_broken" in mail.faults


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (word("山田 太郎") + b" <yamada@example.ac.jp>", Address(name="山田 太郎", email="yamada@example.ac.jp")),
        (
            b'"' + word("山田, 太郎") + b'" <yamada@Example.AC.JP>',
            Address(name="山田, 太郎", email="yamada@example.ac.jp"),
        ),
        (
            "山田太郎(架空大学) <yamada@example.ac.jp>".encode("cp932"),
            Address(name="山田太郎(架空大学)", email="yamada@example.ac.jp"),
        ),
        (b"yamada@example.ac.jp (Taro Yamada)", Address(name="Taro Yamada", email="yamada@example.ac.jp")),
        (b"<yamada@example.ac.jp>", Address(email="yamada@example.ac.jp")),
        (b'"yamada@example.ac.jp" <yamada@example.ac.jp>', Address(email="yamada@example.ac.jp")),
        (b'"ta..ro."@example.ne.jp', Address(email="ta..ro.@example.ne.jp")),
        (b"Taro <not an address>", Address(name="Taro")),
        ("山田\u202e <yamada@example.ac.jp>".encode(), Address(name="山田", email="yamada@example.ac.jp")),
        (
            b"=?utf-8?Q?Taro=0D=0ABcc:_x=40example.jp?= <y@example.jp>",
            Address(name="Taro Bcc: x@example.jp", email="y@example.jp"),
        ),
        (b"undisclosed-recipients:;", Address()),
    ],
)
def test_a_sender_is_read(value: bytes, expected: Address) -> None:
    mail = read_mail(b"From: " + value + b"\r\nSubject: x\r\n\r\nx")
    assert mail.sender == expected
    assert any(fault.startswith("sender") for fault in mail.faults) == (not expected.email)


def test_recipients_are_all_that_have_an_address() -> None:
    to = 'To: Info: "A, B" <a@example.jp>, b@example.jp;, 事務局\r\nCc: c@example.jp\r\n'.encode()
    assert [each.email for each in read_mail(HEAD.replace(b"To: info@example.jp\r\n", to) + b"\r\nx").recipients] == [
        "a@example.jp",
        "b@example.jp",
        "c@example.jp",
    ]


def test_a_form_that_sends_for_a_person_names_the_person() -> None:
    mail = read_mail(b"From: no-reply@example.jp\r\nReply-To: yamada@example.ac.jp\r\n\r\nx")
    assert mail.sender.email == "yamada@example.ac.jp"


def test_two_senders_are_told() -> None:
    mail = read_mail(b"From: a@example.jp\r\nFrom: b@example.jp\r\n\r\nx")
    assert mail.sender.email == "a@example.jp" and "sender_repeated" in mail.faults


@pytest.mark.parametrize(
    ("written", "expected", "fault"),
    [
        ("Fri, 1 Aug 2025 10:00:00 +0900 (JST)", datetime(2025, 8, 1, 10, tzinfo=JST), None),
        ("1 Aug 2025 01:00:00 GMT", datetime(2025, 8, 1, 10, tzinfo=JST), None),
        ("Fri, 1 Aug 2025 01:00:00 -0000", datetime(2025, 8, 1, 10, tzinfo=JST), None),
        ("令和7年8月1日(金) 10時00分", datetime(2025, 8, 1, 10, tzinfo=JST), None),
        ("2025/8/1 10:00", datetime(2025, 8, 1, 10, tzinfo=JST), None),
        ("きのう", None, "date_unreadable"),
        ("Fri, 99 Aug 99999999999 10:00:00 +9900", None, "date_unreadable"),
        ("", None, "date_missing"),
    ],
)
def test_a_date_is_read_in_tokyo(written: str, expected: datetime | None, fault: str | None) -> None:
    mail = read_mail(f"From: a@example.jp\r\nDate: {written}\r\n\r\nx".encode())
    assert mail.sent_at == expected and (fault is None or fault in mail.faults)


def test_without_a_date_the_last_server_says_when() -> None:
    mail = read_mail(b"Received: from a by b; Fri, 1 Aug 2025 10:00:00 +0900\r\nFrom: a@example.jp\r\n\r\nx")
    assert mail.sent_at == datetime(2025, 8, 1, 10, tzinfo=JST) and "date_missing" in mail.faults


def test_ids_of_the_thread_are_read_without_brackets() -> None:
    more = (
        b"In-Reply-To: Your message <p@example.jp>\r\nReferences: <r1@example.jp>\r\n"
        b"\t<r2@example.jp> <r1@example.jp>\r\n"
    )
    mail = read_mail(plain(b"x", more=more))
    assert (mail.message_id, mail.in_reply_to) == ("m1@example.ac.jp", ("p@example.jp",))
    assert mail.references == ("r1@example.jp", "r2@example.jp")


def test_quoted_and_signed_lines_are_kept_beside() -> None:
    quoted = "2025年8月1日(金) 10:00 事務局 <info@example.jp>:\n> ご連絡ください。"
    mail = read_mail(message(f"{ASKED}\n\n{SIGNED}\n\n{quoted}\n").as_bytes())
    assert (mail.body, mail.signature, mail.quoted, mail.faults) == (ASKED, SIGNED, quoted, ())


def test_flowed_lines_are_put_together_again() -> None:
    flowed = "高専も \r\n対象ですか。\r\n\r\n> 前の \r\n> 文\r\n"
    data = plain(flowed.encode(), "text/plain; charset=utf-8; format=flowed; delsp=yes")
    assert mail_text(data).strip() == "高専も対象ですか。\n\n> 前の文"
    assert read_mail(data.replace(b"; delsp=yes", b"")).body == "高専も 対象ですか。"


@pytest.mark.parametrize(
    ("packed", "encoding", "fault"),
    [
        (encodebytes(ASKED.encode()), "base64", None),
        (encodebytes(ASKED.encode()).rstrip(b"=\n"), "base64", "transfer_broken"),
        (b"!!" + encodebytes(ASKED.encode()), "base64", "transfer_broken"),
        (b64encode(ASKED.encode()[:100]) + b"\r\n" + b64encode(ASKED.encode()[100:]), "base64", None),
        (quopri.encodestring(ASKED.encode()), "quoted-printable", None),
        (quopri.encodestring(ASKED.encode()), "Quoted-Printable ", None),
        (quopri.encodestring(ASKED.encode()) + b"=G1=", "quoted-printable", "transfer_broken"),
        (ASKED.encode(), "x-strange", "transfer_broken"),
    ],
)
def test_packed_text_is_unpacked(packed: bytes, encoding: str, fault: str | None) -> None:
    mail = read_mail(plain(packed, more=f"Content-Transfer-Encoding: {encoding}\r\n".encode()))
    assert ASKED in mail.body and mail.faults == ((fault,) if fault else ())


def test_of_alternatives_the_plain_one_is_read() -> None:
    mail = message()
    mail.add_alternative("<p>HTMLの文</p>", subtype="html")
    read = read_mail(mail.as_bytes())
    assert (read.body, read.was_html, read.attachments, read.faults) == (ASKED, False, (), ())


def test_an_empty_plain_part_gives_way_to_the_html_one() -> None:
    mail = message("\n \n")
    mail.add_alternative("<p>高専も<b>対象</b>ですか。</p><p>山田</p>", subtype="html")
    read = read_mail(mail.as_bytes())
    assert read.body == "高専も対象ですか。\n\n山田" and read.was_html and read.faults == ("html_only",)


def test_html_is_shown_as_the_text_that_its_reader_sees() -> None:
    page = (
        "<html><head><title>題</title><style>.gone{display:none} @media print{.seen{display:none}}</style></head><body>"
        "<script>alert('x')</script><p class='seen'>高専も<br>対象ですか。</p><p class='gone'>見えない1</p>"
        "<span style='font-size:0'>見えない2</span><span style='color:#fff'>見えない3</span><div hidden>見えない4</div>"
        "<font color='white'>見えない5</font><span style='font-size:1px'>見えない6</span>"
        "<div style='opacity:0'>見えない7</div>"
        "<div style='max-height:0;overflow:hidden'>見えない8</div><div style='mso-hide:all'>見えない9</div>"
        "<div style='position:absolute;left:-9999px'>見えない10</div><!-- 見えない11 --><noscript>見えない12</noscript>"
        "<div style='background:#003'><span style='color:white'>白い見出し</span></div>"
        "<td style='font-size:0'><span style='font-size:14px'>表の文</span></td>"
        "<img src='https://track.example.com/1.gif' width=1 height=1 alt='見えない13'>"
        "<a href='https://example.jp/x' onclick='x()'>案内</a></body></html>"
    )
    read = read_mail(plain(page.encode(), "text/html; charset=utf-8"))
    assert "見えない" not in read.body and "alert" not in read.body and "track" not in read.body
    assert read.body.split() == ["高専も", "対象ですか。", "白い見出し", "表の文案内"]
    assert read.was_html and set(read.faults) == {"hidden_text", "html_only"}


def test_what_html_quotes_is_quoted() -> None:
    page = (
        "<div dir=ltr>高専も対象ですか。</div><br><div class=gmail_quote><div class=gmail_attr>"
        "2025年8月1日(金) 10:00 事務局 &lt;"
        "<a href='mailto:info@example.jp'>info@example.jp</a>&gt;:<br></div>"
        "<blockquote class=gmail_quote><p>ご連絡<br>ください。</p>"
        "</blockquote></div><blockquote>字下げした文</blockquote>"
    )
    read = read_mail(plain(page.encode(), "text/html; charset=utf-8"))
    assert read.body == "高専も対象ですか。\n\n字下げした文" and "> ご連絡" in read.quoted


def test_the_encoding_of_html_is_what_the_page_says() -> None:
    page = "<meta charset=Shift_JIS><p>高専も対象ですか</p>".encode("cp932")
    assert read_mail(plain(page, "text/html")).body == "高専も対象ですか"


def test_attachments_are_listed_with_their_names_and_handed_out() -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="第7回 公募要領(案).pdf")
    mail.add_attachment("表\n1".encode(), maintype="text", subtype="plain", filename="../../表.txt")
    inner = message("転送された質問ですか。", subject="前の質問")
    mail.add_attachment(inner)
    data = mail.as_bytes()
    read = read_mail(data)
    assert [(a.number, a.name, a.media_type) for a in read.attachments] == [
        (1, "第7回 公募要領(案).pdf", "application/pdf"),
        (2, "表.txt", "text/plain"),
        (3, "前の質問.eml", "message/rfc822"),
    ]
    assert read.body == ASKED and read.attachments[0].size_bytes == 10
    assert attachment_bytes(data, 1) == b"%PDF-1.4 x"
    assert read_mail(attachment_bytes(data, 3)).body == "転送された質問ですか。"
    assert attachment_text(data, 2).text.split() == ["表", "1"]
    inner_text = attachment_text(data, 3).text
    assert "前の質問" in inner_text and "転送された質問ですか。" in inner_text
    for number in (0, 4, -1):
        with pytest.raises(RecordMissing):
            attachment_bytes(data, number)


def test_the_text_of_a_pdf_in_a_mail_is_read(tmp_path: Path) -> None:
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    page.drawString(72, 720, "Plan of the fictional hub 2026")
    page.save()
    mail = message()
    mail.add_attachment(
        (tmp_path / "a.pdf").read_bytes(), maintype="application", subtype="octet-stream", filename="計画.pdf"
    )
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="図.png")
    assert "Plan of the fictional hub 2026" in attachment_text(mail.as_bytes(), 1).text
    with pytest.raises(UploadRejected):
        attachment_text(mail.as_bytes(), 2)


@pytest.mark.parametrize(
    "placed",
    [
        b"attachment; filename*=iso-2022-jp'ja'" + quote("公募要領.pdf".encode("iso2022_jp")).encode(),
        b"attachment; filename*0*=utf-8''"
        + quote("公募").encode()
        + b"; filename*1*="
        + quote("要領").encode()
        + b"; filename*2=.pdf",
        b'attachment; filename="' + word("公募要領.pdf") + b'"',
        b'attachment; filename="' + "公募要領.pdf".encode("cp932") + b'"',
        b"attachment; filename=" + "公募要領.pdf".encode(),
        b'attachment; filename="' + "公募要領.pdf".encode("iso2022_jp") + b'"',
        b"attachment; filename=\"x.pdf\"; filename*=utf-8''" + quote("公募要領.pdf").encode(),
        b'attachment; filename="C:\\\\tmp\\\\' + "公募要領.pdf".encode() + b'"',
        b'attachment; filename="' + "公募\u202e要領.pdf".encode() + b'"',
    ],
)
def test_file_names_are_read_however_they_are_encoded(placed: bytes) -> None:
    body = multipart(
        "mixed",
        part(b"x", "text/plain"),
        part(b"%PDF-", "application/pdf", b"Content-Disposition: " + placed + b"\r\n"),
    )
    assert [a.name for a in read_mail(HEAD + body).attachments] == ["公募要領.pdf"]


def test_a_file_without_a_name_is_called_by_its_type() -> None:
    body = multipart("mixed", part(b"x", "text/plain"), part(b"%PDF-", "application/pdf"))
    assert read_mail(HEAD + body).attachments[0].name == "無題.pdf"


def test_pictures_beside_html_are_attachments_and_texts_beside_each_other_are_one() -> None:
    page = part("<p>本文</p>".encode(), "text/html; charset=utf-8")
    related = multipart("related", page, part(b"GIF89a", "image/gif", b"Content-ID: <i@x>\r\n"), boundary="rel")
    alternative = multipart("alternative", part("平文".encode(), "text/plain; charset=utf-8"), related, boundary="alt")
    mixed = multipart("mixed", alternative, part("追記".encode(), "text/plain; charset=utf-8"), boundary="mix")
    read = read_mail(HEAD + mixed)
    assert read.body == "平文\n\n追記" and [a.media_type for a in read.attachments] == ["image/gif"]


@pytest.mark.parametrize(
    ("data", "body", "fault"),
    [
        (multipart("mixed", part(b"asked?", "text/plain"), closed=False), "asked?", "multipart_unclosed"),
        (
            multipart("mixed", part(b"asked?", "text/plain")).replace(b"; boundary=", b"; b="),
            "asked?",
            "multipart_broken",
        ),
        (
            multipart("mixed", part(b"asked?", "text/plain")).replace(b'boundary="', b'boundary="zz'),
            "asked?",
            "multipart_broken",
        ),
        (b"Content-Type: multipart/mixed\r\n\r\nasked?", "asked?", "multipart_broken"),
        (b"Content-Type: nonsense\r\n\r\nasked?", "asked?", "type_unreadable"),
        (multipart("mixed", b"\r\nasked?"), "asked?", None),
        (
            multipart(
                "signed", part(b"asked?", "text/plain"), part(b"s", "application/pkcs7-signature; name=smime.p7s")
            ),
            "asked?",
            None,
        ),
        (
            multipart("encrypted", part(b"v", "application/pgp-encrypted"), part(b"s", "application/octet-stream")),
            "",
            "encrypted",
        ),
        (b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nAAAA", "", "encrypted"),
        (b"\r\n", "", "body_empty"),
    ],
)
def test_broken_structures_give_what_can_be_had(data: bytes, body: str, fault: str | None) -> None:
    read = read_mail(HEAD + data)
    assert read.body == body and (fault in read.faults if fault else read.faults == ())


def test_line_ends_of_old_macs_and_a_mailbox_line_are_no_obstacle() -> None:
    data = b"From yamada@example.ac.jp Fri Aug  1 10:00:00 2025\r" + plain(b"asked?").replace(b"\r\n", b"\r")
    assert read_mail(data).body == "asked?" and read_mail(data).sender.email == "yamada@example.ac.jp"


def test_a_text_without_any_head_is_a_body() -> None:
    read = read_mail(ASKED.encode("cp932"))
    assert read.body == ASKED and {"no_headers", "sender_missing", "date_missing"} <= set(read.faults)
    assert read_mail("Q: 高専は?\n\n教えてください".encode()).body == "Q: 高専は?\n\n教えてください"


def test_a_file_that_is_no_mail_gives_no_text() -> None:
    read = read_mail(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert read.body == "" and "not_mail" in read.faults


@pytest.mark.parametrize("data", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"From a@example.jp Fri Aug  1 10:00:00 2025\n"])
def test_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        read_mail(data)
    assert fault.value.code == "mail_empty"


def test_what_is_too_large_is_refused_with_the_limit() -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        read_mail(plain(b"x" * 2_500_000), MailLimits(max_bytes=2_000_000))
    assert fault.value.code == "mail_too_large" and "3MB" in str(fault.value) and "2MB" in str(fault.value)


def test_a_long_text_is_cut_and_told() -> None:
    read = read_mail(plain(("高専も対象ですか。\n" * 60_000).encode()))
    assert len(read.body) <= 100_000 and read.faults == ("body_cut",) and "\ufffd" not in read.body
    one_line = read_mail(plain("高専".encode() * 700_000))
    assert one_line.faults == ("body_cut",) and "\ufffd" not in one_line.body


def test_what_is_nested_too_deep_or_in_too_many_parts_is_left_out() -> None:
    data = part(b"x", "text/plain")
    for number in range(60):
        data = multipart("mixed", data, boundary=f"b{number}")
    assert "too_deep" in read_mail(HEAD + data).faults
    many = multipart("mixed", *[part(b"x", "application/pdf")] * 500)
    assert len(read_mail(HEAD + many).attachments) == 200 and "too_many_parts" in read_mail(HEAD + many).faults


def test_nothing_that_steers_the_display_is_handed_on() -> None:
    read = read_mail(
        plain("高専\u202eは\x07対象\x1b[31mですか\u200b。葛󠄀城".encode(), more="Subject: a\u202eb\x07c\r\n".encode())
    )
    assert read.body == "高専は対象[31mですか。葛󠄀城" and read.subject == "abc" and "controls_removed" in read.faults


@pytest.mark.parametrize(
    "body",
    [
        b">" * 5_000_000,
        b"From: \n" * 700_000,
        b"<div>" * 1_000_000,
        b"2025/08/01 10:00 a@b.jp wrote\n" * 170_000,
        "架空大学\n".encode() * 380_000,
        b"<style>" + b"a b c{display:none}" * 5000 + b"</style>" + b"<p>x" * 100_000,
        b"\x1b$B-!|b\x1b(B\r\n" * 60_000,
    ],
)
@pytest.mark.slow
def test_five_megabytes_take_a_moment(body: bytes) -> None:
    for kind in ("text/plain", "text/html; charset=utf-8"):
        start = time.process_time()
        read_mail(plain(body, kind))
        assert time.process_time() - start < 5


def test_the_faults_with_words_are_those_that_are_found() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(advisor.mail.__file__).parent.glob("*.py"))
    worded = {key.removeprefix("mail.fault_") for key in catalogue() if key.startswith("mail.fault_")}
    assert len(worded) > 20 and [fault for fault in worded if f'"{fault}"' not in code] == []


@pytest.mark.parametrize(
    ("name", "body", "signature", "expected"),
    [
        ("山田太郎(架空大学)", "", "", ("山田太郎", "架空大学")),
        ("架空大学 山田太郎", "", "", ("山田太郎", "架空大学")),
        ("株式会社架空製作所/山田", "", "", ("山田", "株式会社架空製作所")),
        ("Taro Yamada (Fictional University)", "", "", ("Taro Yamada", "Fictional University")),
        ("", "お世話になっております。架空大学の山田です。", "", ("山田", "架空大学")),
        ("", "架空大学と連携している株式会社架空製作所の山田です。", "", ("山田", "株式会社架空製作所")),
        ("", "株式会社みずのわの山田と申します。", "", ("山田", "株式会社みずのわ")),
        ("", "お世話になっております。株式会社架空 技術開発部 山田と申します。", "", ("山田", "株式会社架空")),
        ("", "国立大学法人架空大学 研究推進機構の鈴木一郎と申します。", "", ("鈴木一郎", "国立大学法人架空大学")),
        ("", "事務局御中\n\nはじめまして。架空商工会議所の高橋でございます。", "", ("高橋", "架空商工会議所")),
        ("", "架空県産業労働部の佐藤です。", "", ("佐藤", "架空県")),
        ("", "I am Taro Yamada from Fictional University. Can we apply?", "", ("Taro Yamada", "Fictional University")),
        ("佐藤", "高専は対象ですか", SIGNED, ("佐藤", "架空大学")),
        ("", "架空大学の山田です。", SIGNED, ("山田 太郎", "架空大学")),
        (
            "",
            "質問です。",
            "====\n山田 太郎(やまだ たろう)\n株式会社 架空製作所\n開発部",
            ("山田 太郎", "株式会社 架空製作所"),
        ),
        ("info@example.jp", "対象は大学ですか。", "", ("", "")),
        ("産学連携課", "締切は8月1日です。", "", ("", "")),
        ("", "個人で研究をしている者です。国立大学の教員も対象ですか。", "", ("", "")),
        ("", "国立大学の場合は対象外です。", "", ("", "")),
    ],
)
def test_who_writes_is_taken_from_what_the_mail_says(
    name: str, body: str, signature: str, expected: tuple[str, str]
) -> None:
    found = introduction(name, body, signature)
    assert (found.name, found.organisation) == expected


def test_a_mail_arrives_as_an_inquiry() -> None:
    data = message(f"{ASKED}\n\n{SIGNED}", name="山田太郎(架空大学)").as_bytes()
    found = arriving(read_mail(data), now(), Channel.EML)
    assert (found.sender_name, found.sender_email, found.organisation) == (
        "山田太郎",
        "yamada@example.ac.jp",
        "架空大学",
    )
    assert found.received_at == datetime(2025, 8, 1, 10, tzinfo=JST) and found.message_id == "m1@example.ac.jp"
    assert found.body == ASKED and found.key == f"mail:{read_mail(data).sha256}"


def test_a_mail_from_the_future_arrives_now() -> None:
    moment = datetime(2026, 11, 24, 10, tzinfo=JST)
    mail = read_mail(b"From: a@example.jp\r\nDate: Mon, 1 Jan 2035 00:00:00 +0900\r\n\r\nx")
    assert arriving(mail, moment, Channel.EML).received_at == moment

"""Who writes, forwarded mails, and hidden text. All senders are fictional."""

from email.message import EmailMessage

import pytest

from advisor.mail.cutting import cut
from advisor.mail.introductions import introduction
from advisor.mail.reading import hidden_text, read_mail


@pytest.mark.parametrize(
    ("shown", "body", "signature", "name", "organisation"),
    [
        ("", "架空ひので大学の森田と申します。", "", "森田", "架空ひので大学"),
        ("", "架空南短期大学の教員です。短大も対象ですか。", "", "", "架空南短期大学"),
        ("", "架空朝日新聞社の野崎です。", "", "野崎", "架空朝日新聞社"),
        ("中村 花子", "締切はいつですか。", "", "中村 花子", ""),
        ("産学連携センター", "締切はいつですか。", "", "", ""),
        ("架空高専 地域推進", "架空高専の大西です。", "架空高専 地域推進センター　大西 茂", "大西 茂", "架空高専"),
        ("", "締切はいつですか。\n\n大西（架空大学）", "", "大西", "架空大学"),
        ("", "締切はいつですか。\n\n架空大学 副学長 大西 茂", "", "大西 茂", "架空大学"),
        ("", "締切はいつですか。\n架空大学でも応募できますか", "", "", ""),
        ("", "所属: 架空大学 研究課\n氏名: 大西 茂\n\n締切はいつですか。", "", "大西 茂", "架空大学"),
        ("", "I work at Fictional Harbor University. May we apply?", "", "", "Fictional Harbor University"),
        ("", "Hello, this is Ken Ono of Fictional City University.", "", "Ken Ono", "Fictional City University"),
        ("", "所属する大学の山田です。", "", "", ""),
        ("", "架空村産業課の中村と申します。", "", "中村", "架空村"),
    ],
)
def test_a_sender_is_named_rightly_or_not_at_all(
    shown: str, body: str, signature: str, name: str, organisation: str
) -> None:
    found = introduction(shown, body, signature)
    assert (found.name, found.organisation) == (name, organisation)


FORWARDED = "---------- Forwarded message ---------\nFrom: 大西 <o@example.jp>\nSubject: 質問\n\n締切はいつですか。"


@pytest.mark.parametrize(
    "own", ["転送いたします。ご対応をお願いいたします。", "下記の件、よろしくお願いします。", "FYI, see below."]
)
def test_a_mail_that_is_only_handed_on_is_read(own: str) -> None:
    found = cut(f"{own}\n\n{FORWARDED}")
    assert found.body.startswith(own) and found.body.endswith("締切はいつですか。") and found.quoted == ""


@pytest.mark.parametrize(
    "text",
    [
        f"下記の件ですが、高専も対象ですか。\n\n{FORWARDED}",
        "ありがとうございます。\n\n2025年8月1日(金) 10:00 事務局 <info@example.jp>:\n> 締切はいつですか。",
        "以下のとおりです。\n\n2025年8月1日(金) 10:00 事務局 <info@example.jp>:\n> 締切はいつですか。",
    ],
)
def test_what_is_answered_or_asked_beside_stays_cut_off(text: str) -> None:
    found = cut(text)
    assert "締切は" not in found.body and "締切は" in found.quoted


def html_mail(page: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "大西 <o@example.jp>", "質問"
    message.set_content(page, subtype="html")
    return message.as_bytes()


def test_hidden_text_is_handed_out_apart() -> None:
    raw = html_mail(
        "<p>締切はいつですか。</p><div style='display:none'>見えない\n一行目</div><p style='font-size:0'>二行目</p>"
    )
    assert hidden_text(raw) == "見えない 一行目\n二行目"
    assert read_mail(raw).body == "締切はいつですか。" and "hidden_text" in read_mail(raw).faults
    assert hidden_text(html_mail("<p>締切はいつですか。</p>")) == ""

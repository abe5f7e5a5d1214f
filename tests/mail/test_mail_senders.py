"""Who writes, forwarded mails, and hidden text. All senders are fictional."""

from email.message import EmailMessage

import pytest

from advisor.mail.cutting import cut
from advisor.mail.introductions import introduction
from advisor.mail.organisations import organisation_in
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
        ("大野 実", "架空大学の沢田です。", "架空大学 研究課 沢田", "大野 実", "架空大学"),
        ("大野実", "架空大学の沢田です。", "", "大野実", "架空大学"),
        ("Minoru Ono", "架空大学の大野です。", "架空大学 研究課", "Minoru Ono", "架空大学"),
        ("大野 まこと", "大野です。締切はいつですか。", "", "大野 まこと", ""),
        ("大野 実", "締切はいつですか。", "架空大学 研究推進部", "大野 実", "架空大学"),
        ("実", "架空大学の大野です。", "", "大野", "架空大学"),
        ("直樹", "締切はいつですか。", "架空大学 研究課\n大野 直樹", "大野 直樹", "架空大学"),
        ("Minoru", "架空大学の大野です。", "", "大野", "架空大学"),
        ("", "締切はいつですか。", "架空大学 研究課 実", "", "架空大学"),
        ("", "架空大学の林です。", "", "林", "架空大学"),
        ("", "架空大学の磯部です。", "", "磯部", "架空大学"),
        ("", "締切はいつですか。", "架空大学　岡部　実", "岡部 実", "架空大学"),
        ("", "架空大学 総務部です。", "", "", "架空大学"),
        ("", "架空大学地域連携課です。", "", "", "架空大学"),
        ("", "対象は架空大学です。", "", "", ""),
        (
            "",
            "架空電機株式会社　開発課の大野です。",
            "架空電機株式会社\n開発課長　大野　実",
            "大野 実",
            "架空電機株式会社",
        ),
    ],
)
def test_a_sender_is_named_rightly_or_not_at_all(
    shown: str, body: str, signature: str, name: str, organisation: str
) -> None:
    found = introduction(shown, body, signature)
    assert (found.name, found.organisation) == (name, organisation)


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("架空電機株式会社 開発課長", "架空電機株式会社"),
        ("ひばり株式会社 営業課", "ひばり株式会社"),
        ("架空電機㈱ 営業課", "架空電機㈱"),
        ("株式会社 架空電機", "株式会社 架空電機"),
        ("株式会社", ""),
        ("大学", ""),
        ("国立大学法人", ""),
        ("せせらぎ大学 総務課", "せせらぎ大学"),
        ("水の里大学", "水の里大学"),
        ("水の郷県 産業課", "水の郷県"),
        ("夕焼け丘大学", "夕焼け丘大学"),
        ("県の農大学", ""),
        ("属する東大学", ""),
        ("青い鳥大学", ""),
        ("および架空大学", "架空大学"),
        ("または大学", ""),
        ("勤めている架空大学", "架空大学"),
        ("県内の架空大学", "架空大学"),
        ("架空大学 別府 実", "架空大学"),
    ],
)
def test_an_organisation_is_named_whole_or_not_at_all(line: str, organisation: str) -> None:
    assert organisation_in(line) == organisation


FORWARDED = "---------- Forwarded message ---------\nFrom: 大西 <o@example.jp>\nSubject: 質問\n\n締切はいつですか。"


@pytest.mark.parametrize(
    "own", ["転送いたします。ご対応をお願いいたします。", "下記の件、よろしくお願いします。", "FYI, see below."]
)
def test_a_mail_that_is_only_handed_on_is_read(own: str) -> None:
    found = cut(f"{own}\n\n{FORWARDED}")
    assert found.body.startswith(own) and found.body.endswith("締切はいつですか。") and found.quoted == ""


HEADS = {
    "gmail": "---------- Forwarded message ---------\nFrom: 大西 <o@example.jp>\nDate: 2025年8月1日(金) 10:00\n"
    "Subject: 質問\nTo: 庶務\n",
    "apple": "転送されたメッセージ:\n\n差出人: 大西 <o@example.jp>\n件名: 質問\n宛先: 庶務\n",
    "outlook": "-----元のメッセージ-----\n差出人: 大西 <o@example.jp>\n送信日時: 2025年8月1日 10:00\n"
    "宛先: 庶務\n件名: 質問\n",
}
ASKED = "大西です。締切を知りたいです。\n郵送でもよいのか。"


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
@pytest.mark.parametrize(
    "own",
    [
        "架空大学総務課です。学内の者から届きましたので転送いたします。ご回答をお願いします。",
        "架空大学総務課です。研究者から次の問い合わせが届きました。ご回答いただけますと幸いです。",
        "下記のメールを転送いたしますので、ご対応いただけますでしょうか。",
        "本学の教授からの相談です。よろしくお願いいたします。",
    ],
)
def test_what_another_asks_is_read_where_the_sender_passes_it_on(own: str, head: str) -> None:
    found = cut(f"{own}\n\n{head}\n{ASKED}")
    assert found.body.startswith(own) and ASKED in found.body


@pytest.mark.parametrize(
    "own",
    [
        "ご回答ありがとうございました。承知しました。",
        "学生から質問がありましたので、回答いたします。",
        "教員から相談がありました。短大も対象でしょうか。",
    ],
)
def test_history_below_other_words_is_not_asked_again(own: str) -> None:
    found = cut(f"{own}\n\n{HEADS['outlook']}\n{ASKED}")
    assert found.body == own and ASKED in found.quoted


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

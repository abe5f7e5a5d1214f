"""Texts of mails as people and mailers put them together, with what of each its sender asks. All made up."""

from raw_mails import ASKED, SIGNED

HISTORY = (
    "2025年8月1日(金) 10:00 事務局 <info@example.jp>:\n> お問い合わせありがとうございます。\n> 詳細をお知らせください。"
)
NOTICE = (
    "本メールには機密情報が含まれている場合があります。誤って受信された場合は、開示・転送せず、直ちに削除してください。"
)
ENGLISH_NOTICE = (
    "CONFIDENTIALITY NOTICE: This e-mail is confidential and intended only for the addressee.\n"
    "If you have received it in error, please delete it and do not disclose its contents."
)
# What follows the question in one mail or another; all of it is to be cut.
TAILS = {
    "signature between rules": SIGNED,
    "signature below dashes": "-- \n山田 太郎\n架空大学",
    "dashes without a space": "--\n山田 太郎\n架空大学 産学連携推進課",
    "rules of equals": (
        "======================\n株式会社架空製作所\n開発部 佐藤花子\n"
        "〒100-0000 東京都架空区1-2-3\n電話:03-0000-0000\n======================"
    ),
    "rules of stars": (
        "*********************\n佐藤 花子(さとう はなこ)\n架空市役所 商工課\n"
        "https://www.example.jp/?a=b\n*********************"
    ),
    "box lines": (
        "━━━━━━━━━━━━\n国立大学法人 架空大学\n研究推進機構 鈴木一郎\nTel 00-0000-0000(内線1234)\n"
        "※4月より所属が変わりました。\n━━━━━━━━━━━━"
    ),
    "ornaments": "☆*:.｡..｡.:*☆\n架空高専 田中\nmail: t@example.jp\n☆*:.｡..｡.:*☆",
    "no rules": "架空大学 産学連携推進課\n山田 太郎\nTEL: 03-0000-0000\nE-mail: yamada@example.ac.jp",
    "two paragraphs": (
        "山田 太郎\n架空大学 産学連携推進課\n\n〒100-0000 東京都架空区1-2-3\nTEL: 03-0000-0000\n"
        "E-mail: yamada@example.ac.jp"
    ),
    "organisation and name": "架空大学 産学連携部\n山田 太郎",
    "name alone": "山田",
    "telephone": "iPhoneから送信",
    "another telephone": "Sent from my Galaxy",
    "Outlook on a telephone": "Outlook for iOS を入手 https://example.com/o",
    "notice": f"{SIGNED}\n\n【機密情報】\n{NOTICE}",
    "notice alone": f"※{NOTICE}",
    "notice before the signature": f"{ENGLISH_NOTICE}\n\n{SIGNED}",
    "English": "Best regards,\n\nTaro Yamada\nProfessor, Fictional University\ny@example.ac.jp",
    "Gmail": HISTORY,
    "signature and Gmail": f"{SIGNED}\n\n{HISTORY}",
    "Gmail, wrapped": "2025年8月1日(金) 10:00 事務局\n<info@example.jp>:\n\n> お問い合わせ\n> です。",
    "Gmail in English": "On Fri, Aug 1, 2025 at 10:00 AM Info <info@example.jp> wrote:\n\n> Hello\n> there",
    "Gmail in English, wrapped": (
        "On Fri, Aug 1, 2025 at 10:00 AM Secretariat of the Programme\n<info@example.jp> wrote:\n> Hello"
    ),
    "Apple": "> 2025/08/01 10:00、事務局 <info@example.jp>のメール:\n> \n> ありがとうございます",
    "Thunderbird": "On 2025/08/01 10:00, 事務局 wrote:\n> こんにちは",
    "older Thunderbird": "(2025/08/01 10:00), 事務局 wrote:\n> こんにちは",
    "who wrote it": "事務局 さんは書きました:\n> 本文",
    "marks alone": "> ありがとうございます\n>> 古い",
    "wide marks": "＞お問い合わせ\n＞ありがとうございます",
    "without marks": (
        "令和7年8月1日 10:00 事務局 <info@example.jp>:\nお問い合わせありがとうございました。いつ申請しますか。"
    ),
    "Outlook": (
        "-----Original Message-----\nFrom: Info <info@example.jp>\n"
        "Sent: Friday, August 1, 2025 10:00 AM\nTo: Yamada\nSubject: RE: x\n\n締切は8月です。"
    ),
    "Outlook in Japanese": (
        f"{SIGNED}\n\n________________________________\n差出人: 事務局 <info@example.jp>\n"
        f"送信日時: 2025年8月1日 10:00\n宛先: 山田 太郎\n件名: RE: ご質問\n\nいつ申請しますか。"
    ),
    "older Outlook": "-----元のメッセージ-----\n差出人： 事務局\n送信日時： 2025年8月1日\n件名： x\n\n本文ですか?",
    "Outlook without a rule": (
        "From: 事務局 <info@example.jp>\nSent: Friday, August 1, 2025 10:00 AM\nTo: 山田\n"
        "Subject: x\n\nご連絡ありがとうございます。"
    ),
    "forwarded": (
        "---------- Forwarded message ---------\nFrom: X <x@example.jp>\n"
        "Date: 2025年8月1日(金) 10:00\nSubject: y\nTo: z\n\nこんにちは"
    ),
    "forwarded by Apple": (
        "Begin forwarded message:\n\nFrom: X <x@example.jp>\nSubject: y\nDate: August 1, 2025\n\nHello"
    ),
    "Becky": "----- Original Message -----\n> From: a@example.jp\n> Date: 2025/08/01\n> 本文",
    "footer of a list": (
        f"{SIGNED}\n\n{HISTORY}\n\n_______________________________________________\n"
        f"kakuu mailing list\nkakuu@example.jp\nhttps://ml.example.jp/kakuu"
    ),
}
# Texts of which nothing is to be cut, though they look like something to cut.
WHOLE = {
    "nothing to cut": ASKED,
    "one line": "公募はいつ?",
    "a list between rules": (
        "質問は次のとおりです。\n----------\n1. 高専は対象ですか。\n2. 企業は対象ですか。\n"
        "----------\nよろしくお願いします。"
    ),
    "a form": "氏名: 山田太郎\n所属: 架空大学\nメール: y@example.jp\n質問内容: 高専は対象ですか",
    "asked for addresses": "次の点を教えてください。\n\n・申請先の住所\n・担当のメールアドレス",
    "nouns at the end": "以下の書類について知りたいです。\n\n申請書の様式\n予算書の記入例",
    "departments asked about": "どちらに相談すればよいですか。\n\n産学連携課\n知財室",
    "organisations asked about": "次の機関は対象でしょうか。\n\n架空大学\n架空高専",
    "a date with a colon": "2025年8月1日(金) 10:00までに提出する書類は次のとおりで間違いないでしょうか:\n・申請書",
    "a question below the signature": f"{ASKED}\n\n{SIGNED}\n\n追伸: 企業も対象でしょうか。",
    "a question below dashes": "こんにちは。\n--\n企業も対象でしょうか。",
    "quoted alone": "> 高専は対象ですか。\n> 教えてください。",
    "forwarded alone": "-----Original Message-----\nFrom: a@example.jp\nSubject: b\n\n高専は対象ですか。",
    "signature alone": SIGNED,
    "a confidential matter": (
        "本メールで送る資料は機密のため転送や開示ができませんが、誤って送信した場合は削除していただけるのでしょうか。"
    ),
    "a name in the question": "架空大学の山田太郎が代表者です。\nよろしくお願いします。",
}

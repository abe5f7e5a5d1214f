"""What signatures, closings and notices at the end of a mail look like, in Japanese and English. Data."""

import re

RULE = re.compile(r"\s*(?:([-_=*+~#:.|/<>─━═＿－―ーｰ‐—–♦◆■□◇☆★※・…┈┅┄〜～＊＝∞♪●○◎◯+｡.。・:*:・゜'])\s*){4,}\s*")
DASHES = re.compile(r"\s{0,2}(?:--|—)\s{0,2}")
URL = re.compile(r"https?://\S{1,300}")
CONTACT = re.compile(
    r"\b(?:TEL|FAX|Phone|Mobile|Fax|Tel|E-?mail|Mail|URL|HP|Web|Address)\b\s*[:：./]?|[℡☎📞✉]|(?:電話|携帯|内線|直通|代表"
    r"|メール|住所|所在地|ＴＥＬ|ＦＡＸ|Ｔｅｌ)"
    r"(?:番号|アドレス)?\s*[:：]|〒\s?\d{3}|https?://|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}"
    r"|\(?\b0\d{1,4}\)?[-‐－(（)）]\d{1,4}[-‐－)）]\d{3,4}|\+\d{1,3}[- ]\d",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"大学|高等専門学校|高専|短大|学校|株式会社|有限会社|合同会社|[(（]株[)）]|㈱|法人|研究所|研究院|研究科|機構|センター|協会|組合|商工会|財団|協議会"
    r"|[県府都道市区町村]庁|役[所場]|(?:部|課|室|係|局|学部|本部|グループ|チーム|支店|事業部|事務局)(?:[\s　]|$|長|員)"
    r"|\b(?:University|Institute|College|Inc|Ltd|Corp|Co\.|LLC|Department|Division|Office|Center|Centre"
    r"|Laboratory|Foundation|Agency)\b"
)
CORPORATE = re.compile(
    r"大学|高等専門学校|高専|会社|㈱|法人|研究所|機構|協会|University|Institute|College|Inc|Ltd|Corp"
)
ASKS = re.compile(
    r"[?？]|でしょうか|ですか|ますか|ませんか|ましょうか|のか[。.]|教えて|ご教示|ご教授|ご回答|ご確認|知りたい|伺い|お尋ね|質問|可能か"
    r"|\b(?:could you|can we|can i|please|would like|may we|is it|are we|do we)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?:。|ます|です|ました|でした|ません|ください|下さい|申し上げます|[.!] ?)\s*$|、.{12,}")
ABBREVIATION = re.compile(r"\b(?:Inc|Ltd|Corp|Co|Dr|Prof|Ph\.?D|Jr|Univ|Dept|St|Ave)\.\s*$", re.IGNORECASE)
ITEM = re.compile(
    r"\s*(?:[・･•◦‣*+-]\s|[・･•]|\(?[0-9０-９]{1,2}[.)）．]\s?(?![0-9])|[①-⑳]|Q\s?\d|[問Qq][0-9０-９.:：])"
)
CLOSING = re.compile(
    r"\s*(?:(?:with )?(?:best|kind|warm|kindest|warmest)(?: (?:and )?(?:best|kind|warm))? ?(?:regards"
    r"|wishes)?|regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)"
    r"|respectfully(?: yours)?|cheers|many thanks|thanks(?: again| in advance| and regards)?"
    r"|thank you(?: very much| in advance| so much)?"
    r"|敬具|草々|かしこ)\s*[,.!、。]?\s*",
    re.IGNORECASE,
)
POLITE_END = re.compile(
    r"(?:お願い(?:いた|致)?(?:します|申し上げます)|よろしくお願い\S{0,12}|幸いです|失礼(?:いた|致)?します|以上(?:です)?|敬具|草々)[。.]?\s*$"
)
MOBILE = re.compile(
    r"\s*(?:(?:私の)?(?:iPhone|iPad|iPod|Android|スマートフォン|スマホ|携帯(?:電話)?|Galaxy|Xperia|AQUOS|Yahoo!?メール|Gmail"
    r"|Outlook|Windows|Mac)\S{0,30}\s?(?:から|より|で)(?:の)?(?:送信|送信しています|送られています|メール)\S{0,8}"
    r"|Sent from (?:my |Mail for |Outlook for |Yahoo).{0,60}|Get Outlook for .{0,60}"
    r"|.{0,30}Outlook .{0,20}を入手.{0,80})\s*",
    re.IGNORECASE,
)
MAIL_CUE = re.compile(r"本?(?:電子)?メール|e-?mail|message|communication", re.IGNORECASE)
NOTICE_CUES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"機密|秘密|守秘|confidential|privileged|proprietary",
        r"誤(?:って|送信|配信)|名宛人|宛先(?:以外|の方)"
        r"|意図(?:した|された|せ)|受信者(?:以外)?|intended|in error|mistaken",
        r"削除|破棄|delete|destroy",
        r"開示|転送|複製|複写|利用|使用|disclos|disseminat|distribut|copying|forward",
        r"ウ[イィ]ルス|virus|免責|責任を負|liab",
    )
)
NOTICE_HEAD = re.compile(
    r"\s*[【\[*(<■※]*\s*(?:機密(?:情報|保持)?|守秘|免責|confidentiality|disclaimer|legal|privileged)", re.IGNORECASE
)

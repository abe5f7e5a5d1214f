"""Which column of a table of past inquiries holds what, by its header in Japanese or English. Pure."""

import re
import unicodedata
from collections.abc import Sequence

_ASKED = "お?(?:問い?合わ?せ|問合わせ|照会|相談)"
# Of each field the headers, the best first; a header must be one of them whole.
_HEADERS: dict[str, tuple[str, ...]] = {
    "received": (
        "(?:受付|受信|受領|問い?合わ?せ|質問|登録|送信)(?:年月)?(?:日|日時|日付|時刻)",
        "date ?received|received(?: ?(?:at|on|date))?",
        "日付|日時|年月日|date|timestamp|タイムスタンプ|sent(?: ?(?:at|on))?",
    ),
    "name": (
        "氏名|お?名前|(?:質問|相談|問い?合わ?せ|送信|照会)者(?:名|氏名)?"
        "|担当者(?:名|氏名)?|name|sender(?: ?name)?|from|full ?name",
    ),
    "organisation": (
        "所属(?:機関|先|組織|団体)?(?:名)?|(?:機関|組織|団体|法人|会社|企業|大学|貴社|学校)名?|organi[sz]ation|affiliation|company|institution",
    ),
    "email": (
        "(?:e-?mail|電子メール|メール|eメール)(?:アドレス| ?address)?|連絡先メール(?:アドレス)?"
        "|mail(?: ?address)?|sender ?email",
    ),
    "subject": ("件名|題名|表題|タイトル|標題|subject|title",),
    "question": (
        f"(?:ご?質問|{_ASKED})(?:内容|本文|事項|詳細|文)?|questions?(?: ?text)?|inquir(?:y|ies)(?: ?text)?|enquiry",
        "本文|内容|メール本文|詳細|body|message|text|content",
    ),
    "answer": (
        "ご?(?:回答|返信|返答|返事|対応)(?:内容|本文|文|案)?|answers?|repl(?:y|ies)|response|answer ?text|reply ?text",
    ),
    "replied": (
        "(?:回答|返信|返答|対応|完了)(?:年月)?(?:日|日時|日付)"
        "|(?:date ?)?(?:replied|answered|responded)(?: ?(?:at|on|date))?"
        "|(?:reply|answer|response) ?date",
    ),
}


def columns(header: Sequence[str]) -> dict[str, int]:
    """The number of the column of each field that `header` names: received, name, organisation, email, subject,
    question, answer, replied.

    >>> columns(["受付日", "お問い合わせ内容(必須)", "回答", "回答日"])
    {'received': 0, 'question': 1, 'answer': 2, 'replied': 3}
    """
    plain = [_plain(cell) for cell in header]
    found: dict[str, int] = {}
    for field, patterns in _HEADERS.items():
        for pattern in patterns:
            at = next(
                (n for n, cell in enumerate(plain) if n not in found.values() and re.fullmatch(pattern, cell)), None
            )
            if at is not None:
                found[field] = at
                break
    return found


def _plain(cell: str) -> str:
    """In half width and lower case, without what stands in brackets, marks and spaces of Japanese."""
    text = unicodedata.normalize("NFKC", cell[:80]).lower()
    outside = re.sub(r"[(\[【〔<][^)\]】〕>]{0,40}[)\]】〕>]", " ", text)
    text = re.sub(r"[*※:●■・\"'_()\[\]【】〔〕<>]", " ", outside if outside.strip(" *※") else text)
    text = " ".join(text.split())
    return text if text.isascii() else text.replace(" ", "")

"""Lines that answer a question by themselves: a deadline, a contact, a remark. Pure."""

import re

LABEL = re.compile(
    r"^[\s\-・○●*※]*[^\n。、]{0,14}"
    r"(?:期限|締切|締め切り|〆切|公募期間|募集期間|受付期間|公表時期|公表日|連絡先|問い?合わ?せ先?|提出先|申込み?|申し込み|日時|方法|会場|場所"
    r"|E-?mail|e-?mail|メール|TEL|Tel|電話|FAX|URL|住所|担当|対象者|補助率|上限額?|予算額?|実施期間|実施規模|対象機関)[^\n。]{0,4}?\s*(?:[:：は]|\n|$)"
)
REMARK = re.compile(r"^[\s\-]*※")
ADDRESS = re.compile(r"[\w.+-]+(?:@|＠|\(atmark\))[\w.-]+|〒\s*\d{3}|0\d{1,4}-\d{1,4}-\d{3,4}|https?://")


def is_fact(text: str) -> bool:
    """Whether `text` states a date, a way to reach someone, or a remark.

    >>> is_fact("選抜拠点公表時期: 10月中旬"), is_fact("大学は地域の核である。")
    (True, False)
    """
    return bool(LABEL.match(text) or REMARK.match(text) or ADDRESS.search(text))

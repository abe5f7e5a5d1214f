"""Ways to reach somebody, and numbers that stand for somebody, as they are written in Japan and abroad. Pure.

All patterns read a text of half width (see `personal.evened`).
"""

import re
from collections.abc import Iterator

from advisor.faq.records import PersonalKind

_DASH = r"[-‐‑‒–—―−ーｰ~]"
_SEPARATOR = rf"(?:{_DASH}| |\.)"
EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\s?(?:@|\(at\)|\[at\]|<at>|\(アット\)|★)\s?[A-Za-z0-9-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\])\s?[A-Za-z0-9-]{1,63})+",
    re.I,
)
_GROUPED_PHONE = re.compile(
    rf"(?<![\d.])(?<!\d-)(?:\(?0\d{{1,4}}\)?{_SEPARATOR}?\(?\d{{1,4}}\)?{_SEPARATOR}?\d{{3,4}}|\+\d{{1,3}}(?:{_SEPARATOR}|\()*\d{{1,4}}(?:(?:{_SEPARATOR}|[()])+\d{{2,4}}){{1,3}})(?![\d])(?!{_DASH}\d)"
)
_AFTER_WORD = re.compile(
    rf"(?:電話(?:番号)?|携帯(?:電話)?(?:番号)?|TEL|FAX|ファ[ッツ]?クス|(?:tele)?phone|mobile)\.?\s{{0,3}}(?:[:は]|no\.?)?\s{{0,3}}"
    rf"(?P<number>\+?\(?\d(?:\d|{_SEPARATOR}|[()]){{4,16}}\d)"
    rf"|(?:内線(?:番号)?|ext(?:ension)?)\.?\s{{0,3}}[:は]?\s{{0,3}}(?P<inner>\d{{2,6}})(?!\d)",
    re.I,
)
_POSTAL = re.compile(
    rf"(?:〒|郵便番号\D{{0,4}})\s{{0,2}}(?P<marked>\d{{3}}{_DASH}?\d{{4}})(?!\d)"
    rf"|(?<![\d-])(?P<bare>\d{{3}}{_DASH}\d{{4}})(?![\d-])(?=\s*(?:$|\n|東京都|北海道|京都府|大阪府|[一-龠]{{2,3}}県|,?\s*Japan))"
    rf"|(?<![a-z])(?:[a-z]{{1,30}}-(?:ku|shi|cho|machi)|Tokyo|Osaka|Kyoto|Japan|Prefecture)\.?,?\s+(?P<foreign>\d{{3}}-\d{{4}})(?![\d-])",
    re.I | re.M,
)
_PREFECTURE = r"(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)"
_KANJI_DIGITS = r"[〇一二三四五六七八九十百]"
_PLACE = r"[^\s、。,;:!?()「」\dはがをにへとで]"
_BLOCKS = (
    rf"(?:(?:\d+|{_KANJI_DIGITS}+)(?:条[東西南北]?)\s?)?(?:(?:\d+|{_KANJI_DIGITS}+)\s?(?:丁目|番地?の?|号)\s?)+(?:\d+(?:{_DASH}\d+)*(?:号)?)?"
    rf"|\d+(?:{_DASH}\d+){{1,3}}(?:号)?(?![\d.])(?!\s*(?:件|社|名|人|校|ページ|枚|万|億|円|年|月|日|回|%|程度))"
)
_BUILDING = (
    r"(?:[\s]{0,2}[^\s、。,;:()\d]{1,15}(?:ビル|タワー|マンション|ハイツ|コーポ|号館|研究棟|キャンパス)"
    r"[^\s、。,はがをにの]{0,6})?"
)
_ADDRESS = re.compile(
    rf"(?:{_PREFECTURE}\s?{_PLACE}{{0,12}}[市区町村郡]?{_PLACE}{{0,12}}|[一-龠ァ-ヶ]{{1,6}}[市区町村]{_PLACE}{{0,12}})\s?(?:{_BLOCKS}){_BUILDING}"
)
_ENGLISH_ADDRESS = re.compile(
    r"\b\d+(?:-\d+){1,3},?\s+(?:[A-Z][\w-]+,?\s+){1,6}?(?:[A-Z][a-z]+(?:-(?:ku|shi|cho|machi|ken|gun))|Tokyo|Osaka|Kyoto)(?:,\s*(?:[A-Z][\w-]+))*"
    r"|\b\d{1,5}\s+(?:[A-Z][a-z]+\s+){1,3}(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Drive|Lane)\b"
)
_NUMBER = re.compile(
    r"(?:受付|整理|申請|応募|問い?合わ?せ|照会|学籍|職員|社員|会員|課題|管理|法人|個人|登録|案件|伝票|振込|口座)(?:番号|No\.?|ナンバー)\s?(?:[:は]|No\.?)?\s{0,2}"
    r"(?P<japanese>[A-Z]{0,6}[-_#]?\d[A-Z0-9_-]{2,})"
    r"|\b(?:reference|ref\.?|application|student|employee|member(?:ship)?|receipt|case|ticket|account)\s?(?:number|no\.?|id|#)?\s?(?:is|:|#)?\s?"
    r"(?P<english>(?:[A-Z]{1,6}[-_]?)\d[A-Za-z0-9_-]{2,}|(?<=\s)\d{4,}[A-Za-z0-9_-]*)"
    r"|マイナンバー\s?[:は]?\s{0,2}(?P<own>\d{4}[- ]?\d{4}[- ]?\d{4})",
    re.I,
)
_PHONE_DIGITS = range(9, 14)  # with its country


def contacts_in(text: str) -> Iterator[tuple[PersonalKind, int, int]]:
    """E-mail addresses, phone numbers, postal codes, addresses and numbers of persons and cases; may overlap.

    >>> [(str(kind), start, end) for kind, start, end in contacts_in("TEL 03-1234-5678")]
    [('phone', 4, 16)]
    """
    yield from ((PersonalKind.EMAIL, *found.span()) for found in EMAIL.finditer(text))
    phones = [found.span(found.lastgroup or 0) for found in _AFTER_WORD.finditer(text)]
    phones += [found.span() for found in _GROUPED_PHONE.finditer(text) if _is_phone(found[0])]
    yield from ((PersonalKind.PHONE, *span) for span in _longest(phones))
    yield from _groups(PersonalKind.POSTAL, _POSTAL, text)
    yield from ((PersonalKind.ADDRESS, *found.span()) for found in _ADDRESS.finditer(text))
    yield from ((PersonalKind.ADDRESS, *found.span()) for found in _ENGLISH_ADDRESS.finditer(text))
    yield from _groups(PersonalKind.NUMBER, _NUMBER, text)


def _groups(kind: PersonalKind, pattern: re.Pattern[str], text: str) -> Iterator[tuple[PersonalKind, int, int]]:
    for found in pattern.finditer(text):
        yield kind, *found.span(found.lastgroup or 0)


def _is_phone(text: str) -> bool:
    """Whether the digits are as many as a phone number has, and, without any separator, those of a mobile."""
    digits = re.sub(r"\D", "", text)
    if text.isdigit():
        return re.fullmatch(r"0[5789]0\d{8}", digits) is not None
    return len(digits) in _PHONE_DIGITS


def _longest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(set(spans), key=lambda each: each[0] - each[1]):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)

"""The number of characters that a form allows for an answer, as its label or instruction says it. Pure."""

import re

from advisor.values import Value

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x301C: 0x7E, 0xFF5E: 0x7E}
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

_NUMBER = r"(?:(?<!\d)\d{1,3}(?:,\d{3})+|(?<![\d,])\d+[百千万]?|[〇一二三四五六七八九十百千万]+)"
_LETTERS = r"\s*(?:文字|字)"
_UPPER = r"(?:以内|程度|まで|以下|未満|前後|目安|を?上限|を?限度|くらい|ぐらい|厳守|内|を?超えない|を目途)"
_BEFORE = r"(?:最大(?:で)?|上限|限度|約|およそ|目安|最長)(?:は|が|として)?\s*:?\s*"
_MOST = [
    re.compile(rf"(?P<number>{_NUMBER}){_LETTERS}\s*(?:\(\s*)?(?:を\s*)?{_UPPER}(?:\s*\))?(?:厳守)?"),
    re.compile(rf"{_BEFORE}(?P<number>{_NUMBER}){_LETTERS}(?!\s*以上|詰)"),
    re.compile(
        rf"(?:文字数|字数)(?:の)?(?:上限|制限|目安|限度)?\s*(?:は|:|=)?\s*(?:最大)?(?P<number>{_NUMBER})"
        rf"(?:{_LETTERS})?(?!\d|\s*以上)"
    ),
    re.compile(rf"制限字数\s*:?\s*(?P<number>{_NUMBER})(?:{_LETTERS})?"),
    re.compile(rf"(?<=[(\[【〔<])\s*(?:全角|半角|日本語)?\s*(?P<number>{_NUMBER}){_LETTERS}\s*(?=[)\]】〕>])"),
    re.compile(rf"[~\-–—―−]\s*(?P<number>{_NUMBER}){_LETTERS}(?!\s*以上|詰)"),
    re.compile(
        r"(?:within|up\s+to|max(?:imum)?\.?(?:\s+of)?:?|no\s+more\s+than|not\s+(?:to\s+)?exceed(?:ing)?"
        r"|limit(?:ed)?(?:\s+to)?:?|at\s+most|fewer\s+than|less\s+than|under)\s*"
        r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s*(?:\w+\s+)?(?:characters?|chars?|letters)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![\d,])(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s*[- ]?(?:\w+\s+)?(?:characters?|chars?|letters)\s*"
        r"(?:or\s+(?:less|fewer)|max(?:imum)?\b|limit\b|at\s+most)",
        re.IGNORECASE,
    ),
]
_LOWER_END = re.compile(rf"(?:全角|半角|日本語|各|それぞれ|約)*\s*{_NUMBER}(?:{_LETTERS})?\s*$")
_RANGE_BEFORE = re.compile(
    rf"(?:全角|半角|日本語|各|それぞれ|約|最大)*\s*(?:{_NUMBER}(?:{_LETTERS})?\s*(?:[~\-–—―−]|以上|から)\s*[、,]?\s*)?$"
)
_FEWEST = 10  # less is no limit of an answer but a column, a digit or a line


class Limit(Value):
    """A limit of `chars` characters with the span of the words that state it."""

    chars: int
    start: int
    end: int


def half_width(text: str) -> str:
    """`text` with full width ASCII and blanks in half width: character for character, so that positions stay.

    >>> half_width("（４００字）")
    '(400字)'
    """
    return text.translate(_HALF_WIDTH)


def limit_in(text: str) -> Limit | None:
    """The first limit that `text` states; of a range the upper end. Lines, pages and words are none.

    >>> limit_in("２００～４００字で").chars
    400
    """
    half = half_width(text)
    found = [
        Limit(chars=chars, start=match.start(), end=match.end())
        for pattern in _MOST
        for match in pattern.finditer(half)
        if (chars := number_of(match["number"])) >= _FEWEST
    ]
    if not found:
        return None
    first = min(found, key=lambda limit: (limit.start, -limit.end))
    lower = _LOWER_END if half[first.start] in "~-–—―−" else _RANGE_BEFORE
    before = lower.search(half[: first.start])
    return first.model_copy(update={"start": before.start()}) if before is not None else first


def number_of(written: str) -> int:
    """The number that digits, digits with 百千万, or kanji write; 0 for what is none.

    >>> number_of("1,200"), number_of("四百"), number_of("八〇〇"), number_of("2千"), number_of("千二百")
    (1200, 400, 800, 2000, 1200)
    """
    plain = written.replace(",", "")
    if plain.isdecimal():
        return int(plain)
    if plain[:-1].isdecimal():
        return int(plain[:-1]) * _POWERS.get(plain[-1], 0)
    if not set(plain) & _POWERS.keys():
        return int("".join(str(_KANJI[c]) for c in plain)) if plain else 0
    whole = total = current = 0
    for character in plain:
        if character in _KANJI:
            current = _KANJI[character]
        elif character == "万":
            whole, total, current = (total + current or 1) * _POWERS["万"], 0, 0
        else:
            total, current = total + (current or 1) * _POWERS[character], 0
    return whole + total + current

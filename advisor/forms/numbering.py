"""The numbers that items of Japanese forms begin with: 第1, Ⅱ, １．, 2-(1), ③, ア, イ), 問3. Pure."""

import re

from advisor.forms.limits import half_width

_KANJI_DIGITS = "一二三四五六七八九十"
_IROHA = "アイウエオカキクケコサシスセソタチツテトナニヌネノあいうえおかきくけこイロハニホヘト"
_COUNTED = (
    r"(?:年|月|日|人|名|件|円|万|億|千|百|社|校|者|[かヶカヵ箇][所年月]|回|時|分|%|頁|ページ|枚|文字|字|倍|歳|つ|点|行"
    r"|種|類型|本|号|次|級|割|以上|以下|以内)"
)
_END = r"(?=[\s.,、:\-]|$)"
_PARTS = [
    ("part", rf"第\s*(?:\d{{1,2}}|[{_KANJI_DIGITS}]{{1,3}})\s*(?:(?:章|節|条|部|項){_END}|{_END})"),
    ("question", r"(?:設問|質問|問|Q|Question)\s*\.?\s*\d{1,2}(?:\s*-\s*\d{1,2})*"),
    ("circled", r"[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⓵-⓾➀-➉➊-➓]"),
    (
        "bracketed",
        rf"(?:\((?:\d{{1,2}}|[a-zA-Z]|[ivxIVX]{{1,4}}|[{_IROHA}]|[{_KANJI_DIGITS}]{{1,3}}|[①-⑳])\)|[⑴-⒇⒜-⒵㈠-㈩])",
    ),
    ("roman", r"(?:[Ⅰ-Ⅻⅰ-ⅻ]+|[IVX]{1,4}(?=\s*[.、)]))"),
    ("chain", rf"\d{{1,2}}(?:\s*[.\-‐‑–−ー]\s*\d{{1,2}})+(?![\d,]|\s*{_COUNTED}|\.\d)"),
    ("figure", rf"\d{{1,2}}(?=\s*[)、:]|\s*\.(?!\d)|\s+(?!{_COUNTED}|\d)|\s*-?\s*(?:\(\d{{1,2}}\)|[①-⑳])|$)"),
    ("kana", rf"[{_IROHA}](?=[\s.、):)]|$)"),
    ("letter", r"[a-zA-Z](?=\s*[.)、:])"),
    ("kanji", rf"[{_KANJI_DIGITS}]{{1,3}}(?=[\s.、):]|$)"),
    ("dotted", r"[⒈-⒛]"),
]
_NUMBER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PARTS))
_LEVELS = {"part": 0, "roman": 0, "question": 1, "figure": 1, "dotted": 1, "kanji": 1, "chain": 2, "bracketed": 2,
           "kana": 4, "circled": 4, "letter": 4}  # fmt: skip
_JOINT = re.compile(r"\s*[-.]?\s*(?=\(\d{1,2}\)|[①-⑳])")
_BULLETS = "■◆●◇▼▽★☆▶►➢◎ 　\t"


def split_number(text: str) -> tuple[str, str]:
    """The number that `text` begins with (half width, without dot or blank behind it) and what follows.

    A figure that counts something (3年間, 2025年度) is no number.

    >>> split_number("2-(1) 体制"), split_number("３年間の計画")
    (('2-(1)', '体制'), ('', '３年間の計画'))
    """
    bare = text.strip().lstrip(_BULLETS)
    half = half_width(bare)
    end = 0
    while match := _NUMBER.match(half, end):
        if match.end() == end:
            break
        end = match.end()
        joint = _JOINT.match(half, end)
        if joint is None or not _NUMBER.match(half, joint.end()):
            break
        end = joint.end()
    if end == 0:
        return "", bare
    number = re.sub(r"\s+", "", half[:end]).strip(".-")
    closed = re.match(r"\s*[)]", half[end:])
    if closed:
        number, end = f"{number})", end + closed.end()
    rest = bare[end:].lstrip(" 　\t\n.．、:：")
    return number, rest


def number_level(number: str) -> int | None:
    """How deep a number stands as a rule: 0 第1 Ⅰ, 1 １．一 問1, 2 (1) 1-1, 3 1) 1-1-1, 4 ア ① a); None for none."""
    match = _NUMBER.match(f"{number} ")
    if not number or match is None or match.lastgroup is None:
        return None
    level = _LEVELS[match.lastgroup]
    if match.lastgroup == "figure" and number.endswith(")"):
        return level + (1 if "(" in number else 2)
    return level + 1 if match.lastgroup == "chain" and len(re.findall(r"\d+", number)) > 2 else level

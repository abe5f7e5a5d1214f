"""Dates, times and numbers as they are written in Japanese and English texts, made comparable.

令和7年8月27日(水)12時, 2025-08-27 12:00 and "27 August 2025, noon" all say the same; the verifier needs to know.
Pure; works on any text; the text is folded to half width first.
"""

import re
from datetime import date

from advisor.folding import fold_width
from advisor.values import Value

# First Gregorian year of each era (1868 Meiji, 1912 Taisho, 1926 Showa, 1989 Heisei, 2019 Reiwa).
ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_ENGLISH_ERAS = {"meiji": 1868, "taisho": 1912, "showa": 1926, "heisei": 1989, "reiwa": 2019}
_ERA_LETTERS = {"m": 1868, "t": 1912, "s": 1926, "h": 1989, "r": 2019}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS)
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}

_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和)\s*(元|\d{1,2})\s*(?=年|[-–~〜～・,、]|$|\D)")
_ERA_LETTER_YEAR = re.compile(r"(?<![A-Za-z])([MTSHR])\s?(\d{1,2})(?=年|年度|\s*[:：]|予算|\.\d)")
_ENGLISH_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})(?:,?\s+(\d{{4}}))?\b", re.I)
_ENGLISH_MONTH_DAY = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(\d{{4}}))?", re.I)
_ENGLISH_MONTH = re.compile(rf"\b({_MONTH})\s+(\d{{4}})\b", re.I)
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月(?!\s*\d)")
_ENGLISH_ERA = re.compile(r"\b(meiji|taisho|showa|heisei|reiwa)\s+(\d{1,2})\b", re.I)
_ROUNDS = re.compile(
    r"第(\d{1,2})(?:[～~・、-](\d{1,2}))*回|\b(\d{1,2})(?:st|nd|rd|th) (?:call|round)"
    r"|\brounds? (\d{1,2})(?:(?: to |, | and |-)(\d{1,2}))*"
)
_TABLE_ROUNDS = re.compile(r"(?m)^(\d{1,2}),|^\| (\d{1,2}) \|")
_FULL_DATE = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
_MONTH_DAY = re.compile(r"(?<![\d年])(\d{1,2})\s*月\s*(\d{1,2})\s*日|(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/])")
_TIME = re.compile(r"(午前|午後)?\s*(\d{1,2})\s*(?:時(?:\s*(\d{1,2})\s*分|(半))?|:(\d{2})(?!\d))(?!間)")
_AFTERNOON_SPAN = re.compile(
    r"(午後\s*\d{1,2}\s*時(?:\s*\d{1,2}\s*分|半)?\s*(?:から|より|[~〜～-])\s*)(?=\d)"
)  # 午後2時から3時
_NOON = re.compile(r"正午|\bnoon\b", re.I)
_CLOCK_HALF = re.compile(r"\b(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\b\.?", re.I)
_NUMBER = re.compile(r"(?:(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?")
_ENGLISH_NUMBERS = {
    w: str(i)
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
    if i > 1
}
_ORDINALS = {
    w: str(i) for i, w in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"], 1)
}
_KANJI_NUMBER = re.compile(
    r"[〇一二三四五六七八九十百]+(?=年|回|月|日|時|か所|箇所|件|名|人|社|類型|つ|本柱|項目|府省|省|校|拠点)"
)


class Moment(Value):
    """A date as far as a text gives it; at least two of the parts are set."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def kanji_to_int(text: str) -> int:
    """The number that kanji numerals up to 999 write.

    >>> kanji_to_int("二十七")
    27
    """
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = _DIGITS[c]
    return total + current


def with_gregorian_years(text: str) -> str:
    """`text` in half width with eras turned into Gregorian years and kanji numerals into digits.

    >>> with_gregorian_years("令和７年８月")
    '2025年8月'
    """
    text = fold_width(text)
    text = _KANJI_NUMBER.sub(lambda m: str(kanji_to_int(m[0])), text)
    text = _ERA_YEAR.sub(lambda m: str(ERAS[m[1]] - 1 + (1 if m[2] == "元" else int(m[2]))), text)
    text = _ENGLISH_ERA.sub(lambda m: str(_ENGLISH_ERAS[m[1].lower()] - 1 + int(m[2])), text)
    return _ERA_LETTER_YEAR.sub(lambda m: str(_ERA_LETTERS[m[1].lower()] - 1 + int(m[2])), text)


def dates_in(text: str) -> list[Moment]:
    """The dates that `text` names, in order of kind; a date that the calendar does not know is left out."""
    found: list[Moment] = []
    rest = with_gregorian_years(text)

    def take(pattern: re.Pattern[str], order: tuple[str, str, str]) -> None:
        nonlocal rest

        def keep(match: re.Match[str]) -> str:
            parts = dict(zip(order, match.groups(), strict=False))
            moment = _moment(parts.get("year"), parts.get("month"), parts.get("day"))
            if moment is None:
                return match[0]
            found.append(moment)
            return " " * len(match[0])

        rest = pattern.sub(keep, rest)

    take(_ENGLISH_DAY, ("day", "month", "year"))
    take(_ENGLISH_MONTH_DAY, ("month", "day", "year"))
    take(_ENGLISH_MONTH, ("month", "year", "none"))
    take(_FULL_DATE, ("year", "month", "day"))
    take(_YEAR_MONTH, ("year", "month", "none"))
    for match in _MONTH_DAY.finditer(rest):
        moment = _moment(None, match[1] or match[3], match[2] or match[4])
        if moment is not None:
            found.append(moment)
    return found


def times_in(text: str) -> set[tuple[int, int]]:
    """The times of day (hour, minute) that `text` names; 正午 and noon are (12, 0)."""
    folded = fold_width(text)
    folded = _AFTERNOON_SPAN.sub(r"\1午後", folded)
    found = {(12, 0)} if _NOON.search(folded) else set()
    for match in _CLOCK_HALF.finditer(folded):
        found.add((int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0), int(match[2] or 0)))
    times = map(_time, _TIME.finditer(_CLOCK_HALF.sub(" ", folded)))
    return found | {time for time in times if time is not None}


def without_times(text: str) -> str:
    """`text` in half width with its times of day taken out."""
    rest = _CLOCK_HALF.sub(" ", _NOON.sub(" ", fold_width(text)))
    return _TIME.sub(lambda match: match[0] if _time(match) is None else " ", rest)


def numbers_in(text: str) -> set[str]:
    """Every number of `text` in plain digits (eras as Gregorian years, English months and number words as numbers).

    >>> sorted(numbers_in("令和7年8月27日 1,000円"))
    ['1000', '2025', '27', '8']
    """
    plain = with_gregorian_years(text)
    plain = re.sub(
        rf"\b({_MONTH})(?=\s+\d)|(?<=\d\s)({_MONTH})\b", lambda m: f" {_month_number(m[0])} ", plain, flags=re.I
    )
    plain = _NOON.sub(" 12 ", plain)
    plain = re.sub(r"\b[A-Za-z]+\b", lambda m: _word_number(m[0]), plain)
    found = {_plain_number(n) for n in _NUMBER.findall(plain)}
    return found | {n.rstrip("0").rstrip(".") for n in found if "." in n}


def _time(match: re.Match[str]) -> tuple[int, int] | None:
    """The hour and minute of a match of `_TIME`; None for what no clock shows (32時)."""
    hour = int(match[2]) + (12 if match[1] == "午後" and int(match[2]) < 12 else 0)
    minute = int(match[3] or match[5] or (30 if match[4] else 0))
    return (hour, minute) if hour <= 24 and minute < 60 else None


def rounds_in(text: str) -> set[int]:
    """The calls (第7回, 第1～3回, round 7, the seventh call) that `text` names; a row of hubs.csv begins with one.

    >>> sorted(rounds_in("第1～3回と the seventh call"))
    [1, 3, 7]
    """
    plain = with_gregorian_years(text).lower()
    plain = re.sub(r"\b[a-z]+\b", lambda m: f"{_ORDINALS[m[0]]}th" if m[0] in _ORDINALS else m[0], plain)
    found = {int(n) for match in _ROUNDS.finditer(plain) for n in match.groups() if n}
    return found | {int(n) for row in _TABLE_ROUNDS.findall(plain) for n in row if n}


def _word_number(word: str) -> str:
    lower = word.lower()
    return f" {_ENGLISH_NUMBERS.get(lower) or _ORDINALS[lower]} " if lower in _ENGLISH_NUMBERS | _ORDINALS else word


def _plain_number(text: str) -> str:
    whole, _, part = text.replace(",", "").partition(".")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")))


def _moment(year: str | None, month: str | None, day: str | None) -> Moment | None:
    month_number = None
    if month:
        month_number = int(month) if month.isdigit() else _month_number(month)
    try:
        date(int(year or 2000), month_number or 1, int(day or 1))  # 2000: a leap year, so that 29 February passes
    except ValueError:
        return None
    return Moment(year=int(year) if year else None, month=month_number, day=int(day) if day else None)

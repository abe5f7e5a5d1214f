"""The dates, times, numbers and addresses that a text states, each with its place, in Japanese and English. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from advisor.messages import Language
from advisor.values import Value
from advisor.wareki import ERAS


class ValueKind(StrEnum):
    """What a value is."""

    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    POSTAL = "postal"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    THIRD = "third"  # of a month: 上旬, 中旬～下旬
    TIME = "time"
    ROUND = "round"
    NUMBER = "number"


class StatedValue(Value):
    """One value: `text` is how it is written at `start:end`, `key` what it means, comparable across languages.

    DATE: (year, month, day), MONTH: (year, month), YEAR: (year,), TIME: (hour, minute); year 0: not given.
    """

    kind: ValueKind
    text: str
    start: int
    end: int
    key: tuple[int | str, ...]

    @property
    def day(self) -> date | None:
        """The day of a DATE with its year; None for anything else and for what no calendar has."""
        if self.kind is not ValueKind.DATE or not self.key[0]:
            return None
        year, month, day = (int(part) for part in self.key)
        try:
            return date(year, month, day)
        except ValueError:
            return None


_ERA = r"(?:(?P<era>令和|平成|昭和)\s*(?P<era_year>元|\d{1,2})|(?P<year>\d{4}))\s*年"
_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
_MONTH = "|".join(_MONTHS)
_ADDRESSES = {
    ValueKind.EMAIL: r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    ValueKind.URL: r"https?://[A-Za-z0-9./?&=%_#:~+-]+",
    ValueKind.POSTAL: r"〒\s*\d{3}-\d{4}",
    ValueKind.PHONE: r"(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)",
}
_NUMBER = r"\d+(?:-\d+)+|\d[\d,]*(?:\.\d+)?"
_JAPANESE = [
    *_ADDRESSES.items(),
    (
        ValueKind.DATE,
        rf"(?:{_ERA}\s*)?(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日"
        r"(?P<weekday>\s*[(（][月火水木金土日](?:曜日?)?(?:[・･]祝)?[)）])?",
    ),
    (ValueKind.MONTH, rf"{_ERA}\s*(?P<month>\d{{1,2}})\s*月(?!\s*\d)"),
    (ValueKind.YEAR, _ERA),
    (ValueKind.THIRD, r"[上中下]旬(?:\s*[~～〜]\s*[上中下]旬)?"),
    (
        ValueKind.TIME,
        r"(?P<half>午前|午後)?\s*(?P<hour>\d{1,2})\s*(?:時(?!間)(?:\s*(?P<minute>\d{1,2})\s*分|(?P<thirty>半))?"
        r"|[:：](?P<minutes>\d{2})(?!\d))|(?P<noon>正午)",
    ),
    (ValueKind.ROUND, r"第\s*(?P<round>\d{1,2})\s*回"),
    (ValueKind.NUMBER, _NUMBER),
]
_ENGLISH = [
    *_ADDRESSES.items(),
    (ValueKind.DATE, rf"(?P<day>\d{{1,2}})\s+(?P<name>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?\b"),
    (ValueKind.MONTH, rf"(?P<name>{_MONTH})\s+(?:of\s+)?(?P<year>\d{{4}})\b"),
    (ValueKind.YEAR, r"(?<![\d-])(?P<year>(?:19|20)\d{2})(?![\d-])"),
    (ValueKind.THIRD, r"\b(?:early|mid|late)(?: to (?:early|mid|late))?(?=[- ])"),
    (ValueKind.TIME, r"(?P<hour>\d{1,2}):(?P<minutes>\d{2})(?!\d)|(?P<noon>\bnoon\b)"),
    (ValueKind.ROUND, r"\bround (?P<round>\d{1,2})\b|\b(?P<nth>\d{1,2})(?:st|nd|rd|th) (?=call|round)"),
    (ValueKind.NUMBER, _NUMBER),
]
_THIRDS = {"上": "early", "中": "mid", "下": "late"}


def values_in(text: str, language: Language = Language.JA) -> list[StatedValue]:
    """The values of `text` in order; a day without a year is of the year of the one before it.

    >>> [(v.kind.value, v.key) for v in values_in("令和8年7月17日(金)～8月26日12時")]
    [('date', (2026, 7, 17)), ('date', (2026, 8, 26)), ('time', (12, 0))]
    """
    found: list[StatedValue] = []
    taken: set[int] = set()
    for kind, pattern in _JAPANESE if language is Language.JA else _ENGLISH:
        for match in re.finditer(pattern, text):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                found.append(_stated(kind, match))
    return list(_with_years(sorted(found, key=lambda value: value.start)))


def _with_years(values: list[StatedValue]) -> Iterator[StatedValue]:
    """The values; a day without a year gets that of the date before it (the next one where the months turn back)."""
    before: tuple[int, int] | None = None
    for value in values:
        if value.kind is ValueKind.DATE:
            year, month, day = (int(part) for part in value.key)
            if not year and before is not None:
                year = before[0] + (month < before[1])
                value = value.model_copy(update={"key": (year, month, day)})  # noqa: PLW2901
            before = (year, month) if year else before
        yield value


def _stated(kind: ValueKind, match: re.Match[str]) -> StatedValue:
    text = match[0]
    return StatedValue(
        kind=kind, text=text, start=match.start(), end=match.end(), key=_key(kind, text, match.groupdict())
    )


def _key(kind: ValueKind, text: str, parts: dict[str, str | None]) -> tuple[int | str, ...]:
    month = _MONTHS.index(parts["name"] or "") + 1 if parts.get("name") else int(parts.get("month") or 0)
    if kind is ValueKind.DATE:
        return _year(parts), month, int(parts["day"] or 0)
    if kind is ValueKind.MONTH:
        return _year(parts), month
    if kind is ValueKind.YEAR:
        return (_year(parts),)
    if kind is ValueKind.TIME:
        if parts.get("noon"):
            return 12, 0
        hour = int(parts["hour"] or 0)
        later = 12 if parts.get("half") == "午後" and hour < 12 else 0
        return hour + later, int(parts.get("minute") or parts.get("minutes") or (30 if parts.get("thirty") else 0))
    if kind is ValueKind.THIRD:
        english = [_THIRDS[c] for c in text if c in _THIRDS]
        return (" to ".join(english) or text,)
    if kind is ValueKind.ROUND:
        return (int(parts["round"] or parts["nth"] or 0),)
    return (re.sub(r"[\s,]", "", text),)


def _year(parts: dict[str, str | None]) -> int:
    if parts.get("era"):
        number = parts["era_year"] or "元"
        return ERAS[parts["era"] or ""] - 1 + (1 if number == "元" else int(number))
    return int(parts.get("year") or 0)


def written_as(old: StatedValue, new: StatedValue, language: Language) -> str:
    """The value `new` of a Japanese source, written in a statement as `old` was: its words, without what it lacked."""
    return _in_english(old, new) if language is Language.EN else _in_japanese(old, new)


def _in_japanese(old: StatedValue, new: StatedValue) -> str:
    if new.kind is not ValueKind.DATE or old.kind is not ValueKind.DATE:
        return new.text
    text = new.text
    year = re.match(r"\D{0,2}\s*(?:\d{1,4}|元)\s*年\s*", text)
    if not re.search(r"[(（]", old.text):
        text = re.sub(r"\s*[(（].*$", "", text)
    if "年" not in old.text and year:
        text = text[year.end() :]
    elif re.match(r"\d{4}", old.text):
        rest = text[year.end() :] if year else text
        text = f"{new.key[0]}年{rest}"
    elif "年" in old.text and not year and new.key[0]:
        text = f"令和{int(new.key[0]) - ERAS['令和'] + 1}年{text}"
    return text


def _in_english(old: StatedValue, new: StatedValue) -> str:
    key = new.key
    if new.kind is ValueKind.DATE:
        return f"{key[2]} {_MONTHS[int(key[1]) - 1]}" + (f" {key[0]}" if re.search(r"\d{4}", old.text) else "")
    if new.kind is ValueKind.MONTH:
        return f"{_MONTHS[int(key[1]) - 1]}{' of' if ' of ' in old.text else ''} {key[0]}"
    if new.kind is ValueKind.TIME:
        return "noon" if old.text == "noon" and key == (12, 0) else f"{key[0]}:{int(key[1]):02d}"
    if new.kind is ValueKind.ROUND:
        return re.sub(r"\d+", str(key[0]), old.text) if "round" in old.text else f"{key[0]}th "
    return str(key[0]) if new.kind in {ValueKind.YEAR, ValueKind.THIRD, ValueKind.NUMBER} else new.text

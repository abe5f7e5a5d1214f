"""Years, fiscal years, days and spans of them, as a text names them. Pure, on half-width text.

A Japanese fiscal year (年度) begins on 1 April; universities and their funders report by it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal

from advisor.drafting.stated.folded import mask
from advisor.values import Value
from advisor.wareki import ERAS, kanji_to_int

_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}
_APRIL = 4
_ERA_YEAR = r"元|\d{1,2}|[一二三四五六七八九十]{1,3}"


class Point(Value):
    """A year, month or day. `basis`: fiscal year, calendar year, a year that may be either, a month or day."""

    year: int
    month: int | None = None
    day: int | None = None
    basis: Literal["fiscal", "calendar", "either", "day"] = "either"

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year that it is or lies in; None for a calendar year, which lies in two."""
        if self.basis == "calendar":
            return None
        return self.year - 1 if self.month is not None and self.month < _APRIL else self.year

    @property
    def last_day(self) -> date:
        """The last day of it; of a year that may be either, that of the fiscal one."""
        if self.basis in ("fiscal", "either"):
            return date(self.year + 1, 3, 31)
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.basis == "day":
            return f"{self.year}年{self.month}月" + (f"{self.day}日" if self.day else "")
        return f"{self.year}{'年' if self.basis == 'calendar' else '年度'}"


class Period(Value):
    """From `first` to `last`; both the same for one year or day."""

    first: Point
    last: Point

    @property
    def is_span(self) -> bool:
        """Whether it is longer than its one point."""
        return self.first != self.last

    def __str__(self) -> str:
        return f"{self.first}~{self.last}" if self.is_span else str(self.first)


class FoundPeriod(Value):
    """A period at `start:end` of a text."""

    period: Period
    start: int
    end: int


_POINT = re.compile(
    rf"(?:FY\s?)?(?:(?P<era>令和|平成|昭和)\s*(?P<ey>{_ERA_YEAR})|(?<![A-Za-z0-9])(?P<letter>[RHS])\.?\s?(?P<ly>元|\d{{1,2}})(?![\d,A-Za-z])"
    r"|(?<![\d,.\-])(?P<wy>(?:19|20)\d{2})(?![\d,]))"
)
_FISCAL = re.compile(r"\s*(?:年\s*)?(?:\([^()]{1,8}\))?\s*年?度|\s*FY")
_MONTH = re.compile(
    r"\s*(?:年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?|(?P<sep>[./\-])\s?(?P<m2>\d{1,2})(?:(?P=sep)\s?(?P<d2>\d{1,2}))?(?![\d年度]))"
)
_CALENDAR = re.compile(r"\s*(?:\([^()]{1,8}\)\s*)?年(?![度間])")
_OTHER_ERA = re.compile(
    rf"\s*\((?:(?:令和|平成|昭和|[RHS])\.?\s*(?:{_ERA_YEAR})|(?:19|20)\d{{2}})(?:年度?)?\)\s*(年度?)?"
)
_TO = re.compile(r"\s*(?:から|より|[~〜\-–—―−ー→])\s*")
_SHORT_END = re.compile(r"(?P<y>元|\d{1,4})\s*(?P<basis>年度|年)?(?![\d,月]|\s*(?:件|名|人|社|台|%|円))")
_BASES: dict[str, Literal["fiscal", "calendar"]] = {"年度": "fiscal", "年": "calendar"}
_SHORT_DAY_END = re.compile(r"(?:同?年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?")


def periods_in(text: str, *, alone: bool = False) -> list[FoundPeriod]:
    """The periods that `text` names, in order, without overlap.

    A bare 2023 counts only in a span, in brackets of its own, after FY, or when the text is `alone`: a label or the
    head of a column.

    >>> [str(found.period) for found in periods_in("令和元～5年度、R5.3.31現在".replace("～", "~"))]
    ['2019年度~2023年度', '2023年3月31日']
    """
    return list(_found(text, alone))


def without_periods(text: str, found: list[FoundPeriod]) -> str:
    """`text`, as long as before, with the periods struck out."""
    for period in found:
        text = mask(text, period.start, period.end)
    return text


def comparable(one: Period, other: Period) -> bool:
    """Whether two periods can be the same: a day lies in its fiscal year; 2023年 and 2023年度 are two things."""
    if one.is_span != other.is_span:
        return False
    return _same(one.first, other.first) and _same(one.last, other.last)


def _same(one: Point, other: Point) -> bool:
    if one.basis == "day" and other.basis == "day":
        return (one.year, one.month) == (other.year, other.month) and (
            not one.day or not other.day or one.day == other.day
        )
    bases = {one.basis, other.basis}
    if "calendar" in bases:
        return "fiscal" not in bases and one.year == other.year
    return one.fiscal_year == other.fiscal_year


def _found(text: str, alone: bool) -> Iterator[FoundPeriod]:
    at = 0
    while match := _POINT.search(text, at):
        point, end = _point(match, text)
        at = end
        if point is None:
            continue
        last, end = _span_end(text, point, end)
        if last is not None:
            first = (
                point.model_copy(update={"basis": last.basis})
                if point.basis == "either" and last.month is None
                else point
            )
            if (first.year, first.month or 0) <= (last.year, last.month or 12):
                yield FoundPeriod(period=Period(first=first, last=last), start=match.start(), end=end)
                at = end
                continue
            end = at
        if point.basis == "either" and match["wy"] and not (alone or _stands_apart(text, match)):
            continue
        yield FoundPeriod(period=Period(first=point, last=point), start=match.start(), end=end)


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    if match[0].startswith("FY"):
        return True
    return text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"


def _point(match: re.Match[str], text: str) -> tuple[Point | None, int]:
    year = _year(match)
    end = match.end()
    if other := _OTHER_ERA.match(text, end):  # 令和5(2023)年度
        end = other.end()
        if not other[1]:
            return Point(year=year, basis="either"), end
        return Point(year=year, basis="fiscal" if other[1] == "年度" else "calendar"), end
    if fiscal := _FISCAL.match(text, end):
        return Point(year=year, basis="fiscal"), fiscal.end()
    if month := _MONTH.match(text, end):
        number, day = int(month["m"] or month["m2"]), month["d"] or month["d2"]
        if not 1 <= number <= 12 or (day and not 1 <= int(day) <= monthrange(year, number)[1]):
            return (Point(year=year), end) if month["sep"] == "-" else (None, month.end())
        return Point(year=year, month=number, day=int(day) if day else None, basis="day"), month.end()
    if calendar := _CALENDAR.match(text, end):
        return Point(year=year, basis="calendar"), calendar.end()
    return Point(year=year), end


def _year(match: re.Match[str]) -> int:
    if match["wy"]:
        return int(match["wy"])
    era = match["era"] or _LETTERS[match["letter"]]
    return ERAS[era] - 1 + _in_era(match["ey"] or match["ly"])


def _in_era(written: str) -> int:
    if written == "元":
        return 1
    return int(written) if written.isdecimal() else kanji_to_int(written)


def _span_end(text: str, first: Point, at: int) -> tuple[Point | None, int]:
    """The end of a span that begins with `first`, which ends at `at`; None where there is no span."""
    to = _TO.match(text, at)
    if to is None:
        return None, at
    if match := _POINT.match(text, to.end()):
        return _point(match, text)
    if first.basis == "day":
        short = _SHORT_DAY_END.match(text, to.end())
        if short and 1 <= int(short["m"]) <= 12:
            day = int(short["d"]) if short["d"] else None
            return Point(year=first.year, month=int(short["m"]), day=day, basis="day"), short.end()
        return None, at
    short = _SHORT_END.match(text, to.end())
    if short is None:
        return None, at
    return _short_end(first, short), short.end()


def _short_end(first: Point, short: re.Match[str]) -> Point | None:
    """令和元~5年度, 2019-23, 2019~2023: the end is written without what it shares with the beginning."""
    number = _in_era(short["y"])
    basis = _BASES.get(short["basis"] or "", first.basis)
    if number >= 1900:
        return Point(year=number, basis=basis)
    era = next((start - 1 for start in sorted(ERAS.values(), reverse=True) if start <= first.year), 0)
    ends = [year for year in (first.year // 100 * 100 + number, era + number) if first.year < year <= first.year + 15]
    return Point(year=ends[0], basis=basis) if ends else None

"""Inquiries over time: counts by day, or by week or month where there are too many days to show. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from advisor.values import Value

MOST = 400  # points of a line of time


class Unit(StrEnum):
    """What a point of the line of time is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Count(Value):
    """How many inquiries came in the period that begins on `start` (a week: on its Monday)."""

    start: date
    count: int


def counts_over_time(days: Sequence[date], since: date | None, until: date | None) -> tuple[Unit, tuple[Count, ...]]:
    """The counts of `days` from `since` to `until`, by default from the first to the last; periods without any are 0.

    Where the span that is asked for would give more than `MOST` points, it is narrowed to the days that there are
    first. Where even the months are too many, those without any are left out.
    """
    if since is not None and until is not None and since > until:
        return Unit.DAY, ()
    if not days and (since is None or until is None):
        return Unit.DAY, ()
    first, last = since or min(days), until or max(days)
    if (last - first).days >= MOST and days:
        first, last = max(first, min(days)), min(last, max(days))
    for unit, start_of in _STARTS.items():
        found = Counter(start_of(day) for day in days)
        starts = _starts(first, last, start_of)
        if len(starts) <= MOST:
            return unit, tuple(Count(start=start, count=found[start]) for start in starts)
    return Unit.MONTH, tuple(Count(start=start, count=found[start]) for start in sorted(found))


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _same(day: date) -> date:
    return day


_STARTS: dict[Unit, Callable[[date], date]] = {Unit.DAY: _same, Unit.WEEK: _monday, Unit.MONTH: _first_of_month}


def _starts(first: date, last: date, start_of: Callable[[date], date]) -> list[date]:
    """The starts of the periods from the one of `first` to that of `last`; more than `MOST` are not counted on."""
    starts = [start_of(first)]
    day = first
    while day < last and len(starts) <= MOST:
        day += timedelta(days=1)
        if (start := start_of(day)) != starts[-1]:
            starts.append(start)
    return starts

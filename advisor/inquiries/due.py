"""By when an inquiry is to be answered: working days of a Japanese office. Pure.

Public holidays come from jpholiday, which computes them by the law; those of years that the Cabinet Office has not
announced yet are what the law as it stands would give.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import jpholiday

from advisor.programs.schedule import JST

OPENS, CLOSES = time(9), time(17)  # the office's hours, Asia/Tokyo
_YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def is_working_day(day: date) -> bool:
    """Whether the office works: no weekend, no public holiday, not between 29 December and 3 January.

    >>> is_working_day(date(2026, 11, 23)), is_working_day(date(2026, 11, 24))
    (False, True)
    """
    return day.weekday() < 5 and (day.month, day.day) not in _YEAR_END and not jpholiday.is_holiday(day)


def due_at(received_at: datetime, working_days: int) -> datetime:
    """The close of business on the working day that is the `working_days`-th after the day of receipt.

    `received_at` is aware. The day of receipt, as the calendar in Tokyo has it, is not counted; 0 means that day, or
    the next working day where it is none, or past its close. Raises ValueError for fewer.

    >>> due_at(datetime(2026, 11, 20, 18, 30, tzinfo=JST), 1).isoformat()
    '2026-11-24T17:00:00+09:00'
    """
    if working_days < 0:
        raise ValueError("working days cannot be fewer than none")
    moment = received_at.astimezone(JST)
    if working_days == 0 and is_working_day(moment.date()) and moment.time() <= CLOSES:
        return datetime.combine(moment.date(), CLOSES, JST)
    days = _working_days_after(moment.date())
    last = next(days)
    for _ in range(working_days - 1):
        last = next(days)
    return datetime.combine(last, CLOSES, JST)


def working_days_between(start: datetime, end: datetime) -> float:
    """Working days that lie between two aware moments; a part of a day counts as the part of its office hours.

    Nothing outside office hours counts: received and answered on one Sunday is 0. Negative spans are 0.

    >>> working_days_between(datetime(2026, 11, 20, 13, tzinfo=JST), datetime(2026, 11, 24, 13, tzinfo=JST))
    1.0
    """
    start, end = start.astimezone(JST), end.astimezone(JST)
    if end <= start:
        return 0.0
    first, last = start.date(), end.date()
    if first == last:
        return _share(first, start, end)
    whole = sum(1 for n in range(1, (last - first).days) if is_working_day(first + timedelta(days=n)))
    return whole + _share(first, start, end) + _share(last, start, end)


def _share(day: date, start: datetime, end: datetime) -> float:
    """The part (0–1) of the day's office hours between the two moments; 0 on a day off."""
    if not is_working_day(day):
        return 0.0
    opens, closes = datetime.combine(day, OPENS, JST), datetime.combine(day, CLOSES, JST)
    worked = min(end, closes) - max(start, opens)
    return max(0.0, worked / (closes - opens))


def _working_days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_working_day(day):
            yield day

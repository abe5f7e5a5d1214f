"""Where a call stands at a moment: not yet open, open, closed. Pure; all times are Asia/Tokyo."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from advisor.programs.model import Program, Round
from advisor.values import Value

JST = ZoneInfo("Asia/Tokyo")
NOTICE_DAYS = 30  # a call this close is the one that people prepare for


class Phase(StrEnum):
    """Where a call stands. UNKNOWN: no source gives the period."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class CallState(Value):
    """A round and where its call stands at `as_of`. `left` is set while it is open, `since` once it is closed."""

    round: Round
    as_of: datetime
    phase: Phase
    left: timedelta | None = None
    since: timedelta | None = None


def current_round(program: Program, as_of: datetime) -> Round | None:
    """The newest round that has begun by `as_of`, or begins within NOTICE_DAYS of it; None before the first."""
    begun = [r for r in program.rounds if r.begins_on is not None and r.begins_on <= known_until(as_of)]
    return max(begun, key=lambda r: r.number, default=None)


def has_begun(round_: Round, as_of: datetime) -> bool:
    """Whether anything was known of the round at `as_of`."""
    return round_.begins_on is not None and round_.begins_on <= known_until(as_of)


def known_until(as_of: datetime) -> date:
    """The last day whose calls and documents count as known at `as_of`: a call is prepared for before it opens."""
    return as_of.astimezone(JST).date() + timedelta(days=NOTICE_DAYS)


def call_state(round_: Round, as_of: datetime) -> CallState:
    """Where the call of `round_` stands at `as_of`, to the minute: it is closed from its closing minute on.

    A round whose successor has begun is closed even where its own dates are unknown; the caller knows that.
    """
    call = round_.call
    if call.opens_on and as_of < datetime.combine(call.opens_on, time(), JST):
        return CallState(round=round_, as_of=as_of, phase=Phase.UPCOMING)
    if call.closes_at is None:
        return CallState(round=round_, as_of=as_of, phase=Phase.UNKNOWN)
    if as_of < call.closes_at:
        return CallState(round=round_, as_of=as_of, phase=Phase.OPEN, left=call.closes_at - as_of)
    return CallState(round=round_, as_of=as_of, phase=Phase.CLOSED, since=as_of - call.closes_at)


def fiscal_year(day: date) -> int:
    """The Japanese fiscal year (from April) that `day` lies in.

    >>> fiscal_year(date(2026, 3, 31)), fiscal_year(date(2026, 4, 1))
    (2025, 2026)
    """
    return day.year if day.month >= 4 else day.year - 1


def valid_until(announced: date, fiscal_years: int) -> date:
    """The last day of a selection announced on that day that holds for `fiscal_years`, the year of the announcement
    being the first. Raises ValueError for less than one year.

    >>> valid_until(date(2025, 10, 20), 3), valid_until(date(2026, 2, 1), 3)
    (datetime.date(2028, 3, 31), datetime.date(2028, 3, 31))
    """
    if fiscal_years < 1:
        raise ValueError("a selection holds for one fiscal year at least")
    return date(fiscal_year(announced) + fiscal_years, 3, 31)

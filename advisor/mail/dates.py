"""When a mail says it was sent. Pure."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.programs.schedule import JST
from advisor.wareki import dates_in, times_in

FIRST_YEAR, LAST_YEAR = 1990, 2100
_LONGEST = 100


def mail_moment(text: str) -> datetime | None:
    """The moment of a Date field, in Asia/Tokyo; None where it is not readable. Without a zone it is UTC (RFC 5322).

    >>> mail_moment("Fri, 1 Aug 2025 10:00:00 +0900").isoformat()
    '2025-08-01T10:00:00+09:00'
    """
    try:
        moment = parsedate_to_datetime(text[:_LONGEST])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return _sound(moment.astimezone(JST))
    except (ValueError, TypeError, OverflowError, IndexError):
        return written_moment(text)


def written_moment(text: str) -> datetime | None:
    """The moment that a person wrote, in Asia/Tokyo; at midnight where no time is given; None where no full date is.

    >>> written_moment("令和7年8月1日(金) 10時30分").isoformat()
    '2025-08-01T10:30:00+09:00'
    """
    written = text[:_LONGEST].strip()
    if len(written) == 8 and written.isascii() and written.isdigit():
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    try:
        return _sound(parse_as_of(written))
    except QuestionRejected:
        pass
    day = next((found for found in dates_in(written) if found.year and found.month and found.day), None)
    if day is None:
        return None
    hour, minute = min(times_in(written), default=(0, 0))
    try:
        found = date(day.year or 0, day.month or 0, day.day or 0)
        return _sound(datetime(found.year, found.month, found.day, hour % 24, minute, tzinfo=JST))
    except ValueError:
        return None


def _sound(moment: datetime) -> datetime | None:
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None

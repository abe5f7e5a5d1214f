"""Reading the 基準日 (`as_of`) that a person or a program hands in. Times without a zone are Asia/Tokyo."""

import re
import unicodedata
from datetime import datetime

from advisor.errors import QuestionRejected
from advisor.programs.schedule import JST

FIRST_YEAR, LAST_YEAR = 2000, 2100
_DASHES = str.maketrans({dash: "-" for dash in "‐‑‒–—―−ー"})
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\s*(\S+))?", re.ASCII)
_SHOWN_CHARS = 40  # of a value that cannot be read, in the message about it


def now() -> datetime:
    """This moment in Asia/Tokyo, to the second."""
    return datetime.now(JST).replace(microsecond=0)


def parse_as_of(text: str | None) -> datetime:
    """The moment that `text` names, in Asia/Tokyo; None is the present minute: calls open and close on the minute.

    A day (`2025-08-20`, also `2025/8/20`) is the start of that day; otherwise ISO 8601. Full-width digits are
    folded. Raises QuestionRejected("as_of_invalid") for anything else and for years outside 2000-2100.

    >>> parse_as_of("２０２５－０８－２０").isoformat()
    '2025-08-20T00:00:00+09:00'
    >>> parse_as_of("2025-08-27T03:00Z").isoformat()
    '2025-08-27T12:00:00+09:00'
    """
    if text is None:
        return now().replace(second=0)
    folded = unicodedata.normalize("NFKC", text).strip().translate(_DASHES)
    try:
        moment = _in_tokyo(datetime.fromisoformat(_padded(folded)))
    except (ValueError, OverflowError):
        raise _unreadable(text) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _unreadable(text)
    return moment


def _padded(text: str) -> str:
    """`2025/8/2 9:00` as `2025-08-02T09:00`; other forms as they are."""
    found = _DAY.fullmatch(text)
    if not found:
        return text
    year, month, day, clock = found.groups()
    padded_clock = f"0{clock}" if clock and re.match(r"\d:", clock) else clock
    return f"{year}-{month:0>2}-{day:0>2}" + (f"T{padded_clock}" if padded_clock else "")


def _in_tokyo(moment: datetime) -> datetime:
    return moment.replace(tzinfo=JST) if moment.tzinfo is None else moment.astimezone(JST)


def _unreadable(text: str) -> QuestionRejected:
    shown = "".join(c if c.isprintable() else " " for c in text[:_SHOWN_CHARS])
    return QuestionRejected("as_of_invalid", value=shown + ("…" if len(text) > _SHOWN_CHARS else ""))

"""How far a dossier is, and how many days are left to the deadline of its call. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from advisor.dossiers.records import Item, Status
from advisor.drafting.composing import BLANK
from advisor.programs.model import Program
from advisor.programs.schedule import JST
from advisor.values import Value


class Progress(Value):
    """Items by status, blanks that are left, and the deadline. `days_left`: whole days by the calendar in Tokyo to
    the last day on which the call is open: 0 on that day, negative afterwards, None when the end is not known."""

    items: int
    by_status: dict[Status, int]
    blanks: int
    closes_at: datetime | None = None
    days_left: int | None = None
    is_open: bool | None = None

    @property
    def approved(self) -> int:
        """How many items are approved."""
        return self.by_status[Status.APPROVED]


def progress(items: Sequence[Item], program: Program, round_number: int, as_of: datetime) -> Progress:
    """The progress at `as_of` of a dossier for the call `round_number`."""
    counted = Counter(item.status for item in items)
    call = next((each.call for each in program.rounds if each.number == round_number), None)
    closes_at = call.closes_at if call is not None else None
    days = (_last_day(closes_at) - as_of.astimezone(JST).date()).days if closes_at is not None else None
    opens = call.opens_on if call is not None else None
    begun = opens is None or opens <= as_of.astimezone(JST).date()
    return Progress(
        items=len(items),
        by_status={status: counted[status] for status in Status},
        blanks=sum(len(BLANK.findall(item.text)) for item in items),
        closes_at=closes_at,
        days_left=days,
        is_open=None if closes_at is None else begun and as_of < closes_at,
    )


def _last_day(closes_at: datetime) -> date:
    """The last day on which a call is open: one that closes at midnight closes with the day before."""
    return (closes_at.astimezone(JST) - timedelta(microseconds=1)).date()

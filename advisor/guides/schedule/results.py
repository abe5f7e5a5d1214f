"""What the schedule is told as. Values only; times are aware (JST)."""

from datetime import date, datetime
from enum import StrEnum

from advisor.answering.models import Answer
from advisor.guides.tables import Table
from advisor.programs.model import Authority
from advisor.programs.schedule import Phase
from advisor.values import Value


class EventKind(StrEnum):
    """What happens in a call, in its usual order."""

    OPENS = "opens"
    BRIEFING_REGISTRATION_CLOSES = "briefing_registration_closes"
    BRIEFING = "briefing"
    CLOSES = "closes"
    RESULTS_PLANNED = "results_planned"
    ANNOUNCED = "announced"


class EventState(StrEnum):
    """Where an event lies from `as_of`. UNKNOWN: no source gives its time."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"
    UNKNOWN = "unknown"


class Event(Value):
    """One event of a call. `starts`: its beginning (midnight where only the day is known), `ends` for what lasts;
    None: not known, or (planned announcement) known only as `text` says. `when`: the time in words."""

    kind: EventKind
    name: str
    when: str
    state: EventState
    text: str
    starts: datetime | None = None
    ends: datetime | None = None
    citations: tuple[int, ...] = ()


class ValidityEnd(Value):
    """Until when a selection announced in `fiscal_year` holds, worked out by code.

    `announced_on` None: not announced as far as known; then it holds only if announced in the planned period."""

    announced_on: date | None
    fiscal_year: int
    until: date
    conditional: bool
    text: str
    citations: tuple[int, ...]


class RoundSpan(Value):
    """A round on the timeline. None: no source says; `known`: whether its call period is. `closes_at` at midnight ends
    the day before."""

    number: int
    opens_on: date | None
    closes_at: datetime | None
    announced_on: date | None
    authority: Authority
    known: bool
    citations: tuple[int, ...]


class ScheduleView(Value):
    """The schedule of a round as seen at `as_of`. `round` None: none was in force yet. `left` and `since` in seconds:
    until the deadline while open (until the opening before), and from it on. `headline`: where the call stands."""

    as_of: datetime
    round: int | None
    is_current: bool
    phase: Phase
    headline: str
    seconds_left: int | None
    seconds_until_open: int | None
    seconds_since: int | None
    events: tuple[Event, ...]
    validity: ValidityEnd | None
    rounds: tuple[RoundSpan, ...]
    answer: Answer
    table: Table

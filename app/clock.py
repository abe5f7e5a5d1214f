"""The call's clock in words: where the call of the day stands, for the API and the page. Pure."""

from datetime import date, datetime, timedelta

from advisor.messages import Language, say
from advisor.programs.model import ContactPoint, Program, Round
from advisor.programs.schedule import JST, CallState, Phase, call_state, current_round
from advisor.values import Value

_WEEKDAYS = "月火水木金土日"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class Clock(Value):
    """What is shown: the phase in one word, and the sentences around it."""

    phase: Phase | None  # None: no call is known on that day
    round: int | None
    heading: str
    state: str
    detail: str


def state_at(program: Program, as_of: datetime) -> CallState | None:
    """Where the newest call known on that day stands, or None before the first."""
    newest = current_round(program, as_of)
    return call_state(newest, as_of) if newest else None


def contact_at(program: Program, as_of: datetime) -> tuple[Round, ContactPoint] | None:
    """Whom to ask on that day: the contact of the newest call that names one, with that call."""
    today = as_of.astimezone(JST).date()
    known = [r for r in program.rounds if r.contact and r.begins_on is not None and r.begins_on <= today]
    newest = max(known, key=lambda r: r.number, default=None)
    return (newest, newest.contact) if newest and newest.contact else None


def describe(state: CallState | None, language: Language) -> Clock:
    """The clock in words."""
    if state is None:
        return Clock(
            phase=None,
            round=None,
            heading=say("ui.clock_no_round", language),
            state=say("ui.clock_unknown", language),
            detail=say("ui.clock_no_round_detail", language),
        )
    return Clock(
        phase=state.phase,
        round=state.round.number,
        heading=say("ui.clock_heading", language, round=state.round.number),
        state=say(f"ui.clock_{state.phase.value}", language),
        detail=_detail(state, language),
    )


def _detail(state: CallState, language: Language) -> str:
    call = state.round.call
    if state.phase is Phase.UPCOMING and call.opens_on:
        return say("ui.clock_upcoming_detail", language, opens=day_words(call.opens_on, language))
    if call.closes_at is None:
        return say("ui.clock_unknown_detail", language)
    closes = moment_words(call.closes_at, language)
    if state.left is not None:
        suffix = "_must_arrive" if call.must_arrive else ""
        return say(f"ui.clock_open_detail{suffix}", language, left=span_words(state.left, language), closes=closes)
    since = span_words(state.since or timedelta(), language, units=1)
    return say("ui.clock_closed_detail", language, since=since, closes=closes)


def span_words(span: timedelta, language: Language, units: int = 2) -> str:
    """A length of time in its largest units, rounded down.

    >>> span_words(timedelta(days=7, hours=12, minutes=59), Language.JA)
    '7日12時間'
    """
    seconds = int(span.total_seconds())
    parts = [
        (seconds // _DAY, "ui.span_days"),
        (seconds % _DAY // _HOUR, "ui.span_hours"),
        (seconds % _HOUR // _MINUTE, "ui.span_minutes"),
    ]
    first = next((i for i, (n, _) in enumerate(parts) if n), 2)
    shown = [(n, key) for n, key in parts[first : first + units] if n] or [(0, "ui.span_minutes")]
    words = [say(key if n != 1 or language is Language.JA else f"{key}_one", language, n=n) for n, key in shown]
    return ("" if language is Language.JA else " ").join(words)


def day_words(day: date, language: Language) -> str:
    """A day in words, with its weekday."""
    if language is Language.JA:
        return f"{day.year}年{day.month}月{day.day}日({_WEEKDAYS[day.weekday()]})"
    return f"{day:%a} {day.day} {day:%B} {day.year}"


def as_of_words(moment: datetime, language: Language) -> str:
    """The 基準日 in words: the day alone where it begins with the day."""
    local = moment.astimezone(JST)
    at_midnight = not local.hour and not local.minute
    return day_words(local.date(), language) if at_midnight else moment_words(moment, language)


def moment_words(moment: datetime, language: Language) -> str:
    """A moment in words, Asia/Tokyo; midnight is told as the end of the day before (24:00)."""
    local = moment.astimezone(JST)
    if not local.hour and not local.minute:
        return f"{day_words((local - timedelta(days=1)).date(), language)} 24:00" + (
            "" if language is Language.JA else " JST"
        )
    zone = "" if language is Language.JA else " JST"
    return f"{day_words(local.date(), language)} {local.hour}:{local:%M}{zone}"

"""The events of a call in their order, each with where it lies from the moment and the sentence that tells it. Pure."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from advisor.answering.clock.calls import say_closing, say_day, say_moment, say_round
from advisor.answering.drafts import DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.setting import Setting
from advisor.guides.schedule.results import EventKind, EventState
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Round
from advisor.programs.planned import planned_results
from advisor.programs.schedule import JST
from advisor.values import Value

_DAY = timedelta(days=1)


class Happening(Value):
    """An event with its sentence; `said` None: nothing is known of it."""

    kind: EventKind
    state: EventState
    when: str
    starts: datetime | None = None
    ends: datetime | None = None
    said: DraftStatement | None = None


def happenings(round_: Round, setting: Setting, knowledge: Knowledge) -> list[Happening]:
    """Everything that happens in the call of a round; what no source gives is told as not known."""
    known = {happening.kind: happening for happening in _known(round_, setting, knowledge)}
    unknown = say("schedule.event_unknown", setting.language)
    expected = (EventKind.OPENS, EventKind.CLOSES, EventKind.ANNOUNCED)
    return [
        known.get(kind) or Happening(kind=kind, state=EventState.UNKNOWN, when=unknown)
        for kind in EventKind
        if kind in known or kind in expected
    ]


def _known(round_: Round, setting: Setting, knowledge: Knowledge) -> Iterator[Happening]:
    language, call = setting.language, round_.call
    quotes = quotes_of(call.evidence, knowledge)
    if call.opens_on is not None:
        starts = datetime.combine(call.opens_on, time(), JST)
        when = say_day(call.opens_on, language)
        yield _happening(EventKind.OPENS, round_, setting, when, quotes, starts, starts + _DAY)
    if round_.briefing is not None:
        yield from _briefing(round_, setting, knowledge)
    if call.closes_at is not None:
        when = say_closing(call.closes_at, language)
        when = say("schedule.event_must_arrive", language, when=when) if call.must_arrive else when
        yield _happening(EventKind.CLOSES, round_, setting, when, quotes, call.closes_at, call.closes_at)
    if call.results_expected is not None:
        yield _planned(round_, setting, knowledge)
    if call.announced_on is not None and call.announced_on <= setting.as_of.astimezone(JST).date():
        starts = datetime.combine(call.announced_on, time(), JST)
        when = say_day(call.announced_on, language)
        yield _happening(EventKind.ANNOUNCED, round_, setting, when, quotes, starts, starts + _DAY)


def _briefing(round_: Round, setting: Setting, knowledge: Knowledge) -> Iterator[Happening]:
    language, briefing = setting.language, round_.briefing
    if briefing is None:
        return
    quotes = quotes_of(briefing.evidence, knowledge)
    if briefing.register_by is not None:
        until = briefing.register_by
        kind = EventKind.BRIEFING_REGISTRATION_CLOSES
        yield _happening(kind, round_, setting, say_moment(until, language), quotes, until, until)
    starts, ends = briefing.starts_at, briefing.ends_at
    when = say_moment(starts, language)
    if ends is not None:
        end = ends.astimezone(JST)
        clock = say("schedule.time", language, hour=end.hour, minute=end.minute)
        when = say("schedule.span", language, start=when, end=clock)
    when = say("schedule.event_online", language, when=when) if briefing.online else when
    yield _happening(EventKind.BRIEFING, round_, setting, when, quotes, starts, ends or starts)


def _planned(round_: Round, setting: Setting, knowledge: Knowledge) -> Happening:
    """The planned announcement: told in the document's words, placed by the days that they cover."""
    expected = round_.call.results_expected
    when = expected.said(setting.language) if expected else ""
    quotes = quotes_of(round_.call.results_evidence, knowledge)
    period = planned_results(round_)
    starts = datetime.combine(period.first, time(), JST) if period else None
    ends = datetime.combine(period.last, time(), JST) + _DAY if period else None
    return _happening(EventKind.RESULTS_PLANNED, round_, setting, when, quotes, starts, ends)


def _happening(
    kind: EventKind,
    round_: Round,
    setting: Setting,
    when: str,
    quotes: tuple[Quote, ...],
    starts: datetime | None,
    ends: datetime | None,
) -> Happening:
    language = setting.language
    name = event_name(kind, language)
    text = say("schedule.event_text", language, round=round_.number, name=name, when=when)
    said = DraftStatement(text=text, quotes=quotes, computed=(say_round(round_.number, language),), condition=True)
    state = state_of(starts, ends, setting.as_of)
    return Happening(kind=kind, state=state, when=when, starts=starts, ends=ends, said=said)


def state_of(starts: datetime | None, ends: datetime | None, as_of: datetime) -> EventState:
    """Where the span from `starts` up to `ends` lies from `as_of`; a deadline is past from its minute on."""
    if starts is None or ends is None:
        return EventState.UNKNOWN
    if as_of >= ends:
        return EventState.PAST
    return EventState.NOW if as_of >= starts else EventState.AHEAD


def event_name(kind: EventKind, language: Language) -> str:
    """What an event is called."""
    return say(f"schedule.event_{kind.value}", language)

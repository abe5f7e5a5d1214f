"""The schedule of a call as seen at a moment: where it stands, its events, until when a selection holds, all rounds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from advisor.answering.clock.calls import say_day
from advisor.answering.clock.moments import known_announcement
from advisor.answering.drafts import Draft, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.flow import setting_at, told
from advisor.answering.models import Answer, Intent, Status
from advisor.answering.setting import Setting
from advisor.guides.asked import asked_round
from advisor.guides.schedule.events import Happening, event_name, happenings
from advisor.guides.schedule.results import Event, EventKind, EventState, RoundSpan, ScheduleView, ValidityEnd
from advisor.guides.schedule.telling import Ending, begun, ending_of, schedule_draft, schedule_table, spans_statement
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Round
from advisor.programs.schedule import JST, Phase, call_state, has_begun

__all__ = ["Event", "EventKind", "EventState", "RoundSpan", "ScheduleView", "ValidityEnd", "schedule_at"]

Numbers = Mapping[tuple[str, int, int], int]


def schedule_at(
    as_of: datetime, language: Language, knowledge: Knowledge, round_number: int | None = None
) -> ScheduleView:
    """The schedule of the round asked for, or of the one in force, as it was known at `as_of`.

    Raises QuestionRejected("round_unknown") for a round that the program does not have.
    """
    setting = setting_at(as_of, language, knowledge)
    round_ = asked_round(round_number, setting, knowledge.program)
    if round_ is None or not has_begun(round_, as_of):
        return _nothing(round_, setting, knowledge)
    state = call_state(round_, as_of)
    events = happenings(round_, setting, knowledge)
    ending = ending_of(round_, setting, knowledge)
    draft = schedule_draft(state, events, ending, setting, knowledge)
    answer = told(draft, say("schedule.about", language, round=round_.number), setting, knowledge)
    numbers: Numbers = {(c.source_id, c.start, c.end): c.n for c in answer.citations}
    opening = _opening(round_)
    return ScheduleView(
        as_of=as_of,
        round=round_.number,
        is_current=setting.current is not None and round_.number == setting.current.number,
        phase=state.phase,
        headline=_headline(draft, events),
        seconds_left=_seconds(state.left),
        seconds_until_open=_seconds(opening - as_of) if opening is not None and as_of < opening else None,
        seconds_since=_seconds(state.since),
        events=tuple(_event(event, numbers, language) for event in events),
        validity=_validity(ending, numbers),
        rounds=_rounds(answer, setting, knowledge),
        answer=answer,
        table=schedule_table(round_.number, events, ending, draft, setting, knowledge),
    )


def _headline(draft: Draft, events: Sequence[Happening]) -> str:
    first = draft.statements[0]
    return first.text if first not in [event.said for event in events] and not first.condition else draft.lead


def _event(event: Happening, numbers: Numbers, language: Language) -> Event:
    return Event(
        kind=event.kind,
        name=event_name(event.kind, language),
        when=event.when,
        state=event.state,
        text=event.said.text if event.said else "",
        starts=event.starts,
        ends=event.ends,
        citations=_numbers(event.said.quotes if event.said else (), numbers),
    )


def _validity(ending: Ending | None, numbers: Numbers) -> ValidityEnd | None:
    if ending is None:
        return None
    return ValidityEnd(
        announced_on=ending.announced.on,
        fiscal_year=ending.announced.fiscal_year,
        until=ending.until,
        conditional=ending.conditional,
        text=ending.said.text,
        citations=_numbers(ending.said.quotes, numbers),
    )


def _rounds(answer: Answer, setting: Setting, knowledge: Knowledge) -> tuple[RoundSpan, ...]:
    """Every round that had begun, as far as its dates were known."""
    numbers: Numbers = {(c.source_id, c.start, c.end): c.n for c in answer.citations}
    spans = []
    for round_ in begun(knowledge, setting):
        call, announced = round_.call, known_announcement(round_, setting.as_of)
        spans.append(
            RoundSpan(
                number=round_.number,
                opens_on=call.opens_on,
                closes_at=call.closes_at,
                announced_on=announced.on if announced else None,
                authority=round_.authority,
                known=call.opens_on is not None and call.closes_at is not None,
                citations=_numbers(quotes_of(call.evidence, knowledge), numbers),
            )
        )
    return tuple(spans)


def _numbers(quotes: Sequence[Quote], numbers: Numbers) -> tuple[int, ...]:
    places = [(quote.source_id, quote.start, quote.end) for quote in quotes]
    return tuple(dict.fromkeys(numbers[place] for place in places if place in numbers))


def _opening(round_: Round) -> datetime | None:
    opens_on = round_.call.opens_on
    return datetime.combine(opens_on, datetime.min.time(), JST) if opens_on is not None else None


def _seconds(span: timedelta | None) -> int | None:
    return int(span.total_seconds()) if span is not None else None


def _nothing(round_: Round | None, setting: Setting, knowledge: Knowledge) -> ScheduleView:
    """The view before anything was known of the round, or of any round."""
    language = setting.language
    day = say_day(setting.as_of.astimezone(JST).date(), language)
    number = round_.number if round_ else None
    lead = say("schedule.not_begun" if number else "schedule.no_round", language, day=day, round=number)
    rounds = begun(knowledge, setting)
    statements = (spans_statement(knowledge, setting),) if rounds else ()
    draft = Draft(intent=Intent.SCHEDULE, status=Status.ABSTAINED, lead=lead)
    if statements:
        draft = draft.model_copy(update={"statements": statements, "status": Status.PARTIAL})
    about = say("schedule.about" if number else "schedule.about_none", language, round=number)
    answer = told(draft, about, setting, knowledge)
    return ScheduleView(
        as_of=setting.as_of,
        round=number,
        is_current=False,
        phase=Phase.UNKNOWN,
        headline=lead,
        seconds_left=None,
        seconds_until_open=None,
        seconds_since=None,
        events=(),
        validity=None,
        rounds=_rounds(answer, setting, knowledge),
        answer=answer,
        table=schedule_table(number, (), None, draft, setting, knowledge),
    )

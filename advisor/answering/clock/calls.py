"""What the clock says about a call: sentences and banners whose values are computed from `as_of`. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from advisor.answering.drafts import DraftNotice, DraftStatement, Quote
from advisor.answering.models import NoticeKind
from advisor.messages import Language, say
from advisor.programs.schedule import JST, CallState, Phase
from advisor.wareki import Moment


def say_span(span: timedelta, language: Language) -> str:
    """A span as people say it: days and hours, or hours and minutes on the last day."""
    hours, rest = divmod(int(span.total_seconds()), 3600)
    if not hours:
        return say("answers.minutes", language, minutes=max(1, rest // 60))
    if hours < 24:
        return say("answers.hours_minutes", language, hours=hours, minutes=rest // 60)
    if hours % 24 == 0:
        return say("answers.days", language, days=hours // 24)
    return say("answers.days_hours", language, days=hours // 24, hours=hours % 24)


def say_day(day: date, language: Language) -> str:
    """A calendar day."""
    return say("answers.day", language, year=day.year, month=day.month, day=day.day)


def say_moment(moment: datetime, language: Language) -> str:
    """A day with its time, or the day alone at midnight."""
    local = moment.astimezone(JST)
    if not local.hour and not local.minute:
        return say_day(local.date(), language)
    return say(
        "answers.day_time",
        language,
        year=local.year,
        month=local.month,
        day=local.day,
        hour=local.hour,
        minute=local.minute,
    )


def say_closing(closes_at: datetime, language: Language) -> str:
    """A deadline; one that ends a day (kept as the next midnight) is told as that day."""
    local = closes_at.astimezone(JST)
    if not local.hour and not local.minute:
        return say_day((local - timedelta(days=1)).date(), language)
    return say_moment(closes_at, language)


def say_round(number: int, language: Language) -> str:
    """A call by its number. The number comes from the source's own record, so that no quote has to hold it."""
    return say("answers.round", language, round=number)


def clock_sentence(state: CallState, quotes: tuple[Quote, ...], language: Language) -> DraftStatement | None:
    """Where the call stands, as a sentence of the answer; None where no source gives its period."""
    as_of = say_moment(state.as_of, language)
    if state.phase is Phase.OPEN and state.left is not None:
        span = say_span(state.left, language)
        text = say("answers.deadline_ahead", language, as_of=as_of, left=span)
    elif state.phase is Phase.CLOSED and state.since is not None:
        span = say_span(timedelta(days=state.since.days) if state.since.days else state.since, language)
        text = say("answers.call_closed", language, as_of=as_of, since=span)
    elif state.phase is Phase.UPCOMING and state.round.call.opens_on:
        span = say_span(_until(state), language)
        text = say("answers.call_upcoming", language, as_of=as_of, left=span)
    else:
        return None
    return DraftStatement(text=text, quotes=quotes, computed=(as_of, span))


def clock_notice(state: CallState, quotes: tuple[Quote, ...], language: Language) -> DraftNotice | None:
    """Where the call stands, as a banner beside any answer about it."""
    number = state.round.number
    named = say_round(number, language)
    call = state.round.call
    if state.phase is Phase.OPEN and state.left is not None:
        span = say_span(state.left, language)
        text = say("answers.notice_open", language, round=number, left=span)
        return DraftNotice(kind=NoticeKind.DEADLINE, text=text, quotes=quotes, computed=(span, named))
    if state.phase is Phase.UPCOMING and call.opens_on:
        day = say_day(call.opens_on, language)
        text = say("answers.notice_upcoming", language, round=number, day=day)
        return DraftNotice(kind=NoticeKind.OPENS, text=text, quotes=quotes, computed=(named,))
    if state.phase is Phase.CLOSED and call.closes_at:
        day = say_closing(call.closes_at, language)
        text = say("answers.notice_closed", language, round=number, day=day)
        return DraftNotice(kind=NoticeKind.CLOSED, text=text, quotes=quotes, computed=(named,))
    return None


def day_sentences(
    days: Sequence[Moment], state: CallState, quotes: tuple[Quote, ...], language: Language
) -> list[DraftStatement]:
    """For each day that a question names: whether an application made then is in time."""
    call = state.round.call
    found = []
    for moment in days:
        if call.closes_at is None or not (moment.year and moment.month and moment.day):
            continue
        day = date(moment.year, moment.month, moment.day)
        closing = call.closes_at.astimezone(JST)
        said = say_day(day, language)
        computed: tuple[str, ...] = (said,)
        if call.opens_on and day < call.opens_on:
            text = say("answers.day_too_early", language, day=said)
        elif day < closing.date():
            text = say("answers.day_in_time", language, day=said)
        elif day == closing.date() and (closing.hour or closing.minute):
            time = closing.strftime("%H:%M")
            text = say("answers.day_of_deadline", language, day=said, time=time)
        else:
            text = say("answers.day_too_late", language, day=said)
        found.append(DraftStatement(text=text, quotes=quotes, computed=computed))
    return found


def _until(state: CallState) -> timedelta:
    opens_on = state.round.call.opens_on
    if opens_on is None:
        return timedelta(0)
    return datetime.combine(opens_on, datetime.min.time(), JST) - state.as_of

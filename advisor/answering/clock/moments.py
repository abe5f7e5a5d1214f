"""What a moment makes of a round's other dates: the briefing, the planned result, the end of validity. Pure."""

import re
from datetime import date, datetime, timedelta

from advisor.answering.clock.calls import say_day, say_moment, say_span
from advisor.answering.drafts import DraftStatement, Quote
from advisor.answering.understand import Part
from advisor.messages import Language, say
from advisor.programs.model import Briefing, Round
from advisor.programs.planned import PlannedPeriod, planned_results
from advisor.programs.schedule import JST, fiscal_year, valid_until
from advisor.values import Value
from advisor.wareki import dates_in, times_in, with_gregorian_years

_REIWA = 2018  # the year before 令和元年
_FISCAL_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年度|(?:\bfy|\bfiscal year(?: of)?)\s*(20\d{2})(?!\d)", re.I)


class Announced(Value):
    """When a selection is announced: the day, or only the month or fiscal year that a question supposes."""

    fiscal_year: int
    month: tuple[int, int] | None = None  # year and month
    on: date | None = None


def briefing_sentences(
    briefing: Briefing, as_of: datetime, quotes: tuple[Quote, ...], language: Language
) -> list[DraftStatement]:
    """Whether one can still register, and where the session stands."""
    moment = say_moment(as_of, language)
    ends_at = briefing.ends_at or briefing.starts_at

    def said(key: str, left: timedelta | None = None) -> DraftStatement:
        span = say_span(left, language) if left is not None else ""
        text = say(f"schedule.{key}", language, as_of=moment, left=span)
        return DraftStatement(text=text, quotes=quotes, computed=(moment, span) if span else (moment,))

    if as_of >= ends_at:
        return [said("briefing_over")]
    if as_of >= briefing.starts_at:
        return [said("briefing_now")]
    ahead = said("briefing_ahead", briefing.starts_at - as_of)
    if briefing.register_by is None:
        return [ahead]
    if as_of < briefing.register_by:
        return [said("briefing_registration_open", briefing.register_by - as_of)]
    return [said("briefing_registration_closed"), ahead]


def results_sentence(
    period: PlannedPeriod, as_of: datetime, quotes: tuple[Quote, ...], language: Language
) -> DraftStatement:
    """Where the planned time of the announcement lies from `as_of`; that it is over does not mean that it was kept."""
    today, moment = as_of.astimezone(JST).date(), say_moment(as_of, language)
    key = "results_ahead" if today < period.first else "results_now" if today <= period.last else "results_past"
    text = say(f"schedule.{key}", language, as_of=moment)
    return DraftStatement(text=text, quotes=quotes, computed=(moment,))


def time_sentences(
    part: Part, closes_at: datetime, quotes: tuple[Quote, ...], language: Language
) -> list[DraftStatement]:
    """Whether what arrives at the time that a question names is in time on the closing day; nothing on other days, and
    nothing at the very minute of the deadline, which the documents do not settle."""
    closing = closes_at.astimezone(JST)
    on_closing_day = all((day.month, day.day) == (closing.month, closing.day) for day in part.dates)
    times = times_in(part.text) - {(closing.hour, closing.minute)}
    if not on_closing_day or len(times) != 1 or not (closing.hour or closing.minute):
        return []
    (hour, minute) = times.pop()
    key = "time_in_time" if (hour, minute) < (closing.hour, closing.minute) else "time_too_late"
    time = say("schedule.time", language, hour=hour, minute=minute)
    return [DraftStatement(text=say(f"schedule.{key}", language, time=time), quotes=quotes, computed=(time,))]


def named_announcement(text: str) -> Announced | None:
    """The announcement that a question supposes: a fiscal year, or a day or month with its year.

    >>> named_announcement("令和7年度に公表なら")
    Announced(fiscal_year=2025, month=None, on=None)
    >>> named_announcement("announced in February 2026")
    Announced(fiscal_year=2025, month=(2026, 2), on=None)
    """
    plain = with_gregorian_years(text)
    if found := _FISCAL_YEAR.search(plain):
        return Announced(fiscal_year=int(found[1] or found[2]))
    for moment in dates_in(text):
        if moment.year and moment.month:
            on = date(moment.year, moment.month, moment.day) if moment.day else None
            year = fiscal_year(date(moment.year, moment.month, 1))
            return Announced(fiscal_year=year, month=(moment.year, moment.month), on=on)
    return None


def known_announcement(round_: Round, as_of: datetime) -> Announced | None:
    """The announcement of a round, once it was made."""
    on = round_.call.announced_on
    if on is None or on > as_of.astimezone(JST).date():
        return None
    return Announced(fiscal_year=fiscal_year(on), month=(on.year, on.month), on=on)


def end_of(announced: Announced, fiscal_years: int) -> date:
    """The last day of a selection announced then."""
    return valid_until(date(announced.fiscal_year, 4, 1), fiscal_years)


def validity_sentence(
    announced: Announced | None, round_: Round, as_of: datetime, quotes: tuple[Quote, ...], language: Language
) -> DraftStatement | None:
    """Until when a selection announced then holds; without an announcement, if it is made at the planned time.

    None where the round's validity or the planned time is not known.
    """
    if round_.validity is None:
        return None
    years = round_.validity.fiscal_years
    if announced is not None:
        until = say_until(end_of(announced, years), language)
        year = say_fiscal_year(announced.fiscal_year, language)
        on = say_day(announced.on, language) if announced.on else ""
        key = "valid_announced" if on else "valid_if"
        text = say(f"schedule.{key}", language, announced=on, fiscal_year=year, until=until)
        return DraftStatement(text=text, quotes=quotes, computed=tuple(filter(None, (until, year, on))))
    period, expected = planned_results(round_), round_.call.results_expected
    if period is None or expected is None or fiscal_year(period.first) != fiscal_year(period.last):
        return None
    until = say_until(valid_until(period.first, years), language)
    year = say_fiscal_year(fiscal_year(period.first), language)
    planned = expected.said(language)
    text = say("schedule.valid_if_planned", language, planned=planned, fiscal_year=year, until=until)
    return DraftStatement(text=text, quotes=quotes, computed=(until, year))


def over_sentence(until: date, as_of: datetime, quotes: tuple[Quote, ...], language: Language) -> DraftStatement | None:
    """That the end of validity has passed; None where it has not."""
    if as_of.astimezone(JST).date() <= until:
        return None
    moment = say_moment(as_of, language)
    text = say("schedule.valid_over", language, as_of=moment)
    return DraftStatement(text=text, quotes=quotes, computed=(moment,))


def say_until(day: date, language: Language) -> str:
    """The end of a validity period, in Japanese with its era as well."""
    return say("schedule.until", language, day=say_day(day, language), reiwa=day.year - _REIWA)


def say_fiscal_year(year: int, language: Language) -> str:
    """A Japanese fiscal year: 令和7年度."""
    key = "schedule.fiscal_year" if year > _REIWA else "schedule.fiscal_year_plain"
    return say(key, language, year=year, reiwa=year - _REIWA)

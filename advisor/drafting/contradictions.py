"""Values that the applicant's files state differently for the same thing, as questions. Pure."""

from collections.abc import Sequence

from advisor.drafting.measures import EvidenceFile, Measure, measures_in
from advisor.drafting.model import Contradiction, FileCitation, StatedValue
from advisor.drafting.stated.comparing import contradicting, groups_of
from advisor.drafting.stated.facts import PlacedFact, differing_facts, facts_in
from advisor.drafting.stated.periods import Period, Point
from advisor.messages import Language, say

_MOST_SHOWN = 6  # places named in the text; `values` has all
_SHOWN_UNITS = {
    ("円", "1000"): "千円",
    ("円", "10000"): "万円",
    ("円", "1000000"): "百万円",
    ("円", "100000000"): "億円",
    ("m2", "1"): "㎡",
}


def find_contradictions(files: Sequence[EvidenceFile], language: Language = Language.JA) -> tuple[Contradiction, ...]:
    """The same subject, unit and narrowing with different values for a period that can be the same.

    Not among them: other years, goals beside results, parts beside totals, sums over years, other partners or
    organisations, values that only round differently. In the files' order; each with every place that states it.
    """
    found = [
        _of_measures(members, language) for group in groups_of(measures_in(files)) for members in contradicting(group)
    ]
    found += [_of_facts(members, language) for members in differing_facts(facts_in(files))]
    order = {(file.id, file.name): at for at, file in enumerate(files)}
    return tuple(
        sorted(found, key=lambda one: (order[(one.values[0].file_id, one.values[0].file)], one.values[0].start))
    )


def _of_measures(members: Sequence[Measure], language: Language) -> Contradiction:
    names = [measure.subject for measure in members if measure.subject]
    subject = min(names, key=len) if names else "・".join(sorted(members[0].words))
    shown = [
        _shown(measure.written + _unit_left_out(measure), measure.place, measure.period, language)
        for measure in members
    ]
    values = tuple(_stated(measure.written, measure.place) for measure in members)
    text = say("contradictions.figures", language, subject=subject, values=_listed(shown, language))
    return Contradiction(text=text, subject=subject, values=values)


def _of_facts(members: Sequence[PlacedFact], language: Language) -> Contradiction:
    if members[0].kind == "founding":
        names = [fact.subject for fact in members if fact.subject]
        name = min(names, key=len) if names else say("contradictions.hub", language)
        subject = say("contradictions.founding", language, name=name)
    else:
        subject = members[0].subject
    shown = [_shown(fact.written, fact.place, None, language) for fact in members]
    values = tuple(_stated(fact.written, fact.place) for fact in members)
    text = say("contradictions.facts", language, subject=subject, values=_listed(shown, language))
    return Contradiction(text=text, subject=subject, values=values)


def _stated(value: str, place: FileCitation) -> StatedValue:
    return StatedValue(
        value=value,
        file=place.file,
        page=place.page,
        quote=place.quote,
        start=place.start,
        end=place.end,
        file_id=place.file_id,
    )


def _listed(shown: Sequence[str], language: Language) -> str:
    places = list(dict.fromkeys(shown))
    listed = say("contradictions.between", language).join(places[:_MOST_SHOWN])
    left = len(places) - _MOST_SHOWN
    return say("contradictions.more", language, listed=listed, count=left) if left > 0 else listed


def _shown(value: str, place: FileCitation, period: Period | None, language: Language) -> str:
    where = place.file
    if place.page is not None:
        where = say("contradictions.page", language, file=place.file, page=place.page)
    if period is None:
        return say("contradictions.value", language, value=value, place=where)
    return say("contradictions.value_of", language, value=value, place=where, period=_period(period, language))


def _period(period: Period, language: Language) -> str:
    if not period.is_span:
        return _point(period.first, language)
    first, last = _point(period.first, language), _point(period.last, language)
    return say("contradictions.span", language, first=first, last=last)


def _point(point: Point, language: Language) -> str:
    if point.basis == "calendar":
        return say("contradictions.calendar_year", language, year=point.year)
    if point.basis != "day":
        return say("contradictions.fiscal_year", language, year=point.year)
    if point.day is None:
        return say("contradictions.month", language, year=point.year, month=point.month)
    return say("contradictions.day", language, year=point.year, month=point.month, day=point.day)


def _unit_left_out(measure: Measure) -> str:
    """The unit, where the figure is written without it (a cell of a table)."""
    if not measure.written[-1:].isdigit():
        return ""
    scale = measure.figure.unit.scale if measure.figure.unit else 1
    return _SHOWN_UNITS.get((measure.unit, str(scale)), measure.unit)

"""Plots of the secretariat's figures as Vega-Lite specifications, in the style of charts.py. Pure.

Every bar has its number beside it, so that nothing is told by length or colour alone.
"""

from datetime import date, datetime, time, timedelta

from advisor.inquiries.figures import Figures
from advisor.inquiries.periods import Unit
from advisor.messages import Language, say
from app.ui.charts import Spec, base_spec
from app.ui.theme import TOKENS

_TEXT, _ROW, _HEIGHT = 16, 44, 260  # px
_INK, _WHITE = TOKENS["color-neutral-black"], TOKENS["color-neutral-white"]
_BLUE = TOKENS["color-primitive-blue-900"]
_APART = 100  # bars over time up to which a line parts them
_NUMBERED = 31  # bars over time up to which each has its number over it
_LEAST = 4  # the least end of a scale of counts: two inquiries do not fill the plot


def figure_charts(figures: Figures, language: Language) -> tuple[Spec | None, ...]:
    """The plots in their order: by topic, over time, by kind of sender, decisions; None where there is nothing."""
    return (
        by_topic(figures, language),
        over_time(figures, language),
        by_kind(figures, language),
        decisions(figures, language),
    )


def by_topic(figures: Figures, language: Language) -> Spec | None:
    """A bar a topic, the most asked first."""
    rows = [(say(f"faq.topic_{topic.value}", language), count) for topic, count in figures.by_topic]
    return _bars("topic", rows, language, n=figures.total, most=rows[0][0] if rows else "")


def by_kind(figures: Figures, language: Language) -> Spec | None:
    """A bar a kind of sender, the most frequent first."""
    rows = [(say(f"inquiries_ui.kind_{kind.value}", language), count) for kind, count in figures.by_kind]
    return _bars("kind", rows, language, n=figures.total, most=rows[0][0] if rows else "")


def decisions(figures: Figures, language: Language) -> Spec | None:
    """A bar for each thing that can become of a draft, also where it is 0."""
    found = figures.decisions
    if not found.decided and not found.undecided:
        return None
    names = ("unchanged", "edited", "rejected", "undecided")
    rows = [(say(f"inquiry_figures.decision_{name}", language), int(getattr(found, name))) for name in names]
    return _bars("decisions", rows, language, n=found.decided, unchanged=found.unchanged)


def over_time(figures: Figures, language: Language) -> Spec | None:
    """A bar a day, or a week or month in a long period; periods without inquiries are gaps."""
    counts = figures.over_time
    if not any(each.count for each in counts):
        return None
    ends = [_end(each.start, figures.unit) for each in counts]
    values: list[Spec] = [
        {
            "start": _clock(each.start),
            "end": _clock(end),
            "middle": _clock(each.start, (end - each.start).days * 12),
            "count": each.count,
            "day": each.start.isoformat(),
        }
        for each, end in zip(counts, ends, strict=True)
    ]
    most = max(counts, key=lambda each: each.count)
    axis = {"format": "%m/%d" if figures.unit is Unit.DAY else "%Y-%m", "labelOverlap": True, "grid": False}
    x: Spec = {"field": "start", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": axis}
    y = {**_scale(most.count), "field": "count"}
    named = say(f"inquiry_figures.column_{figures.unit.value}", language)
    tip = [
        {"field": "day", "type": "nominal", "title": named},
        {"field": "count", "type": "quantitative", "title": say("inquiry_figures.column_inquiries", language)},
    ]
    bar = {"type": "rect", "color": _BLUE, "stroke": _WHITE, "strokeWidth": 1 if len(counts) <= _APART else 0}
    layers: list[Spec] = [
        {"mark": bar, "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "y2": {"datum": 0}, "tooltip": tip}}
    ]
    if len(counts) <= _NUMBERED:
        number = {"type": "text", "fontSize": _TEXT, "fontWeight": 700, "color": _INK, "dy": -10}
        encoding = {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "count"}}
        layers.append({"transform": [{"filter": "datum.count > 0"}], "mark": number, "encoding": encoding})
    told = say(
        "inquiry_figures.chart_over_time_alt",
        language,
        n=figures.total,
        most=most.count,
        day=most.start.isoformat(),
    )
    spec = base_spec(say("inquiry_figures.title_over_time", language), told, height=_HEIGHT)
    return spec | {"data": {"values": values}, "layer": layers}


def _end(start: date, unit: Unit) -> date:
    """The day on which the next period begins."""
    if unit is Unit.MONTH:
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start + timedelta(days=7 if unit is Unit.WEEK else 1)


def _clock(day: date, hours: int = 0) -> str:
    """The start of a day, or so many hours later, written as UTC: the plot shows it on a UTC scale."""
    return f"{datetime.combine(day, time()) + timedelta(hours=hours):%Y-%m-%dT%H:%M:00Z}"


def _bars(name: str, rows: list[tuple[str, int]], language: Language, **told: object) -> Spec | None:
    """A bar a row, with its number at its end."""
    if not rows:
        return None
    names = [label for label, _ in rows]
    y = {"field": "name", "type": "nominal", "sort": names, "title": None, "scale": {"domain": names}}
    x = {**_scale(max(count for _, count in rows)), "field": "count"}
    number = {"type": "text", "fontSize": _TEXT, "fontWeight": 700, "color": _INK, "align": "left", "dx": 6}
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": _BLUE, "height": 26}, "encoding": {"y": y, "x": x}},
        {"mark": number, "encoding": {"y": y, "x": x, "text": {"field": "count"}}},
    ]
    alt = say(f"inquiry_figures.chart_{name}_alt", language, **told)
    spec = base_spec(say(f"inquiry_figures.title_{name}", language), alt, height=_ROW * len(rows))
    return spec | {"data": {"values": [{"name": n, "count": c} for n, c in rows]}, "layer": layers}


def _scale(most: int) -> Spec:
    """A scale of counts from 0, with room for the number at the end of the longest bar."""
    return {
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, max(_LEAST, most * 1.1)]},
        "axis": {"tickMinStep": 1, "tickCount": 6, "format": "d"},
    }

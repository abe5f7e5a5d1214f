"""Plots of the guided pages as Vega-Lite specifications: plain dicts, with their data in them. Pure.

What a colour says is said by a shape, a number or a word as well. Text is 16 px or larger. Nothing is loaded.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from advisor.corpus.hubs import HubType
from advisor.guides.schedule.results import RoundSpan
from advisor.messages import Language, say
from advisor.programs.schedule import JST
from app.ui.prefecture_grid import SQUARES
from app.ui.theme import TOKENS

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # a name, not an address that is fetched
_FONT = "Noto Sans JP, Noto Sans CJK JP, sans-serif"
_TEXT = 16
_DARK, _INK = TOKENS["color-neutral-solid-gray-800"], TOKENS["color-neutral-black"]
_WHITE, _LINE = TOKENS["color-neutral-white"], TOKENS["color-neutral-solid-gray-536"]
_BLUE, _PALE, _RED = (TOKENS[f"color-primitive-{name}"] for name in ("blue-900", "blue-100", "red-900"))
_FILLS = {HubType.INTERNATIONAL: _BLUE, HubType.REGIONAL: _PALE}  # dark and pale: apart without colour
_SHADES = (_WHITE, _PALE, _BLUE, TOKENS["color-primitive-blue-1000"])
_ROW, _SQUARE_WIDTH, _SQUARE_HEIGHT = 44, 52, 46  # px


def timeline(rounds: Sequence[RoundSpan], as_of: datetime, language: Language) -> Spec:
    """The calls over the years: a bar for each period, a diamond for each announcement, a line for the 基準日.

    A call whose period no source gives has a word in place of the bar.
    """
    names = [say("ui.round", language, n=span.number) for span in rounds]
    periods = [
        {"round": name, "opens": _clock(span.opens_on), "closes": _clock(span.closes_at)}
        for name, span in zip(names, rounds, strict=True)
        if span.opens_on and span.closes_at
    ]
    announced = [
        {"round": name, "announced": _clock(span.announced_on)}
        for name, span in zip(names, rounds, strict=True)
        if span.announced_on
    ]
    y = {"field": "round", "type": "nominal", "sort": names, "title": None, "scale": {"domain": names}}
    years = _years(rounds, as_of)
    ends = (datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[1] + 1, 1, 1, tzinfo=UTC))
    x = {"type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": {"format": "%Y", "tickCount": "year"}}
    whole = {"type": "utc", "domain": [int(end.timestamp() * 1000) for end in ends]}  # one layer says it for all
    now = {"field": "now", **x}
    is_late = as_of.astimezone(JST).year > sum(years) / 2  # its word stands on the side where there is room
    word = {"align": "right", "dx": -8} if is_late else {"align": "left", "dx": 8}
    layers: list[Spec] = [
        {
            "data": {"values": periods},
            "mark": {"type": "bar", "height": 26, "color": _BLUE, "minWidth": 4},
            "encoding": {"y": y, "x": {"field": "opens", **x}, "x2": {"field": "closes"}},
        },
        {
            "data": {"values": announced},
            "mark": {"type": "point", "shape": "diamond", "size": 170, "filled": True, "color": _WHITE, "stroke": _INK},
            "encoding": {"y": y, "x": {"field": "announced", **x}},
        },
        *_unknown(rounds, names, y, x, language),
        {
            "data": {"values": [{"now": _clock(as_of)}]},
            "mark": {"type": "rule", "color": _RED, "strokeWidth": 3, "strokeDash": [8, 4]},
            "encoding": {"x": {**now, "scale": whole}},
        },
        {
            "data": {"values": [{"now": _clock(as_of)}]},
            "mark": {"type": "text", "color": _RED, "fontSize": _TEXT, "fontWeight": 700, **word},
            "encoding": {"x": now, "y": {"value": -12}, "text": {"value": say("guides_ui.chart_now", language)}},
        },
    ]
    told = say("guides_ui.chart_timeline_alt", language, n=len(rounds), as_of=f"{as_of.astimezone(JST):%Y-%m-%d}")
    return base_spec(say("guides_ui.chart_timeline", language), told, height=_ROW * max(1, len(rounds))) | {
        "layer": [layer for layer in layers if layer["data"]["values"]]
    }


def _unknown(rounds: Sequence[RoundSpan], names: Sequence[str], y: Spec, x: Spec, language: Language) -> list[Spec]:
    """In place of a bar that there is not, words: beside the announcement, or in the middle where that is not known."""
    spans = [(name, span) for name, span in zip(names, rounds, strict=True) if not span.known]
    beside = [{"round": name, "announced": _clock(s.announced_on)} for name, s in spans if s.announced_on]
    alone = [{"round": name} for name, span in spans if not span.announced_on]
    text: Spec = {"type": "text", "color": _DARK, "fontSize": _TEXT}
    return [
        {
            "data": {"values": beside},
            "mark": {**text, "align": "left", "dx": 14},
            "encoding": {
                "y": y,
                "x": {"field": "announced", **x},
                "text": {"value": say("guides_ui.chart_unknown", language)},
            },
        },
        {
            "data": {"values": alone},
            "mark": {**text, "align": "center", "x": {"expr": "width / 2"}},
            "encoding": {"y": y, "text": {"value": say("guides_ui.chart_all_unknown", language)}},
        },
    ]


def _years(rounds: Sequence[RoundSpan], as_of: datetime) -> tuple[int, int]:
    """The first and the last year on the line of time."""
    days = [day for span in rounds for day in (span.opens_on, span.closes_at, span.announced_on) if day]
    years = [day.year for day in days] + [as_of.astimezone(JST).year]
    return min(years), max(years)


def hubs_by_round(
    counts: Mapping[tuple[int, HubType], int], type_names: Mapping[HubType, str], language: Language
) -> Spec:
    """A bar a round, its two parts the types, each with its number."""
    numbers = sorted({number for number, _ in counts})
    rounds = [say("ui.round", language, n=number) for number in numbers]
    order = [type_names[kind] for kind in HubType]
    values: list[Spec] = []
    for number, name in zip(numbers, rounds, strict=True):
        before = 0
        for kind in HubType:
            count = counts.get((number, kind), 0)
            if count:
                place = {"from": before, "to": before + count, "middle": before + count / 2}
                values.append({"round": name, "type": type_names[kind], "count": count, **place})
            before += count
    most = max((value["to"] for value in values), default=1)
    y = {"field": "round", "type": "nominal", "sort": rounds, "title": None}
    x = {
        "field": "from",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, most]},
        "axis": {"tickMinStep": 1, "format": "d"},
    }
    colour = {
        "field": "type",
        "type": "nominal",
        "scale": {"domain": order, "range": [_FILLS[kind] for kind in HubType]},
        "legend": {"orient": "bottom", "columns": 1, "title": None, "symbolStrokeWidth": 1, "symbolStrokeColor": _DARK},
    }
    layers = [
        {
            "mark": {"type": "bar", "stroke": _DARK, "strokeWidth": 1, "height": 30},
            "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "color": colour},
        },
        {
            "mark": {"type": "text", "fontSize": _TEXT, "fontWeight": 700},
            "encoding": {
                "y": y,
                "x": {**x, "field": "middle"},
                "text": {"field": "count", "type": "quantitative"},
                "color": {
                    "condition": {"test": {"field": "type", "equal": order[0]}, "value": _WHITE},
                    "value": _INK,
                },
            },
        },
    ]
    told = say("guides_ui.chart_rounds_alt", language, n=sum(counts.values()))
    spec = base_spec(say("guides_ui.chart_rounds", language), told, height=_ROW * max(1, len(rounds)))
    return spec | {"data": {"values": values}, "layer": layers}


def hubs_by_prefecture(counts: Mapping[str | None, int], language: Language) -> Spec:
    """The prefectures as squares; the number of hubs stands in its square, which is the darker the more there are."""
    values: list[Spec] = [
        {
            "name": square.name if language is Language.JA else f"{square.english} ({square.name})",
            "short": square.short,
            "column": square.column,
            "row": square.row,
            "count": counts.get(square.name, 0),
        }
        for square in SQUARES
    ]
    columns, rows = (max(value[key] for value in values) + 1 for key in ("column", "row"))
    most = max([2, *(value["count"] for value in values)])
    x = {"field": "column", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.06}}
    y = {"field": "row", "type": "ordinal", "axis": None, "scale": {"domain": list(range(rows)), "paddingInner": 0.06}}
    shade = {
        "field": "count",
        "type": "quantitative",
        "scale": {"type": "threshold", "domain": [1, 2, max(3, most)], "range": list(_SHADES)},
        "legend": None,
    }
    dark = {"condition": {"test": "datum.count > 1", "value": _WHITE}, "value": _INK}
    tip = [
        {"field": "name", "type": "nominal", "title": say("guides_ui.column_prefecture", language)},
        {"field": "count", "type": "quantitative", "title": say("guides_ui.column_hubs", language)},
    ]
    text = {"type": "text", "fontSize": _TEXT}
    layers: list[Spec] = [
        {
            "mark": {"type": "rect", "stroke": _LINE, "strokeWidth": 1},
            "encoding": {"x": x, "y": y, "color": shade, "tooltip": tip},
        },
        {"mark": {**text, "dy": -9}, "encoding": {"x": x, "y": y, "text": {"field": "short"}, "color": dark}},
        {
            "transform": [{"filter": "datum.count > 0"}],
            "mark": {**text, "dy": 11, "fontWeight": 700},
            "encoding": {"x": x, "y": y, "text": {"field": "count", "type": "quantitative"}, "color": dark},
        },
    ]
    told = say("guides_ui.chart_map_alt", language, n=sum(1 for value in values if value["count"]))
    spec = base_spec(say("guides_ui.chart_map", language), told, height=rows * _SQUARE_HEIGHT)
    return spec | {"width": columns * _SQUARE_WIDTH, "data": {"values": values}, "layer": layers}


def base_spec(title: str, description: str, height: int) -> Spec:
    """What all plots share: fonts, colours, SVG, no menu with ways out of the page."""
    label = {"labelFont": _FONT, "labelFontSize": _TEXT, "labelColor": _DARK, "labelLimit": 0}
    heading = {"titleFont": _FONT, "titleFontSize": _TEXT, "titleColor": _DARK}
    return {
        "$schema": SCHEMA,
        "description": description,
        "title": {"text": title, "anchor": "start", "offset": 24},
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": _WHITE,
        "usermeta": {"embedOptions": {"actions": False, "renderer": "svg", "tooltip": True}},
        "config": {
            "font": _FONT,
            "axis": {**label, **heading, "gridColor": TOKENS["color-neutral-solid-gray-200"], "domainColor": _LINE},
            "legend": {**label, **heading},
            "title": {"font": _FONT, "fontSize": 18, "color": _INK},
            "view": {"stroke": None},
        },
    }


def _clock(moment: date | datetime | None) -> str | None:
    """The Japanese wall clock, written as UTC: the plot shows it on a UTC scale, the same for readers anywhere."""
    if moment is None:
        return None
    local = moment.astimezone(JST) if isinstance(moment, datetime) else datetime.combine(moment, time())
    return f"{local:%Y-%m-%dT%H:%M:00Z}"

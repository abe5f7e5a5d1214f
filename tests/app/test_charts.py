"""The plots: whole specifications, the right numbers, nothing told by colour alone, nothing from outside."""

import json
import re
from datetime import date
from typing import Any

import pytest

from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.guides.hubs.finding import find_hubs
from advisor.guides.hubs.results import HubFilter
from advisor.guides.schedule.at import schedule_at
from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.ui.charts import SCHEMA, hubs_by_prefecture, hubs_by_round, timeline
from app.ui.prefecture_grid import SQUARES
from app.ui.theme import TOKENS

AS_OF = parse_as_of("2025-08-20")
NAMES = {HubType.INTERNATIONAL: "国際展開型", HubType.REGIONAL: "地域貢献型"}


def specs(knowledge: Knowledge, language: Language) -> list[dict[str, Any]]:
    found = find_hubs(HubFilter(), AS_OF, language, knowledge)
    by_type = {(each.round, each.type): each.count for each in found.by_round_and_type}
    places = {each.prefecture: each.count for each in found.by_prefecture}
    rounds = schedule_at(AS_OF, language, knowledge).rounds
    return [
        timeline(rounds, AS_OF, language),
        hubs_by_round(by_type, NAMES, language),
        hubs_by_prefecture(places, language),
    ]


def values_under(spec: Any, key: str) -> list[Any]:
    """Every value of `key` anywhere in the specification."""
    if isinstance(spec, dict):
        here = [spec[key]] if key in spec else []
        return here + [value for part in spec.values() for value in values_under(part, key)]
    return [value for part in spec for value in values_under(part, key)] if isinstance(spec, list) else []


@pytest.mark.parametrize("language", list(Language))
def test_every_plot_is_self_contained_readable_and_described(knowledge: Knowledge, language: Language) -> None:
    for spec in specs(knowledge, language):
        text = json.dumps(spec, ensure_ascii=False)
        assert [url for url in re.findall(r"https?://[^\"]+", text) if url != SCHEMA] == []
        assert not values_under(spec, "url")
        assert spec["usermeta"]["embedOptions"]["actions"] is False
        sizes = [size for key in ("fontSize", "labelFontSize", "titleFontSize") for size in values_under(spec, key)]
        assert min(sizes) >= 16
        assert set(re.findall(r"#[0-9a-f]{6}", text)) <= set(TOKENS.values())
        assert len(spec["description"]) > 20
        for layer in spec["layer"]:
            assert layer["mark"]["type"] in {"bar", "point", "rect", "rule", "text"}
            assert layer["encoding"]


def test_the_timeline_has_every_call_and_the_day(knowledge: Knowledge) -> None:
    spec = specs(knowledge, Language.JA)[0]
    shown = {value["round"] for data in values_under(spec, "values") for value in data if "round" in value}
    assert shown == {f"第{r.number}回" for r in knowledge.program.rounds}
    bars = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "bar")["data"]["values"]
    seven = next(value for value in bars if value["round"] == "第7回")
    assert (seven["opens"], seven["closes"]) == ("2025-07-18T00:00:00Z", "2025-08-27T12:00:00Z")
    rule = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    assert rule["data"]["values"] == [{"now": "2025-08-20T00:00:00Z"}]
    first, last = rule["encoding"]["x"]["scale"]["domain"]
    days = [r.call.opens_on for r in knowledge.program.rounds if r.call.opens_on]
    assert first <= _ms(min(days)) and _ms(AS_OF.date()) <= last
    unknown = {r.number for r in knowledge.program.rounds if not (r.call.opens_on and r.call.closes_at)}
    words = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text" and "y" in layer["encoding"]]
    named = {v["round"] for layer in words for v in layer["data"]["values"] if "round" in v}
    assert named == {f"第{n}回" for n in unknown}


def _ms(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def test_a_timeline_before_the_first_call_still_stands() -> None:
    spec = timeline((), AS_OF, Language.JA)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rule", "text"]


def test_the_bars_count_the_hubs(knowledge: Knowledge) -> None:
    spec = specs(knowledge, Language.JA)[1]
    values = spec["data"]["values"]
    for value in values:
        number = int(re.sub(r"\D", "", value["round"]))
        wanted = [h for h in knowledge.hubs if h.round == number and NAMES[h.type] == value["type"]]
        assert value["count"] == len(wanted) == value["to"] - value["from"]
        assert value["from"] < value["middle"] < value["to"]
    assert sum(value["count"] for value in values) == len(knowledge.hubs)


def test_the_map_has_each_prefecture_once_on_a_square_of_its_own(knowledge: Knowledge) -> None:
    assert len(SQUARES) == len({s.name for s in SQUARES}) == len({(s.column, s.row) for s in SQUARES}) == 47
    assert {hub.prefecture for hub in knowledge.hubs if hub.prefecture} <= {square.name for square in SQUARES}
    spec = specs(knowledge, Language.JA)[2]
    counts = {value["name"]: value["count"] for value in spec["data"]["values"]}
    for name, count in counts.items():
        assert count == sum(hub.prefecture == name for hub in knowledge.hubs)
    width, squares = spec["width"], max(square.column for square in SQUARES) + 1
    assert width / squares >= 3 * 16  # the longest short name has three characters of 16 px

"""corpus/hubs/hubs.csv: the selected hubs (選抜拠点). They illustrate; they never support a rule."""

import csv
from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError

from advisor.corpus.problems import Problem, problem, problems_of
from advisor.corpus.source_text import source_text
from advisor.values import Value

FILE = "hubs/hubs.csv"
_COLUMNS = (
    "round", "announced_on", "type", "university", "hub_name",
    "prefecture", "field", "summary_ja", "source_url", "confidence",
)  # fmt: skip
_OPTIONAL = {"announced_on", "hub_name", "prefecture", "field", "summary_ja"}


class HubType(StrEnum):
    """The two types (類型) in which hubs are selected."""

    INTERNATIONAL = "国際展開型"
    REGIONAL = "地域貢献型"


class Confidence(StrEnum):
    """What a row rests on: the ministry's or university's own release, the 2nd call's outline, or a third party."""

    PRESS_RELEASE = "press-release"
    SEED = "seed"
    SECONDARY = "secondary"


class Hub(Value):
    """One selected hub. None: not known. `start`/`end`: its line in the file's text, without the line end.

    `row` counts the data rows from 1. The selection rests on `selection_url`, the summary on `summary_urls`.
    """

    id: str
    row: int = Field(ge=1)
    round: int = Field(ge=1)
    announced_on: date | None = None
    type: HubType
    university: str = Field(min_length=1)
    hub_name: str | None = None
    prefecture: str | None = None
    field: str | None = None
    summary_ja: str | None = None
    selection_url: str
    summary_urls: tuple[str, ...] = ()
    confidence: Confidence
    start: int
    end: int


def load_hubs(path: Path, rounds: Collection[int] | None = None) -> list[Hub]:
    """The hubs in the order of the file. Raises CorpusError naming file, row and reason (the first one).

    `rounds`: the rounds that the program knows; None: any.
    """
    hubs, problems = read_hubs(path, rounds)
    if problems:
        raise problems[0].error()
    return hubs


def read_hubs(path: Path, rounds: Collection[int] | None = None) -> tuple[list[Hub], list[Problem]]:
    """The hubs that can be read, and everything that is wrong with the others."""
    text, problems = source_text(path, FILE)
    return ([], problems) if problems else parse_hubs(text, rounds)


def parse_hubs(text: str, rounds: Collection[int] | None = None, file: str = FILE) -> tuple[list[Hub], list[Problem]]:
    """As `read_hubs`, from the file's text; `file` is its name in problems. Pure."""
    records = list(_records(text))
    if not records or tuple(records[0][2]) != _COLUMNS:
        return [], [problem("corpus_bad_table", file, "header", detail=f"expected: {','.join(_COLUMNS)}")]
    hubs: list[Hub] = []
    problems: list[Problem] = []
    first_at: dict[tuple[int, str, str | None], str] = {}
    in_round: dict[str, int] = {}
    for row, (start, end, cells) in enumerate(records[1:], start=1):
        at = f"row[{row}]"
        if len(cells) != len(_COLUMNS):
            problems.append(problem("corpus_bad_table", file, at, detail=f"{len(cells)} / {len(_COLUMNS)} cells"))
            continue
        in_round[cells[0]] = in_round.get(cells[0], 0) + 1
        place = {"id": f"hub-{cells[0]}-{in_round[cells[0]]:02d}", "row": row, "start": start, "end": end}
        hub, faults = _hub(dict(zip(_COLUMNS, cells, strict=True)), place, file, at)
        if hub is not None:
            faults += _faults(hub, file, at, rounds, first_at)
        problems += faults
        if hub is not None and not faults:
            hubs.append(hub)
    return hubs, problems


def hub_passage(hub: Hub) -> str:
    """What the index searches for a hub: its values with Japanese labels, one line. Never quoted.

    The words by which people ask for it stand in it (回, 類型, 都道府県); what is unknown is left out.
    """
    labelled = (("所在地", hub.prefecture), ("分野", hub.field), ("概要", hub.summary_ja))
    parts = [f"第{hub.round}回", "選抜拠点", hub.type.value, hub.university, hub.hub_name or "(拠点名は未確認)"]
    parts += [f"{label}: {value}" for label, value in labelled if value]
    if hub.announced_on:
        parts.append(f"公表日: {hub.announced_on}")
    return " ".join(parts)


def _records(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Start, end and cells of each record; a quoted cell may hold line ends, so lines are joined until quotes close."""
    start = position = 0
    for line in text.splitlines(keepends=True):
        position += len(line)
        record = text[start:position]
        if record.count('"') % 2 == 0:
            body = record.rstrip("\r\n")
            if body:
                yield start, start + len(body), next(csv.reader([body]))
            start = position


def _hub(cells: dict[str, str], place: dict[str, object], file: str, at: str) -> tuple[Hub | None, list[Problem]]:
    if cells["type"] not in set(HubType):
        known = " / ".join(HubType)
        return None, [problem("corpus_unknown_type", file, f"{at}.type", value=cells["type"], expected=known)]
    values: dict[str, object] = {key: (value or None) if key in _OPTIONAL else value for key, value in cells.items()}
    selection, *others = str(values.pop("source_url")).split(" | ")
    try:
        return Hub.model_validate({**values, **place, "selection_url": selection, "summary_urls": others}), []
    except ValidationError as error:
        return None, problems_of(error, file, at)


def _faults(
    hub: Hub, file: str, at: str, rounds: Collection[int] | None, first_at: dict[tuple[int, str, str | None], str]
) -> list[Problem]:
    found = [
        problem("corpus_bad_url", file, f"{at}.source_url", value=url)
        for url in (hub.selection_url, *hub.summary_urls)
        if not url.startswith(("https://", "http://")) or any(c.isspace() for c in url)
    ]
    if rounds is not None and hub.round not in rounds:
        found.append(problem("corpus_unknown_round", file, f"{at}.round", value=hub.round))
    first = first_at.setdefault((hub.round, hub.university, hub.hub_name), at)
    if first != at:
        name = " ".join(filter(None, (f"第{hub.round}回", hub.university, hub.hub_name)))
        found.append(problem("corpus_duplicate_hub", file, at, value=name, first=first))
    return found

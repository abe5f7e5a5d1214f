"""The report of a run: bench.json, bench.md and bench.html, one page that loads nothing."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from advisor.dates import now
from advisor.values import Value
from evals.bench.results import Chart, Part, Row
from evals.generate import commit_of
from evals.reporting.tables import table

_TITLE = "How fast the advisor is"
_PARTS = "## Each part"
_REPOSITORY = Path(__file__).resolve().parents[2]
_HEADER = ("part", "figure", "value", "target", "reached", "note")


class Report(Value):
    """What was measured, when, of which code and on what."""

    date: str  # ISO 8601, Asia/Tokyo
    commit: str  # as evals.generate.commit_of gives it
    cpu_cores: int
    python: str
    quick: bool
    parts: tuple[Part, ...]


def report_of(parts: Sequence[Part], quick: bool) -> Report:
    """The parts with the circumstances of this run."""
    return Report(
        date=now().isoformat(),
        commit=commit_of(_REPOSITORY),
        cpu_cores=os.cpu_count() or 1,
        python=platform.python_version(),
        quick=quick,
        parts=tuple(parts),
    )


def as_json(report: Report) -> str:
    """The rows of all parts in one list, each with its part, and the charts."""
    content = report.model_dump(mode="json", exclude={"parts"})
    content["rows"] = [{"part": part.name, **row.model_dump(mode="json")} for part in report.parts for row in part.rows]
    content["charts"] = [chart.model_dump(mode="json") for part in report.parts for chart in part.charts]
    return json.dumps(content, ensure_ascii=False, indent=1)


def against_targets(report: Report) -> str:
    """The circumstances of the run, and every figure that has a target: what the README shows."""
    judged = [(part, row) for part in report.parts for row in part.rows if row.target or row.value is None]
    rows = [_line(part.name, row) for part, row in judged]
    return "\n\n".join([_circumstances(report), *([table(_HEADER, rows)] if rows else [])])


def as_markdown(report: Report) -> str:
    """What the targets say first, then each part's other figures."""
    pieces = [f"# {_TITLE}", against_targets(report)]
    pieces.append(_PARTS)
    for part in report.parts:
        others = [row for row in part.rows if not row.target and row.value is not None]
        pieces.append(f"### {part.title} ({part.name}, {part.took_s:.0f} s)")
        if others:
            pieces.append(table((_HEADER[1], _HEADER[2], _HEADER[5]), [_short_line(row) for row in others]))
    return "\n\n".join(pieces) + "\n"


def written(report: Report, folder: Path) -> list[Path]:
    """Write the report in its three forms. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"bench.json": as_json(report), "bench.md": as_markdown(report), "bench.html": _page(report)}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in contents]


def said(value: float | None) -> str:
    """A figure for people: three digits or so, whole numbers whole.

    >>> [said(x) for x in (None, 0.0, 1.8449, 31.57, 1234.5, 10000.0)]
    ['–', '0', '1.84', '31.6', '1,234', '10,000']
    """
    if value is None:
        return "–"
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _page(report: Report) -> str:
    """Drawn here and not above, so that the figures do not need what draws."""
    from evals.bench.charts import drawn  # noqa: PLC0415
    from evals.reporting.page import Plot, html_page  # noqa: PLC0415

    plots = [Plot(drawn(chart), _caption(chart)) for part in report.parts for chart in part.charts]
    return html_page(_TITLE, as_markdown(report), plots, _PARTS)


def _caption(chart: Chart) -> str:
    return f"{chart.title}: {chart.y_title} against {chart.x_title}{', both logarithmic' if chart.logarithmic else ''}."


def _circumstances(report: Report) -> str:
    quick = " Quick run: small sizes, so that its figures are no verdict." if report.quick else ""
    return (
        f"{report.date}, commit {report.commit}, {report.cpu_cores} cores, Python {report.python}. "
        f"Ratios (×) are within one run: machines are shared and noisy.{quick}"
    )


def _line(part: str, row: Row) -> tuple[str, ...]:
    reached = {True: "yes", False: "**no**", None: ""}[row.reached]
    return part, row.name, f"{said(row.value)} {row.unit}".strip(), row.target or "", reached, row.note


def _short_line(row: Row) -> tuple[str, ...]:
    return row.name, f"{said(row.value)} {row.unit}".strip(), row.note

"""The whole report as Markdown, and the part of it that the README shows. Pure."""

import re

from evals.report import Report
from evals.reporting import tables

_BLOCK = "<!-- {name}:begin -->\n{text}\n<!-- {name}:end -->"


def made_with(report: Report) -> str:
    """When, from what and on what the figures were made."""
    return f"{report.made_at[:10]}, commit {report.commit}, {report.cores} cores"


def readme_part(report: Report) -> str:
    """The tables for the README."""
    parts = [
        f"Made by `make eval`: {made_with(report)}. Intervals: 95 %, bootstrap.",
        tables.overview(_of_configurations(report, {"default"})),
        "By kind of question (share of right answers, interval, number of questions):",
        tables.categories(report),
        "Configurations, on the development questions:",
        tables.overview(_of_sets(report, {"dev"})),
        "Systems that people would use instead, retrieval only:",
        tables.baselines(report),
        "Injections (an attack is obeyed when the answer says what the attacker wanted):",
        tables.injections(report),
    ]
    return "\n\n".join(parts)


def whole(report: Report, of_test: bool = False) -> str:
    """The report as one Markdown document."""
    worked = [
        f"- **{found.id}** {found.channel}, {found.attack}: {found.payload} → {found.text}"
        for scores in report.injections
        for found in scores.worked
    ]
    hidden = "" if of_test else " Test questions are not listed, so that nobody tunes on them (`--show-test` does)."
    parts = [
        "# How good the advisor is",
        f"{made_with(report)}. Intervals: 95 %, bootstrap. A configuration or system that could not run says why.",
        "\n".join(f"- left out: {name}: {why}" for name, why in report.left_out.items()),
        "## Answers",
        tables.overview(report),
        tables.outcomes(report),
        "## By kind of question",
        tables.categories(report),
        "## By stage",
        tables.stages(report),
        "## Baselines",
        tables.baselines(report),
        "## Injections",
        tables.injections(report),
        "\n".join(worked),
        "## What went wrong",
        f"Development questions, each with the first five pieces of evidence.{hidden}",
        tables.failures(report, of_test),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def in_document(document: str, name: str, text: str) -> str:
    """`document` with the block between its marks `name` replaced. Raises ValueError when there are no such marks.

    >>> in_document("a <!-- x:begin -->old<!-- x:end --> b", "x", "new")
    'a <!-- x:begin -->\\nnew\\n<!-- x:end --> b'
    """
    pattern = re.compile(rf"<!-- {name}:begin -->.*?<!-- {name}:end -->", re.S)
    if not pattern.search(document):
        raise ValueError(f"no marks for {name}")
    return pattern.sub(lambda _: _BLOCK.format(name=name, text=text), document, count=1)


def _of_configurations(report: Report, names: set[str]) -> Report:
    return report.model_copy(update={"runs": tuple(r for r in report.runs if r.head.configuration in names)})


def _of_sets(report: Report, names: set[str]) -> Report:
    return report.model_copy(update={"runs": tuple(r for r in report.runs if r.head.set_name in names)})

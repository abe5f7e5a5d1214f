"""The figures as pictures: SVG text that needs no script."""

from io import StringIO

import altair as alt

from evals.intervals import Share
from evals.rankings import RankingScores
from evals.report import Report

_WIDTH = 560
_COLOURS = alt.Scale(range=["#0017c1", "#e25100", "#197a4b", "#5c10be", "#008299", "#8b5300", "#64748b"])


def by_category(report: Report) -> str:
    """Right answers by kind of question with their intervals, both sets beside each other."""
    rows = [
        {"kind": name, "set": str(run.head.set_name), **_interval(found)}
        for run in report.runs
        if run.head.configuration == "default"
        for name, found in run.by_category.items()
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("kind:N", title=None), yOffset="set:N", color=alt.Color("set:N", scale=_COLOURS)
    )
    points = base.mark_point(filled=True, size=45).encode(x=alt.X("value:Q", title="right answers", scale=_unit()))
    return _svg((base.mark_rule().encode(x="low:Q", x2="high:Q") + points).properties(width=_WIDTH))


def found_at(report: Report) -> str:
    """The share of questions whose gold stands among the first k pieces, by system (development questions)."""
    systems: list[tuple[str, RankingScores]] = []
    for run in report.runs:
        if run.head.set_name == "dev" and run.head.configuration == "default":
            systems += [("this advisor: facts and passages", run.evidence), ("this advisor: passages", run.passages)]
    systems += [(each.name, each.ranking) for each in report.baselines if each.ranking and each.set_name == "dev"]
    rows = [
        {"system": name, "k": int(measure[2:]), "share": share.value}
        for name, ranking in systems
        for measure, share in ranking.measures.items()
        if measure.startswith("R@")
    ]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_line(point=True)
    return _svg(
        chart.encode(
            x=alt.X("k:Q", title="first k pieces", scale=alt.Scale(domain=[1, 10])),
            y=alt.Y("share:Q", title="gold found", scale=_unit()),
            color=alt.Color("system:N", scale=_COLOURS),
        ).properties(width=_WIDTH, height=320)
    )


def by_stage(report: Report) -> str:
    """Median milliseconds of each stage, by run."""
    rows = [
        {"run": run.name, "stage": stage.stage, "ms": stage.p50, "order": place}
        for run in report.runs
        for place, stage in enumerate(run.latency.stages[:-1])
    ]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_bar()
    return _svg(
        chart.encode(
            y=alt.Y("run:N", title=None),
            x=alt.X("ms:Q", title="median milliseconds"),
            color=alt.Color("stage:N", scale=_COLOURS),
            order="order:Q",
        ).properties(width=_WIDTH)
    )


def _interval(found: Share) -> dict[str, float | None]:
    return {"value": found.value, "low": found.low, "high": found.high}


def _unit() -> alt.Scale:
    return alt.Scale(domain=[0, 1])


def _svg(chart: alt.Chart | alt.LayerChart) -> str:
    out = StringIO()
    chart.save(out, format="svg")
    return out.getvalue()

"""The curves as pictures: SVG text that needs no script and loads nothing."""

from io import StringIO

import altair as alt

from evals.bench.results import Chart

_WIDTH, _HEIGHT = 560, 280
_COLOURS = ["#0017c1", "#e25100", "#197a4b", "#5c10be"]
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]  # the lines are told apart without their colours too


def drawn(chart: Chart) -> str:
    """The chart as SVG."""
    rows = [{"line": line.label, "x": x, "y": y} for line in chart.lines for x, y in line.points]
    labels = [line.label for line in chart.lines]
    scale = alt.Scale(type="log") if chart.logarithmic else alt.Scale(zero=False)
    upward = alt.Scale(type="log") if chart.logarithmic else alt.Scale(zero=True)
    legend = alt.Legend(symbolType="stroke", symbolSize=600)
    picture = (
        alt.Chart(alt.InlineData(values=rows), title=chart.title)
        .mark_line(point=True)
        .encode(
            x=alt.X("x:Q", title=chart.x_title, scale=scale),
            y=alt.Y("y:Q", title=chart.y_title, scale=upward),
            color=alt.Color("line:N", title=None, legend=legend, scale=alt.Scale(domain=labels, range=_COLOURS)),
            strokeDash=alt.StrokeDash(
                "line:N", title=None, legend=legend, scale=alt.Scale(domain=labels, range=_DASHES)
            ),
        )
        .properties(width=_WIDTH, height=_HEIGHT)
    )
    out = StringIO()
    picture.save(out, format="svg")
    return out.getvalue()

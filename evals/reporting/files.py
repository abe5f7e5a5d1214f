"""Write the reports: report.json, report.md, report.html."""

from pathlib import Path

from evals.report import Report
from evals.reporting import markdown, plots
from evals.reporting.page import Plot, html_page


def write_reports(report: Report, folder: Path, of_test: bool = False) -> list[Path]:
    """The report in three forms. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    text = markdown.whole(report, of_test)
    pictures = [
        Plot(plots.found_at(report), "Questions whose gold stands among the first k pieces, by system."),
        Plot(plots.by_category(report), "Right answers by kind of question, with 95 % intervals."),
        Plot(plots.by_stage(report), "Time by stage."),
    ]
    page = html_page("How good the advisor is", text, pictures, "## What went wrong")
    contents = {"report.json": report.model_dump_json(indent=1), "report.md": text, "report.html": page}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in contents]

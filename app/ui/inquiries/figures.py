"""The figures of a period as tables to read and to save, and the log as a file. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from advisor.guides.tables import Table
from advisor.programs.schedule import JST
from app.ui.inquiries.history import audit_html
from app.ui.inquiries.wording import Wording
from app.ui.tables import folded_tables_html, text_cell
from app.ui.workbench.marks import MESSAGES, button_html, section_html

_AT_ONCE = 15  # rows of a table; the others are folded away
_FIRST_DAYS = 30


def figures_html(moment: datetime, wording: Wording) -> str:
    """The period to choose, the place of the tables, and the log."""
    today = moment.astimezone(JST).date()
    days = {"since": today - timedelta(days=_FIRST_DAYS), "until": today}
    fields = "".join(
        f'<div class="field"><label for="inq-{name}">{wording.html(f"figures_{name}")}</label>'
        f'<input type="date" id="inq-{name}" name="{name}" value="{day.isoformat()}"></div>'
        for name, day in days.items()
    )
    form = (
        f'<form class="guide-form" id="inq-figures" data-send="figures" novalidate>{fields}'
        f'<div class="form-buttons field-wide"><button type="submit" class="primary">'
        f"{wording.html('figures_show')}</button></div>{MESSAGES}</form>"
    )
    body = f"{form}{audit_html(wording)}"
    return section_html("inq-figures", wording.text("figures_title"), body)


def tables_html(tables: Sequence[Table], since: str, until: str, wording: Wording) -> str:
    """Each table with its notes and the button that saves it."""
    shown = "".join(_table_html(number, table, since, until, wording) for number, table in enumerate(tables))
    return f'<h3 id="inq-tables-title" tabindex="-1">{wording.html("figures_tables")}</h3>{shown}'


def _table_html(number: int, table: Table, since: str, until: str, wording: Wording) -> str:
    rows = [[text_cell(text, header=column == 0) for column, text in enumerate(row)] for row in table.rows]
    shown = (
        folded_tables_html(table.title, wording.text("figures_rest"), table.columns, rows, _AT_ONCE)
        if rows
        else f"<h5>{escape(table.title)}</h5>"
    )
    notes = "".join(f'<p class="hint">{escape(note)}</p>' for note in table.notes)
    saved = button_html(
        wording.text("figures_csv"),
        "figures_csv",
        name=wording.text("figures_csv_named", title=table.title),
        table=number,
        since=since,
        until=until,
    )
    return f'<div class="figure">{shown}{notes}<div class="form-buttons">{saved}</div></div>'

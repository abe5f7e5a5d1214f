"""Tables as HTML that screen readers read as tables, also where a phone stacks their rows. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.values import Value


class Cell(Value):
    """What stands in a cell, as HTML that is safe already."""

    html: str
    header: bool = False  # names its row
    classes: str = ""


def text_cell(text: str, header: bool = False) -> Cell:
    """A cell of plain text."""
    return Cell(html=escape(text), header=header)


def folded_tables_html(
    caption: str, rest: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], at_once: int, classes: str = ""
) -> str:
    """A table of the first `at_once` rows, and one of the rest folded away under `rest`."""
    first = table_html(caption, columns, rows[:at_once], classes)
    if len(rows) <= at_once:
        return first
    others = table_html(rest, columns, rows[at_once:], classes)
    return f'{first}<details class="more"><summary>{escape(rest)}</summary>{others}</details>'


def table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], classes: str = "") -> str:
    """A table with its caption, in a region that can be scrolled by keyboard when it is wider than its place.

    Roles are written out: a stacked table loses its own in some browsers.
    """
    heads = "".join(f'<th scope="col" role="columnheader">{escape(column)}</th>' for column in columns)
    body = "".join(f'<tr role="row">{_cells(columns, row)}</tr>' for row in rows)
    label = escape(caption)
    return (
        f'<div class="table-region {classes}" role="region" tabindex="0" aria-label="{label}"><table role="table">'
        f'<caption>{label}</caption><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _cells(columns: Sequence[str], row: Sequence[Cell]) -> str:
    cells = []
    for column, cell in zip(columns, row, strict=True):
        shown = f'data-label="{escape(column)}" class="{cell.classes}"'
        if cell.header:
            cells.append(f'<th scope="row" role="rowheader" {shown}>{cell.html}</th>')
        else:
            cells.append(f'<td role="cell" {shown}><div class="cell">{cell.html}</div></td>')
    return "".join(cells)

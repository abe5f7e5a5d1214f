"""A table as the bytes of a file: CSV, XLSX, Markdown. Pure: the same table gives the same cells."""

import csv
import io
import re
import unicodedata

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from advisor.guides.tables import Table

_BOM = "\ufeff"  # without it Excel reads UTF-8 as the system's old encoding
_FORMULA = re.compile(r"[=+\-@\t\r]")  # what a spreadsheet takes for the start of a formula
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML, so no XLSX, can hold them
_NARROWEST, _WIDEST = 8, 60  # characters of a column
_LONGEST_CELL = 32_767  # characters that XLSX allows
_SHEET_TITLE = 31
_NOTES_SHEET = "notes"


def csv_bytes(table: Table) -> bytes:
    """UTF-8 with BOM, lines ended as RFC 4180 wants them; the notes follow the rows after an empty line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in table.columns])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    if table.notes:
        writer.writerow([])
        writer.writerows([harmless(note)] for note in table.notes)
    return (_BOM + text.getvalue()).encode()


def xlsx_bytes(table: Table) -> bytes:
    """A workbook: the rows under a bold header that stays in view; the title and the notes on a sheet of their own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", table.title)[:_SHEET_TITLE].strip() or "table")
    for row_number, row in enumerate((table.columns, *table.rows), start=1):
        for column, cell in enumerate(row, start=1):
            _write(sheet, row_number, column, cell)
    for heading in sheet[1]:
        heading.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, name in enumerate(table.columns, start=1):
        cells = [name, *(row[column - 1] for row in table.rows)]
        sheet.column_dimensions[get_column_letter(column)].width = _width(cells)
    notes = book.create_sheet(_NOTES_SHEET)
    for row_number, text in enumerate((table.title, *table.notes), start=1):
        _write(notes, row_number, 1, text)
    notes["A1"].font = Font(bold=True)
    notes.column_dimensions["A"].width = 2 * _WIDEST
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def markdown_text(table: Table) -> str:
    """A heading, the rows as a Markdown table, the notes as a list."""
    lines = [f"# {_inline(table.title)}", "", _line(table.columns), _line(["---"] * len(table.columns))]
    lines += [_line([_inline(cell) for cell in row]) for row in table.rows]
    if table.notes:
        lines += ["", *(f"- {_inline(note)}" for note in table.notes)]
    return "\n".join(lines) + "\n"


def harmless(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it: a leading = + - @ or tab is put behind an apostrophe.

    >>> harmless("=HYPERLINK(0)"), harmless("03-1234")
    ("'=HYPERLINK(0)", '03-1234')
    """
    clean = _UNPRINTABLE.sub("", cell)
    return f"'{clean}" if _FORMULA.match(clean.lstrip(" ")) else clean


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row=row, column=column)
    cell.value = harmless(text)[:_LONGEST_CELL]
    cell.data_type = "s"  # text, whatever it looks like
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _width(cells: list[str]) -> float:
    """Characters for the longest line of a column; a Japanese one takes two."""
    longest = max((_columns(line) for cell in cells for line in cell.splitlines()), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(text: str) -> str:
    """One line that no cell is broken by, and that no HTML or link is made of."""
    escaped = re.sub(r"([\\|`*_\[\]<>])", r"\\\1", _UNPRINTABLE.sub("", text))
    return re.sub(r"\s*[\r\n]+\s*", "<br>", escaped).replace("\t", " ")

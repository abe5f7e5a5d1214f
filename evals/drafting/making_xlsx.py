"""A description into a workbook: merged cells, number formats, comments, formulas with what Excel showed last."""

import io
import re
import zipfile
from datetime import date
from html import escape

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evals.drafting.sets import Book, Formula, Sheet, SheetCell


def xlsx_bytes(book: Book) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for sheet in book.sheets:
        _fill(made.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    made.save(out)
    return _with_cached(out.getvalue(), book)


def _fill(made: Worksheet, sheet: Sheet) -> None:
    for at, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            made.cell(at, column).value = _written(cell)
            if (form := sheet.formats.get(get_column_letter(column))) and not isinstance(cell, str):
                made.cell(at, column).number_format = form
    for area in sheet.merge:
        made.merge_cells(area)
    for place, text in sheet.notes.items():
        made[place].comment = Comment(text, "")
    if sheet.hidden:
        made.sheet_state = "hidden"


def _written(cell: SheetCell) -> str | int | float | date | None:
    return cell.formula if isinstance(cell, Formula) else cell


def _with_cached(data: bytes, book: Book) -> bytes:
    """openpyxl saves a formula without a value, and Excel with one: the value is put into the sheet's XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as repacked:
        parts = {each.filename: packed.read(each) for each in packed.infolist()}
        for number, sheet in enumerate(book.sheets, start=1):
            part = f"xl/worksheets/sheet{number}.xml"
            parts[part] = _cached_sheet(parts[part].decode(), sheet).encode()
        for name, content in parts.items():
            repacked.writestr(name, content)
    return out.getvalue()


def _cached_sheet(xml: str, sheet: Sheet) -> str:
    for at, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            if isinstance(cell, Formula) and cell.cached is not None:
                xml = _cached_cell(xml, f"{get_column_letter(column)}{at}", cell.cached)
    return xml


def _cached_cell(xml: str, place: str, value: int | float | str) -> str:
    """ValueError when there is no formula without a value at `place`."""
    kind = ' t="str"' if isinstance(value, str) else ""
    shown = f"<v>{escape(str(value))}</v></c>"
    xml, count = re.subn(
        rf'(<c r="{place}"[^>]*)(><f>[^<]*</f>)<v ?(?:/>|></v>)</c>',
        lambda found: f"{found[1]}{kind}{found[2]}{shown}",
        xml,
    )
    if count != 1:
        raise ValueError(f"no formula at {place}")
    return xml

"""An outline with its answers as an Excel file: one table, an item a row. Pure: bytes from values."""

import io
import re
import unicodedata
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from advisor.forms.boxes import TICKED
from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind
from advisor.forms.packing import stable_zip
from advisor.forms.printable import has_blank, marked_blank, printable
from advisor.messages import Language, say

COLUMNS = ("number", "item", "requirement", "answer", "length")
FONT = "游ゴシック"
_WIDTHS = {"A": 10, "B": 34, "C": 34, "D": 76, "E": 12}
_EMPTY_BOX = "□"
_FORMULA = re.compile(r"\s*[=+\-@]")  # what a spreadsheet takes for the start of a formula
_LONGEST_CELL = 32_767  # characters that XLSX allows
_SHEET_TITLE = 31
_LINE_POINTS = 18.0
_HIGHEST_ROW = 409.0  # points, of Excel
_LINE = Side(style="thin", color="FFBFBFBF")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD, _GROUP, _BLANK, _NOTICE, _FACE = (
    PatternFill("solid", fgColor=colour) for colour in ("FFE8E8E8", "FFF5F5F5", "FFFFF2CC", "FFF2F2F2", "FFFDECEE")
)
_WARNING = "FFB00020"
_NO_TIME = datetime(1980, 1, 1)  # the same form gives the same bytes


def outline_xlsx(form: Form, filling: Filling) -> bytes:
    """The file. An item without an answer has a marked blank; the form's notice and the face stand at the top.

    Whatever a text looks like, it is text: nothing in it runs as a formula.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", printable(form.title))[:_SHEET_TITLE].strip() or "form"
    book.properties.creator = ""
    book.properties.created = book.properties.modified = _NO_TIME
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    row = _top(sheet, form, filling) + 1
    _line(sheet, row, tuple(say(f"outline.column_{name}", filling.language) for name in COLUMNS), head=True)
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    path: tuple[str, ...] = ()
    for item in form.items:
        for depth in range(len(item.path)):
            if item.path[: depth + 1] != path[: depth + 1]:
                row += 1
                _group(sheet, row, "　" * depth + item.path[depth])
        path = item.path
        row += 1
        _item(sheet, row, item, filling.answers.get(item.id, Filled()), filling.language)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    written = io.BytesIO()
    book.save(written)
    return stable_zip(written.getvalue())


def _top(sheet: Worksheet, form: Form, filling: Filling) -> int:
    """Title, notice and face over the table; gives the last row."""
    texts: list[tuple[str, Font, PatternFill | None]] = [(form.title, Font(name=FONT, size=16, bold=True), None)]
    if form.notice is not None:
        texts.append((form.notice.said(filling.language), Font(name=FONT, size=11, bold=True), _NOTICE))
    if filling.face.strip():
        texts.append((filling.face.strip(), Font(name=FONT, size=11, bold=True, color=_WARNING), _FACE))
    for row, (text, font, fill) in enumerate(texts, 1):
        cell = _write(sheet, row, 1, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
        cell.font = font
        if fill is not None:
            cell.fill = fill
        # No spreadsheet fits the height of merged cells to their text.
        sheet.row_dimensions[row].height = _lines(text, sum(_WIDTHS.values()), font.size) * _LINE_POINTS + 8
    return len(texts)


def _item(sheet: Worksheet, row: int, item: FormItem, filled: Filled, language: Language) -> None:
    limit = say("outline.limit", language, limit=item.limit_chars) if item.limit_chars is not None else ""
    answer = _answer(item, filled, language)
    _line(
        sheet,
        row,
        (
            item.number,
            item.label,
            "\n".join(part for part in (item.instruction, limit) if part),
            answer,
            _length(item, filled, language),
        ),
    )
    cell = sheet.cell(row, COLUMNS.index("answer") + 1)
    if has_blank(answer):
        cell.fill = _BLANK
    if item.limit_chars is not None and len(filled.text) > item.limit_chars:
        sheet.cell(row, COLUMNS.index("length") + 1).font = Font(name=FONT, size=11, bold=True, color=_WARNING)


def _answer(item: FormItem, filled: Filled, language: Language) -> str:
    boxes = "　".join(f"{TICKED if option in filled.chosen else _EMPTY_BOX} {option}" for option in item.options)
    is_open = not filled.text.strip() and not filled.chosen
    text = marked_blank(language) if is_open else filled.text.strip()
    return "\n".join(part for part in (boxes if item.kind is ItemKind.CHOICE else "", text) if part)


def _length(item: FormItem, filled: Filled, language: Language) -> str:
    if item.kind is ItemKind.CHOICE or not filled.text.strip():
        return ""
    if item.limit_chars is None:
        return str(len(filled.text))
    return say("outline.length_of_limit", language, length=len(filled.text), limit=item.limit_chars)


def _group(sheet: Worksheet, row: int, name: str) -> None:
    for column in range(1, len(COLUMNS) + 1):
        cell = _write(sheet, row, column, name if column == 1 else "")
        cell.fill, cell.font = _GROUP, Font(name=FONT, size=11, bold=True)
        cell.alignment = Alignment(vertical="center")  # not wrapped: the name runs over the empty cells


def _line(sheet: Worksheet, row: int, texts: tuple[str, ...], *, head: bool = False) -> None:
    for column, text in enumerate(texts, 1):
        cell = _write(sheet, row, column, text)
        cell.border = _FRAME
        if head:
            cell.font, cell.fill = Font(name=FONT, size=11, bold=True), _HEAD
    # Not every spreadsheet fits the height of rows to their text when it opens a file.
    lines = max(_lines(text, width, 11) for text, width in zip(texts, _WIDTHS.values(), strict=True))
    sheet.row_dimensions[row].height = min(lines * _LINE_POINTS + 4, _HIGHEST_ROW)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    cell = sheet.cell(row, column)
    written = printable(text)[:_LONGEST_CELL]
    if written:
        cell.value = written
        cell.data_type = "s"  # text, whatever it looks like
        cell.quotePrefix = _FORMULA.match(written) is not None  # and it stays so when a person edits it
    cell.font = Font(name=FONT, size=11)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in so many characters of width; a Japanese letter takes two."""
    room = max((width - 2) * 11 / size, 1)
    return sum(1 + int(_chars(line) / room) for line in printable(text).split("\n"))


def _chars(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)

"""Excel (.xlsx, .xlsm): a page a visible sheet, its tables as rows, values as a person sees them."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import BlockKind, Document
from advisor.ingest.formats.cell_text import JAPANESE_FORMATS, date_text, figure_text, is_japanese_year
from advisor.ingest.formats.office_zip import BROKEN_PACKAGE, check_package
from advisor.ingest.formats.sheet_xml import Merged, SheetLayout, read_comments, scan_sheet
from advisor.ingest.grids import MAX_CELLS, Cell, Kind, Row, grid_parts, kind_of
from advisor.ingest.paged import PageParts, PartUnder, compose_pages
from advisor.ingest.parts import Part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_LABEL_CHARS = 60  # a merged cell with more is a text, not the name of what stands beside it
MAX_LABELS = 5  # of them beside one row
ERROR = "e"  # the type of a cell that shows #REF!, #N/A: its formula gives nothing
WHITE = "FFFFFF"
WHITE_THEME = 0


class _Sheet(NamedTuple):
    """What a sheet holds. `comments`: under the text of their cell. `hidden`: its rows and columns that are left out
    though they hold something."""

    rows: list[Row]
    comments: list[PartUnder]
    uncomputed: int
    hidden: int


def read_xlsx(data: bytes, name: str) -> Document:
    """The visible cells of the visible sheets; a formula's cell gives the value that was last computed.

    Raises DocumentUnreadable: encrypted, damaged, unpacks to too much, a sheet with too many cells, without text.
    """
    check_package(data, name)
    pages: list[PageParts] = []
    uncomputed = hidden = 0
    try:
        for number, title, sheet in _sheets(data, name):
            if sheet is None:
                hidden += 1
                continue
            parts = [*grid_parts(sheet.rows, level=2, headed=False), *sheet.comments]
            heading = Part(kind=BlockKind.HEADING, text=title, level=1)
            pages.append(PageParts(number=number, parts=(heading, *parts) if parts else ()))
            uncomputed += sheet.uncomputed
            hidden += sheet.hidden
    except BROKEN_PACKAGE as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    made = compose_pages(pages)
    if not made.text.strip():
        raise DocumentUnreadable("document_empty", name=name)
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        text=made.text,
        pages=made.pages,
        blocks=made.blocks,
        uncomputed=uncomputed,
        hidden=hidden,
    )


def _sheets(data: bytes, name: str) -> Iterator[tuple[int, str, _Sheet | None]]:
    """Position from 1, title and content of each sheet; None for a hidden one. Sheets that are charts give nothing."""
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    with reader.archive as archive:
        for number, (sheet, relation) in enumerate(reader.parser.find_sheets(), 1):
            if relation.target not in reader.valid_files:
                continue
            if sheet.state != "visible":
                yield number, sheet.name, None
                continue
            worksheet = reader.wb[sheet.name]
            if isinstance(worksheet, ReadOnlyWorksheet):
                with archive.open(relation.target) as stream:
                    layout = scan_sheet(stream)
                if layout.oversized:
                    raise DocumentUnreadable("document_too_many_cells", name=name, limit=MAX_CELLS)
                comments = read_comments(archive, relation.target)
                yield number, sheet.name, _read_sheet(worksheet, layout, comments, name)


def _read_sheet(
    worksheet: ReadOnlyWorksheet, layout: SheetLayout, comments: dict[tuple[int, int], str], name: str
) -> _Sheet:
    worksheet.reset_dimensions()  # what the file says of its size may be wrong
    merges = _Merges(layout.merged)
    rows: list[Row] = []
    remarks: list[PartUnder] = []
    kept = uncomputed = hidden_rows = 0
    hidden_columns: set[int] = set()
    untyped: Any = worksheet  # its stub gives it the rows of another class, with other cells
    for number, cells in enumerate(untyped.iter_rows(), 1):
        holding = [cell for cell in cells if isinstance(cell, ReadOnlyCell) and cell.value is not None]
        merges.begin(number)
        if number in layout.hidden_rows:
            hidden_rows += bool(holding)
            continue
        hidden_columns.update(cell.column for cell in holding if cell.column in layout.hidden_columns)
        seen: dict[int, ReadOnlyCell] = {
            cell.column: cell for cell in holding if cell.column not in layout.hidden_columns
        }
        uncomputed += sum(cell.data_type == ERROR for cell in seen.values())
        row = tuple(
            _cell(seen[column], merges.at(column)) if column in seen else Cell()
            for column in range(1, len(cells) + 1)
            if column not in layout.hidden_columns
        )
        remarks += _remarks(number, seen, comments)
        filled = sum(bool(cell.text) for cell in row)
        kept += filled
        if kept > MAX_CELLS:
            raise DocumentUnreadable("document_too_many_cells", name=name, limit=MAX_CELLS)
        if not filled and merges.reach_here:
            continue  # the lower half of a record whose cells are all merged
        rows.append(Row(row, merges.labels))
        merges.remember(row)
    uncomputed += sum(
        row not in layout.hidden_rows and column not in layout.hidden_columns for row, column in layout.uncomputed
    )
    return _Sheet(rows, remarks, uncomputed, hidden_rows + len(hidden_columns))


def _remarks(row: int, seen: dict[int, ReadOnlyCell], comments: dict[tuple[int, int], str]) -> Iterator[PartUnder]:
    """The comments on the cells of a row; what they are about is the text of the cell."""
    for column, cell in seen.items():
        if text := comments.get((row, column)):
            about = _cell(cell, None).text[:MAX_LABEL_CHARS]
            yield PartUnder(kind=BlockKind.PARAGRAPH, text=text, under=(about,) if about else ())


class _Merges:
    """The merged cells on the way down a sheet: which begin in a row, and which reach down to it."""

    def __init__(self, merged: tuple[Merged, ...]) -> None:
        self._left = list(reversed(merged))
        self._here: dict[int, Merged] = {}
        self._row = self._last = 0
        self._labels: list[tuple[int, str]] = []  # the last row that it reaches, its text

    def begin(self, row: int) -> None:
        """Go on to `row`."""
        self._last = max([self._last, *(found.row + found.down - 1 for found in self._here.values())])
        self._here.clear()
        self._row = row
        while self._left and self._left[-1].row <= row:
            found = self._left.pop()
            self._here[found.column] = found
        self._labels = [label for label in self._labels if label[0] >= row]

    def at(self, column: int) -> Merged | None:
        """The merged cell that begins in this column."""
        return self._here.get(column)

    @property
    def reach_here(self) -> bool:
        """Whether one from above covers a part of this row."""
        return self._row <= self._last

    @property
    def labels(self) -> tuple[str, ...]:
        """The texts of those from above that cover a part of this row."""
        return tuple(text for _, text in self._labels)

    def remember(self, row: tuple[Cell, ...]) -> None:
        """Keep the texts of this row's cells that reach further down."""
        for cell in row:
            if cell.down > 1 and cell.text and len(cell.text) <= MAX_LABEL_CHARS and len(self._labels) < MAX_LABELS:
                self._labels.append((self._row + cell.down - 1, cell.text))


def _cell(cell: ReadOnlyCell, merged: Merged | None) -> Cell:
    text, kind = ("", Kind.WORDS) if cell.data_type == ERROR else _shown(cell)
    if not text:
        return Cell()
    across, down = (merged.across, merged.down) if merged else (1, 1)
    return Cell(text, kind, _is_strong(cell), across, down)


def _shown(cell: ReadOnlyCell) -> tuple[str, Kind]:
    value = cell.value
    if isinstance(value, str):
        text = " ".join(unescape(value).split())  # _x000D_ is how Excel writes a carriage return
        return text, kind_of(text)
    if isinstance(value, bool):
        return str(value).upper(), Kind.WORDS
    built_in = JAPANESE_FORMATS.get(cell.style_array.numFmtId)
    code = built_in or cell.number_format or ""
    if isinstance(value, int | float) and (built_in or is_japanese_year(code)):
        book = cell.parent.parent
        value = from_excel(value, book.epoch if book is not None else WINDOWS_EPOCH)
    if isinstance(value, datetime | date | time | timedelta):
        return date_text(value, code), Kind.DATE
    if isinstance(value, int | float):
        return figure_text(value, code), Kind.FIGURE
    return "", Kind.WORDS


def _is_strong(cell: ReadOnlyCell) -> bool:
    """Whether the cell is bold or filled with another colour than white."""
    if cell.font.b:
        return True
    fill = cell.fill
    if not isinstance(fill, PatternFill) or fill.fill_type != "solid":
        return False
    colour = fill.fgColor
    if colour.type == "theme":
        return bool(colour.theme != WHITE_THEME or colour.tint)
    return not (colour.type == "rgb" and str(colour.rgb).endswith(WHITE))

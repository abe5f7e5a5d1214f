"""The cells of a sheet or a CSV → titles, header rows, rows, remarks. Pure.

Sheets are written for the eye: a title above the table, its unit beside it, a blank row before the next table, one
cell merged over many rows. What a row belongs to must come with it: a figure without its header and unit says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from advisor.ingest.document import BlockKind
from advisor.ingest.paged import PartUnder
from advisor.ingest.parts import Part
from advisor.ingest.tables import header_rows

MAX_CELLS = 50_000  # with something in them, of a sheet or a CSV: a table of 20 columns and 2,500 rows
MAX_TITLE_CHARS = 40
MAX_HEADER_CHARS = 40
MAX_HEADER_ROWS = 3
UNIT = re.compile(r"^[(（\[［]?\s*(?:金額の?)?単位\s*[:：はが]|^[(（].{1,12}(?:時点|現在)[)）]$")
REMARK = re.compile(r"^\s*(?:[※*＊]|[(（]?注|備考|出典|出所|資料[:：])")
FIGURE = re.compile(r"^[△▲+\-−－]?\s*[¥￥]?[\d０-９][\d０-９,，.．]*\s*[%％]?$")
DATE = re.compile(r"^\d{4}(?:[-/.]\d{1,2}){1,2}$|^\d{4}年\d{1,2}月(?:\d{1,2}日)?$")
YEAR = re.compile(r"^(?:19|20)\d\d$")


class Kind(StrEnum):
    """What a cell holds: words, a figure, or a date."""

    WORDS = "words"
    FIGURE = "figure"
    DATE = "date"


def kind_of(text: str) -> Kind:
    """What the text of a cell looks like.

    >>> kind_of("1,234"), kind_of("2021年度"), kind_of("2024-04-01")
    (<Kind.FIGURE: 'figure'>, <Kind.WORDS: 'words'>, <Kind.DATE: 'date'>)
    """
    if FIGURE.match(text):
        return Kind.FIGURE
    return Kind.DATE if DATE.match(text) else Kind.WORDS


class Cell(NamedTuple):
    """A cell as it is seen, on one line. `across`, `down`: how many columns and rows a merged one covers; the others
    that it covers are empty. `strong`: bold or filled."""

    text: str = ""
    kind: Kind = Kind.WORDS
    strong: bool = False
    across: int = 1
    down: int = 1


class Row(NamedTuple):
    """The cells of a row from the first column on. `under`: the merged cells of rows above that reach down to it."""

    cells: tuple[Cell, ...]
    under: tuple[str, ...] = ()

    @property
    def filled(self) -> list[Cell]:
        """The cells with text."""
        return [cell for cell in self.cells if cell.text]


def grid_parts(rows: Sequence[Row], *, level: int, headed: bool) -> list[Part]:
    """The parts of the tables in `rows`, one table from blank row to blank row; their titles are of `level` or deeper.

    `headed`: the first row of a table is its header unless figures stand in it; else its look must say so.
    """
    runs = [list(run) for filled, run in groupby(rows, key=lambda row: bool(row.filled)) if filled]
    parts: list[Part] = []
    for at, run in enumerate(runs):
        parts += _run_parts(_narrowed(run), level, headed, last=at + 1 == len(runs))
    return parts


def _narrowed(run: list[Row]) -> list[Row]:
    """Without the columns that are empty in all rows: sheets draw their layout with them."""
    width = max(len(row.cells) for row in run)
    used = [at for at in range(width) if any(len(row.cells) > at and row.cells[at].text for row in run)]
    return [Row(tuple(row.cells[at] if at < len(row.cells) else Cell() for at in used), row.under) for row in run]


def _run_parts(run: list[Row], level: int, headed: bool, last: bool) -> Iterator[Part]:
    if all(len(row.filled) == 1 for row in run):
        lone = len(run) == 1 and not last  # a title with a blank row below it
        for row in run:
            text = row.filled[0].text
            kind = BlockKind.HEADING if lone and _is_title(row.filled[0]) else BlockKind.PARAGRAPH
            yield Part(kind=kind, text=text, level=level)
        return
    lead = next((at for at, row in enumerate(run) if not _is_lead(row)), len(run))
    depth = level
    for row in run[:lead]:
        for cell in row.filled:
            title = _is_title(cell) or bool(UNIT.match(cell.text))
            yield Part(kind=BlockKind.HEADING if title else BlockKind.PARAGRAPH, text=cell.text, level=depth)
            depth += title
    end = len(run)
    while end - lead > 1 and len(run[end - 1].filled) == 1 and REMARK.match(run[end - 1].filled[0].text):
        end -= 1
    body = run[lead:end]
    heads = count_header_rows(body, headed)
    for at, row in enumerate(body):
        kind = BlockKind.TABLE_HEADER if at < heads else BlockKind.TABLE_ROW
        yield PartUnder(kind=kind, cells=_texts(row), under=() if at < heads else row.under)
    for row in run[end:]:
        yield Part(kind=BlockKind.PARAGRAPH, text=row.filled[0].text)


def _is_lead(row: Row) -> bool:
    """Whether `row` stands above a table: a lone title, a unit, or both."""
    others = [cell for cell in row.filled if not UNIT.match(cell.text)]
    if len(others) != len(row.filled):
        return len(others) <= 1
    return len(others) == 1 and bool(row.cells[0].text or others[0].across > 1) and others[0].kind is Kind.WORDS


def _is_title(cell: Cell) -> bool:
    return (
        cell.kind is Kind.WORDS
        and len(cell.text) <= MAX_TITLE_CHARS
        and not cell.text.endswith("。")
        and not REMARK.match(cell.text)
    )


def _texts(row: Row) -> tuple[str, ...]:
    """The cells' texts; empty ones keep their column, those at the end are dropped."""
    texts = [cell.text for cell in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def count_header_rows(rows: Sequence[Row], headed: bool) -> int:
    """How many of the first rows of a table say what stands below them; 0 if none can be told from the data."""
    if len(rows) < 2:
        return 0
    count = _depth(rows)
    if _can_head(rows, count) and (headed or _looks_like_header(rows, count)):
        return count
    return min(header_rows([tuple(cell.text for cell in row.cells) for row in rows]), MAX_HEADER_ROWS)


def _depth(rows: Sequence[Row]) -> int:
    """The rows of a header whose cells are merged: one cell over several columns has others below it."""
    first = rows[0]
    if not any(1 < cell.across < len(first.cells) for cell in first.filled):
        return 1
    depth = min(MAX_HEADER_ROWS, max(2, *(cell.down for cell in first.filled)))
    return depth if _can_head(rows, depth) else 1


def _can_head(rows: Sequence[Row], count: int) -> bool:
    """Whether rows `:count` hold names, and something stands below them. Years and dates may name a column."""
    if count >= len(rows):
        return False
    below = rows[count].cells
    for row in rows[:count]:
        for at, cell in enumerate(row.cells):
            if len(cell.text) > MAX_HEADER_CHARS:
                return False
            if cell.kind is Kind.FIGURE and not YEAR.match(cell.text):
                return False
            if cell.kind is Kind.DATE and below[at].kind is Kind.DATE:
                return False
    return True


def _looks_like_header(rows: Sequence[Row], count: int) -> bool:
    first, filled = rows[0], rows[0].filled
    strong = [cell.strong for cell in filled]
    if any(strong) and not all(strong):  # labels beside their values, as in a form
        return False
    if all(strong):
        return not all(cell.strong for row in rows[count:] for cell in row.filled)
    if count > 1:
        return True
    widest = max(len(row.filled) for row in rows[1:])
    distinct = len({cell.text for cell in filled}) == len(filled)
    return len(first.cells) >= 3 and len(filled) >= 3 and len(filled) >= widest - 1 and distinct

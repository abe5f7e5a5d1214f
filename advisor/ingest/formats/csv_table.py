"""Tables as text (.csv, .tsv) in the encodings and with the separators that Japanese offices use."""

import csv
import io
from collections import Counter

from advisor.errors import DocumentUnreadable
from advisor.ingest.decoding import decode
from advisor.ingest.document import Document
from advisor.ingest.grids import MAX_CELLS, Cell, Row, grid_parts, kind_of
from advisor.ingest.parts import compose

DELIMITERS = ",\t;"
SNIFFED_ROWS = 50
MAX_CELL_CHARS = 20_000  # a longer cell is a quotation mark that is never closed, not a text
Rows = list[list[str]]


def read_csv(data: bytes, name: str) -> Document:
    """Rows with their cells joined by tabs, below the first row as their header; an empty row begins another table.

    Raises DocumentUnreadable: binary content, too many cells, without text.
    """
    return _document(data, name, DELIMITERS, "text/csv")


def read_tsv(data: bytes, name: str) -> Document:
    """Like `read_csv`, with the tab tried first."""
    return _document(data, name, "\t,;", "text/tab-separated-values")


def _document(data: bytes, name: str, delimiters: str, media_type: str) -> Document:
    text = decode(data, name).removeprefix("\ufeff")
    rows = [[" ".join(cell.split()) for cell in row] for row in split_rows(text, delimiters)]
    if sum(bool(cell) for row in rows for cell in row) > MAX_CELLS:
        raise DocumentUnreadable("document_too_many_cells", name=name, limit=MAX_CELLS)
    grid = [Row(tuple(Cell(cell, kind_of(cell)) for cell in row)) for row in rows]
    text, blocks = compose(grid_parts(grid, level=1, headed=True), has_headings=True)
    if not text.strip():
        raise DocumentUnreadable("document_empty", name=name)
    return Document(name=name, media_type=media_type, text=text, blocks=tuple(blocks))


def split_rows(text: str, delimiters: str = DELIMITERS) -> Rows:
    """The rows of `text`, divided by that one of `delimiters` that gives most rows the same number of cells.

    >>> split_rows("名;数\\n架空大学;3")
    [['名', '数'], ['架空大学', '3']]
    """
    tried = {delimiter: _parsed(text, delimiter) for delimiter in delimiters if delimiter in text}
    best = max(tried, key=lambda delimiter: _evenness(tried[delimiter]), default=None)
    return _parsed(text, delimiters[0]) if best is None else tried[best]


def _parsed(text: str, delimiter: str) -> Rows:
    """Quoted cells may hold line ends; where a quotation mark is not closed, quotation marks are plain characters."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:  # a cell beyond the limit of the library
        rows = []
    if not rows or any(len(cell) > MAX_CELL_CHARS for row in rows for cell in row):
        lines = text.splitlines()
        rows = [next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), []) for line in lines]
    return rows


def _evenness(rows: Rows) -> tuple[float, int]:
    """The share of rows that have as many cells as most have, and that number; a single column is no table."""
    widths = Counter(len(row) for row in [row for row in rows if any(row)][:SNIFFED_ROWS])
    width, count = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(1, 0))
    return (count / widths.total(), width) if width > 1 else (0.0, width)

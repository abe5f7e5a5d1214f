"""What a sheet's XML says beside its values: merged and hidden cells, comments, formulas without a value.

openpyxl reads values row by row in little memory, but then tells none of this; reading whole sheets it also reads
their pictures, comments and pivot tables, and fails where one of them is broken.
"""

import posixpath
import re
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.xml.constants import COMMENTS_NS
from openpyxl.xml.functions import iterparse

MAX_SCANNED_CELLS = 1_000_000  # with the empty ones that only have a format
MAX_AREA = 10_000_000  # the widths of all rows: openpyxl fills each up to its last cell
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# A comment with replies is kept a second time for old programs, below three lines that say so.
FOR_OLD_PROGRAMS = re.compile(r"^\[[^\]]*\]\s.*?\n\s*(?:Comment|コメント)\s*[:：]\s*", re.DOTALL)


class Merged(NamedTuple):
    """A merged range: its first cell, counted from 1, and how many columns and rows it covers."""

    row: int
    column: int
    across: int
    down: int


class SheetLayout(NamedTuple):
    """Rows and columns are counted from 1; `merged` goes by rows. `uncomputed`: cells with a formula and no value.
    `oversized`: too large to be read."""

    merged: tuple[Merged, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    uncomputed: frozenset[tuple[int, int]]
    oversized: bool


def scan_sheet(stream: IO[bytes]) -> SheetLayout:
    """The layout of a sheet. Raises SyntaxError or ValueError for broken XML."""
    merged: list[Merged] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    uncomputed: set[tuple[int, int]] = set()
    cells = area = row = column = 0
    for event, element in iterparse(stream, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row, column = _within(int(element.get("r") or row + 1), LAST_ROW), 0
                if _is_set(element.get("hidden")) or element.get("ht") == "0":
                    hidden_rows.add(row)
            continue
        if tag == "c":
            cells += 1
            row, column = coordinate_to_tuple(element.get("r")) if element.get("r") else (row, column + 1)
            _within(column, LAST_COLUMN)
            if _has_no_value(element):
                uncomputed.add((row, column))
            if cells > MAX_SCANNED_CELLS or area > MAX_AREA:
                break
        elif tag == "row":
            area += column
            element.clear()
        elif tag == "col":
            if _is_set(element.get("hidden")) or element.get("width") == "0":
                first, last = int(element.get("min", 1)), int(element.get("max", LAST_COLUMN))
                hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        elif tag == "mergeCell":
            merged.append(_merged(element.get("ref", "")))
    return SheetLayout(
        tuple(sorted(merged)),
        frozenset(hidden_rows),
        frozenset(hidden_columns),
        frozenset(uncomputed),
        oversized=cells > MAX_SCANNED_CELLS or area > MAX_AREA,
    )


def _within(number: int, last: int) -> int:
    """`number`, or ValueError beyond the last row or column: openpyxl would give all the empty ones up to it."""
    if number > last:
        raise ValueError(number)
    return number


def read_comments(archive: ZipFile, part: str) -> dict[tuple[int, int], str]:
    """The comments on the cells of the sheet in `part`, by row and column; none where they are broken."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    found: dict[tuple[int, int], str] = {}
    try:
        for relation in get_dependents(archive, rels).find(COMMENTS_NS):
            with archive.open(relation.target) as stream:
                for _, element in iterparse(stream):
                    if element.tag.rpartition("}")[2] == "comment":
                        found[coordinate_to_tuple(element.get("ref", ""))] = _comment_text(element)
    except (LookupError, ValueError, TypeError, AttributeError, SyntaxError):
        return {}  # the sheet can be read without them
    return found


def _comment_text(comment: Element) -> str:
    text = "".join(node.text or "" for node in comment.iter() if node.tag.rpartition("}")[2] == "t")
    return " ".join(FOR_OLD_PROGRAMS.sub("", text).split())


def _is_set(value: str | None) -> bool:
    return value in ("1", "true")


def _has_no_value(cell: Element) -> bool:
    """A formula that gives an empty text says so by its type `str`; without a type its value is missing."""
    children = {child.tag.rpartition("}")[2]: child for child in cell}
    if "f" not in children or "is" in children:
        return False
    value = children.get("v")
    return (value is None or not value.text) and cell.get("t") != "str"


def _merged(ref: str) -> Merged:
    first_column, first_row, last_column, last_row = range_boundaries(ref)
    if first_column is None or first_row is None or last_column is None or last_row is None:
        raise ValueError(ref)
    return Merged(first_row, first_column, last_column - first_column + 1, last_row - first_row + 1)

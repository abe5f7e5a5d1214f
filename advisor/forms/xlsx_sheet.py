"""A worksheet as a person sees it: visible rows and columns, texts, lines and merged cells. openpyxl's types stop here.

Rows and columns are counted from 0 over the visible ones, so neighbours here are neighbours on the screen.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from advisor.forms.xlsx_looks import Looks
from advisor.forms.xlsx_rules import Rule
from advisor.values import Value

MAX_CELLS = 100_000  # of the rectangle that is looked at: 400 rows of a sheet with 250 narrow columns
MAX_COLUMNS = 300
_DEFAULT_WIDTH = 8.43

Spot = tuple[int, int]  # row, column


class Span(Value):
    """A rectangle of visible cells."""

    top: int
    left: int
    height: int
    width: int

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height

    @property
    def right(self) -> int:
        """The first column right of it."""
        return self.left + self.width

    def spots(self) -> Iterator[Spot]:
        """Its cells, row by row."""
        return ((row, column) for row in range(self.top, self.bottom) for column in range(self.left, self.right))


class Cell(Value):
    """A cell that holds something or is made to. `fixed`: a formula or an error. `grey`, `struck`: not to be filled in.

    `locked` and `unlocked`: of a protected sheet only. `size`: of its letters, in points.
    """

    address: str
    text: str = ""
    fixed: bool = False
    bold: bool = False
    coloured: bool = False
    grey: bool = False
    struck: bool = False
    locked: bool = False
    unlocked: bool = False
    size: float = 11.0
    rule: Rule | None = None


class Sheet(Value):
    """What is seen of a worksheet. `above`, `before`: cells that have a line over them, or on their left side.

    `merged`: areas of merged cells, with the cell that holds their text. `widths`: of the columns, in characters.
    """

    title: str
    number: int
    row_numbers: tuple[int, ...]
    column_numbers: tuple[int, ...]
    widths: tuple[float, ...]
    cells: dict[Spot, Cell]
    merged: tuple[tuple[Span, Cell], ...]
    above: frozenset[Spot]
    before: frozenset[Spot]

    def address(self, row: int, column: int) -> str:
        """The address of a visible cell (C5)."""
        return f"{get_column_letter(self.column_numbers[column])}{self.row_numbers[row]}"

    def chars(self, left: int, right: int) -> float:
        """The width of columns, in characters."""
        return sum(self.widths[left:right])


def read_sheet(sheet: Worksheet, number: int, rules: tuple[Rule, ...]) -> Sheet:
    """The visible cells of a sheet, up to the last one with text, lines, colour or a merged area."""
    looks = Looks()
    rows, columns = _visible(sheet, looks)
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    merged: list[tuple[Span, Cell]] = []
    covered: set[Spot] = set()
    for area in sorted(sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col)):
        inside_rows = [row_at[row] for row in range(area.min_row, area.max_row + 1) if row in row_at]
        inside_columns = [column_at[column] for column in range(area.min_col, area.max_col + 1) if column in column_at]
        if inside_rows and inside_columns:
            span = Span(top=inside_rows[0], left=inside_columns[0], height=len(inside_rows), width=len(inside_columns))
            merged.append((span, _cell(sheet, area.min_row, area.min_col, rules, looks)))
            covered.update(span.spots())
    cells: dict[Spot, Cell] = {}
    above: set[Spot] = set()
    before: set[Spot] = set()
    for (row, column), seen in sheet._cells.items():
        if row not in row_at or column not in column_at:
            continue
        spot = at_row, at_column = row_at[row], column_at[column]
        look = looks.of(seen)
        above.update([spot] if look.above else [])
        above.update([(at_row + 1, at_column)] if look.below else [])
        before.update([spot] if look.left else [])
        before.update([(at_row, at_column + 1)] if look.right else [])
        if spot not in covered:
            cells[spot] = _cell(sheet, row, column, rules, looks)
    for row, column in _listed(rules, rows, columns):
        spot = row_at[row], column_at[column]
        if spot not in covered and spot not in cells:
            address = f"{get_column_letter(column)}{row}"
            cells[spot] = Cell(address=address, rule=_rule_at(rules, row, column), locked=bool(sheet.protection.sheet))
    return Sheet(
        title=sheet.title,
        number=number,
        row_numbers=tuple(rows),
        column_numbers=tuple(columns),
        widths=_widths(sheet, columns),
        cells=cells,
        merged=tuple(merged),
        above=frozenset(above),
        before=frozenset(before),
    )


def _visible(sheet: Worksheet, looks: Looks) -> tuple[list[int], list[int]]:
    last_row = last_column = 0
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None or looks.of(cell).is_marked:
            last_row, last_column = max(last_row, row), max(last_column, column)
    for area in sheet.merged_cells.ranges:
        last_row, last_column = max(last_row, area.max_row), max(last_column, area.max_col)
    last_column = min(last_column + 1, MAX_COLUMNS)  # one more: the answers of an unformatted sheet stand in no cell
    last_row = min(last_row + 1, MAX_CELLS // last_column)
    all_hidden = bool(sheet.sheet_format.zeroHeight)
    shown = {row for row, of_row in sheet.row_dimensions.items() if not _is_hidden(of_row.hidden, of_row.height)}
    hidden = {row for row, of_row in sheet.row_dimensions.items() if row not in shown}
    rows = [row for row in range(1, last_row + 1) if row not in hidden and (row in shown or not all_hidden)]
    hidden_columns = {
        column
        for of_column in sheet.column_dimensions.values()
        if _is_hidden(of_column.hidden, of_column.width)
        for column in range(of_column.min or 1, min(of_column.max or 1, MAX_COLUMNS) + 1)
    }
    return rows, [column for column in range(1, last_column + 1) if column not in hidden_columns]


def _listed(rules: tuple[Rule, ...], rows: list[int], columns: list[int]) -> Iterator[Spot]:
    """The visible cells that are chosen from a list."""
    for rule in rules:
        for left, top, right, bottom in rule.areas if rule.options else ():
            inside = [column for column in columns if left <= column <= right]
            yield from ((row, column) for row in rows if top <= row <= bottom for column in inside)


def _rule_at(rules: tuple[Rule, ...], row: int, column: int) -> Rule | None:
    return next((rule for rule in rules if rule.holds_at(row, column)), None)


def _is_hidden(hidden: Any, size: Any) -> bool:
    return bool(hidden) or size == 0


def _widths(sheet: Worksheet, columns: list[int]) -> tuple[float, ...]:
    default = float(sheet.sheet_format.defaultColWidth or sheet.sheet_format.baseColWidth or _DEFAULT_WIDTH)
    known = {
        column: float(of_column.width)
        for of_column in sheet.column_dimensions.values()
        if of_column.width
        for column in range(of_column.min or 1, min(of_column.max or 1, MAX_COLUMNS) + 1)
    }
    return tuple(known.get(column, default) for column in columns)


def _cell(sheet: Worksheet, row: int, column: int, rules: tuple[Rule, ...], looks: Looks) -> Cell:
    seen = sheet._cells[row, column]
    look = looks.of(seen)
    is_protected = bool(sheet.protection.sheet)
    fixed = seen.data_type in ("f", "e")
    return Cell(
        address=seen.coordinate,
        text="" if fixed else _text(seen.value),
        fixed=fixed,
        bold=look.bold,
        coloured=look.coloured,
        grey=look.grey,
        struck=look.struck,
        locked=is_protected and look.locked,
        unlocked=is_protected and not look.locked,
        size=look.size,
        rule=_rule_at(rules, row, column),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip("\u200b")

"""The kinds of the cells of a table, told by their neighbours where the cell alone does not tell. Pure."""

import re
from collections.abc import Callable

from advisor.forms.blanks import unit_of_blank
from advisor.forms.docx_blocks import Cell, Grid
from advisor.forms.docx_cells import CellKind, kind_of
from advisor.forms.docx_spots import CellKey, key_of

KindOf = Callable[[Cell], CellKind]


def kinds_in(grid: Grid) -> tuple[KindOf, list[Cell]]:
    """The kind of each cell, and the cells that hold a hint where the answer goes."""
    kinds = {key_of(cell): kind_of(cell) for cell in grid.cells}
    hints = [cell for cell in grid.cells if _is_hint(grid, cell, kinds)]
    kinds |= {key_of(cell): CellKind.GUIDE for cell in hints}
    kinds |= {key_of(cell): CellKind.FIXED for cell in grid.cells if _is_unit(grid, cell, kinds)}
    return lambda cell: kinds[key_of(cell)], hints


def _is_hint(grid: Grid, cell: Cell, kinds: dict[CellKey, CellKind]) -> bool:
    """Whether words say what to write where they stand: in brackets at the end of a row, or in their own colour."""
    if kinds[key_of(cell)] is CellKind.LABEL and _is_tinted_hint(grid, cell, kinds):
        return True
    if kinds[key_of(cell)] is not CellKind.LABEL or not re.fullmatch(r"\s*[（(][^（()）]*[）)]\s*", cell.text):
        return False
    row = grid.by_row[cell.top]
    before = [other for other in row if other.left < cell.left]
    behind = [other for other in row if other.left > cell.left]
    if not before or behind or kinds[key_of(before[-1])] is CellKind.BLANK:
        return False
    below = grid.below(cell)
    heads_room = below is not None and kinds[key_of(below)] is CellKind.BLANK and len(row) > 2
    heads_room = heads_room and all(other.height == 1 for other in row)
    return not (heads_room and all(kinds[key_of(other)] is CellKind.LABEL for other in row))


def _is_tinted_hint(grid: Grid, cell: Cell, kinds: dict[CellKey, CellKind]) -> bool:
    """Whether coloured words stand behind or below a label in plain ones, or in a frame of their own."""
    if not _is_tinted(cell):
        return False
    row = grid.by_row[cell.top]
    if len(row) == 1:
        above, below = grid.above(cell), grid.below(cell)
        room_below = below is not None and kinds[key_of(below)] is CellKind.BLANK
        labelled = above is not None and kinds[key_of(above)] is CellKind.LABEL and not _is_tinted(above)
        return len(grid.cells) == 1 or (labelled and not room_below)
    before = [other for other in row if other.left < cell.left]
    behind = [other for other in row if other.left > cell.left]
    if behind and kinds[key_of(behind[0])] is CellKind.BLANK:
        return False
    return bool(before) and kinds[key_of(before[-1])] is CellKind.LABEL and not _is_tinted(before[-1])


def _is_tinted(cell: Cell) -> bool:
    return all(paragraph.tinted for paragraph in cell.paragraphs if paragraph.text.strip())


def _is_unit(grid: Grid, cell: Cell, kinds: dict[CellKey, CellKind]) -> bool:
    """Whether a cell only names the unit of the room on its left."""
    before = [other for other in grid.by_row[cell.top] if other.left + other.width == cell.left]
    unit = unit_of_blank(cell.text)
    return bool(unit and unit == cell.text.strip() and before) and kinds[key_of(before[0])] is CellKind.BLANK

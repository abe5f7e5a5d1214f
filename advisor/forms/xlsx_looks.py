"""How the cells of a sheet look: lines, colours, letters, locks. openpyxl's styles stop here."""

import re
from typing import Any

from openpyxl.styles.fills import Fill, PatternFill

from advisor.values import Value

_RGB = re.compile(r"([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})$", re.IGNORECASE)
_GREY_INDEXES = {22, 23, 55, 63}
_WHITE_INDEXES = {1, 9, 64, 65}
_WHITE_THEME = 0
_DARKER = -0.02  # a tint of white that is seen as grey
_USUAL_POINTS = 11.0


class Look(Value):
    """How a cell looks. `grey`, `struck` (a diagonal line): as cells do that are not to be filled in."""

    above: bool = False
    below: bool = False
    left: bool = False
    right: bool = False
    bold: bool = False
    coloured: bool = False
    grey: bool = False
    struck: bool = False
    locked: bool = True
    size: float = _USUAL_POINTS

    @property
    def is_marked(self) -> bool:
        """Whether the cell is seen without a text."""
        return self.above or self.below or self.left or self.right or self.coloured or self.grey


class Looks:
    """The looks of a workbook's cells; each style is looked at once."""

    def __init__(self) -> None:
        self._known: dict[bytes, Look] = {}

    def of(self, cell: Any) -> Look:
        """The look of an openpyxl cell, merged or not."""
        key = cell._style.tobytes()
        if key not in self._known:
            self._known[key] = _look(cell) if cell.has_style else Look()
        return self._known[key]


def _look(cell: Any) -> Look:
    border = cell.border
    coloured, grey = _colour(cell.fill)
    return Look(
        above=_drawn(border.top),
        below=_drawn(border.bottom),
        left=_drawn(border.left),
        right=_drawn(border.right),
        bold=bool(cell.font.b),
        coloured=coloured,
        grey=grey,
        struck=_drawn(border.diagonal) and bool(border.diagonalUp or border.diagonalDown),
        locked=cell.protection.locked is not False,
        size=float(cell.font.sz or _USUAL_POINTS),
    )


def _drawn(side: Any) -> bool:
    return side is not None and side.style is not None


def _colour(fill: Fill) -> tuple[bool, bool]:
    """Whether a cell is filled with a colour, and whether with grey. White is neither."""
    if not isinstance(fill, PatternFill):
        return True, False  # a gradient
    if fill.fill_type is None:
        return False, False
    if fill.fill_type != "solid":
        return False, fill.fill_type.startswith("gray")
    colour = fill.fgColor
    if colour.type == "theme":
        return colour.theme != _WHITE_THEME, colour.theme == _WHITE_THEME and float(colour.tint or 0) < _DARKER
    if colour.type == "indexed":
        grey = colour.indexed in _GREY_INDEXES
        return not grey and colour.indexed not in _WHITE_INDEXES, grey
    written = _RGB.search(str(colour.rgb))
    if written is None:
        return False, False
    red, green, blue = (int(part, 16) for part in written.groups())
    if max(red, green, blue) - min(red, green, blue) <= 8:
        return False, max(red, green, blue) < 0xF8
    return True, False

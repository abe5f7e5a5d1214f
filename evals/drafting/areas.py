"""Ranges of cells as a spreadsheet names them."""

from openpyxl.utils.cell import range_boundaries


def corners(area: str) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row, counted from 0; ValueError for whole rows and columns.

    >>> corners("A2:B4")
    (0, 1, 1, 3)
    """
    left, top, right, bottom = range_boundaries(area)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(f"not a range of cells: {area}")
    return left - 1, top - 1, right - 1, bottom - 1

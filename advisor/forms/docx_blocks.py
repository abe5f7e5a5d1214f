"""The content of a Word form as values: paragraphs and tables in order, without XML. Pure.

Paragraphs and tables are counted from 1 through the whole body, cells of tables and nested tables included; text boxes,
headers, footers and footnotes are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from advisor.values import Value


class DropDown(Value):
    """A list to choose from, shown at `text[start:end]` of its paragraph."""

    start: int
    end: int
    options: tuple[str, ...]


class Paragraph(Value):
    """A paragraph. `text`: as shown; room to write into (underlined blanks, empty fields) is spelled ＿.

    `auto`: the number that Word shows before it. `level`: of a heading style, from 0. `fixed`: holds a picture or a
    break, or belongs to a table of contents, so that no answer may take its place. `tinted`: all of it is in a colour,
    as hints and examples are. `alias`: the name of a content control in it.
    """

    number: int
    text: str
    auto: str = ""
    level: int | None = None
    align: Literal["left", "center", "right"] = "left"
    bold: bool = False
    title: bool = False
    fixed: bool = False
    tinted: bool = False
    alias: str = ""
    lists: tuple[DropDown, ...] = ()

    @property
    def shown(self) -> str:
        """The text behind its automatic number."""
        return f"{self.auto} {self.text}" if self.auto else self.text


class Cell(Value):
    """A cell at its place in the grid (from 0), merged cells as one. `row`, `cell`: counted in the file, from 1."""

    table: int
    row: int
    cell: int
    top: int
    left: int
    height: int
    width: int
    blocks: tuple[Paragraph | Grid, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The cell's own paragraphs, without those of tables in it."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def text(self) -> str:
        """The cell's own text, a line a paragraph, without empty lines at its ends."""
        return "\n".join(paragraph.shown for paragraph in self.paragraphs).strip("\n")


class Grid(Value):
    """A table. `heading_rows`: the rows that are repeated on each page. `row_heights`: twips; 0: as the text needs."""

    number: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    heading_rows: int = 0
    row_heights: tuple[int, ...] = ()

    @cached_property
    def by_row(self) -> tuple[tuple[Cell, ...], ...]:
        """Of each row the cells that cover it, from the left."""
        covering: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for at in range(cell.top, cell.top + cell.height):
                covering[at].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.left)) for row in covering)

    def above(self, cell: Cell) -> Cell | None:
        """The cell that stands on top of `cell` with the same left edge."""
        row = self.by_row[cell.top - 1] if cell.top > 0 else ()
        return next((other for other in row if other.left == cell.left), None)

    def below(self, cell: Cell) -> Cell | None:
        """The cell that stands under `cell` with the same left edge."""
        under = cell.top + cell.height
        row = self.by_row[under] if under < self.rows else ()
        return next((other for other in row if other.left == cell.left and other.top == under), None)


Block = Paragraph | Grid


def all_paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph, those of tables included, in the file's order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from all_paragraphs(cell.blocks)


def all_cells(blocks: tuple[Block, ...]) -> Iterator[Cell]:
    """Every cell, those of nested tables included; a cell comes before those in it."""
    for block in blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield cell
                yield from all_cells(cell.blocks)

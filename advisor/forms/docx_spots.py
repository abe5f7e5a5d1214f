"""The places of a Word form that can take an answer, each with what is needed to write there. Pure.

A place's id says where it is: `table:2/row:3/cell:1`, `table:2/row:3` (its boxes), `paragraph:14`,
`paragraph:14/after`, `paragraph:14/blank:1`, `paragraph:14/list:1`, `paragraph:14-17` (boxes of several paragraphs).
"""

from collections.abc import Iterator
from enum import StrEnum

from advisor.forms.blanks import is_example
from advisor.forms.docx_blocks import Block, Cell, Grid, Paragraph
from advisor.forms.docx_cells import Box, CellKind, boxes_in, is_blank, kind_of
from advisor.forms.entries import read_entries
from advisor.forms.model import Place
from advisor.messages import say
from advisor.values import Value

_SHOWN_WORDS = 16
CellKey = tuple[int, int, int]


class SpotKind(StrEnum):
    """How an answer is written: over a cell, over a paragraph, in a new one behind it, over a blank in it; by ticking
    boxes; by choosing from a list."""

    CELL = "cell"
    PARAGRAPH = "paragraph"
    AFTER = "after"
    BLANK = "blank"
    BOXES = "boxes"
    LIST = "list"


class Spot(Value):
    """A place with the paragraph or cell, the span in the paragraph, or the boxes that it is made of."""

    place: Place
    kind: SpotKind
    paragraph: int = 0
    cell: CellKey | None = None
    start: int = 0
    end: int = 0
    boxes: tuple[Box, ...] = ()


def key_of(cell: Cell) -> CellKey:
    """The cell's address: table, row, cell, from 1."""
    return cell.table, cell.row, cell.cell


def cell_place_id(cell: Cell) -> str:
    """The id of the place that a cell is."""
    return f"table:{cell.table}/row:{cell.row}/cell:{cell.cell}"


def after_id(paragraph: int) -> str:
    """The id of the place behind a paragraph."""
    return f"paragraph:{paragraph}/after"


def cell_spot(cell: Cell) -> Spot:
    """A cell whose content an answer takes the place of."""
    label = say("forms.place_cell", table=cell.table, row=cell.row, cell=cell.cell)
    return Spot(place=Place(id=cell_place_id(cell), label=label), kind=SpotKind.CELL, cell=key_of(cell))


def row_spot(cell: Cell, boxes: tuple[Box, ...]) -> Spot:
    """The boxes that stand in several cells of the row of `cell`."""
    place = Place(
        id=f"table:{cell.table}/row:{cell.row}",
        label=say("forms.place_row", table=cell.table, row=cell.row),
        options=tuple(box.label for box in boxes),
    )
    return Spot(place=place, kind=SpotKind.BOXES, boxes=boxes)


def group_spot(paragraphs: tuple[Paragraph, ...]) -> Spot:
    """The boxes of paragraphs that follow one another and make one choice."""
    boxes = boxes_in(paragraphs)
    first, last = paragraphs[0].number, paragraphs[-1].number
    if first == last:
        place_id, label = f"paragraph:{first}", say("forms.place_paragraph", number=first)
    else:
        place_id, label = f"paragraph:{first}-{last}", say("forms.place_paragraphs", first=first, last=last)
    place = Place(id=place_id, label=label, options=tuple(box.label for box in boxes))
    return Spot(place=place, kind=SpotKind.BOXES, boxes=boxes)


def all_spots(blocks: tuple[Block, ...]) -> Iterator[Spot]:
    """Every place: empty cells, boxes, lists, blanks within lines, empty paragraphs, and the end of every other
    paragraph (of a cell with words: of its last one)."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraph_spots(block, "", with_end=True)
        else:
            yield from _grid_spots(block)


def _grid_spots(grid: Grid) -> Iterator[Spot]:
    for cell in grid.cells:
        yield from _cell_spots(cell)
        for block in cell.blocks:
            if isinstance(block, Grid):
                yield from _grid_spots(block)


def _cell_spots(cell: Cell) -> Iterator[Spot]:
    kind = kind_of(cell)
    words = say("forms.place_cell", table=cell.table, row=cell.row, cell=cell.cell)
    if kind in (CellKind.BLANK, CellKind.GUIDE):
        yield cell_spot(cell)
        return
    if kind is CellKind.BOXES:
        boxes = boxes_in(cell.paragraphs)
        place = Place(id=cell_place_id(cell), label=words, options=tuple(box.label for box in boxes))
        yield Spot(place=place, kind=SpotKind.BOXES, boxes=boxes)
    last = next((p.number for p in reversed(cell.paragraphs) if p.text.strip()), 0)
    for paragraph in cell.paragraphs:
        if kind is not CellKind.BOXES or paragraph.number == last:
            with_boxes = kind is not CellKind.BOXES
            yield from _paragraph_spots(paragraph, words, with_end=paragraph.number == last, with_boxes=with_boxes)


def _paragraph_spots(paragraph: Paragraph, cell: str, with_end: bool, with_boxes: bool = True) -> Iterator[Spot]:
    number = paragraph.number
    here = say("forms.place_paragraph", number=number)
    if cell:
        here = say("forms.place_in_cell", cell=cell, number=number)
    for at, found in enumerate(paragraph.lists, start=1):
        place = Place(
            id=f"paragraph:{number}/list:{at}",
            label=say("forms.place_list", paragraph=here),
            options=found.options,
        )
        yield Spot(place=place, kind=SpotKind.LIST, paragraph=number, start=found.start, end=found.end)
    if paragraph.fixed and not paragraph.text.strip():
        return
    if is_blank(paragraph) or is_example(paragraph.text):
        yield Spot(place=Place(id=f"paragraph:{number}", label=here), kind=SpotKind.PARAGRAPH, paragraph=number)
        return
    if with_boxes and (boxes := boxes_in((paragraph,))):
        options = tuple(box.label for box in boxes)
        place = Place(id=f"paragraph:{number}", label=here, options=options)
        yield Spot(place=place, kind=SpotKind.BOXES, boxes=boxes)
    for at, entry in enumerate(read_entries(paragraph.text), start=1):
        label = say("forms.place_blank", paragraph=here, words=entry.label)
        place = Place(id=f"paragraph:{number}/blank:{at}", label=label)
        yield Spot(place=place, kind=SpotKind.BLANK, paragraph=number, start=entry.start, end=entry.end)
    if with_end and not paragraph.lists:
        yield _after(paragraph, cell)


def _after(paragraph: Paragraph, cell: str) -> Spot:
    words = " ".join(paragraph.shown.split())[:_SHOWN_WORDS]
    label = say("forms.place_after", number=paragraph.number, words=words)
    if cell:
        label = say("forms.place_after_in_cell", cell=cell, number=paragraph.number, words=words)
    place = Place(id=after_id(paragraph.number), label=label)
    return Spot(place=place, kind=SpotKind.AFTER, paragraph=paragraph.number)

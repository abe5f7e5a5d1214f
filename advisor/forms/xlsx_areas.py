"""A sheet as areas: what a person takes for one field, be it merged, framed by lines, coloured or a text. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from enum import IntEnum

from advisor.forms.blanks import is_blank_answer
from advisor.forms.boxes import read_options
from advisor.forms.xlsx_boxes import find_boxes
from advisor.forms.xlsx_sheet import Cell, Sheet, Span, Spot
from advisor.values import Value

_WIDE = 0.5  # share of the sheet's width from which a box is no mere label
_LONGEST_HEADING = 150
_STACKED_LINES = 4

Unit = tuple[Span, Cell]


class Frame(IntEnum):
    """How surely an area is a field: bare text, merged or underlined only, or framed, coloured, with a list."""

    NONE = 0
    WEAK = 1
    STRONG = 2


class Area(Value):
    """A field, a label or a text. `cell`: where its text stands or its answer goes. `barred`: not to be filled in."""

    span: Span
    cell: Cell
    text: str
    frame: Frame
    barred: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The words of its drop-down list."""
        return self.cell.rule.options if self.cell.rule is not None else ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip() and not self.cell.fixed


def find_areas(sheet: Sheet) -> list[Area]:
    """The areas of a sheet in reading order. Empty cells that nothing marks as fields are none."""
    boxes = find_boxes(sheet)
    box_at = {spot: at for at, box in enumerate(boxes) for spot in box.spots()}
    inside: dict[int, list[Unit]] = defaultdict(list)
    areas: list[Area] = []
    for span, cell in _units(sheet):
        at = box_at.get((span.top, span.left))
        if at is None:
            areas.extend(_loose(span, cell))
        else:
            inside[at].append((span, cell))
    for at, box in enumerate(boxes):
        areas.extend(_in_box(sheet, box, sorted(inside[at], key=lambda unit: (unit[0].top, unit[0].left))))
    taken = {spot for area in areas for spot in area.span.spots()} | box_at.keys()
    areas.extend(_between_lines(sheet, taken, set(box_at)))
    return sorted(_barred(areas), key=lambda area: (area.span.top, area.span.left))


def _units(sheet: Sheet) -> Iterator[Unit]:
    yield from sheet.merged
    for (row, column), cell in sheet.cells.items():
        listed = cell.rule is not None and bool(cell.rule.options)
        if cell.text.strip() or cell.fixed or listed or cell.unlocked or cell.coloured:
            yield Span(top=row, left=column, height=1, width=1), cell


def _loose(span: Span, cell: Cell) -> Iterator[Area]:
    """An area that no box holds."""
    listed = cell.rule is not None and bool(cell.rule.options)
    if listed or cell.unlocked or (cell.coloured and not cell.text.strip()):
        frame = Frame.STRONG
    else:
        frame = Frame.WEAK if span.height * span.width > 1 and not cell.text.strip() else Frame.NONE
    yield Area(span=span, cell=cell, text=cell.text.strip(), frame=frame)


def _in_box(sheet: Sheet, box: Span, units: list[Unit]) -> Iterator[Area]:
    texts = [unit for unit in units if unit[1].text.strip() or unit[1].fixed]
    blanks = [unit for unit in units if unit not in texts and _is_field(*unit)]
    if not texts:
        yield from _empty_box(sheet, box, blanks)
    elif len(texts) == 1 and not blanks:
        yield from _box_with_text(sheet, box, *texts[0])
    elif not blanks and _is_stack(sheet, box, texts):
        text = "\n".join(cell.text.strip() for _, cell in texts)
        yield Area(span=box, cell=texts[0][1], text=text, frame=Frame.STRONG)
    else:
        for span, cell in [*texts, *blanks]:
            yield Area(span=span, cell=cell, text=cell.text.strip(), frame=Frame.STRONG)


def _is_field(span: Span, cell: Cell) -> bool:
    return span.height * span.width > 1 or cell.unlocked or (cell.rule is not None and bool(cell.rule.options))


def _empty_box(sheet: Sheet, box: Span, blanks: list[Unit]) -> Iterator[Area]:
    listed = [unit for unit in blanks if unit[1].rule is not None and unit[1].rule.options]
    if len(listed) > 1:
        for span, cell in listed:
            yield Area(span=span, cell=cell, text="", frame=Frame.STRONG)
        return
    corner = sheet.cells.get((box.top, box.left), Cell(address=sheet.address(box.top, box.left)))
    cell = (listed or blanks or [(box, corner)])[0][1]
    yield Area(span=box, cell=cell, text="", frame=Frame.STRONG)


def _box_with_text(sheet: Sheet, box: Span, span: Span, cell: Cell) -> Iterator[Area]:
    """One text alone in a box: a label, or a heading with room for the answer below it in the same box."""
    heads = (
        span.top == box.top
        and box.bottom - span.bottom >= 2
        and sheet.chars(box.left, box.right) >= _WIDE * sheet.chars(0, len(sheet.widths) - 1)
        and len(cell.text) <= _LONGEST_HEADING
        and not (cell.fixed or is_blank_answer(cell.text) or read_options(cell.text))
    )
    if not heads:
        yield Area(span=box, cell=cell, text=cell.text.strip(), frame=Frame.STRONG)
        return
    head = Span(top=box.top, left=box.left, height=span.height, width=box.width)
    room = Span(top=span.bottom, left=box.left, height=box.bottom - span.bottom, width=box.width)
    first = sheet.cells.get((span.bottom, span.left), Cell(address=sheet.address(span.bottom, span.left)))
    yield Area(span=head, cell=cell, text=cell.text.strip(), frame=Frame.STRONG)
    yield Area(span=room, cell=first, text="", frame=Frame.STRONG)


def _is_stack(sheet: Sheet, box: Span, texts: list[Unit]) -> bool:
    """Whether texts in one box are the lines of one label: one above the other, in a narrow box."""
    rows = [span.top for span, _ in texts]
    return (
        len(set(rows)) == len(rows) <= _STACKED_LINES
        and not any(cell.fixed or read_options(cell.text) for _, cell in texts)
        and sheet.chars(box.left, box.right) < _WIDE * sheet.chars(0, len(sheet.widths) - 1)
    )


def _between_lines(sheet: Sheet, taken: set[Spot], boxed: set[Spot]) -> Iterator[Area]:
    """Empty cells outside the boxes that lie between lines (tables with open sides), or on one (name ______)."""
    for row in range(len(sheet.row_numbers)):
        run: list[int] = []
        for column in range(len(sheet.column_numbers) + 1):
            here = (row, column)
            is_lined = (row + 1, column) in sheet.above and here not in taken
            if run and (not is_lined or here in sheet.before):
                yield from _lined(sheet, row, run, boxed)
                run = []
            if is_lined:
                run.append(column)


def _lined(sheet: Sheet, row: int, run: list[int], boxed: set[Spot]) -> Iterator[Area]:
    left, right = run[0], run[-1] + 1
    is_closed = all((row, column) in sheet.above for column in run)
    has_side = (row, left) in sheet.before or (row, right) in sheet.before
    stands_on_box = any((row + 1, column) in boxed for column in run)
    if left >= len(sheet.column_numbers) or not ((is_closed and has_side) or not stands_on_box):
        return
    cell = sheet.cells.get((row, left), Cell(address=sheet.address(row, left)))
    frame = Frame.STRONG if is_closed and has_side else Frame.WEAK
    yield Area(span=Span(top=row, left=left, height=1, width=len(run)), cell=cell, text="", frame=frame)


def _barred(areas: list[Area]) -> Iterator[Area]:
    """Fields that a person would leave alone: struck out, locked where others are not, grey where others are not."""
    fields = [
        area for area in areas if area.frame is Frame.STRONG and not area.cell.fixed and is_blank_answer(area.text)
    ]
    unlocked = any(area.cell.unlocked for area in fields)
    white = any(not area.cell.grey for area in fields)
    for area in areas:
        cell = area.cell
        leave = cell.struck or (unlocked and cell.locked) or (white and cell.grey and area.is_empty)
        yield area.model_copy(update={"barred": leave and is_blank_answer(area.text)})

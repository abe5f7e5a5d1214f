"""The items of a table: labels beside or above their room, rows under column heads, check rows, frames. Pure."""

from collections.abc import Callable

from advisor.forms.blanks import is_example
from advisor.forms.docx_blocks import Cell, Grid
from advisor.forms.docx_cells import CellKind, is_blank, is_post_code
from advisor.forms.docx_checks import read_check_row
from advisor.forms.docx_head_rows import read_head_row
from advisor.forms.docx_heads import Heads, heads_by_row
from advisor.forms.docx_hints import kinds_in
from advisor.forms.docx_items import Question, is_bare_number, item_of_cell, text_item, words_of
from advisor.forms.docx_questions import question_in
from advisor.forms.docx_spots import CellKey, Spot, cell_spot, key_of
from advisor.forms.instructions import is_instruction
from advisor.forms.labels import read_label
from advisor.forms.model import FormItem
from advisor.forms.numbering import number_level
from advisor.values import Value

_TALL = 850  # twips, 1.5 cm: a row of labels is lower
_UNNUMBERED = -1  # a heading without a number: numbered ones stand under it
_FRAME = {CellKind.BLANK, CellKind.GUIDE, CellKind.BOXES, CellKind.LIST}


class Found(Value):
    """The items of a part of a form in order, places that only a table knows, and whether the heading above was the
    question of one of the items."""

    items: tuple[FormItem, ...] = ()
    spots: tuple[Spot, ...] = ()
    answers_heading: bool = False


ReadFlow = Callable[[Cell, tuple[str, ...]], Found]


def read_table(grid: Grid, path: tuple[str, ...], heading: Question | None, read_flow: ReadFlow) -> Found:
    """The items of a table under `path`. `heading`: the question above it, whose room a frame without label is.

    `read_flow` reads a cell that has content of its own, under the path that is handed to it.
    """
    reader = _Reader(grid, path, heading, read_flow)
    for at in range(grid.rows):
        reader.read_row(at)
    return Found(items=tuple(reader.items), spots=tuple(reader.spots), answers_heading=reader.answers_heading)


class _Reader:
    """Reads a table row by row."""

    def __init__(self, grid: Grid, path: tuple[str, ...], heading: Question | None, read_flow: ReadFlow) -> None:
        self._kind, hints = kinds_in(grid)
        self._grid, self._path, self._heading, self._read_flow = grid, path, heading, read_flow
        self._heads, self._head_rows = heads_by_row(grid, self._kind)
        self._sections: list[tuple[int, str]] = []
        self._above: Question | None = None  # the label of a whole row, whose room comes below
        self._over: list[Cell] = []  # a row of labels, each over several columns of those below
        self._used: set[CellKey] = set()
        # The heads (by identity) and groups whose first row without words was read.
        self._records: set[tuple[int, tuple[CellKey, ...]]] = set()
        self.items: list[FormItem] = []
        self.spots: list[Spot] = [cell_spot(cell) for cell in hints]
        self.answers_heading = False

    def read_row(self, at: int) -> None:
        """Take the items of row `at`."""
        row = list(self._grid.by_row[at])
        if at in self._head_rows or not any(cell.top == at for cell in row):
            return
        if len(row) == 1:
            self._over = []
            self._read_whole_row(at, row[0])
            return
        self._above = None
        checked = read_check_row(row, self._kind, self._heads[at], self._here)
        if checked is not None:
            self.items.extend(checked.items)
            self.spots.extend([checked.spot] if checked.spot is not None else [])
        elif self._heads[at]:
            self._read_under_heads(at, row, self._heads[at])
        else:
            self._read_pairs(at, row)

    @property
    def _here(self) -> tuple[str, ...]:
        return (*self._path, *(label for _, label in self._sections))

    def _take(self, item: FormItem | None) -> None:
        if item is not None:
            self.items.append(item)

    def _flow(self, cell: Cell, path: tuple[str, ...]) -> bool:
        found = self._read_flow(cell, path)
        self.items.extend(found.items)
        self.spots.extend(found.spots)
        return bool(found.items)

    def _read_whole_row(self, at: int, cell: Cell) -> None:
        kind, above = self._kind(cell), self._above
        following = self._grid.by_row[at + 1] if at + 1 < self._grid.rows else ()
        next_kind = self._kind(following[0]) if len(following) == 1 else None
        self._above = None
        if kind is CellKind.LABEL:
            self._read_whole_label(at, cell, following, next_kind)
        elif kind is CellKind.FLOW:
            if not self._flow(cell, self._here):
                self._enter(cell)
        elif kind is CellKind.GUIDE and next_kind is CellKind.BLANK and (above or self._is_free_heading):
            said = tuple(paragraph.text.strip() for paragraph in cell.paragraphs if not is_example(paragraph.text))
            if above is not None:
                self._above = above.model_copy(update={"notes": (*above.notes, *said)})
        elif kind in _FRAME and above is not None:
            self._take(item_of_cell(cell, kind, above))
        elif kind is CellKind.BOXES and not self._is_free_heading:
            self._take(item_of_cell(cell, kind, Question(text="", path=self._here)))
        elif kind in _FRAME:
            self._answer_heading(cell, kind)

    def _read_whole_label(self, at: int, cell: Cell, following: tuple[Cell, ...], next_kind: CellKind | None) -> None:
        """A row of words: the label of the row below, a label with its room in the same cell, or a heading."""
        label = read_label(cell.text)
        if next_kind in _FRAME:
            self._leave(label.number)
            self._above = Question(text=cell.text, path=self._here)
            return
        asks = label.limit_chars is not None or is_instruction(label.instruction)
        room = any(is_blank(paragraph) for paragraph in cell.paragraphs[1:])
        tall = self._grid.row_heights[at] >= _TALL
        deeper = len(following) == 1 and _is_deeper(following[0].text, cell.text)
        own = (asks or room) if len(following) > 1 else (asks or room or tall or bool(label.number))
        if own and not deeper and not (len(following) > 1 and not room):
            self._leave(label.number)
            if self._flow(cell, self._here):
                return
        self._enter(cell)

    @property
    def _is_free_heading(self) -> bool:
        return self._heading is not None and not self.items and not self.answers_heading

    def _answer_heading(self, cell: Cell, kind: CellKind) -> None:
        if self._heading is not None and self._is_free_heading:
            item = item_of_cell(cell, kind, self._heading)
            self.answers_heading = item is not None
            self._take(item)

    def _leave(self, number: str) -> None:
        """Leave the headings that a label of this number does not stand under."""
        level = number_level(number)
        while self._sections and level is not None and self._sections[-1][0] >= level:
            self._sections.pop()

    def _enter(self, cell: Cell) -> None:
        """Take a row of words as the heading of what follows."""
        number = read_label(cell.text).number
        level = number_level(number)
        self._leave(number)
        if level is None:
            self._sections = []
        self._sections.append((level if level is not None else _UNNUMBERED, words_of(cell.text)))

    def _read_under_heads(self, at: int, row: list[Cell], heads: Heads) -> None:
        """A row under column heads. Of rows without words of their own only the first is asked for."""
        found = read_head_row(row, at, self._kind, heads, self._here)
        if found.record is not None:
            if (id(heads), found.record) in self._records:
                return
            self._records.add((id(heads), found.record))
        for cell, question in found.asked:
            if self._kind(cell) is CellKind.FLOW:
                self._flow(cell, (*question.path, words_of(question.text)))
            else:
                self._take(item_of_cell(cell, self._kind(cell), question))

    def _read_pairs(self, at: int, row: list[Cell]) -> None:
        """Labels with their room to the right; several labels in front of one room group those that follow."""
        labels: list[Cell] = []
        groups: list[Cell] = []
        if all(self._kind(cell) is CellKind.LABEL and cell.width > 1 for cell in row):
            self._over = row
            return
        for position, cell in enumerate(row):
            kind = self._kind(cell)
            following = self._kind(row[position + 1]) if position + 1 < len(row) else None
            if kind is CellKind.LABEL or (kind is CellKind.GUIDE and following is CellKind.BLANK):
                labels.append(cell)
                continue
            if cell.top == at and kind is not CellKind.FIXED:
                groups = labels[:-1] if len(labels) > 1 else groups
                self._read_pair(cell, kind, labels, groups)
            labels = []
        self._read_last_label(at, labels, groups)

    def _read_pair(self, cell: Cell, kind: CellKind, labels: list[Cell], groups: list[Cell]) -> None:
        """The room `cell` with the labels right before it, or with those that group the whole row."""
        over = self._grid.above(cell)
        if not labels and over is not None and self._kind(over) is CellKind.LABEL and over.width == cell.width:
            labels = [over]
        words = labels if len(labels) > 1 else [*(group for group in groups if group not in labels), *labels]
        over_all = tuple(words_of(c.text) for c in self._over if c.left <= cell.left < c.left + c.width)
        question = question_in(words, Heads(), self._kind, (*self._here, *over_all)) if labels else None
        if kind is CellKind.FLOW:
            below = (*question.path, words_of(question.text)) if question is not None else self._grouped(groups)
            if question is not None and is_post_code(cell.paragraphs[0]):
                self._take(text_item(f"paragraph:{cell.paragraphs[0].number}", question))
            self._flow(cell, below)
        elif question is not None and key_of(labels[-1]) not in self._used:
            self._used.add(key_of(labels[-1]))
            self._take(item_of_cell(cell, kind, question))
        elif question is None and kind is CellKind.BOXES:
            self._take(item_of_cell(cell, kind, Question(text="", path=self._grouped(groups))))
        elif question is None and not groups:
            self._answer_heading(cell, kind)

    def _grouped(self, groups: list[Cell]) -> tuple[str, ...]:
        return (*self._here, *(words_of(group.text) for group in groups if not is_bare_number(group.text)))

    def _read_last_label(self, at: int, labels: list[Cell], groups: list[Cell]) -> None:
        """The words at the end of a row, when they ask for something and leave room in the same cell."""
        if not labels or labels[-1].top != at or labels[-1].left == 0:
            return
        cell = labels[-1]
        label = read_label(cell.text)
        room = any(is_blank(paragraph) for paragraph in cell.paragraphs[1:])
        if room and (label.limit_chars is not None or label.number or label.instruction):
            above = labels[:-1] or groups
            self._flow(cell, (*self._here, *(words_of(word.text) for word in above)))


def _is_deeper(text: str, than: str) -> bool:
    level, other = number_level(read_label(text).number), number_level(read_label(than).number)
    return level is not None and other is not None and level > other

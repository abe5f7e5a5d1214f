"""Rows of a table under column heads: an item for each cell with room. Pure."""

from advisor.forms.blanks import is_example
from advisor.forms.docx_blocks import Cell
from advisor.forms.docx_cells import ANSWERS, CellKind
from advisor.forms.docx_heads import GENERIC_HEAD, Heads, is_example_head
from advisor.forms.docx_hints import KindOf
from advisor.forms.docx_items import Question, is_bare_number, words_of
from advisor.forms.docx_questions import question_in, under_head
from advisor.forms.docx_spots import CellKey, key_of
from advisor.values import Value

_CHOICES = {CellKind.BOXES, CellKind.LIST}


class HeadRow(Value):
    """The cells of a row that take an answer, each with its question.

    `record`: the groups that the row stands in, when it has no words of its own; of such rows the first is enough.
    """

    asked: tuple[tuple[Cell, Question], ...] = ()
    record: tuple[CellKey, ...] | None = None


def read_head_row(row: list[Cell], at: int, kind: KindOf, heads: Heads, path: tuple[str, ...]) -> HeadRow:
    """What row `at` asks, by the cells that cover it and the heads above them."""
    if is_example(row[0].text):
        return HeadRow()
    labels = [c for c in row if kind(c) is CellKind.LABEL and not is_example_head(heads.get(c.left, ""))]
    groups = [cell for cell in labels if cell.height > 1 and not is_bare_number(cell.text)]
    words = [cell for cell in labels if cell not in groups]
    own = question_in(words, heads, kind, (*path, *(words_of(group.text) for group in groups)))
    answers = [cell for cell in row if cell.top == at and _takes_answer(cell, row, kind, heads)]
    choices = [cell for cell in answers if kind(cell) in _CHOICES]
    above = (*path, *(words_of(group.text) for group in groups))
    notes = tuple(" ".join(c.text.split()) for c in row if _is_note(c, kind) and c not in answers)
    asked = []
    for cell in answers:
        is_remark = bool(choices) and cell not in choices
        question = under_head(own, heads.get(cell.left, ""), above, is_remark)
        asked.append((cell, question.model_copy(update={"notes": (*question.notes, *notes)})))
    return HeadRow(asked=tuple(asked), record=None if own is not None else tuple(key_of(group) for group in groups))


def _is_note(cell: Cell, kind: KindOf) -> bool:
    return kind(cell) is CellKind.GUIDE and not is_example(cell.text)


def _takes_answer(cell: Cell, row: list[Cell], kind: KindOf, heads: Heads) -> bool:
    """Whether a cell is there to be filled in. Guidance beside an empty cell is about that one."""
    head = heads.get(cell.left, "")
    if kind(cell) not in ANSWERS | {CellKind.FLOW} or is_example_head(head):
        return False
    if kind(cell) is not CellKind.GUIDE or GENERIC_HEAD.match(head.strip()):
        return True
    return not any(kind(other) is CellKind.BLANK for other in row)

"""Rows of a check sheet: a question, a box each for はい, いいえ and 不明, and room for remarks. Pure."""

import re

from advisor.forms.docx_blocks import Cell
from advisor.forms.docx_cells import ANSWERS, Box, CellKind, boxes_in, is_lone
from advisor.forms.docx_heads import Heads, is_example_head
from advisor.forms.docx_hints import KindOf
from advisor.forms.docx_items import Question, choice_item, is_bare_number, item_of_cell, words_of
from advisor.forms.docx_questions import question_in
from advisor.forms.docx_spots import CellKey, Spot, cell_place_id, key_of, row_spot
from advisor.forms.model import FormItem
from advisor.messages import say
from advisor.values import Value

_TICKED_HEAD = re.compile(
    r"(?:はい|いいえ|不明|該当(?:する|しない|なし|あり)?|非該当|[有無可否済未適○×〇△✓☑]|不適|あり|なし"
    r"|実施(?:済み?|中)?|未実施|予定(?:あり)?|検討中|チェック(?:欄)?|確認(?:欄)?|yes|no|n/?a|unknown)$",
    re.IGNORECASE,
)


# Heads of a column that takes one of these words or marks.
_WRITTEN_HEADS = {
    "○×": ("○", "×"),
    "〇×": ("○", "×"),
    "有無": ("有", "無"),
    "可否": ("可", "否"),
    "適否": ("適", "否"),
    "はいいいえ": ("はい", "いいえ"),
    "YesNo": ("Yes", "No"),
}


class Checked(Value):
    """The items of a row, and the place of its boxes where they stand in several cells."""

    items: tuple[FormItem, ...]
    spot: Spot | None = None


def read_check_row(row: list[Cell], kind: KindOf, heads: Heads, path: tuple[str, ...]) -> Checked | None:
    """The items of a row whose boxes stand in cells of their own; None for a row without such boxes.

    `row`: the cells that cover the row, those that begin above included.
    """
    top = max(cell.top for cell in row)
    options = _options(row, top, kind, heads)
    if not options:
        return _read_written(row, top, kind, heads, path)
    taken = {key_of(cell) for cell, _ in options} | _beside(row, options, heads)
    words = [cell for cell in row if kind(cell) is CellKind.LABEL and key_of(cell) not in taken]
    question = _question(words, options[0][0], kind, heads, path)
    if question is None:
        return None
    boxes = tuple(_box(cell, label, kind) for cell, label in options)
    if len(boxes) == 1:
        lone = say("forms.lone_box")
        item = choice_item(cell_place_id(options[0][0]), question, (lone,))
        boxes, spot = (boxes[0].model_copy(update={"label": lone}),), None
        if boxes[0].cell is not None:
            spot = row_spot(options[0][0], boxes)
            item = choice_item(spot.place.id, question, (lone,))
    else:
        spot = row_spot(options[0][0], boxes)
        item = choice_item(spot.place.id, question, tuple(box.label for box in boxes))
    return Checked(items=_with_remarks(item, row, top, kind, heads, question, taken), spot=spot)


def _read_written(row: list[Cell], top: int, kind: KindOf, heads: Heads, path: tuple[str, ...]) -> Checked | None:
    """The items of a row whose choice is written into one cell, under a head that names the options (○×)."""
    written = [
        (cell, _WRITTEN_HEADS[head])
        for cell in row
        if cell.top == top
        and kind(cell) is CellKind.BLANK
        and (head := _folded(heads.get(cell.left, ""))) in _WRITTEN_HEADS
    ]
    if len(written) != 1:
        return None
    cell, options = written[0]
    words = [other for other in row if kind(other) is CellKind.LABEL]
    question = _question(words, cell, kind, heads, path)
    if question is None:
        return None
    item = choice_item(cell_place_id(cell), question, options)
    return Checked(items=_with_remarks(item, row, top, kind, heads, question, {key_of(cell)}))


def _with_remarks(
    item: FormItem | None,
    row: list[Cell],
    top: int,
    kind: KindOf,
    heads: Heads,
    question: Question,
    taken: set[CellKey],
) -> tuple[FormItem, ...]:
    """The choice, and an item for each further cell of the row that has room."""
    remarks = [
        item_of_cell(cell, kind(cell), _remark(heads.get(cell.left, ""), question))
        for cell in row
        if cell.top == top
        and key_of(cell) not in taken
        and kind(cell) in ANSWERS
        and heads.get(cell.left)
        and not is_example_head(heads[cell.left])
    ]
    return tuple(found for found in (item, *remarks) if found is not None)


def _folded(head: str) -> str:
    return re.sub(r"[\s・／/]|の記入|欄", "", head)


def _options(row: list[Cell], top: int, kind: KindOf, heads: Heads) -> list[tuple[Cell, str]]:
    """The cells with a box each, and the words that the box stands for."""
    found = []
    for at, cell in enumerate(row):
        head = " ".join(heads.get(cell.left, "").split())
        if cell.top != top:
            continue
        if is_lone(cell):
            beside = row[at + 1] if not head and at + 1 < len(row) else None
            label = words_of(beside.text) if beside is not None and kind(beside) is CellKind.LABEL else words_of(head)
            found.append((cell, label or say("forms.lone_box")))
        elif kind(cell) is CellKind.BLANK and _TICKED_HEAD.match(head):
            found.append((cell, head))
    return found or _worded(row, top)


def _worded(row: list[Cell], top: int) -> list[tuple[Cell, str]]:
    """Several cells that hold one box each with its word: □はい | □いいえ."""
    single = [(cell, boxes) for cell in row if cell.top == top and len(boxes := boxes_in(cell.paragraphs)) == 1]
    found = [(cell, words_of(boxes[0].label)) for cell, boxes in single if _TICKED_HEAD.match(words_of(boxes[0].label))]
    return found if len(found) > 1 else []


def _beside(row: list[Cell], options: list[tuple[Cell, str]], heads: Heads) -> set[CellKey]:
    """The cells that hold the words of a box: those right of several boxes without column heads."""
    if len(options) < 2:
        return set()
    lefts = {cell.left + cell.width for cell, _ in options if not heads.get(cell.left)}
    return {key_of(cell) for cell in row if cell.left in lefts}


def _question(words: list[Cell], first_box: Cell, kind: KindOf, heads: Heads, path: tuple[str, ...]) -> Question | None:
    """What is asked: by the words left of the boxes, else by those on their right."""
    left = [cell for cell in words if cell.left < first_box.left]
    behind = any(not is_bare_number(cell.text) for cell in left)
    return question_in(words if not behind else left, heads, kind, path, last=behind)


def _remark(head: str, question: Question) -> Question:
    return Question(text=head, path=(*question.path, words_of(question.text)))


def _box(cell: Cell, label: str, kind: KindOf) -> Box:
    if kind(cell) is CellKind.BLANK:
        return Box(label=label, cell=key_of(cell))
    return boxes_in(cell.paragraphs)[0].model_copy(update={"label": label})

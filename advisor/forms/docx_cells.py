"""What the paragraphs and cells of a form are there for: to be filled in, to be ticked, or to say something. Pure."""

import re
from enum import StrEnum

from advisor.forms.blanks import is_blank_answer, is_example
from advisor.forms.boxes import read_options
from advisor.forms.docx_blocks import Cell, Grid, Paragraph
from advisor.forms.entries import read_entries
from advisor.forms.instructions import is_instruction
from advisor.messages import say
from advisor.values import Value


class CellKind(StrEnum):
    """BLANK: room for an answer; GUIDE: guidance or an example where the answer goes; BOXES: boxes to tick; LIST: a
    list to choose from; FLOW: content of its own, to be read like a page; LABEL: words; FIXED: a picture or nothing.
    """

    BLANK = "blank"
    GUIDE = "guide"
    BOXES = "boxes"
    LIST = "list"
    FLOW = "flow"
    LABEL = "label"
    FIXED = "fixed"


_CIRCLED_WORDS = r"(?:はい|いいえ|不明|有|無|可|否|あり|なし|該当|非該当|適|不適|済|未|要|不要|男|女|Yes|No)"
_CIRCLED_WORD = re.compile(_CIRCLED_WORDS)
_CIRCLED = re.compile(rf"\s*[（(]?\s*{_CIRCLED_WORDS}(?:\s*[・／/]\s*{_CIRCLED_WORDS})+\s*[）)]?\s*")
ANSWERS = {CellKind.BLANK, CellKind.GUIDE, CellKind.BOXES, CellKind.LIST}


class Box(Value):
    """A box to tick at `start:end` of a paragraph, or an empty cell (table, row, cell) that takes a mark."""

    label: str
    paragraph: int = 0
    start: int = 0
    end: int = 0
    ticked: bool = False
    cell: tuple[int, int, int] | None = None


def is_blank(paragraph: Paragraph) -> bool:
    """Whether the paragraph only keeps room for an answer."""
    return not paragraph.fixed and not paragraph.lists and is_blank_answer(paragraph.text)


def is_guide(paragraph: Paragraph) -> bool:
    """Whether the paragraph is an instruction or an example."""
    return bool(paragraph.text.strip()) and (is_instruction(paragraph.shown) or is_example(paragraph.text))


def kind_of(cell: Cell) -> CellKind:
    """What a cell is for, by itself."""
    paragraphs = cell.paragraphs
    if any(isinstance(block, Grid) for block in cell.blocks):
        return CellKind.FLOW
    if any(paragraph.lists for paragraph in paragraphs):
        return CellKind.LIST if is_blank_answer(cell.text) else CellKind.FLOW
    if is_blank_answer(cell.text):
        return CellKind.FIXED if all(paragraph.fixed for paragraph in paragraphs) else CellKind.BLANK
    boxes = boxes_in(paragraphs)
    if boxes:
        return CellKind.FLOW if are_several_questions(paragraphs) else CellKind.BOXES
    said = [paragraph for paragraph in paragraphs if not is_blank(paragraph)]
    if all(is_guide(paragraph) or _goes_on(paragraphs, paragraph) for paragraph in said):
        return CellKind.GUIDE
    if any(read_entries(paragraph.text) for paragraph in said):
        return CellKind.FLOW
    if any(is_post_code(paragraph) for paragraph in paragraphs):
        return CellKind.BLANK
    return CellKind.LABEL


def is_post_code(paragraph: Paragraph) -> bool:
    """Whether an address begins here that is still to be written."""
    return paragraph.text.strip().startswith("〒") and is_blank_answer(paragraph.text)


def boxes_in(paragraphs: tuple[Paragraph, ...]) -> tuple[Box, ...]:
    """The boxes of paragraphs that belong together. A box alone is given words that say so.

    Words to draw a circle round (有・無) have a box of no width before each.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    said = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    if len(said) == 1 and _CIRCLED.fullmatch(said[0].text):
        words = _CIRCLED_WORD.finditer(said[0].text)
        return tuple(Box(label=w[0], paragraph=said[0].number, start=w.start(), end=w.start()) for w in words)
    found = []
    for option in read_options(text):
        at, offset = _located(paragraphs, option.start)
        found.append(
            Box(
                label=option.label or say("forms.lone_box"),
                paragraph=paragraphs[at].number,
                start=option.start - offset,
                end=option.end - offset,
                ticked=option.ticked,
            )
        )
    return tuple(found)


def is_lone(cell: Cell) -> bool:
    """Whether a cell holds one box and nothing else."""
    options = read_options(cell.text)
    return len(options) == 1 and len(cell.text.strip()) <= options[0].end - options[0].start


def are_several_questions(paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether the boxes of a cell answer a question a paragraph: the same words stand beside several of them."""
    labels = [box.label for box in boxes_in(paragraphs)]
    with_boxes = [paragraph for paragraph in paragraphs if read_options(paragraph.text)]
    return len(with_boxes) > 1 and len(set(labels)) < len(labels)


def _located(paragraphs: tuple[Paragraph, ...], position: int) -> tuple[int, int]:
    """The paragraph at `position` of the joined text, and where it begins there."""
    offset = 0
    for at, paragraph in enumerate(paragraphs):
        if position <= offset + len(paragraph.text):
            return at, offset
        offset += len(paragraph.text) + 1
    raise ValueError(position)


def _goes_on(paragraphs: tuple[Paragraph, ...], paragraph: Paragraph) -> bool:
    """Whether a paragraph continues an example that stands above it in the cell."""
    return any(is_example(before.text) for before in paragraphs if before.number < paragraph.number)

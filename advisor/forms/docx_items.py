"""From a question of a form, and the place that takes its answer, to an item. Pure."""

import re

from advisor.forms.blanks import is_example
from advisor.forms.boxes import read_options, without_options
from advisor.forms.docx_blocks import Cell, Paragraph
from advisor.forms.docx_cells import CellKind, boxes_in, is_guide
from advisor.forms.docx_spots import Spot, cell_place_id
from advisor.forms.labels import read_label
from advisor.forms.model import FormItem, ItemKind
from advisor.forms.numbering import split_number
from advisor.values import Value

_NOT_ASKED = re.compile(
    r"(?:記入|記載)(?:しない|不要|は不要)|事務局(?:使用|記入|処理|確認)|(?:受付|受理|整理|管理)(?:番号|印|日|年月日)|^※?使用欄|^印$|^㊞$"
)
_SEVERAL = re.compile(r"複数(?:選択|回答)?(?:可|でき)|すべて|全て|いくつでも|複数(?:選択|回答)")
_ONE = re.compile(r"いずれか|どちらか|1つ|一つ|ひとつ|１つ|単一|該当する方")
_EXCLUSIVE = re.compile(
    r"(?:はい|いいえ|不明|[有無可否済未要]|あり|なし|該当(?:する|しない|なし)?|非該当|適|不適|予定|検討中|実施.*|整備.*|yes|no|n/a"
    r"|できる|できない|している|していない|した|していない)$",
    re.IGNORECASE,
)
_STATED = re.compile(r"(?:ます|した|ている|いる|ある|ない|こと|ません|済み|です|した)。?$")
_MANY = 4  # so many boxes without a word on how many to tick are taken as a list to tick what fits


class Question(Value):
    """What a form asks at a place: the words of the label as they stand, what is said below it, what stands above."""

    text: str
    notes: tuple[str, ...] = ()
    path: tuple[str, ...] = ()

    def under(self, *above: str) -> "Question":
        """The same question with more above it."""
        return self.model_copy(update={"path": (*self.path, *above)})


def text_item(place_id: str, question: Question) -> FormItem | None:
    """An item to write at a place; None where the form asks for nothing (for the office's use)."""
    return _item(place_id, question, ItemKind.TEXT, (), False)


def choice_item(place_id: str, question: Question, options: tuple[str, ...]) -> FormItem | None:
    """An item to choose at a place."""
    said = " ".join((question.text, *question.notes))
    return _item(place_id, question, ItemKind.CHOICE, options, takes_several(said, options))


def takes_several(said: str, options: tuple[str, ...]) -> bool:
    """Whether more than one option may be chosen, by what is said of it and by the options."""
    if len(options) < 2 or _ONE.search(said):
        return False
    if _SEVERAL.search(said):
        return True
    return len(options) >= _MANY and not any(_EXCLUSIVE.match(option) for option in options)


def are_statements(options: tuple[str, ...]) -> bool:
    """Whether boxes stand before whole sentences, each to be confirmed for itself."""
    return all(len(option) >= 8 and _STATED.search(option) for option in options)


def item_of_cell(cell: Cell, kind: CellKind, question: Question) -> FormItem | None:
    """The item that a cell answers, by the kind of the cell. What the cell says itself belongs to the question."""
    if kind is CellKind.BOXES:
        boxes = boxes_in(cell.paragraphs)
        asked = without_options(cell.text).strip() if read_options(cell.text) else ""
        options = tuple(box.label for box in boxes)
        if not question.text:
            question = question.model_copy(update={"text": asked or options[0]})
        elif asked:
            question = question.model_copy(update={"notes": (*question.notes, asked)})
        return choice_item(cell_place_id(cell), question, options)
    if kind is CellKind.LIST:
        paragraph = next(p for p in cell.paragraphs if p.lists)
        return choice_item(f"paragraph:{paragraph.number}/list:1", question, paragraph.lists[0].options)
    said = tuple(p.text.strip() for p in cell.paragraphs if p.text.strip() and is_guide(p) and not is_example(p.text))
    return text_item(cell_place_id(cell), question.model_copy(update={"notes": (*question.notes, *said)}))


def item_of_group(spot: Spot, paragraphs: tuple[Paragraph, ...], question: Question) -> FormItem | None:
    """The item of boxes in paragraphs: asked by `question`, or by the words before the first box."""
    asked = without_options("\n".join(paragraph.shown for paragraph in paragraphs))
    if split_number(asked)[1] or not question.text:
        own = asked or spot.place.options[0]
        question = question.model_copy(update={"text": own})
    return choice_item(spot.place.id, question, spot.place.options)


def words_of(text: str) -> str:
    """A label as one of the words above an item."""
    label = read_label(text)
    return label.label or " ".join(text.split())


def is_bare_number(text: str) -> bool:
    """Whether a cell only counts: 1, (2), No.3."""
    number, rest = split_number(text.strip())
    return (bool(number) and not rest.strip(" .．、)）人目")) or text.strip().isdecimal()


def _item(
    place_id: str, question: Question, kind: ItemKind, options: tuple[str, ...], multiple: bool
) -> FormItem | None:
    label = read_label(question.text)
    if not label.label or _NOT_ASKED.search(f"{question.text} {' '.join(question.notes)}"):
        return None
    limits = (label.limit_chars, *(read_label(note).limit_chars for note in question.notes))
    return FormItem(
        id=re.sub(r"[^a-z0-9]+", "-", place_id.replace(":", "")),
        label=label.label,
        number=label.number,
        path=question.path,
        instruction=" ".join(part for part in (label.instruction, *question.notes) if part),
        limit_chars=next((limit for limit in limits if limit is not None), None),
        kind=kind,
        options=options,
        multiple=multiple,
        place=place_id,
    )

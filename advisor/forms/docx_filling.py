"""Answers into the places of a Word form."""

import re
from collections.abc import Callable
from functools import partial

from advisor.errors import FormUnreadable
from advisor.forms.blanks import is_example
from advisor.forms.docx_blocks import Paragraph, all_paragraphs
from advisor.forms.docx_cells import Box, is_blank, is_guide
from advisor.forms.docx_loading import WordFile
from advisor.forms.docx_paragraphs import paragraph_behind, write_lines
from advisor.forms.docx_runs import clean, replace
from advisor.forms.docx_spots import CellKey, Spot, SpotKind
from advisor.forms.docx_text import shown_text
from advisor.forms.docx_ticking import choose, set_box
from advisor.forms.docx_xml import Element, contents, w
from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind

_MARK = "○"  # into an empty cell under はい or いいえ
_OTHER = re.compile(r"その他|other", re.IGNORECASE)
_OPEN = re.compile(r"[（(]([\s＿_]*)[）)]")


def write_answers(word: WordFile, form: Form, filling: Filling, spots: dict[str, Spot]) -> None:
    """Write every answer that has content. All are held against the form first: on an error nothing is written.

    Raises FormUnreadable: form_item_unknown, form_place_unset, form_place_unknown, form_place_takes_choice,
    form_option_unknown.
    """
    items = {item.id: item for item in form.items}
    answers: list[tuple[Spot, FormItem, Filled]] = []
    for item_id, filled in filling.answers.items():
        if item_id not in items:
            raise FormUnreadable("form_item_unknown", item=item_id, name=form.name)
        if clean(filled.text).strip() or filled.chosen:
            answers.append((_spot_of(items[item_id], filled, spots, form.name), items[item_id], filled))
    _Writer(word, [spot for spot, _, _ in answers]).write(answers)


def _spot_of(item: FormItem, filled: Filled, spots: dict[str, Spot], name: str) -> Spot:
    if item.place is None:
        raise FormUnreadable("form_place_unset", item=item.label, name=name)
    spot = spots.get(item.place)
    if spot is None:
        raise FormUnreadable("form_place_unknown", place=item.place, item=item.label, name=name)
    offered = spot.place.options if spot.kind in (SpotKind.BOXES, SpotKind.LIST) else item.options
    if spot.kind is SpotKind.BOXES and item.kind is ItemKind.TEXT:
        raise FormUnreadable("form_place_takes_choice", place=spot.place.label, item=item.label, name=name)
    for option in filled.chosen:
        if option not in offered:
            raise FormUnreadable("form_option_unknown", option=option, item=item.label, name=name)
    return spot


class _Writer:
    """Writes answers whose places are known."""

    def __init__(self, word: WordFile, spots: list[Spot]) -> None:
        self._word = word
        self._values = {paragraph.number: paragraph for paragraph in all_paragraphs(word.blocks)}
        self._numbers = {id(element): number for number, element in word.paragraphs.items()}
        self._taken = {spot.paragraph for spot in spots if spot.kind is SpotKind.PARAGRAPH}
        # What changes a part of a paragraph: (paragraph, where), from the end, so that positions stay true.
        self._within: list[tuple[int, int, Callable[[], None]]] = []
        self._whole: list[Callable[[], None]] = []

    def write(self, answers: list[tuple[Spot, FormItem, Filled]]) -> None:
        """Write them all."""
        for spot, item, filled in answers:
            self._plan(spot, item, filled)
        for _, _, change in sorted(self._within, key=lambda planned: planned[:2], reverse=True):
            change()
        for change in self._whole:
            change()

    def _plan(self, spot: Spot, item: FormItem, filled: Filled) -> None:
        text = clean(filled.text).strip("\n")
        if item.kind is ItemKind.CHOICE and spot.kind is not SpotKind.BOXES:
            text = "、".join(filled.chosen) or text
        if spot.kind is SpotKind.BOXES:
            self._plan_boxes(spot, filled, text)
        elif spot.kind is SpotKind.LIST:
            self._plan_list(spot, text)
        elif spot.kind is SpotKind.BLANK:
            element = self._word.paragraphs[spot.paragraph]
            self._later(spot.paragraph, spot.start, lambda: replace(element, spot.start, spot.end, text))
        elif spot.kind is SpotKind.CELL and spot.cell is not None:
            self._whole.append(partial(self._write_cell, spot.cell, text))
        elif spot.kind is SpotKind.PARAGRAPH:
            self._whole.append(partial(self._write_paragraph, spot.paragraph, text))
        else:
            self._whole.append(partial(self._write_behind, spot.paragraph, text))

    def _later(self, paragraph: int, at: int, change: Callable[[], None]) -> None:
        self._within.append((paragraph, at, change))

    def _plan_boxes(self, spot: Spot, filled: Filled, text: str) -> None:
        for box in spot.boxes:
            ticked = box.label in filled.chosen
            if box.cell is None:
                self._plan_box(box, ticked, text)
            elif ticked:
                self._whole.append(partial(self._write_cell, box.cell, _MARK))

    def _plan_box(self, box: Box, ticked: bool, text: str) -> None:
        element = self._word.paragraphs[box.paragraph]
        self._later(box.paragraph, box.start, lambda: set_box(element, box, ticked))
        opened = _OPEN.search(self._values[box.paragraph].text, box.end)
        if ticked and text and opened is not None and _OTHER.match(box.label):
            start, end = opened.span(1)
            self._later(box.paragraph, start, lambda: replace(element, start, end, text))

    def _plan_list(self, spot: Spot, text: str) -> None:
        element = self._word.paragraphs[spot.paragraph]
        if text in spot.place.options:
            self._later(spot.paragraph, spot.start, lambda: choose(element, spot.start, spot.end, text))
        else:  # words of a person's own; a combo box takes them
            self._later(spot.paragraph, spot.start, lambda: replace(element, spot.start, spot.end, text))

    def _write_cell(self, key: CellKey, text: str) -> None:
        """Over the blank paragraphs of a cell, or over its example or guidance. An instruction above room stays."""
        own = [child for child in contents(self._word.cells[key]) if child.tag == w("p")]
        values = [self._values[self._numbers[id(element)]] for element in own]
        blank = [element for element, value in zip(own, values, strict=True) if is_blank(value)]
        examples = [e for e, value in zip(own, values, strict=True) if e not in blank and is_example(value.text)]
        guides = [
            e for e, value in zip(own, values, strict=True) if e not in blank and (is_guide(value) or value.tinted)
        ]
        if examples or not blank:
            replaced = guides if not blank else examples
            replaced = replaced or [element for element in own if element not in blank][:1]
            first = replaced[0]
            for element in replaced[1:]:
                element.getparent().remove(element)
            write_lines(first, text, [], plain=True)
            return
        at = own.index(blank[0])
        room = [element for element in own[at + 1 :] if element in blank]
        write_lines(blank[0], text, room, plain=False)

    def _write_paragraph(self, number: int, text: str) -> None:
        element = self._word.paragraphs[number]
        room: list[Element] = []
        following = element.getnext()
        while following is not None and self._is_free(following):
            room.append(following)
            following = following.getnext()
        write_lines(element, text, room, plain=not is_blank(self._values[number]))

    def _is_free(self, element: Element) -> bool:
        """Whether an element is an empty paragraph that no other answer goes into."""
        number = self._numbers.get(id(element), 0)
        value: Paragraph | None = self._values.get(number)
        return value is not None and number not in self._taken and is_blank(value) and not shown_text(element).strip()

    def _write_behind(self, number: int, text: str) -> None:
        element = self._word.paragraphs[number]
        new = paragraph_behind(element, self._word.styles)
        element.addnext(new)
        write_lines(new, text, [], plain=False)

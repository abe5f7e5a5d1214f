"""Answers in the fields of a PDF, each with a look that shows Japanese; and a note on the first page."""

import re
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from advisor.forms.model import Filled
from advisor.forms.pdf_appearance import FONT, height_of, japanese_font, text_look
from advisor.forms.pdf_fields import OFF, FieldKind, PdfField, annotations, inherited, owner
from advisor.forms.pdf_items import Asked
from advisor.forms.printable import printable

_FONT_SIZE = re.compile(r"([\d.]+)\s+Tf")
_COLOUR = re.compile(r"((?:[\d.]+\s+){1,4}(?:g|rg|k))(?:\s|$)")
_PRINT = 4  # annotation flag: the note is printed too
_NOTE_SIZE, _NOTE_MARGIN, _NOTE_TOP = 9.0, 24.0, 6.0  # points
_NOTE_GROUND = "1 0.96 0.96 rg 0.69 0 0.13 RG 1 w 0.5 0.5 {width:.2f} {height:.2f} re B "
_NOTE_COLOUR = "0.69 0 0.13 rg"


class Filler:
    """Fills the fields of one file."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._font = japanese_font(writer)
        self._pages = [annotations(page) for page in writer.pages]
        form: Any = writer.root_object["/AcroForm"].get_object()
        form.pop("/XFA", None)  # a second copy of the fields, which would go before these
        writer.root_object.pop("/Perms", None)  # a signature over the empty form
        form[NameObject("/NeedAppearances")] = BooleanObject(True)
        self._add_font(form)

    def fill(self, asked: Asked, filled: Filled) -> None:
        """Put one answer into its fields."""
        if not asked.choices:
            text = printable(filled.text).strip() or "、".join(filled.chosen)
            for field in asked.fields:
                self._write(field, text, text)
            return
        chosen = {choice.option for choice in asked.choices if choice.option in filled.chosen}
        for field in asked.fields:
            own = [choice for choice in asked.choices if choice.field == field.name]
            ticked = [choice for choice in own if choice.option in chosen]
            if field.kind is FieldKind.LIST:
                self._choose(field, [(choice.option, choice.value) for choice in ticked])
            elif ticked or not asked.item.multiple:
                self._tick(field, ticked[0].value if ticked else OFF)

    def note(self, text: str) -> None:
        """A note over the first page that is seen and printed."""
        page = self._writer.pages[0]
        left, top, right = float(page.cropbox.left), float(page.cropbox.top), float(page.cropbox.right)
        width = right - left - 2 * _NOTE_MARGIN
        height = height_of(text, width, _NOTE_SIZE)
        ground = _NOTE_GROUND.format(width=width - 1, height=height - 1)
        look, _ = text_look(
            self._writer, self._font, text, width, height, multiline=True, size=_NOTE_SIZE, colour=_NOTE_COLOUR,
            ground=ground,
        )  # fmt: skip
        bottom = top - _NOTE_TOP - height
        note = DictionaryObject()
        for key, name in (("/Type", "/Annot"), ("/Subtype", "/FreeText")):
            note[NameObject(key)] = NameObject(name)
        note[NameObject("/Contents")] = TextStringObject(text)
        note[NameObject("/DA")] = TextStringObject(f"{FONT} {_NOTE_SIZE:g} Tf {_NOTE_COLOUR}")
        note[NameObject("/F")] = NumberObject(_PRINT)
        note[NameObject("/Rect")] = ArrayObject(
            FloatObject(round(value, 2))
            for value in (left + _NOTE_MARGIN, bottom, right - _NOTE_MARGIN, bottom + height)
        )
        note[NameObject("/AP")] = _normal(look)
        listed = page.get("/Annots")
        listed = listed.get_object() if listed is not None else None
        if isinstance(listed, ArrayObject):
            listed.append(self._writer._add_object(note))
        else:
            page[NameObject("/Annots")] = ArrayObject([self._writer._add_object(note)])

    def _widgets(self, field: PdfField) -> list[DictionaryObject]:
        return [self._pages[widget.page - 1][widget.at] for widget in field.widgets]

    def _write(self, field: PdfField, value: str, shown: str) -> None:
        multiline = field.multiline and field.kind is FieldKind.TEXT
        if not multiline:
            value, shown = " ".join(value.split("\n")), " ".join(shown.split("\n"))
        for widget, placed in zip(self._widgets(field), field.widgets, strict=True):
            holder = owner(widget)
            holder[NameObject("/V")] = TextStringObject(value)
            holder.pop("/RV", None)
            self._show(widget, shown, placed.rect.right - placed.rect.left, placed.rect.height, multiline=multiline)

    def _choose(self, field: PdfField, chosen: list[tuple[str, str]]) -> None:
        if len(chosen) > 1 and field.multiple:
            shown = "\n".join(option for option, _ in chosen)
            for widget, placed in zip(self._widgets(field), field.widgets, strict=True):
                holder = owner(widget)
                holder[NameObject("/V")] = ArrayObject(TextStringObject(value) for _, value in chosen)
                holder.pop("/I", None)
                self._show(widget, shown, placed.rect.right - placed.rect.left, placed.rect.height, multiline=True)
        elif chosen:
            for widget in self._widgets(field):
                owner(widget).pop("/I", None)
            self._write(field, chosen[0][1], chosen[0][0])

    def _tick(self, field: PdfField, state: str) -> None:
        for widget, placed in zip(self._widgets(field), field.widgets, strict=True):
            widget[NameObject("/AS")] = NameObject(state if placed.state == state else OFF)
            owner(widget)[NameObject("/V")] = NameObject(state)

    def _show(self, widget: DictionaryObject, text: str, width: float, height: float, *, multiline: bool) -> None:
        """Give a widget its look, and where the text needs it the font that viewers draw it with."""
        default = str(inherited(widget, "/DA") or self._default_look())
        size, colour = _FONT_SIZE.search(default), _COLOUR.search(default)
        look, points = text_look(
            self._writer,
            self._font,
            text,
            width,
            height,
            multiline=multiline,
            size=float(size[1]) if size is not None else 0.0,
            colour=colour[1] if colour is not None else "0 g",
            ground=_ground(widget, width, height),
        )
        widget[NameObject("/AP")] = _normal(look)
        if not text.isascii():
            colours = colour[1] if colour is not None else "0 g"
            owner(widget)[NameObject("/DA")] = TextStringObject(f"{FONT} {points:g} Tf {colours}")
            if widget is not owner(widget):
                widget.pop("/DA", None)

    def _default_look(self) -> str:
        form: Any = self._writer.root_object["/AcroForm"].get_object()
        return str(form.get("/DA", ""))

    def _add_font(self, form: Any) -> None:
        resources = _made(form, "/DR")
        _made(resources, "/Font")[NameObject(FONT)] = self._font


def _ground(widget: DictionaryObject, width: float, height: float) -> str:
    """What paints the background and the border that the widget says it has."""
    looks: Any = widget.get("/MK")
    looks = looks.get_object() if looks is not None else {}
    style: Any = widget.get("/BS")
    border = float(style.get_object().get("/W", 1)) if style is not None else 1.0
    ground = _operator(looks.get("/BG"), ("g", "rg", "k"))
    line = _operator(looks.get("/BC"), ("G", "RG", "K"))
    filled = f"q {ground} 0 0 {width:.2f} {height:.2f} re f Q " if ground else ""
    inset = border / 2
    drawn = f"{inset:g} {inset:g} {width - border:.2f} {height - border:.2f} re"
    return filled + (f"q {line} {border:g} w {drawn} S Q " if line and border else "")


def _operator(colour: Any, operators: tuple[str, str, str]) -> str:
    """The operator that sets a colour of one, three or four parts; empty for none."""
    values = [float(value) for value in colour.get_object()] if colour is not None else []
    by_parts = dict(zip((1, 3, 4), operators, strict=True))
    return f"{' '.join(f'{value:g}' for value in values)} {by_parts[len(values)]}" if len(values) in by_parts else ""


def _made(parent: Any, key: str) -> Any:
    if key not in parent:
        parent[NameObject(key)] = DictionaryObject()
    return parent[key].get_object()


def _normal(look: IndirectObject) -> DictionaryObject:
    made = DictionaryObject()
    made[NameObject("/N")] = look
    return made

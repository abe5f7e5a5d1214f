"""The fields of a fillable PDF (AcroForm) with their widgets on the pages. pypdf's types stop here and in filling."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from advisor.values import Value

_READ_ONLY, _RADIO, _PUSH, _PASSWORD, _FILE, _MULTILINE = 1, 1 << 15, 1 << 16, 1 << 13, 1 << 20, 1 << 12
_COMBO, _EDIT, _MULTISELECT, _COMB = 1 << 17, 1 << 18, 1 << 21, 1 << 24
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_DEEPEST = 32  # a parent that is its own child would have no end
OFF = "/Off"
YES = "/Yes"


class FieldKind(StrEnum):
    """What a field is."""

    TEXT = "text"
    BOX = "box"
    RADIO = "radio"
    LIST = "list"


class Rect(Value):
    """A rectangle on a page, in points, from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Its height."""
        return self.top - self.bottom


class Widget(Value):
    """A field as it stands on a page (from 1). `state`: of a button, the name of being ticked. `at`: in /Annots."""

    page: int
    at: int
    rect: Rect
    state: str = ""


class PdfField(Value):
    """A field that a person can fill. `words`: of a list or of buttons, as the file names them, with what is stored."""

    name: str
    kind: FieldKind
    widgets: tuple[Widget, ...]
    tooltip: str = ""
    max_chars: int | None = None
    multiline: bool = False
    multiple: bool = False
    words: tuple[tuple[str, str], ...] = ()


def read_fields(reader: PdfReader) -> list[PdfField]:
    """The fields that are seen and can be changed, in the order of their first widgets: by page, down, to the right."""
    parts: dict[str, list[tuple[Widget, DictionaryObject]]] = {}
    for number, page in enumerate(reader.pages, 1):
        for at, annotation in enumerate(annotations(page)):
            if _is_shown_widget(annotation) and (name := field_name(annotation)):
                rect = rect_of(annotation)
                state = on_state(annotation)
                parts.setdefault(name, []).append((Widget(page=number, at=at, rect=rect, state=state), annotation))
    found = [field for name, widgets in parts.items() if (field := _field(name, widgets)) is not None]
    return sorted(found, key=_reading_order)


def annotations(page: Any) -> list[DictionaryObject]:
    """The annotations of a page; what is none stands as an empty one, so that positions stay."""
    listed = page.get("/Annots")
    listed = listed.get_object() if listed is not None else []
    found = [entry.get_object() for entry in listed] if isinstance(listed, ArrayObject) else []
    return [entry if isinstance(entry, DictionaryObject) else DictionaryObject() for entry in found]


def lineage(annotation: DictionaryObject) -> Iterator[DictionaryObject]:
    """A widget and the fields it belongs to, from itself up."""
    at: Any = annotation
    for _ in range(_DEEPEST):
        if not isinstance(at, DictionaryObject):
            return
        yield at
        parent = at.get("/Parent")
        at = parent.get_object() if isinstance(parent, IndirectObject) else parent


def inherited(annotation: DictionaryObject, key: str) -> Any:
    """A value of a widget or of the nearest field above it that has one."""
    found = next((entry[key] for entry in lineage(annotation) if key in entry), None)
    return found.get_object() if isinstance(found, IndirectObject) else found


def field_name(annotation: DictionaryObject) -> str:
    """The full name of the widget's field: the names of the fields above it joined by dots."""
    return ".".join(str(entry["/T"]) for entry in reversed(list(lineage(annotation))) if "/T" in entry)


def owner(annotation: DictionaryObject) -> DictionaryObject:
    """The field that holds the widget's value: the nearest one with a name."""
    return next((entry for entry in lineage(annotation) if "/T" in entry), annotation)


def on_state(annotation: DictionaryObject) -> str:
    """The name of a button's being ticked (/Yes, /1 …); empty for other fields."""
    if inherited(annotation, "/FT") != "/Btn":
        return ""
    appearances = annotation.get("/AP")
    appearances = appearances.get_object() if appearances is not None else {}
    for kind in ("/N", "/D"):
        states = appearances.get(kind)
        states = states.get_object() if states is not None else {}
        for state in states if isinstance(states, DictionaryObject) and "/Length" not in states else ():
            if state != OFF:
                return str(state)
    return YES


def rect_of(annotation: DictionaryObject) -> Rect:
    """Where a widget stands."""
    listed: Any = annotation["/Rect"].get_object()
    a, b, c, d = (float(value) for value in listed)
    return Rect(left=min(a, c), bottom=min(b, d), right=max(a, c), top=max(b, d))


def flags_of(annotation: DictionaryObject) -> int:
    """The flags of a widget's field."""
    return int(inherited(annotation, "/Ff") or 0)


def is_multiline(annotation: DictionaryObject) -> bool:
    """Whether a text field takes several lines."""
    return bool(flags_of(annotation) & _MULTILINE)


def _is_shown_widget(annotation: DictionaryObject) -> bool:
    if annotation.get("/Subtype") != "/Widget" or "/Rect" not in annotation:
        return False
    return not int(annotation.get("/F", 0)) & (_HIDDEN | _NO_VIEW)


def _field(name: str, widgets: list[tuple[Widget, DictionaryObject]]) -> PdfField | None:
    """The field, or None for one that takes nothing: computed, read only, a push button, a signature."""
    first = widgets[0][1]
    flags, kind = flags_of(first), inherited(first, "/FT")
    actions = inherited(first, "/AA")
    if flags & _READ_ONLY or (isinstance(actions, DictionaryObject) and "/C" in actions):
        return None
    if (kind == "/Btn" and flags & _PUSH) or (kind == "/Tx" and flags & (_PASSWORD | _FILE)):
        return None
    where = tuple(widget for widget, _ in widgets)
    tooltip = str(inherited(first, "/TU") or "").strip()
    if kind == "/Tx":
        limit = inherited(first, "/MaxLen")
        chars = int(limit) if limit is not None and int(limit) > 0 else None
        return PdfField(
            name=name, kind=FieldKind.TEXT, widgets=where, tooltip=tooltip, max_chars=chars,
            multiline=bool(flags & _MULTILINE),
        )  # fmt: skip
    if kind == "/Btn":
        states = tuple((word, widget.state) for widget, word in zip(where, _button_words(widgets), strict=True))
        radio = bool(flags & _RADIO) or len({widget.state for widget in where}) > 1
        kind_of_button = FieldKind.RADIO if radio else FieldKind.BOX
        return PdfField(name=name, kind=kind_of_button, widgets=where, tooltip=tooltip, words=states)
    if kind == "/Ch":
        words = tuple(_list_words(inherited(first, "/Opt")))
        if not words:  # a combo box to type into
            return PdfField(name=name, kind=FieldKind.TEXT, widgets=where, tooltip=tooltip)
        multiple = bool(flags & _MULTISELECT)
        return PdfField(
            name=name, kind=FieldKind.LIST, widgets=where, tooltip=tooltip, multiple=multiple, words=words
        )  # fmt: skip
    return None


def _button_words(widgets: list[tuple[Widget, DictionaryObject]]) -> Iterator[str]:
    """What the file calls each button: its own tooltip, an entry of /Opt, or its state where that is a word."""
    listed = inherited(widgets[0][1], "/Opt")
    words = [str(entry) for entry in listed] if isinstance(listed, ArrayObject) else []
    for at, (widget, annotation) in enumerate(widgets):
        state = widget.state.removeprefix("/")
        if len(words) == len(widgets):
            yield words[at]
        elif "/TU" in annotation and len(widgets) > 1 and "/T" not in annotation:
            yield str(annotation["/TU"])
        else:
            yield state


def _list_words(listed: Any) -> Iterator[tuple[str, str]]:
    for entry in listed if isinstance(listed, ArrayObject) else ():
        value = entry.get_object()
        if isinstance(value, ArrayObject) and len(value) == 2:
            yield str(value[1]), str(value[0])
        else:
            yield str(value), str(value)


def _reading_order(field: PdfField) -> tuple[int, float, float]:
    first = field.widgets[0]
    return first.page, -round(first.rect.top / 6), first.rect.left

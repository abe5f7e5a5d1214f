"""Ticking boxes and choosing from lists in Word: only the mark changes, and the state that Word keeps with it."""

from lxml import etree  # type: ignore[import-untyped]

from advisor.forms.boxes import BLACK_BOXES, EMPTY_BOXES, EMPTY_CIRCLES, TICKED, TICKED_BOXES, TICKED_CIRCLES
from advisor.forms.docx_cells import Box
from advisor.forms.docx_loading import drop_down_of, list_entries
from advisor.forms.docx_runs import replace
from advisor.forms.docx_text import characters, control_of, is_checkbox, is_symbol_font, run_of
from advisor.forms.docx_xml import Element, child_of, w, w14

_SYMBOL_TICKED, _SYMBOL_EMPTY = 0xFE, 0xA8  # of Wingdings, whose code points begin at F000
_SYMBOLS_FROM = 0xF000
_CIRCLED = "○"


def set_box(paragraph: Element, box: Box, ticked: bool) -> None:
    """Tick or clear a box of a paragraph. What is so already stays untouched."""
    if box.ticked is ticked:
        return
    if box.start == box.end:
        replace(paragraph, box.start, box.start, TICKED)
        return
    if box.end - box.start > 1:
        inner = _CIRCLED if ticked else "　"
        replace(paragraph, box.start + 1, box.end - 1, inner)
        return
    mark = characters(paragraph)[box.start]
    element = mark.element
    if element.tag == w("checkBox"):
        _set_flag(element, w("checked"), w("val"), ticked)
    elif element.tag == w("sym"):
        element.set(w("char"), f"{_symbol(ticked):04X}")
    else:
        shown = (element.text or "")[mark.at]
        element.text = element.text[: mark.at] + _drawn(element, shown, ticked) + element.text[mark.at + 1 :]


def choose(paragraph: Element, start: int, end: int, option: str) -> None:
    """Choose an entry of the list that is shown at `start:end`. Raises KeyError for an entry that it does not have."""
    element = characters(paragraph)[start].element
    holder = drop_down_of(element)
    values = dict(list_entries(holder)) if holder is not None else {}
    value = values[option]
    if holder is not None and holder.tag == w("ddList"):
        at = [entry.get(w("val"), "") for entry in holder.findall(w("listEntry"))].index(option)
        result = child_of(holder, "result")
        if result is None:
            result = etree.Element(w("result"))
            holder.insert(0, result)
        result.set(w("val"), str(at))
        return
    replace(paragraph, start, end, option)
    if holder is not None:
        holder.set(w("lastValue"), value)


def _drawn(element: Element, shown: str, ticked: bool) -> str:
    """The character of the new state: the control's own, the symbol font's, or that of the mark's kind."""
    properties = control_of(element)
    if properties is not None and is_checkbox(properties):
        box = properties.find(w14("checkbox"))
        _set_flag(box, w14("checked"), w14("val"), ticked)
        state = box.find(w14("checkedState" if ticked else "uncheckedState"))
        code = state.get(w14("val")) if state is not None else None
        return chr(int(code, 16)) if code else (TICKED if ticked else "☐")
    if _SYMBOLS_FROM <= ord(shown) <= _SYMBOLS_FROM + 0xFF:
        return chr(_symbol(ticked))
    if is_symbol_font(run_of(element)) and ord(shown) <= 0xFF:
        return chr(_symbol(ticked) - _SYMBOLS_FROM)
    if shown in EMPTY_CIRCLES + TICKED_CIRCLES:
        return "●" if ticked else "○"
    if not ticked and shown in TICKED_BOXES + BLACK_BOXES + TICKED:
        return "□"
    return TICKED if ticked and shown in EMPTY_BOXES else shown


def _symbol(ticked: bool) -> int:
    return _SYMBOLS_FROM + (_SYMBOL_TICKED if ticked else _SYMBOL_EMPTY)


def _set_flag(holder: Element, name: str, attribute: str, on: bool) -> None:
    """Set a switch within `holder`; the schema wants Word's own first, that of a form field last."""
    flag = holder.find(name)
    if flag is None:
        flag = etree.SubElement(holder, name)
        if name == w14("checked"):
            holder.insert(0, flag)
    flag.set(attribute, "1" if on else "0")

"""The text of a paragraph, character for character with the XML that shows it: what is read is what can be written to.

Underlined blanks, the hint of a content control and an empty form field are spelled ＿: room to write into.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.forms.docx_xml import Element, ancestors, child_of, contents, is_on, value_of, w, w14

ROOM = "＿"
# Symbol fonts hold boxes at code points of their own (Wingdings as a rule).
SYMBOLS = {0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0x6E: "■", 0xA1: "○", 0x6C: "●"}
_SHOWN = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}


@dataclass(frozen=True)
class Character:
    """A character as shown, and the element that shows it; `at`: its index in a w:t. Not a Value: it holds XML."""

    shown: str
    element: Element
    at: int = 0


@dataclass
class _Field:
    """The form fields that are open while runs are read."""

    begun: list[Element] = field(default_factory=list)
    in_result: list[bool] = field(default_factory=list)

    def entry(self) -> Element | None:
        """The innermost text field whose result is being read."""
        text = child_of(self.begun[-1], "ffData", "textInput") if self.begun and self.in_result[-1] else None
        return text

    def hides(self) -> bool:
        """Whether what comes is a field's instruction, which is not shown."""
        return bool(self.begun) and not self.in_result[-1]


def characters(paragraph: Element) -> list[Character]:
    """Every shown character of `paragraph`: no deleted or hidden text, nothing of pictures and text boxes."""
    state = _Field()
    found: list[Character] = []
    for run in contents(paragraph):
        if run.tag == w("r") and not is_on(run, "rPr", "vanish"):
            found.extend(_run(run, state))
    return found


def shown_text(paragraph: Element) -> str:
    """The text of `characters`."""
    return "".join(character.shown for character in characters(paragraph))


def run_of(element: Element) -> Element:
    """The run that holds `element`."""
    return ancestors(element, "r")[0]


def control_of(element: Element) -> Element | None:
    """The properties of the innermost content control round `element`."""
    found = ancestors(element, "sdt")
    return child_of(found[0], "sdtPr") if found else None


def is_symbol_font(run: Element) -> bool:
    """Whether the run's characters are drawn by a symbol font."""
    fonts = child_of(run, "rPr", "rFonts")
    return fonts is not None and any("wingdings" in value.lower() for value in fonts.attrib.values())


def _run(run: Element, state: _Field) -> Iterator[Character]:
    for child in run:
        if child.tag == w("fldChar"):
            yield from _field_mark(child, state)
        elif state.hides():
            continue
        elif child.tag == w("t"):
            room = _is_room(run, child, state)
            for at, character in enumerate(child.text or ""):
                yield Character(ROOM if room else _drawn(run, character), child, at)
        elif child.tag == w("ruby"):  # 拠点 with its reading above
            for base in child.iterfind(f"{w('rubyBase')}/{w('r')}"):
                yield from _run(base, state)
        elif child.tag == w("sym"):
            if (symbol := SYMBOLS.get(int(child.get(w("char"), "0"), 16) & 0xFF)) is not None:
                yield Character(symbol, child)
        elif child.tag == w("br") and child.get(w("type"), "textWrapping") == "textWrapping":
            yield Character("\n", child)
        elif child.tag in _SHOWN:
            shown = ROOM if child.tag == w("tab") and _is_underlined(run) else _SHOWN[child.tag]
            yield Character(shown, child)


def _field_mark(mark: Element, state: _Field) -> Iterator[Character]:
    kind = mark.get(w("fldCharType"))
    if kind == "begin":
        state.begun.append(mark)
        state.in_result.append(False)
        if (box := child_of(mark, "ffData", "checkBox")) is not None:
            yield Character("☑" if is_on(box, "checked") or _default_on(box) else "□", box)
        elif child_of(mark, "ffData", "ddList") is not None:
            yield Character(ROOM, child_of(mark, "ffData", "ddList"))
    elif kind == "separate" and state.in_result:
        state.in_result[-1] = child_of(state.begun[-1], "ffData", "checkBox") is None
    elif kind == "end" and state.begun:
        state.begun.pop()
        state.in_result.pop()


def _default_on(box: Element) -> bool:
    return is_on(box, "checked") is None and bool(is_on(box, "default"))


def _is_room(run: Element, text: Element, state: _Field) -> bool:
    """Whether the text only keeps room: underlined blanks, the hint of a control, an empty entry field."""
    blank = not (text.text or "").strip()
    if blank and (state.entry() is not None or (len(text.text or "") > 1 and _is_underlined(run))):
        return True
    properties = control_of(text)
    if properties is None or is_checkbox(properties):
        return False
    return bool(is_on(properties, "showingPlcHdr"))


def is_checkbox(properties: Element) -> bool:
    """Whether a content control is a box to tick."""
    return properties.find(w14("checkbox")) is not None


def _is_underlined(run: Element) -> bool:
    return (value_of(run, "rPr", "u") or "none") != "none"


def _drawn(run: Element, character: str) -> str:
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF or (code <= 0xFF and is_symbol_font(run)):
        return SYMBOLS.get(code & 0xFF, character)
    return character

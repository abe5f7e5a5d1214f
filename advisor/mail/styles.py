"""What the styles of an HTML mail do to its text: whether a reader sees it. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

Style = dict[str, str]
Colour = tuple[int, int, int]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
MAX_SHEET_CHARS, MAX_RULES, MAX_STYLED_NODES = 100_000, 200, 20_000
_NEAR = 24  # of 255: a colour this close to the paper cannot be read
_NAMED = {"white": WHITE, "black": BLACK, "snow": (255, 250, 250), "whitesmoke": (245, 245, 245)} | {
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "navy": (0, 0, 128),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "yellow": (255, 255, 0),
}
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]{1,6}%?))?\s*\)")
_SIZE = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)\s*(px|pt|em|rem|%|vw|vh|cm|mm|in)?")
_SIMPLE_SELECTOR = re.compile(r"[\w.#*-]{1,60}(?:\s*[>\s]\s*[\w.#*-]{1,60}){0,2}")
_TELLING = re.compile(r"display|visibility|opacity|font|colou?r|background|height|width|mso-hide|indent|left|top|clip")


class Look(NamedTuple):
    """How text looks where it stands. `paper` is None over a picture; `tiny`: too small to be read."""

    ink: Colour | None = BLACK
    paper: Colour | None = WHITE
    tiny: bool = False

    @property
    def hidden(self) -> bool:
        """Whether nobody could read it."""
        same = self.ink is not None and self.paper is not None
        return self.tiny or (
            same and all(abs(a - b) <= _NEAR for a, b in zip(self.ink or (), self.paper or (), strict=False))
        )


def declarations(text: str) -> Style:
    """The declarations of a style attribute, names and values in lower case."""
    found: Style = {}
    for piece in text[:4000].lower().split(";"):
        name, colon, value = piece.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def sheet_styles(page: LexborHTMLParser, page_chars: int) -> dict[int, Style]:
    """What the style sheets in the page say about its nodes, by `mem_id`.

    Simple selectors alone are followed, and in a large page only the first rules.
    """
    found: dict[int, Style] = {}
    sheet = "\n".join(node.text() or "" for node in page.css("style"))[:MAX_SHEET_CHARS]
    # Asking for a rule takes as long as the page is large.
    most = max(MAX_RULES // 20, min(MAX_RULES, 20_000_000 // max(1, page_chars)))
    for selector, body in list(_rules(sheet))[:most]:
        try:
            nodes = page.css(selector)
        except (SelectolaxError, ValueError):
            continue
        style = declarations(body)
        for node in nodes[:MAX_STYLED_NODES]:
            found[node.mem_id] = found.get(node.mem_id, {}) | style
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors with their declarations; what holds for some screens only (@media) is passed over."""
    depth = 0
    prelude: list[str] = []
    body: list[str] = []
    for char in _without_comments(sheet):
        if char == "{":
            depth += 1
        elif char == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                selector, declared = "".join(prelude).strip(), "".join(body)
                prelude, body = [], []
                if not selector.startswith("@") and _TELLING.search(declared.lower()):
                    yield from (
                        (one, declared)
                        for one in map(str.strip, selector.split(","))
                        if _SIMPLE_SELECTOR.fullmatch(one)
                    )
        elif depth == 0:
            prelude.append(char)
            if char == ";":
                prelude = []  # @import …;
        elif depth == 1:
            body.append(char)


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return first + "".join(piece.partition("*/")[2] for piece in others)


def style_of(node: LexborNode, sheet: dict[int, Style]) -> Style:
    """What holds for `node`: its attributes, the sheets, its own style."""
    attributes = node.attributes
    old = {
        "color": attributes.get("color"),
        "background-color": attributes.get("bgcolor"),
        "height": attributes.get("height"),
    }
    plain = {
        name: value.lower() for name, value in old.items() if value and not (name == "height" and node.tag != "div")
    }
    return plain | sheet.get(node.mem_id, {}) | declarations(attributes.get("style") or "")


def is_gone(style: Style) -> bool:
    """Whether nothing in an element of this style can be seen."""
    if not style:
        return False
    if (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
    ):
        return True
    opacity = _size(style.get("opacity", ""))
    if opacity is not None and opacity <= 0.05:
        return True
    clipped = style.get("overflow", style.get("overflow-y", "")) == "hidden"
    for name in ("height", "max-height", "width", "max-width"):
        size = _size(style.get(name, ""))
        if size is not None and (size <= 1 if clipped else size <= 0 and name.startswith("max")):
            return True
    outside = style.get("position") in ("absolute", "fixed")
    shifts = ("text-indent", "left", "top", "margin-left", "margin-top") if outside else ("text-indent", "margin-left")
    far = [size for name in shifts if (size := _size(style.get(name, ""))) is not None]
    return (
        any(size <= -500 for size in far)
        or "rect(0" in style.get("clip", "")
        or "scale(0)" in style.get("transform", "")
    )


def seen_in(style: Style, look: Look) -> Look:
    """How text looks inside of an element of this style that stands where `look` holds."""
    if not style:
        return look
    ink, paper, tiny = look
    if "color" in style:
        ink = _colour(style["color"], look.paper)
    background = style.get("background-color") or style.get("background", "")
    if "url(" in background or "gradient" in background or "url(" in style.get("background-image", ""):
        paper = None
    elif background and background not in ("none", "transparent", "inherit", "initial"):
        paper = _colour(background, look.paper)
    size = style.get("font-size", "")
    found = _SIZE.fullmatch(size) if size else None
    if found and found[1] not in ("", "-"):
        relative = found[2] in ("em", "%")
        limit = {"em": 0.1, "rem": 0.1, "%": 10}.get(found[2] or "", 1.5)
        tiny = float(found[1]) <= limit or (tiny and relative)
    elif re.match(r"0(?:px|pt)?(?:/|\s)", style.get("font", "")):
        tiny = True
    elif size and size not in ("inherit", "smaller", "larger"):
        tiny = False
    return Look(ink, paper, tiny)


def _size(text: str) -> float | None:
    found = _SIZE.fullmatch(text.strip()) if text else None
    return float(found[1]) if found and found[1] not in ("", "-") else None


def _colour(text: str, paper: Colour | None) -> Colour | None:
    """The colour that a value names; that of the paper for a transparent one; None where it is not known."""
    if text.startswith("transparent"):
        return paper
    if found := _HEX.search(text):
        digits = found[1]
        wide = "".join(2 * digit for digit in digits[:3]) if len(digits) < 6 else digits[:6]
        return int(wide[0:2], 16), int(wide[2:4], 16), int(wide[4:6], 16)
    if found := _RGB.search(text):
        if found[4] and not found[4].strip("0.%"):
            return paper
        return min(255, int(found[1])), min(255, int(found[2])), min(255, int(found[3]))
    return next((_NAMED[word] for word in text.split() if word in _NAMED), None)

"""What a paragraph's style gives it: heading level, alignment, weight, automatic numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from advisor.forms.docx_xml import Element, child_of, is_on, value_of, w, whole

_HEADING = re.compile(r"(?:heading|見出し)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|表題|タイトル|subtitle|副題)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目次)\b", re.IGNORECASE)
_MOST_BASES = 12  # styles build on one another; a ring of them is a fault of the file
_DARK, _LIGHT = 0x60, 0xF0  # below and above no colour stands out from black and white
_BODY_LEVEL = 9  # the outline level of plain text
Align = Literal["left", "center", "right"]
_ALIGNED: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}


def _is_colour(value: str | None) -> bool:
    if value is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return False
    parts = [int(value[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) >= _DARK and min(parts) < _LIGHT


@dataclass(frozen=True)
class Styles:
    """The styles of a file by id. Not a Value: it holds XML."""

    by_id: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles of a styles part."""
        found = root.findall(w("style")) if root is not None else []
        return cls({style.get(w("styleId"), ""): style for style in found})

    def chain(self, paragraph: Element) -> Iterator[Element]:
        """The paragraph's style, the one that it is based on, and so on."""
        name = value_of(paragraph, "pPr", "pStyle")
        for _ in range(_MOST_BASES):
            style = self.by_id.get(name) if name is not None else None
            if style is None:
                return
            yield style
            name = value_of(style, "basedOn")

    def names(self, paragraph: Element) -> list[str]:
        """The names of the styles of `chain`."""
        return [value_of(style, "name") or "" for style in self.chain(paragraph)]

    def heading_level(self, paragraph: Element) -> int | None:
        """The outline level, from 0; None for plain text."""
        own = value_of(paragraph, "pPr", "outlineLvl")
        levels = [own, *(value_of(style, "pPr", "outlineLvl") for style in self.chain(paragraph))]
        stated = next((level for level in levels if level is not None), None)
        if stated is not None:
            return whole(stated) if whole(stated) < _BODY_LEVEL else None
        named = next((match for name in self.names(paragraph) if (match := _HEADING.match(name))), None)
        return int(named[1]) - 1 if named else None

    def is_title(self, paragraph: Element) -> bool:
        """Whether it is the title of the document."""
        return any(_TITLE.match(name) for name in self.names(paragraph)[:1])

    def in_contents(self, paragraph: Element) -> bool:
        """Whether it belongs to a table of contents."""
        return any(_CONTENTS.match(name) for name in self.names(paragraph)[:1])

    def align(self, paragraph: Element) -> Align:
        """How its lines stand."""
        stated = [value_of(holder, "pPr", "jc") for holder in (paragraph, *self.chain(paragraph))]
        return _ALIGNED.get(next((value for value in stated if value), ""), "left")

    def is_bold(self, paragraph: Element) -> bool:
        """Whether all that is written in it is bold."""
        runs = [run for run in paragraph.iter(w("r")) if any((text.text or "").strip() for text in run.iter(w("t")))]
        by_style = next((bold for s in self.chain(paragraph) if (bold := is_on(s, "rPr", "b")) is not None), False)
        own = [is_on(run, "rPr", "b") for run in runs]
        return bool(runs) and all(by_style if bold is None else bold for bold in own)

    def is_tinted(self, paragraph: Element) -> bool:
        """Whether all that is written in it is in a colour, neither near black nor white."""
        runs = [run for run in paragraph.iter(w("r")) if any((text.text or "").strip() for text in run.iter(w("t")))]
        return bool(runs) and all(_is_colour(value_of(run, "rPr", "color")) for run in runs)

    def numbering(self, paragraph: Element) -> Element | None:
        """The w:numPr that holds for it; None without automatic numbers."""
        own = child_of(paragraph, "pPr", "numPr")
        if own is not None:
            return own
        return next((n for s in self.chain(paragraph) if (n := child_of(s, "pPr", "numPr")) is not None), None)

"""The text of a Word element as it stands on the page: with insertions, links, fields and ruby bases, which
python-docx leaves out, and without deletions and ruby. A text box is a place of its own: it is found, not mixed in.
"""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

TEXT_BOX = qn("w:txbxContent")
COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same again for old programs
UNSEEN = frozenset({COPY, *map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:rt"))})
CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def text_of(element: Any, *, boxes: bool = False) -> str:
    """What is seen of `element`; a paragraph in it ends with a line end. `boxes`: with the text boxes in it."""
    return "".join(_pieces(element, boxes))


def text_boxes(element: Any) -> Iterator[Any]:
    """The contents of the text boxes in `element`, in order; boxes in a box belong to it."""
    for child in element:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag not in UNSEEN:
            yield from text_boxes(child)


def _pieces(element: Any, boxes: bool) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in UNSEEN or (tag == TEXT_BOX and not boxes):
            continue
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in CHARACTERS:
            yield CHARACTERS[tag]
        elif tag == qn("w:br"):
            yield "\n" if child.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
        else:
            yield from _pieces(child, boxes)
            if tag == qn("w:p"):
                yield "\n"

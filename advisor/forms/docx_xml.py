"""Word's XML: names, and how its containers nest."""

from collections.abc import Iterator
from typing import Any

Element = Any  # of lxml, which has no types
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's main namespace."""
    return f"{{{W}}}{name}"


def w14(name: str) -> str:
    """The full name of an element or attribute of Word 2010's namespace."""
    return f"{{{W14}}}{name}"


# What may stand round paragraphs, rows, cells and runs without being one itself. Deleted text (w:del) is none of them.
_WRAPPERS = {
    w(name) for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
}


def contents(parent: Element) -> Iterator[Element]:
    """The children of `parent`, those of wrappers (content controls, insertions, links) in their place."""
    for child in parent:
        if child.tag == w("sdt"):
            for content in child.iterchildren(w("sdtContent")):
                yield from contents(content)
        elif child.tag in _WRAPPERS:
            yield from contents(child)
        else:
            yield child


def child_of(parent: Element | None, *names: str) -> Element | None:
    """The first child of that name, or the first of its child and so on; None where there is none."""
    for name in names:
        parent = parent.find(w(name)) if parent is not None else None
    return parent


def value_of(parent: Element | None, *names: str) -> str | None:
    """The w:val of `child_of`."""
    found = child_of(parent, *names)
    return found.get(w("val")) if found is not None else None


def is_on(parent: Element | None, *names: str) -> bool | None:
    """Whether a switch is on (w:b, w:val="0" turns it off); None where it is not set."""
    found = child_of(parent, *names)
    return None if found is None else found.get(w("val"), "1") not in ("0", "false", "off", "none")


def ancestors(element: Element, name: str) -> list[Element]:
    """The elements of that name round `element`, the nearest first."""
    return list(element.iterancestors(w(name)))


def whole(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute writes; `default` for what is none."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default

"""The headings that hold at a place in a form, by the look of their numbers. Pure."""

import re

from advisor.forms.labels import read_label
from advisor.forms.numbering import number_level
from advisor.values import Value

_UNNUMBERED = 0


class Heading(Value):
    """A heading that holds: how deep its number stands (0: it has none), and whether its items count like itself."""

    level: int
    text: str
    counts_again: bool = False


def with_heading(stack: tuple[Heading, ...], text: str) -> tuple[Heading, ...]:
    """The headings that hold below another one: it ends those that are not above it. Without a number it ends all."""
    read = read_label(text)
    level = _level(read.number)
    kept = tuple(heading for heading in stack if heading.level < level) if level else ()
    return (*kept, Heading(level=level, text=read.label or text.strip()))


def at_item(stack: tuple[Heading, ...], number: str) -> tuple[Heading, ...]:
    """The headings that still hold at an item with that number: "2" ends the part that "1" headed.

    But where the items under a heading begin with 1 again, they are its own.

    >>> [heading.text for heading in at_item(with_heading((), "1. 申請者"), "2")]
    []
    """
    level = _level(number)
    if not level or not stack or stack[-1].level < level:
        return stack
    if stack[-1].level == level and (stack[-1].counts_again or re.sub(r"\D", "", number) == "1"):
        return (*stack[:-1], stack[-1].model_copy(update={"counts_again": True}))
    return tuple(heading for heading in stack if 0 < heading.level < level)


def _level(number: str) -> int:
    level = number_level(number)
    return _UNNUMBERED if level is None else level + 1

"""The title of a sheet, and the headings that lead to each of its items. Pure."""

import re

from advisor.forms.heading_stack import Heading, at_item, with_heading
from advisor.forms.numbering import split_number
from advisor.forms.xlsx_layout import Kind, Layout
from advisor.forms.xlsx_places import Found, plain_words

_FORM_NUMBER = re.compile(
    r"[（(【\[]?\s*(?:別紙|別記|別添|参考|添付)?(?:様式|別紙|別添|form)\s*(?:第)?\s*[\d０-９一二三四五六七八九十A-ZＡ-Ｚ]{0,3}"
    r"[\d０-９\-－ー−‐―のノ号 　]{0,6}[）)】\]]?(?:[（(].*[）)])?",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"殿$|様$|御中$|^(?:記|以上)$|ください|[。:：]$")
_LOOKED_AT = 12
_LONGEST_HEADING = 60


def title_of(layout: Layout) -> int | None:
    """The area with the form's title: the text in the largest letters among the first, and no mere 様式第1号."""
    texts = [number for number in sorted(range(len(layout.areas)), key=layout.order) if layout.areas[number].text]
    first = [
        number
        for number in texts[:_LOOKED_AT]
        if number not in layout.used
        and (layout.kinds[number] in (Kind.LABEL, Kind.SAMPLE, Kind.PROSE) or number == layout.first_text)
        and not split_number(layout.areas[number].text)[0]
        and not _FORM_NUMBER.fullmatch(layout.areas[number].text)
        and len(layout.areas[number].text) > 1
        and len(layout.areas[number].text) <= 2 * _LONGEST_HEADING
    ]
    return max(first, key=lambda number: layout.areas[number].cell.size, default=None)


def with_headings(layout: Layout, found: list[Found]) -> list[Found]:
    """The items with the headings above them before their paths: texts that lead a row and have no other part."""
    title = title_of(layout)
    first = layout.areas[title].span.bottom if title is not None else 0
    heads = [
        number
        for number in layout.numbers(Kind.LABEL)
        if layout.areas[number].span.top >= first and _leads(layout, number)
    ]
    stack: tuple[Heading, ...] = ()
    peers = _Peers()
    result: list[Found] = []
    for one in sorted(found, key=lambda one: (one.row, one.column)):
        while heads and layout.areas[heads[0]].span.top <= one.row:
            span = layout.areas[heads[0]].span
            stack = with_heading(stack, plain_words(layout.areas[heads.pop(0)].text))
            peers = _Peers(heading=(span.left, span.width))
        stack = at_item(stack, one.own_number)
        if stack and not stack[-1].level and peers.end_at(one.over):
            stack = ()
        path = dict.fromkeys((*(heading.text for heading in stack), *one.item.path))
        kept = tuple(part for part in path if part != one.item.label)
        result.append(one.model_copy(update={"item": one.item.model_copy(update={"path": kept})}))
    return result


class _Peers:
    """Whether labels that look like the heading above them are its equals, or its own parts.

    They are its own where the first item under it has such a label; else the first such label ends it.
    """

    def __init__(self, heading: tuple[int, int] | None = None) -> None:
        self._heading = heading
        self._items = 0
        self._are_parts = False

    def end_at(self, label: tuple[int, int] | None) -> bool:
        """Whether the heading ends before an item with a label there (where it begins, how wide it is)."""
        looks_alike = label is not None and label == self._heading
        self._are_parts = self._are_parts or (looks_alike and self._items == 0)
        self._items += 1
        return looks_alike and not self._are_parts


def _leads(layout: Layout, number: int) -> bool:
    area = layout.areas[number]
    text = plain_words(area.text)
    if len(text) > _LONGEST_HEADING or _NO_HEADING.search(text) or _FORM_NUMBER.fullmatch(text):
        return False
    if text.isdecimal() or area.span.left > len(layout.sheet.column_numbers) // 3:
        return False
    leftmost = all(layout.at(area.span.top, column) is None for column in range(area.span.left))
    return leftmost and _alone(layout, number)


def _alone(layout: Layout, number: int) -> bool:
    """Whether nothing else that says something stands in its row."""
    area = layout.areas[number]
    beside = (layout.at(area.span.top, column) for column in range(area.span.right, len(layout.sheet.column_numbers)))
    return all(
        other is None or layout.kinds[other] in (Kind.NOTE, Kind.HINT, Kind.EMPTY, Kind.FIXED, Kind.SAMPLE)
        for other in beside
    )

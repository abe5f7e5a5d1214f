"""What says what a field of a sheet is for: the label left of it or above, notes and limits near it, groups. Pure."""

from advisor.forms.labels import read_label
from advisor.forms.xlsx_areas import Frame
from advisor.forms.xlsx_layout import HINTS, SAYING, Kind, Layout, is_number
from advisor.forms.xlsx_places import Labelled, plain_words

_HINTS_BETWEEN = 3
_TITLE_POINTS = 14.0


def label_left(layout: Layout, number: int) -> tuple[int | None, list[str]]:
    """The label left of a field, over limits and notes between; a bare number there is no label."""
    hints: list[str] = []
    at: int | None = number
    for _ in range(_HINTS_BETWEEN):
        at = layout.left_of(at) if at is not None else None
        if at is None:
            return None, []
        kind, text = layout.kinds[at], layout.areas[at].text
        if kind is Kind.LABEL and not is_number(text):
            return at, hints
        if kind in SAYING and kind is not Kind.LABEL:
            further = layout.left_of(at)
            if further is None or layout.kinds[further] is not Kind.LABEL or is_number(layout.areas[further].text):
                return at, hints
        elif kind not in HINTS:
            return None, []
        hints.append(text)
    return None, []


def label_above(layout: Layout, number: int) -> tuple[int | None, list[str]]:
    """The label over a field, over notes between; notes alone are the label."""
    hints: list[str] = []
    noted: int | None = None
    at: int | None = number
    for _ in range(_HINTS_BETWEEN):
        at = layout.above(at) if at is not None else None
        if at is None or at in layout.used:
            break
        kind, text = layout.kinds[at], layout.areas[at].text
        if kind in (Kind.LABEL, Kind.PROSE):
            return at, hints
        if kind not in HINTS:
            break
        noted = at if noted is None and kind is Kind.NOTE else noted
        hints.append(text)
    if noted is None:
        return None, []
    return noted, [hint for hint in hints if hint != layout.areas[noted].text]


def hints_beside(layout: Layout, label: int) -> list[str]:
    """Limits and notes right of a label whose field is under it."""
    other = layout.right_of(label)
    if other is None or other in layout.used or layout.kinds[other] not in HINTS:
        return []
    layout.used.add(other)
    return [layout.areas[other].text]


def hints_near(layout: Layout, number: int) -> list[str]:
    """Limits, units and notes that stand right of a field or under it."""
    found = []
    for other in (layout.right_of(number), layout.below(number)):
        if other is not None and other not in layout.used and layout.kinds[other] in HINTS:
            area = layout.areas[other]
            if layout.kinds[other] is not Kind.NOTE or area.span.height == 1:
                layout.used.add(other)
                found.append(area.text)
    return found


def labelled_by(layout: Layout, label: int, hints: list[str], *, left: int) -> Labelled:
    """The words of a label with the groups that stand left of it (merged over several rows)."""
    groups: list[str] = []
    at, height = left, layout.areas[left].span.height
    while (group := layout.left_of(at)) is not None:
        area, inner = layout.areas[group], layout.areas[at]
        covers = area.span.top <= inner.span.top and area.span.bottom >= inner.span.bottom
        if layout.kinds[group] is Kind.LABEL and covers and area.span.height > height and area.frame is Frame.STRONG:
            groups.insert(0, plain_words(area.text))
            layout.used.add(group)
            height = area.span.height
        at = group
    number = layout.left_of(label)
    text = layout.areas[number].text.strip() if number is not None else ""
    return Labelled(
        text=layout.areas[label].text,
        hints=tuple(hints),
        path=tuple(groups),
        number=text if number is not None and layout.kinds[number] is Kind.LABEL and is_number(text) else "",
    )


def is_title(layout: Layout, number: int) -> bool:
    """Whether a text is the first of its sheet, or as large as a title."""
    area = layout.areas[number]
    read = read_label(area.text)
    if read.number or read.limit_chars is not None:
        return False
    return (number == layout.first_text and layout.is_alone(number)) or area.cell.size >= _TITLE_POINTS

"""The printed texts of a PDF page with their places, and the text that says what a field is for."""

from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfTextPage

from advisor.forms.instructions import is_instruction
from advisor.forms.pdf_fields import Rect
from advisor.values import Value

_GAP = 1.0  # of the letters' height: a wider gap parts two texts
_FARTHEST_LEFT = 320.0  # points
_FARTHEST_ABOVE = 26.0
_FARTHEST_RIGHT = 16.0
_NEAR = 150.0
_OVERLAP = 0.35
_STACK_GAP = 1.2
_TALL = 40.0  # a field of several lines


class Printed(Value):
    """A printed text and where it stands."""

    text: str
    rect: Rect


class Said(Value):
    """What is printed about a field: the label, notes beside it, and the label of its row where it is in a table."""

    label: str = ""
    notes: tuple[str, ...] = ()
    row: str = ""
    used: tuple[Printed, ...] = ()


def printed_texts(document: PdfDocument, page_number: int, fields: list[Rect]) -> list[Printed]:
    """The texts of a page (from 1), parted at wide gaps, at line ends and where a field stands between."""
    page = document[page_number - 1]
    text_page = page.get_textpage()
    try:
        return [printed for printed in _segments(text_page, fields) if printed.text]
    finally:
        text_page.close()
        page.close()


def said_of(rect: Rect, texts: list[Printed], fields: list[Rect]) -> Said:
    """What is printed about the field at `rect`: on its left, above it, or over its column and row of a table."""
    left = left_of(rect, texts, fields)
    above = above_of(rect, texts, fields)
    if not (left or above) or _begins_row(rect, texts, fields) or (not left and _follows_in_row(rect, texts, fields)):
        return _in_table(rect, texts, fields)
    if left and (not above or rect.left - left[0].rect.right <= _NEAR or rect.height < _TALL):
        return Said(label=_joined(left), used=tuple(left))
    labels = [printed for printed in above if not is_instruction(printed.text)]
    notes = tuple(printed.text for printed in above if printed not in labels)
    label = _joined(labels) if labels else _joined(above)
    return Said(label=label, notes=notes if labels else (), used=tuple(above))


def right_of(rect: Rect, texts: list[Printed]) -> Printed | None:
    """The words of a box: right of it."""
    near = [
        printed
        for printed in texts
        if _overlap(rect.bottom, rect.top, printed.rect.bottom, printed.rect.top) >= _OVERLAP
        and -3 <= printed.rect.left - rect.right <= _FARTHEST_RIGHT
    ]
    return min(near, key=lambda printed: printed.rect.left, default=None)


def left_of(rect: Rect, texts: list[Printed], fields: list[Rect]) -> list[Printed]:
    """The label left of a field, with the lines of the same label; nothing where another field stands between."""
    near = [
        printed
        for printed in texts
        if printed.rect.right <= rect.left + 3
        and rect.left - printed.rect.right <= _FARTHEST_LEFT
        and _overlap(rect.bottom, rect.top, printed.rect.bottom, printed.rect.top) >= _OVERLAP
        and not _field_between(printed.rect, rect, fields)
    ]
    if not near:
        return []
    nearest = max(near, key=lambda printed: (printed.rect.right, printed.rect.top))
    # The lines of one label end apart from each other, but begin near each other.
    column = [p for p in near if p.rect.left < nearest.rect.right and p.rect.right > nearest.rect.left]
    return sorted(column, key=lambda printed: -printed.rect.top)


def above_of(rect: Rect, texts: list[Printed], fields: list[Rect]) -> list[Printed]:
    """The lines above a field, from top to bottom, up to the first that is no note."""
    found: list[Printed] = []
    bottom, reach = rect.top, _FARTHEST_ABOVE
    while True:
        over = [
            printed
            for printed in texts
            if printed not in found
            and -4 <= printed.rect.bottom - bottom <= reach
            and printed.rect.left < rect.right
            and printed.rect.right > rect.left - 12
            and not _field_under(printed.rect, rect, fields)
        ]
        if not over:
            break
        lowest = min(printed.rect.bottom for printed in over)
        line = sorted((p for p in over if p.rect.bottom - lowest < 4), key=lambda printed: printed.rect.left)
        found = [*line, *found]
        bottom, reach = max(p.rect.top for p in line), _STACK_GAP * line[0].rect.height
        if not all(is_instruction(printed.text) for printed in line):
            break
    return found


def _in_table(rect: Rect, texts: list[Printed], fields: list[Rect]) -> Said:
    """The head of the field's column and the label of its row, over other fields of the table."""
    row = [f for f in fields if _overlap(f.bottom, f.top, rect.bottom, rect.top) > 0.6 and f.left <= rect.left]
    heads = _heads(rect, texts, fields)
    labels = left_of(min(row, key=lambda f: f.left), texts, fields)
    if heads:
        return Said(label=_joined(heads), row=_joined(labels), used=(*heads, *labels))
    return Said(label=_joined(labels), used=tuple(labels))


def _heads(rect: Rect, texts: list[Printed], fields: list[Rect]) -> list[Printed]:
    """The text over the column that a field stands in."""
    column = [f for f in fields if abs(f.left - rect.left) < 6 and abs(f.right - rect.right) < 6 and f.top >= rect.top]
    return above_of(max(column, key=lambda f: f.top), texts, fields)


def _begins_row(rect: Rect, texts: list[Printed], fields: list[Rect]) -> bool:
    """Whether the field is the first of a table's row: the next one has no label but the head of its column."""
    beside = [f for f in fields if _overlap(f.bottom, f.top, rect.bottom, rect.top) > 0.6 and f.left > rect.left]
    if not beside or not _heads(rect, texts, fields):
        return False
    following = min(beside, key=lambda f: f.left)
    return not left_of(following, texts, fields) and bool(_heads(following, texts, fields))


def _follows_in_row(rect: Rect, texts: list[Printed], fields: list[Rect]) -> bool:
    """Whether the row that the field stands in begins with one that has heads of columns."""
    row = [f for f in fields if _overlap(f.bottom, f.top, rect.bottom, rect.top) > 0.6 and f.left < rect.left]
    return bool(row) and _begins_row(min(row, key=lambda f: f.left), texts, fields)


def _field_between(text: Rect, rect: Rect, fields: list[Rect]) -> bool:
    return any(
        field != rect
        and field.left >= text.right - 3
        and field.right <= rect.left + 3
        and _overlap(text.bottom, text.top, field.bottom, field.top) > 0
        for field in fields
    )


def _field_under(text: Rect, rect: Rect, fields: list[Rect]) -> bool:
    """Whether another field stands between a text and the field below it."""
    return any(
        field != rect
        and field.bottom >= rect.top - 3
        and field.top <= text.bottom + 4
        and field.left < rect.right
        and field.right > rect.left
        for field in fields
    )


def _overlap(low: float, high: float, other_low: float, other_high: float) -> float:
    """How much two spans have in common, as a share of the shorter one."""
    shorter = min(high - low, other_high - other_low)
    return (min(high, other_high) - max(low, other_low)) / shorter if shorter > 0 else 0.0


def _joined(texts: list[Printed]) -> str:
    return "\n".join(printed.text for printed in texts)


def _segments(text_page: PdfTextPage, fields: list[Rect]) -> Iterator[Printed]:
    text = ""
    box: Rect | None = None
    for at in range(text_page.count_chars()):
        character = text_page.get_text_range(at, 1)
        if character in ("", "\r", "\n", "\x00", "\ufffe"):
            if box is not None:
                yield Printed(text=text.strip(), rect=box)
            text, box = "", None
            continue
        left, bottom, right, top = text_page.get_charbox(at, loose=True)
        own = Rect(left=left, bottom=bottom, right=right, top=top)
        if character.isspace():
            text += character if box is not None else ""
            continue
        if box is not None and _parts(box, own, fields):
            yield Printed(text=text.strip(), rect=box)
            text, box = "", None
        text += character
        box = own if box is None else _around(box, own)
    if box is not None:
        yield Printed(text=text.strip(), rect=box)


def _parts(box: Rect, own: Rect, fields: list[Rect]) -> bool:
    gap = own.left - box.right
    height = max(own.height, box.height, 1.0)
    is_other_line = _overlap(box.bottom, box.top, own.bottom, own.top) < 0.3
    is_between = any(
        field.left >= box.right - 2
        and field.right <= own.left + 2
        and _overlap(box.bottom, box.top, field.bottom, field.top) > 0.2
        for field in fields
    )
    return is_other_line or gap > _GAP * height or gap < -2 * height or is_between


def _around(first: Rect, second: Rect) -> Rect:
    return Rect(
        left=min(first.left, second.left),
        bottom=min(first.bottom, second.bottom),
        right=max(first.right, second.right),
        top=max(first.top, second.top),
    )

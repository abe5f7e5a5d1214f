"""Fields of a sheet outside its tables: with the label on the left or above, or in the label's own cell."""

import re
from collections.abc import Iterator

from advisor.forms.entries import read_entries
from advisor.forms.labels import read_label
from advisor.forms.table_words import OFFICE_USE
from advisor.forms.xlsx_areas import Area, Frame
from advisor.forms.xlsx_choices import choices_with_labels
from advisor.forms.xlsx_layout import FIELDS, SAYING, Kind, Layout
from advisor.forms.xlsx_naming import hints_beside, hints_near, is_title, label_above, label_left, labelled_by
from advisor.forms.xlsx_places import Found, Labelled, found_choice, found_text, plain_words

_SHORT_LABEL = 20
_WIDE = 0.5  # share of the sheet's width
_ROOM_ROWS = 3  # a box of so many rows with a heading in it has room for the answer under the heading


def fields_with_labels(layout: Layout) -> Iterator[Found]:
    """The items of all framed fields and boxes whose label stands on the left, then of those with the label above."""
    for beside in (True, False):
        yield from choices_with_labels(layout, beside=beside)
        for number in list(layout.numbers(*FIELDS, Kind.WORD, Kind.SAMPLE)):
            if number not in layout.used and _takes_answer(layout, number):
                yield from _field(layout, number, beside=beside)


def fields_in_labels(layout: Layout) -> Iterator[Found]:
    """The items whose answer goes into the label's cell: blanks in its line (氏名：＿＿), or room under a heading."""
    title, sheet = layout.sheet.title, layout.sheet.number
    for number in list(layout.numbers(Kind.LABEL, Kind.NOTE, Kind.BLANK)):
        area = layout.areas[number]
        if OFFICE_USE.search(area.text):
            continue
        entries = read_entries(area.cell.text)
        if entries and (len(entries) > 1 or _has_no_field_near(layout, number)):
            layout.used.add(number)
            path = _path_of_entries(layout, number)
            for at, entry in enumerate(entries, 1):
                yield found_text(title, sheet, Labelled(text=entry.label, path=path), area, blank=at)
        elif layout.kinds[number] is not Kind.BLANK and _has_room(layout, area):
            layout.used.add(number)
            yield found_text(title, sheet, labelled_by(layout, number, [], left=number), area)


def _field(layout: Layout, number: int, *, beside: bool) -> Iterator[Found]:
    area = layout.areas[number]
    label, hints = label_left(layout, number) if beside else label_above(layout, number)
    if label is None or not _may_label(layout, label, area, beside=beside):
        return
    if OFFICE_USE.search(layout.areas[label].text):
        layout.kinds[number] = Kind.FIXED
        layout.used.update((number, label))
        return
    layout.used.update((number, label))
    if not beside:
        hints += hints_beside(layout, label)
    labelled = labelled_by(layout, label, [*hints, *hints_near(layout, number)], left=label if beside else number)
    title, sheet = layout.sheet.title, layout.sheet.number
    if layout.kinds[number] is Kind.LISTED:
        found = found_choice(title, sheet, labelled, [area], area.options)
    else:
        found = found_text(title, sheet, labelled, area)
    span = layout.areas[label].span
    yield found if beside else found.model_copy(update={"over": (span.left, span.width)})


def _may_label(layout: Layout, label: int, area: Area, *, beside: bool) -> bool:
    """Whether the text may be the label of the field: any text next to a frame, a short one next to less."""
    text = layout.areas[label].text
    if label in layout.used:
        return False
    if layout.kinds[label] is Kind.PROSE and not beside:
        return False
    if area.frame is Frame.STRONG:
        return beside or not is_title(layout, label)
    if beside:
        return layout.kinds[label] is Kind.LABEL and len(text) <= _SHORT_LABEL
    return read_label(text).limit_chars is not None or (area.span.height > 1 and not is_title(layout, label))


def _takes_answer(layout: Layout, number: int) -> bool:
    area, kind = layout.areas[number], layout.kinds[number]
    if kind is Kind.SAMPLE:
        return area.frame is Frame.STRONG and not _is_empty_beside(layout, number)
    if kind is Kind.WORD:
        return area.frame is Frame.STRONG and re.fullmatch(r"\S*(?:欄|記入|入力|回答|記載)", area.text) is not None
    if kind is Kind.BLANK:
        return True
    return area.frame is not Frame.NONE


def _is_empty_beside(layout: Layout, number: int) -> bool:
    """Whether the field for the answer stands right of, or under, an example."""
    right, under = layout.right_of(number), layout.below(number)
    if under is not None and (beside := layout.left_of(under)) is not None and layout.kinds[beside] in SAYING:
        under = None  # the field of another label
    return any(
        other is not None and layout.kinds[other] is Kind.EMPTY and layout.areas[other].frame is Frame.STRONG
        for other in (right, under)
    )


def _path_of_entries(layout: Layout, number: int) -> tuple[str, ...]:
    label, _ = label_left(layout, number)
    groups = labelled_by(layout, number, [], left=number).path
    if (
        label is None
        or layout.areas[label].frame is not Frame.STRONG
        or plain_words(layout.areas[label].text) in groups
    ):
        return groups
    layout.used.add(label)
    return (*groups, read_label(plain_words(layout.areas[label].text)).label)


def _has_room(layout: Layout, area: Area) -> bool:
    """Whether a heading stands in a box that is as high and wide as a long answer."""
    read = read_label(area.text)
    width = layout.sheet.chars(area.span.left, area.span.right)
    return (
        area.frame is Frame.STRONG
        and area.span.height >= _ROOM_ROWS
        and width >= _WIDE * layout.sheet.chars(0, len(layout.sheet.widths) - 1)
        and (read.number != "" or read.limit_chars is not None)
    )


def _has_no_field_near(layout: Layout, number: int) -> bool:
    near = (layout.right_of(number), layout.below(number))
    return not any(
        other is not None
        and other not in layout.used
        and layout.kinds[other] in FIELDS
        and layout.areas[other].frame is not Frame.NONE
        for other in near
    )

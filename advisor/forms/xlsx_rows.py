"""The items of a table: of rows with a label their fields; of rows without, the columns' for the first such row."""

import re
from collections.abc import Iterator

from advisor.forms.blanks import is_example
from advisor.forms.labels import read_label
from advisor.forms.limits import half_width
from advisor.forms.table_words import (
    ANSWER,
    CHECK,
    GIVEN,
    GUIDANCE,
    LIMITS,
    MARK,
    OFFICE_USE,
    REMARKS,
    ROW_NUMBERS,
    YES_NO,
)
from advisor.forms.xlsx_areas import Area
from advisor.forms.xlsx_layout import Kind, Layout, is_number
from advisor.forms.xlsx_places import (
    Found,
    Labelled,
    found_choice,
    found_text,
    has_lone_box,
    options_of,
    plain_words,
)
from advisor.forms.xlsx_tables import Column, Table, is_example_row, is_field, is_text
from advisor.values import Value

_LIMIT = re.compile(r"\s*\(?\s*(\d[\d,]*)\s*(?:文字|字)?\s*\)?\s*")

Field = tuple[Column, int]


class Row(Value):
    """What a row says: the area of its label, the groups it belongs to, its number, and what else stands in it."""

    label: int | None = None
    groups: tuple[str, ...] = ()
    number: str = ""
    notes: tuple[str, ...] = ()


def items_of(layout: Layout, table: Table) -> Iterator[Found]:
    """The items of a table; all areas of its rows are used up."""
    had_empty_row = False
    for areas in table.rows:
        present = [number for number in areas if number is not None]
        if not layout.used.issuperset(present) and not is_example_row(layout, present):
            row = _row(layout, table, areas)
            if row.label is not None:
                yield from _items(layout, table, areas, row)
            elif not had_empty_row:
                had_empty_row = True
                yield from _items(layout, table, areas, Row())
        layout.used.update(present)


def _row(layout: Layout, table: Table, areas: tuple[int | None, ...]) -> Row:
    texts: list[int] = []
    limits: list[str] = []
    guidance: list[str] = []
    number = ""
    first_field = next((at for at, area in enumerate(areas) if is_field(layout, area)), len(areas))
    last_before = None
    for at, area in enumerate(areas):
        head = table.columns[at].head
        if area is None or not is_text(layout, area):
            continue
        text = layout.areas[area].text
        if GIVEN.fullmatch(head):
            guidance += [text] if GUIDANCE.fullmatch(head) else []
            continue
        if is_number(text) and (ROW_NUMBERS.fullmatch(head) or at == 0):
            number = text.strip()
        elif LIMITS.search(head) or layout.kinds[area] is Kind.HINT:
            limits.append(_limit_of(text))
        elif not _is_answered_by_example(layout, table.columns[at], area):
            texts.append(area)
            last_before = area if at < first_field else last_before
    label = last_before if last_before is not None else next(iter(texts), None)
    if label is None:
        return Row(number=number)
    before, after = texts[: texts.index(label)], texts[texts.index(label) + 1 :]
    return Row(
        label=label,
        groups=tuple(plain_words(layout.areas[area].text) for area in before),
        number=number,
        notes=(*(layout.areas[area].text for area in after), *guidance, *limits),
    )


def _limit_of(text: str) -> str:
    """What a cell of a column of limits says, as a limit is said elsewhere."""
    stated = _LIMIT.fullmatch(half_width(text))
    return f"{stated[1]}字以内" if stated is not None else text


def _is_answered_by_example(layout: Layout, column: Column, area: int) -> bool:
    """Whether the text is an example that stands where the answer goes."""
    return (
        layout.kinds[area] is Kind.SAMPLE and not GIVEN.fullmatch(column.head) and is_example(layout.areas[area].text)
    )


def _items(layout: Layout, table: Table, areas: tuple[int | None, ...], row: Row) -> Iterator[Found]:
    fields = [
        (column, area)
        for column, area in zip(table.columns, areas, strict=True)
        if area is not None and area not in layout.used and _takes_answer(layout, column, area, row)
    ]
    choices, rest = _split_choices(layout, fields)
    asked = [field for field in rest if not REMARKS.fullmatch(field[0].head)]
    label = layout.areas[row.label].text if row.label is not None else ""
    title, sheet = layout.sheet.title, layout.sheet.number
    for group in choices:
        members = [layout.areas[area] for _, area in group]
        options = _group_options(group, members, label)
        column = group[0][0] if len(group) == 1 else group[0][0].model_copy(update={"head": ""})
        labelled = _labelled(label, column, row, alone=len(choices) == 1)
        if not labelled.text:
            labelled = labelled.model_copy(update={"text": " / ".join(options)})
        yield found_choice(title, sheet, labelled, members, options)
    for column, area in asked:
        labelled = _labelled(label, column, row, alone=len(asked) == 1 and not choices)
        if labelled.text:
            yield found_text(title, sheet, labelled, layout.areas[area])


def _takes_answer(layout: Layout, column: Column, area: int, row: Row) -> bool:
    is_given = any(pattern.fullmatch(column.head) for pattern in (ROW_NUMBERS, GIVEN))
    if is_given or LIMITS.search(column.head) or OFFICE_USE.search(column.head):
        return False
    return is_field(layout, area) or (area != row.label and _is_answered_by_example(layout, column, area))


def _labelled(label: str, column: Column, row: Row, *, alone: bool) -> Labelled:
    """A field's words: the row's label where the field is the row's only one, else its column's head under the row."""
    head = read_label(column.head)
    is_plain = not head.label or any(pattern.fullmatch(head.label) for pattern in (ANSWER, CHECK, YES_NO))
    if label and (alone or is_plain):
        said = (column.head,) if head.limit_chars is not None or head.instruction else ()
        path = (*row.groups, *column.heads) if is_plain else (*row.groups, *column.heads, head.label)
        return Labelled(text=label, hints=(*row.notes, *said), path=path, number=row.number)
    above = (*row.groups, read_label(plain_words(label)).label) if label else row.groups
    return Labelled(text=column.head, hints=row.notes, path=(*above, *column.heads), number="" if label else row.number)


def _split_choices(layout: Layout, fields: list[Field]) -> tuple[list[list[Field]], list[Field]]:
    """The fields that are choices, boxes or marks side by side as one; and those that take text."""
    choices: list[list[Field]] = []
    rest: list[Field] = []
    run: list[Field] = []
    for field in fields:
        column, number = field
        area = layout.areas[number]
        if _is_mark(layout, column, number):
            if run and run[-1][0].left + run[-1][0].width == column.left:
                run.append(field)
            else:
                choices += [run] if run else []
                run = [field]
        elif options_of(area):
            choices.append([field])
        else:
            rest.append(field)
    choices += [run] if run else []
    alone = [group for group in choices if len(group) == 1 and _takes_text(layout, group[0])]
    rest += [group[0] for group in alone]
    choices = [group for group in choices if group not in alone]
    return (
        sorted(choices, key=lambda group: group[0][0].left),
        sorted(rest, key=lambda field: field[0].left),
    )


def _is_mark(layout: Layout, column: Column, number: int) -> bool:
    """Whether a cell takes a mark: a box without words, or an empty cell under はい, いいえ, チェック."""
    area = layout.areas[number]
    if has_lone_box(area) or (len(area.options) == 1 and not area.text):
        return True
    is_headed = YES_NO.fullmatch(column.head) or CHECK.fullmatch(column.head)
    return is_headed is not None and layout.kinds[number] in (Kind.EMPTY, Kind.BLANK)


def _takes_text(layout: Layout, field: Field) -> bool:
    """Whether a lone cell under such a head is one for words all the same (a column 予定)."""
    column, number = field
    area = layout.areas[number]
    return not options_of(area) and not CHECK.fullmatch(column.head)


def _group_options(group: list[Field], areas: list[Area], label: str) -> tuple[str, ...]:
    if len(group) == 1:
        column, area = group[0][0], areas[0]
        options = options_of(area)
        if has_lone_box(area):
            return (column.head if column.head and not CHECK.fullmatch(column.head) else plain_words(label) or MARK,)
        return options or (MARK,)
    return tuple(column.head or f"{at}" for at, (column, _) in enumerate(group, 1))

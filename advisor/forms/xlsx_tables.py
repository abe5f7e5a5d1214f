"""Tables of a sheet: a row of column heads over rows with fields."""

from collections.abc import Iterator

from advisor.forms.table_words import ANSWER, EXAMPLE_ROW, YES_NO
from advisor.forms.xlsx_areas import Frame
from advisor.forms.xlsx_layout import FIELDS, SAYING, Kind, Layout, is_number
from advisor.forms.xlsx_places import plain_words
from advisor.values import Value

_LONGEST_HEAD = 60
_LONGEST_NOTE = 30


class Column(Value):
    """A column of a table by its head. `left`, `width`: of visible columns. `head`: its words, upper heads first."""

    left: int
    width: int
    head: str
    heads: tuple[str, ...] = ()


class Table(Value):
    """A table's columns, and its rows: the area of each column, or None where there is none."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[int | None, ...], ...]
    heads: tuple[int, ...]


def find_tables(layout: Layout) -> Iterator[Table]:
    """The tables of a sheet from top to bottom; their heads are used up."""
    for run in _runs(layout):
        if layout.used.intersection(run):
            continue
        table = _table(layout, run)
        if table is not None:
            layout.used.update(table.heads)
            yield table


def _runs(layout: Layout) -> list[list[int]]:
    """Rows of texts side by side that end at the same line, from top to bottom."""
    heads = [
        number
        for number in layout.numbers(Kind.LABEL, Kind.WORD, Kind.NOTE, Kind.HINT, Kind.SAMPLE)
        if _can_head(layout, number)
    ]
    heads.sort(key=lambda number: (layout.areas[number].span.bottom, layout.areas[number].span.left))
    runs: list[list[int]] = []
    for number in heads:
        span = layout.areas[number].span
        last = layout.areas[runs[-1][-1]].span if runs else None
        if last is not None and last.bottom == span.bottom and last.right == span.left:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [run for run in runs if len(run) > 1]


def _can_head(layout: Layout, number: int) -> bool:
    area, kind = layout.areas[number], layout.kinds[number]
    if kind in (Kind.LABEL, Kind.WORD):
        return len(area.text) <= _LONGEST_HEAD and not area.text.strip().isdecimal()
    return len(area.text) <= _LONGEST_NOTE


def _table(layout: Layout, run: list[int]) -> Table | None:
    """The table under a run of heads, or None if no field stands under them."""
    last = layout.areas[run[-1]]
    beside = layout.at(last.span.bottom - 1, last.span.right)
    if beside is not None and layout.kinds[beside] in FIELDS and layout.areas[beside].frame is Frame.STRONG:
        return None  # a label with its field: 申請者 | 氏名 | (empty)
    corner = _corner(layout, run[0])
    left = corner.left if corner is not None else layout.areas[run[0]].span.left
    upper = {number: _upper_heads(layout, number, left, last.span.right) for number in run}
    columns = [] if corner is None else [corner]
    columns += [_column(layout, number, upper[number]) for number in run]
    rows = list(_rows(layout, columns, last.span.bottom, run))
    while rows and is_example_row(layout, [number for number in rows[0] if number is not None]):
        layout.used.update(number for number in rows.pop(0) if number is not None)
    if not rows or not _has_field(layout, rows[0]) or (len(columns) == 2 and _are_pairs(layout, run, rows[0])):
        return None
    if layout.plain and len(run) < 3 and not any(_has_text(layout, row) for row in rows):
        return None
    heads = {*run, *(over for number in run for over in upper[number])}
    return Table(columns=tuple(columns), rows=tuple(rows), heads=tuple(sorted(heads)))


def _are_pairs(layout: Layout, run: list[int], row: tuple[int | None, ...]) -> bool:
    """Whether two texts side by side are a label with its answer filled in, over another label with its field."""
    first, second = row
    if first is None or not is_text(layout, first) or len(run) < 2:
        return False
    if ANSWER.fullmatch(layout.areas[run[1]].text) or YES_NO.fullmatch(layout.areas[run[1]].text):
        return False
    head, below = layout.areas[run[0]].cell, layout.areas[first].cell
    answer, field = layout.areas[run[1]].cell, layout.areas[second].cell if second is not None else None
    return (head.bold, head.coloured, head.grey) == (below.bold, below.coloured, below.grey) and (
        field is None or (answer.bold, answer.coloured, answer.grey) == (field.bold, field.coloured, field.grey)
    )


def _upper_heads(layout: Layout, number: int, left: int, right: int) -> list[int]:
    """The heads above a column's own that span more columns (実績 over 2024, 2025), but not the table's heading."""
    found: list[int] = []
    span = layout.areas[number].span
    while (upper := layout.at(span.top - 1, span.left)) is not None:
        over = layout.areas[upper]
        is_wider = over.span.left <= span.left and over.span.right >= span.right and over.span.width > span.width
        is_heading = over.span.left <= left and over.span.right >= right
        if layout.kinds[upper] is not Kind.LABEL or over.frame is not Frame.STRONG or is_heading or not is_wider:
            break
        found.insert(0, upper)
        span = over.span
    return found


def _column(layout: Layout, number: int, upper: list[int]) -> Column:
    area = layout.areas[number]
    heads = tuple(plain_words(layout.areas[over].text) for over in upper)
    return Column(left=area.span.left, width=area.span.width, head=plain_words(area.text), heads=heads)


def _corner(layout: Layout, first: int) -> Column | None:
    """The column of the row labels where its head is empty."""
    span = layout.areas[first].span
    number = layout.at(span.bottom - 1, span.left - 1)
    if number is not None and layout.areas[number].is_empty and layout.areas[number].span.bottom == span.bottom:
        corner = layout.areas[number].span
    elif number is None and layout.plain and span.left > 0:
        corner = span.model_copy(update={"left": span.left - 1, "width": 1})
    else:
        return None
    under = layout.at(span.bottom, corner.left)
    if under is None or layout.kinds[under] not in SAYING or layout.areas[under].span.width != corner.width:
        return None
    if number is not None:
        layout.used.add(number)
    return Column(left=corner.left, width=corner.width, head="")


def _rows(layout: Layout, columns: list[Column], top: int, run: list[int]) -> Iterator[tuple[int | None, ...]]:
    first = top
    while top < len(layout.sheet.row_numbers):
        row = [_cell_at(layout, column, top) for column in columns]
        if any(number is False for number in row):
            below = _below_section(layout, columns, top)
            if below is None:
                return
            top = first = below
            continue
        numbers = [None if number is None or number is False else number for number in row]
        present = [number for number in numbers if number is not None]
        if not present and not (layout.plain and top == first):
            return
        if top > first and _is_new_head(layout, numbers, run):
            return
        if layout.plain:
            has_text = any(not layout.areas[number].is_empty for number in present)
            if not has_text and top > first:
                return
            numbers = [
                layout.add_field(top, column.left) if number is None else number
                for number, column in zip(numbers, columns, strict=True)
            ]
            present = [number for number in numbers if number is not None]
        if not present:
            return
        yield tuple(numbers)
        ends = [layout.areas[number].span.bottom for number in present if layout.areas[number].span.bottom > top]
        top = min(ends)


def _below_section(layout: Layout, columns: list[Column], top: int) -> int | None:
    """The row below a row that names a section of the table, in one text up to its right edge; None for another row."""
    right = columns[-1].left + columns[-1].width
    numbers = dict.fromkeys(layout.at(top, column.left) for column in columns)
    areas = [layout.areas[number] for number in numbers if number is not None]
    if not areas or any(number is not None and not is_text(layout, number) for number in numbers):
        return None
    last = areas[-1].span
    return last.bottom if last.right == right and last.width > columns[-1].width else None


def _cell_at(layout: Layout, column: Column, top: int) -> int | bool | None:
    """The area of a column in a row; None: there is none; False: it does not fit the column, so the table has ended."""
    number = layout.at(top, column.left)
    if number is None:
        return None
    span = layout.areas[number].span
    return number if (span.left, span.width) == (column.left, column.width) else False


def _is_new_head(layout: Layout, row: list[int | None], run: list[int]) -> bool:
    """Whether a row of texts only, over fields, heads a table of its own."""
    numbers = [number for number in row if number is not None]
    if len(numbers) < len(row) or not all(is_text(layout, number) for number in numbers):
        return False
    if is_example_row(layout, numbers):
        return False
    first, own = layout.areas[run[0]].cell, layout.areas[numbers[0]].cell
    return (own.bold, own.coloured, own.grey) == (first.bold, first.coloured, first.grey) and not is_number(
        layout.areas[numbers[0]].text
    )


def is_example_row(layout: Layout, numbers: list[int]) -> bool:
    """Whether a row shows how to fill in the others (例 | …)."""
    texts = [layout.areas[number].text for number in numbers if layout.areas[number].text]
    return bool(texts) and EXAMPLE_ROW.match(texts[0]) is not None


def is_text(layout: Layout, number: int) -> bool:
    """Whether an area says something."""
    return layout.kinds[number] in SAYING | {Kind.WORD, Kind.HINT, Kind.SAMPLE}


def is_field(layout: Layout, number: int | None) -> bool:
    """Whether an area takes an answer."""
    return number is not None and layout.kinds[number] in FIELDS | {Kind.CHOICE}


def _has_field(layout: Layout, row: tuple[int | None, ...]) -> bool:
    return any(is_field(layout, number) for number in row)


def _has_text(layout: Layout, row: tuple[int | None, ...]) -> bool:
    return any(number is not None and is_text(layout, number) for number in row)

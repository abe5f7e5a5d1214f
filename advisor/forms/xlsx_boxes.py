"""The boxes that the lines of a sheet draw: rectangles with a line on all four sides and none inside. Pure."""

from collections import defaultdict

from advisor.forms.xlsx_sheet import Sheet, Span, Spot


def find_boxes(sheet: Sheet) -> list[Span]:
    """The boxes in reading order. Cells that are merged belong together, whatever lines run through them."""
    if not sheet.above or not sheet.before:
        return []
    boxes = [box for box in _rectangles(_connected(sheet)) if _is_closed(sheet, box)]
    return sorted(boxes, key=lambda box: (box.top, box.left))


def _connected(sheet: Sheet) -> dict[Spot, list[Spot]]:
    """The cells by the group they belong to: neighbours without a line between them."""
    rows, columns = len(sheet.row_numbers), len(sheet.column_numbers)
    parent = list(range(rows * columns))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for span, _ in sheet.merged:
        first = root(span.top * columns + span.left)
        for row, column in span.spots():
            parent[root(row * columns + column)] = first
    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            if column + 1 < columns and (row, column + 1) not in sheet.before:
                parent[root(at + 1)] = root(at)
            if row + 1 < rows and (row + 1, column) not in sheet.above:
                parent[root(at + columns)] = root(at)
    groups: dict[Spot, list[Spot]] = defaultdict(list)
    for at in range(rows * columns):
        groups[divmod(root(at), columns)].append(divmod(at, columns))
    return groups


def _rectangles(groups: dict[Spot, list[Spot]]) -> list[Span]:
    found = []
    for spots in groups.values():
        top, left = min(row for row, _ in spots), min(column for _, column in spots)
        height, width = max(row for row, _ in spots) - top + 1, max(column for _, column in spots) - left + 1
        if height * width == len(spots):
            found.append(Span(top=top, left=left, height=height, width=width))
    return found


def _is_closed(sheet: Sheet, box: Span) -> bool:
    columns, rows = range(box.left, box.right), range(box.top, box.bottom)
    return (
        all((box.top, column) in sheet.above and (box.bottom, column) in sheet.above for column in columns)
        and all((row, box.left) in sheet.before and (row, box.right) in sheet.before for row in rows)
    )  # fmt: skip

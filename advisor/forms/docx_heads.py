"""The rows of a table that head its columns (年度 | 件数 | 金額), wherever in the table they stand. Pure."""

import re

from advisor.forms.docx_blocks import Cell, Grid
from advisor.forms.docx_cells import ANSWERS, CellKind
from advisor.forms.docx_hints import KindOf
from advisor.forms.docx_items import words_of

_LONGEST_HEAD = 60
_ROW_HEAD = re.compile(
    r"(?:No\.?|番号|項番|#|項目|区分|事項|設問|質問|確認(?:事項|項目|内容)|チェック(?:項目|事項)|名称|内容|年度|指標|種別|大項目|条件|要件)$",
    re.IGNORECASE,
)
GENERIC_HEAD = re.compile(
    r"(?:ご?(?:回答|記入|記載|入力|記述)(?:欄|内容|事項)?|内容|説明|判定|チェック(?:欄)?|確認(?:欄|結果)?|該当(?:の有無|有無)?|選択(?:肢|欄)?|結果"
    r"|自己(?:点検|評価|チェック)|[可否有無適・／/]{2,4}|はい[・/／]いいえ|○×|answers?|response)$",
    re.IGNORECASE,
)


_EXAMPLE_HEAD = re.compile(r"(?:記入|記載|記述|回答)?の?例$|見本|example|sample", re.IGNORECASE)


class Heads(dict[int, str]):
    """The words above each column, by the left edge of the column."""


def is_example_head(head: str) -> bool:
    """Whether a column shows examples, and is not there to be filled in."""
    return _EXAMPLE_HEAD.search(" ".join(head.split())) is not None


def heads_by_row(grid: Grid, kind: KindOf) -> tuple[list[Heads], set[int]]:
    """Of each row the column heads that hold for it (none where there are none), and which rows are the heads."""
    found: list[Heads] = [Heads() for _ in range(grid.rows)]
    head_rows: set[int] = set()
    at = 0
    while at < grid.rows:
        last = at
        while _may_head(grid, kind, last) and not _heads(grid, kind, last) and last + 1 < grid.rows:
            last += 1
        if _may_head(grid, kind, last) and _heads(grid, kind, last):
            first = _first_head(grid, last, at)
            head_rows.update(range(first, last + 1))
            words = _words(grid, first, last)
            end = _last_fitting(grid, kind, last) + 1
            found[last + 1 : end] = [words if len(grid.by_row[row]) > 1 else Heads() for row in range(last + 1, end)]
            at = max(end, last + 1)
        else:
            at = last + 1
    return found, head_rows


def _may_head(grid: Grid, kind: KindOf, at: int) -> bool:
    """Whether all cells of a row are short words; the corner may be empty."""
    row = grid.by_row[at]
    rest = [cell for cell in row if not _is_head_cell(grid, kind, cell)]
    corner = all(cell.left == 0 and kind(cell) in (CellKind.BLANK, CellKind.FIXED) for cell in rest)
    return len(row) >= 2 and len(row) - len(rest) >= min(2, len(row) - 1) and len(rest) <= 1 and corner


def _is_head_cell(grid: Grid, kind: KindOf, cell: Cell) -> bool:
    if kind(cell) is CellKind.LABEL or is_example_head(cell.text):
        return len(words_of(cell.text)) <= _LONGEST_HEAD
    below = grid.below(cell)
    field_word = GENERIC_HEAD.match(cell.text.strip()) is not None
    return field_word and below is not None and kind(below) in ANSWERS


def _heads(grid: Grid, kind: KindOf, at: int) -> bool:
    """Whether the row under the words of row `at` is there to be filled in under them."""
    row, groups = _without_groups(grid.by_row[at], at)
    if len(row) < 2 or any(cell.top + cell.height > at + 1 for cell in row):
        return False
    under = next((grid.by_row[below] for below in range(at + 1, grid.rows) if len(grid.by_row[below]) > 1), ())
    under = tuple(cell for cell in under if cell.left not in groups)
    if not {cell.left for cell in under} <= {cell.left for cell in row}:
        return False
    answers = [cell for cell in under if kind(cell) in ANSWERS or kind(cell) is CellKind.FLOW]
    if not answers or _alternates(kind, under):
        return False
    if len(row) > 2:
        return True
    left, right = (cell.text.strip() for cell in row)
    return (
        at < grid.heading_rows
        or len(answers) == len(under)
        or bool(GENERIC_HEAD.match(right))
        or bool(_ROW_HEAD.match(left))
    )


def _without_groups(row: tuple[Cell, ...], at: int) -> tuple[tuple[Cell, ...], set[int]]:
    """The row without the cells on its left that go on below it (they group the rows), and where those stand."""
    first = next((i for i, cell in enumerate(row) if cell.top + cell.height == at + 1), len(row))
    return row[first:], {cell.left for cell in row[:first]}


def _alternates(kind: KindOf, row: tuple[Cell, ...]) -> bool:
    """Whether a row is made of pairs: a label and its room, twice or more."""
    pattern = [kind(cell) in ANSWERS for cell in row]
    return len(pattern) >= 4 and pattern == [False, True] * (len(pattern) // 2)


def _first_head(grid: Grid, last: int, earliest: int) -> int:
    """The first of the rows that head together: those above that span several columns, or reach down."""
    first = last
    while first > earliest:
        above = grid.by_row[first - 1]
        spans = any(cell.width > 1 or cell.top + cell.height > first for cell in above)
        if not spans or sum(cell.width for cell in above) != sum(cell.width for cell in grid.by_row[last]):
            break
        first -= 1
    return first


def _last_fitting(grid: Grid, kind: KindOf, head: int) -> int:
    """The last row that stands under the heads of row `head`; rows of one cell may stand between."""
    lefts = {cell.left for cell in grid.by_row[head]}
    last = head
    for at in range(head + 1, grid.rows):
        row = grid.by_row[at]
        if len(row) < 2:
            continue
        if not {cell.left for cell in row} <= lefts or _alternates(kind, row):
            break
        if all(kind(cell) is CellKind.LABEL for cell in row) and _heads(grid, kind, at):
            break
        last = at
    return last


def _words(grid: Grid, first: int, last: int) -> Heads:
    heads = Heads()
    for cell in grid.by_row[last]:
        parts: list[str] = []
        for at in range(first, last + 1):
            over = next((c for c in grid.by_row[at] if c.left <= cell.left < c.left + c.width), None)
            if over is not None and over.text.strip() and over.text not in parts:
                parts.append(over.text)
        heads[cell.left] = parts[0] if len(parts) == 1 else " ".join(words_of(part) for part in parts)
    return heads

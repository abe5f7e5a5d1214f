"""Which rows of a table name its columns, and what a row's own cells name. Pure, on cells in half width."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from advisor.drafting.stated.figures import figures_in
from advisor.drafting.stated.labels import read_label
from advisor.drafting.stated.laid_out import is_figure, is_year
from advisor.drafting.stated.periods import FoundPeriod, Period, periods_in
from advisor.drafting.stated.pieces import Row
from advisor.drafting.stated.units import Unit, unit_in_label
from advisor.ingest.tables import header_cells

_GENERIC = re.compile(
    r"(?:区分|項目|年度?|名称|指標|内容|種別|類型|事項|分類|科目|実績値?|値|数値|数|件数|人数|金額|額|目標値?|備考|単位|計|合計|率|割合"
    r"|状況|現状|時点|期間|役割|職名?|職種|氏名|名|欄|回答|記入欄|詳細|規模|部局)$"
)
_NO_FIGURES = re.compile(
    r"(?:No\.?|#|番号|項番|通番|順位?|ID|コード|電話.*|TEL.*|FAX.*|郵便.*|〒|頁|ページ|年齢|回|第.*回|月日?|日時?|日付|年月日?|期|条|学年"
    r"|級|ランク|評点|点数|評価|単価)",
    re.IGNORECASE,
)
_LONGEST_HEAD = 30
_LONGEST_NAME = 40


class RowNames(NamedTuple):
    """`names`: the cells that name the row, with their places. `unit`: where a cell gives nothing else.
    `numbered`: places of cells that only number the rows."""

    names: list[tuple[int, str]]
    unit: Unit | None
    numbered: set[int]


def is_head(rows: Sequence[Row], at: int) -> bool:
    """Whether a row names columns: no figures, and years or names above rows that have figures."""
    cells = rows[at].cells
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(is_figure(cell) for cell in filled if not is_year(cell)):
        return False
    if any(figures_in(cell) for cell in filled if not unit_in_label(cell)[0]):
        return False
    if _names_years(cells):
        return any(is_figure(cell) for row in rows[at + 1 : at + 4] for cell in row.cells[1:])
    above = rows[0].cells
    second = at == 1 and is_head(rows, 0) and (cells[0] in ("", above[0]) or len(cells) > len(above))
    return (at == 0 or second) and len(rows) > at + 1 and heads_columns(cells)


def heads_columns(cells: Sequence[str]) -> bool:
    """Whether cells can be the heads of columns: three or more, or two of which one is a word like 項目 or 件数."""
    filled = [cell for cell in cells if cell]
    if any(len(cell) > _LONGEST_HEAD or is_figure(cell) for cell in filled):
        return False
    like = [bool(_GENERIC.search(cell) or is_year(cell) or unit_in_label(cell)[0]) for cell in filled]
    if not filled:
        return False
    return len(cells) > 2 or _GENERIC.fullmatch(filled[0]) is not None or (len(like) > 1 and like[1])


def merged_heads(heads: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows of heads as one; a head that spans columns may have been given once."""
    if len(heads) > 1 and len(cells) > len(heads) and (len(cells) - 1) % (len(heads) - 1) == 0:
        times = (len(cells) - 1) // (len(heads) - 1)
        heads = (heads[0], *(head for head in heads[1:] for _ in range(times)))
    return header_cells([heads, cells]) if len(heads) == len(cells) else cells


def has_no_figures(head: str) -> bool:
    """Whether what stands below a head is no figure that is told of anything: numbers, days, telephones."""
    return _NO_FIGURES.fullmatch(head.strip()) is not None


def filled_down(cells: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """A name that spans rows is given once: an empty first cell takes that of the row above."""
    if not cells or cells[0] or len(above) != len(cells) or not any(cell and not is_figure(cell) for cell in cells):
        return cells
    return (above[0], *cells[1:]) if above[0] and not is_figure(above[0]) else cells


def names_of(cells: tuple[str, ...], heads: tuple[str, ...]) -> RowNames:
    """What the cells of a row name it by."""
    found = RowNames([], None, set())
    for at, cell in enumerate(cells):
        if not cell:
            continue
        head = heads[at].strip() if at < len(heads) else ""
        counts = at == 0 and re.fullmatch(r"\(?\d{1,3}\)?\.?", cell) and len(cells) > 2
        if counts and (has_no_figures(head) or not is_figure(cells[1])):
            found.numbered.add(at)
        elif is_year(cell):
            found.names.append((at, cell))
        elif (whole := unit_in_label(cell))[0] and not whole[1].strip():
            found = found._replace(unit=whole[0])
        elif not (is_figure(cell) or figures_in(cell) or leading_period(cell)) and len(cell) <= _LONGEST_NAME:
            found.names.append((at, cell))
    return found


def is_total(name: str) -> bool:
    """Whether a name says that something is summed up (合計), and nothing else."""
    label = read_label(name)
    return label.total and not label.words and label.period is None


def span_of(names: Sequence[str]) -> Period | None:
    """From the first to the last of the years among names of rows or columns; None for fewer than two."""
    periods = [found.period for name in names if is_year(name) for found in periods_in(name, alone=True)[:1]]
    points = sorted({period.first for period in periods if not period.is_span}, key=lambda point: point.year)
    return Period(first=points[0], last=points[-1]) if len(points) > 1 else None


def leading_period(cell: str) -> FoundPeriod | None:
    """The period that a cell with a figure begins with (R5:42)."""
    found = periods_in(cell)
    leads = found and found[0].start == 0 and re.match(r"\s*:?\s*\d", cell[found[0].end :])
    return found[0] if leads else None


def _names_years(cells: Sequence[str]) -> bool:
    """Whether columns are years: two or more, or one beside a word like 区分; 設置年月 | 令和2年4月 is a value."""
    years = [cell for cell in cells[1:] if is_year(cell)]
    if any(len(cell) > _LONGEST_HEAD for cell in cells) or not years:
        return False
    return len(years) > 1 or not cells[0] or _GENERIC.fullmatch(cells[0].strip()) is not None

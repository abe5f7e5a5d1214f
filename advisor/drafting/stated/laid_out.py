"""Tables that come as lines: a PDF gives a cell a line, or the cells of a row on one line with blanks. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from advisor.drafting.stated.figures import cell_figure, figures_in
from advisor.drafting.stated.labels import read_label
from advisor.drafting.stated.periods import periods_in, without_periods
from advisor.drafting.stated.pieces import Line, Row, Table
from advisor.drafting.stated.units import Unit

_LONGEST_LABEL = 30
_LONGEST_CAPTION = 60
_NO_VALUE = frozenset({"-", "–", "—", "―", "－", "ー", "…", "*", "未定", "なし"})


class _Found(NamedTuple):
    rows: list[Row]
    first: int
    after: int


def laid_out_tables(lines: Sequence[Line]) -> Iterator[tuple[Table, int, int]]:
    """The tables among the lines, each with the numbers of its first line and of the one after its last."""
    at = 0
    while at < len(lines):
        found = _years_across(lines, at) or _years_down(lines, at) or _on_one_line(lines, at) or _pair(lines, at)
        if found is None:
            at += 1
            continue
        above = lines[found.first - 1] if found.first else None
        caption = above.text if above and len(above.text) <= _LONGEST_CAPTION and "。" not in above.text else ""
        if caption and (figures_in(caption) or is_figure(caption.split()[-1])):
            caption = ""  # a line of the table before
        yield (
            Table(rows=tuple(found.rows), page=None, headings=(), block=lines[at].block, caption=caption),
            found.first,
            found.after,
        )
        at = found.after


@lru_cache(maxsize=8192)
def is_year(text: str) -> bool:
    """Whether a cell names a period and nothing else (令和5年度, R5実績, 2023)."""
    label = read_label(text)
    if label.period is None or label.words:
        return False
    return not re.search(r"\d", without_periods(text, periods_in(text, alone=True)))  # R5:42 is a figure


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Whether a cell is a figure, or says that there is none."""
    return text.strip() in _NO_VALUE or (cell_figure(text.strip(), Unit(kind="")) is not None and not is_year(text))


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and not text.endswith(("。", "、")) and not is_figure(text) and not is_year(text)


def _years_across(lines: Sequence[Line], at: int) -> _Found | None:
    """A run of years, then again and again a name and as many figures."""
    run = at
    while run < len(lines) and is_year(lines[run].text) and "\t" not in lines[run].text:
        run += 1
    years = run - at
    if years < 2:
        return None
    rows = [_row(lines, at, run, lead="")]
    while run + years < len(lines) and _is_name(lines[run].text):
        if not all(is_figure(line.text) for line in lines[run + 1 : run + 1 + years]):
            break
        rows.append(_row(lines, run, run + 1 + years))
        run += 1 + years
    if len(rows) < 2:
        return None
    head = at and _is_name(lines[at - 1].text) and len(lines[at - 1].text) <= 6  # 区分, 項目: the head of the names
    return _Found(rows, at - 1 if head else at, run)


def _years_down(lines: Sequence[Line], at: int) -> _Found | None:
    """Names, then again and again a year and as many figures as there are names."""
    if not is_year(lines[at].text):
        return None
    width = 0
    while at + 1 + width < len(lines) and is_figure(lines[at + 1 + width].text):
        width += 1
    step = width + 1
    rows: list[Row] = []
    run = at
    while run + width < len(lines) and is_year(lines[run].text):
        if not all(is_figure(line.text) for line in lines[run + 1 : run + step]):
            break
        rows.append(_row(lines, run, run + step))
        run += step
    names = lines[max(0, at - width) : at]
    if not width or len(rows) < 2 or len(names) < width or not all(_is_name(line.text) for line in names):
        return None
    return _Found([_row(lines, at - width, at, lead=""), *rows], at - width, run)


def _on_one_line(lines: Sequence[Line], at: int) -> _Found | None:
    """`区分 R4 R5` and below `共同研究 38 42`: as many figures as there are years, set apart by blanks."""
    heads = lines[at].text.split()
    if len(heads) > 1 and not any(is_year(cell) or is_figure(cell) for cell in heads):
        return _years_first(lines, at, heads)
    years = len(heads) - next((n for n, cell in enumerate(heads) if is_year(cell)), len(heads))
    if years < 2 or not all(is_year(cell) for cell in heads[-years:]):
        return None
    rows = [_cells(lines[at], years, lead=" ".join(heads[:-years]))]
    run = at + 1
    while run < len(lines):
        cells = lines[run].text.split()
        if len(cells) <= years or not all(is_figure(cell) for cell in cells[-years:]):
            break
        if not _is_name(" ".join(cells[:-years])):
            break
        rows.append(_cells(lines[run], years))
        run += 1
    return _Found(rows, at, run) if len(rows) > 1 else None


def _years_first(lines: Sequence[Line], at: int, heads: list[str]) -> _Found | None:
    """`年度 共同研究 受託研究` and below `R4 38件 12件`: a year and as many figures as there are names."""
    rows: list[Row] = []
    for line in lines[at + 1 :]:
        cells = line.text.split()
        if len(cells) != len(heads) or not is_year(cells[0]) or not all(is_figure(cell) for cell in cells[1:]):
            break
        rows.append(Row(start=line.start, end=line.end, cells=tuple(cells)))
    head = Row(start=lines[at].start, end=lines[at].end, cells=tuple(heads), is_head=True)
    return _Found([head, *rows], at, at + 1 + len(rows)) if len(rows) > 1 else None


def _pair(lines: Sequence[Line], at: int) -> _Found | None:
    """A name on one line and its figure alone on the next: 共同研究件数 / 42件."""
    if at + 1 >= len(lines) or not _is_name(lines[at].text) or not read_label(lines[at].text).words:
        return None
    after = lines[at + 1].text.strip()
    figure = cell_figure(after, read_label(lines[at].text).unit)
    rest = after[figure.end :].strip(" 。") if figure is not None else ""
    if figure is None or figure.unit is None or (rest and not (rest[0] == "(" and rest[-1] == ")")):
        return None
    if at + 2 < len(lines) and is_figure(lines[at + 2].text):
        return None  # a row of a table whose heads are not known
    return _Found([_row(lines, at, at + 2)], at, at + 2)


def _row(lines: Sequence[Line], first: int, after: int, lead: str | None = None) -> Row:
    cells = tuple(line.text for line in lines[first:after])
    return Row(
        start=lines[first].start,
        end=lines[after - 1].end,
        cells=cells if lead is None else (lead, *cells),
        is_head=lead is not None,
    )


def _cells(line: Line, years: int, lead: str | None = None) -> Row:
    parts = line.text.split()
    label = " ".join(parts[:-years]) if lead is None else lead
    return Row(start=line.start, end=line.end, cells=(label, *parts[-years:]), is_head=lead is not None)

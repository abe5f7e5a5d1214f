"""Tables as rows of cells: which rows are the header, and what the header says about each column. Pure."""

import re

HEADER_WORD = re.compile(
    r"(?:名|名称|主体|採択|部署|連絡先|区分|項目|概要|割合|金額|年度|段階|内容|対象|期間|備考|種別|類型|番号|担当|要件|日程|時期|氏名|所属|構成員|記入欄|記載欄)$"
)
DIGIT = re.compile(r"\d")


def split_cells(row: str) -> tuple[str, ...]:
    """The cells of a row whose columns are separated by tabs."""
    return tuple(cell.strip().replace("**", "") for cell in row.split("\t"))


def header_rows(rows: list[tuple[str, ...]]) -> int:
    """How many of the first rows are header (0 if none can be told from the data).

    >>> header_rows([("段階", "割合"), ("発明", "17.5%"), ("活用", "64.9%")])
    1
    >>> header_rows([("福井大学", "本部"), ("徳島大学", "研究所")])
    0
    """
    if len(rows) < 2:
        return 0
    blank_first = 0
    while blank_first < len(rows) - 1 and not rows[blank_first][0]:
        blank_first += 1
    if blank_first:
        return blank_first
    first, body = rows[0], rows[1:]
    if any(DIGIT.search(cell) or len(cell) > 20 for cell in first):
        return 0
    if all(HEADER_WORD.search(cell) for cell in first if cell):
        return 1
    figures = [all(len(row) > at and DIGIT.search(row[at]) for row in body) for at in range(len(first))]
    return int(any(figures))


def header_cells(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """One text a column from one or more header rows; a cell that spans columns is repeated over them.

    >>> header_cells([("", "内閣府", ""), ("", "名称", "概要")])
    ('', '内閣府 名称', '内閣府 概要')
    """
    if len(rows) == 1:
        return rows[0]
    width = max(len(row) for row in rows)
    spread: list[list[str]] = []
    for row in rows[:-1]:
        cells: list[str] = []
        for at in range(width):
            own = row[at] if at < len(row) else ""
            cells.append(own or (cells[-1] if cells else ""))
        spread.append(cells)
    last = [*rows[-1], *[""] * (width - len(rows[-1]))]
    return tuple(" ".join(part for part in (*(row[at] for row in spread), last[at]) if part) for at in range(width))

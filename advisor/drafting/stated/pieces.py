"""A document as the pieces that state something: sentences, and tables as rows of cells. Pure.

Every piece knows its place; its text is folded to half width (see folded.py), the place is in the document as it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from advisor.drafting.stated.figures import figures_in
from advisor.drafting.stated.folded import fold
from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Block, BlockKind, Document
from advisor.values import Value


class Sentence(Value):
    """A sentence, a line of its own, or a heading. `block`: the number of the block that it stands in."""

    start: int
    end: int
    page: int | None
    headings: tuple[str, ...]
    block: int
    is_heading: bool = False


class Row(Value):
    """A row of a table. `head`: the heads of the columns as the reader told them. `is_head`: a row of such heads."""

    start: int
    end: int
    cells: tuple[str, ...]
    head: tuple[str, ...] = ()
    is_head: bool = False


class Table(Value):
    """A table. `caption`: the short line above it, if there is one. `block`: as of a sentence."""

    rows: tuple[Row, ...]
    page: int | None
    headings: tuple[str, ...]
    block: int
    caption: str = ""


class Line(Value):
    """A line outside of tables."""

    start: int
    end: int
    text: str
    block: int


MAX_SENTENCE = 2000  # characters; what is longer is no sentence, and costly to match
_LONGEST_CAPTION = 60
_SENTENCE_END = re.compile(r"[。！？]+[」』）)】]*|(?<=[A-Za-z\d)])[.!?](?=\s+[A-Z])|\n\s*\n")
_STARTS_ENTRY = re.compile(
    r"\s*(?:[・●○◆◇■□▪◦*※→◎✓]|[-–]\s|[①-⑳]|[(（]?\d{1,2}[)）.．](?!\d)|第\d+条|[ア-ン][.．)）]|【|<|＜|[^\s:：、。]{1,24}\s*[:：])"
)
_ENDS_ENTRY = re.compile(r"[:：。]\s*$|^\s*[^\s:：、。]{1,24}\s*[:：].{0,60}$")
_WRAPPED_FROM = 18  # characters; a shorter line is not broken by the width of its page
_WRAPPED_SHARE = 0.75
_ROWS = (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW)


def blocks_of(document: Document) -> Sequence[Block]:
    """The blocks of a document; those that its look gives away where the reader named none."""
    return document.blocks or find_blocks(document.text)


def page_at(document: Document, block: Block | None, start: int) -> int | None:
    """The page that a place stands on."""
    if block is not None and block.page is not None:
        return block.page
    return next((page.number for page in document.pages if page.start <= start < page.end), None)


def sentences_of(document: Document) -> Iterator[Sentence]:
    """The sentences outside of tables, in reading order; a line that is an entry of its own is one."""
    for number, block in enumerate(blocks_of(document)):
        if block.kind in _ROWS:
            continue
        for start, end in _cut(document.text, block):
            yield Sentence(
                start=start,
                end=end,
                page=page_at(document, block, start),
                headings=block.headings,
                block=number,
                is_heading=block.kind is BlockKind.HEADING,
            )


def tables_of(document: Document) -> Iterator[Table]:
    """The tables that the reader found, in reading order."""
    blocks = list(enumerate(blocks_of(document)))
    before: Block | None = None
    for is_row, group in groupby(blocks, key=lambda pair: pair[1].kind in _ROWS):
        members = list(group)
        if not is_row:
            before = members[-1][1]
            continue
        for table in _split_tables(members):
            number, first = table[0]
            yield Table(
                rows=tuple(row for _, block in table if (row := _row(document, block)) is not None),
                page=page_at(document, first, first.start),
                headings=first.headings,
                block=number,
                caption=_caption(document, before),
            )
            before = None


def lines_of(document: Document) -> list[Line]:
    """The lines outside of tables that hold something; a PDF may give a table as such lines."""
    found: list[Line] = []
    for number, block in enumerate(blocks_of(document)):
        if block.kind in _ROWS:
            continue
        for match in re.finditer(r"[^\n]*\S[^\n]*", document.text[block.start : block.end]):
            start, end = _trim(document.text, block.start + match.start(), block.start + match.end())
            if start < end <= start + MAX_SENTENCE:
                found.append(Line(start=start, end=end, text=fold(document.text, start, end).text, block=number))
    return found


def _split_tables(rows: list[tuple[int, Block]]) -> Iterator[list[tuple[int, Block]]]:
    table: list[tuple[int, Block]] = []
    for number, block in rows:
        before = table[-1][1] if table else None
        other = before is not None and (
            (block.kind is BlockKind.TABLE_HEADER and before.kind is BlockKind.TABLE_ROW)
            or block.headings != before.headings
            or (block.row == 1 and before.row is not None)
        )
        if other:
            yield table
            table = []
        table.append((number, block))
    if table:
        yield table


def _row(document: Document, block: Block) -> Row | None:
    start, end = _trim(document.text, block.start, block.end)
    raw = document.text[start:end]
    if not raw.strip() or len(raw) > 5 * MAX_SENTENCE:
        return None
    return Row(
        start=start,
        end=end,
        cells=_cells(document.text[block.start : block.end]),
        head=tuple(_folded(cell) for cell in block.header),
        is_head=block.kind is BlockKind.TABLE_HEADER,
    )


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a row: set apart by tabs, or by bars in Markdown (its line of dashes is no cell)."""
    if "\t" not in raw and raw.lstrip().startswith("|"):
        first = raw.strip().split("\n", maxsplit=1)[0].strip().strip("|")
        return tuple(_folded(re.sub(r"[*_`]{1,3}", "", cell)) for cell in re.split(r"(?<!\\)\|", first))
    return tuple(_folded(cell) for cell in raw.rstrip("\n").split("\t"))


def _folded(text: str) -> str:
    return fold(text, 0, len(text)).text.strip()


def _caption(document: Document, before: Block | None) -> str:
    if before is None:
        return ""
    last = document.text[before.start : before.end].strip().rsplit("\n", maxsplit=1)[-1]
    caption = _folded(last) if len(last) <= _LONGEST_CAPTION and "。" not in last else ""
    return "" if figures_in(caption) else caption


def _cut(text: str, block: Block) -> Iterator[tuple[int, int]]:
    for start, end in _joined_lines(text, block):
        at = start
        for match in _SENTENCE_END.finditer(text, start, end):
            if text.count("（", at, match.start()) + text.count("(", at, match.start()) > text.count(
                "）", at, match.end()
            ) + text.count(")", at, match.end()):
                continue  # a stop inside of brackets
            yield from _kept(text, at, match.end())
            at = match.end()
        yield from _kept(text, at, end)


def _kept(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim(text, start, end)
    if start < end <= start + MAX_SENTENCE:
        yield start, end


def _joined_lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Spans of lines that belong together: a line is joined to the next where the width of the page broke it."""
    lines = [
        (block.start + found.start(), block.start + found.end())
        for found in re.finditer(r"[^\n]*\S[^\n]*", text[block.start : block.end])
    ]
    widest = max((end - start for start, end in lines), default=0)
    at: int | None = None
    for number, (start, end) in enumerate(lines):
        at = start if at is None else at
        after = lines[number + 1] if number + 1 < len(lines) else None
        if after is None or not _goes_on(text[start:end], text[after[0] : after[1]], widest):
            yield at, end
            at = None


def _goes_on(line: str, after: str, widest: int) -> bool:
    if _STARTS_ENTRY.match(after) or _ENDS_ENTRY.search(line):
        return False
    wide = len(line.strip()) >= max(_WRAPPED_FROM, _WRAPPED_SHARE * widest)
    return wide or line.rstrip().endswith(("、", "，", "の", "を", "は", "が", "に", "と", "で", "・"))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())

"""Structured parts of a document (a DOCX paragraph, an HTML list item) → one text and its blocks. Pure."""

from collections.abc import Iterable

from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Block, BlockKind
from advisor.ingest.outline import Outline
from advisor.ingest.tables import header_cells
from advisor.values import Value


class Part(Value):
    """A piece that the format itself names. Table rows carry `cells`; the rows that are `header` come first."""

    kind: BlockKind
    text: str = ""
    level: int = 1
    cells: tuple[str, ...] = ()


def compose(parts: Iterable[Part], *, has_headings: bool) -> tuple[str, list[Block]]:
    """The text of `parts` (rows of a table on lines, all else set apart by a blank line) and its blocks.

    Without `has_headings` the format names no headings, so those are looked for in the text, as in a plain one.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int, Part]] = []
    at, before = 0, None
    for part in parts:
        text = "\t".join(part.cells) if part.cells else part.text
        if not text.strip():
            continue
        if pieces:
            gap = "\n" if before is not None and _same_table(before, part) else "\n\n"
            pieces.append(gap)
            at += len(gap)
        pieces.append(text)
        spans.append((at, at + len(text), part))
        at += len(text)
        before = part
    text = "".join(pieces)
    return text, _named(text, spans) if has_headings else _looked_for(text, spans)


def _is_row(part: Part) -> bool:
    return part.kind in (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW)


def _same_table(before: Part, part: Part) -> bool:
    starts_another = part.kind is BlockKind.TABLE_HEADER and before.kind is BlockKind.TABLE_ROW
    return _is_row(before) and _is_row(part) and not starts_another


def _named(text: str, spans: list[tuple[int, int, Part]]) -> list[Block]:
    outline, rows, blocks = Outline(), _Rows(), list[Block]()
    for start, end, part in spans:
        if part.kind is BlockKind.HEADING:
            path, level = outline.enter(part.level, text[start:end])
            blocks.append(Block(kind=part.kind, start=start, end=end, headings=path, level=level))
        else:
            blocks.append(rows.block(start, end, part, outline.path))
    return blocks


def _looked_for(text: str, spans: list[tuple[int, int, Part]]) -> list[Block]:
    outline, rows, blocks = Outline(), _Rows(), list[Block]()
    at = 0
    while at < len(spans):
        start, end, part = spans[at]
        if part.kind is not BlockKind.PARAGRAPH:
            blocks.append(rows.block(start, end, part, outline.path))
            at += 1
            continue
        stop = next((n for n in range(at, len(spans)) if spans[n][2].kind is not BlockKind.PARAGRAPH), len(spans))
        blocks += find_blocks(text, start, spans[stop - 1][1], outline=outline, followed=stop < len(spans))
        rows = _Rows()
        at = stop
    return blocks


class _Rows:
    """Counts the rows of the table that is being read, and keeps its header."""

    def __init__(self) -> None:
        self.header: list[tuple[str, ...]] = []
        self.row = 0

    def block(self, start: int, end: int, part: Part, path: tuple[str, ...]) -> Block:
        if not _is_row(part):
            self.header, self.row = [], 0
            return Block(kind=part.kind, start=start, end=end, headings=path, level=part.level)
        cells = tuple(cell.strip() for cell in part.cells)
        if part.kind is BlockKind.TABLE_HEADER:
            self.header = [cells] if self.row else [*self.header, cells]
            self.row = 0
        else:
            self.row += 1
        header = header_cells(self.header) if self.header else ()
        row = self.row if part.kind is BlockKind.TABLE_ROW else None
        return Block(kind=part.kind, start=start, end=end, headings=path, header=header, row=row)

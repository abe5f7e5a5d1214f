"""Markdown (.md): blocks are spans of the source itself, so quotes show what the file says."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.ingest.decoding import decode
from advisor.ingest.document import Block, BlockKind, Document
from advisor.ingest.outline import Outline

INLINE_MARKS = re.compile(r"^#{1,6}\s+|\s+#+$|[*_`]{1,3}")


def read_markdown(data: bytes, name: str) -> Document:
    """Text and blocks. Raises DocumentUnreadable for binary content."""
    text = decode(data, name)
    lines = _Lines(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = _blocks(tokens, lines, text)
    return Document(name=name, media_type="text/markdown", text=text, blocks=tuple(_with_gaps(blocks, text)))


class _Lines:
    """Line numbers of the parser → offsets, white space cut off. The parser ends lines as `\\r\\n`, `\\n` or `\\r`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text)), len(text)]

    def span(self, first: int, after: int) -> tuple[int, int]:
        start, end = self._starts[first], self._starts[min(after, len(self._starts) - 1)]
        raw = self._text[start:end]
        return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


def _blocks(tokens: list[Token], lines: _Lines, text: str) -> list[Block]:
    blocks: list[Block] = []
    outline = Outline()
    depth, row, header = 0, 0, tuple[str, ...]()
    for at, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "table_open":
            row, header = 0, ()
        if token.map is None:
            continue
        start, end = lines.span(*token.map)
        if start >= end or (blocks and start < blocks[-1].end):
            continue
        if token.type == "heading_open":
            path, level = outline.enter(
                int(token.tag[1]), INLINE_MARKS.sub("", text[start:end].split("\n", maxsplit=1)[0])
            )
            blocks.append(Block(kind=BlockKind.HEADING, start=start, end=end, headings=path, level=level))
        elif token.type == "tr_open":
            cells = _cells(tokens, at)
            if not header:
                header = cells
                kind, number = BlockKind.TABLE_HEADER, None
            else:
                row += 1
                kind, number = BlockKind.TABLE_ROW, row
            blocks.append(Block(kind=kind, start=start, end=end, headings=outline.path, header=header, row=number))
        elif token.type in ("paragraph_open", "fence", "code_block", "html_block"):
            kind = BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH
            blocks.append(Block(kind=kind, start=start, end=end, headings=outline.path, level=max(depth, 1)))
    return blocks


def _cells(tokens: list[Token], at: int) -> tuple[str, ...]:
    cells: list[str] = []
    for token in tokens[at:]:
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(INLINE_MARKS.sub("", token.content).strip())
    return tuple(cells)


def _with_gaps(blocks: list[Block], text: str) -> list[Block]:
    """The parser leaves out rules, link targets and the line below a table's header: add them to what they follow."""
    whole: list[Block] = []
    at = 0
    ends = [*blocks, None]
    for block in ends:
        stop = block.start if block else len(text)
        gap = text[at:stop]
        if gap.strip():
            start, end = at + len(gap) - len(gap.lstrip()), at + len(gap.rstrip())
            if whole and whole[-1].kind is not BlockKind.HEADING:
                whole[-1] = whole[-1].model_copy(update={"end": end})
            else:
                path = whole[-1].headings if whole else ()
                whole.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=end, headings=path))
        if block:
            whole.append(block)
            at = block.end
    return whole

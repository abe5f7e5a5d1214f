"""A Document → the passages that are found and quoted. Pure.

A passage is one contiguous span. It never holds two topics: it stays under one heading and on one page, and a
table row stands alone. What a passage belongs to (heading path, table header) is its context.
"""

from collections.abc import Callable, Iterator

from advisor.ingest.document import Block, BlockKind, Document, PageState, Passage
from advisor.ingest.facts import is_fact
from advisor.ingest.lines import label_text
from advisor.ingest.spans import Span, cut, cut_clauses, trim

SPLITTER_VERSION = 1
"""Raise it when passages change: an index made by another version is refused."""

CONTEXT_SHARE = 3  # context may take a third of the limit; the rest is for the text
ROW_CONTEXT_SHARE = 2  # a row says little without its header
MAX_ROW_NAME_CHARS = 30
TINY_TOKENS = 8  # a list mark, a page number, a date alone: joined to a neighbour whatever its size
PARAGRAPH_SHARE = 2  # paragraphs of half the limit stand alone: smaller pieces are found better
SEPARATOR = " > "


def make_passages(document: Document, count_tokens: Callable[[str], int], max_tokens: int) -> list[Passage]:
    """The passages of `document`, in order, each of at most `max_tokens` with its context where the text allows it.

    Every character of a readable page but white space is in at least one. Lines that state a fact by themselves
    come a second time as passages of their own. Raises ValueError for `max_tokens` below 16.
    """
    if max_tokens < 16:
        raise ValueError("max_tokens must be at least 16")
    splitter = _Splitter(document, count_tokens, max_tokens)
    passages = [passage for section in _sections(document) for passage in splitter.section(section)]
    return sorted(passages, key=lambda passage: (passage.start, -passage.end))


def _sections(document: Document) -> Iterator[list[Block]]:
    """Blocks that stand under one heading on one page; headings directly above them come with them."""
    unread = {page.number for page in document.pages if page.state is not PageState.OK}
    section: list[Block] = []
    for block in sorted(document.blocks, key=lambda block: block.start):
        if block.page in unread:
            continue
        if section and _begins_section(section, block):
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _begins_section(section: list[Block], block: Block) -> bool:
    last = section[-1]
    if block.page != last.page:
        return True
    if last.kind is BlockKind.HEADING:
        return block.kind is BlockKind.HEADING and block.level <= last.level
    return block.kind is BlockKind.HEADING or block.headings != last.headings


class _Splitter:
    """Cuts the sections of one document; holds what every step needs to measure and to build a passage."""

    def __init__(self, document: Document, count_tokens: Callable[[str], int], max_tokens: int) -> None:
        self._text = document.text
        self._count = count_tokens
        self._max = max_tokens

    def section(self, blocks: list[Block]) -> list[Passage]:
        heads = [block for block in blocks if block.kind is BlockKind.HEADING]
        body = blocks[len(heads) :]
        if not body:
            path = (*heads[-1].headings,)
            return [self._passage((heads[0].start, heads[-1].end), heads[-1], self._context(path), path)]
        path = body[0].headings
        runs, rows = _runs(body)
        passages: list[Passage] = []
        lead = heads[0].start if heads else body[0].start
        for number, run in enumerate(runs):
            start = lead if number == 0 else run[0].start
            passages += self._run(run, start, path)
        if not runs and heads:  # a table directly below its heading, without a header row
            context = self._context(heads[-1].headings)
            passages.append(self._passage((heads[0].start, heads[-1].end), heads[-1], context, path))
        for row in rows:
            passages += self._row(row, path)
        return passages

    def _run(self, run: list[Block], lead: int, path: tuple[str, ...]) -> list[Passage]:
        """Paragraphs, list items and header rows in a row, packed; `lead` is where their heading begins."""
        context = self._context(path)
        room = self._max - self._count(context)
        groups: list[list[Block]] = []
        for block in run:
            start = lead if len(groups) <= 1 else groups[-1][0].start
            if groups and self._joins(groups[-1], block, start, room):
                groups[-1].append(block)
            else:
                groups.append([*self._taken_back(groups, block, room), block])
        passages: list[Passage] = []
        for number, group in enumerate(groups):
            start = lead if number == 0 else group[0].start
            above = "" if number == 0 else self._item_above(run, group[0])
            inner = self._context(path, above) if above else context
            spans = self._cut(start, group, room)
            passages += [self._passage(span, group[0], inner, path) for span in spans]
            passages += self._facts(group, spans, context, path)
        return passages

    def _taken_back(self, groups: list[list[Block]], block: Block, room: int) -> list[Block]:
        """The items above a deeper one, taken off the group before so that they go together; none if that fails."""
        if not groups or block.kind is not BlockKind.LIST_ITEM or block.level == 1:
            return []
        group = groups[-1]
        above = next((at for at in range(len(group) - 1, 0, -1) if group[at].level < block.level), 0)
        if above == 0 or group[above].kind is not BlockKind.LIST_ITEM:
            return []
        if self._size(group[above].start, block.end) > room:
            return []
        taken = group[above:]
        del group[above:]
        return taken

    def _joins(self, group: list[Block], block: Block, start: int, room: int) -> bool:
        together = self._size(start, block.end)
        if self._size(block.start, block.end) <= TINY_TOKENS or self._size(start, group[-1].end) <= TINY_TOKENS:
            return together <= 2 * room
        if block.kind is BlockKind.PARAGRAPH and not self._leads(group[-1], block):
            return together <= room // PARAGRAPH_SHARE
        return together <= room

    def _leads(self, before: Block, block: Block) -> bool:
        """A paragraph that announces what comes next stays with it."""
        return self._text[before.start : before.end].endswith(("、", ":", "："))

    def _cut(self, start: int, group: list[Block], room: int) -> list[Span]:
        end = group[-1].end
        if len(group) > 1 or self._size(start, end) <= room:
            return [(start, end)]
        # One block that is too large. Its heading stays with the first piece.
        head = (start, group[0].start)
        spans = cut(self._text, group[0].start, end, room, self._size)
        if head[0] < head[1]:
            spans[0] = (start, spans[0][1])
        return _without_tiny(spans, self._size)

    def _facts(self, group: list[Block], spans: list[Span], context: str, path: tuple[str, ...]) -> Iterator[Passage]:
        """The lone fact lines of a group as passages of their own."""
        if len(group) == 1 and len(spans) == 1:
            return
        for block in group:
            span = (block.start, block.end)
            text = self._text[block.start : block.end]
            small = TINY_TOKENS // 2 < self._size(*span) <= self._max - self._count(context)
            if block.kind is not BlockKind.TABLE_HEADER and span not in spans and small and is_fact(text):
                yield self._passage(span, block, context, path)

    def _row(self, row: Block, path: tuple[str, ...]) -> list[Passage]:
        context = self._row_context(path, row.header)
        room = self._max - self._count(context)
        if self._size(row.start, row.end) <= 2 * room:
            return [self._passage((row.start, row.end), row, context, path)]
        spans = cut_clauses(self._text, row.start, row.end, room, self._size)
        first, *rest = _without_tiny(spans, self._size)
        # The later pieces of a row have lost the cell that names it.
        name = self._text[row.start : row.end].strip().partition("\t")[0][:MAX_ROW_NAME_CHARS]
        named = self._row_context((*path[-1:], name), row.header)
        return [self._passage(first, row, context, path), *(self._passage(span, row, named, path) for span in rest)]

    def _row_context(self, path: tuple[str, ...], header: tuple[str, ...]) -> str:
        """The heading path and the header cells, within half the limit: outer headings go first, then last cells."""
        cells = [cell for cell in header if cell]
        parts = list(path)
        while True:
            context = SEPARATOR.join([*parts, *([" | ".join(cells)] if cells else [])])
            if self._count(context) <= self._max // ROW_CONTEXT_SHARE:
                return context
            if len(parts) > 1:
                parts.pop(0)
            elif cells:
                cells.pop()
            else:
                return self._context(path)

    def _item_above(self, run: list[Block], block: Block) -> str:
        """The list item that a deeper one belongs to, when the two are cut apart."""
        if block.kind is not BlockKind.LIST_ITEM or block.level == 1:
            return ""
        above = [item for item in run if item.start < block.start and item.level < block.level]
        return label_text(self._text[above[-1].start : above[-1].end]) if above else ""

    def _context(self, path: tuple[str, ...], below: str = "") -> str:
        """The heading path and what stands below it, cut from the outermost side to a third of the limit."""
        parts = [*path, below] if below else list(path)
        limit = self._max // CONTEXT_SHARE
        while len(parts) > 1 and self._count(SEPARATOR.join(parts)) > limit:
            parts.pop(0)
        context = SEPARATOR.join(parts)
        while self._count(context) > limit and context:
            context = context[len(context) // 4 + 1 :].lstrip()
        return context

    def _passage(self, span: Span, block: Block, context: str, path: tuple[str, ...]) -> Passage:
        start, end = trim(self._text, *span)
        return Passage(
            start=start,
            end=end,
            text=self._text[start:end],
            context=context,
            page=block.page,
            section=SEPARATOR.join(path) or None,
            row=block.row,
        )

    def _size(self, start: int, end: int) -> int:
        return self._count(self._text[start:end])


def _runs(body: list[Block]) -> tuple[list[list[Block]], list[Block]]:
    """Blocks between the table rows, and the rows."""
    runs: list[list[Block]] = []
    rows: list[Block] = []
    fresh = True
    for block in body:
        if block.kind is BlockKind.TABLE_ROW:
            rows.append(block)
            fresh = True
        elif fresh:
            runs.append([block])
            fresh = False
        else:
            runs[-1].append(block)
    return runs, rows


def _without_tiny(spans: list[Span], size: Callable[[int, int], int]) -> list[Span]:
    """A rest of a few tokens joined to the piece before it."""
    kept: list[Span] = []
    for span in spans:
        if kept and size(*span) <= TINY_TOKENS:
            kept[-1] = (kept[-1][0], span[1])
        else:
            kept.append(span)
    return kept

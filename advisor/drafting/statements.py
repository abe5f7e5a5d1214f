"""An evidence file → the statements that a draft can be made of: sentences, list items and table rows. Pure.

A statement's `quote` is an exact piece of the file's text; `text` is how a draft says it (lines joined, marks of lists
dropped, a row with its column heads). What `text` takes from the column heads is cited with them.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Protocol

from advisor.drafting.line_breaks import goes_on, width
from advisor.drafting.model import FileCitation
from advisor.drafting.orders import gives_orders
from advisor.folding import search_form
from advisor.ingest.document import Block, BlockKind, Document
from advisor.values import Value

__all__ = ["MAX_CHARS", "File", "Statement", "statements_of", "tidy"]

MAX_CHARS = 300  # a longer one is cut at no place that a reader would accept: it is left to the reviewer
_SENTENCE_END = re.compile(r"(?<=[。！？])(?![」』）)])|(?<=\.)\s+(?=[A-Z])")
_LIST_MARK = re.compile(r"^(?:[・●○◆■▪◦*]|[-–]\s|[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}[.．)）](?!\d))\s*")
# Begins inside a word or a bracket: the reader lost what stands before it.
_BROKEN_OFF = re.compile(
    r"[ぁぃぅぇぉゃゅょっァィゥェォャュョッーんン々、。，．）」』】)\]]|\w[)）](?:は|が|を|の|に|、|も|と)|[^\s（(「『【:：、。]{2,12}[）」』】](?![）)])"
)
_PERIOD = re.compile(
    r"(?:(?:令和|平成|昭和)\s*(?:元|[\d０-９]{1,2})|[RHS]\.?[\d０-９]{1,2}|20[\d０-９]{2}|FY\d{2,4})\s*年?度?\s*[:：]"
)
_ROW_NUMBER = re.compile(r"[\d０-９]{1,3}$|[①-⑳]$")
_NUMBERS = re.compile(r"(?:No\.?|NO\.?|№|番号|項番|#|整理番号|順)?$", re.I)
_PAGE_NUMBER = re.compile(r"^[-–]?\s*\d{1,3}\s*[-–]\s+(?=\D)")
_CJK = r"\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_BROKEN_URL = re.compile(r"(https?://[\w./%-]*)[ \t]*\n\s*(?=[\w-]+[./][\w./%-]*)", re.ASCII)
_JOINED = re.compile(rf"(?<=[{_CJK}])[ \t]*\n\s*(?=[{_CJK}\d])|(?<=[\d])[ \t]*\n\s*(?=[{_CJK}])")


class File(Protocol):
    """An evidence file."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def document(self) -> Document: ...


class Statement(Value):
    """Something that a file says. `around`: the headings and the table's head, in search form; `before`: the sentence
    before it in the same paragraph. `order`: its place among all statements of the file. `cells`, `header`: of a row.
    A heading (`is_heading`) names things; it is no sentence of a draft."""

    text: str
    citations: tuple[FileCitation, ...]
    around: str = ""
    before: str = ""
    order: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    heading: str = ""
    is_heading: bool = False

    @cached_property
    def folded(self) -> str:
        """Its search form."""
        return search_form(self.text)

    @property
    def main(self) -> FileCitation:
        """The words that it is made of."""
        return self.citations[0]


def statements_of(file: File) -> list[Statement]:
    """The statements of a file in reading order. Sentences that give orders to a machine are left out."""
    document = file.document
    found: list[Statement] = []
    head: Block | None = None
    title: Block | None = None
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            title = block
        if block.kind is BlockKind.TABLE_HEADER:
            head = block
            continue
        if block.kind is BlockKind.TABLE_ROW:
            made = [_row(file, block, head if head is not None and block.header else None, title)]
        else:
            made = [_sentence(file, block, start, end) for start, end in _sentences(document.text, block)]
        before = ""
        for statement in made:
            if statement is None or gives_orders(statement.text):
                continue
            found.append(statement.model_copy(update={"order": len(found), "before": before}))
            before = statement.folded
    return found


def _sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    for start, end in _lines(text, block):
        at = start
        for match in _SENTENCE_END.finditer(text, start, end):
            yield at, match.start()
            at = match.end()
        yield at, end


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Spans of the block that a sentence may run through: cut where a line is an entry of its own (`所在地: …`, a list
    mark) and where the width of the page did not break it."""
    lines = [
        (block.start + found.start(), block.start + found.end())
        for found in re.finditer(r"[^\n]*\S[^\n]*", text[block.start : block.end])
    ]
    widest = max((width(text[start:end]) for start, end in lines), default=0)
    at: int | None = None
    for (start, end), after in zip(lines, [*lines[1:], None], strict=True):
        at = start if at is None else at
        if after is None or not goes_on(text[at:end], text[start:end], text[after[0] : after[1]], widest):
            yield at, end
            at = None


def _sentence(file: File, block: Block, start: int, end: int) -> Statement | None:
    raw = file.document.text[start:end]
    start += len(raw) - len(raw.lstrip())
    quote = raw.strip()
    text = tidy(quote)
    if not any(character.isalnum() for character in text) or len(text) > MAX_CHARS or _BROKEN_OFF.match(text):
        return None
    cited = FileCitation(
        file=file.name, file_id=file.id, page=_page(file.document, block, start), quote=quote, start=start,
        end=start + len(quote),
    )  # fmt: skip
    is_heading = block.kind is BlockKind.HEADING
    return Statement(
        text=text, citations=(cited,), around=_around(block), heading=_heading(block), is_heading=is_heading
    )


def _row(file: File, block: Block, head: Block | None, title: Block | None) -> Statement | None:
    document = file.document
    cells = tuple(tidy(cell) for cell in document.text[block.start : block.end].split("\t"))
    text = _row_text(cells, block.header)
    named = title if title is not None and block.headings and _PERIOD.match(text) else None
    if named is not None:  # a row that is called by its year alone: the heading says of what
        text = f"{tidy(document.text[named.start : named.end])} {text}"
    if not any(character.isalnum() for character in text) or len(text) > MAX_CHARS:
        return None
    spans = [(block.start, block.end)] + [(part.start, part.end) for part in (head, named) if part is not None]
    cited = tuple(
        FileCitation(
            file=file.name, file_id=file.id, page=_page(document, block, start), quote=document.text[start:end],
            start=start, end=end,
        )
        for start, end in spans
    )  # fmt: skip
    return Statement(
        text=text, citations=cited, around=_around(block), cells=cells, header=block.header, heading=_heading(block)
    )


def _row_text(cells: tuple[str, ...], header: tuple[str, ...]) -> str:
    """A row as a line of text: `名: 列 値、列 値`; without column heads `名: 値、値`."""
    filled = [(at, cell) for at, cell in enumerate(cells) if cell]
    if len(filled) > 2 and _ROW_NUMBER.match(filled[0][1]) and (not header or _NUMBERS.match(tidy(header[0]))):
        filled = filled[1:]
    if not filled:
        return ""
    first, *rest = filled
    if not rest:
        return first[1]
    heads = [tidy(cell) for cell in header] if len(header) >= len(cells) else []
    values = [f"{heads[at]} {cell}" if heads and heads[at] and heads[at] != cell else cell for at, cell in rest]
    return f"{first[1]}: {'、'.join(values)}"


def tidy(text: str) -> str:
    """In one line, as a draft writes it: broken lines joined, the mark of a list item dropped.

    >>> tidy("・共同研究を42\\n件実施した。")
    '共同研究を42件実施した。'
    """
    joined = _BROKEN_URL.sub(r"\1", _JOINED.sub("", text.strip()))
    said = " ".join(joined.split())
    return _LIST_MARK.sub("", _PAGE_NUMBER.sub("", said)) or said  # a cell keeps the mark that is all it says


def _around(block: Block) -> str:
    return search_form(" ".join([*block.headings[-3:], *block.header]))


def _heading(block: Block) -> str:
    return tidy(block.headings[-1]) if block.headings else ""


def _page(document: Document, block: Block, start: int) -> int | None:
    if block.page is not None:
        return block.page
    return next((page.number for page in document.pages if page.start <= start < page.end), None)

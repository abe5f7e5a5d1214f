"""Saved web pages (.html): headings, paragraphs, lists, tables; what a reader does not see is dropped."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from advisor.errors import DocumentUnreadable
from advisor.ingest.decoding import decode
from advisor.ingest.document import BlockKind, Document
from advisor.ingest.parts import Part, compose

UNSEEN = "script, style, noscript, template, svg, iframe, object, head > *:not(title), [hidden], nav"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre", "ul", "ol", "dl"}
    | {"dt", "dd", "li", "table", "form", "fieldset", "figure", "figcaption", "address", "details", "summary"}
    | {"hr", "center", "body"}
)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Document:
    """Text and blocks of the page's body. Raises DocumentUnreadable for binary content or a page without text."""
    tree = LexborHTMLParser(_decoded(data, name))
    for node in tree.css(UNSEEN):
        node.decompose()
    parts = _Walk().parts(tree.body) if tree.body is not None else []
    if not parts:
        raise DocumentUnreadable("document_empty", name=name)
    text, blocks = compose(parts, has_headings=any(part.kind is BlockKind.HEADING for part in parts))
    return Document(name=name, media_type="text/html", text=text, blocks=tuple(blocks))


def _decoded(data: bytes, name: str) -> str:
    if found := CHARSET.search(data[:4096]):
        try:
            return decode(data.decode(found[1].decode("ascii")).encode(), name)
        except (LookupError, UnicodeError):
            pass  # the page says what it is not: find out by trial
    return decode(data, name)


class _Walk:
    """Goes through the page in reading order, without recursion: a hostile page nests thousands deep."""

    def __init__(self) -> None:
        self._found: list[Part] = []
        self._words: list[str] = []

    def parts(self, body: LexborNode) -> list[Part]:
        kind, level = BlockKind.PARAGRAPH, 1
        # A stack of (node, kind and level of the text in it, leaving).
        todo: list[tuple[LexborNode, BlockKind, int, bool]] = [(body, kind, level, False)]
        while todo:
            node, kind, level, leaving = todo.pop()
            if leaving:
                self._flush(kind, level)
            elif node.tag == "-text":
                self._words.append(node.text(deep=False) or "")
            elif node.tag == "br":
                self._words.append("\n")
            elif node.tag == "table" and not node.css("table table"):
                self._flush(kind, level)
                self._table(node)
            elif node.tag and not node.tag.startswith(("-", "_", "!")):
                inner_kind, inner_level = _inside(node.tag, kind, level)
                children = list(node.iter(include_text=True))
                if node.tag in BLOCKS or node.tag in HEADINGS:
                    self._flush(kind, level)
                    todo.append((node, inner_kind, inner_level, True))
                todo += [(child, inner_kind, inner_level, False) for child in reversed(children)]
        self._flush(kind, level)
        return self._found

    def _flush(self, kind: BlockKind, level: int) -> None:
        lines = (" ".join(line.split()) for line in "".join(_spaced(self._words)).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._words.clear()
        if text:
            self._found.append(Part(kind=kind, text=text, level=level))

    def _table(self, table: LexborNode) -> None:
        rows = table.css("tr")
        head = True
        for at, row in enumerate(rows):
            cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
            inside_head = row.parent is not None and row.parent.tag == "thead"
            all_th = bool(cells) and all(cell.tag == "th" for cell in cells)
            head = head and len(rows) > 1 and (inside_head or all_th) and at < len(rows) - 1
            kind = BlockKind.TABLE_HEADER if head else BlockKind.TABLE_ROW
            texts = tuple(" ".join(cell.text(separator=" ").split()) for cell in cells)
            if any(texts):
                self._found.append(Part(kind=kind, cells=texts))


def _spaced(words: list[str]) -> list[str]:
    """Line ends inside a text node are white space in HTML; those that stand alone come from <br>."""
    return [word if word == "\n" else word.replace("\n", " ") for word in words]


def _inside(tag: str, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
    if tag in HEADINGS:
        return BlockKind.HEADING, HEADINGS[tag]
    if tag in ("li", "dd"):
        return BlockKind.LIST_ITEM, level + 1 if kind is BlockKind.LIST_ITEM else 1
    return kind, level

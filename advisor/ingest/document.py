"""What a reader makes of a file (text, pages, blocks) and what the index takes (passages). Pure values.

Offsets are in characters of `Document.text`, the text exactly as extracted; nothing in it is ever changed.
"""

from enum import StrEnum

from advisor.values import Value


class BlockKind(StrEnum):
    """The part a block plays on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"


class Block(Value):
    """A piece of a document: `text[start:end]`. `headings` lead to it, outermost first (its own text excluded).

    `level`: nesting depth of a heading or list item, from 1. `header`: the cells of the table's header row.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    headings: tuple[str, ...] = ()
    level: int = 1
    header: tuple[str, ...] = ()
    row: int | None = None


class PageState(StrEnum):
    """Whether a page's text can be trusted."""

    OK = "ok"
    EMPTY = "empty"
    GARBLED = "garbled"


class Page(Value):
    """Characters `start:end` of the text stand on page `number` (from 1). A page that is not OK is not indexed."""

    number: int
    start: int
    end: int
    state: PageState = PageState.OK


class Document(Value):
    """A file as read. `pages` is empty for formats without pages; a sheet or a slide is one.

    `uncomputed`: formula cells without a value, which give no text. `hidden`: sheets, rows, columns and slides that
    are hidden and were left out.
    """

    name: str
    media_type: str
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    uncomputed: int = 0
    hidden: int = 0


class Passage(Value):
    """A piece that can be found and quoted: `text == document.text[start:end]`.

    `context` says what the text belongs to (heading path, table header cells) and is searched, never quoted.
    """

    start: int
    end: int
    text: str
    context: str = ""
    page: int | None = None
    section: str | None = None
    row: int | None = None


class IngestReport(Value):
    """What reading a document gave, for the person who added it."""

    name: str
    pages: int
    passages: int
    tables: int
    characters: int
    garbled_pages: tuple[int, ...] = ()
    empty_pages: tuple[int, ...] = ()
    uncomputed: int = 0
    hidden: int = 0

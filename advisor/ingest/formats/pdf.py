"""PDF, page by page. The page of a block is the reader's, never guessed from the text."""

import io
import struct
import zlib

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from advisor.errors import DocumentUnreadable
from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Block, Document, Page, PageState
from advisor.ingest.garble import is_garbled
from advisor.ingest.outline import Outline

MAX_PAGES = 1000  # a call with all its annexes has about 200; a page takes about 20 ms
PAGE_SEPARATOR = "\n\n"
TAIL_BYTES = 2048  # the end mark stands in the last line; some writers add a few bytes after it
# What pypdf lets through from a broken file beside its own errors.
BROKEN = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    NotImplementedError,
    OSError,
    zlib.error,
    struct.error,
)


def read_pdf(data: bytes, name: str) -> Document:
    """The pages' texts, joined. Pages that are empty or garbled are reported and give no blocks.

    Raises DocumentUnreadable: encrypted, truncated, damaged, too many pages, pictures only, garbled throughout.
    """
    if b"%%EOF" not in data[-TAIL_BYTES:]:
        raise DocumentUnreadable("pdf_truncated", name=name)
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except DependencyError as error:  # AES, and no cryptography library beside pypdf
        raise DocumentUnreadable("document_encrypted", name=name) from error
    except BROKEN as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    if locked:
        raise DocumentUnreadable("document_encrypted", name=name)
    if count > MAX_PAGES:
        raise DocumentUnreadable("document_too_many_pages", name=name, pages=count, limit=MAX_PAGES)
    texts = [_page_text(reader, at) for at in range(count)]
    return _document(texts, name)


def _page_text(reader: PdfReader, at: int) -> str | None:
    """The text of a page, or None where it cannot be read."""
    try:
        return reader.pages[at].extract_text()
    except BROKEN:
        return None


def _document(texts: list[str | None], name: str) -> Document:
    pages: list[Page] = []
    blocks: list[Block] = []
    outline = Outline()
    text = PAGE_SEPARATOR.join(part or "" for part in texts)
    start = 0
    for number, part in enumerate(texts, 1):
        end = start + len(part or "")
        state = _state(part)
        pages.append(Page(number=number, start=start, end=end, state=state))
        if state is PageState.OK:
            blocks += find_blocks(text, start, end, page=number, outline=outline)
        start = end + len(PAGE_SEPARATOR)
    states = {page.state for page in pages}
    if PageState.OK not in states:
        code = "pdf_garbled" if PageState.GARBLED in states else "pdf_image_only"
        raise DocumentUnreadable(code, name=name, pages=len(pages))
    return Document(name=name, media_type="application/pdf", text=text, pages=tuple(pages), blocks=tuple(blocks))


def _state(part: str | None) -> PageState:
    if part is None or is_garbled(part):
        return PageState.GARBLED
    return PageState.OK if part.strip() else PageState.EMPTY

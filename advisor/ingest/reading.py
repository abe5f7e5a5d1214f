"""A file → a Document, by its extension. The edge: the only place of this package that opens files."""

from collections.abc import Callable
from pathlib import Path

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import Document
from advisor.ingest.formats.docx import read_docx
from advisor.ingest.formats.html import read_html
from advisor.ingest.formats.markdown import read_markdown
from advisor.ingest.formats.pdf import read_pdf
from advisor.ingest.formats.plain import read_plain

MAX_FILE_BYTES = 50_000_000  # the largest call document found has 18 MB; all of a file is held in memory

READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".txt": read_plain,
}


def read_document(path: Path) -> Document:
    """Read `path` into text, pages and blocks; the file's name becomes the document's name.

    Raises DocumentUnreadable with one message a reason: unknown extension, missing, too large, encrypted, damaged …
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        accepted = ", ".join(READERS)
        raise DocumentUnreadable("document_format_unknown", name=path.name, accepted=accepted)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            limit, has = MAX_FILE_BYTES // 1_000_000, size // 1_000_000
            raise DocumentUnreadable("document_too_large", name=path.name, size_mb=has, limit_mb=limit)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentUnreadable("document_missing", name=path.name) from error
    if not data.strip():
        raise DocumentUnreadable("document_empty", name=path.name)
    return reader(data, path.name)

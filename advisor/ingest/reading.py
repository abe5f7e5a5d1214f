"""A file → a Document, by its extension. The edge: the only place of this package that opens files."""

from collections.abc import Callable
from pathlib import Path

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import Document
from advisor.ingest.formats.csv_table import read_csv, read_tsv
from advisor.ingest.formats.docx import read_docx
from advisor.ingest.formats.html import read_html
from advisor.ingest.formats.markdown import read_markdown
from advisor.ingest.formats.pdf import read_pdf
from advisor.ingest.formats.plain import read_plain
from advisor.ingest.formats.pptx import read_pptx
from advisor.ingest.formats.xlsx import read_xlsx

MAX_FILE_BYTES = 50_000_000  # the largest call document found has 18 MB; all of a file is held in memory

Reader = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".pptx": read_pptx,
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".txt": read_plain,
}
# Beside the others because the corpus quotes its tables as they stand, not by a reader (advisor/corpus/source_text.py).
TABLE_READERS: dict[str, Reader] = {".csv": read_csv, ".tsv": read_tsv}
EXTENSIONS = (*READERS, *TABLE_READERS)


def read_document(path: Path) -> Document:
    """Read `path` into text, pages and blocks; the file's name becomes the document's name.

    Raises DocumentUnreadable with one message a reason: unknown extension, missing, too large, encrypted, damaged …
    """
    _reader_of(path.name)
    try:
        _check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentUnreadable("document_missing", name=path.name) from error
    return read_data(data, path.name)


def read_data(data: bytes, name: str) -> Document:
    """Read the bytes of a file called `name`. Raises DocumentUnreadable like `read_document`."""
    reader = _reader_of(name)
    _check_size(len(data), name)
    if not data.strip():
        raise DocumentUnreadable("document_empty", name=name)
    return reader(data, name)


def _reader_of(name: str) -> Reader:
    reader = (READERS | TABLE_READERS).get(Path(name).suffix.lower())
    if reader is None:
        raise DocumentUnreadable("document_format_unknown", name=name, accepted=", ".join(EXTENSIONS))
    return reader


def _check_size(size: int, name: str) -> None:
    if size > MAX_FILE_BYTES:
        limit, has = MAX_FILE_BYTES // 1_000_000, size // 1_000_000
        raise DocumentUnreadable("document_too_large", name=name, size_mb=has, limit_mb=limit)

"""Word (.docx): headings, lists and tables by their styles; a document without heading styles by its look."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.document import Document as Word
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import BlockKind, Document
from advisor.ingest.parts import Part, compose

MAX_UNPACKED_BYTES = 200_000_000  # a call document with many pictures unpacks to some 50 MB
MAX_PACKING_RATIO = 100  # Office XML packs to a tenth, seldom below a thirtieth
RATIO_FROM_BYTES = 5_000_000  # small parts may pack better: they do no harm
MAX_PARTS = 10_000
OLE_MARK = b"\xd0\xcf\x11\xe0"  # an encrypted DOCX is an OLE container, no zip; so is an old .doc
HEADING_STYLE = re.compile(r"^(?:heading|見出し)\s*(\d)", re.IGNORECASE)
LIST_STYLE = re.compile(r"^(?:list|リスト|箇条書き|段落番号)", re.IGNORECASE)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str) -> Document:
    """Text and blocks of the body. Raises DocumentUnreadable: encrypted, damaged, unpacks to too much."""
    if data.startswith(OLE_MARK):
        raise DocumentUnreadable("document_encrypted", name=name)
    _check_unpacked_size(data, name)
    try:
        word = open_docx(io.BytesIO(data))
        parts = list(_parts(word))
    # A syntax error is what the XML parser raises for a damaged part.
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError) as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    if not parts:
        raise DocumentUnreadable("document_empty", name=name)
    text, blocks = compose(parts, has_headings=any(part.kind is BlockKind.HEADING for part in parts))
    return Document(name=name, media_type=MEDIA_TYPE, text=text, blocks=tuple(blocks))


def _check_unpacked_size(data: bytes, name: str) -> None:
    """Judge by the zip's directory, before anything is unpacked; Python unpacks no more than that promises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    unpacked = sum(info.file_size for info in infos)
    packed_well = any(
        info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_PACKING_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    if unpacked > MAX_UNPACKED_BYTES or packed_well or len(infos) > MAX_PARTS:
        raise DocumentUnreadable("document_unpacks_too_large", name=name, limit_mb=MAX_UNPACKED_BYTES // 1_000_000)


def _parts(word: Word) -> Iterator[Part]:
    for content in word.iter_inner_content():
        if isinstance(content, Table):
            yield from _rows(content)
        elif content.text.strip():
            yield _paragraph(content)


def _paragraph(paragraph: Paragraph) -> Part:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style.lower() == "title":
        return Part(kind=BlockKind.HEADING, text=paragraph.text, level=1)
    if found := HEADING_STYLE.match(style):
        return Part(kind=BlockKind.HEADING, text=paragraph.text, level=int(found[1]) + 1)
    properties = paragraph._p.pPr
    numbering: Any = properties.numPr if properties is not None else None
    if numbering is not None or LIST_STYLE.match(style):
        depth = numbering.ilvl.val if numbering is not None and numbering.ilvl is not None else 0
        return Part(kind=BlockKind.LIST_ITEM, text=paragraph.text, level=depth + 1)
    return Part(kind=BlockKind.PARAGRAPH, text=paragraph.text)


def _rows(table: Table) -> Iterator[Part]:
    for at, row in enumerate(table.rows):
        seen: list[object] = []
        cells: list[str] = []
        for cell in row.cells:  # a merged cell comes once for each column it spans
            if cell._tc not in seen:
                seen.append(cell._tc)
                cells.append(" ".join(cell.text.split()))
        kind = BlockKind.TABLE_HEADER if at == 0 and len(table.rows) > 1 else BlockKind.TABLE_ROW
        yield Part(kind=kind, cells=tuple(cells))

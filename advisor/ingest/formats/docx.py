"""Word (.docx): headings, lists and tables by their styles; a document without heading styles by its look."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import BlockKind, Document
from advisor.ingest.formats.docx_text import text_boxes, text_of
from advisor.ingest.formats.office_zip import BROKEN_PACKAGE, check_package
from advisor.ingest.parts import Part, compose

HEADING_STYLE = re.compile(r"^(?:heading|見出し)\s*(\d)", re.IGNORECASE)
LIST_STYLE = re.compile(r"^(?:list|リスト|箇条書き|段落番号)", re.IGNORECASE)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str) -> Document:
    """Text and blocks of the body. Raises DocumentUnreadable: encrypted, damaged, unpacks to too much."""
    check_package(data, name)
    try:
        word = open_docx(io.BytesIO(data))
        parts = list(_parts(word.element.body, word))
    except BROKEN_PACKAGE as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    if not parts:
        raise DocumentUnreadable("document_empty", name=name)
    text, blocks = compose(parts, has_headings=any(part.kind is BlockKind.HEADING for part in parts))
    return Document(name=name, media_type=MEDIA_TYPE, text=text, blocks=tuple(blocks))


def _parts(container: Any, word: Word) -> Iterator[Part]:
    """The parts of a body, a content control or a text box; a box comes after the paragraph that it hangs on."""
    for element in container:
        if element.tag == qn("w:tbl"):
            yield from _rows(Table(element, word))
        elif element.tag == qn("w:sdt"):
            for content in element.iterchildren(qn("w:sdtContent")):
                yield from _parts(content, word)
        elif element.tag == qn("w:p"):
            text = text_of(element)
            if text.strip():
                yield _paragraph(Paragraph(element, word), text)
            for box in text_boxes(element):
                yield from _parts(box, word)


def _paragraph(paragraph: Paragraph, text: str) -> Part:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style.lower() == "title":
        return Part(kind=BlockKind.HEADING, text=text, level=1)
    if found := HEADING_STYLE.match(style):
        return Part(kind=BlockKind.HEADING, text=text, level=int(found[1]) + 1)
    properties = paragraph._p.pPr
    numbering: Any = properties.numPr if properties is not None else None
    if numbering is not None or LIST_STYLE.match(style):
        depth = numbering.ilvl.val if numbering is not None and numbering.ilvl is not None else 0
        return Part(kind=BlockKind.LIST_ITEM, text=text, level=depth + 1)
    return Part(kind=BlockKind.PARAGRAPH, text=text)


def _rows(table: Table) -> Iterator[Part]:
    for at, row in enumerate(table.rows):
        seen: list[object] = []
        cells: list[str] = []
        for cell in row.cells:  # a merged cell comes once for each column it spans
            if cell._tc not in seen:
                seen.append(cell._tc)
                cells.append(" ".join(text_of(cell._tc, boxes=True).split()))
        kind = BlockKind.TABLE_HEADER if at == 0 and len(table.rows) > 1 else BlockKind.TABLE_ROW
        yield Part(kind=kind, cells=tuple(cells))

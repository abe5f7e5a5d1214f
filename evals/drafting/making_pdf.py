"""A description into a PDF: flowing text in Japanese fonts that are not embedded, as offices print them."""

import io
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Table as Grid

from evals.drafting.areas import corners
from evals.drafting.sets import Aside, Block, Bullets, Heading, Numbers, PageBreak, Pages, Table, Title

_MARGIN = 20 * mm
_GAP = 8 * mm  # between two columns
_BODY = 10  # points


def pdf_bytes(pages: Pages) -> bytes:
    """The same description gives the same bytes: no date of making is in them."""
    pdfmetrics.registerFont(UnicodeCIDFont(pages.font))
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    width = (A4[0] - 2 * _MARGIN - (pages.columns - 1) * _GAP) / pages.columns
    frames = [
        Frame(_MARGIN + at * (width + _GAP), _MARGIN, width, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
        for at in range(pages.columns)
    ]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=partial(_draw_edges, pages)))
    document.build([each for block in pages.blocks for each in _flowables(block, pages.font, width)])
    return out.getvalue()


def _draw_edges(pages: Pages, canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont(pages.font, 8)
    canvas.drawString(_MARGIN, A4[1] - 12 * mm, pages.header)
    canvas.drawString(_MARGIN, 12 * mm, pages.footer)
    canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, f"- {document.page} -")


def _flowables(block: Block, font: str, width: float) -> list[Flowable]:
    text = partial(_paragraph, font=font)
    match block:
        case str():
            return [text(block)]
        case Title():
            return [text(block.title, size=16, alignment=1), Spacer(1, 4 * mm)]
        case Aside():
            return [text(block.right, alignment=2)]
        case Heading():
            return [Spacer(1, 2 * mm), text(block.h, size=14 - block.level)]
        case Bullets():
            return [text(f"・{each}", leftIndent=_BODY) for each in block.bullets]
        case Numbers():
            return [text(f"({at}) {each}", leftIndent=_BODY) for at, each in enumerate(block.numbers, start=1)]
        case Table():
            return [_grid(block, font, width), Spacer(1, 3 * mm)]
        case PageBreak():
            return [NewPage()]


def _paragraph(words: str, *, font: str, size: int = _BODY, **look: Any) -> Paragraph:
    style = ParagraphStyle(
        "text", fontName=font, fontSize=size, leading=size * 1.6, wordWrap="CJK", spaceAfter=2 * mm, **look
    )
    return Paragraph(escape(words), style)


def _grid(block: Table, font: str, width: float) -> Grid:
    """A ruled table as wide as its column of text; columns share it by their longest cells."""
    longest = [max(4, *(len(str(cell or "")) for cell in column)) for column in zip(*block.table, strict=True)]
    shares = [min(each, 24) for each in longest]
    cells = [
        [_paragraph(str(cell), font=font, size=9) if cell is not None else "" for cell in row] for row in block.table
    ]
    look: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for area in block.merge:
        left, top, right, bottom = corners(area)
        look.append(("SPAN", (left, top), (right, bottom)))
    return Grid(cells, colWidths=[width * each / sum(shares) for each in shares], style=look)

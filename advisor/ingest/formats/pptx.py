"""PowerPoint (.pptx): a page a visible slide, its title as heading, shapes from top to bottom and left to right."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Length

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import BlockKind, Document
from advisor.ingest.formats.cell_text import plain_figure
from advisor.ingest.formats.office_zip import BROKEN_PACKAGE, check_package
from advisor.ingest.grids import Cell, Row, grid_parts, kind_of
from advisor.ingest.paged import PageParts, compose_pages
from advisor.ingest.parts import Part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SAME_HEIGHT = 40  # shapes whose tops differ by less than a fortieth of the slide stand beside each other
# The same on every slide, and nothing that the slide says.
FURNITURE = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER)
BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_pptx(data: bytes, name: str) -> Document:
    """Titles, texts, tables, charts, diagrams and speaker notes; a slide with pictures only is an EMPTY page.

    Raises DocumentUnreadable: encrypted, damaged, unpacks to too much, without text.
    """
    check_package(data, name)
    try:
        show = Presentation(io.BytesIO(data))
        height = show.slide_height or Length(0)
        slides = list(enumerate(show.slides, 1))
        shown = [(number, slide) for number, slide in slides if slide.element.get("show") not in ("0", "false")]
        pages = [PageParts(number=number, parts=tuple(_slide(slide, height))) for number, slide in shown]
    except BROKEN_PACKAGE as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    made = compose_pages(pages)
    if not made.text.strip():
        raise DocumentUnreadable("document_empty", name=name)
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        text=made.text,
        pages=made.pages,
        blocks=made.blocks,
        hidden=len(slides) - len(shown),
    )


def _slide(slide: Slide, height: int) -> Iterator[Part]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield Part(kind=BlockKind.HEADING, text=" ".join(title.text_frame.text.split()), level=1)
    yield from _shapes((shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id), height)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None:
        yield from _texts(notes, listed=False)


def _shapes(shapes: Iterable[BaseShape], height: int) -> Iterator[Part]:
    for shape in _in_reading_order(shapes, height):
        if isinstance(shape, GroupShape):
            yield from _shapes(shape.shapes, height)  # what is grouped belongs together
        elif isinstance(shape, GraphicFrame):
            yield from _graphic(shape)
        elif shape.has_text_frame and not _is_placeholder(shape, FURNITURE):
            frame: TextFrame = shape.text_frame  # type: ignore[attr-defined]
            yield from _texts(frame, listed=_is_placeholder(shape, BODIES))


def _in_reading_order(shapes: Iterable[BaseShape], height: int) -> list[BaseShape]:
    """From top to bottom, those of about the same height from left to right."""
    placed = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    ordered: list[BaseShape] = []
    band: list[BaseShape] = []
    for shape in placed:
        if band and (shape.top or 0) - (band[0].top or 0) > height / SAME_HEIGHT:
            ordered += sorted(band, key=lambda shape: shape.left or 0)
            band = []
        band.append(shape)
    return ordered + sorted(band, key=lambda shape: shape.left or 0)


def _is_placeholder(shape: BaseShape, types: tuple[PP_PLACEHOLDER, ...]) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type in types


def _texts(frame: TextFrame, *, listed: bool) -> Iterator[Part]:
    """A part a paragraph. Those of a body are bullets unless there is only one."""
    paragraphs = [(paragraph, paragraph.text.replace("\v", "\n").strip()) for paragraph in frame.paragraphs]
    paragraphs = [(paragraph, text) for paragraph, text in paragraphs if text]
    for paragraph, text in paragraphs:
        bullet = paragraph.level > 0 or (listed and len(paragraphs) > 1) or _has_bullet(paragraph._p)
        kind = BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
        yield Part(kind=kind, text=text, level=paragraph.level + 1)


def _has_bullet(paragraph: Any) -> bool:
    properties = paragraph.pPr
    return properties is not None and any(
        properties.find(f"{DRAWING}{tag}") is not None for tag in ("buChar", "buAutoNum", "buBlip")
    )


def _graphic(frame: GraphicFrame) -> Iterator[Part]:
    if frame.has_table:
        rows = [Row(tuple(_cell(cell) for cell in row.cells)) for row in frame.table.rows]
        yield from grid_parts(rows, level=2, headed=bool(frame.table.first_row))
        return
    try:
        parts = list(_chart(frame.chart) if frame.has_chart else _diagram(frame))
    except BROKEN_PACKAGE:  # a kind of chart that the library does not know, a diagram whose part is missing
        return
    yield from parts


def _cell(cell: Any) -> Cell:
    text = "" if cell.is_spanned else " ".join(cell.text.split())
    across, down = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
    return Cell(text, kind_of(text), across=across, down=down)


def _chart(chart: Any) -> Iterator[Part]:
    """The figures behind a chart as a table: a row a category, a column a series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield Part(kind=BlockKind.PARAGRAPH, text=" ".join(chart.chart_title.text_frame.text.split()))
    for plot in chart.plots:
        categories = [" ".join(str(category).split()) for category in plot.categories]
        series = list(plot.series)
        if not categories or not series:
            continue  # points in a plane have no categories: nothing that reads as a table
        header = [Cell(), *(Cell(" ".join(one.name.split())) for one in series)]
        rows = [Row(tuple(header))] if any(cell.text for cell in header) else []
        for at, category in enumerate(categories):
            values = [list(one.values) for one in series]
            figures = [plain_figure(of[at]) if at < len(of) and of[at] is not None else "" for of in values]
            rows.append(Row((Cell(category), *(Cell(figure, kind_of(figure)) for figure in figures))))
        yield from grid_parts(rows, level=2, headed=True)


def _diagram(frame: GraphicFrame) -> Iterator[Part]:
    """The texts of a SmartArt diagram, which are kept in a part of their own, in the order of its outline."""
    for found in frame._element.iter(f"{DIAGRAM}relIds"):
        part = frame.part.related_part(found.get(f"{RELATIONS}dm"))
        root: Any = parse_xml(part.blob)
        for point in root.iter(f"{DIAGRAM}pt"):
            lines = (
                "".join(node.text or "" for node in line.iter(f"{DRAWING}t")) for line in point.iter(f"{DRAWING}p")
            )
            text = "\n".join(line.strip() for line in lines if line.strip())
            if text:
                yield Part(kind=BlockKind.LIST_ITEM, text=text)

"""A Word file opened: its body as values (docx_blocks), and the XML behind each of them for writing."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx import Document as open_docx
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree  # type: ignore[import-untyped]

from advisor.errors import DocumentUnreadable
from advisor.forms.docx_blocks import Block, Cell, DropDown, Grid, Paragraph
from advisor.forms.docx_numbers import Numbers
from advisor.forms.docx_styles import Styles
from advisor.forms.docx_text import ROOM, characters, control_of
from advisor.forms.docx_xml import Element, ancestors, child_of, contents, value_of, w, whole
from advisor.ingest.formats.office_zip import BROKEN_PACKAGE, check_package

_PICTURES = [w("drawing"), w("pict"), w("object")]
_LISTS = ("dropDownList", "comboBox")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_TO_CHOOSE = re.compile(
    r"[-―ー—▼\s]*(?:$|選択$|(?:アイテム|項目|ここから)?を?選(?:択|んで)|choose|select|プルダウン)", re.IGNORECASE
)
_MOST_COLUMNS = 63  # what Word allows; a span beyond it is a fault of the file


@dataclass
class WordFile:
    """The body of a file, and the XML of its paragraphs by number and of its cells by (table, row, cell).

    `part`: the name of the member that holds the body. Not a Value: it holds XML, which filling changes.
    """

    part: str
    root: Element
    styles: Styles
    blocks: tuple[Block, ...] = ()
    paragraphs: dict[int, Element] = field(default_factory=dict)
    cells: dict[tuple[int, int, int], Element] = field(default_factory=dict)
    tables: int = 0

    @property
    def body(self) -> Element:
        """The element that holds the blocks."""
        return child_of(self.root, "body")


def open_word(data: bytes, name: str) -> WordFile:
    """Open a DOCX file. Raises DocumentUnreadable: encrypted or old format, damaged, unpacks to too much."""
    check_package(data, name)
    try:
        word = open_docx(io.BytesIO(data))
        part = str(word.part.partname).lstrip("/")
        related = {relation.reltype: relation for relation in word.part.rels.values() if not relation.is_external}
        numbering = related.get(RELATIONSHIP_TYPE.NUMBERING)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            root = etree.fromstring(packed.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
        styles = Styles.of(word.styles.element if RELATIONSHIP_TYPE.STYLES in related else None)
        file = WordFile(part=part, root=root, styles=styles)
        numbers = Numbers(numbering.target_part.element if numbering is not None else None, styles)
        file.blocks = tuple(_blocks(file.body, file, numbers))
    except BROKEN_PACKAGE as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    return file


def _blocks(parent: Element, file: WordFile, numbers: Numbers) -> Iterator[Block]:
    for child in contents(parent):
        if child.tag == w("p"):
            yield _paragraph(child, file, numbers)
        elif child.tag == w("tbl"):
            yield _grid(child, file, numbers)


def _paragraph(element: Element, file: WordFile, numbers: Numbers) -> Paragraph:
    number = len(file.paragraphs) + 1
    file.paragraphs[number] = element
    shown = characters(element)
    styles = file.styles
    return Paragraph(
        number=number,
        text="".join(character.shown for character in shown),
        auto=numbers.next(element),
        level=styles.heading_level(element),
        align=styles.align(element),
        bold=styles.is_bold(element),
        title=styles.is_title(element),
        fixed=_is_fixed(element) or styles.in_contents(element) or _in_contents_control(element),
        tinted=styles.is_tinted(element),
        alias=next((alias for _, alias in _controls(element) if alias), ""),
        lists=tuple(_drop_downs(element)),
    )


def _is_fixed(paragraph: Element) -> bool:
    if child_of(paragraph, "pPr", "sectPr") is not None or any(True for _ in paragraph.iter(_MATHS, *_PICTURES)):
        return True
    return any(mark.get(w("type")) in ("page", "column") for mark in paragraph.iter(w("br")))


def _in_contents_control(paragraph: Element) -> bool:
    galleries = (value_of(sdt, "sdtPr", "docPartObj", "docPartGallery") for sdt in ancestors(paragraph, "sdt"))
    return any(gallery == "Table of Contents" for gallery in galleries)


def _controls(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The properties of the content controls in or round the paragraph alone, each with its name."""
    for sdt in (*paragraph.iter(w("sdt")), *ancestors(paragraph, "sdt")):
        properties = child_of(sdt, "sdtPr")
        if properties is not None and len(list(sdt.iter(w("p")))) <= 1:
            yield properties, value_of(properties, "alias") or ""


def _drop_downs(paragraph: Element) -> Iterator[DropDown]:
    """The lists to choose from, each with the span of what it shows at present."""
    shown = characters(paragraph)
    at = 0
    while at < len(shown):
        holder = drop_down_of(shown[at].element)
        end = at + 1
        while holder is not None and end < len(shown) and drop_down_of(shown[end].element) is holder:
            end += 1
        if holder is not None and (options := tuple(shown_option for shown_option, _ in list_entries(holder))):
            yield DropDown(start=at, end=end, options=options)
        at = end


def drop_down_of(element: Element) -> Element | None:
    """The list to choose from that `element` shows an entry of: of a content control or a form field."""
    if element.tag == w("ddList"):
        return element
    properties = control_of(element)
    if properties is None:
        return None
    return next((found for name in _LISTS if (found := child_of(properties, name)) is not None), None)


def list_entries(holder: Element) -> list[tuple[str, str]]:
    """What a list offers: the words shown and the value kept; without the entry that only says to choose."""
    if holder.tag == w("ddList"):
        values = [entry.get(w("val"), "") for entry in holder.findall(w("listEntry"))]
        return [(value, value) for value in values if value.strip(f" 　{ROOM}") and not _TO_CHOOSE.match(value)]
    entries = [(item.get(w("displayText"), ""), item.get(w("value"), "")) for item in holder.findall(w("listItem"))]
    return [(shown or value, value) for shown, value in entries if value and not _TO_CHOOSE.match(shown or value)]


def _grid(element: Element, file: WordFile, numbers: Numbers) -> Grid:
    file.tables += 1
    table = file.tables
    rows = [row for row in contents(element) if row.tag == w("tr")]
    cells: list[Cell] = []
    open_cells: dict[int, int] = {}  # where a cell goes on to the next row: its left edge, its index in `cells`
    for at, row in enumerate(rows):
        left = whole(value_of(row, "trPr", "gridBefore"))
        going_on: dict[int, int] = {}
        for position, tc in enumerate((c for c in contents(row) if c.tag == w("tc")), start=1):
            width = max(1, min(whole(value_of(tc, "tcPr", "gridSpan"), 1), _MOST_COLUMNS))
            merge = child_of(tc, "tcPr", "vMerge")
            goes_on = merge is not None and merge.get(w("val"), "continue") != "restart"
            file.cells[(table, at + 1, position)] = tc
            blocks = tuple(_blocks(tc, file, numbers))
            if goes_on and left in open_cells:
                index = open_cells[left]
                cells[index] = cells[index].model_copy(update={"height": at - cells[index].top + 1})
            else:
                index = len(cells)
                spot = {"table": table, "row": at + 1, "cell": position, "top": at, "left": left}
                cells.append(Cell(**spot, height=1, width=width, blocks=blocks))
            if merge is not None:
                going_on[left] = index
            left += width
        open_cells = going_on
    heading_rows = 0
    while heading_rows < len(rows) and child_of(rows[heading_rows], "trPr", "tblHeader") is not None:
        heading_rows += 1
    return Grid(
        number=table,
        rows=len(rows),
        columns=max((cell.left + cell.width for cell in cells), default=0),
        cells=tuple(cells),
        heading_rows=heading_rows,
        row_heights=tuple(whole(value_of(row, "trPr", "trHeight")) for row in rows),
    )

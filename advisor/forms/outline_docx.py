"""An outline with its answers as a Word file: A4, headings, what is asked, the answer. Pure: bytes from values."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx import Document as new_docx
from docx.document import Document as Word
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from advisor.forms.boxes import TICKED
from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind
from advisor.forms.packing import stable_zip
from advisor.forms.printable import marked_blank, pieces, printable
from advisor.messages import Language, say

LATIN_FONT, JAPANESE_FONT = "Yu Gothic", "游ゴシック"
_EMPTY_BOX = "□"
_INK, _QUIET, _WARNING = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x59, 0x59, 0x59), RGBColor(0xB0, 0x00, 0x20)
_NOTICE_SHADE, _FACE_SHADE = "F2F2F2", "FDECEE"
_SIZES = {"Title": 20.0, "Heading 1": 15.0, "Heading 2": 12.5, "Heading 3": 11.0, "Heading 4": 10.5}
_DEEPEST = 4
_NO_TIME = datetime(1980, 1, 1)  # the same form gives the same bytes
_A4_WIDTH, _A4_HEIGHT, _MARGIN = Mm(210), Mm(297), Mm(22)


def outline_docx(form: Form, filling: Filling) -> bytes:
    """The file. An item without an answer has a marked blank; the form's notice and the face stand at the top."""
    word = new_docx()
    _set_page(word)
    _set_styles(word)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = printable(form.title), "", ""
    properties.created = properties.modified = _NO_TIME
    word.add_paragraph(printable(form.title), style="Title")
    if form.notice is not None:
        _boxed(word, printable(form.notice.said(filling.language)), _INK, _NOTICE_SHADE)
    if filling.face.strip():
        _boxed(word, printable(filling.face.strip()), _WARNING, _FACE_SHADE)
    path: tuple[str, ...] = ()
    for item in form.items:
        for depth in _new_headings(path, item.path):
            _heading(word, item.path[depth], depth + 1)
        path = item.path
        _heading(word, f"{item.number} {item.label}".strip(), len(path) + 1)
        _asked(word, item, filling.language)
        _answer(word, item, filling.answers.get(item.id, Filled()), filling.language)
    written = io.BytesIO()
    word.save(written)
    return stable_zip(written.getvalue())


def _new_headings(before: tuple[str, ...], path: tuple[str, ...]) -> Iterator[int]:
    """The depths of `path` whose headings the item before did not stand under."""
    return (depth for depth in range(len(path)) if path[: depth + 1] != before[: depth + 1])


def _heading(word: Word, text: str, level: int) -> None:
    word.add_paragraph(printable(text), style=f"Heading {min(level, _DEEPEST)}")


def _asked(word: Word, item: FormItem, language: Language) -> None:
    limit = say("outline.limit", language, limit=item.limit_chars) if item.limit_chars is not None else ""
    said = "\n".join(part for part in (item.instruction, limit) if part)
    if said:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, printable(say("outline.requirement", language, text=said)), size=9.5, colour=_QUIET)


def _answer(word: Word, item: FormItem, filled: Filled, language: Language) -> None:
    if item.kind is ItemKind.CHOICE:
        boxes = "　　".join(f"{TICKED if option in filled.chosen else _EMPTY_BOX} {option}" for option in item.options)
        _run(word.add_paragraph(), printable(boxes))
    is_open = not filled.text.strip() and not filled.chosen
    text = marked_blank(language) if is_open else printable(filled.text).strip()
    for line in text.split("\n") if text else ():
        paragraph = word.add_paragraph()
        for words, is_blank in pieces(line):
            _run(paragraph, words, marked=is_blank)
    if item.kind is ItemKind.TEXT and item.limit_chars is not None and filled.text.strip():
        length = say("outline.length", language, length=len(filled.text), limit=item.limit_chars)
        over = len(filled.text) > item.limit_chars
        _run(word.add_paragraph(), length, size=9.0, colour=_WARNING if over else _QUIET, bold=over)


def _boxed(word: Word, text: str, colour: RGBColor, shade: str) -> None:
    """A bold paragraph on a shaded ground with a line around it."""
    paragraph = word.add_paragraph()
    _run(paragraph, text, colour=colour, bold=True)
    properties: Any = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", str(colour))):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
        shading.set(qn(f"w:{key}"), value)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(shading, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float | None = None,
    colour: RGBColor | None = None,
    bold: bool = False,
    marked: bool = False,
) -> None:
    run = paragraph.add_run(text)
    run.bold = True if bold or marked else None
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _set_page(word: Word) -> None:
    for section in word.sections:
        section.page_width, section.page_height = _A4_WIDTH, _A4_HEIGHT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _set_styles(word: Word) -> None:
    normal = word.styles["Normal"]
    _set_font(normal)
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.25
    for name, size in _SIZES.items():
        style = word.styles[name]
        _set_font(style)
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.font.color.rgb = _INK
        style.paragraph_format.space_before = Pt(0 if name == "Title" else 14 if name == "Heading 1" else 10)
        style.paragraph_format.space_after = Pt(10 if name == "Title" else 4)
        style.paragraph_format.keep_with_next = True
    borders = word.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _set_font(style: Any) -> None:
    """Latin and Japanese font of a style; the theme's fonts would go before them."""
    style.font.name = LATIN_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    fonts.set(qn("w:eastAsia"), JAPANESE_FONT)

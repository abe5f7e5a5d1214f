"""A description into a Word file: headings by style, lists, tables with merged cells, header and footer."""

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from evals.drafting.areas import corners
from evals.drafting.sets import Aside, Block, Bullets, Heading, Numbers, PageBreak, Pages, Table, Title


def docx_bytes(pages: Pages) -> bytes:
    word = Document()
    section = word.sections[0]
    section.header.paragraphs[0].text = pages.header
    section.footer.paragraphs[0].text = pages.footer
    for block in pages.blocks:
        _add(word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _add(word: Word, block: Block) -> None:
    match block:
        case str():
            word.add_paragraph(block)
        case Title():
            word.add_paragraph(block.title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
        case Aside():
            word.add_paragraph(block.right).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case Heading():
            word.add_heading(block.h, level=block.level)
        case Bullets():
            for each in block.bullets:
                word.add_paragraph(each, style="List Bullet")
        case Numbers():
            for each in block.numbers:
                word.add_paragraph(each, style="List Number")
        case Table():
            _add_table(word, block)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_table(word: Word, block: Table) -> None:
    table = word.add_table(rows=len(block.table), cols=len(block.table[0]), style="Table Grid")
    for row, cells in zip(table.rows, block.table, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = "" if text is None else str(text)
    for area in block.merge:
        left, top, right, bottom = corners(area)
        first, last = table.cell(top, left), table.cell(bottom, right)
        text = first.text
        first.merge(last).text = text  # merging joins the texts of all cells, with empty lines for empty ones
    word.add_paragraph("")

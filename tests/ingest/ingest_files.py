"""Files of every format, made by the libraries that people's tools use."""

import io
import zipfile
from pathlib import Path

from docx import Document as new_docx
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HeiseiKakuGo-W5"


def pdf_bytes(pages: list[list[str]]) -> bytes:
    """A PDF with one line of text below the other; a page without lines gets a filled box."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out)
    for lines in pages:
        canvas.setFont(FONT, 11)
        for at, line in enumerate(lines):
            canvas.drawString(50, 780 - 18 * at, line)
        if not lines:
            canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def save_docx(path: Path, *, styles: bool) -> None:
    """A call as a Word file: a heading, text, a list and a table; headings by style or only by look."""
    word = new_docx()
    for number, (title, text) in enumerate(
        [("(対象)", "大学が申請できます。"), ("(公募期間)", "8月27日12時必着です。")]
    ):
        word.add_heading(title, level=1) if styles else word.add_paragraph(title)
        word.add_paragraph(text)
        if number == 0:
            word.add_paragraph("国立大学法人", style="List Bullet")
            word.add_paragraph("高等専門学校", style="List Bullet")
    table = word.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, [("事業名", "連絡先"), ("支援事業", "03-1234-5678"), ("整備事業", "")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    word.save(str(path))


def bomb_docx() -> bytes:
    """A small zip that unpacks to 300 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("word/document.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * 1_000_000)
    return out.getvalue()

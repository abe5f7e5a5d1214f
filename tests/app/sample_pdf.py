"""A two-page PDF in Japanese as a source; one sentence stands on both pages, twice on the second."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from advisor.answering.models import Source
from advisor.ingest.document import IngestReport, Page, Passage
from advisor.knowledge import SourceDocument

PDF_ID = "sample-pdf"
TWICE = "公募期間は検討中です。"
PAGES = (f"第8回公募の案内です。\n{TWICE}", f"{TWICE}\n締切は未定です。\n{TWICE}")


def make_pdf_source(folder: Path) -> SourceDocument:
    """The PDF, written into `folder`."""
    path = folder / "sample.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    canvas = Canvas(str(path), pagesize=A4)
    for page in PAGES:
        canvas.setFont("HeiseiKakuGo-W5", 14)
        for i, line in enumerate(page.splitlines()):
            canvas.drawString(72, 750 - 40 * i, line)
        canvas.showPage()
    canvas.save()
    text = "\n\n".join(PAGES)
    second = len(PAGES[0]) + 2
    info = {"id": PDF_ID, "title": "第8回 案内", "issuer": "試験", "issued_on": "2026-01-01", "kind": "guidelines"}
    return SourceDocument(
        info=Source(**info),
        path=path,
        media_type="application/pdf",
        text=text,
        pages=(Page(number=1, start=0, end=second), Page(number=2, start=second, end=len(text))),
        passages=(Passage(start=0, end=11, text=text[:11], page=1),),
        report=IngestReport(name=path.name, pages=2, passages=1, tables=0, characters=len(text)),
    )

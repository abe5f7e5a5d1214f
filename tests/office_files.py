"""Sheets, slides and Word files of an invented hub (架空), made by the libraries that people's tools use."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from docx import Document as new_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml as parse_pptx
from pptx.util import Cm

DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "78da63f8cfc0000003010100f7034149" + "0000000049454e44ae426082"
)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Workbook:
    """A workbook with these rows on each sheet, from A1 on."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


def results_book() -> bytes:
    """Two tables on one sheet: a title and a unit above, merged header cells, one cell over two years; then a form."""
    book = book_of(
        {
            "実績": [
                ["架空大学 産学連携の実績"],
                ["(単位:件)"],
                ["区分", "年度", "件数", None],
                [None, None, "共同研究", "受託研究"],
                ["国内", 2022, 42.0, 7],
                [None, 2023, 51, 8],
                ["国外", 2023, 3, 1],
                ["※国外には共著論文を含まない。"],
                [],
                ["担当者名", "所属", "役割"],
                ["架空太郎", "産学連携本部", "統括"],
            ]
        }
    )
    sheet = book["実績"]
    for ref in ("A1:D1", "A3:A4", "B3:B4", "C3:D3", "A5:A6"):
        sheet.merge_cells(ref)
    form = book.create_sheet("概要")
    for at, (label, value) in enumerate([("拠点名", "架空オープンイノベーション拠点"), ("代表者", "架空花子")], 1):
        form.cell(at, 2, label).fill = PatternFill("solid", fgColor="DDEBF7")
        form.cell(at, 5, value)
    return saved(book)


SHOWN = [
    (1234567, "General", "1234567"),
    (1234567, "#,##0", "1,234,567"),
    (42.0, "General", "42"),
    (0.1 + 0.2, "General", "0.3"),
    (0.35, "0%", "35%"),
    (0.123, "0.0%", "12.3%"),
    (-5, '#,##0;"△"#,##0', "△5"),
    (3, '0"社"', "3社"),
    (5, 'General"件"', "5件"),
    (2_500_000, '#,##0,"千円"', "2,500千円"),
    (1500, "[$¥-411]#,##0", "¥1,500"),
    (1.5, "# ?/?", "1.5"),
    (1e30, "#,##0.00", "1" + "0" * 30),
    (2, "0." + "0" * 40, "2"),
    (9e14 + 0.5, "#,##0.0000%", "90,000,000,000,000,050.0000%"),
    (0, "#,##0;-#,##0;-", "-"),
    (datetime(2024, 4, 1), "mm-dd-yy", "2024-04-01"),
    (date(2024, 4, 1), 'yyyy"年"m"月"d"日"', "2024-04-01"),
    (datetime(2024, 4, 1), 'yyyy"年"m"月"', "2024年4月"),
    (datetime(2024, 4, 1), 'yyyy"年度"', "2024年度"),
    (datetime(2024, 4, 1), '[$-411]ggge"年"m"月"d"日"', "2024-04-01"),
    (45383, '[$-411]ggge"年度"', "2024年度"),
    (datetime(2024, 4, 1, 13, 5), "yyyy/m/d h:mm", "2024-04-01 13:05"),
    (time(9, 30), "h:mm", "09:30"),
    (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    (True, "General", "TRUE"),
    ("改行\nと_x000D_印", "General", "改行 と 印"),
]


def formats_book() -> bytes:
    """A row for each of SHOWN: its number, and the value in its format."""
    book = book_of({"値": [["番号", "値"]]})
    for at, (value, code, _) in enumerate(SHOWN, 2):
        book["値"].cell(at, 1, f"項{at}")
        cell = book["値"].cell(at, 2, value)
        cell.number_format = code
    return saved(book)


def patched(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The package with `old` in one of its parts replaced by `new`, as another program would have written it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(info.filename, content)
    return out.getvalue()


def deck() -> bytes:
    """Four slides: boxes out of order with notes, a table with a chart, a picture, and a hidden one."""
    show = Presentation()
    blank = show.slide_layouts[5]
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "架空拠点の\v強み"
    first.placeholders[1].text = "地域の企業と組む\n海外の大学と組む"
    for left, top, text in [(12, 16.1, "右下"), (2, 16, "左下"), (2, 13, "上")]:
        first.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(1)).text_frame.text = text
    group = first.shapes.add_group_shape()
    group.shapes.add_textbox(Cm(2), Cm(18), Cm(5), Cm(1)).text_frame.text = "組の中"
    first.notes_slide.notes_text_frame.text = "発表者の補足です。"
    second = show.slides.add_slide(blank)
    second.shapes.title.text = "実績"
    table = second.shapes.add_table(3, 3, Cm(2), Cm(5), Cm(15), Cm(3)).table
    for row, cells in zip(
        table.rows, [("区分", "件数", "額"), ("共同研究", "42", "1.2億円"), ("", "7", "")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("企業数", (12, 15))
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(9), Cm(10), Cm(6), data)
    show.slides.add_slide(show.slide_layouts[6]).shapes.add_picture(io.BytesIO(PICTURE), 0, 0)
    hidden = show.slides.add_slide(blank)
    hidden.shapes.title.text = "隠しスライド"
    hidden.element.set("show", "0")
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def diagram_deck() -> bytes:
    """A slide with a SmartArt diagram, whose texts stand in a part of their own."""
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    spaces = nsdecls_of("a", "dgm", "p", "r")
    points = "".join(
        f'<dgm:pt modelId="{at}"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{text[0]}</a:t></a:r><a:r><a:t>{text[1:]}</a:t></a:r>'
        "</a:p></dgm:t></dgm:pt>"
        for at, text in enumerate(["大学の知", "企業の力"])
    )
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        show.part.package,
        f"<dgm:dataModel {spaces}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>".encode(),
    )
    related = slide.part.relate_to(part, f"{RELATIONSHIPS}/diagramData")
    slide.shapes._spTree.append(
        parse_pptx(
            f'<p:graphicFrame {spaces}><p:nvGraphicFramePr><p:cNvPr id="4" name="d"/><p:cNvGraphicFramePr/><p:nvPr/>'
            '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData '
            f'uri="{DRAWINGML}/diagram"><dgm:relIds r:dm="{related}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )
    )
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def nsdecls_of(*prefixes: str) -> str:
    uris = {
        "a": f"{DRAWINGML}/main",
        "dgm": f"{DRAWINGML}/diagram",
        "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
        "r": RELATIONSHIPS,
    }
    return " ".join(f'xmlns:{prefix}="{uris[prefix]}"' for prefix in prefixes)


def form_docx() -> bytes:
    """A Word file with what python-docx leaves out: a content control, a text box, an insertion, a deletion, ruby."""
    word = new_docx()
    names = nsdecls("w")
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{}'
        "</mc:AlternateContent></w:r>"
    )
    inside = "<w:txbxContent><w:p><w:r><w:t>枠の中</w:t></w:r></w:p></w:txbxContent>"
    both = box.format(f'<mc:Choice Requires="wps">{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>')
    for xml in (
        f"<w:p {names}><w:r><w:t>本文</w:t></w:r><w:ins w:id='1'><w:r><w:t>と追記</w:t></w:r></w:ins>"
        f"<w:del w:id='2'><w:r><w:delText>消した</w:delText></w:r></w:del>{both}</w:p>",
        f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>欄の中</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p {names}><w:r><w:ruby><w:rt><w:r><w:t>かくう</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>架空</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    ):
        word.element.body.insert(len(word.element.body) - 1, parse_xml(xml))
    table = word.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "外"
    table.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = "内"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def bold(book: Workbook, sheet: str, row: int) -> None:
    for cell in book[sheet][row]:
        cell.font = Font(bold=True)

"""Forms as Japanese offices send them, as bytes. All of them are fictional (架空・テスト用)."""

import io
import re
import struct
import zipfile
import zlib
from functools import cache

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
INLINE = re.compile(r'(<c [^>]*?)t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="FFDDEBF7")
WRAP = Alignment(wrap_text=True, vertical="top")


@cache
def application_form() -> bytes:
    """An application on squared paper (方眼紙): narrow columns, all fields merged; a picture, a chart, an example."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "申請書"
    for column in range(1, 41):
        sheet.column_dimensions[get_column_letter(column)].width = 2.6
    sheet["A1"] = "様式第1号(架空・テスト用)"
    merged(sheet, "A2:AN3", "架空地域イノベーション拠点 選抜申請書", size=18, bold=True)
    merged(sheet, "AC4:AN4", "令和　　年　　月　　日")
    sheet["A6"] = "１．申請者の概要"
    field(sheet, "A7:C12", "申\n請\n者", fill=True)
    for row, label in enumerate(("機関名", "所在地", "代表者の役職・氏名"), start=7):
        field(sheet, f"D{row}:K{row}", label, fill=True)
        field(sheet, f"L{row}:AN{row}")
    field(sheet, "D10:K10", "拠点名", fill=True)
    field(sheet, "L10:AN10", "（記入例）架空先端材料イノベーションセンター")
    field(sheet, "D11:K11", "電話番号", fill=True)
    field(sheet, "L11:T11")
    field(sheet, "U11:AA11", "E-mail", fill=True)
    field(sheet, "AB11:AN11")
    field(sheet, "D12:K12", "設立年月日", fill=True)
    field(sheet, "L12:AN12", "平成・令和　　年　　月　　日")
    field(sheet, "A13:K13", "申請する類型", fill=True)
    field(sheet, "L13:AN13", "□ 国際展開型　　□ 地域貢献型")
    sheet["A15"] = "２．拠点の構想"
    field(sheet, "A16:AN16", "(1) 拠点のビジョンと目的（400字以内）", fill=True)
    field(sheet, "A17:AN24")
    field(sheet, "A25:K25", "(2) 財政基盤", fill=True)
    field(sheet, "L25:AN25", "※ 収入の内訳を含めて、800字以内で記載してください。")
    field(sheet, "A26:AN33")
    sheet["A35"] = "３．共同研究の実績"
    for area, head in (("A36:J36", "区分"), ("K36:T36", "2023年度"), ("U36:AD36", "2024年度"), ("AE36:AN36", "合計")):
        field(sheet, area, head, fill=True)
    for row, label in ((37, "件数"), (38, "受入額(千円)")):
        field(sheet, f"A{row}:J{row}", label, fill=True)
        field(sheet, f"K{row}:T{row}")
        field(sheet, f"U{row}:AD{row}")
        field(sheet, f"AE{row}:AN{row}", f"=K{row}+U{row}")
    sheet["A40"] = "４．参画機関"
    for area, head in (("A41:C41", "No."), ("D41:R41", "機関名"), ("S41:AD41", "役割"), ("AE41:AN41", "備考")):
        field(sheet, area, head, fill=True)
    for row in range(42, 46):
        field(sheet, f"A{row}:C{row}", row - 41)
        for area in (f"D{row}:R{row}", f"S{row}:AD{row}", f"AE{row}:AN{row}"):
            field(sheet, area)
    field(sheet, "A47:K47", "※事務局使用欄", fill=True)
    field(sheet, "L47:AN47")
    sheet.row_dimensions[50].hidden = True
    field(sheet, "A50:K50", "非表示の項目")
    field(sheet, "L50:AN50")
    sheet.add_image(picture(), "AK1")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=11, max_col=21, min_row=37, max_row=37))
    sheet.add_chart(chart, "A60")
    guide = book.create_sheet("記入要領")
    for row, line in enumerate(
        ("記入要領(架空・テスト用)", "1. 申請書は日本語で記入してください。", "2. 文字数は空白を含みます。"), start=1
    ):
        guide.cell(row, 1, line)
    hidden = book.create_sheet("リスト")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "機関名"
    return with_shared_strings(saved(book))


@cache
def check_sheet() -> bytes:
    """A check sheet: boxes in cells, boxes in one cell, a drop-down list, a list on another sheet, marks to be set."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "チェックシート"
    for letter, width in zip("ABCDEF", (5, 60, 10, 10, 12, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    merged(sheet, "A1:F1", "体制整備チェックシート(架空・テスト用)", size=16, bold=True)
    sheet["A3"] = "１．体制"
    header(sheet, 4, ("No.", "確認事項", "はい", "いいえ", "備考"))
    for row, question in ((5, "産学連携を担う本部機能があるか。"), (6, "秘密保持の規程を定めているか。")):
        line(sheet, row, (row - 4, question, "□", "□", None))
    sheet["A8"] = "２．契約"
    header(sheet, 9, ("No.", "確認事項", "回答", "根拠資料"))
    answers = ("□はい　□いいえ", None, None)
    for row, answer in enumerate(answers, start=10):
        line(sheet, row, (row - 9, f"契約の確認事項その{row - 9}を満たしているか。", answer, None))
    listed = DataValidation(type="list", formula1='"はい,いいえ,不明"', allow_blank=True)
    listed.add("C11")
    elsewhere = DataValidation(type="list", formula1="選択肢!$A$1:$A$3", allow_blank=True)
    elsewhere.add("C12")
    sheet.add_data_validation(listed)
    sheet.add_data_validation(elsewhere)
    sheet["A14"] = "３．安全保障"
    header(sheet, 15, ("No.", "確認事項", "該当", "非該当"))
    line(sheet, 16, (1, "安全保障貿易管理の責任者を置いている。", None, None))
    options = book.create_sheet("選択肢")
    for row, word in enumerate(("整備済み", "整備中", "未整備"), start=1):
        options.cell(row, 1, word)
    return with_shared_strings(saved(book))


@cache
def plain_form() -> bytes:
    """A form without any line or colour: labels in one column, answers beside them."""
    book = Workbook()
    sheet = book.worksheets[0]
    rows = (
        ("架空拠点 概要調書(架空・テスト用)",),
        (),
        ("1. 申請者",),
        ("機関名",),
        ("代表者氏名",),
        ("2. 取組の概要（200字以内）",),
        ("3. 今後の計画（300字以内）",),
    )
    for row in rows:
        sheet.append(row)
    return saved(book)


def merged(sheet: Worksheet, area: str, text: object = None, *, size: float = 11, bold: bool = False) -> None:
    """Merge cells and write into them."""
    sheet.merge_cells(area)
    cell = sheet[area.partition(":")[0]]
    cell.value, cell.font, cell.alignment = text, Font(size=size, bold=bold), WRAP


def field(sheet: Worksheet, area: str, text: object = None, *, fill: bool = False) -> None:
    """A merged area with a frame."""
    for row in sheet[area]:
        for cell in row:
            cell.border = FRAME
            if fill:
                cell.fill = HEAD
    merged(sheet, area, text)


def header(sheet: Worksheet, row: int, heads: tuple[str, ...]) -> None:
    """A row of heads with frames."""
    line(sheet, row, heads)
    for cell in sheet[row][: len(heads)]:
        cell.fill, cell.font = HEAD, Font(bold=True)


def line(sheet: Worksheet, row: int, values: tuple[object, ...]) -> None:
    """A row of framed cells."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.border, cell.alignment = FRAME, WRAP


def picture() -> Image:
    """A picture of one grey dot."""
    raw = zlib.compress(b"\x00\x80")
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", raw), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return Image(io.BytesIO(png))


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_shared_strings(data: bytes) -> bytes:
    """The workbook with its texts in one table, as Excel saves them; openpyxl writes them into the cells."""
    table: list[str] = []

    def shared(found: re.Match[str]) -> str:
        text = f"<si>{found[2]}</si>"
        if text not in table:
            table.append(text)
        return f'{found[1]}t="s"><v>{table.index(text)}</v></c>'

    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as repacked:
        for name in packed.namelist():
            content = packed.read(name).decode("utf-8", "surrogateescape")
            if name.startswith("xl/worksheets/sheet"):
                content = INLINE.sub(shared, content)
            elif name == "[Content_Types].xml":
                override = (
                    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{MAIN}.sharedStrings+xml"/></Types>'
                )
                content = content.replace("</Types>", override)
            elif name == "xl/_rels/workbook.xml.rels":
                link = f'<Relationship Id="rIdShared" Type="{LINK}/sharedStrings" Target="sharedStrings.xml"/>'
                content = content.replace("</Relationships>", f"{link}</Relationships>")
            repacked.writestr(name, content.encode("utf-8", "surrogateescape"))
        repacked.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SPACE}">{"".join(table)}</sst>')
    return written.getvalue()

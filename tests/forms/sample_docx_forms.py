"""Fictional forms (架空・テスト用) as Word files, built like those that Japanese ministries send out.

Each function gives the bytes of a file. No real form is copied.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.table import Table

FICTIONAL = "（架空・テスト用）"
_FONT = "MS Mincho"


def saved(word: Word) -> bytes:
    """The file as bytes."""
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def application_form() -> bytes:
    """A title page, a table of the applicant, nested numbering with limits, a table of figures, blanks in lines."""
    word = _empty()
    word.sections[0].header.paragraphs[0].text = f"架空省 拠点選抜事業 {FICTIONAL}"
    word.sections[0].footer.paragraphs[0].text = "受付番号：＿＿＿＿"
    right = word.add_paragraph("令和　年　月　日")
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.add_paragraph("架空省　産業技術局長　殿")
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("架空イノベーション拠点　申請用紙").bold = True
    word.add_paragraph("")
    word.add_paragraph("記入上の注意")
    word.add_paragraph("１．申請書は日本語で、10.5ポイント以上の文字で記載してください。")
    word.add_paragraph("２．枠の大きさは変えても構いませんが、字数の上限を守ってください。")
    word.add_paragraph("")
    word.add_paragraph("１．申請者の概要")
    _applicant_table(word)
    word.add_paragraph("")
    word.add_paragraph("２．拠点の概要(400字以内)")
    word.add_paragraph("")
    word.add_paragraph("")
    word.add_paragraph("３．拠点の計画")
    word.add_paragraph("（１）産学連携の体制")
    word.add_paragraph("※専任スタッフの人数を含めて記載してください。")
    word.add_paragraph("")
    word.add_paragraph("（２）知財の管理")
    word.add_paragraph("ア　知財の管理体制について、規程の有無を含め800文字程度で記述してください。")
    word.add_paragraph("イ　ライセンスの実績")
    word.add_paragraph("（直近3年間、四百字以内）")
    word.add_paragraph("（３）共同研究の実績")
    _figures_table(word)
    word.add_paragraph("４．将来の構想（２００～６００字）")
    frame = word.add_table(rows=1, cols=1, style="Table Grid")
    frame.cell(0, 0).paragraphs[0].add_run("（記入例）○○分野の企業と連携し、…").font.color.rgb = RGBColor(128, 128, 128)
    word.add_paragraph("５．類型（該当するもの一つにチェックしてください）")
    word.add_paragraph("□国際展開型　□地域貢献型")
    word.add_paragraph("６．連絡先")
    word.add_paragraph("担当者氏名：＿＿＿＿＿＿　役職：＿＿＿＿＿＿")
    word.add_paragraph("電話番号（　　　　　　　　）")
    word.add_paragraph("E-mail：")
    return saved(word)


def check_sheet() -> bytes:
    """A check sheet: boxes in columns, boxes in one cell, a box before a statement, remarks."""
    word = _empty()
    word.add_paragraph("産学官連携の体制整備に関するチェックシート" + FICTIONAL).alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph("該当する欄の□を☑にしてください。")
    table = word.add_table(rows=1, cols=6, style="Table Grid")
    _row(table, 0, ["No.", "確認事項", "はい", "いいえ", "不明", "備考・根拠"])
    _span(table, ["Ⅰ　体制"])
    _add(table, ["1", "産学連携の本部組織を置いている。", "□", "□", "□", ""])
    _add(table, ["2", "専任の担当者を配置している。", "□", "□", "□", ""])
    _span(table, ["Ⅱ　規程"])
    _add(table, ["3", "知的財産の取扱規程を定めている。", "□", "□", "□", "（規程名と施行日）"])
    word.add_paragraph("")
    word.add_paragraph("２　取組の状況")
    table = word.add_table(rows=1, cols=3, style="Table Grid")
    _row(table, 0, ["質問", "回答", "具体的内容"])
    _add(table, ["(1) クロスアポイントメント制度を利用していますか。", "□はい　□いいえ", ""])
    _add(table, ["(2) 営業秘密の管理方針を定めていますか。", "□はい　□いいえ　□検討中", ""])
    word.add_paragraph("")
    word.add_paragraph("３　提出前の確認")
    table = word.add_table(rows=1, cols=2, style="Table Grid")
    _row(table, 0, ["チェック", "項目"])
    _add(table, ["□", "体制図を添付した。"])
    _add(table, ["□", "規程の写しを添付した。"])
    word.add_paragraph("□ 記載した内容に相違ありません。")
    return saved(word)


def messy_form() -> bytes:
    """Merged cells both ways, a nested table, content controls, form fields, automatic numbers, symbol boxes."""
    word = _empty()
    word.add_heading("架空大学連携拠点 調書" + FICTIONAL, level=0)
    table = word.add_table(rows=4, cols=5, style="Table Grid")
    _row(table, 0, ["代表者", "役職", "", "氏名", ""])
    _row(table, 1, ["", "所属", "", "電話", "　　　－　　　－"])
    table.cell(0, 0).merge(table.cell(1, 0))
    _row(table, 2, ["拠点の所在地", "〒", "", "", ""])
    table.cell(2, 1).merge(table.cell(2, 4))
    _row(table, 3, ["専任者数", "　　　名", "", "設置年月日", "令和　年　月　日"])
    table.cell(3, 1).merge(table.cell(3, 2))
    word.add_heading("実施体制", level=1)
    outer = word.add_table(rows=2, cols=1, style="Table Grid")
    outer.cell(0, 0).text = "（１）連携企業の一覧"
    inner = outer.cell(0, 0).add_table(rows=3, cols=3)
    _row(inner, 0, ["企業名", "業種", "役割"])
    outer.cell(1, 0).text = "（２）体制の特色（最大300字）"
    outer.cell(1, 0).add_paragraph("")
    outer.cell(1, 0).add_paragraph("")
    word.add_heading("計画", level=1)
    _numbered(word, "研究開発の目標", level=0)
    word.add_paragraph("")
    _numbered(word, "目標の達成時期", level=0)
    _control(word, "<w:text/>", "クリックまたはタップしてテキストを入力してください。")
    _numbered(word, "支援の希望", level=0)
    _control(
        word,
        '<w:dropDownList><w:listItem w:displayText="アイテムを選択してください。" w:value=""/>'
        '<w:listItem w:displayText="希望する" w:value="1"/><w:listItem w:displayText="希望しない" w:value="2"/>'
        "</w:dropDownList>",
        "アイテムを選択してください。",
    )
    _numbered(word, "公表の可否", level=0)
    _checkboxes(word, ["可", "否"])
    _numbered(word, "窓口の名称", level=0)
    _form_field(word)
    _numbered(word, "添付の有無", level=0)
    _symbol_boxes(word, ["有", "無"])
    return saved(word)


def long_form() -> bytes:
    """The application form with explanations round it: what is said to the applicant is no item."""
    word = _empty()
    word.add_paragraph("本事業は、架空の制度です。" * 20)
    for number in range(1, 4):
        word.add_heading(f"第{number}　取組の方針", level=1)
        word.add_paragraph("この章では、拠点の考え方を自由に述べてください。図表も使えます。")
        word.add_paragraph("")
    return saved(word)


def _empty() -> Word:
    word = Document()
    style: Any = word.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10.5)
    return word


def _row(table: Table, at: int, texts: list[str]) -> None:
    for cell, text in zip(table.rows[at].cells, texts, strict=True):
        cell.text = text


def _add(table: Table, texts: list[str]) -> None:
    table.add_row()
    _row(table, len(table.rows) - 1, texts)


def _span(table: Table, texts: list[str]) -> None:
    cells = table.add_row().cells
    cells[0].merge(cells[-1]).text = texts[0]


def _applicant_table(word: Word) -> None:
    table = word.add_table(rows=5, cols=4, style="Table Grid")
    _row(table, 0, ["拠点名", "", "", ""])
    table.cell(0, 1).merge(table.cell(0, 3))
    _row(table, 1, ["大学等の名称", "", "本部の所在地", ""])
    _row(table, 2, ["代表者", "役職", "", ""])
    _row(table, 3, ["", "氏名", "", ""])
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(2, 2).merge(table.cell(2, 3))
    table.cell(3, 2).merge(table.cell(3, 3))
    _row(table, 4, ["拠点の設置期間", "", "", ""])
    table.cell(4, 0).paragraphs[0].add_run("\n※予定を含む。").font.size = Pt(8)
    merged = table.cell(4, 1).merge(table.cell(4, 3))
    merged.text = "令和　年　月　～　令和　年　月"
    for row in table.rows:
        for run in row.cells[0].paragraphs[0].runs:
            run.font.bold = True


def _figures_table(word: Word) -> None:
    table = word.add_table(rows=4, cols=3, style="Table Grid")
    _row(table, 0, ["年度", "件数", "金額（千円）"])
    for at, year in enumerate(["2022年度", "2023年度", "2024年度"], start=1):
        _row(table, at, [year, "", ""])


def _numbered(word: Word, text: str, level: int) -> None:
    paragraph = word.add_paragraph(text, style="List Number")
    paragraph.paragraph_format.left_indent = Pt(12 * level)


def _control(word: Word, kind: str, hint: str) -> None:
    word.element.body.insert_element_before(
        parse_xml(
            f'<w:p {nsdecls("w")}><w:sdt><w:sdtPr><w:alias w:val="架空の欄"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:color w:val="808080"/></w:rPr>'
            f"<w:t>{hint}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        ),
        "w:sectPr",
    )


def _checkboxes(word: Word, labels: list[str]) -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    boxes = "".join(
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>'
        f'<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr><w:t>☐</w:t></w:r>'
        f'</w:sdtContent></w:sdt><w:r><w:t xml:space="preserve">{label}　</w:t></w:r>'
        for label in labels
    )
    word.element.body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')} {w14}>{boxes}</w:p>"), "w:sectPr")


def _form_field(word: Word) -> None:
    def mark(kind: str, content: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{content}</w:fldChar></w:r>'

    entry = "<w:ffData><w:name w:val='Text1'/><w:enabled/><w:textInput/></w:ffData>"
    blank = '<w:r><w:t xml:space="preserve">\u2002\u2002\u2002\u2002</w:t></w:r>'
    asked = "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
    word.element.body.insert_element_before(
        parse_xml(f"<w:p {nsdecls('w')}>{mark('begin', entry)}{asked}{mark('separate')}{blank}{mark('end')}</w:p>"),
        "w:sectPr",
    )


def _symbol_boxes(word: Word, labels: list[str]) -> None:
    runs = "".join(
        f'<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><w:r><w:t xml:space="preserve">{label}　</w:t></w:r>'
        for label in labels
    )
    word.element.body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"), "w:sectPr")


def written(*blocks: str | list[list[str]]) -> bytes:
    """A form of paragraphs and tables. In a table `<` goes on from the cell on its left, `^` from the one above."""
    word = _empty()
    for block in blocks:
        if isinstance(block, str):
            word.add_paragraph(block)
        else:
            _grid(word, block)
    return saved(word)


def marked_up(body: str) -> bytes:
    """A form with the XML `body` (prefixes w and w14)."""
    word = _empty()
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    for element in list(parse_xml(f"<w:body {nsdecls('w')} {w14}>{body}</w:body>")):
        word.element.body.insert_element_before(element, "w:sectPr")
    return saved(word)


def _grid(word: Word, rows: list[list[str]]) -> None:
    table = word.add_table(rows=len(rows), cols=max(len(row) for row in rows), style="Table Grid")
    full = [row + ["<"] * (len(table.columns) - len(row)) for row in rows]
    for at, row in enumerate(full):
        for left, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, bottom = left, at
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(full) and full[bottom + 1][left] == "^":
                bottom += 1
            cell = table.cell(at, left).merge(table.cell(bottom, right))
            lines = text.split("\n")
            cell.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
            for extra in cell.paragraphs[len(lines) :]:
                extra._p.getparent().remove(extra._p)

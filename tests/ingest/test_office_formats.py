"""Excel, PowerPoint, CSV and what Word hides: real files in, text, pages and blocks out."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import SHOWN, bold, book_of, deck, diagram_deck, form_docx, formats_book, patched, results_book, saved
from openpyxl import Workbook
from openpyxl.comments import Comment
from pptx import Presentation

from advisor.errors import DocumentUnreadable
from advisor.ingest import grids
from advisor.ingest.document import Block, BlockKind, Document, PageState
from advisor.ingest.formats import sheet_xml
from advisor.ingest.formats.csv_table import split_rows
from advisor.ingest.passages import make_passages
from advisor.ingest.reading import EXTENSIONS, read_data
from advisor.ingest.report import report


def find(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in document.text[block.start : block.end])


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def refused(data: bytes, name: str) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        read_data(data, name)
    assert name in caught.value.user_message()
    return caught.value.code


@pytest.fixture(scope="module")
def results() -> Document:
    return read_data(results_book(), "実績.xlsx")


@pytest.fixture(scope="module")
def slides() -> Document:
    return read_data(deck(), "紹介.pptx")


def test_a_row_knows_its_sheet_title_unit_and_merged_headers(results: Document) -> None:
    row = find(results, "国内\t2022")
    assert results.text[row.start : row.end] == "国内\t2022\t42\t7"
    assert row.headings == ("実績", "架空大学 産学連携の実績", "単位:件")
    assert row.header == ("区分", "年度", "件数 共同研究", "件数 受託研究")
    assert (row.page, row.row) == (1, 1)


def test_a_cell_merged_over_rows_is_said_once_and_stays_the_context_of_the_others(results: Document) -> None:
    row = find(results, "\t2023\t51")
    assert results.text.count("国内") == 1
    assert row.headings[-1] == "国内"
    assert find(results, "国外\t2023").headings[-1] == "単位:件"
    passage = next(p for p in make_passages(results, len, 200) if "51" in p.text)
    assert "国内" in passage.context and "件数 共同研究" in passage.context


def test_a_blank_row_begins_a_table_with_a_header_of_its_own(results: Document) -> None:
    assert find(results, "※国外").kind is BlockKind.PARAGRAPH
    assert find(results, "架空太郎").header == ("担当者名", "所属", "役割")
    assert find(results, "架空太郎").row == 1


def test_a_form_has_no_header_and_no_empty_columns(results: Document) -> None:
    assert results.text.endswith("概要\n\n拠点名\t架空オープンイノベーション拠点\n代表者\t架空花子")
    assert (find(results, "代表者").header, find(results, "代表者").page) == ((), 2)


def test_offsets_and_pages_fit_the_text(results: Document, slides: Document) -> None:
    for document in (results, slides):
        pages = {page.number: page for page in document.pages}
        for block in document.blocks:
            page = pages[block.page or 0]
            assert page.start <= block.start < block.end <= page.end
        for passage in make_passages(document, len, 100):
            assert passage.text == document.text[passage.start : passage.end]


def test_values_are_shown_as_a_person_sees_them() -> None:
    document = read_data(formats_book(), "値.xlsx")
    rows = [document.text[block.start : block.end] for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.partition("\t")[2] for row in rows] == [shown for _, _, shown in SHOWN]


def test_dates_in_formats_that_only_japanese_excel_knows_are_dates() -> None:
    book = book_of({"日付": [["行事", "日"], ["開所式", 45383]]})
    book["日付"]["B2"].number_format = "0.00"  # number 2 of the built-in formats
    data = patched(saved(book), "xl/styles.xml", b'numFmtId="2"', b'numFmtId="31"')
    assert "開所式\t2024-04-01" in read_data(data, "日付.xlsx").text


def test_formulas_give_their_value_and_those_without_one_are_counted() -> None:
    book = book_of({"計": [["項目", "値", "計"], ["甲", 1, "=B2*2"], ["乙", 2, "=B3*2"], ["丙", 3, "#REF!"]]})
    data = saved(book)
    computed = patched(data, "xl/worksheets/sheet1.xml", b"<f>B2*2</f><v></v>", b"<f>B2*2</f><v>2</v>")
    document = read_data(computed, "計.xlsx")
    assert "甲\t1\t2\n乙\t2\n丙\t3" in document.text
    assert report(document, []).uncomputed == 2
    empty = patched(computed, "xl/worksheets/sheet1.xml", b'<c r="C3"><f>', b'<c r="C3" t="str"><f>')
    assert read_data(empty, "計.xlsx").uncomputed == 1  # a text that was computed to be empty


def test_hidden_sheets_rows_and_columns_are_left_out_and_counted() -> None:
    rows = [["名", "密", "数", "年"], ["甲", "秘密1", 1, 2023], ["秘密2", "x", 2, 2023], ["乙", "秘密3", 3, 2023]]
    book = book_of({"非表示": [["秘密4"]], "表": rows, "図": [[]]})
    book["非表示"].sheet_state = "veryHidden"
    book["表"].column_dimensions["B"].hidden = True
    book["表"].row_dimensions[3].hidden = True
    document = read_data(saved(book), "表.xlsx")
    assert document.text.strip() == "表\n\n名\t数\t年\n甲\t1\t2023\n乙\t3\t2023"
    assert document.hidden == 3
    assert [(page.number, page.state) for page in document.pages] == [(2, PageState.OK), (3, PageState.EMPTY)]
    assert report(document, []).empty_pages == (3,)


def test_a_comment_stands_under_the_text_of_its_cell() -> None:
    book = book_of({"機器": [["名称", "数", "年"], ["架空計測器", 1, 2023], ["密", 1, 2023]]})
    book["機器"]["A2"].comment = Comment("講習を受けた人だけが\n使える。", "")
    book["機器"]["A3"].comment = Comment("秘密の覚え書き", "")
    book["機器"].row_dimensions[3].hidden = True
    document = read_data(saved(book), "機器.xlsx")
    assert find(document, "講習を受けた人だけが 使える。").headings == ("機器", "架空計測器")
    assert "秘密" not in document.text


def test_years_across_the_top_are_a_header() -> None:
    document = read_data(saved(book_of({"年": [["項目", 2022, 2023], ["共同研究", 40, 42]]})), "年.xlsx")
    assert find(document, "共同研究").header == ("項目", "2022", "2023")


def test_two_columns_have_a_header_only_where_it_stands_out() -> None:
    rows = [["大学", "架空大学"], ["所在", "架空県"]]
    assert find(read_data(saved(book_of({"甲": rows})), "a.xlsx"), "所在").header == ()
    book = book_of({"甲": rows})
    bold(book, "甲", 1)
    assert find(read_data(saved(book), "a.xlsx"), "所在").header == ("大学", "架空大学")


def test_records_whose_cells_all_span_two_rows_stay_one_table() -> None:
    book = book_of({"表": [["氏名", "所属", "役割"], ["甲", "本部", "長"], [], ["乙", "支部", "員"], []]})
    for ref in ("A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "C4:C5"):
        book["表"].merge_cells(ref)
    document = read_data(saved(book), "表.xlsx")
    assert find(document, "乙").header == ("氏名", "所属", "役割")
    assert find(document, "乙").headings == ("表",)


def test_a_sheet_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.ingest.formats.xlsx.MAX_CELLS", 5)
    monkeypatch.setattr("advisor.ingest.formats.csv_table.MAX_CELLS", 5)
    assert refused(saved(book_of({"表": [["a", "b", "c"], ["d", "e", "f"]]})), "表.xlsx") == "document_too_many_cells"
    assert refused(b"a,b,c\nd,e,f\n", "a.csv") == "document_too_many_cells"


def test_a_sheet_of_countless_empty_cells_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(book_of({"表": [["a", "b"]] * 40}))
    assert read_data(data, "表.xlsx").text
    monkeypatch.setattr(sheet_xml, "MAX_SCANNED_CELLS", 50)
    assert refused(data, "表.xlsx") == "document_too_many_cells"


def test_a_row_beyond_the_last_one_is_damage_and_no_endless_loop() -> None:
    far = patched(
        saved(book_of({"表": [["a"], ["b"]]})), "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="99999999999"'
    )
    assert refused(far, "表.xlsx") == "document_damaged"


def bomb(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open(part, "w") as written:
        for _ in range(60):
            written.write(b" " * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.pptx", "a.docx"])
def test_an_office_file_that_cannot_be_read_says_why(name: str) -> None:
    whole = {"xlsx": results_book, "xlsm": results_book, "pptx": deck, "docx": form_docx}[name[2:]]()
    assert refused(b"\xd0\xcf\x11\xe0 locked", name) == "document_encrypted"
    assert refused(bomb("xl/worksheets/sheet1.xml"), name) == "document_unpacks_too_large"
    assert refused(whole[:-400], name) == "document_damaged"
    assert refused(b"PK\x03\x04 cut off", name) == "document_damaged"
    part = {"xlsx": "xl/workbook.xml", "xlsm": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}.get(name[2:])
    assert refused(patched(whole, part or "word/document.xml", b"</", b"<"), name) == "document_damaged"


def test_empty_office_files_are_said_to_be_empty() -> None:
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[6])
    out = io.BytesIO()
    show.save(out)
    assert refused(saved(Workbook()), "a.xlsx") == "document_empty"
    assert refused(out.getvalue(), "a.pptx") == "document_empty"
    assert refused(b"\r\n,,\r\n", "a.csv") == "document_empty"


def test_a_slide_reads_title_first_then_down_and_across(slides: Document) -> None:
    first = [(kind, text) for kind, text in kinds(slides) if find(slides, text).page == 1]
    assert first == [
        ("heading", "架空拠点の 強み"),
        ("list_item", "地域の企業と組む"),
        ("list_item", "海外の大学と組む"),
        ("paragraph", "上"),
        ("paragraph", "左下"),
        ("paragraph", "右下"),
        ("paragraph", "組の中"),
        ("paragraph", "発表者の補足です。"),
    ]
    assert find(slides, "右下").headings == ("架空拠点の 強み",)


def test_tables_and_charts_of_a_slide_are_rows(slides: Document) -> None:
    assert find(slides, "1.2億円").header == ("区分", "件数", "額")
    assert find(slides, "2023\t15").header == ("", "企業数")
    assert find(slides, "2023\t15").headings == ("実績",)


def test_the_texts_of_a_diagram_are_read() -> None:
    assert kinds(read_data(diagram_deck(), "図.pptx")) == [("list_item", "大学の知"), ("list_item", "企業の力")]


def test_a_chart_of_an_unknown_kind_costs_only_itself() -> None:
    data = deck()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        (part,) = (name for name in packed.namelist() if name.startswith("ppt/charts/chart"))
    text = read_data(patched(data, part, b"c:barChart", b"c:stockChart"), "紹介.pptx").text
    assert "企業数" not in text and "1.2億円" in text


def test_a_slide_with_pictures_only_is_empty_and_a_hidden_one_left_out(slides: Document) -> None:
    assert [(page.number, page.state) for page in slides.pages] == [(1, "ok"), (2, "ok"), (3, "empty")]
    assert "隠し" not in slides.text and slides.hidden == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_encoding_and_with_every_separator(encoding: str, delimiter: str) -> None:
    rows = [["年度", "共同研究の件数", "備考"], ["2022年度", "42", ""], ["2023年度", "1,234", "二行の\n備考"]]
    lines = [delimiter.join(f'"{cell}"' if set(cell) & set(",;\t\n") else cell for cell in row) for row in rows]
    for name in ("実績.csv", "実績.tsv"):
        document = read_data("\r\n".join(lines).encode(encoding), name)
        assert document.text == "年度\t共同研究の件数\t備考\n2022年度\t42\n2023年度\t1,234\t二行の 備考"
        row = find(document, "1,234")
        assert (row.header, row.row, row.page) == (("年度", "共同研究の件数", "備考"), 2, None)


def test_csv_with_title_and_notes_around_its_table() -> None:
    document = read_data("表1 架空拠点の会員\n\n会員,業種\n甲社,製造\n\n※準会員を除く。\n".encode(), "会員.csv")
    assert kinds(document) == [
        ("heading", "表1 架空拠点の会員"),
        ("table_header", "会員\t業種"),
        ("table_row", "甲社\t製造"),
        ("paragraph", "※準会員を除く。"),
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows() -> None:
    text = '品,径\n管,"3\n' + "棒,4 架空の長い説明です\n" * 2000
    assert split_rows(text)[2] == ["棒", "4 架空の長い説明です"]


def test_word_text_boxes_controls_insertions_ruby_and_inner_tables_are_read() -> None:
    text = read_data(form_docx(), "様式.docx").text
    assert text == "本文と追記\n\n枠の中\n\n欄の中\n\n架空\n\n外 内"


def test_an_unknown_extension_names_the_accepted_ones() -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        read_data(b"text", "a.xyz")
    assert all(extension in caught.value.user_message() for extension in EXTENSIONS)


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Co"]), max_size=8)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=8))
def test_every_word_of_a_grid_is_in_a_block(rows: list[list[str]]) -> None:
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    grid = [grids.Row(tuple(grids.Cell(cell, grids.kind_of(cell)) for cell in row)) for row in cells]
    for headed in (True, False):
        parts = grids.grid_parts(grid, level=1, headed=headed)
        told = [text for part in parts for text in (part.cells or (part.text,)) if text]
        assert sorted(told) == sorted(cell for row in cells for cell in row if cell)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.csv", "a.tsv", "a.xlsx", "a.pptx"):
        try:
            document = read_data(data, name)
        except DocumentUnreadable as error:
            assert error.code in ("document_binary", "document_damaged", "document_empty")
        else:
            assert document.text.strip()

"""advisor/forms/xlsx_form: what Excel forms ask for, and that filling changes nothing but the cells of the answers."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from sample_xlsx_forms import (
    THIN,
    application_form,
    check_sheet,
    field,
    header,
    line,
    plain_form,
    saved,
    with_shared_strings,
)

from advisor.errors import DocumentUnreadable, FormUnreadable
from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind
from advisor.forms.xlsx_form import fill_xlsx_form, read_xlsx_form

NAME = "form.xlsx"
FACE = "【下書き・未承認】人が確かめてから提出してください。"


@pytest.fixture(scope="module")
def application() -> Form:
    return read_xlsx_form(application_form(), NAME)


@pytest.fixture(scope="module")
def checks() -> Form:
    return read_xlsx_form(check_sheet(), NAME)


def at(form: Form, address: str) -> FormItem:
    return next(item for item in form.items if item.place is not None and item.place.rpartition("!")[2] == address)


def form_of(build: Callable[[Worksheet], None]) -> Form:
    return read_xlsx_form(data_of(build), NAME)


def data_of(build: Callable[[Worksheet], None]) -> bytes:
    book = Workbook()
    build(book.worksheets[0])
    return saved(book)


def asked(form: Form) -> dict[str, str]:
    return {(item.place or "").rpartition("!")[2]: item.label for item in form.items}


def filled(data: bytes, answers: dict[str, Filled], face: str = "") -> bytes:
    """The form with answers by address."""
    form = read_xlsx_form(data, NAME)
    by_id = {at(form, address).id: answer for address, answer in answers.items()}
    return fill_xlsx_form(data, form, Filling(answers=by_id, face=face))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def repacked(data: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts(data).items():
            packed.writestr(name, changes[name](content.decode()) if name in changes else content)
    return written.getvalue()


def values(data: bytes) -> dict[tuple[str, str], tuple[object, int]]:
    """What stands in each cell of each sheet, and the number of its style."""
    book = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.style_id)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


# Reading


def test_labels_left_of_merged_fields_give_items_with_their_group_and_heading(application: Form) -> None:
    item = at(application, "L9")
    assert (item.label, item.path, item.kind) == ("代表者の役職・氏名", ("申請者の概要", "申請者"), ItemKind.TEXT)
    assert at(application, "AB11").label == "E-mail" and at(application, "AB11").path == item.path


def test_the_title_is_the_text_in_the_largest_letters(application: Form) -> None:
    assert application.title == "架空地域イノベーション拠点 選抜申請書"


def test_a_label_above_a_field_gives_number_and_limit(application: Form) -> None:
    item = at(application, "A17")
    assert (item.number, item.label, item.limit_chars) == ("(1)", "拠点のビジョンと目的", 400)


def test_a_note_in_the_cell_beside_a_label_gives_instruction_and_limit(application: Form) -> None:
    item = at(application, "A26")
    assert (item.label, item.limit_chars) == ("財政基盤", 800) and "収入の内訳" in item.instruction


def test_an_example_and_a_date_without_figures_are_blanks(application: Form) -> None:
    assert at(application, "L10").label == "拠点名" and at(application, "L12").label == "設立年月日"


def test_a_table_with_row_labels_gives_an_item_for_each_field(application: Form) -> None:
    assert (at(application, "K38").label, at(application, "K38").path[-1]) == ("2023年度", "受入額(千円)")


def test_a_table_with_empty_rows_gives_its_columns_once(application: Form) -> None:
    assert [asked(application).get(address) for address in ("D42", "S42", "D43")] == ["機関名", "役割", None]
    assert "申請書!D43" in {place.id for place in application.places}


def test_formulas_hidden_rows_hidden_sheets_and_the_offices_own_fields_are_no_items(application: Form) -> None:
    assert not {"AE37", "AE38", "L50", "L47"} & asked(application).keys()
    assert {place.id.partition("!")[0] for place in application.places} == {"申請書"}


def test_boxes_in_a_cell_are_a_choice(application: Form) -> None:
    item = at(application, "L13")
    assert (item.kind, item.options, item.multiple) == (ItemKind.CHOICE, ("国際展開型", "地域貢献型"), False)


def test_every_place_says_where_it_is(application: Form) -> None:
    places = {place.id: place for place in application.places}
    assert places["申請書!L7"].label == "シート『申請書』L7"
    assert all(item.place in places for item in application.items)
    assert len({item.id for item in application.items}) == len(application.items)


def test_the_same_file_gives_the_same_ids(application: Form) -> None:
    assert read_xlsx_form(application_form(), NAME).items == application.items
    assert all(re.fullmatch(r"s1-[a-z]+\d+", item.id) for item in application.items)


def test_boxes_under_yes_and_no_are_one_choice_for_each_question(checks: Form) -> None:
    item = at(checks, "C5,D5")
    assert (item.number, item.label, item.options) == ("1", "産学連携を担う本部機能があるか", ("はい", "いいえ"))
    assert item.path == ("体制",)


def test_lists_give_their_words_also_from_another_sheet(checks: Form) -> None:
    assert at(checks, "C10").options == ("はい", "いいえ")
    assert at(checks, "C11").options == ("はい", "いいえ", "不明")
    assert at(checks, "C12").options == ("整備済み", "整備中", "未整備")


def test_empty_cells_under_yes_and_no_take_a_mark(checks: Form) -> None:
    assert at(checks, "C16,D16").options == ("該当", "非該当")


def test_a_column_beside_the_answer_asks_under_the_question_and_remarks_ask_nothing(checks: Form) -> None:
    assert at(checks, "D10").label == "根拠資料" and "その1" in at(checks, "D10").path[-1]
    assert "E5" not in asked(checks)


def test_lists_that_excel_keeps_in_its_extension_are_read() -> None:
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>選択肢!$A$1:$A$2</xm:f></x14:formula1>'
        "<xm:sqref>B2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    book = Workbook()
    line(book.worksheets[0], 2, ("類型", None))
    options = book.create_sheet("選択肢")
    options["A1"], options["A2"] = "国際展開型", "地域貢献型"
    data = repacked(
        saved(book), {"xl/worksheets/sheet1.xml": lambda xml: re.sub(r"</worksheet>$", extension, xml.strip())}
    )
    assert at(read_xlsx_form(data, NAME), "B2").options == ("国際展開型", "地域貢献型")


def test_a_limit_in_a_validation_and_its_hint_belong_to_the_item() -> None:
    def build(sheet: Worksheet) -> None:
        line(sheet, 2, ("概要", None))
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="200", prompt="簡潔に記入")
        rule.add("B2")
        sheet.add_data_validation(rule)

    item = at(form_of(build), "B2")
    assert (item.limit_chars, item.instruction) == (200, "簡潔に記入")


def test_a_sheet_without_lines_is_read_by_its_labels() -> None:
    form = read_xlsx_form(plain_form(), NAME)
    assert asked(form) == {"B4": "機関名", "B5": "代表者氏名", "B6": "取組の概要", "B7": "今後の計画"}
    assert [item.limit_chars for item in form.items] == [None, None, 200, 300]


def test_a_table_without_lines_takes_its_answers_under_the_head() -> None:
    def build(sheet: Worksheet) -> None:
        for row in (("No", "設問", "記入例", "回答", "字数上限"), (1, "特色をお書きください。", "○○の研究", None, 300)):
            sheet.append(row)

    item = form_of(build).items[0]
    assert (item.place, item.number, item.label, item.limit_chars) == ("Sheet!D2", "1", "特色", 300)


def test_cells_that_a_frame_holds_together_are_one_field_though_not_merged() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"], sheet["E1"] = "架空様式", "担当"
        for area, text in (("A3:C4", "法人名"), ("D3:J4", None), ("A5:J9", "1. 目的（100字以内）")):
            framed(sheet, area, text)

    form = form_of(build)
    assert asked(form) == {"D3": "法人名", "A6": "目的"}
    assert [place.id for place in form.places] == ["Sheet!D3", "Sheet!A6"]


def framed(sheet: Worksheet, area: str, text: str | None) -> None:
    rows = list(sheet[area])
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            cell.border = Border(
                left=THIN if c == 0 else None,
                right=THIN if c == len(row) - 1 else None,
                top=THIN if r == 0 else None,
                bottom=THIN if r == len(rows) - 1 else None,
            )
    rows[0][0].value = text


def test_an_underline_and_open_sides_mark_a_field() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A2"], sheet["A4"] = "氏名", "機関名"
        sheet["B2"].border = sheet["C2"].border = Border(bottom=THIN)
        sheet["A4"].border = Border(top=THIN, bottom=THIN)
        sheet["B4"].border = Border(top=THIN, bottom=THIN, left=THIN)

    assert asked(form_of(build)) == {"B2": "氏名", "B4": "機関名"}


def test_coloured_cells_take_answers() -> None:
    def build(sheet: Worksheet) -> None:
        for row, label in ((2, "機関名"), (3, "部署")):
            sheet.cell(row, 1, label)
            sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFFFFF99")

    assert asked(form_of(build)) == {"B2": "機関名", "B3": "部署"}


def test_of_a_protected_sheet_only_unlocked_cells_take_answers() -> None:
    def build(sheet: Worksheet) -> None:
        for row, label in ((2, "名称"), (3, "自動計算")):
            line(sheet, row, (label, None))
        sheet["B2"].protection = Protection(locked=False)
        sheet.protection.sheet = True

    assert asked(form_of(build)) == {"B2": "名称"}


def test_boxes_with_their_words_in_the_next_cells_are_one_choice() -> None:
    def build(sheet: Worksheet) -> None:
        field(sheet, "A2:A3", "分野（複数選択可）")
        line_from(sheet, 2, ("□", "環境", "□", "医療"))
        line_from(sheet, 3, ("□", "農業", "□", "その他"))

    item = form_of(build).items[0]
    assert (item.place, item.options) == ("Sheet!B2,D2,B3,D3", ("環境", "医療", "農業", "その他"))
    assert item.multiple


def line_from(sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, 2):
        cell = sheet.cell(row, column, text)
        cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def test_a_box_before_a_sentence_is_an_item_of_its_own() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "架空の誓約書", "誓約事項"
        for row in (3, 4):
            sheet.cell(row, 1, "□")
            sheet.cell(row, 2, f"要件{row}を満たすことを確認しました。")

    form = form_of(build)
    assert asked(form) == {"A3": "要件3を満たすことを確認しました", "A4": "要件4を満たすことを確認しました"}
    assert {item.path for item in form.items} == {("誓約事項",)}


def test_two_rows_of_heads_and_units_in_the_fields() -> None:
    def build(sheet: Worksheet) -> None:
        for area, text in (("A2:A3", "区分"), ("B2:C2", "実績"), ("D2:D3", "計画")):
            field(sheet, area, text)
        line_from(sheet, 3, ("R5", "R6"))
        line(sheet, 4, ("件数", "　　件", "　　件", None))

    item = at(form_of(build), "C4")
    assert (item.label, item.path) == ("R6", ("件数", "実績"))


def test_blanks_in_one_cell_are_items_each() -> None:
    def build(sheet: Worksheet) -> None:
        field(sheet, "A2:A4", "担当者")
        field(sheet, "B2:F4", "所属：\n氏名：\n電話：")

    data = data_of(build)
    form = read_xlsx_form(data, NAME)
    assert asked(form) == {"B2#1": "所属", "B2#2": "氏名", "B2#3": "電話"}
    assert {item.path for item in form.items} == {("担当者",)}
    answers = {"B2#1": Filled(text="架空部"), "B2#3": Filled(text="00-0000")}
    assert values(filled(data, answers))["Sheet", "B2"][0] == "所属：架空部\n氏名：\n電話：00-0000"


def test_sheets_with_examples_or_explanations_are_left_out_and_the_others_lead_the_paths() -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.title = "様式1"
    line(first, 2, ("機関名", None))
    for title in ("様式2 体制", "記入例", "記入要領", "隠し"):
        sheet = book.create_sheet(title)
        line(sheet, 2, ("責任者", None))
    book["隠し"].sheet_state = "hidden"
    form = read_xlsx_form(saved(book), NAME)
    assert [(item.place, item.path) for item in form.items] == [
        ("様式1!B2", ("様式1",)),
        ("様式2 体制!B2", ("様式2 体制",)),
    ]


def test_rows_that_show_an_example_and_totals_stay() -> None:
    def build(sheet: Worksheet) -> None:
        header(sheet, 2, ("氏名", "所属"))
        line(sheet, 3, ("（例）架空太郎", "架空大学"))
        line(sheet, 4, (None, None))

    assert asked(form_of(build)) == {"A4": "氏名", "B4": "所属"}


@pytest.mark.parametrize(
    "texts",
    [
        (("公募要領(架空)",), ("この公募は次のとおり実施します。",), ("締切は2025年8月1日です。",)),
        (("拠点名", "大学"), ("架空拠点A", "架空大学"), ("架空拠点B", "架空大学")),
        ((),),
    ],
)
def test_a_workbook_that_asks_for_nothing_is_refused(texts: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(FormUnreadable) as fault:
        form_of(lambda sheet: [sheet.append(row) for row in texts] and None)
    assert (fault.value.code, fault.value.values["name"]) == ("form_no_items", NAME)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "document_encrypted"),
        (b"no workbook at all", "document_damaged"),
        (application_form()[:4000], "document_damaged"),
        (
            repacked(plain_form(), {"xl/worksheets/sheet1.xml": lambda xml: xml[: len(xml) // 2]}),
            "document_damaged",
        ),
        (
            repacked(plain_form(), {"xl/worksheets/sheet1.xml": lambda xml: xml + " " * 10_000_000}),
            "document_unpacks_too_large",
        ),
        (
            repacked(
                plain_form(),
                {
                    "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                    )
                },
            ),
            "document_unpacks_too_large",
        ),
    ],
    ids=["encrypted", "text", "truncated", "broken XML", "bomb", "merged bomb"],
)
def test_a_file_that_is_no_sound_workbook_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        read_xlsx_form(data, NAME)
    assert fault.value.code == code


# Filling


def test_filling_changes_the_cells_of_the_answers_and_nothing_else() -> None:
    data = application_form()
    written = filled(data, {"L7": Filled(text="架空大学"), "A17": Filled(text="一行目\n二行目")})
    before, after = parts(data), parts(written)
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    old, new = values(data), values(written)
    changed = {place for place in old if old[place] != new[place]}
    assert changed == {("申請書", "L7"), ("申請書", "A17")} and old.keys() == new.keys()
    assert new["申請書", "A17"] == ("一行目\n二行目", old["申請書", "A17"][1])


def test_without_formulas_only_the_part_of_the_filled_sheet_differs() -> None:
    data = check_sheet()
    before, after = parts(data), parts(filled(data, {"D10": Filled(text="架空規程 第3条")}))
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}


def test_formulas_are_computed_anew_and_take_numbers_as_numbers() -> None:
    data = application_form()
    written = filled(data, {"K37": Filled(text="1,200"), "L11": Filled(text="00-0000-0000")})
    book = load_workbook(io.BytesIO(written))
    assert book["申請書"]["K37"].value == 1200 and book["申請書"]["AE37"].value == "=K37+U37"
    assert book["申請書"]["L11"].value == "00-0000-0000" and book.calculation.fullCalcOnLoad


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    written = filled(application_form(), {"L7": Filled(text='=HYPERLINK("http://invalid.example")')})
    cell = load_workbook(io.BytesIO(written))["申請書"]["L7"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://invalid.example")')


def test_what_no_cell_can_hold_is_left_out() -> None:
    written = filled(application_form(), {"L7": Filled(text="架空\x00大学\x1b _x0041_ " + "あ" * 40_000)})
    value = load_workbook(io.BytesIO(written))["申請書"]["L7"].value
    assert isinstance(value, str) and value.startswith("架空大学 ") and "\x1b" not in value
    assert len(value) <= 32_767 and "_x005F_x0041_" in parts(written)["xl/worksheets/sheet1.xml"].decode()


def test_the_same_answers_give_the_same_bytes() -> None:
    answers = {"L7": Filled(text="架空大学"), "L13": Filled(chosen=("国際展開型",))}
    data = application_form()
    assert filled(data, answers, FACE) == filled(data, answers, FACE)


def test_boxes_are_ticked_in_each_of_their_forms() -> None:
    answers = {
        "C5,D5": Filled(chosen=("いいえ",)),
        "C10": Filled(chosen=("はい",)),
        "C11": Filled(chosen=("不明",)),
        "C16,D16": Filled(chosen=("該当",)),
    }
    new = values(filled(check_sheet(), answers))
    said = {address: new["チェックシート", address][0] for address in ("C5", "D5", "C6", "C10", "C11", "C16", "D16")}
    assert said == {
        "C5": "□", "D5": "☑", "C6": "□", "C10": "☑はい　□いいえ", "C11": "不明", "C16": "○", "D16": None
    }  # fmt: skip


def test_ticking_keeps_the_looks_of_the_letters_and_the_shared_text_of_other_cells() -> None:
    book = Workbook()
    text = CellRichText(
        TextBlock(InlineFont(b=True), "□はい"), "　", TextBlock(InlineFont(color="FFC00000"), "□いいえ")
    )
    for row in (2, 3):
        line(book.worksheets[0], row, (f"質問{row}", text))
    data = with_shared_strings(saved(book))
    shared = "xl/sharedStrings.xml"
    written = filled(data, {"B2": Filled(chosen=("いいえ",))})
    cells = load_workbook(io.BytesIO(written), rich_text=True).worksheets[0]
    assert parts(written)[shared] == parts(data)[shared] and str(cells["B3"].value) == "□はい　□いいえ"
    ticked = cells["B2"].value
    assert isinstance(ticked, CellRichText) and str(ticked) == "□はい　☑いいえ"
    assert next(run for run in ticked if isinstance(run, TextBlock)).font.b is True


def test_another_choice_clears_the_tick_that_stood_there() -> None:
    data = data_of(lambda sheet: line(sheet, 2, ("規程の有無", "☑有　□無")))
    assert values(filled(data, {"B2": Filled(chosen=("無",))}))["Sheet", "B2"][0] == "□有　☑無"


def test_a_cell_that_the_file_does_not_have_is_made_in_its_place() -> None:
    data = plain_form()
    written = filled(data, {"B4": Filled(text="架空大学"), "B7": Filled(text="計画")})
    sheet = parts(written)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<c r="([A-Z]+\d+)"', sheet) == ["A1", "A3", "A4", "B4", "A5", "A6", "A7", "B7"]
    assert values(written)["Sheet", "B4"][0] == "架空大学"


def test_a_unit_in_the_field_stays_behind_a_number() -> None:
    data = data_of(lambda sheet: line(sheet, 2, ("研究者数", "　　　名")))
    assert values(filled(data, {"B2": Filled(text="35")}))["Sheet", "B2"][0] == "35名"


def test_a_face_is_a_first_sheet_and_the_form_stays_behind_it() -> None:
    data = application_form()
    written = filled(data, {"L7": Filled(text="架空大学")}, FACE)
    book = load_workbook(io.BytesIO(written))
    assert book.sheetnames == ["下書き(未承認)", "申請書", "記入要領", "リスト"]
    assert book.worksheets[0]["A1"].value == FACE and book.active is book.worksheets[0]
    selected = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert selected == ["下書き(未承認)"]
    before, after = parts(data), parts(written)
    assert after["xl/worksheets/sheet2.xml"] == before["xl/worksheets/sheet2.xml"]
    assert after["xl/styles.xml"] == before["xl/styles.xml"]
    assert after["xl/media/image1.png"] == before["xl/media/image1.png"]


def test_names_that_belong_to_a_sheet_still_do_behind_a_face() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    line(sheet, 2, ("類型", None))
    sheet.defined_names["words"] = DefinedName("words", attr_text="Sheet!$D$1:$D$2")
    sheet["D1"], sheet["D2"] = "甲", "乙"
    sheet.print_title_rows = "1:2"
    rule = DataValidation(type="list", formula1="words")
    rule.add("B2")
    sheet.add_data_validation(rule)
    data = saved(book)
    assert at(read_xlsx_form(data, NAME), "B2").options == ("甲", "乙")
    kept = load_workbook(io.BytesIO(filled(data, {"B2": Filled(chosen=("乙",))}, FACE)))["Sheet"]
    assert "words" in kept.defined_names and kept.print_title_rows == "$1:$2" and kept["B2"].value == "乙"


@pytest.mark.parametrize(
    ("answers", "change", "code"),
    [
        ({"nowhere": Filled(text="架空")}, {}, "form_item_unknown"),
        ({"s1-l7": Filled(text="架空")}, {"place": None}, "form_place_unset"),
        ({"s1-l7": Filled(text="架空")}, {"place": "別紙!A1"}, "form_place_unknown"),
        ({"s1-l7": Filled(text="架空")}, {"place": "申請書!L13"}, "form_place_takes_choice"),
        ({"s1-l13": Filled(chosen=("第三の型",))}, {}, "form_option_unknown"),
    ],
)
def test_an_answer_that_has_no_place_is_an_error(
    application: Form, answers: dict[str, Filled], change: dict[str, str | None], code: str
) -> None:
    items = tuple(item.model_copy(update=change) if item.id == "s1-l7" else item for item in application.items)
    form = application.model_copy(update={"items": items})
    with pytest.raises(FormUnreadable) as fault:
        fill_xlsx_form(application_form(), form, Filling(answers=answers))
    assert fault.value.code == code


def test_an_empty_answer_leaves_the_file_as_it_is() -> None:
    data = application_form()
    assert parts(filled(data, {"L7": Filled(), "L13": Filled(text=" ")})) == parts(data)


def test_a_place_without_an_item_can_be_given_one(application: Form) -> None:
    spare = FormItem(id="own", label="2行目", place="申請書!D43")
    form = application.model_copy(update={"items": (*application.items, spare)})
    written = fill_xlsx_form(application_form(), form, Filling(answers={"own": Filled(text="架空高専")}))
    assert values(written)["申請書", "D43"][0] == "架空高専"


def test_sections_within_a_table_do_not_end_it_and_guidance_beside_a_row_is_its_instruction() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    header(sheet, 1, ("番号", "項目", "記入上の注意", "記入欄"))
    rows: list[tuple[object, ...]] = [
        ("1", "拠点の背景（架空）", None, None),
        ("1-1", "ビジョン（400字以内）", "数値目標を含めて記入", None),
        ("2", "基盤", None, None),
        ("2-1", "施設・設備（300字以内）", "延床面積を記入", None),
    ]
    for number, row in enumerate(rows, 2):
        line(sheet, number, row)
    for number in (2, 4):
        sheet.merge_cells(f"B{number}:D{number}")
    form = read_xlsx_form(saved(book), "form.xlsx")
    assert [(item.number, item.label, item.instruction, item.limit_chars) for item in form.items] == [
        ("1-1", "ビジョン", "数値目標を含めて記入", 400),
        ("2-1", "施設・設備", "延床面積を記入", 300),
    ]

"""advisor/forms/outline_docx and outline_xlsx: an outline with its answers as Word and Excel."""

import io
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from openpyxl import load_workbook

from advisor.forms.model import Filled, Filling, Form, FormFormat, FormItem, ItemKind
from advisor.forms.outline_docx import outline_docx
from advisor.forms.outline_xlsx import outline_xlsx
from advisor.messages import Language
from advisor.programs.texts import Text

FACE = "【下書き・未承認】人が確かめてから提出してください。"
FORM = Form(
    name="outline",
    title="架空の構成案: 拠点/計画",
    format=FormFormat.OUTLINE,
    notice=Text(ja="これは公式の様式ではありません(架空)。", en="This is not the official form (fictional)."),
    items=(
        FormItem(
            id="vision", label="ビジョン", number="1-(1)", path=("拠点の背景",), instruction="目的を含める。",
            limit_chars=20,
        ),
        FormItem(id="plan", label="計画", number="1-(2)", path=("拠点の背景",)),
        FormItem(id="staff", label="体制", number="2-(1)", path=("基盤", "人")),
        FormItem(id="rule", label="規程がありますか。", number="3", kind=ItemKind.CHOICE, options=("はい", "いいえ")),
        FormItem(id="risk", label="管理していますか。", number="4", kind=ItemKind.CHOICE, options=("はい", "いいえ")),
    ),
)  # fmt: skip
FILLING = Filling(
    answers={
        "vision": Filled(text="=1+1 架空の地域に\n貢献する。" + "あ" * 20),
        "staff": Filled(text="研究者は【要記入: 人数】名\x0bである。"),
        "rule": Filled(chosen=("はい",)),
    },
    face=FACE,
)
ENGLISH = FILLING.model_copy(update={"language": Language.EN, "face": ""})


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def rows(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


@pytest.mark.parametrize("write", [outline_docx, outline_xlsx])
def test_the_same_form_gives_the_same_bytes_without_the_time_of_writing(write: object) -> None:
    assert callable(write)
    first, second = write(FORM, FILLING), write(FORM, FILLING)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
        assert b"1980" in packed.read("docProps/core.xml") and b"202" not in packed.read("docProps/core.xml")


def test_word_says_first_what_the_file_is() -> None:
    document = Document(io.BytesIO(outline_docx(FORM, FILLING)))
    title, notice, face = document.paragraphs[:3]
    assert (title.style.name, title.text) == ("Title", FORM.title)
    assert FORM.notice is not None and notice.text == FORM.notice.ja and face.text == FACE
    assert all(run.bold for run in (*notice.runs, *face.runs))


def test_word_has_headings_for_the_path_and_the_items() -> None:
    document = Document(io.BytesIO(outline_docx(FORM, FILLING)))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:6] == [
        ("Heading 1", "拠点の背景"),
        ("Heading 2", "1-(1) ビジョン"),
        ("Heading 2", "1-(2) 計画"),
        ("Heading 1", "基盤"),
        ("Heading 2", "人"),
        ("Heading 3", "2-(1) 体制"),
    ]


def test_word_shows_what_is_asked_the_answer_and_its_length() -> None:
    said = lines(outline_docx(FORM, FILLING))
    at = said.index("1-(1) ビジョン")
    assert said[at + 1] == "求められること: 目的を含める。\n20字以内"
    assert said[at + 2] == "=1+1 架空の地域に" and said[at + 4] == "文字数: 37字(上限20字)"


def test_word_marks_what_is_still_to_be_filled_in() -> None:
    document = Document(io.BytesIO(outline_docx(FORM, FILLING)))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == ["【要記入】", "【要記入: 人数】", "【要記入】"]
    assert "研究者は【要記入: 人数】名である。" in lines(outline_docx(FORM, FILLING))


def test_word_shows_choices_as_boxes() -> None:
    said = lines(outline_docx(FORM, FILLING))
    assert "☑ はい　　□ いいえ" in said and "□ はい　　□ いいえ" in said


def test_word_is_on_a4_in_a_japanese_font() -> None:
    document = Document(io.BytesIO(outline_docx(FORM, FILLING)))
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (210, 297)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "游ゴシック"


def test_excel_is_one_table_under_what_the_file_is() -> None:
    data = rows(outline_xlsx(FORM, FILLING))
    assert FORM.notice is not None and [row[0] for row in data[:3]] == [FORM.title, FORM.notice.ja, FACE]
    assert data[3] == ("番号", "項目", "求められること", "回答", "文字数")
    assert data[4][0] == "拠点の背景"
    assert data[5][:3] == ("1-(1)", "ビジョン", "目的を含める。\n20字以内") and data[5][4] == "37 / 20"
    assert data[6][3] == "【要記入】"
    assert [row[3] for row in data[-2:]] == ["☑ はい　□ いいえ", "□ はい　□ いいえ\n【要記入】"]


def test_excel_keeps_its_head_in_view_and_wraps_its_texts() -> None:
    sheet = load_workbook(io.BytesIO(outline_xlsx(FORM, FILLING))).worksheets[0]
    assert sheet.freeze_panes == "A5" and sheet["D6"].alignment.wrap_text and sheet.page_setup.paperSize == 9
    assert sheet.title == "架空の構成案  拠点 計画" and sheet["A2"].font.b


def test_excel_runs_no_text_as_a_formula() -> None:
    answers = {"vision": Filled(text="=1+1"), "plan": Filled(text="+CMD"), "staff": Filled(text="@SUM(A1)")}
    sheet = load_workbook(io.BytesIO(outline_xlsx(FORM, Filling(answers=answers)))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in ("=1+1", "+CMD", "@SUM(A1)")]
    assert len(cells) == 3 and all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_both_speak_english_where_the_filling_does() -> None:
    assert FORM.notice is not None
    word, table = lines(outline_docx(FORM, ENGLISH)), rows(outline_xlsx(FORM, ENGLISH))
    assert word[1] == FORM.notice.en and "【TO FILL IN】" in word
    assert table[1][0] == FORM.notice.en and table[2] == ("No.", "Item", "What is asked", "Answer", "Characters")


def test_a_form_without_notice_and_answers_is_a_form_to_fill_in() -> None:
    bare = FORM.model_copy(update={"notice": None})
    empty = Filling(answers={})
    assert lines(outline_docx(bare, empty)).count("【要記入】") == len(FORM.items)
    assert rows(outline_xlsx(bare, empty))[1][0] == "番号"

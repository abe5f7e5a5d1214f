"""advisor/forms/docx_form.py: what Word forms ask for, and the same file filled in."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import sample_docx_forms as samples
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import RGBColor

from advisor.errors import DocumentUnreadable, FormUnreadable
from advisor.forms.docx_form import fill_docx_form, read_docx_form
from advisor.forms.model import Filled, Filling, Form, FormFormat, FormItem, ItemKind
from advisor.forms.packing import stable_zip, with_parts

SAMPLES = [samples.application_form, samples.check_sheet, samples.messy_form, samples.long_form]
Sample = Callable[[], bytes]


def read(make: Sample) -> tuple[bytes, Form]:
    data = make()
    return data, read_docx_form(data, f"{make.__name__}.docx")


def by_label(form: Form, label: str) -> FormItem:
    found = [item for item in form.items if item.label == label]
    assert len(found) == 1, [item.label for item in form.items]
    return found[0]


def opened(data: bytes) -> Word:
    return Document(io.BytesIO(data))


def body_texts(data: bytes) -> list[str]:
    """The text of every paragraph of the body, in the file's order, cells included."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in opened(data).element.body.iter(qn("w:p"))]


def filled_with(data: bytes, form: Form, answers: dict[str, str | tuple[str, ...]], face: str = "") -> bytes:
    values = {
        by_label(form, label).id: Filled(text=value) if isinstance(value, str) else Filled(chosen=value)
        for label, value in answers.items()
    }
    return fill_docx_form(data, form, Filling(answers=values, face=face))


def answers_to_all(form: Form) -> dict[str, Filled]:
    return {
        item.id: Filled(chosen=item.options[:1]) if item.kind is ItemKind.CHOICE else Filled(text=f"架空の回答{at}")
        for at, item in enumerate(form.items)
    }


def test_an_application_form_is_read_with_its_groups_and_limits() -> None:
    _, form = read(samples.application_form)
    assert form.title == "架空イノベーション拠点 申請用紙" and form.format is FormFormat.DOCX
    assert [(item.number, item.label, item.limit_chars) for item in form.items if item.limit_chars] == [
        ("2", "拠点の概要", 400),
        ("ア", "知財の管理体制", 800),
        ("イ", "ライセンスの実績", 400),
        ("4", "将来の構想", 600),
    ]
    assert by_label(form, "氏名").path == ("申請者の概要", "代表者")
    assert by_label(form, "知財の管理体制").path == ("拠点の計画", "知財の管理")
    assert by_label(form, "2023年度（金額（千円））").path == ("拠点の計画", "共同研究の実績")
    assert by_label(form, "産学連携の体制").instruction == "※専任スタッフの人数を含めて記載してください。"
    assert by_label(form, "類型").options == ("国際展開型", "地域貢献型") and not by_label(form, "類型").multiple
    contact = [item.label for item in form.items if item.path == ("連絡先",)]
    assert contact == ["担当者氏名", "役職", "電話番号", "E-mail"]


def test_addresses_dates_notes_headers_and_footers_are_no_items() -> None:
    _, form = read(samples.application_form)
    words = " ".join(f"{item.label} {item.instruction}" for item in form.items)
    assert len(form.items) == 22
    for said in ("局長", "令和　年　月　日", "枠の大きさ", "10.5ポイント", "受付番号", "申請用紙"):
        assert said not in words


def test_a_check_sheet_is_read_as_choices_with_remarks_under_their_question() -> None:
    _, form = read(samples.check_sheet)
    question = by_label(form, "専任の担当者を配置している")
    assert (question.number, question.path, question.options) == ("2", ("体制",), ("はい", "いいえ", "不明"))
    remark = form.items[form.items.index(question) + 1]
    assert (remark.label, remark.kind) == ("備考・根拠", ItemKind.TEXT)
    assert remark.path == ("体制", "専任の担当者を配置している")
    assert by_label(form, "営業秘密の管理方針を定めていますか").options == ("はい", "いいえ", "検討中")
    assert by_label(form, "体制図を添付した").kind is ItemKind.CHOICE
    assert len(by_label(form, "記載した内容に相違ありません").options) == 1
    assert len(form.items) == 13


def test_merged_cells_nested_tables_controls_and_automatic_numbers_are_read() -> None:
    _, form = read(samples.messy_form)
    assert [item.label for item in form.items if item.path == ("代表者",)] == ["役職", "氏名", "所属", "電話"]
    assert [item.label for item in form.items if "連携企業の一覧" in item.path] == ["企業名", "業種", "役割"]
    assert by_label(form, "体制の特色").limit_chars == 300
    assert [(item.number, item.label) for item in form.items if item.path == ("計画",)] == [
        ("1", "研究開発の目標"), ("2", "目標の達成時期"), ("3", "支援の希望"),
        ("4", "公表の可否"), ("5", "窓口の名称"), ("6", "添付の有無"),
    ]  # fmt: skip
    assert by_label(form, "支援の希望").options == ("希望する", "希望しない")
    assert by_label(form, "公表の可否").options == ("可", "否")


def test_an_empty_table_of_many_rows_asks_for_its_first_row() -> None:
    word = Document()
    table = word.add_table(rows=20, cols=3)
    for cell, text in zip(table.rows[0].cells, ["企業名", "テーマ", "期間"], strict=True):
        cell.text = text
    form = read_docx_form(samples.saved(word), "表.docx")
    assert [item.label for item in form.items] == ["企業名", "テーマ", "期間"]
    assert len([place for place in form.places if place.id.startswith("table:1/")]) >= 57


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: str(make.__name__))
def test_every_item_has_a_place_of_its_own_that_a_person_can_find(make: Sample) -> None:
    data, form = read(make)
    places = {place.id: place for place in form.places}
    assert len(places) == len(form.places) and len({item.id for item in form.items}) == len(form.items)
    assert all(item.place in places for item in form.items)
    assert all("表" in place.label or "段落" in place.label for place in form.places)
    assert read_docx_form(data, f"{make.__name__}.docx") == form


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: str(make.__name__))
def test_every_answer_stands_in_the_filled_form_and_all_else_stays(make: Sample) -> None:
    data, form = read(make)
    answers = answers_to_all(form)
    filled = fill_docx_form(data, form, Filling(answers=answers))
    joined = "\n".join(body_texts(filled))
    assert all(answer.text in joined for answer in answers.values())
    assert [words for words in changed_words(data, filled) if not any(room in words for room in ROOMS)] == []
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(filled)) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]


# What the samples keep for answers; empty paragraphs besides.
ROOMS = (
    "＿",
    "　　",
    "令和　年",
    "（記入例）",
    "□",
    "☐",
    "クリック",
    "アイテム",
    "〒",
    "\u2002",
    "（規程名",
    "E-mail：",
    "有　無",
)


def changed_words(before: bytes, after: bytes) -> list[str]:
    """The words of the paragraphs of one file whose XML the other does not have."""
    texts, paragraphs = body_texts(before), list(opened(before).element.body.iter(qn("w:p")))
    present = {str(paragraph.xml) for paragraph in opened(after).element.body.iter(qn("w:p"))}
    changed = [text for text, paragraph in zip(texts, paragraphs, strict=True) if str(paragraph.xml) not in present]
    return [text for text in changed if text.strip()]


@pytest.mark.parametrize("make", SAMPLES, ids=lambda make: str(make.__name__))
def test_the_same_answers_give_the_same_bytes(make: Sample) -> None:
    data, form = read(make)
    filling = Filling(answers=answers_to_all(form), face="下書き")
    assert fill_docx_form(data, form, filling) == fill_docx_form(data, form, filling)


def test_paragraphs_that_take_no_answer_keep_their_xml() -> None:
    data, form = read(samples.messy_form)
    filled = filled_with(data, form, {"役職": "架空部長"})
    before, after = (list(opened(d).element.body.iter(qn("w:p"))) for d in (data, filled))
    changed = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old.xml != new.xml]
    assert [body_texts(filled)[at] for at in changed] == ["架空部長"]


def test_an_answer_of_several_lines_is_several_paragraphs_in_the_looks_of_its_place() -> None:
    word = Document()
    cell = word.add_table(rows=1, cols=2).rows[0].cells
    cell[0].text = "拠点の概要"
    run = cell[1].paragraphs[0].add_run("（記入例）○○分野")
    run.font.name, run.font.italic = "Meiryo", True
    data = samples.saved(word)
    form = read_docx_form(data, "概要.docx")
    answer = opened(filled_with(data, form, {"拠点の概要": "一行目\n二行目"})).tables[0].rows[0].cells[1]
    assert [paragraph.text for paragraph in answer.paragraphs] == ["一行目", "二行目"]
    assert {run.font.name for paragraph in answer.paragraphs for run in paragraph.runs} == {"Meiryo"}
    assert not any(run.font.italic for paragraph in answer.paragraphs for run in paragraph.runs)


def test_a_coloured_example_gives_way_to_the_answer_and_its_colour_goes() -> None:
    word = Document()
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "拠点名"
    for cell, text in ((cells[1], "架空第一拠点"), (cells[1], "（略称：架空一）")):
        paragraph = cell.paragraphs[0] if not cell.text else cell.add_paragraph()
        paragraph.add_run(text).font.color.rgb = RGBColor(0x00, 0x70, 0xC0)
    data = samples.saved(word)
    answer = opened(filled_with(data, read_docx_form(data, "名.docx"), {"拠点名": "架空拠点"})).tables[0].cell(0, 1)
    assert [paragraph.text for paragraph in answer.paragraphs] == ["架空拠点"]
    assert [run.font.color.rgb for paragraph in answer.paragraphs for run in paragraph.runs] == [None]


def test_an_instruction_in_the_same_cell_stays_above_the_answer() -> None:
    word = Document()
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "計画"
    cells[1].text = "※図表を含めて記載してください。"
    cells[1].add_paragraph("")
    data = samples.saved(word)
    answer = opened(filled_with(data, read_docx_form(data, "計画.docx"), {"計画": "架空の計画"})).tables[0].cell(0, 1)
    assert [paragraph.text for paragraph in answer.paragraphs] == ["※図表を含めて記載してください。", "架空の計画"]


def test_blanks_within_a_line_are_filled_where_they_stand() -> None:
    data, form = read(samples.application_form)
    answers: dict[str, str | tuple[str, ...]] = {
        "電話番号": "00-0000-0000",
        "E-mail": "a@example.jp",
        "担当者氏名": "架空太郎",
    }
    texts = body_texts(filled_with(data, form, answers))
    assert "電話番号（00-0000-0000）" in texts and "E-mail：a@example.jp" in texts
    assert "担当者氏名：架空太郎役職：＿＿＿＿＿＿" in [text.replace("　", "") for text in texts]


def test_a_unit_stays_behind_a_figure() -> None:
    data, form = read(samples.messy_form)
    assert "12名" in body_texts(filled_with(data, form, {"専任者数": "12"}))
    assert "専任の12名を置く。" in body_texts(filled_with(data, form, {"専任者数": "専任の12名を置く。"}))


def test_ticking_changes_the_mark_alone() -> None:
    data, form = read(samples.check_sheet)
    chosen = {"専任の担当者を配置している": ("いいえ",), "クロスアポイントメント制度を利用していますか": ("はい",)}
    filled = filled_with(data, form, dict(chosen))
    row = opened(filled).tables[0].rows[3]
    assert [cell.text for cell in row.cells[2:5]] == ["□", "☑", "□"]
    before, after = "\n".join(body_texts(data)), "\n".join(body_texts(filled))
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [("□", "☑"), ("□", "☑")]


def test_boxes_that_word_keeps_a_state_of_have_it_set() -> None:
    data, form = read(samples.messy_form)
    answers: dict[str, str | tuple[str, ...]] = {
        "公表の可否": ("否",),
        "支援の希望": ("希望する",),
        "添付の有無": ("有",),
    }
    filled = filled_with(data, form, answers)
    body: Any = opened(filled).element.body
    states = [box.get(box.tag.replace("checked", "val")) for box in body.iter() if str(box.tag).endswith("}checked")]
    assert states == ["0", "1"]
    assert "☐可　☒否　" in body_texts(filled)
    assert "希望する" in body_texts(filled)
    assert [symbol.get(qn("w:char")) for symbol in body.iter(qn("w:sym"))] == ["F0FE", "F0A8"]
    hints = [sdt for sdt in body.iter(qn("w:sdt")) if sdt.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None]
    assert len(hints) == 1  # the one that was not answered


def test_a_marked_blank_is_yellow_and_nothing_else_is() -> None:
    data, form = read(samples.application_form)
    filled = opened(filled_with(data, form, {"拠点の概要": "社員は【要記入: 人数】名です。"}))
    runs = [run for paragraph in filled.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.highlight_color is not None] == ["【要記入: 人数】"]
    assert "社員は【要記入: 人数】名です。" in [paragraph.text for paragraph in filled.paragraphs]


def test_what_is_said_on_the_face_is_the_first_paragraph_in_a_frame() -> None:
    data, form = read(samples.application_form)
    filled = opened(filled_with(data, form, {}, face="【下書き・未承認】【要記入】を確かめてください。"))
    first = filled.paragraphs[0]
    assert first.text == "【下書き・未承認】【要記入】を確かめてください。"
    assert all(run.bold for run in first.runs) and first._p.pPr.find(qn("w:pBdr")) is not None
    assert body_texts(samples.saved(filled))[1:] == body_texts(data)


def test_answers_without_content_leave_the_form_as_it_was() -> None:
    data, form = read(samples.check_sheet)
    filled = fill_docx_form(data, form, Filling(answers={item.id: Filled(text=" ") for item in form.items}))
    assert opened(filled).element.xml == opened(data).element.xml


def test_characters_that_no_xml_can_hold_are_left_out() -> None:
    data, form = read(samples.application_form)
    assert "概要です。" in body_texts(filled_with(data, form, {"拠点の概要": "概要\x00\x0bです。"}))


def test_an_answer_without_a_place_is_refused_by_name() -> None:
    data, form = read(samples.application_form)
    item = by_label(form, "拠点名")
    for place, code in ((None, "form_place_unset"), ("table:9/row:1/cell:1", "form_place_unknown")):
        moved = form.model_copy(update={"items": (item.model_copy(update={"place": place}),)})
        with pytest.raises(FormUnreadable) as refused:
            fill_docx_form(data, moved, Filling(answers={item.id: Filled(text="架空拠点")}))
        assert refused.value.code == code and "拠点名" in str(refused.value)
    with pytest.raises(FormUnreadable) as refused:
        fill_docx_form(data, form, Filling(answers={"no-such-item": Filled(text="x")}))
    assert refused.value.code == "form_item_unknown"
    with pytest.raises(FormUnreadable) as refused:
        filled_with(data, form, {"類型": ("南極型",)})
    assert refused.value.code == "form_option_unknown"


def test_a_file_without_items_or_without_sense_is_refused() -> None:
    word = Document()
    word.add_paragraph("お知らせ。本日は休業します。")
    with pytest.raises(FormUnreadable) as refused:
        read_docx_form(samples.saved(word), "お知らせ.docx")
    assert refused.value.code == "form_no_items"
    for data, code in ((b"no zip", "document_damaged"), (b"\xd0\xcf\x11\xe0" + b"0" * 99, "document_encrypted")):
        with pytest.raises(DocumentUnreadable) as unreadable:
            read_docx_form(data, "壊れた.docx")
        assert unreadable.value.code == code


def test_a_damaged_body_is_refused() -> None:
    data = with_parts(samples.check_sheet(), {"word/document.xml": b"<w:document"})
    with pytest.raises(DocumentUnreadable):
        read_docx_form(data, "壊れた.docx")


def test_text_that_word_split_over_runs_is_read_and_ticked_as_one() -> None:
    word = Document()
    paragraph = word.add_paragraph()
    for piece in ("１", "．規程", "はありますか", "　", "□", "は", "い　", "□い", "いえ"):
        paragraph.add_run(piece).bold = piece == "は"
    data = samples.saved(word)
    form = read_docx_form(data, "質問.docx")
    assert by_label(form, "規程はありますか").options == ("はい", "いいえ")
    ticked = opened(filled_with(data, form, {"規程はありますか": ("いいえ",)}))
    assert ticked.paragraphs[0].text == "１．規程はありますか　□はい　☑いいえ"
    assert [run.text for run in ticked.paragraphs[0].runs if run.bold] == ["は"]


def test_a_zip_is_packed_the_same_way_whatever_the_time() -> None:
    first = stable_zip(samples.check_sheet())
    word = opened(first)
    word.core_properties.revision = 9
    again = stable_zip(samples.saved(word), first)
    with zipfile.ZipFile(io.BytesIO(first)) as before, zipfile.ZipFile(io.BytesIO(again)) as after:
        assert before.namelist() == after.namelist()
        assert before.read("docProps/core.xml") == after.read("docProps/core.xml")
        assert {info.date_time for info in after.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert stable_zip(again, first) == again == stable_zip(samples.saved(word), first)
    with pytest.raises(KeyError):
        with_parts(first, {"word/none.xml": b""})

"""advisor/forms/pdf_form: what fillable PDF forms ask for, and the answers in their fields."""

import io
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from pypdfium2 import PdfDocument
from sample_pdf_forms import application_form, canvas, printed_form, say

from advisor.errors import DocumentUnreadable, FormUnreadable
from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind
from advisor.forms.pdf_form import fill_pdf_form, read_pdf_form

NAME = "form.pdf"
FACE = "【下書き・未承認】人が確かめてから提出してください。"


@pytest.fixture(scope="module")
def form() -> Form:
    return read_pdf_form(application_form(), NAME)


def of(form: Form, field: str) -> FormItem:
    return next(item for item in form.items if item.field == field)


def filled(form: Form, answers: dict[str, Filled], face: str = "", data: bytes | None = None) -> bytes:
    by_id = {of(form, field).id: answer for field, answer in answers.items()}
    return fill_pdf_form(data or application_form(), form, Filling(answers=by_id, face=face))


def stored(data: bytes) -> dict[str, Any]:
    return {name: field.get("/V") for name, field in (PdfReader(io.BytesIO(data)).get_fields() or {}).items()}


def changed(data: bytes, change: Any) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_text_left_of_a_field_is_its_label_and_a_tooltip_goes_before_it(form: Form) -> None:
    assert of(form, "org").label == "機関名" and of(form, "org").path == ("申請者の概要",)
    assert of(form, "rep").label == "代表者の役職・氏名"


def test_the_text_above_a_field_gives_number_limit_and_instruction(form: Form) -> None:
    vision, finance = of(form, "vision"), of(form, "finance")
    assert (vision.number, vision.label, vision.limit_chars) == ("(1)", "ビジョンと目的", 200)
    assert (finance.label, finance.limit_chars) == ("財政基盤", 300) and "収入の内訳" in finance.instruction


def test_buttons_lists_and_boxes_are_choices(form: Form) -> None:
    assert of(form, "type").options == ("国際展開型", "地域貢献型")
    assert (of(form, "ip_yes").label, of(form, "ip_yes").options) == ("知財規程の有無", ("はい", "いいえ"))
    assert of(form, "region").options == ("北海道・東北", "関東")
    assert of(form, "agree").options == ("記載内容に相違がないことを確認しました",)
    assert all(of(form, field).kind is ItemKind.CHOICE for field in ("type", "ip_yes", "region", "agree"))


def test_fields_of_a_table_are_named_by_column_and_row(form: Form) -> None:
    assert [(of(form, field).label, of(form, field).path) for field in ("name_745", "tel_745", "tel_720")] == [
        ("氏名", ("連絡先", "研究担当")),
        ("電話番号", ("連絡先", "研究担当")),
        ("電話番号", ("連絡先", "事務担当")),
    ]


def test_items_come_in_reading_order_with_places_that_name_the_page(form: Form) -> None:
    assert [item.field for item in form.items[:5]] == ["org", "rep", "type", "ip_yes", "region"]
    assert form.places[0].label == "1ページ「機関名」"
    assert form.places[-1].label.startswith("2ページ") and form.title == "架空拠点 選抜申請書(架空・テスト用)"


def test_fields_for_the_office_and_read_only_ones_are_no_items(form: Form) -> None:
    assert not {"office", "locked"} & {item.field for item in form.items}


def test_hidden_and_computed_fields_are_no_items() -> None:
    def change(writer: PdfWriter) -> None:
        for annotation in writer.pages[0]["/Annots"]:
            field = annotation.get_object()
            if field.get("/T") == "org":
                field[NameObject("/F")] = NumberObject(2)
            if field.get("/T") == "rep":
                field[NameObject("/AA")] = DictionaryObject({NameObject("/C"): DictionaryObject()})

    form = read_pdf_form(changed(application_form(), change), NAME)
    assert not {"org", "rep"} & {item.field for item in form.items}


def test_names_that_a_program_gave_are_no_labels() -> None:
    pdf, written = canvas()
    say(pdf, 60, 705, "拠点名")
    pdf.acroForm.textfield(name="topmostSubform[0].Text1[0]", tooltip="Text1", x=160, y=700, width=200, height=18)
    pdf.acroForm.textfield(name="contact_person", x=60, y=500, width=200, height=18)
    pdf.save()
    form = read_pdf_form(written.getvalue(), NAME)
    assert [item.label for item in form.items] == ["拠点名", "contact person"]


def test_values_are_stored_as_the_file_names_them(form: Form) -> None:
    answers = {
        "org": Filled(text="架空大学"),
        "vision": Filled(text="一行目\n二行目"),
        "type": Filled(chosen=("地域貢献型",)),
        "ip_yes": Filled(chosen=("いいえ",)),
        "region": Filled(chosen=("関東",)),
        "agree": Filled(chosen=("記載内容に相違がないことを確認しました",)),
    }
    kept = stored(filled(form, answers))
    assert (kept["org"], kept["vision"], kept["type"]) == ("架空大学", "一行目\n二行目", "/regional")
    assert (kept["ip_yes"], kept["ip_no"], kept["region"], kept["agree"]) == ("/Off", "/Yes", "east", "/Yes")
    assert kept["rep"] == ""


def test_a_filled_field_shows_its_japanese(form: Form) -> None:
    empty = seen(filled(form, {}))
    assert seen(filled(form, {"org": Filled(text="架空大学の①㈱髙﨑")})) > empty
    reader = PdfReader(io.BytesIO(filled(form, {"org": Filled(text="架空大学")})))
    acro_form: Any = reader.root_object["/AcroForm"]
    assert acro_form["/NeedAppearances"] is True or acro_form["/NeedAppearances"] == BooleanObject(True)
    widget: Any = next(a.get_object() for a in reader.pages[0]["/Annots"] if a.get_object().get("/T") == "org")
    assert "架空大学".encode("utf-16-be").hex().encode() in widget["/AP"]["/N"].get_object().get_data()


def seen(data: bytes) -> int:
    """How much of the first page is dark."""
    document = PdfDocument(data)
    try:
        document.init_forms()
        return sum(value < 100 for value in document[0].render(scale=1, grayscale=True).to_pil().getdata())
    finally:
        document.close()


def test_a_long_answer_is_made_to_fit(form: Form) -> None:
    data = filled(form, {"vision": Filled(text="あ" * 900)})
    reader = PdfReader(io.BytesIO(data))
    widget: Any = next(a.get_object() for a in reader.pages[0]["/Annots"] if a.get_object().get("/T") == "vision")
    look = widget["/AP"]["/N"].get_object().get_data().decode()
    lines = look.count("Tj")
    size = float(look.split("/JapaneseGothic ")[1].split()[0])
    assert 900 / lines * size <= 470 and lines * size * 1.3 <= 100


def test_the_filled_file_begins_with_the_form_byte_for_byte(form: Form) -> None:
    data = application_form()
    assert filled(form, {"org": Filled(text="架空大学")}, FACE).startswith(data)


def test_the_same_answers_give_the_same_bytes(form: Form) -> None:
    answers = {"org": Filled(text="架空大学"), "type": Filled(chosen=("国際展開型",))}
    assert filled(form, answers, FACE) == filled(form, answers, FACE)


def test_the_face_is_a_note_on_the_first_page_that_is_printed_too(form: Form) -> None:
    reader = PdfReader(io.BytesIO(filled(form, {}, FACE)))
    notes = [a.get_object() for a in reader.pages[0]["/Annots"] if a.get_object()["/Subtype"] == "/FreeText"]
    assert [note["/Contents"] for note in notes] == [FACE] and notes[0]["/F"] == 4 and "/AP" in notes[0]
    assert not [a for a in reader.pages[1]["/Annots"] if a.get_object()["/Subtype"] == "/FreeText"]


def test_a_filled_form_is_read_like_the_empty_one(form: Form) -> None:
    again = read_pdf_form(filled(form, {"org": Filled(text="架空大学")}, FACE), NAME)
    assert again.items == form.items


def test_a_form_that_only_its_owner_may_change_is_filled_unprotected(form: Form) -> None:
    data = changed(application_form(), lambda writer: writer.encrypt("", "owner", algorithm="AES-256"))
    written = filled(form, {"org": Filled(text="架空大学")}, data=data)
    assert read_pdf_form(data, NAME).items == form.items
    assert stored(written)["org"] == "架空大学" and not PdfReader(io.BytesIO(written)).is_encrypted


def test_a_second_copy_of_the_fields_in_xfa_goes(form: Form) -> None:
    def change(writer: PdfWriter) -> None:
        acro_form: Any = writer.root_object["/AcroForm"]
        acro_form.get_object()[NameObject("/XFA")] = TextStringObject("<xdp/>")

    written = filled(form, {"org": Filled(text="架空大学")}, data=changed(application_form(), change))
    acro_form: Any = PdfReader(io.BytesIO(written)).root_object["/AcroForm"]
    assert "/XFA" not in acro_form.get_object() and stored(written)["org"] == "架空大学"


def test_a_pdf_without_fields_asks_for_nothing() -> None:
    with pytest.raises(FormUnreadable) as fault:
        read_pdf_form(printed_form(), NAME)
    assert fault.value.code == "form_no_items"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 nothing", "document_damaged"),
        (
            changed(application_form(), lambda writer: writer.encrypt("secret", algorithm="AES-256")),
            "document_encrypted",
        ),
    ],
    ids=["damaged", "password"],
)
def test_a_file_that_cannot_be_opened_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentUnreadable) as fault:
        read_pdf_form(data, NAME)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("answers", "change", "code"),
    [
        ({"field:none": Filled(text="架空")}, {}, "form_item_unknown"),
        ({"field:org": Filled(text="架空")}, {"place": None}, "form_place_unset"),
        ({"field:org": Filled(text="架空")}, {"place": "field:gone"}, "form_place_unknown"),
        ({"field:type": Filled(chosen=("第三の型",))}, {}, "form_option_unknown"),
    ],
)
def test_an_answer_that_has_no_place_is_an_error(
    form: Form, answers: dict[str, Filled], change: dict[str, str | None], code: str
) -> None:
    items = tuple(item.model_copy(update=change) if item.field == "org" else item for item in form.items)
    with pytest.raises(FormUnreadable) as fault:
        fill_pdf_form(application_form(), form.model_copy(update={"items": items}), Filling(answers=answers))
    assert fault.value.code == code

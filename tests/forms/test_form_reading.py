"""advisor/forms/reading.py: forms of any format by their ending, and a person's corrections."""

import io

import pytest
import sample_docx_forms as samples
from docx import Document

from advisor.errors import FormUnreadable
from advisor.forms.model import Filled, Filling, Form, FormFormat, FormItem, ItemKind
from advisor.forms.reading import FORM_ENDINGS, ItemChange, fill_form, read_form, with_mapping


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(samples.application_form(), "申請用紙.DOCX")


def place_of(form: Form, words: str) -> str:
    """The place whose label ends in `words`."""
    return next(place.id for place in form.places if words in place.label)


def changed(form: Form, **change: object) -> FormItem:
    return with_mapping(form, (ItemChange.model_validate(change),)).item(str(change["id"]))


def refusal(form: Form, *changes: ItemChange) -> str:
    with pytest.raises(FormUnreadable) as refused:
        with_mapping(form, changes)
    return refused.value.code


def test_a_form_is_read_and_filled_by_the_ending_of_its_file(form: Form) -> None:
    assert form.format is FormFormat.DOCX and set(FORM_ENDINGS) == {".docx", ".xlsx", ".pdf"}
    answers = {form.items[0].id: Filled(text="架空拠点")}
    filled = fill_form(samples.application_form(), form, Filling(answers=answers))
    assert Document(io.BytesIO(filled)).tables[0].cell(0, 1).text.strip() == "架空拠点"
    for name in ("申請用紙.doc", "申請用紙", "申請用紙.zip"):
        with pytest.raises(FormUnreadable) as refused:
            read_form(b"", name)
        assert refused.value.code == "form_format_unknown"


def test_a_built_in_outline_has_no_file_to_fill(form: Form) -> None:
    with pytest.raises(FormUnreadable):
        fill_form(b"", form.model_copy(update={"format": FormFormat.OUTLINE}), Filling(answers={}))


def test_a_person_corrects_label_limit_and_place(form: Form) -> None:
    item = form.items[0]
    place = place_of(form, "連絡先")
    new = changed(form, id=item.id, label=" 拠点の正式名称 ", limit_chars=50, place=place)
    assert (new.label, new.limit_chars, new.place, new.path) == ("拠点の正式名称", 50, place, item.path)
    assert changed(form, id="paragraph31", limit_chars=0).limit_chars is None
    assert changed(form, id=item.id, place="").place is None
    assert with_mapping(form, ()) == form


def test_an_answer_goes_where_the_person_said(form: Form) -> None:
    place = place_of(form, "「３．拠点の計画」")
    moved = with_mapping(form, (ItemChange(id="added", label="計画の要約", place=place),))
    assert [item.label for item in moved.items].index("計画の要約") == [i.label for i in moved.items].index(
        "拠点の概要"
    ) + 1
    filled = fill_form(samples.application_form(), moved, Filling(answers={"added": Filled(text="架空の要約")}))
    texts = [paragraph.text for paragraph in Document(io.BytesIO(filled)).paragraphs]
    assert texts[texts.index("３．拠点の計画") + 1] == "架空の要約"


def test_an_item_is_removed_and_its_place_is_free(form: Form) -> None:
    first, second = form.items[0], form.items[1]
    moved = with_mapping(form, (ItemChange(id=first.id, remove=True), ItemChange(id=second.id, place=first.place)))
    assert first.id not in {item.id for item in moved.items}
    assert moved.item(second.id).place == first.place


def test_a_choice_takes_the_options_of_its_place(form: Form) -> None:
    boxes = next(item for item in form.items if item.kind is ItemKind.CHOICE)
    changes = (
        ItemChange(id=boxes.id, remove=True),
        ItemChange(id="added", label="型", kind=ItemKind.CHOICE, place=boxes.place),
    )
    assert with_mapping(form, changes).item("added").options == ("国際展開型", "地域貢献型")
    assert refusal(form, ItemChange(id=boxes.id, options=("南極型",))) == "form_change_invalid"
    assert refusal(form, ItemChange(id=boxes.id, kind=ItemKind.TEXT)) == "form_place_takes_choice"
    text = changed(form, id=boxes.id, kind=ItemKind.TEXT, place="")
    assert text.kind is ItemKind.TEXT and text.options == ()


def test_corrections_that_make_no_sense_are_refused(form: Form) -> None:
    first, second = form.items[0], form.items[1]
    assert refusal(form, ItemChange(id=first.id, place="paragraph:999")) == "form_place_unknown"
    assert refusal(form, ItemChange(id=first.id, place=second.place)) == "form_place_taken"
    assert refusal(form, ItemChange(id="no-such", remove=True)) == "form_item_unknown"
    assert refusal(form, ItemChange(id=first.id, label="  ")) == "form_change_invalid"
    assert refusal(form, ItemChange(id=first.id, limit_chars=-1)) == "form_change_invalid"
    assert refusal(form, ItemChange(id="added", label="項目")) == "form_change_invalid"
    assert refusal(form, ItemChange(id=first.id, kind=ItemKind.CHOICE)) == "form_change_invalid"
    assert refusal(form, *(ItemChange(id=item.id, remove=True) for item in form.items)) == "form_no_items"

"""Official application forms of any format, by the ending of their file; and what a person corrects of them."""

from pathlib import PurePath
from typing import Any

from advisor.errors import FormUnreadable
from advisor.forms.docx_form import fill_docx_form, read_docx_form
from advisor.forms.model import Filling, Form, FormFormat, FormItem, ItemKind, Place
from advisor.forms.pdf_form import fill_pdf_form, read_pdf_form
from advisor.forms.xlsx_form import fill_xlsx_form, read_xlsx_form
from advisor.messages import say
from advisor.values import Value

_READERS = {".docx": read_docx_form, ".xlsx": read_xlsx_form, ".pdf": read_pdf_form}
_WRITERS = {
    FormFormat.DOCX: fill_docx_form,
    FormFormat.XLSX: fill_xlsx_form,
    FormFormat.PDF: fill_pdf_form,
}
FORM_ENDINGS = tuple(_READERS)
_LONGEST_LABEL = 500
_LARGEST_LIMIT = 100_000  # characters: a long book


class ItemChange(Value):
    """What a person says of an item. What is None stays as it is; `limit_chars` 0: no limit; `place` "": nowhere.

    `id` of an item that the form does not have yet adds it (a label and a place are needed). `remove`: the item goes.
    """

    id: str
    label: str | None = None
    number: str | None = None
    path: tuple[str, ...] | None = None
    instruction: str | None = None
    limit_chars: int | None = None
    kind: ItemKind | None = None
    options: tuple[str, ...] | None = None
    multiple: bool | None = None
    place: str | None = None
    remove: bool = False


def read_form(data: bytes, name: str) -> Form:
    """The items and places of a form. Raises FormUnreadable, and DocumentUnreadable for a file that cannot be read."""
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise FormUnreadable("form_format_unknown", name=name)
    return reader(data, name)


def fill_form(data: bytes, form: Form, filling: Filling) -> bytes:
    """The form with the answers in their places. Raises as `read_form` does, and where an answer has no place."""
    writer = _WRITERS.get(form.format)
    if writer is None:
        raise FormUnreadable("form_format_unknown", name=form.name)
    return writer(data, form, filling)


def with_mapping(form: Form, changes: tuple[ItemChange, ...]) -> Form:
    """The form as a person corrected it; items that are added come where their place stands in the file.

    Raises FormUnreadable: form_item_unknown, form_place_unknown, form_place_taken, form_place_takes_choice,
    form_change_invalid, form_no_items.
    """
    places = {place.id: place for place in form.places}
    items = {item.id: item for item in form.items}
    for change in changes:
        known = items.get(change.id)
        if change.remove:
            if known is None:
                raise FormUnreadable("form_item_unknown", item=change.id, name=form.name)
            del items[change.id]
            continue
        items[change.id] = _changed(form, known, change, places)
    _check_places(form, tuple(items.values()), places)
    if not items:
        raise FormUnreadable("form_no_items", name=form.name)
    order = {place.id: at for at, place in enumerate(form.places)}
    return form.model_copy(update={"items": _in_order(form.items, items, order)})


def _changed(form: Form, known: FormItem | None, change: ItemChange, places: dict[str, Place]) -> FormItem:
    """The item as changed. A choice has the options of its place, unless the person gives others."""
    said = change.model_dump(exclude_none=True, exclude={"remove"})
    said["kind"] = change.kind or (known.kind if known is not None else ItemKind.TEXT)
    item: dict[str, Any] = {**(known.model_dump() if known is not None else {}), **said}
    item["place"] = item.get("place") or None
    item["limit_chars"] = item.get("limit_chars") or None
    label = str(item.get("label", "")).strip()
    item["label"] = label
    if not 0 < len(label) <= _LONGEST_LABEL:
        raise _invalid(change.id, "field_label", label)
    limit = item["limit_chars"]
    if limit is not None and not 0 < limit <= _LARGEST_LIMIT:
        raise _invalid(label, "field_limit", limit)
    place = places.get(item["place"]) if item["place"] is not None else None
    if item["place"] is not None and place is None:
        raise FormUnreadable("form_place_unknown", place=item["place"], item=label, name=form.name)
    if known is None and place is None:
        raise _invalid(label, "field_place", "")
    if item["kind"] is ItemKind.TEXT:
        item |= {"options": (), "multiple": False}
    elif change.options is None and place is not None and place.options:
        item["options"] = place.options
    elif place is not None and place.options and not set(item["options"]) <= set(place.options):
        raise _invalid(label, "field_options", "、".join(item["options"]))
    if item["kind"] is ItemKind.CHOICE and not item.get("options"):
        raise _invalid(label, "field_options", "")
    return FormItem.model_validate(item)


def _check_places(form: Form, items: tuple[FormItem, ...], places: dict[str, Place]) -> None:
    """No two items at one place, and no text where only boxes are."""
    taken: dict[str, FormItem] = {}
    for item in items:
        if item.place is None:
            continue
        if item.place in taken:
            label = places[item.place].label if item.place in places else item.place
            raise FormUnreadable("form_place_taken", place=label, first=taken[item.place].label, second=item.label)
        taken[item.place] = item
        if item.kind is ItemKind.TEXT and item.place in places and places[item.place].options:
            raise FormUnreadable(
                "form_place_takes_choice", place=places[item.place].label, item=item.label, name=form.name
            )


def _in_order(before: tuple[FormItem, ...], items: dict[str, FormItem], order: dict[str, int]) -> tuple[FormItem, ...]:
    """The items that stay in their order, each new one before the first that stands behind it in the file."""
    stay = [items[item.id] for item in before if item.id in items]
    known = {item.id for item in before}
    for item in items.values():
        if item.id in known:
            continue
        at = order.get(item.place or "", len(order))
        behind = (i for i, other in enumerate(stay) if order.get(other.place or "", -1) > at)
        stay.insert(next(behind, len(stay)), item)
    return tuple(stay)


def _invalid(item: str, field: str, value: object) -> FormUnreadable:
    return FormUnreadable("form_change_invalid", item=item, field=say(f"forms.{field}"), value=value)

"""The items that were recognised in a loaded form, to be corrected by a person before they are used. Pure."""

from html import escape

from advisor.dossiers.records import Dossier
from advisor.forms.model import Form, FormFormat, FormItem, ItemKind
from app.ui.drafting.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import MESSAGES, attributes, folded_html

_COLUMNS = ("keep", "number", "label", "limit", "kind", "place")


def form_items_html(dossier: Dossier, wording: Wording) -> str:
    """The table, folded away once the dossier is under way; nothing for a built-in outline, which is as it is.

    The places of the form stand in the page once: each list takes them over when it is opened.
    """
    form = dossier.form
    if form.format is FormFormat.OUTLINE:
        return ""
    columns = [wording.text(f"column_{name}") for name in _COLUMNS]
    rows = [_row(item, form, number, wording) for number, item in enumerate(form.items)]
    added = FormItem(id="", label="")
    shown = [*rows, _row(added, form, len(rows), wording)]
    table = table_html(wording.text("form_items", n=len(rows)), columns, shown, "stacked form-items")
    buttons = (
        f'<div class="form-buttons"><button type="submit" class="primary">{wording.html("form_use")}</button></div>'
    )
    body = (
        f'<p class="hint">{wording.html("form_hint")}</p>{_places_html(form, wording)}'
        f'<form data-send="map" {attributes({"revision": dossier.revision})} novalidate>'
        f"{table}{buttons}{MESSAGES}</form>"
    )
    folded = folded_html(wording.text("form_summary", n=len(rows)), body, "more", opened=dossier.revision == 1)
    heading = f'<h3 id="draft-form-title" tabindex="-1">{wording.html("form_title")}</h3>'
    return f'<section class="bench-section" aria-labelledby="draft-form-title">{heading}{folded}</section>'


def _places_html(form: Form, wording: Wording) -> str:
    options = "".join(f'<option value="{escape(place.id)}">{escape(place.label)}</option>' for place in form.places)
    return (
        f'<select id="draft-places" hidden tabindex="-1" aria-label="{wording.html("column_place")}">'
        f'<option value="">{wording.html("place_none")}</option>{options}</select>'
    )


def _row(item: FormItem, form: Form, number: int, wording: Wording) -> list[Cell]:
    """An item with its fields; one without an id is what a person may add."""
    label = item.label if item.id else wording.text("added_item")
    about = wording.text("of_item", label=label)
    field = f"draft-form-{number}"
    checked = " checked" if item.id else ""
    keep = (
        f'<input type="checkbox" id="{field}-keep" data-row="{escape(item.id)}" data-field="keep"{checked} '
        f'aria-label="{wording.html("keep_item", label=label)}">'
    )
    above = item.path if item.id else (label,)
    path = "".join(f'<span class="item-path">{escape(name)}</span>' for name in above)
    words = (
        f'{path}<input type="text" id="{field}-label" data-field="label" value="{escape(item.label)}" '
        f'aria-label="{wording.html("column_label")} {escape(about)}">'
    )
    limit = (
        f'<input type="text" inputmode="numeric" id="{field}-limit" data-field="limit" class="limit" '
        f'value="{item.limit_chars or ""}" aria-label="{wording.html("column_limit")} {escape(about)}">'
    )
    return [
        Cell(html=keep, classes="pick-cell"),
        text_cell(item.number),
        Cell(html=words, classes="long-cell"),
        Cell(html=limit),
        Cell(html=_kind_html(item, wording) if item.id else ""),
        Cell(html=_place_html(item, form, f"{field}-place", f"{wording.text('column_place')} {about}", wording)),
    ]


def _kind_html(item: FormItem, wording: Wording) -> str:
    if item.kind is ItemKind.TEXT:
        return wording.html("kind_text")
    options = "、".join(option or wording.text("lone_box") for option in item.options)
    return f'{wording.html("kind_choice")}<span class="options-of">{escape(options)}</span>'


def _place_html(item: FormItem, form: Form, field: str, name: str, wording: Wording) -> str:
    known = next((place.label for place in form.places if place.id == item.place), item.place or "")
    shown = escape(known) if item.place else wording.html("place_none")
    return (
        f'<select id="{field}" data-field="place" data-places aria-label="{escape(name)}">'
        f'<option value="{escape(item.place or "")}" selected>{shown}</option></select>'
    )

"""Correcting the recognised items of a loaded form."""

import unicodedata
from collections.abc import Sequence

from advisor.errors import EditRejected
from advisor.forms.model import Form, FormItem, ItemKind
from advisor.forms.reading import ItemChange, with_mapping
from app.ui.drafting.dossier_acts import Act
from app.ui.drafting.exchange import MappedItem
from app.ui.drafting.form_items import form_items_html
from app.ui.drafting.place import Place
from app.ui.drafting.showing import changed_parts
from app.ui.panels import message_html
from app.ui.workbench.exchange import Reply


def map_items(place: Place) -> Reply:
    """Take the items as they were corrected. Where texts would leave the form, that is asked first."""
    sent = place.sent
    dossier = place.store.dossier(place.actor, place.dossier_id)
    form = with_mapping(dossier.form, changes(dossier.form, sent.rows))
    try:
        dossier = place.store.set_form_mapping(place.actor, dossier.id, form, sent.revision, sent.force)
    except EditRejected as refused:
        if refused.code != "items_would_lose_text":
            raise
        button = f'<button type="submit" class="danger" data-force>{place.wording.html("form_force")}</button>'
        told = message_html(refused.user_message(place.language))
        return Reply(ok=False, message=f'{told}<div class="form-buttons">{button}</div>')
    parts = changed_parts(place, dossier) | {"form": form_items_html(dossier, place.wording), "editor": ""}
    return Reply(parts=parts, said=place.wording.text("form_saved"), focus="draft-form-title")


def changes(form: Form, rows: Sequence[MappedItem]) -> tuple[ItemChange, ...]:
    """What the rows of the table say differently. A row of an item that the form does not have adds it.

    Raises EditRejected("limit_invalid").
    """
    known = {item.id: item for item in form.items}
    return tuple(change for row in rows if (change := _change(row, known.get(row.id), form)) is not None)


def _change(row: MappedItem, item: FormItem | None, form: Form) -> ItemChange | None:
    if not row.keep:
        return ItemChange(id=row.id, remove=True) if item is not None else None
    limit = limit_of(row)
    if item is None:
        options = next((place.options for place in form.places if place.id == row.place), ())
        kind = ItemKind.CHOICE if options else ItemKind.TEXT
        return ItemChange(id=row.id, label=row.label, limit_chars=limit, kind=kind, place=row.place)
    if (row.label, limit, row.place) == (item.label, item.limit_chars or 0, item.place or ""):
        return None
    return ItemChange(id=row.id, label=row.label, limit_chars=limit, place=row.place)


def limit_of(row: MappedItem) -> int:
    """The limit in characters as it was typed, also in full width; 0 for none. Raises EditRejected("limit_invalid").

    >>> limit_of(MappedItem(id="a", limit="４００")), limit_of(MappedItem(id="a", limit=" "))
    (400, 0)
    """
    typed = unicodedata.normalize("NFKC", row.limit).strip().replace(",", "").removesuffix("字")
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise EditRejected("limit_invalid", label=row.label[:40], value=row.limit)
    return int(typed)


FORM_ACTS: dict[str, Act] = {"map": map_items}

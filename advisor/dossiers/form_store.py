"""The form of a dossier: its file, and its items as a person corrected them."""

from typing import Any

from sqlalchemy import select, update

from advisor.dossiers.dossier_store import changed_dossier
from advisor.dossiers.form_mapping import Mapping, mapping, words_under
from advisor.dossiers.item_rows import add_version, create_item, read_items, update_item
from advisor.dossiers.item_rules import ItemWords, minute, status_after_edit
from advisor.dossiers.records import Dossier, EventKind, Item, Status, VersionKind
from advisor.dossiers.tables import form_files, items
from advisor.dossiers.transactions import Change, Stored, of_dossier
from advisor.errors import EditRejected
from advisor.forms.model import Form
from advisor.storage.actors import Actor

_SHOWN_ITEMS = 5


class Forms(Stored):
    """The forms of dossiers."""

    def form_file(self, actor: Actor, dossier_id: str) -> bytes | None:
        """The form's file as it was loaded; None for a built-in outline."""
        with self._reading(actor, dossier_id) as connection:
            wanted = select(form_files.c.data).where(of_dossier(form_files, actor, dossier_id))
            data = connection.execute(wanted).scalar_one_or_none()
            return None if data is None else bytes(data)

    def set_form_mapping(
        self, actor: Actor, dossier_id: str, form: Form, revision: int, force: bool = False
    ) -> Dossier:
        """Take the form with its items as a person corrected them. Items of the same id keep their texts.

        An item that goes keeps its texts and versions, and has them again when it comes back. Raises EditRejected
        ("form_changed_meanwhile") on a dossier that is no longer at `revision`, ("items_would_lose_text") unless
        `force`.
        """
        with self._changing(actor, dossier_id) as change:
            if change.row.revision != revision:
                raise EditRejected("form_changed_meanwhile", by=change.row.updated_by, at=minute(change.row.updated_at))
            plan = mapping(form, read_items(change.connection, actor, dossier_id))
            if plan.losing and not force:
                labels = "、".join(item.form_item.label for item in plan.losing[:_SHOWN_ITEMS])
                raise EditRejected("items_would_lose_text", count=len(plan.losing), labels=labels)
            _apply(change, plan)
            return changed_dossier(change, EventKind.FORM_MAPPED, form.name, form=form, form_name=form.name)


def _apply(change: Change, plan: Mapping) -> None:
    """Bring the items to the new form. What stays keeps its revision unless its words change."""
    here = of_dossier(items, change.actor, change.dossier_id)
    gone = {item.id: item for item in read_items(change.connection, change.actor, change.dossier_id, removed=True)}

    def place(item_id: str, **columns: Any) -> None:
        change.connection.execute(update(items).where(here, items.c.id == item_id).values(columns))

    for item in plan.removed:
        place(item.id, removed=True)
    for position, form_item in plan.added:
        if form_item.id not in gone:
            create_item(change, form_item, position)
            continue
        item = gone[form_item.id]
        place(item.id, position=position, form_item=form_item, removed=False)
        _reconsider(change, item, words_under(form_item, item), VersionKind.RESTORE)
    for position, form_item, item, words in plan.kept:
        place(item.id, position=position, form_item=form_item)
        if not words.same_as(item):
            _reconsider(change, item, words, VersionKind.EDIT)


def _reconsider(change: Change, item: Item, words: ItemWords, kind: VersionKind) -> None:
    """Give the item words that nobody has approved under this form."""
    status = status_after_edit(Status.DRAFTED, words)
    update_item(change, item.id, item.revision, **words.columns(), status=status, note="")
    if not words.same_as(ItemWords()) or item.text or item.chosen:
        add_version(change, item.id, kind, words, status)

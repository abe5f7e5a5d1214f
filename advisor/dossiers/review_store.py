"""From draft to approval: a named person decides, and each step leaves a version and a line in the history."""

from typing import Any

from advisor.dossiers.item_rows import add_version, read_item, update_item
from advisor.dossiers.item_rules import (
    ItemEditRejected,
    ItemWords,
    blanks,
    changed_meanwhile,
    item_note,
    minute,
)
from advisor.dossiers.records import EventKind, Item, Status, VersionKind
from advisor.dossiers.transactions import Change, Stored
from advisor.errors import EditRejected
from advisor.storage.actors import Actor

_EVENTS = {
    VersionKind.REVIEW: EventKind.SENT_TO_REVIEW,
    VersionKind.APPROVE: EventKind.APPROVED,
    VersionKind.REOPEN: EventKind.REOPENED,
}
_SHOWN_BLANKS = 5


class Reviews(Stored):
    """The steps of an item's status."""

    def send_to_review(self, actor: Actor, dossier_id: str, item_id: str, revision: int, note: str = "") -> Item:
        """Ask for a review of the item as it was read.

        Raises ItemEditRejected("item_changed_meanwhile"), ("item_approved"), ("item_empty").
        """
        kept = item_note(note)
        with self._changing(actor, dossier_id) as change:
            item = read_item(change.connection, actor, dossier_id, item_id)
            _refuse_approved(item)
            _refuse_empty(item)
            return _step(change, item, revision, VersionKind.REVIEW, Status.IN_REVIEW, kept)

    def approve(self, actor: Actor, dossier_id: str, item_id: str, revision: int, note: str = "") -> Item:
        """Approve the item as it was read; it takes no edits until it is reopened.

        Raises EditRejected("approver_unnamed") for an actor without a name, ItemEditRejected("item_empty"),
        ("item_has_blanks") for marked blanks without a note that says why, ("item_changed_meanwhile"),
        ("item_approved").
        """
        kept = item_note(note)
        if not actor.name.strip():
            raise EditRejected("approver_unnamed")
        with self._changing(actor, dossier_id) as change:
            item = read_item(change.connection, actor, dossier_id, item_id)
            _refuse_approved(item)
            if item.revision != revision:
                raise changed_meanwhile(item)  # before what is wrong with words that the approver has not seen
            _refuse_empty(item)
            left = blanks(item.text)
            if left and not kept:
                shown = "、".join(left[:_SHOWN_BLANKS])
                raise ItemEditRejected("item_has_blanks", item, count=len(left), blanks=shown)
            return _step(change, item, revision, VersionKind.APPROVE, Status.APPROVED, kept)

    def reopen(self, actor: Actor, dossier_id: str, item_id: str, note: str) -> Item:
        """Take an approval back, or an item back from review, so that it is a draft again. The note says why.

        Raises EditRejected("note_required"), ItemEditRejected("item_not_closed").
        """
        kept = item_note(note)
        if not kept:
            raise EditRejected("note_required")
        with self._changing(actor, dossier_id) as change:
            item = read_item(change.connection, actor, dossier_id, item_id)
            if item.status not in {Status.APPROVED, Status.IN_REVIEW}:
                raise ItemEditRejected("item_not_closed", item)
            return _step(change, item, item.revision, VersionKind.REOPEN, Status.DRAFTED, kept)


def _step(change: Change, item: Item, revision: int, kind: VersionKind, status: Status, note: str) -> Item:
    columns: dict[str, Any] = {"status": status, "note": note}
    if not update_item(change, item.id, revision, **columns):
        raise changed_meanwhile(item)
    words = ItemWords(text=item.text, chosen=item.chosen, sentences=item.sentences)
    add_version(change, item.id, kind, words, status, note)
    change.tell(_EVENTS[kind], note, item.id)
    return read_item(change.connection, change.actor, change.dossier_id, item.id)


def _refuse_approved(item: Item) -> None:
    if item.status is Status.APPROVED:
        raise ItemEditRejected("item_approved", item, by=item.updated_by, at=minute(item.updated_at))


def _refuse_empty(item: Item) -> None:
    if not item.text.strip() and not item.chosen:
        raise ItemEditRejected("item_empty", item)

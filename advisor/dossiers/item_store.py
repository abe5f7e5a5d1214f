"""Editing items. No words are lost: each saved state is in a version, also one that came too late."""

from collections.abc import Iterable
from typing import Any

from advisor.dossiers.item_rows import (
    add_version,
    is_kept,
    join_version,
    read_item,
    read_items,
    read_version,
    read_versions,
    update_item,
)
from advisor.dossiers.item_rules import (
    ItemEditRejected,
    ItemWords,
    changed_meanwhile,
    item_words,
    minute,
    refuse_unknown_choice,
    status_after_edit,
)
from advisor.dossiers.records import EventKind, Item, Sentence, Status, Version, VersionKind
from advisor.dossiers.transactions import Change, Stored
from advisor.drafting.model import DraftClaim, ItemDraft
from advisor.storage.actors import Actor

_EVENTS = {
    VersionKind.DRAFT: EventKind.DRAFTED,
    VersionKind.EDIT: EventKind.EDITED,
    VersionKind.RESTORE: EventKind.RESTORED,
}


class Items(Stored):
    """Items and their versions."""

    def items(self, actor: Actor, dossier_id: str) -> list[Item]:
        """The dossier's items in the order of the form."""
        with self._reading(actor, dossier_id) as connection:
            return read_items(connection, actor, dossier_id)

    def item(self, actor: Actor, dossier_id: str, item_id: str) -> Item:
        """One item as it stands. Raises RecordMissing("item_missing")."""
        with self._reading(actor, dossier_id) as connection:
            return read_item(connection, actor, dossier_id, item_id)

    def versions(self, actor: Actor, dossier_id: str, item_id: str) -> list[Version]:
        """Every state of an item's text, oldest first; also of an item that the form no longer has."""
        with self._reading(actor, dossier_id) as connection:
            return read_versions(connection, actor, dossier_id, item_id)

    def save_draft(
        self,
        actor: Actor,
        dossier_id: str,
        item_id: str,
        draft: ItemDraft,
        sentences: Iterable[Sentence],
        revision: int,
    ) -> Item:
        """Make the draft's text the item's. Its earlier text stays in the versions; the item counts as drafted.

        Raises ItemEditRejected("item_changed_meanwhile") or ("item_approved"): the draft's text is then kept as a
        version of kind CONFLICT.
        """
        words = item_words(draft.text, draft.chosen, sentences)
        with self._changing(actor, dossier_id) as change:
            item = read_item(change.connection, actor, dossier_id, item_id)
            refuse_unknown_choice(item.form_item, words.chosen)
            columns = {"draft": draft, "status": Status.DRAFTED, "note": ""}
            outcome = _replace_words(change, item, revision, words, VersionKind.DRAFT, columns)
        return _item_or_refusal(outcome)

    def save_text(
        self,
        actor: Actor,
        dossier_id: str,
        item_id: str,
        text: str,
        chosen: Iterable[str],
        sentences: Iterable[Sentence],
        revision: int,
    ) -> Item:
        """Save what a person wrote on top of `revision`; the item as it then stands.

        The words that the item already has are no change, whatever the revision. Saves of one actor within five
        minutes become one version, as long as none takes away more than a few words.

        Raises ItemEditRejected("item_changed_meanwhile") when somebody was faster, ("item_approved"): the words are
        then kept as a version of kind CONFLICT, and `current` is the item as it stands. EditRejected
        ("item_text_too_long"), ("option_unknown"), ("one_option_only"): nothing is kept.
        """
        words = item_words(text, chosen, sentences)
        with self._changing(actor, dossier_id) as change:
            item = read_item(change.connection, actor, dossier_id, item_id)
            if words.same_as(item):
                return item
            refuse_unknown_choice(item.form_item, words.chosen)
            columns = {"status": status_after_edit(item.status, words)}
            outcome = _replace_words(change, item, revision, words, VersionKind.EDIT, columns)
        return _item_or_refusal(outcome)

    def restore_version(self, actor: Actor, dossier_id: str, item_id: str, number: int, revision: int) -> Item:
        """Make the words of a version the item's again. The present ones stay in the versions.

        Raises RecordMissing("version_missing"), ItemEditRejected("item_changed_meanwhile") or ("item_approved").
        """
        with self._changing(actor, dossier_id) as change:
            item = read_item(change.connection, actor, dossier_id, item_id)
            version = read_version(change.connection, actor, dossier_id, item_id, number)
            chosen = tuple(option for option in version.chosen if option in item.form_item.options)
            sentences = tuple(_with_present_claim(each, item.draft) for each in version.sentences)
            words = ItemWords(text=version.text, chosen=chosen, sentences=sentences)
            if words.same_as(item):
                return item
            columns = {"status": status_after_edit(item.status, words)}
            outcome = _replace_words(change, item, revision, words, VersionKind.RESTORE, columns, note=str(number))
        return _item_or_refusal(outcome)


def _replace_words(
    change: Change,
    item: Item,
    revision: int,
    words: ItemWords,
    kind: VersionKind,
    columns: dict[str, Any],
    note: str = "",
) -> Item | ItemEditRejected:
    """Give the item these words if it has `revision` and may be edited, else keep them aside.

    The item as it then stands, or the refusal, to be raised when what was kept is committed.
    """
    if item.status is Status.APPROVED:
        _keep_aside(change, item, words)
        return ItemEditRejected("item_approved", item, by=item.updated_by, at=minute(item.updated_at))
    if not update_item(change, item.id, revision, **words.columns(), **columns):
        _keep_aside(change, item, words)
        return changed_meanwhile(item)
    status = Status(columns["status"])
    if kind is VersionKind.EDIT and join_version(change, item.id, words, status):
        change.touch()
    else:
        add_version(change, item.id, kind, words, status, note)
        change.tell(_EVENTS[kind], note, item.id)
    return read_item(change.connection, change.actor, change.dossier_id, item.id)


def _with_present_claim(sentence: Sentence, draft: ItemDraft | None) -> Sentence:
    """A sentence of an earlier draft names the claim of the present one that rests on the same words, or none."""
    if sentence.claim is None:
        return sentence
    claims = draft.claims if draft is not None else ()
    at = next((n for n, claim in enumerate(claims) if claim.citations and _is_within(claim, sentence)), None)
    return sentence.model_copy(update={"claim": at})


def _is_within(claim: DraftClaim, sentence: Sentence) -> bool:
    return set(claim.citations) <= set(sentence.citations)


def _item_or_refusal(outcome: Item | ItemEditRejected) -> Item:
    if isinstance(outcome, ItemEditRejected):
        raise outcome
    return outcome


def _keep_aside(change: Change, item: Item, words: ItemWords) -> None:
    if not words.empty and not words.same_as(item) and not is_kept(change, item.id, words):
        add_version(change, item.id, VersionKind.CONFLICT, words, item.status)
        change.tell(EventKind.CONFLICT, item_id=item.id)

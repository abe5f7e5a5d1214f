"""Items and their versions in the database, inside a transaction that is going on."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from advisor.dossiers.item_rules import ItemWords, joins
from advisor.dossiers.records import Item, Status, Version, VersionKind
from advisor.dossiers.tables import item_versions, items
from advisor.dossiers.transactions import Change, of_dossier
from advisor.errors import RecordMissing
from advisor.forms.model import FormItem
from advisor.storage.actors import Actor


def read_items(connection: Connection, actor: Actor, dossier_id: str, removed: bool = False) -> list[Item]:
    """The items in the form's order; with `removed` also those that are no longer in the form, in no certain order."""
    here = of_dossier(items, actor, dossier_id)
    if not removed:
        here &= items.c.removed.is_(False)
    return [_item(row) for row in connection.execute(select(items).where(here).order_by(items.c.position, items.c.id))]


def read_item(connection: Connection, actor: Actor, dossier_id: str, item_id: str) -> Item:
    """The item. Raises RecordMissing("item_missing")."""
    here = of_dossier(items, actor, dossier_id) & (items.c.id == item_id) & items.c.removed.is_(False)
    row = connection.execute(select(items).where(here)).one_or_none()
    if row is None:
        raise RecordMissing("item_missing")
    return _item(row)


def read_versions(connection: Connection, actor: Actor, dossier_id: str, item_id: str) -> list[Version]:
    """The versions, oldest first; also those of an item that is no longer in the form."""
    here = of_dossier(item_versions, actor, dossier_id) & (item_versions.c.item_id == item_id)
    wanted = select(item_versions).where(here).order_by(item_versions.c.number)
    return [_version(row) for row in connection.execute(wanted)]


def read_version(connection: Connection, actor: Actor, dossier_id: str, item_id: str, number: int) -> Version:
    """One version. Raises RecordMissing("version_missing")."""
    here = of_dossier(item_versions, actor, dossier_id) & (item_versions.c.item_id == item_id)
    row = connection.execute(select(item_versions).where(here, item_versions.c.number == number)).one_or_none()
    if row is None:
        raise RecordMissing("version_missing", number=number)
    return _version(row)


def create_item(change: Change, form_item: FormItem, position: int) -> None:
    """Add an item that is still empty."""
    row = {
        "id": form_item.id,
        "position": position,
        "form_item": form_item,
        "status": Status.EMPTY,
        "text": "",
        "chosen": (),
        "draft": None,
        "sentences": (),
        "revision": 1,
        "note": "",
        "removed": False,
    }
    change.connection.execute(insert(items).values({**change.keys(), **change.done("updated_"), **row}))


def update_item(change: Change, item_id: str, revision: int, **columns: Any) -> bool:
    """Change the item if it still has that revision, which then goes up; whether it had."""
    here = of_dossier(items, change.actor, change.dossier_id) & (items.c.id == item_id)
    columns |= {**change.done("updated_"), "revision": items.c.revision + 1}
    done = change.connection.execute(update(items).where(here, items.c.revision == revision).values(columns))
    return done.rowcount == 1


def add_version(
    change: Change, item_id: str, kind: VersionKind, words: ItemWords, status: Status, note: str = ""
) -> None:
    """Keep a state of the item's words under the next number."""
    here = of_dossier(item_versions, change.actor, change.dossier_id) & (item_versions.c.item_id == item_id)
    newest = change.connection.execute(select(func.max(item_versions.c.number)).where(here)).scalar() or 0
    row = {
        "item_id": item_id,
        "number": newest + 1,
        "kind": kind,
        **words.columns(),
        "status": status,
        "note": note,
        "begun_at": change.at,
    }
    change.connection.execute(insert(item_versions).values({**change.keys(), **change.done(), **row}))


def join_version(change: Change, item_id: str, words: ItemWords, status: Status) -> bool:
    """Put an edit into the item's last version, if it joins that (`item_rules.joins`); whether it did."""
    here = of_dossier(item_versions, change.actor, change.dossier_id) & (item_versions.c.item_id == item_id)
    newest = select(item_versions).where(here).order_by(item_versions.c.number.desc()).limit(1)
    row = change.connection.execute(newest).one_or_none()
    if row is None or not joins(_version(row), row.by_id, row.begun_at, change.actor, words, change.at):
        return False
    columns = {**words.columns(), "status": status, "at": change.at}
    change.connection.execute(update(item_versions).where(here, item_versions.c.number == row.number).values(columns))
    return True


def is_kept(change: Change, item_id: str, words: ItemWords) -> bool:
    """Whether some version of the item has exactly these words."""
    here = of_dossier(item_versions, change.actor, change.dossier_id) & (item_versions.c.item_id == item_id)
    same = (item_versions.c.text == words.text) & (item_versions.c.chosen == words.chosen)
    return change.connection.execute(select(item_versions.c.number).where(here, same).limit(1)).first() is not None


def _item(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        position=row.position,
        form_item=row.form_item,
        status=Status(row.status),
        text=row.text,
        chosen=row.chosen,
        draft=row.draft,
        sentences=row.sentences,
        revision=row.revision,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        note=row.note,
    )


def _version(row: Row[Any]) -> Version:
    return Version(
        number=row.number,
        kind=VersionKind(row.kind),
        text=row.text,
        chosen=row.chosen,
        sentences=row.sentences,
        status=Status(row.status),
        note=row.note,
        at=row.at,
        by=row.by,
    )

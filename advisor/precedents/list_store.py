"""Lists of hubs that people save, with notes. Each change says which revision was read, so none overwrites another."""

import uuid
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from advisor.errors import EditRejected, RecordMissing
from advisor.precedents.records import ListEntry, PrecedentList
from advisor.precedents.tables import precedent_list_entries, precedent_lists
from advisor.precedents.transactions import Change, Stored
from advisor.storage.actors import Actor
from advisor.storage.words import one_line, storable

NAME_CHARS, NOTE_CHARS, MOST_ENTRIES = 200, 4000, 100


class Lists(Stored):
    """Saved lists. Methods see the actor's workspace alone; a list of another one is RecordMissing("list_missing").

    `revision`: the one that was read; None where the change overwrites nothing. Another one is
    EditRejected("list_changed_meanwhile").
    """

    def create_list(self, actor: Actor, name: str, note: str = "") -> PrecedentList:
        """A new list without hubs. Raises EditRejected("list_name_empty"), ("list_name_too_long"),
        ("list_note_too_long")."""
        list_id, words = uuid.uuid4().hex, {"name": _name(name), "note": _note(note)}
        with self._changing(actor) as change:
            row = {"id": list_id, "workspace_id": actor.workspace, "revision": 1, **words}
            change.connection.execute(
                insert(precedent_lists).values({**row, **change.done("created_"), **change.done("updated_")})
            )
            return _list(change.connection, actor, list_id)

    def lists(self, actor: Actor) -> list[PrecedentList]:
        """All lists, the last changed first."""
        mine = select(precedent_lists.c.id).where(precedent_lists.c.workspace_id == actor.workspace)
        wanted = mine.order_by(precedent_lists.c.updated_at.desc(), precedent_lists.c.id)
        with self.database.reading() as connection:
            return [_list(connection, actor, list_id) for list_id in connection.execute(wanted).scalars()]

    def saved_list(self, actor: Actor, list_id: str) -> PrecedentList:
        """One list. Raises RecordMissing("list_missing")."""
        with self.database.reading() as connection:
            return _list(connection, actor, list_id)

    def rename_list(
        self, actor: Actor, list_id: str, revision: int | None, *, name: str | None = None, note: str | None = None
    ) -> PrecedentList:
        """Another name or note; None: as it is. Raises as `create_list`."""
        words = {"name": None if name is None else _name(name), "note": None if note is None else _note(note)}
        with self._changing(actor) as change:
            _lock(change, list_id, revision)
            return _touched(change, list_id, **{key: value for key, value in words.items() if value is not None})

    def add_hub(self, actor: Actor, list_id: str, hub_id: str, note: str = "") -> PrecedentList:
        """Put a hub at the end. Raises EditRejected("list_has_hub"), ("list_full"), ("list_note_too_long")."""
        said = _note(note)
        with self._changing(actor) as change:
            present = _lock(change, list_id, None)
            if hub_id in present:
                raise EditRejected("list_has_hub")
            if len(present) >= MOST_ENTRIES:
                raise EditRejected("list_full", limit=MOST_ENTRIES)
            row = {"list_id": list_id, "hub_id": hub_id, "position": len(present), "note": said}
            keys = {"workspace_id": actor.workspace, **change.done("added_")}
            change.connection.execute(insert(precedent_list_entries).values({**row, **keys}))
            return _touched(change, list_id)

    def note_hub(self, actor: Actor, list_id: str, hub_id: str, note: str, revision: int | None) -> PrecedentList:
        """Another note on a hub. Raises RecordMissing("list_hub_missing")."""
        said = _note(note)
        with self._changing(actor) as change:
            _known(hub_id, _lock(change, list_id, revision))
            here = _of_list(actor, list_id, hub_id)
            change.connection.execute(update(precedent_list_entries).where(*here).values(note=said))
            return _touched(change, list_id)

    def remove_hub(self, actor: Actor, list_id: str, hub_id: str, revision: int | None = None) -> PrecedentList:
        """Take a hub out, with its note. Raises RecordMissing("list_hub_missing")."""
        with self._changing(actor) as change:
            present = _lock(change, list_id, revision)
            _known(hub_id, present)
            change.connection.execute(delete(precedent_list_entries).where(*_of_list(actor, list_id, hub_id)))
            _order(change, list_id, [each for each in present if each != hub_id])
            return _touched(change, list_id)

    def order_hubs(self, actor: Actor, list_id: str, hub_ids: list[str], revision: int | None) -> PrecedentList:
        """Another order of the same hubs. Raises EditRejected("list_order_wrong") where they are not the same."""
        with self._changing(actor) as change:
            present = _lock(change, list_id, revision)
            if sorted(present) != sorted(hub_ids):
                raise EditRejected("list_order_wrong")
            _order(change, list_id, hub_ids)
            return _touched(change, list_id)

    def delete_list(self, actor: Actor, list_id: str, revision: int | None = None) -> None:
        """Delete a list with its notes."""
        with self._changing(actor) as change:
            _lock(change, list_id, revision)
            here = (precedent_lists.c.workspace_id == actor.workspace, precedent_lists.c.id == list_id)
            change.connection.execute(delete(precedent_lists).where(*here))


def _lock(change: Change, list_id: str, revision: int | None) -> list[str]:
    """Lock the list's row, so that changes of one list follow each other; its hubs in order."""
    row = _row(change.connection, change.actor, list_id, lock=True)
    if revision is not None and revision != row.revision:
        raise EditRejected("list_changed_meanwhile", name=row.name, by=row.updated_by)
    return [entry.hub_id for entry in _entries(change.connection, change.actor, list_id)]


def _touched(change: Change, list_id: str, **columns: Any) -> PrecedentList:
    here = (precedent_lists.c.workspace_id == change.actor.workspace, precedent_lists.c.id == list_id)
    raised = {"revision": precedent_lists.c.revision + 1, **change.done("updated_"), **columns}
    change.connection.execute(update(precedent_lists).where(*here).values(raised))
    return _list(change.connection, change.actor, list_id)


def _order(change: Change, list_id: str, hub_ids: list[str]) -> None:
    for position, hub_id in enumerate(hub_ids):
        here = _of_list(change.actor, list_id, hub_id)
        change.connection.execute(update(precedent_list_entries).where(*here).values(position=position))


def _row(connection: Connection, actor: Actor, list_id: str, lock: bool = False) -> Row[Any]:
    here = (precedent_lists.c.workspace_id == actor.workspace, precedent_lists.c.id == list_id)
    wanted = select(precedent_lists).where(*here)
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise RecordMissing("list_missing")
    return row


def _entries(connection: Connection, actor: Actor, list_id: str) -> tuple[ListEntry, ...]:
    columns = precedent_list_entries.c
    here = (columns.workspace_id == actor.workspace, columns.list_id == list_id)
    wanted = select(precedent_list_entries).where(*here).order_by(columns.position, columns.hub_id)
    return tuple(
        ListEntry(hub_id=row.hub_id, note=row.note, added_at=row.added_at, added_by=row.added_by)
        for row in connection.execute(wanted)
    )


def _list(connection: Connection, actor: Actor, list_id: str) -> PrecedentList:
    row = _row(connection, actor, list_id)
    return PrecedentList(
        id=row.id,
        name=row.name,
        note=row.note,
        entries=_entries(connection, actor, list_id),
        revision=row.revision,
        created_at=row.created_at,
        created_by=row.created_by,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )


def _of_list(actor: Actor, list_id: str, hub_id: str) -> tuple[Any, ...]:
    columns = precedent_list_entries.c
    return columns.workspace_id == actor.workspace, columns.list_id == list_id, columns.hub_id == hub_id


def _known(hub_id: str, present: list[str]) -> None:
    if hub_id not in present:
        raise RecordMissing("list_hub_missing")


def _name(text: str) -> str:
    name = one_line(text)
    if not name:
        raise EditRejected("list_name_empty")
    if len(name) > NAME_CHARS:
        raise EditRejected("list_name_too_long", limit=NAME_CHARS)
    return name


def _note(text: str) -> str:
    said = storable(text).strip()
    if len(said) > NOTE_CHARS:
        raise EditRejected("list_note_too_long", limit=f"{NOTE_CHARS:,}")
    return said

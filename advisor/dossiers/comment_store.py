"""Remarks on items, and the dossier's history."""

import uuid
from typing import Any

from sqlalchemy import Row, insert, select, update

from advisor.dossiers.item_rows import read_item
from advisor.dossiers.item_rules import COMMENT_CHARS
from advisor.dossiers.records import Comment, Event, EventKind
from advisor.dossiers.tables import comments, events
from advisor.dossiers.transactions import Stored, of_dossier
from advisor.errors import EditRejected, RecordMissing
from advisor.storage.actors import Actor
from advisor.storage.words import storable


class Comments(Stored):
    """Remarks and history."""

    def add_comment(self, actor: Actor, dossier_id: str, item_id: str, text: str) -> Comment:
        """Remark on an item, in any status. Raises EditRejected("comment_empty") or ("comment_too_long")."""
        said = storable(text).strip()
        if not said:
            raise EditRejected("comment_empty")
        if len(said) > COMMENT_CHARS:
            raise EditRejected("comment_too_long", limit=f"{COMMENT_CHARS:,}")
        with self._changing(actor, dossier_id) as change:
            read_item(change.connection, actor, dossier_id, item_id)
            row = {"id": uuid.uuid4().hex, "item_id": item_id, "text": said}
            change.connection.execute(insert(comments).values({**change.keys(), **change.done(), **row}))
            change.tell(EventKind.COMMENTED, item_id=item_id)
            here = of_dossier(comments, actor, dossier_id) & (comments.c.id == row["id"])
            return _comment(change.connection.execute(select(comments).where(here)).one())

    def resolve_comment(self, actor: Actor, dossier_id: str, comment_id: str) -> Comment:
        """Say that a remark is dealt with; one that already is stays as it is.

        Raises RecordMissing("comment_missing").
        """
        with self._changing(actor, dossier_id) as change:
            here = of_dossier(comments, actor, dossier_id) & (comments.c.id == comment_id)
            open_one = update(comments).where(here, comments.c.resolved_at.is_(None))
            resolved = change.connection.execute(open_one.values(change.done("resolved_")))
            row = change.connection.execute(select(comments).where(here)).one_or_none()
            if row is None:
                raise RecordMissing("comment_missing")
            if resolved.rowcount:
                change.tell(EventKind.COMMENT_RESOLVED, item_id=row.item_id)
            return _comment(row)

    def comments(self, actor: Actor, dossier_id: str, item_id: str | None = None) -> list[Comment]:
        """The remarks on an item, or on all of the dossier's, oldest first."""
        here = of_dossier(comments, actor, dossier_id)
        if item_id is not None:
            here &= comments.c.item_id == item_id
        with self._reading(actor, dossier_id) as connection:
            wanted = select(comments).where(here).order_by(comments.c.at, comments.c.id)
            return [_comment(row) for row in connection.execute(wanted)]

    def events(self, actor: Actor, dossier_id: str) -> list[Event]:
        """What happened to the dossier, oldest first."""
        wanted = select(events).where(of_dossier(events, actor, dossier_id)).order_by(events.c.number)
        with self._reading(actor, dossier_id) as connection:
            return [_event(row) for row in connection.execute(wanted)]


def _comment(row: Row[Any]) -> Comment:
    return Comment(
        id=row.id,
        item_id=row.item_id,
        text=row.text,
        at=row.at,
        by=row.by,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by or "",
    )


def _event(row: Row[Any]) -> Event:
    return Event(at=row.at, by=row.by, kind=EventKind(row.kind), item_id=row.item_id, detail=row.detail)

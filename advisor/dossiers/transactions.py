"""What each change of a dossier has in common: who, when, on which dossier; the dossier's row is locked first.

All changes of one dossier wait for each other, in the same order of locks, so none can end in a deadlock.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Table, insert, select, update

from advisor.dossiers.records import EventKind
from advisor.dossiers.tables import dossiers, events
from advisor.errors import RecordMissing
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor
from advisor.storage.database import Database

LIGHT = [column for column in dossiers.c if column.name != "form"]  # a form is long, and is parsed


def this_moment() -> datetime:
    """Now in Asia/Tokyo, to the microsecond: versions and comments follow each other within a second."""
    return datetime.now(JST)


class Change(NamedTuple):
    """A change of one dossier that is going on: `row` is the dossier's without its form, locked until the end."""

    connection: Connection
    actor: Actor
    at: datetime
    row: Row[Any]

    @property
    def dossier_id(self) -> str:
        return str(self.row.id)

    def keys(self) -> dict[str, str]:
        """The columns that each row of a dossier has."""
        return {"workspace_id": self.actor.workspace, "dossier_id": self.dossier_id}

    def done(self, prefix: str = "") -> dict[str, Any]:
        """The columns that say when and by whom."""
        return {f"{prefix}at": self.at, f"{prefix}by_id": self.actor.id, f"{prefix}by": self.actor.name}

    def tell(self, kind: EventKind, detail: str = "", item_id: str | None = None) -> None:
        """Add a line to the dossier's history, which also makes the dossier the last one changed."""
        row = {**self.keys(), **self.done(), "kind": kind, "detail": detail, "item_id": item_id}
        self.connection.execute(insert(events).values(row))
        self.touch()

    def touch(self, **columns: Any) -> None:
        """Change the dossier's own row, at least when and by whom it was changed last."""
        here = (dossiers.c.workspace_id == self.actor.workspace, dossiers.c.id == self.dossier_id)
        self.connection.execute(update(dossiers).where(*here).values(**self.done("updated_"), **columns))


class Stored:
    """A part of the store: the database, and the clock that times come from."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = this_moment) -> None:
        self.database = database
        self._clock = clock

    @contextmanager
    def _changing(self, actor: Actor, dossier_id: str) -> Iterator[Change]:
        """A change of the dossier in one transaction. Raises RecordMissing("dossier_missing")."""
        with self.database.writing() as connection:
            row = dossier_row(connection, actor, dossier_id, lock=True)
            yield Change(connection, actor, self._clock(), row)

    @contextmanager
    def _reading(self, actor: Actor, dossier_id: str) -> Iterator[Connection]:
        """Reading of the dossier in one transaction. Raises RecordMissing("dossier_missing")."""
        with self.database.reading() as connection:
            dossier_row(connection, actor, dossier_id)
            yield connection


def dossier_row(
    connection: Connection, actor: Actor, dossier_id: str, lock: bool = False, whole: bool = False
) -> Row[Any]:
    """The dossier's row, with its form if it is wanted `whole`.

    Raises RecordMissing("dossier_missing"), also for one of another workspace.
    """
    columns = dossiers.c if whole else LIGHT
    wanted = select(*columns).where(dossiers.c.workspace_id == actor.workspace, dossiers.c.id == dossier_id)
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise RecordMissing("dossier_missing")
    return row


def of_dossier(table: Table, actor: Actor, dossier_id: str) -> ColumnElement[bool]:
    """The condition for the rows of a dossier of the actor's workspace."""
    return (table.c.workspace_id == actor.workspace) & (table.c.dossier_id == dossier_id)

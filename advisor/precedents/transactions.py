"""What each change in the precedent room has in common: one transaction, who and when, and a known workspace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from advisor.programs.schedule import JST
from advisor.storage.actors import Actor
from advisor.storage.database import Database
from advisor.storage.migrating import admit


def this_moment() -> datetime:
    """Now in Asia/Tokyo."""
    return datetime.now(JST)


class Change(NamedTuple):
    """A change that is going on."""

    connection: Connection
    actor: Actor
    at: datetime

    def done(self, prefix: str = "") -> dict[str, Any]:
        """The columns that say when and by whom."""
        return {f"{prefix}at": self.at, f"{prefix}by_id": self.actor.id, f"{prefix}by": self.actor.name}


class Stored:
    """A part of the store: the database, and the clock that times come from."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = this_moment) -> None:
        self.database = database
        self._clock = clock

    def admit(self, actor: Actor) -> None:
        """Make the actor and the workspace known, where they are not. The local ones always are."""
        with self.database.writing() as connection:
            admit(connection, actor, self._clock())

    @contextmanager
    def _changing(self, actor: Actor) -> Iterator[Change]:
        with self.database.writing() as connection:
            yield Change(connection, actor, self._clock())

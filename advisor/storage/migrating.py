"""Brings a database to the newest version, in one transaction that only one process at a time is in."""

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite

from advisor.dates import now
from advisor.errors import ServiceFault
from advisor.storage.actors import Actor
from advisor.storage.schema import metadata
from advisor.storage.tables import actors, memberships, workspaces

MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 4_741_200_310  # of PostgreSQL: any number that other programs do not use
_one_at_a_time = threading.Lock()  # Alembic keeps its context in a global
_MEMBER = "member"


def migrate(engine: Engine, place: str) -> None:
    """Upgrade to the newest version; the local workspace and its actor are there afterwards.

    Raises ServiceFault("database_newer") for one that a newer program has changed, ("database_foreign") for one that
    holds other things under the names of our tables.
    """
    with _one_at_a_time, engine.execution_options(immediate=True).connect() as connection:
        if engine.dialect.name == "sqlite":
            driver = connection.connection.cursor()
            # Another program may have left a write-ahead log on: see database.py.
            driver.execute("PRAGMA journal_mode = DELETE")
            # A table is changed by making it anew, which would delete what points to it. No effect in a transaction.
            driver.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
            _refuse_others(connection, place)
            command.upgrade(alembic_config(connection), "head")
            admit(connection, Actor(), now())


def alembic_config(connection: Connection) -> Config:
    """Alembic over our migrations, on a connection that is in a transaction."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def admit(connection: Connection, actor: Actor, at: datetime) -> None:
    """The actor's workspace, the actor, and the one's being in the other: made where missing."""
    _insert_unless_there(connection, workspaces, id=actor.workspace, name=actor.workspace, created_at=at)
    _insert_unless_there(connection, actors, id=actor.id, name=actor.name, created_at=at)
    _insert_unless_there(connection, memberships, workspace_id=actor.workspace, actor_id=actor.id, role=_MEMBER)


def _refuse_others(connection: Connection, place: str) -> None:
    version = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if version is not None and version not in known:
        raise ServiceFault("database_newer", folder=place)
    if version is None and set(inspect(connection).get_table_names()) & metadata.tables.keys():
        raise ServiceFault("database_foreign", folder=place)


def _insert_unless_there(connection: Connection, table: Table, **row: Any) -> None:
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(table).values(**row).on_conflict_do_nothing())

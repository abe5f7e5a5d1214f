"""The store over SQLite and PostgreSQL (a test that takes `store` runs on both), and a room over the real corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import emptied, own_database
from precedent_cases import OUTSIDER
from pydantic import SecretStr

from advisor.knowledge import Knowledge
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.room import PrecedentRoom, make_room
from advisor.precedents.store import PrecedentStore
from advisor.settings import Settings
from advisor.storage.database import Database, open_database


@pytest.fixture(scope="session")
def postgresql_url(database_server: str) -> str:
    """The address of an empty database."""
    return own_database(database_server, "precedents")


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
    return PrecedentStore(emptied(opened, OUTSIDER))


@pytest.fixture(scope="session")
def descriptions(knowledge: Knowledge) -> Descriptions:
    return Descriptions.of(knowledge)


@pytest.fixture
def room(knowledge: Knowledge, tmp_path: Path) -> Iterator[PrecedentRoom]:
    """A room over a SQLite file of the test's own."""
    database = open_database(Settings(_env_file=None, data_dir=tmp_path))
    yield make_room(database, knowledge)
    database.close()

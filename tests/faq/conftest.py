"""The FAQ's store over SQLite and over PostgreSQL: a test that takes `store` runs on both, and begins with nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import emptied, own_database
from faq_cases import HANAKO, OUTSIDER
from pydantic import SecretStr

from advisor.faq.store import FaqStore
from advisor.settings import Settings
from advisor.storage.database import Database, open_database


@pytest.fixture(scope="session")
def postgresql_url(database_server: str) -> str:
    """The address of an empty database."""
    return own_database(database_server, "faq")


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
    return FaqStore(emptied(opened, HANAKO, OUTSIDER))


@pytest.fixture
def local(tmp_path: Path) -> Iterator[FaqStore]:
    """A store over a SQLite file of the test's own."""
    database = open_database(Settings(_env_file=None, data_dir=tmp_path))
    store = FaqStore(database)
    for actor in (HANAKO, OUTSIDER):
        store.admit(actor)
    yield store
    database.close()

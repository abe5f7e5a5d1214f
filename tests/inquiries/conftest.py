"""The store of inquiries over SQLite and over PostgreSQL: a test that takes `store` runs on both, and begins empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import emptied, own_database, unsafely_quick
from inquiry_cases import HANAKO, OUTSIDER, Clock
from pydantic import SecretStr

from advisor.inquiries.store import InquiryStore
from advisor.settings import Settings
from advisor.storage.database import Database, open_database


@pytest.fixture(scope="session")
def postgresql_url(database_server: str) -> str:
    """The address of an empty database."""
    return own_database(database_server, "inquiries")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def inquiry_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("inquiries")
    if request.param == "sqlite":
        return Settings(_env_file=None, data_dir=folder)
    url = request.getfixturevalue("postgresql_url")
    return Settings(_env_file=None, data_dir=folder, database_url=SecretStr(url))


@pytest.fixture(scope="session")
def opened(inquiry_settings: Settings) -> Iterator[Database]:
    database = open_database(inquiry_settings)
    unsafely_quick(database)
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    """The store's clock, that a test can set forward."""
    return Clock()


@pytest.fixture
def store(opened: Database, clock: Clock) -> InquiryStore:
    return InquiryStore(emptied(opened, HANAKO, OUTSIDER), clock)


@pytest.fixture
def local(tmp_path: Path, clock: Clock) -> Iterator[InquiryStore]:
    """A store over a SQLite file of the test's own."""
    database = open_database(Settings(_env_file=None, data_dir=tmp_path))
    unsafely_quick(database)
    yield InquiryStore(emptied(database, HANAKO, OUTSIDER), clock)
    database.close()

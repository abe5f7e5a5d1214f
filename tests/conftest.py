"""The real corpus and a PostgreSQL server, once for all tests; and how hypothesis runs: the same examples each time,
no deadline."""

from collections.abc import Iterator

import hypothesis
import pytest
from databases import postgresql_server

from advisor.knowledge import Knowledge
from advisor.settings import Settings

hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The bundled corpus with an index of its own."""
    return Knowledge.load(Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """The address of a real PostgreSQL server; a test that needs one is skipped where it cannot be run."""
    with postgresql_server() as url:
        yield url

"""The real corpus, loaded once for all tests; and how hypothesis runs: the same examples each time, no deadline."""

import hypothesis
import pytest

from advisor.knowledge import Knowledge
from advisor.settings import Settings

hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The bundled corpus with an index of its own."""
    return Knowledge.load(Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data")))

"""Settings for a scripted server, with short times; and no key or address of the developer's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from llm.asking_a_model import SECRET
from llm.scripted_server import ScriptedServer

from advisor.llm.chat import Chat, make_chat
from advisor.settings import Settings

MakeChat = Callable[..., Chat]


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.delenv(name, raising=False)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ADVISOR_{name.upper()}", raising=False)


@pytest.fixture
def settings_for(tmp_path: Path) -> Callable[..., Settings]:
    """Settings for a server, with a second of patience and no retries unless told otherwise."""

    def make(server: ScriptedServer | None, **others: Any) -> Settings:
        url = "http://127.0.0.1:9/v1" if server is None else server.url
        usual = {"chat_timeout_s": 2.0, "chat_answer_s": 10.0, "chat_retries": 0, "data_dir": tmp_path / "data"}
        fixed = {"chat_model": "openai:scripted", "chat_base_url": url, "chat_api_key": SECRET}
        return Settings(_env_file=None, **{**fixed, **usual, **others})

    return make


@pytest.fixture
def chat_for(settings_for: Callable[..., Settings]) -> MakeChat:
    """A chat with a server."""

    def make(server: ScriptedServer | None, **others: Any) -> Chat:
        chat = make_chat(settings_for(server, **others))
        assert chat is not None
        return chat

    return make

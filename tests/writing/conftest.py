"""Chats with a scripted server, with short times; and no key or address of the developer's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from llm.scripted_server import ScriptedServer, scripted_llm
from writing.model import MODEL, Model

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat, make_chat
from advisor.settings import Settings

MakeChat = Callable[..., Chat]
Extractive = Callable[[str, str], Answer]
UNREACHABLE = "http://127.0.0.1:9/v1"  # the discard port: nobody listens


def _settings(url: str, data_dir: Path, **others: Any) -> Settings:
    usual = {"chat_timeout_s": 5.0, "chat_answer_s": 20.0, "chat_retries": 0}
    fixed = {"chat_model": MODEL, "chat_base_url": url, "chat_api_key": "none", "data_dir": data_dir}
    return Settings(_env_file=None, **{**usual, **fixed, **others})


def _chat(settings: Settings) -> Chat:
    chat = make_chat(settings)
    assert chat is not None
    return chat


@pytest.fixture(scope="module", autouse=True)
def no_environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "LANGSMITH_TRACING"):
            patched.delenv(name, raising=False)
        for name in Settings.model_fields:
            patched.delenv(f"ADVISOR_{name.upper()}", raising=False)
        yield


@pytest.fixture
def chat_for(tmp_path: Path) -> MakeChat:
    """Makes a chat with a server, or with none at all; no retries unless told otherwise."""

    def make(server: ScriptedServer | None, **others: Any) -> Chat:
        return _chat(_settings(server.url if server else UNREACHABLE, tmp_path / "data", **others))

    return make


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Model]:
    """A model that writes what each test tells it, on one server for a whole module."""
    writer = Model()
    with scripted_llm(writer.reply_to) as server:
        writer.chat = _chat(_settings(server.url, tmp_path_factory.mktemp("data")))
        yield writer


@pytest.fixture(scope="module")
def extractive(knowledge: Knowledge) -> Extractive:
    """What code answers to a question at a moment, each worked out once."""
    known: dict[tuple[str, str], Answer] = {}

    def ask(text: str, as_of: str) -> Answer:
        if (text, as_of) not in known:
            known[text, as_of] = answer(Question(text=text, as_of=parse_as_of(as_of)), knowledge)
        return known[text, as_of]

    return ask

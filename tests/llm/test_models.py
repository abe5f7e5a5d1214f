"""advisor/llm/chunks.py, structured.py, faults.py, spending.py: other models than OpenAI's, by what LangChain makes of
them."""

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from llm.asking_a_model import PROMPT, SCHEMA, said_by

from advisor.llm import chat as chat_module
from advisor.llm.chat import Chat
from advisor.llm.chunks import ending_of, text_of, tokens_of
from advisor.llm.faults import Fault, fault_of, status_of
from advisor.llm.spending import cost_of, estimate_tokens
from advisor.llm.structured import held_to, is_closed
from advisor.settings import Settings

USAGE = [{"input_tokens": 50, "output_tokens": 1, "total_tokens": 51}, {"input_tokens": 0, "output_tokens": 9}]


class ToolModel(BaseChatModel):
    """Holds to a schema by a tool call, as Anthropic's do, and reports its tokens in two parts."""

    @property
    def _llm_type(self) -> str:
        return "tool"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        return self.bind(tools=tools)

    def _generate(self, *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(self, messages: Any, stop: Any = None, run_manager: Any = None, **kwargs: Any) -> Iterator[Any]:
        calls = (
            [[tool_call_chunk(args=part, index=0)] for part in ('{"text"', ': "は', 'い"}')]
            if "tools" in kwargs
            else []
        )
        yield chunk(
            [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "I will call it. "}], usage=USAGE[0]
        )
        yield from (chunk("", tool_call_chunks=call) for call in calls)
        usage = {**USAGE[1], "total_tokens": 9}
        yield chunk("", usage=usage, response_metadata={"stop_reason": "end_turn"})


def chunk(content: Any, usage: Any = None, **others: Any) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=AIMessageChunk(content=content, usage_metadata=usage, **others))


@pytest.fixture
def chat_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    def make(model: BaseChatModel) -> Chat:
        monkeypatch.setattr(chat_module, "make_model", lambda *_: model)
        return Chat(Settings(_env_file=None, chat_model="other:model", data_dir=tmp_path))

    return make


def test_the_json_of_a_tool_call_streams_and_what_is_beside_it_is_dropped(chat_with: Any) -> None:
    chat = chat_with(ToolModel())
    spent = chat.open_answer()
    assert list(chat.reply(PROMPT, SCHEMA, spent)) == ['{"text"', ': "は', 'い"}']
    assert spent.tokens == 60


def test_a_model_that_writes_instead_of_calling_is_heard(chat_with: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.llm.chat.text_of", lambda chunk, of_tool: "" if of_tool else text_of(chunk, False))
    assert said_by(chat_with(ToolModel()), SCHEMA) == "I will call it. "


def test_without_a_schema_the_text_is_the_reply(chat_with: Any) -> None:
    assert said_by(chat_with(ToolModel())) == "I will call it. "


def test_a_model_that_langchain_cannot_hold_writes_freely(chat_with: Any) -> None:
    chat = chat_with(FakeListChatModel(responses=["はい"]))
    assert (said_by(chat, SCHEMA), chat.refused) == ("はい", {"schema"})


def test_the_model_is_left_free_without_a_schema() -> None:
    model = ToolModel()
    assert held_to(model, None, "other") == (model, False)


@pytest.mark.parametrize(
    ("schema", "closed"),
    [
        (SCHEMA, True),
        ({**SCHEMA, "additionalProperties": True}, False),
        ({**SCHEMA, "required": []}, False),
        ({**SCHEMA, "properties": {"text": {"type": "array", "items": {"type": "object"}}}}, False),
        ({"anyOf": [SCHEMA, {"type": "null"}]}, True),
    ],
)
def test_strict_mode_is_asked_for_where_it_can_be(schema: dict[str, Any], closed: bool) -> None:
    assert is_closed(schema) == closed


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("はい", "はい"),
        ([{"type": "text", "text": "は"}, "い"], "はい"),
        ([{"type": "reasoning", "reasoning": "hm"}, {"type": "text"}, {"text": "い"}], "い"),
        ([], ""),
    ],
)
def test_text_is_what_is_meant_for_the_reader(content: Any, text: str) -> None:
    assert text_of(AIMessageChunk(content=content), of_tool=False) == text


def test_endings_and_tokens_by_any_provider() -> None:
    endings = [{"finish_reason": "STOP"}, {"stop_reason": "max_tokens"}, {"done_reason": "length"}, {}]
    found = [ending_of(AIMessageChunk(content="", response_metadata=metadata)) for metadata in endings]
    assert found == ["stop", "max_tokens", "length", None]
    assert tokens_of(AIMessageChunk(content="")) is None
    assert tokens_of(AIMessageChunk(content="", usage_metadata=USAGE[0])) == (50, 1)


class ResponseError(Exception):
    """As ollama's: the status on the error itself."""

    def __init__(self, status: int) -> None:
        super().__init__("model not found")
        self.status_code = status


class ConnectTimeout(TimeoutError): ...


@pytest.mark.parametrize(
    ("error", "started", "code", "again"),
    [
        (ResponseError(404), False, "llm_model_unknown", False),
        (ResponseError(503), False, "llm_failed", True),
        (ResponseError(504), False, "llm_timeout", True),
        (ResponseError(503), True, "llm_failed", False),
        (ConnectTimeout(), False, "llm_timeout", True),
        (ConnectionRefusedError(), False, "llm_unreachable", True),
        (ConnectionResetError(), True, "llm_cut_off", False),
        (ValueError("Did not find api_key"), False, "llm_refused_key", False),
        (KeyError("choices"), False, "llm_failed", False),
    ],
    ids=repr,
)
def test_errors_of_any_provider_are_told_by_name_and_status(
    error: Exception, started: bool, code: str, again: bool
) -> None:
    fault = fault_of(error, started)
    assert (fault.code, fault.again) == (code, again)


class ServerError(ResponseError):
    """With a text of its own."""

    def __init__(self, text: str) -> None:
        super().__init__(500)
        self.args = (text,)


@pytest.mark.parametrize(
    ("text", "part"),
    [("failed to parse grammar", "schema"), ("see the log for more information", None), ("out of memory", None)],
)
def test_a_server_error_is_put_down_to_the_schema_only_where_it_says_so(text: str, part: str | None) -> None:
    assert fault_of(ServerError(text), started=False).part == part


def test_a_status_is_a_status() -> None:
    assert [status_of(ResponseError(status)) for status in (400, 599, 200, 7)] == [400, 599, None, None]


def test_a_schema_that_langchain_cannot_take_is_left_out() -> None:
    with pytest.raises(Fault) as refused:
        held_to(FakeListChatModel(responses=[]), SCHEMA, "other")
    assert refused.value.part == "schema"


def test_tokens_are_estimated_on_the_safe_side() -> None:
    assert [estimate_tokens(text) for text in ("", "あ", "ああああああ", "abcdefgh", "締切 is")] == [0, 1, 4, 2, 3]


def test_money_is_by_the_million() -> None:
    assert cost_of(1_000_000, 500_000, 3.0, 15.0) == 10.5
    assert cost_of(1_000_000, 500_000, None, None) == 0

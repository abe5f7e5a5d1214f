"""advisor/llm/chat.py against a real server on this machine: what comes back, and every way in which it can fail."""

import logging
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from llm.asking_a_model import PROMPT, SCHEMA, SECRET, said_by
from llm.scripted_server import (
    Reply,
    cut_off,
    empty,
    failing,
    hanging,
    html,
    invalid_sse,
    refusing,
    scripted_llm,
    text,
)

from advisor.errors import LlmFailed
from advisor.llm.chat import Chat, Prompt, make_chat
from advisor.settings import Settings

MakeChat = Callable[..., Chat]

JAPANESE = "締切は2025年8月27日12時です。"
JSON = '{"text": "締切は2025年8月27日12時です。"}'


def code_of(chat: Chat, schema: dict[str, Any] | None = None, prompt: Prompt = PROMPT) -> str:
    """The code that the reply fails with."""
    with pytest.raises(LlmFailed) as failed:
        said_by(chat, schema, prompt)
    return failed.value.code


# --- what comes back


def test_without_a_model_there_is_no_chat() -> None:
    assert make_chat(Settings(_env_file=None)) is None


def test_making_one_loads_no_provider_and_connects_to_nothing() -> None:
    code = (
        "import sys, time; from advisor.settings import Settings; from advisor.llm.chat import make_chat\n"
        "chat = make_chat(Settings(_env_file=None, chat_model='openai:x', chat_base_url='http://127.0.0.1:9'))\n"
        "assert chat.name == 'openai:x'\n"
        "print([name for name in ('langchain', 'langchain_openai', 'openai', 'tiktoken') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pieces_come_as_they_are_written(chat_for: MakeChat) -> None:
    with scripted_llm([text(JAPANESE, delay_s=0.1)]) as server:
        chat = chat_for(server)
        said_by(chat)  # the provider's package is loaded
        begun, seen = time.monotonic(), []
        for piece in chat.reply(PROMPT, None, chat.open_answer()):
            seen.append((piece, time.monotonic() - begun))
    assert "".join(piece for piece, _ in seen) == JAPANESE
    assert len(seen) == 3 and seen[-1][1] - seen[0][1] > 0.15


def test_the_request_is_plain(chat_for: MakeChat) -> None:
    with scripted_llm([text(JAPANESE)]) as server:
        said_by(chat_for(server, chat_reply_tokens=300, chat_temperature=0.2))
    (request,) = server.requests
    assert [(m["role"], m["content"]) for m in request.messages] == [
        ("system", PROMPT.system),
        ("user", PROMPT.user),
    ]
    assert request.response_format is None
    assert (request.body["model"], request.body["temperature"]) == ("scripted", 0.2)
    assert request.body["max_completion_tokens"] == 300
    assert request.headers["authorization"] == f"Bearer {SECRET}"


def test_the_variables_of_the_provider_work_too(
    monkeypatch: pytest.MonkeyPatch, settings_for: Callable[..., Settings]
) -> None:
    with scripted_llm([text(JAPANESE)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        chat = make_chat(settings_for(server, chat_base_url=None, chat_api_key=None))
        assert chat is not None and said_by(chat) == JAPANESE
    assert server.requests[0].headers["authorization"] == "Bearer none"


def test_a_schema_is_asked_for_and_the_json_streams(chat_for: MakeChat) -> None:
    with scripted_llm([text(JSON)]) as server:
        chat = chat_for(server)
        pieces = list(chat.reply(PROMPT, SCHEMA, chat.open_answer()))
    assert len(pieces) > 2 and "".join(pieces) == JSON
    assert server.requests[0].response_format == {
        "type": "json_schema",
        "json_schema": {"name": "draft", "strict": True, "schema": SCHEMA},
    }


def test_a_schema_that_is_refused_is_not_asked_for_again(chat_for: MakeChat) -> None:
    with scripted_llm([refusing("response_format", text(JAPANESE))]) as server:
        chat = chat_for(server)
        assert [said_by(chat, SCHEMA), said_by(chat, SCHEMA)] == [JAPANESE, JAPANESE]
        assert chat.refused == {"schema"}
    assert [request.response_format is None for request in server.requests] == [False, True, True]


def test_a_refusal_that_names_nothing_is_tried_without_the_schema(chat_for: MakeChat) -> None:
    with scripted_llm(lambda body: failing(400, "bad request") if "response_format" in body else text("ok")) as server:
        chat = chat_for(server)
        assert (said_by(chat, SCHEMA), chat.refused) == ("ok", {"schema"})
    assert len(server.requests) == 2


def test_a_schema_is_not_blamed_when_leaving_it_out_does_not_help(chat_for: MakeChat) -> None:
    with scripted_llm([failing(400, "prompt too long")]) as server:
        chat = chat_for(server)
        assert code_of(chat, SCHEMA) == "llm_failed"
        assert not chat.refused
    assert len(server.requests) == 2


@pytest.mark.parametrize(("key", "part"), [("temperature", "temperature"), ("stream_options", "stream_usage")])
def test_other_parts_that_are_refused_are_left_out(chat_for: MakeChat, key: str, part: str) -> None:
    with scripted_llm([refusing(key, text(JAPANESE))]) as server:
        chat = chat_for(server)
        assert [said_by(chat), said_by(chat)] == [JAPANESE, JAPANESE]
        assert chat.refused == {part}
    assert [key in request.body for request in server.requests] == [True, False, False]


# --- what can go wrong


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (hanging(), "llm_timeout"),
        (text(JAPANESE, delay_s=0.6), "llm_timeout"),
        (failing(429), "llm_rate_limited"),
        (failing(401, f"Incorrect API key provided: {SECRET}"), "llm_refused_key"),
        (failing(403), "llm_refused_key"),
        (failing(404), "llm_model_unknown"),
        (failing(500), "llm_failed"),
        (failing(418), "llm_failed"),
        (Reply(status=502, body="<html>bad gateway</html>", content_type="text/html"), "llm_failed"),
        (html(), "llm_failed"),
        (invalid_sse(), "llm_failed"),
        (Reply(body='data: {"choices": 5}\n\n', content_type="text/event-stream"), "llm_failed"),
        (Reply(body='data: {"error": {"message": "oops"}}\n\n', content_type="text/event-stream"), "llm_failed"),
        (empty(), "llm_reply_empty"),
        (text(" \n\n "), "llm_reply_empty"),
        (text("あ" * 100_000, piece_chars=1000), "llm_reply_too_long"),
        (text("あ" * 100_000, piece_chars=100_000), "llm_reply_too_long"),
        (text(JSON, finish="length"), "llm_reply_too_long"),
        (cut_off(JSON, after=2), "llm_cut_off"),
        (text(JSON, finish=None), "llm_cut_off"),
        (cut_off(JSON, after=0), "llm_unreachable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.filterwarnings("ignore:Pydantic serializer")  # openai, of a reply that is none
def test_every_fault_has_its_code(chat_for: MakeChat, reply: Reply, code: str) -> None:
    with scripted_llm([reply]) as server:
        assert code_of(chat_for(server, chat_timeout_s=0.4), SCHEMA) == code


def test_a_server_that_is_not_there(chat_for: MakeChat) -> None:
    assert code_of(chat_for(None)) == "llm_unreachable"


def test_what_is_set_wrongly_is_told(chat_for: MakeChat) -> None:
    assert code_of(chat_for(None, chat_model="no-such-provider:x")) == "llm_model_unknown"
    assert code_of(chat_for(None, chat_api_key=None)) == "llm_refused_key"
    chat = chat_for(None, chat_model="mistralai:x")
    with pytest.raises(LlmFailed) as failed:
        said_by(chat)
    assert (failed.value.code, failed.value.values) == ("llm_package_missing", {"package": "langchain-mistralai"})


def test_our_extra_is_named_where_it_has_the_provider(chat_for: MakeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, "langchain_openai", None)
    with pytest.raises(LlmFailed, match=r"jhub-advisor\[llm\]") as failed:
        said_by(chat_for(None))
    assert failed.value.code == "llm_package_missing"


def test_what_was_given_out_before_a_fault_stays_given(chat_for: MakeChat) -> None:
    with scripted_llm([cut_off(JAPANESE, after=2), text(JAPANESE)]) as server:
        chat, pieces = chat_for(server, chat_retries=2), []
        with pytest.raises(LlmFailed):
            for piece in chat.reply(PROMPT, None, chat.open_answer()):
                pieces.append(piece)
    assert "".join(pieces) == JAPANESE[:16]
    assert len(server.requests) == 1  # nothing is repeated after a first piece


def test_a_reply_that_goes_on_is_closed(chat_for: MakeChat) -> None:
    with scripted_llm([text("あ" * 100_000, piece_chars=100, delay_s=0.01)]) as server:
        begun = time.monotonic()
        assert code_of(chat_for(server, chat_reply_chars=1000)) == "llm_reply_too_long"
        assert time.monotonic() - begun < 5  # it would take ten seconds


def test_a_reader_that_stops_ends_the_reply_and_frees_its_place(chat_for: MakeChat) -> None:
    with scripted_llm([text(JAPANESE * 20, delay_s=0.05), text(JAPANESE)]) as server:
        chat = chat_for(server, chat_concurrency=1)
        reply = iter(chat.reply(PROMPT, None, chat.open_answer()))
        next(reply)
        reply.close()  # type: ignore[attr-defined]
        assert said_by(chat) == JAPANESE
        wait_for(lambda: not any(thread.name == "llm-reply" for thread in threading.enumerate()))


def wait_for(done: Callable[[], bool], within_s: float = 5.0) -> None:
    until = time.monotonic() + within_s
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)


# --- retries


@pytest.mark.parametrize("fault", [failing(429), failing(503), cut_off(JAPANESE, after=0), hanging()])
def test_what_may_pass_is_tried_again(chat_for: MakeChat, fault: Reply) -> None:
    with scripted_llm([fault, fault, text(JAPANESE)]) as server:
        begun = time.monotonic()
        assert said_by(chat_for(server, chat_retries=2, chat_timeout_s=0.3)) == JAPANESE
        assert time.monotonic() - begun > 0.7  # 0.25 and 0.5 s of pause, at the least
    assert len(server.requests) == 3


@pytest.mark.parametrize(("fault", "asked"), [(failing(503), 3), (failing(401), 1), (failing(404), 1), (empty(), 1)])
def test_what_does_not_pass_is_given_up(chat_for: MakeChat, fault: Reply, asked: int) -> None:
    with scripted_llm([fault]) as server:
        code_of(chat_for(server, chat_retries=2))
    assert len(server.requests) == asked  # the provider's own retries are off


def test_a_pause_that_the_server_asks_for_is_kept(chat_for: MakeChat) -> None:
    with scripted_llm([failing(429, headers={"retry-after": "1"}), text(JAPANESE)]) as server:
        begun = time.monotonic()
        assert said_by(chat_for(server, chat_retries=1)) == JAPANESE
        assert time.monotonic() - begun > 1


def test_a_pause_longer_than_the_answer_may_take_is_not_begun(chat_for: MakeChat) -> None:
    with scripted_llm([failing(429, headers={"retry-after": "60"})]) as server:
        begun = time.monotonic()
        assert code_of(chat_for(server, chat_retries=2)) == "llm_rate_limited"
        assert time.monotonic() - begun < 5
    assert len(server.requests) == 1


# --- limits


def test_an_answer_has_an_end(chat_for: MakeChat) -> None:
    with scripted_llm([text(JAPANESE * 20, delay_s=0.1)]) as server:
        chat = chat_for(server, chat_answer_s=0.8)
        begun = time.monotonic()
        spent = chat.open_answer()
        with pytest.raises(LlmFailed, match="時間内") as failed:
            list(chat.reply(PROMPT, None, spent))
        assert failed.value.code == "llm_timeout"
        assert 0.7 < time.monotonic() - begun < 3  # the whole reply would take six
        with pytest.raises(LlmFailed):  # no further reply of the same answer
            list(chat.reply(PROMPT, None, spent))


def test_a_server_that_is_down_is_left_alone_and_tried_again(chat_for: MakeChat) -> None:
    replies = [failing(500)] * 3 + [failing(500)] + [text(JAPANESE)]
    with scripted_llm(replies) as server:
        chat = chat_for(server, chat_breaker_faults=3, chat_breaker_rest_s=0.4)
        assert [code_of(chat) for _ in range(4)] == ["llm_failed"] * 3 + ["llm_resting"]
        assert len(server.requests) == 3
        time.sleep(0.5)
        assert [code_of(chat) for _ in range(2)] == ["llm_failed", "llm_resting"]  # one trial, which failed
        assert len(server.requests) == 4
        time.sleep(0.5)
        assert [said_by(chat) for _ in range(2)] == [JAPANESE] * 2
    assert len(server.requests) == 6


def test_connections_that_break_off_count_for_the_breaker(chat_for: MakeChat) -> None:
    with scripted_llm([cut_off(JAPANESE, after=1)]) as server:
        chat = chat_for(server, chat_breaker_faults=2)
        assert [code_of(chat) for _ in range(3)] == ["llm_cut_off", "llm_cut_off", "llm_resting"]


def test_retries_stop_when_the_breaker_opens(chat_for: MakeChat) -> None:
    with scripted_llm([failing(500)]) as server:
        assert code_of(chat_for(server, chat_breaker_faults=2, chat_retries=5)) == "llm_failed"
    assert len(server.requests) == 2


def test_only_so_many_replies_at_once(chat_for: MakeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.llm.chat.BUSY_WAIT_S", 0.1)
    with scripted_llm([text(JAPANESE, delay_s=0.15)]) as server:
        chat = chat_for(server, chat_concurrency=2)
        running = [iter(chat.reply(PROMPT, None, chat.open_answer())) for _ in range(2)]
        firsts = [next(reply) for reply in running]
        assert code_of(chat) == "llm_busy"
        assert ["".join([first, *rest]) for first, rest in zip(firsts, running, strict=True)] == [JAPANESE] * 2
        assert said_by(chat) == JAPANESE


def test_tokens_and_money_are_counted_as_reported(chat_for: MakeChat) -> None:
    with scripted_llm([text(JAPANESE, usage=(1000, 200))]) as server:
        chat = chat_for(server, chat_input_price=2.0, chat_output_price=10.0)
        spent = chat.open_answer()
        for _ in range(2):
            list(chat.reply(PROMPT, SCHEMA, spent))
    assert (spent.tokens, round(spent.cost, 6)) == (2400, 0.008)
    assert 0 < spent.seconds < 10


def test_tokens_are_estimated_when_the_server_reports_none(chat_for: MakeChat) -> None:
    with scripted_llm([text("あ" * 150, usage=None)]) as server:
        chat = chat_for(server)
        spent = chat.open_answer()
        list(chat.reply(Prompt(system="い" * 30, user="う" * 30), None, spent))
    assert spent.tokens == 100 + 40


def test_a_prompt_that_was_taken_is_counted_though_no_reply_came(chat_for: MakeChat) -> None:
    with scripted_llm([hanging()]) as server:
        chat = chat_for(server, chat_timeout_s=0.3)
        spent = chat.open_answer()
        with pytest.raises(LlmFailed):
            list(chat.reply(Prompt(system="い" * 30, user="う" * 30), None, spent))
    assert spent.tokens == 40


@pytest.mark.parametrize(
    "limit",
    [{"chat_answer_tokens": 600}, {"chat_answer_cost": 0.06, "chat_input_price": 100, "chat_output_price": 100}],
)
def test_an_answer_has_a_budget(chat_for: MakeChat, limit: dict[str, float]) -> None:
    with scripted_llm([text(JAPANESE, usage=(300, 100))]) as server:
        chat = chat_for(server, chat_reply_tokens=200, **limit)
        spent = chat.open_answer()
        list(chat.reply(PROMPT, None, spent))
        with pytest.raises(LlmFailed) as failed:
            list(chat.reply(PROMPT, None, spent))
        assert failed.value.code == "llm_budget_answer"
        assert said_by(chat) == JAPANESE  # another answer has a budget of its own
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "limit", [{"chat_daily_tokens": 1000}, {"chat_daily_cost": 0.1, "chat_input_price": 100, "chat_output_price": 100}]
)
def test_a_day_has_a_budget_that_processes_share(chat_for: MakeChat, limit: dict[str, float]) -> None:
    with scripted_llm([text(JAPANESE, usage=(400, 200))]) as server:
        first = chat_for(server, chat_reply_tokens=300, **limit)
        said_by(first)
        second = chat_for(server, chat_reply_tokens=300, **limit)
        said_by(second)
        assert [code_of(chat) for chat in (first, second)] == ["llm_budget_day"] * 2
    assert len(server.requests) == 2


def test_a_reply_that_failed_gives_back_what_was_set_aside(chat_for: MakeChat) -> None:
    with scripted_llm([failing(500)] * 3 + [text(JAPANESE)]) as server:
        chat = chat_for(server, chat_daily_tokens=1000, chat_reply_tokens=800)
        assert [code_of(chat) for _ in range(3)] == ["llm_failed"] * 3
        assert said_by(chat) == JAPANESE


def test_a_data_folder_that_cannot_be_written_stops_no_answer(chat_for: MakeChat, tmp_path: Any) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with scripted_llm([text(JAPANESE, usage=(400, 200))]) as server:
        chat = chat_for(server, data_dir=tmp_path / "file", chat_daily_tokens=1000, chat_reply_tokens=300)
        assert [said_by(chat), said_by(chat)] == [JAPANESE] * 2
        assert code_of(chat) == "llm_budget_day"  # counted in memory


def test_threads_share_a_chat(chat_for: MakeChat) -> None:
    with scripted_llm([text(JAPANESE, delay_s=0.01)]) as server:
        chat, said = chat_for(server, chat_concurrency=8), []
        threads = [threading.Thread(target=lambda: said.append(said_by(chat, SCHEMA))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == [JAPANESE] * 8


# --- what must not be said


@pytest.mark.parametrize("status", [400, 401, 500])
def test_the_key_and_the_provider_are_never_quoted(
    chat_for: MakeChat, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted_llm([failing(status, f"Incorrect API key provided: {SECRET} (provider text)")]) as server:
        chat = chat_for(server)
        with pytest.raises(LlmFailed) as failed:
            said_by(chat, SCHEMA)
    fault = failed.value
    told = [str(fault), repr(fault), fault.user_message(), "".join(traceback.format_exception(fault)), repr(chat)]
    assert SECRET not in "".join(told) and "provider text" not in "".join(told)
    assert fault.__context__ is None and fault.__cause__ is None
    assert SECRET not in caplog.text
    assert not any("provider text" in r.getMessage() for r in caplog.records if r.levelno > logging.DEBUG)


def test_the_settings_do_not_show_the_key(settings_for: Callable[..., Settings]) -> None:
    settings = settings_for(None)
    assert SECRET not in repr(settings) + str(settings) + settings.model_dump_json() + repr(make_chat(settings))


def test_no_tokenizer_is_fetched_and_nothing_is_traced(chat_for: MakeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    import tiktoken
    from langchain_core.tracers.langchain import LangChainTracer

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("get_encoding", "encoding_for_model"):
        monkeypatch.setattr(tiktoken, name, refuse)
    monkeypatch.setattr(LangChainTracer, "__init__", refuse)
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    with scripted_llm([text(JSON)]) as server:
        assert said_by(chat_for(server), SCHEMA) == JSON

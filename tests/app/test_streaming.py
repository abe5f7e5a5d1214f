"""Answers as a language model words them, over the wire: sent while it still writes, remembered, and left when the
reader leaves. The model is scripted: each piece of a reply comes when the test lets it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any

import httpx
import pytest
import uvicorn
from llm.scripted_server import QuietServer, choice
from openai import OpenAI
from openai.types.chat import ChatCompletion
from pydantic import SecretStr

from advisor.answering.models import Answer, Completeness, NoticeKind
from advisor.knowledge import Knowledge
from app.main import create_app, listen

MODEL = "jhub-advisor"
KOSEN, DEADLINE = "高専は申請できますか", "締切はいつですか"
PATIENCE_S = 10.0  # of every wait here; over it, something is not sent when it should be
SOON_S = 4.0  # after a reader has left
PLACES = 2  # of the chat model
Write = Callable[[str], Iterator[str]]  # what the model is asked → the pieces of its reply

OPEN, CLOSE = '{"statements": [', "]}"


def statement(text: str, n: int, quote: str) -> str:
    """A statement as the model writes it."""
    return json.dumps({"text": text, "passages": [n], "quote": quote}, ensure_ascii=False)


WHO = "申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし"
RUNS = "当該申請者が運営主体となっている産学連携に関する「拠点」が選抜の対象です"
BY = "令和7年8月27日(水)12時必着"
FIRST = "はい、高等専門学校は申請できます。"
SECOND = "対象となるのは、申請者が運営主体となっている産学連携の拠点です。"
WRONG = "企業も申請できます。"
DATE = "申請の締切は、令和7年8月27日(水)の12時必着です。"
WRITTEN = [statement(FIRST, 1, WHO), statement(WRONG, 1, WHO), statement(SECOND, 2, RUNS)]
WHOLE = OPEN + ",".join(WRITTEN) + CLOSE
DATED = OPEN + statement(DATE, 1, BY) + CLOSE


class PacedModel:
    """A chat model on a port of its own. `write` says what it writes; each piece is sent as soon as it is there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.write: Write = lambda _: iter([WHOLE])
        self.asked: list[str] = []
        self.left = 0  # replies whose reader went away
        self.over = threading.Event()  # set when the test is

    def whole(self, text: str = WHOLE) -> None:
        """Write `text` from now on, at once."""
        self.write = lambda _: iter([text])


@contextmanager
def paced_model() -> Iterator[PacedModel]:
    """The model, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked = body["messages"][-1]["content"]
            model.asked.append(asked)
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            try:
                for piece in model.write(asked):
                    self._event([choice({"role": "assistant", "content": piece})])
                self._event([choice({}, "stop")])
                self._chunk("data: [DONE]\n\n")
                self._chunk("")
            except (BrokenPipeError, ConnectionResetError):
                model.left += 1
                self.close_connection = True

        def _event(self, choices: list[dict[str, Any]]) -> None:
            data = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "paced", "choices": choices}
            self._chunk(f"data: {json.dumps(data)}\n\n")

        def _chunk(self, sent: str) -> None:
            self.wfile.write(f"{len(sent.encode()):x}\r\n{sent}\r\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    with QuietServer(("127.0.0.1", 0), Handler) as server:
        model = PacedModel(f"http://127.0.0.1:{server.server_port}/v1")
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield model
        server.shutdown()


@pytest.fixture(scope="module")
def paced() -> Iterator[PacedModel]:
    with paced_model() as model:
        yield model


@pytest.fixture
def model(paced: PacedModel) -> Iterator[PacedModel]:
    """The model, as if it had never been asked."""
    paced.asked, paced.left, paced.over = [], 0, threading.Event()
    paced.whole()
    yield paced
    paced.over.set()


@pytest.fixture(scope="module")
def server(knowledge: Knowledge, paced: PacedModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running application, whose answers the model words."""
    told = {"chat_model": "openai:paced", "chat_base_url": paced.url, "chat_api_key": SecretStr("none is needed")}
    limits = {"chat_retries": 0, "chat_timeout_s": PATIENCE_S, "chat_concurrency": PLACES, "chat_breaker_faults": 50}
    usual = {"data_dir": tmp_path_factory.mktemp("usage")}
    settings = knowledge.settings.model_copy(update={**told, **limits, **usual})
    listening = listen("127.0.0.1", 0)
    running = uvicorn.Server(uvicorn.Config(create_app(settings, knowledge), log_level="warning"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=10)
    listening.close()


@pytest.fixture(scope="module")
def chat(server: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{server}/v1", api_key="none is needed", max_retries=0) as client:
        yield client


_minutes = count()


@pytest.fixture
def as_of() -> str:
    """A moment of its own for each test, so that no test meets the answers that another has had remembered."""
    return f"2025-08-20T10:{next(_minutes):02}"


Sent = tuple[str, Any]  # the name of an event and its data


@contextmanager
def streamed(server: str, question: str, as_of: str) -> Iterator[Iterator[Sent]]:
    """The events of an answer as they arrive. The connection is closed when the block ends, whatever has arrived."""
    body = {"question": question, "as_of": as_of}
    with (
        httpx.Client(trust_env=False, timeout=3 * PATIENCE_S) as client,
        client.stream("POST", f"{server}/api/v1/ask/stream", json=body) as response,
    ):
        assert response.status_code == 200
        yield read(response)


def read(response: httpx.Response) -> Iterator[Sent]:
    name = ""
    for line in response.iter_lines():
        key, _, value = line.partition(": ")
        if key == "event":
            name = value
        elif key == "data":
            yield name, json.loads(value)


def all_streamed(server: str, question: str, as_of: str) -> tuple[list[Sent], Answer]:
    """All events before the answer, and the answer."""
    with streamed(server, question, as_of) as events:
        *before, (name, whole) = events
    assert name == "answer"
    return before, Answer.model_validate(whole)


def asked_whole(server: str, question: str, as_of: str) -> Answer:
    body = {"question": question, "as_of": as_of}
    return Answer.model_validate(httpx.post(f"{server}/api/v1/ask", json=body, trust_env=False, timeout=60).json())


def said(events: list[Sent]) -> list[str]:
    return [data["text"] for name, data in events if name == "statement"]


def is_degraded(answer: Answer) -> bool:
    return any(notice.kind is NoticeKind.DEGRADED for notice in answer.notices)


def within(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Whether it comes to hold in that time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_what_is_known_is_sent_while_the_model_writes(server: str, model: PacedModel, as_of: str) -> None:
    begin, go_on, over = threading.Event(), threading.Event(), threading.Event()

    def write(_: str) -> Iterator[str]:
        assert begin.wait(PATIENCE_S)
        yield OPEN + WRITTEN[0] + "," + WRITTEN[1] + ","
        assert go_on.wait(PATIENCE_S)
        yield WRITTEN[2] + CLOSE
        over.set()

    model.write = write
    with streamed(server, KOSEN, as_of) as events:
        name, evidence = next(events)
        assert name == "evidence" and WHO in {citation["quote"] for citation in evidence["citations"]}
        begin.set()
        first = next(events)
        assert said([first]) == [FIRST] and not over.is_set()
        go_on.set()
        second, (name, whole) = events
    assert said([second]) == [SECOND] and name == "answer"
    answer = Answer.model_validate(whole)
    assert [told.text for told in answer.statements[:2]] == [FIRST, SECOND]
    assert answer.composer == "llm:openai:paced" and answer.completeness is Completeness.COMPLETE
    assert [(dropped.text, bool(dropped.reasons)) for dropped in answer.dropped] == [(WRONG, True)]
    assert WRONG not in answer.text and not is_degraded(answer)
    quotes = {citation["n"]: citation["quote"] for citation in evidence["citations"]}
    for _, told in (first, second):
        assert told["citations"] and all(quotes[n] for n in told["citations"])
    later = {citation.n: citation.quote for citation in answer.citations}
    assert {n: later[n] for n in later.keys() & quotes.keys()} == {n: quotes[n] for n in later.keys() & quotes.keys()}
    assert len(model.asked) == 1


def test_a_sentence_that_fails_is_in_no_event(server: str, model: PacedModel, as_of: str) -> None:
    late = statement("申請の締切は、令和7年8月28日(木)の12時必着です。", 1, BY)
    mended = [OPEN + late + CLOSE, DATED]
    model.write = lambda _: iter([mended[min(len(model.asked), len(mended)) - 1]])
    before, answer = all_streamed(server, DEADLINE, as_of)
    assert said(before)[0] == DATE
    assert "28日" not in json.dumps(before, ensure_ascii=False) and "28日" not in answer.text
    assert len(model.asked) == 2 and answer.composer.startswith("llm:")
    assert [dropped.repaired for dropped in answer.dropped] == [False]


def test_a_chat_client_reads_along(chat: OpenAI, model: PacedModel) -> None:
    begin, go_on = threading.Event(), threading.Event()

    def write(_: str) -> Iterator[str]:
        assert begin.wait(PATIENCE_S)
        yield OPEN + WRITTEN[0] + "," + WRITTEN[1] + ","
        assert go_on.wait(PATIENCE_S)
        yield WRITTEN[2] + CLOSE

    model.write = write
    messages: Any = [{"role": "user", "content": KOSEN}]
    stream = chat.chat.completions.create(
        model=MODEL, messages=messages, stream=True, extra_body={"as_of": "2025-08-20T09:10"}
    )
    chunks = [next(stream)]
    assert chunks[0].choices[0].delta.role == "assistant"
    begin.set()
    chunks.append(next(stream))
    first = chunks[1].choices[0].delta.content or ""
    assert FIRST in first and SECOND not in first and not go_on.is_set()
    go_on.set()
    chunks += stream
    model.whole()
    whole = chat.chat.completions.create(model=MODEL, messages=messages, extra_body={"as_of": "2025-08-20T09:20"})
    assert isinstance(whole, ChatCompletion) and len(model.asked) == 2
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks]
    assert "".join(pieces) == whole.choices[0].message.content
    assert sum(SECOND in piece for piece in pieces) == 1 and WRONG not in "".join(pieces)
    *earlier, last, end = chunks
    assert end.choices[0].finish_reason == "stop"
    assert [chunk for chunk in earlier if "annotations" in (chunk.choices[0].delta.model_extra or {})] == []
    told = (last.choices[0].delta.model_extra or {})["annotations"]
    assert told and told == [a.model_dump() for a in whole.choices[0].message.annotations or []]
    assert Answer.model_validate((last.model_extra or {})["advisor"]).composer == "llm:openai:paced"


def test_two_at_once_do_not_mix(server: str, model: PacedModel, as_of: str) -> None:
    both = threading.Barrier(2)
    replies = {KOSEN: [OPEN + WRITTEN[0] + ",", WRITTEN[2], CLOSE], DEADLINE: [OPEN, statement(DATE, 1, BY), CLOSE]}

    def write(asked: str) -> Iterator[str]:
        for piece in replies[asked.splitlines()[-1]]:
            both.wait(PATIENCE_S)
            yield piece

    model.write = write
    with ThreadPoolExecutor(2) as pool:
        found = dict(
            zip(replies, pool.map(lambda question: all_streamed(server, question, as_of), replies), strict=True)
        )
    assert said(found[KOSEN][0]) == [FIRST, SECOND]
    assert said(found[DEADLINE][0])[0] == DATE and len(model.asked) == 2
    for question, (before, answer) in found.items():
        assert answer.question == question and answer.composer.startswith("llm:")
        known = {c["n"]: c["quote"] for name, data in before if name == "evidence" for c in data["citations"]}
        quote = {KOSEN: WHO, DEADLINE: BY}[question]
        assert known[answer.statements[0].citations[0]] == quote
    texts = {question: answer.text for question, (_, answer) in found.items()}
    assert "締切" not in texts[KOSEN] and "高等専門学校" not in texts[DEADLINE]


def test_what_was_asked_before_comes_from_memory(server: str, model: PacedModel, as_of: str) -> None:
    before, answer = all_streamed(server, KOSEN, as_of)
    again, remembered = all_streamed(server, KOSEN, as_of)
    assert remembered == answer == asked_whole(server, KOSEN, as_of)
    assert len(model.asked) == 1
    assert said(again)[: len(said(before))] == said(before)
    assert [name for name, _ in again] == ["evidence", *["statement"] * len(answer.statements)]


def test_what_the_model_gave_no_words_for_is_asked_again(server: str, model: PacedModel, as_of: str) -> None:
    model.whole("")
    before, answer = all_streamed(server, KOSEN, as_of)
    assert is_degraded(answer) and answer.composer == "extractive" and answer.text
    assert next(name for name, _ in before) == "evidence" and len(model.asked) == 1
    model.whole()
    assert asked_whole(server, KOSEN, as_of).composer == "llm:openai:paced"
    assert len(model.asked) == 2
    assert not is_degraded(asked_whole(server, KOSEN, as_of)) and len(model.asked) == 2


def test_a_model_that_breaks_off_keeps_what_was_shown(server: str, model: PacedModel, as_of: str) -> None:
    def write(_: str) -> Iterator[str]:
        yield OPEN + WRITTEN[0] + ","
        raise BrokenPipeError

    model.write = write
    before, answer = all_streamed(server, KOSEN, as_of)
    assert said(before)[0] == FIRST
    assert answer.text.startswith(FIRST)


@pytest.mark.parametrize(
    "then",
    [
        pytest.param(WRITTEN[2], id="when a sentence comes"),
        pytest.param(" ", id="when none comes"),
    ],
)
def test_a_reader_who_leaves_ends_the_reply(server: str, model: PacedModel, as_of: str, then: str) -> None:
    """Soon, not when the model has written all that it would; and its place is free for others."""
    alone = threading.Event()

    def write(_: str) -> Iterator[str]:
        yield OPEN + WRITTEN[0] + ","
        assert alone.wait(PATIENCE_S)
        yield then
        while not model.over.wait(0.05):
            yield " "

    model.write = write
    for n in range(PLACES):
        with streamed(server, KOSEN, f"{as_of}:{n:02}") as events:
            assert next(events)[0] == "evidence" and said([next(events)]) == [FIRST]
    alone.set()
    assert within(lambda: model.left == PLACES, SOON_S)
    model.whole()
    assert asked_whole(server, KOSEN, f"{as_of}:30").composer == "llm:openai:paced"

"""A real HTTP server on 127.0.0.1 that speaks OpenAI's chat completions, and does as a script says.

    with scripted_llm([failing(503), text("こんにちは")]) as server:
        settings = Settings(chat_model="openai:scripted", chat_base_url=server.url, chat_api_key="none", …)

A script is a list of replies, the last of which is repeated, or a function from the body of a request to a reply. What
was asked is kept in `server.requests`.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE_S = 30.0  # of a server that hangs, when nobody stops it


@dataclass(frozen=True)
class Reply:
    """What the server does with one request; made by the functions below."""

    text: str = ""
    piece_chars: int = 8
    delay_s: float = 0.0  # before each piece
    status: int = 200
    body: str | None = None  # instead of a completion
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    finish: str | None = "stop"
    usage: tuple[int, int] | None = (100, 20)  # tokens in and out; None: the server does not tell
    cut_after: int | None = None  # pieces, then the connection is closed
    hangs: bool = False
    refuses: str | None = None  # a key of the request that is answered with 400


@dataclass(frozen=True)
class Request:
    """What was asked: the body as sent, and the headers with lower-case names."""

    body: dict[str, Any]
    headers: dict[str, str]
    path: str

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.body["messages"]

    @property
    def response_format(self) -> dict[str, Any] | None:
        return self.body.get("response_format")


Script = Sequence[Reply] | Callable[[dict[str, Any]], Reply]


@dataclass
class ScriptedServer:
    """The running server: where it is (`url` ends in /v1) and what it was asked."""

    url: str
    requests: list[Request] = field(default_factory=list)


def text(said: str, **options: Any) -> Reply:
    """A proper reply, streamed in pieces."""
    return Reply(text=said, **options)


def failing(status: int, message: str = "the server says no", **options: Any) -> Reply:
    """A status other than 200, with an error as OpenAI words it."""
    return Reply(status=status, body=json.dumps({"error": {"message": message, "type": "error"}}), **options)


def html() -> Reply:
    """A page instead of a completion, with status 200: a captive portal or a proxy."""
    return Reply(body="<html><body>Welcome</body></html>", content_type="text/html")


def empty() -> Reply:
    """A completion that says nothing."""
    return Reply(text="")


def cut_off(said: str, after: int = 1) -> Reply:
    """A reply whose connection is closed after some pieces."""
    return Reply(text=said, cut_after=after)


def hanging() -> Reply:
    """The request is taken and never answered."""
    return Reply(hangs=True)


def invalid_sse() -> Reply:
    """A stream whose data are no JSON."""
    return Reply(body="data: {not json\n\ndata: [DONE]\n\n", content_type="text/event-stream")


def refusing(key: str, reply: Reply) -> Reply:
    """400 as long as the request has `key` (such as response_format), else `reply`."""
    return replace(reply, refuses=key)


class QuietServer(ThreadingHTTPServer):
    """Says nothing of readers that went away, which is what many tests are about."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def scripted_llm(script: Script) -> Iterator[ScriptedServer]:
    """A server that follows `script`, until the block ends."""
    over = threading.Event()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                place = len(found.requests)
                found.requests.append(Request(body, headers, self.path))
            reply = script(body) if callable(script) else script[min(place, len(script) - 1)]
            try:
                self._follow(reply, body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the reader went away

        def _follow(self, reply: Reply, body: dict[str, Any]) -> None:
            if reply.hangs:
                over.wait(PATIENCE_S)
                self.close_connection = True
            elif reply.refuses is not None and reply.refuses in body:
                self._whole(failing(400, f"{reply.refuses} is not supported by this server"))
            elif reply.body is not None:
                self._whole(reply)
            elif body.get("stream"):
                self._stream(reply, bool((body.get("stream_options") or {}).get("include_usage")))
            else:
                self._whole(replace(reply, body=json.dumps(completion(reply))))

        def _whole(self, reply: Reply) -> None:
            data = (reply.body or "").encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-type", reply.content_type)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _stream(self, reply: Reply, counted: bool) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for sent, piece in enumerate(pieces_of(reply)):
                if sent == reply.cut_after:
                    self.close_connection = True  # without the chunk that ends the body
                    return
                if reply.delay_s and over.wait(reply.delay_s):
                    return
                self._event({"choices": [choice({"role": "assistant", "content": piece})]})
            if reply.finish is not None:
                self._event({"choices": [choice({}, reply.finish)]})
            if counted and reply.usage is not None:
                self._event({"choices": [], "usage": usage(reply.usage)})
            self._chunk("data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _event(self, data: dict[str, Any]) -> None:
            base = {"id": "c", "object": "chat.completion.chunk", "created": int(time.time()), "model": "scripted"}
            self._chunk(f"data: {json.dumps({**base, **data}, ensure_ascii=False)}\n\n")

        def _chunk(self, sent: str) -> None:
            data = sent.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    with QuietServer(("127.0.0.1", 0), Handler) as server:
        found = ScriptedServer(f"http://127.0.0.1:{server.server_port}/v1")
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield found
        finally:
            over.set()
            server.shutdown()


def pieces_of(reply: Reply) -> list[str]:
    """The text in the pieces that it is streamed in."""
    return [reply.text[start : start + reply.piece_chars] for start in range(0, len(reply.text), reply.piece_chars)]


def choice(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def usage(tokens: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}


def completion(reply: Reply) -> dict[str, Any]:
    """The whole reply to a request that asks for no stream."""
    message = {"role": "assistant", "content": reply.text}
    found = {"id": "c", "object": "chat.completion", "created": int(time.time()), "model": "scripted"}
    choices = [{"index": 0, "message": message, "finish_reason": reply.finish, "logprobs": None}]
    return {**found, "choices": choices, **({"usage": usage(reply.usage)} if reply.usage else {})}

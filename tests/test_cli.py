"""The command `advisor`: what it prints, what it writes, and how it fails. On a small corpus, which loads at once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_corpus import SmallCorpus
from typer.testing import CliRunner

from advisor.cli import app, main

Failed = Callable[..., list[str]]


@pytest.fixture
def corpus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> SmallCorpus:
    """The corpus that the command finds."""
    folder = tmp_path_factory.mktemp("small")
    made = SmallCorpus(folder / "corpus", folder / "data")
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(made.root))
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(made.settings.data_dir))
    return made


@pytest.fixture
def failed(corpus: SmallCorpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Failed:
    """Runs the command as a shell would: it must end with code 2 and say nothing on its output; its lines of error."""

    def run_and_fail(*arguments: object) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["advisor", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        return said.err.strip().splitlines()

    return run_and_fail


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_lines(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


@pytest.mark.usefixtures("corpus")
def test_an_answer_with_its_source() -> None:
    result = run("ask", "締切はいつですか", "--as-of", "2025-08-20")
    assert result.exit_code == 0
    assert "締切は2025年8月27日12時(必着)です。 [1]" in result.output
    assert "[1] guideの資料(試験室、2025-07-18)" in result.output
    assert "公募期間: 令和7年7月18日～令和7年8月27日12時必着" in result.output


@pytest.mark.usefixtures("corpus")
def test_json_is_the_whole_contract() -> None:
    result = run("ask", "When is the deadline?", "--as-of", "2025-08-20T10:00", "--json")
    found = json.loads(result.output)
    assert found.keys() >= {
        *("question", "language", "as_of", "program", "round", "intent", "status", "text", "statements", "citations"),
        *("notices", "clarification", "contact", "composer", "timings_ms"),
    }
    assert (found["language"], found["as_of"], found["status"]) == ("en", "2025-08-20T10:00:00+09:00", "answered")
    assert set(found["timings_ms"]) == {"understand", "retrieve", "compose", "verify", "total"}


@pytest.mark.usefixtures("corpus")
def test_the_day_decides() -> None:
    assert "受付中" in run("ask", "締切はいつですか", "--as-of", "2025-08-27T11:59").output
    assert "終了" in run("ask", "締切はいつですか", "--as-of", "2025-08-27T12:00").output


@pytest.mark.usefixtures("corpus")
def test_the_language_can_be_chosen() -> None:
    result = run("ask", "締切はいつですか", "--language", "en", "--as-of", "2025-08-20", "--json")
    assert "27 August 2025" in json.loads(result.output)["text"]


@pytest.mark.usefixtures("corpus")
def test_a_batch_answers_every_line_in_order(tmp_path: Path) -> None:
    source = write_lines(
        tmp_path / "in.jsonl",
        {"id": "a", "question": "締切はいつですか", "as_of": "2025-08-20"},
        "",
        {"id": "b", "question": "", "as_of": "2025-08-20"},
        {"id": "c", "question": "締切は?", "as_of": "someday", "language": "en"},
        {"id": "d", "question": "When is the deadline?", "as_of": "2025-08-20"},
    )
    target = tmp_path / "out.jsonl"
    assert run("ask", "--batch", source, "--out", target).exit_code == 0
    found = lines_of(target)
    assert [line["id"] for line in found] == ["a", "b", "c", "d"]
    assert (found[0]["status"], found[0]["question"]) == ("answered", "締切はいつですか")
    assert [line["error"]["code"] for line in found[1:3]] == ["question_empty", "as_of_invalid"]
    assert found[2]["error"]["message"].startswith("The date 'someday'")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


@pytest.mark.usefixtures("corpus")
def test_the_lines_of_a_conversation_are_its_turns(tmp_path: Path) -> None:
    first = {"id": "1", "question": "締切はいつですか", "as_of": "2025-08-20", "conversation": "x"}
    other = {"id": "2", "question": "交流会はどこで開催しますか", "as_of": "2025-08-20", "conversation": "y"}
    then = {"id": "3", "question": "それは何時まで?", "as_of": "2025-08-20", "conversation": "x"}
    source = write_lines(tmp_path / "in.jsonl", first, other, then, {**then, "id": "4", "conversation": "z"})
    assert run("ask", "--batch", source, "--out", tmp_path / "out.jsonl").exit_code == 0
    found = lines_of(tmp_path / "out.jsonl")
    assert "8月27日12時" in found[2]["text"]
    assert "8月27日12時" not in found[3]["text"]


@pytest.mark.parametrize(
    "bad", ["{not json", '{"id": "b"}', '{"id": "b", "question": 5}', '{"id": "b", "question": "?", "more": 1}', "[]"]
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, failed: Failed, bad: str) -> None:
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "question": "締切は?"}, bad)
    target = write_lines(tmp_path / "out.jsonl", "kept")
    (line,) = failed("ask", "--batch", source, "--out", target)
    assert "2 行目" in line and "[batch_line_unreadable]" in line
    assert target.read_text(encoding="utf-8") == "kept"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("target", ["missing-folder/out.jsonl", "folder"])
def test_a_target_that_cannot_be_written_leaves_nothing(tmp_path: Path, failed: Failed, target: str) -> None:
    (tmp_path / "folder").mkdir()
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "question": "締切は?", "as_of": "2025-08-20"})
    (line,) = failed("ask", "--batch", source, "--out", tmp_path / target)
    assert "[file_unwritable]" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "  "], "question_empty"),
        (["ask", "？！"], "question_empty"),
        (["ask", "締切" * 2000], "question_too_long"),
        (["ask", "締切は?", "--as-of", "someday"], "as_of_invalid"),
        (["ask", "--batch", "no-such-file", "--out", "out"], "batch_unreadable"),
    ],
)
def test_a_fault_is_one_line_in_both_languages(failed: Failed, arguments: list[str], code: str) -> None:
    (line,) = failed(*arguments)
    assert line.endswith(f"[{code}]") and " / " in line


def test_a_corpus_that_contradicts_itself_is_one_line(corpus: SmallCorpus, failed: Failed) -> None:
    (corpus.root / "documents" / "note.txt").unlink()
    (line,) = failed("index")
    assert "note.txt" in line and "[corpus_missing_file]" in line


def test_a_data_folder_that_is_a_file_is_one_line(
    failed: Failed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "file"))
    (line,) = failed("ask", "締切は?")
    assert "[folder_read_only]" in line


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "--batch", "in.jsonl"], ["ask", "締切は?", "--batch", "a", "--out", "b"], ["no-such"]],
)
def test_a_command_without_what_it_needs_is_a_usage_fault(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.usefixtures("corpus")
def test_an_index_is_built_once_and_told_document_by_document() -> None:
    first = run("index")
    assert first.exit_code == 0 and "作成しました" in first.output
    assert "guide.txt" in first.output and "note.txt" in first.output
    assert "最新です" in run("index").output
    assert "作成しました" in run("index", "--rebuild").output


def test_the_bundled_corpus_is_sound() -> None:
    result = run("corpus", "check")
    assert result.exit_code == 0 and result.output.splitlines()[-1] == "問題はありません。"


def test_help_names_every_command() -> None:
    told = run("--help").output
    assert all(name in told for name in ("ask", "index", "serve", "corpus"))


@pytest.mark.usefixtures("corpus")
def test_the_real_command_keeps_its_streams_apart() -> None:
    command = [sys.executable, "-m", "advisor.cli", "ask", "--as-of", "2025-08-20"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*command, "締切はいつですか", "--json"], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0 and json.loads(done.stdout)["status"] == "answered"
    broken = subprocess.run([*command, b"\xff\xfe"], capture_output=True, check=False, env=environment)
    assert (broken.returncode, broken.stdout) == (2, b"") and b"Traceback" not in broken.stderr

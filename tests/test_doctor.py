"""`advisor doctor`: what works, what is off and how to turn it on, what is broken. On a small corpus."""

import json
from pathlib import Path
from typing import Any

import pytest
from llm.scripted_server import failing, refusing, scripted_llm, text
from small_corpus import SmallCorpus
from typer.testing import CliRunner

from advisor.cli import app

SECRET = "sk-very-secret-0123456789"
OK = text('{"ok": true}', usage=(30, 5))


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallCorpus:
    """The corpus that the command finds."""
    made = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(made.root))
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(made.settings.data_dir))
    for name in ("ADVISOR_CHAT_MODEL", "ADVISOR_RERANKER", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets a chat model at an address."""

    def set_up(url: str) -> None:
        monkeypatch.setenv("ADVISOR_CHAT_MODEL", "openai:scripted")
        monkeypatch.setenv("ADVISOR_CHAT_BASE_URL", url)
        monkeypatch.setenv("ADVISOR_CHAT_API_KEY", SECRET)
        monkeypatch.setenv("ADVISOR_CHAT_DAILY_TOKENS", "5000")

    return set_up


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["doctor", *arguments])


def findings(result: Any) -> dict[str, dict[str, Any]]:
    return {found["topic"]: found for found in json.loads(result.stdout)["findings"]}


def test_without_anything_set_all_that_is_configured_works() -> None:
    result = run("--english")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert any(line.startswith("[ok] embedder: multilingual-e5-small") for line in lines)
    assert any(line.startswith("[off] index: not there yet") and "advisor index" in line for line in lines)
    assert any(line.startswith("[off] language model:") and "ADVISOR_CHAT_MODEL" in line for line in lines)
    assert any(line.startswith("[off] reranker:") and "ADVISOR_RERANKER" in line for line in lines)
    assert lines[-1] == "All that is configured works."


def test_looking_changes_nothing(corpus: SmallCorpus) -> None:
    run()
    assert not corpus.settings.data_dir.exists()


def test_it_speaks_japanese_first() -> None:
    lines = run().stdout.splitlines()
    assert lines[-1] == "設定されたものは、すべて使えます。"
    assert any(line.startswith("[なし] 言語モデル: ") for line in lines)


def test_an_index_is_current_until_the_documents_change(corpus: SmallCorpus) -> None:
    CliRunner().invoke(app, ["index"])
    assert findings(run("--json"))["index"]["state"] == "ok"
    note = corpus.root / "documents" / "note.txt"
    note.write_text(note.read_text(encoding="utf-8") + "\n追記します。\n", encoding="utf-8")
    found = findings(run("--json"))["index"]
    assert found["state"] == "off" and "advisor index" in found["text"]["en"]


def test_a_corpus_that_is_wrong_is_a_fault(corpus: SmallCorpus) -> None:
    (corpus.root / "manifest.yaml").write_text("sources: [", encoding="utf-8")
    result = run("--json")
    assert result.exit_code == 1
    assert findings(result)["corpus"]["state"] == "fault" and findings(result)["embedder"]["state"] == "ok"


def test_a_chat_model_is_really_asked(model: Any) -> None:
    with scripted_llm([OK]) as server:
        model(server.url)
        result = run("--english")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if "language model" in line]
    assert line.startswith(
        f"[ok] language model: openai:scripted ({server.url}, ADVISOR_CHAT_API_KEY: set); replied in"
    )
    assert "structured output: yes" in line
    assert "[ok] used today: 35 tokens (limit: 5000)" in result.stdout
    assert len(server.requests) == 1


def test_a_server_that_takes_no_schema_is_told(model: Any) -> None:
    with scripted_llm([refusing("response_format", OK)]) as server:
        model(server.url)
        assert "structured output: no" in run("--english").stdout


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_chat_model_that_fails_is_a_fault(model: Any, status: int) -> None:
    with scripted_llm([failing(status, f"wrong key {SECRET}")]) as server:
        model(server.url)
        result = run("--json")
    assert result.exit_code == 1 and json.loads(result.stdout)["works"] is False
    assert findings(result)["chat"]["state"] == "fault" and findings(result)["corpus"]["state"] == "ok"
    assert SECRET not in result.output


def test_a_server_that_is_not_there_is_a_fault(model: Any) -> None:
    model("http://127.0.0.1:9/v1")
    result = run("--english")
    assert result.exit_code == 1
    assert "[fault] language model: openai:scripted" in result.stdout and "cannot be reached" in result.stdout
    assert result.stdout.splitlines()[-1] == "Something that is configured does not work."
    assert SECRET not in result.output


def test_a_wrong_setting_is_a_fault_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CHAT_RETRIES", "-1")
    result = run()
    assert result.exit_code != 0 and result.stdout == ""

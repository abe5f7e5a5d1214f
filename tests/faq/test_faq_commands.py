"""`advisor faq …`: from approved replies to the published FAQ without a browser, and the chat that answers from it."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from small_corpus import GUIDE, SmallCorpus
from typer.testing import CliRunner

from advisor.cli import app, main
from advisor.knowledge import Knowledge

Failed = Callable[..., str]
DEADLINE = "申請の締切はいつですか。"
DAY = "2025-08-20"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> SmallCorpus:
    folder = tmp_path_factory.mktemp("small")
    made = SmallCorpus(folder / "corpus", folder / "data")
    Knowledge.load(made.settings)
    return made


@pytest.fixture(autouse=True)
def corpus(indexed: SmallCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallCorpus:
    """A copy of the corpus with its index, and no database yet, that the command finds."""
    shutil.copytree(indexed.settings.data_dir, tmp_path / "data")
    made = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(made.root))
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "data"))
    return made


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Failed:
    """Runs the command as a shell would: it must end with code 2 and one line of error; its code."""

    def run_and_fail(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["advisor", "faq", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, ""), said
        (line,) = said.err.strip().splitlines()
        return line[line.rindex("[") + 1 : -1]

    return run_and_fail


def run(*arguments: object, **how: Any) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **how)


def done(*arguments: object, **how: Any) -> str:
    result = run(*arguments, **how)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def lines(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(*arguments).splitlines()]


def approved_reply(folder: Path) -> None:
    done("inquiries", "add", "--sender", "架空 花子", "--email", "hanako@example.jp", input=DEADLINE)
    done("inquiries", "draft", 1, "--as-of", DAY, "--out", folder / "drafts")
    done("inquiries", "to-review", 1)
    done("inquiries", "approve", 1, "--by", "架空 太郎")


def ask(day: str = DAY) -> dict[str, Any]:
    return dict(json.loads(done("ask", DEADLINE, "--as-of", day, "--json")))


def test_the_whole_way_from_a_reply_to_an_answer_and_out_again(corpus: SmallCorpus, tmp_path: Path) -> None:
    assert done("faq", "candidates") == ""
    approved_reply(tmp_path)
    (candidate,) = lines("faq", "candidates")
    assert candidate["question"] == DEADLINE and "花子" not in json.dumps(candidate, ensure_ascii=False)
    entry = done("faq", "start", candidate["key"], "--by", "架空 太郎").strip()
    text = tmp_path / "回答.txt"
    text.write_text("締切は2025年8月27日12時です。郵送では受け付けません。\n", encoding="utf-8")
    done("faq", "edit", entry, text, "--note", "郵送を追記")
    done("faq", "to-review", entry)
    assert all(not c["source_id"].startswith("faq:") for c in ask()["citations"])
    done("faq", "approve", entry, "--checked", "--as-of", DAY, "--by", "架空 太郎")
    (kept,) = lines("faq", "list", "--status", "approved")
    assert (kept["approved_by"], kept["binding"]["round"], kept["quotes"][0]["source_id"]) == ("架空 太郎", 7, "guide")
    for ending in ("md", "csv", "html", "json"):
        out = tmp_path / f"faq.{ending}"
        done("faq", "export", "--out", out, "--as-of", DAY)
        assert "郵送では受け付けません。" in out.read_text(encoding="utf-8-sig")
    done("faq", "export", "--out", tmp_path / "later.md", "--as-of", "2025-09-01")
    assert "郵送" not in (tmp_path / "later.md").read_text(encoding="utf-8")
    found = ask()
    assert "郵送では受け付けません。" in found["text"] and found["citations"][0]["source_id"] == f"faq:{entry}"
    assert "郵送" not in ask("2025-09-01")["text"]

    quote = kept["quotes"][0]["quote"]
    corpus.write("guide", GUIDE.replace("8月27日12時", "8月28日12時"))
    program = corpus.root / "programs" / "j-innovation-hub.yaml"
    program.write_text(program.read_text(encoding="utf-8").replace("8月27日12時", "8月28日12時"), encoding="utf-8")
    assert quote not in GUIDE.replace("8月27日12時", "8月28日12時")
    assert entry in done("faq", "recheck", "--language", "en")
    (back,) = lines("faq", "list")
    assert (back["status"], back["reason"]) == ("in_review", "passage_changed")
    assert "郵送" not in ask()["text"] and done("faq", "recheck") == ""
    done("faq", "retire", entry, "--note", "古い")
    assert lines("faq", "list", "--status", "retired")[0]["id"] == entry
    assert lines("faq", "list", "--status", "approved") == []


def test_faults_are_one_line(tmp_path: Path, failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text").write_text("回答です。", encoding="utf-8")
    Path("latin").write_bytes(b"\xff\xfe\xff")
    approved_reply(tmp_path)
    entry = done("faq", "start", lines("faq", "candidates")[0]["key"]).strip()
    for arguments, code in (
        (["start", "nosuch"], "faq_candidate_missing"),
        (["edit", "nosuch", "text"], "faq_entry_missing"),
        (["edit", entry, "nosuch"], "file_unreadable"),
        (["edit", entry, "latin"], "file_unreadable"),
        (["approve", entry, "--checked"], "faq_status_wrong"),
        (["approve", "nosuch", "--checked"], "faq_entry_missing"),
        (["approve", entry, "--as-of", "soon"], "as_of_invalid"),
        (["retire", "nosuch"], "faq_entry_missing"),
        (["export", "--out", "faq.exe"], "export_ending"),
        (["export", "--out", "nosuch/faq.md"], "output_unwritable"),
        (["export", "--out", "faq.md", "--as-of", "soon"], "as_of_invalid"),
    ):
        assert failed(*arguments) == code, arguments
    done("faq", "to-review", entry)
    assert failed("approve", entry) == "faq_unchecked"
    done("faq", "retire", entry)
    assert failed("edit", entry, "text") == "faq_status_wrong"
    assert not Path("faq.exe").exists() and not Path("faq.md").exists()
    for arguments in (["faq"], ["faq", "list", "--status", "public"], ["faq", "export"], ["faq", "start"]):
        assert run(*arguments).exit_code == 2


def test_nothing_is_published_where_nothing_was_approved(tmp_path: Path) -> None:
    done("faq", "export", "--out", tmp_path / "faq.json", "--as-of", DAY)
    assert json.loads((tmp_path / "faq.json").read_text(encoding="utf-8"))["items"] == []
    assert done("faq", "list") == "" == done("faq", "recheck")

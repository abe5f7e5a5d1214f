"""`advisor inquiries …`: the desk without a browser. On a small corpus, which loads at once; senders are fictional."""

import csv
import json
import shutil
import sys
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from inquiry_mailbox import mail
from small_corpus import SmallCorpus
from typer.testing import CliRunner

from advisor.cli import app, main
from advisor.inquiries import taking_in
from advisor.knowledge import Knowledge

Failed = Callable[..., str]
DEADLINE = "締切はいつですか。"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> SmallCorpus:
    folder = tmp_path_factory.mktemp("small")
    made = SmallCorpus(folder / "corpus", folder / "data")
    Knowledge.load(made.settings)
    return made


@pytest.fixture(autouse=True)
def data(indexed: SmallCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder that the command finds: an index, and no database yet."""
    shutil.copytree(indexed.settings.data_dir, tmp_path / "data")
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(indexed.root))
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "data"


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Failed:
    """Runs the command as a shell would: it must end with code 2 and one line of error; its code."""

    def run_and_fail(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["advisor", "inquiries", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, ""), said
        (line,) = said.err.strip().splitlines()
        assert " / " in line
        return line[line.rindex("[") + 1 : -1]

    return run_and_fail


def run(*arguments: object, **how: Any) -> Result:
    return CliRunner().invoke(app, ["inquiries", *map(str, arguments)], **how)


def done(*arguments: object, **how: Any) -> str:
    result = run(*arguments, **how)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def add(text: str, **named: str) -> None:
    options = [part for name, value in named.items() for part in (f"--{name}", value)]
    done("add", *options, input=text)


def shown(number: int) -> dict[str, Any]:
    return dict(json.loads(done("show", number)))


def mbox(path: Path, *names: str) -> Path:
    mails = (mail(name).data.replace(b"\r\n", b"\n") for name in names)
    path.write_bytes(b"".join(b"From x Mon Aug 18 10:00:00 2025\n" + data + b"\n\n" for data in mails))
    return path


def test_the_whole_way_of_an_inquiry(tmp_path: Path) -> None:
    box = mbox(tmp_path / "受信.mbox", "deadline-1", "submit-1", "deadline-1")
    assert "新規 2 件、追加の連絡 0 件、重複 0 件、取込済み 1 件、読めなかったもの 0 件" in done("import", box)
    assert "取込済み 3 件" in done("import", box, "--by", "架空 花子")
    listed = [json.loads(line) for line in done("list", "--json", "--text", "締切日").splitlines()]
    assert [(each["number"], each["status"]) for each in listed] == [(1, "new")]
    assert "架空理科大学" in done("list") and "received" in done("list", "--language", "en")
    out = tmp_path / "下書き"
    assert "2 件の返信案" in done("draft", "--all", "--as-of", "2025-08-20", "--out", out)
    assert sorted(path.name for path in out.iterdir()) == [
        f"inquiry-{number:04d}.{ending}" for number in (1, 2) for ending in ("eml", "json")
    ]
    told = json.loads((out / "inquiry-0001.json").read_text(encoding="utf-8"))
    assert told["inquiry"] == 1 and told["organisation"] == "架空理科大学"
    made = message_from_bytes((out / "inquiry-0001.eml").read_bytes(), policy=policy.default)
    assert "架空理科大学" in made.get_content() and made["In-Reply-To"] == f"<{mail('deadline-1').message_id}>"

    reply = tmp_path / "返信.txt"
    reply.write_text("架空理科大学 井上様\n\n8月27日の正午です。\n", encoding="utf-8")
    done("edit", 1, reply, "--by", "架空 花子")
    done("to-review", 1, "--note", "確認をお願いします")
    assert "返信案あり" in done("send-back", 1, "--note", "時刻を")
    done("to-review", 1)
    assert "Inquiry 1: approved" in done("approve", 1, "--by", "架空 太郎", "--language", "en")
    done("eml", 1, "--out", tmp_path / "送信.eml")
    sent = message_from_bytes((tmp_path / "送信.eml").read_bytes(), policy=policy.default)
    assert "8月27日の正午です。" in sent.get_content() and sent["X-Unsent"] == "1"
    done("sent", 1, "--sent-as", "eml")
    done("close", 1)
    done("reopen", 1, "--note", "追加の質問")
    found = shown(1)
    assert found["inquiry"]["status"] == "reopened" and "正午" in found["reply"]["text"]
    by = {event["kind"]: event["by"] for event in found["events"]}
    assert (by["edited"], by["approved"]) == ("架空 花子", "架空 太郎")

    done("audit", "--out", tmp_path / "記録.CSV")
    rows = list(csv.reader((tmp_path / "記録.CSV").read_text(encoding="utf-8-sig").splitlines()))
    done("audit", "--out", tmp_path / "log.json")
    assert len(json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))) == len(rows) - 1 > 10
    done("figures", "--out", tmp_path / "figures", "--since", "2025-07-01", "--until", "2026-12-31")
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == [f"figures-{n}.csv" for n in range(1, 8)]


def test_drafts_are_made_once_and_again_only_when_asked(tmp_path: Path) -> None:
    add(DEADLINE, sender="架空 一郎")
    add("研修はありますか。", sender="架空 二郎")
    again = ("draft", "--all", "--as-of", "2025-08-20", "--out", tmp_path / "out")
    done(*again)
    first = [shown(n)["reply"]["draft"]["made_in_ms"] for n in (1, 2)]
    (tmp_path / "out" / "inquiry-0002.json").unlink()
    done(*again)
    assert (tmp_path / "out" / "inquiry-0002.json").exists()
    assert [shown(n)["reply"]["draft"]["made_in_ms"] for n in (1, 2)] == first
    (tmp_path / "text").write_text("人が書いた返信。", encoding="utf-8")
    done("edit", 1, tmp_path / "text")
    done("draft", 1, "--out", tmp_path / "out")
    assert shown(1)["reply"]["text"] == "人が書いた返信。"
    assert "人が書いた返信。" in (tmp_path / "out" / "inquiry-0001.json").read_text(encoding="utf-8")
    done(*again, "--again")
    assert shown(1)["reply"]["text"] != "人が書いた返信。"
    assert [event["kind"] for event in shown(1)["events"]].count("drafted") == 2


def test_what_is_decided_is_not_drafted_again(tmp_path: Path, failed: Failed) -> None:
    add(DEADLINE)
    (tmp_path / "text").write_text("8月27日です。", encoding="utf-8")
    done("edit", 1, tmp_path / "text")
    done("to-review", 1)
    done("approve", 1)
    assert "0 件" in done("draft", "--all", "--out", tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    done("draft", 1, "--out", tmp_path / "out")  # handed out as it was approved
    assert "8月27日です。" in (tmp_path / "out" / "inquiry-0001.json").read_text(encoding="utf-8")
    assert failed("draft", 1, "--again", "--out", tmp_path / "out") == "reply_approved"
    assert failed("edit", 1, tmp_path / "text", "--subject", "別の件名") == "reply_approved"


def test_an_import_that_was_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "AT_ONCE", 2)
    box = mbox(tmp_path / "a.mbox", "deadline-1", "submit-1", "kosen-1", "type-1", "several-1")
    whole = taking_in.Receiver.file

    def broken_off(self, name, data, language):
        for number, step in enumerate(whole(self, name, data, language), start=1):
            yield step
            if number == 3:
                raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(taking_in.Receiver, "file", broken_off)
        assert run("import", box).exit_code != 0
    assert len(done("list", "--json").splitlines()) == 4
    assert "新規 1 件、追加の連絡 0 件、重複 0 件、取込済み 4 件" in done("import", box)
    numbers = [json.loads(line)["number"] for line in done("list", "--json").splitlines()]
    assert sorted(numbers) == [1, 2, 3, 4, 5]


def test_a_file_that_cannot_be_read_leaves_what_came_before(tmp_path: Path, failed: Failed) -> None:
    box = mbox(tmp_path / "a.mbox", "deadline-1")
    result = run("import", box, tmp_path / "nosuch.mbox")
    assert result.exit_code != 0 and "新規 1 件" in result.output
    assert len(done("list", "--json").splitlines()) == 1
    assert failed("import", tmp_path / "nosuch.mbox") == "file_unreadable"
    assert failed("import", tmp_path) == "file_unreadable"
    (tmp_path / "a.doc").write_bytes(b"x")
    assert failed("import", tmp_path / "a.doc") == "inquiry_file_unknown"
    (tmp_path / "a.csv").write_text("番号,名\n1,2", encoding="utf-8")
    assert failed("import", tmp_path / "a.csv") == "past_no_question"


def test_what_a_sender_wrote_is_no_markup_and_no_order_to_the_terminal(tmp_path: Path) -> None:
    hostile = r"[/bold] \[/x] [link=https://example.com]x[/link] [red"
    add(DEADLINE, subject=hostile, sender="\x1b]0;架空\x07\x1b[2J 花子", organisation="[/]架空大学")
    told = done("list")
    assert hostile in told and "[/]架空大学" in told and "\x1b" not in told
    odd = mbox(tmp_path / "受信[bold][red].mbox", "deadline-1")
    assert "受信[bold][red].mbox: 新規 1 件" in done("import", odd)
    assert f"{tmp_path}/[/bold]out" in done("draft", "--all", "--out", tmp_path / "[/bold]out").replace("\n", "")
    assert len(list((tmp_path / "[/bold]out").iterdir())) == 4


def test_a_fault_is_one_line(tmp_path: Path, failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("FILE").write_text("", encoding="utf-8")
    Path("LATIN").write_bytes(b"\xff\xfe\xff")
    add(DEADLINE)
    for arguments, code in (
        (["show", 9], "inquiry_missing"),
        (["draft", 9, "--out", "OUT"], "inquiry_missing"),
        (["draft", "--all", "--out", "OUT", "--as-of", "soon"], "as_of_invalid"),
        (["draft", "--all", "--out", "FILE"], "file_unwritable"),
        (["edit", 1, "nosuch.txt"], "file_unreadable"),
        (["edit", 1, "LATIN"], "file_unreadable"),
        (["approve", 1], "inquiry_status_wrong"),
        (["to-review", 1], "reply_empty"),
        (["close", 1], "note_missing"),
        (["sent", 1], "inquiry_status_wrong"),
        (["sent", 1, "--sent-as", "fax"], "sent_as_unknown"),
        (["eml", 1, "--out", "OUT.eml"], "reply_not_approved"),
        (["audit", "--out", "OUT.xml"], "export_ending"),
        (["audit", "--out", "nosuch/OUT.csv"], "output_unwritable"),
    ):
        assert failed(*arguments) == code, arguments
    assert not Path("OUT.eml").exists() and not Path("OUT.xml").exists()
    assert shown(1)["inquiry"]["status"] == "new"


def test_a_text_has_to_say_something(failed: Failed, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("add", input=" \n")
    assert result.exit_code != 0 and getattr(result.exception, "code", "") == "inquiry_empty"
    result = run("add", input=b"\xff\xfe\xfd")
    assert getattr(result.exception, "code", "") == "file_unreadable"


@pytest.mark.parametrize(
    "arguments",
    [
        ["draft", "--out", "x"],
        ["draft", "1", "--all", "--out", "x"],
        ["draft", "one", "--out", "x"],
        ["draft", "--all"],
        ["import"],
        ["list", "--status", "lost"],
        ["figures", "--out", "x", "--since", "yesterday"],
        ["nosuch"],
    ],
)
def test_a_command_without_what_it_needs_is_a_usage_fault(arguments: list[str], tmp_path: Path) -> None:
    assert run(*arguments).exit_code == 2

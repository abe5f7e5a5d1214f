"""`advisor hubs …`: what it prints, what it keeps, and how it fails."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from precedent_cases import PAGE, POWER, URL, WELDING, docx_of
from typer.testing import CliRunner, Result

from advisor.cli import app, main
from advisor.knowledge import Knowledge
from advisor.precedents.store import PrecedentStore
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import open_database

Failed = Callable[..., str]


@pytest.fixture
def folder(knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the command: a database of its own beside the index that is there."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "index").symlink_to(knowledge.settings.data_dir / "index")
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(data))
    return data


@pytest.fixture
def loaded(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command takes the knowledge that is loaded already: loading takes seconds."""
    monkeypatch.setattr(Knowledge, "load", lambda settings: knowledge)


@pytest.fixture
def failed(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Failed:
    """Runs the command as a shell would; it must end with code 2 and one line of error, which is returned."""

    def run_and_fail(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["advisor", "hubs", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        lines = said.err.strip().splitlines()
        assert len(lines) == 1
        return lines[0]

    return run_and_fail


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, ["hubs", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def page_in(folder: Path) -> Path:
    page = folder / "page.html"
    page.write_bytes(PAGE)
    return page


@pytest.mark.usefixtures("loaded")
def test_a_document_is_added_found_listed_and_removed(folder: Path, failed: Failed) -> None:
    added = run("add", WELDING, page_in(folder), "--url", URL, "--title", "架空の紹介", "--issued-on", "2024-05-01")
    assert "架空の紹介" in added.stdout
    told = failed("add", WELDING, page_in(folder), "--url", URL)
    assert "[hub_document_known]" in told and "架空の紹介" in told
    listed = json.loads(run("documents", WELDING, "--json").stdout)
    assert [(each["title"], each["url"], each["issued_on"]) for each in listed] == [("架空の紹介", URL, "2024-05-01")]
    assert URL in run("documents").stdout
    shown = run("search", "海藻の養殖", "--type", "国際展開型").stdout
    assert "接合科学研究所" in shown and URL in shown and "盗み見" not in shown
    assert "採点もしません" in shown and "▲" in shown
    assert "架空の紹介" in run("remove", listed[0]["id"]).stdout
    assert "ありません" in run("documents").stdout
    assert "No document" in run("documents", "--english").stdout


@pytest.mark.usefixtures("loaded")
def test_faults_are_one_line(folder: Path, failed: Failed) -> None:
    page = page_in(folder)
    assert "[hub_document_url_wrong]" in failed("add", WELDING, page, "--url", "file:///a")
    assert "[document_missing]" in failed("add", WELDING, folder / "none.pdf", "--url", URL)
    assert "[hub_document_missing]" in failed("remove", "none")
    assert "[precedents_no_judging]" in failed("search", "この申請を採点して")
    assert "[list_format_unknown]" in failed("export", "none", "--out", folder / "list.pdf")
    assert not (folder / "list.pdf").exists()


@pytest.mark.usefixtures("loaded")
def test_without_an_address_nothing_is_added(folder: Path) -> None:
    refused = CliRunner().invoke(app, ["hubs", "add", WELDING, str(page_in(folder))])
    assert refused.exit_code == 2 and "--url" in refused.output
    assert "ありません" in run("documents").stdout


def test_an_outline_is_used_and_not_kept(folder: Path) -> None:
    outline = folder.parent / "概要.docx"
    outline.write_bytes(docx_of(*POWER))
    found = json.loads(run("search", "--outline", outline, "--json").stdout)
    assert found["matches"][0]["hub"]["hub_name"] == "未来材料・システム研究所"
    lines = json.loads(run("queries", "--json").stdout)
    assert [(line["kind"], line["text"], line["text_sha256"]) for line in lines] == [("search", None, "")]
    kept = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert "結晶成長".encode() not in kept


@pytest.mark.usefixtures("loaded")
def test_the_log_and_the_lists(folder: Path) -> None:
    assert "ありません" in run("queries").stdout and "ありません" in run("lists").stdout
    run("search", "窒化ガリウム")
    shown = run("queries").stdout
    assert "窒化ガリウム" not in shown and "sha256:" in shown
    database = open_database(Settings(_env_file=None, data_dir=folder))
    store = PrecedentStore(database)
    made = store.add_hub(Actor(), store.create_list(Actor(), "架空の検討").id, WELDING, "メモ")
    database.close()
    assert "架空の検討" in run("lists").stdout
    run("export", made.id, "--out", folder / "list.docx")
    assert (folder / "list.docx").read_bytes().startswith(b"PK")

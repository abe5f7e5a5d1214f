"""advisor/drafting/one_go and `advisor draft`: a form and a folder → the filled form and the claims, or one line."""

import io
import json
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as new_docx
from docx import Document as open_docx
from drafting.drafted_set import AS_OF, Drafted
from openpyxl import Workbook, load_workbook
from small_corpus import SmallCorpus
from typer.testing import CliRunner

from advisor.cli import app, main
from advisor.drafting.one_go import claims_json, draft_in_one_go, filled_answers, read_folder, write_files
from advisor.drafting.outputs import check_outputs
from advisor.errors import AdvisorError, ServiceFault, UploadRejected
from advisor.evidence.limits import Limits
from advisor.forms.model import FormFormat
from advisor.forms.outlines import APPLICATION, CHECK_SHEET
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.settings import bundled

Failed = Callable[..., str]
SAID = "令和6年度の共同研究は48件である。"
FILES = {
    "実績.txt": f"{SAID}\n\n射出成形機を2台備え、学外にも開放している。\n",
    "規程.txt": "利益相反の規程を定めている。\n",
}


def folder_of(parent: Path, files: dict[str, str] = FILES) -> Path:
    folder = parent / "資料"
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def loaded_form(path: Path) -> Path:
    """A form (架空) of two items, one with a limit."""
    word = new_docx()
    word.add_paragraph("架空事業 申請書（架空・テスト用）")
    table = word.add_table(rows=2, cols=2)
    for row, label in enumerate(("施設・設備の概要（100字以内）", "共同研究の実績")):
        table.cell(row, 0).text = label
    word.save(str(path))
    return path


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCorpus]:
    """A small corpus with the built-in outlines, which the command finds; it loads at once."""
    folder = tmp_path_factory.mktemp("small")
    made = SmallCorpus(folder / "corpus", folder / "data")
    shutil.copytree(bundled("corpus") / "forms", made.root / "forms")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ADVISOR_CORPUS_DIR", str(made.root))
        patched.setenv("ADVISOR_DATA_DIR", str(made.settings.data_dir))
        patched.delenv("ADVISOR_CHAT_MODEL", raising=False)
        yield made


@pytest.fixture
def failed(corpus: SmallCorpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Failed:
    """Runs `advisor draft` as a shell would: it must end with code 2 and one line of error, which it gives."""

    def run_and_fail(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["advisor", "draft", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (2, "")
        [line] = said.err.strip().splitlines()
        return line

    return run_and_fail


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["draft", *map(str, arguments)])


# --- in one go ---


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".md"])
def test_an_outline_is_filled_in_the_format_that_is_asked_for(
    ending: str, knowledge: Knowledge, tmp_path: Path
) -> None:
    done = draft_in_one_go(CHECK_SHEET, folder_of(tmp_path), ending, knowledge, AS_OF)
    assert [draft.item_id for draft in done.drafts] == [item.id for item in done.form.items]
    shown = _words_of(done.contents, ending)
    assert "公式の" in shown and "未承認" in shown and "2025-08-20" in shown
    assert all(item.label in shown for item in done.form.items)


def _words_of(contents: bytes, ending: str) -> str:
    if ending == ".md":
        return contents.decode()
    if ending == ".xlsx":
        cells = [cell.value for sheet in load_workbook(io.BytesIO(contents)) for row in sheet for cell in row]
        return "\n".join(str(cell) for cell in cells if cell is not None)
    word = open_docx(io.BytesIO(contents))
    parts = [p.text for p in word.paragraphs]
    parts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    parts += [p.text for section in word.sections for p in (*section.header.paragraphs, *section.footer.paragraphs)]
    return "\n".join(parts)


def test_a_loaded_form_is_filled_where_it_asks(knowledge: Knowledge, tmp_path: Path) -> None:
    path = loaded_form(tmp_path / "様式.docx")
    done = draft_in_one_go(str(path), folder_of(tmp_path), ".docx", knowledge, AS_OF)
    assert done.form.format is FormFormat.DOCX
    table = open_docx(io.BytesIO(done.contents)).tables[0]
    assert "射出成形機を2台備え" in table.cell(0, 1).text and len(table.cell(0, 1).text) <= 100
    assert SAID in table.cell(1, 1).text
    assert table.cell(0, 0).text == "施設・設備の概要（100字以内）"


def test_in_english_what_could_not_be_read_is_told_in_english(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    done = draft_in_one_go(CHECK_SHEET, folder, ".md", knowledge, AS_OF, language=Language.EN)
    [unread] = done.unread
    assert "broken.pdf" in unread.reason and unread.reason.isascii()
    assert "☑ はい" in done.contents.decode() and "NOT APPROVED" in done.contents.decode()


def test_the_same_files_give_the_same_bytes(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    first, second = (draft_in_one_go(APPLICATION, folder, ".docx", knowledge, AS_OF) for _ in range(2))
    assert (first.contents, first.claims) == (second.contents, second.claims)


def test_the_progress_is_told_item_by_item(knowledge: Knowledge, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    done = draft_in_one_go(
        CHECK_SHEET, folder_of(tmp_path), ".md", knowledge, AS_OF, progress=lambda *step: told.append(step)
    )
    assert told == [(n, len(done.form.items)) for n in range(1, len(done.form.items) + 1)]


def test_the_claims_are_told_with_file_page_and_quote(drafted: Drafted) -> None:
    form = drafted.case.outlines[APPLICATION].form()
    told = json.loads(claims_json(form, [drafted.drafts[item.id] for item in form.items], drafted.case))
    assert [item["item_id"] for item in told["items"]] == [item.id for item in form.items]
    for item in told["items"]:
        draft = drafted.drafts[item["item_id"]]
        assert (item["text"], item["coverage"], item["limit_chars"]) == (draft.text, draft.coverage.value, None)
        assert item["gaps"] == [gap.question for gap in draft.gaps] and item["requirement"] == draft.requirement
        for claim in item["claims"]:
            for cited in claim["citations"]:
                assert set(cited) == {"file", "page", "quote"} and cited["quote"] in drafted.text_of(cited["file"])
    assert all({"value", "file", "page", "quote"} == set(v) for c in told["contradictions"] for v in c["values"])


def test_a_choice_is_told_in_words_and_with_its_reason(drafted: Drafted) -> None:
    form = drafted.case.outlines[CHECK_SHEET].form()
    drafts = [drafted.drafts[f"check/{item.id}"] for item in form.items]
    told = {item["item_id"]: item for item in json.loads(claims_json(form, drafts, drafted.case))["items"]}
    assert (told["conflict-of-interest"]["text"], told["conflict-of-interest"]["proposal"]) == ("はい", "yes")
    assert (told["export-control"]["text"], told["export-control"]["chosen"]) == ("不明", ["不明"])
    assert all(item["reason"] for item in told.values())
    answers = filled_answers(form, drafts, Language.JA)
    assert answers["conflict-of-interest"].chosen == ("はい",) and answers["conflict-of-interest"].text == ""


# --- the folder ---


def test_files_come_by_name_hidden_ones_stay_out_and_bad_ones_are_told(tmp_path: Path) -> None:
    files = {**FILES, "下/別.txt": "別の資料である。", ".hidden.txt": "隠し。", "~$実績.docx": "x", ".git/a.txt": "x"}
    folder = folder_of(tmp_path, files)
    (folder / "壊れ.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "絵.png").write_bytes(b"\x89PNG")
    (folder / "空.txt").write_bytes(b"")
    read, unread = read_folder(folder)
    assert [file.name for file in read] == ["下/別.txt", *sorted(FILES)]
    assert len({file.id for file in read}) == 3
    assert {each.name for each in unread} == {"壊れ.pdf", "絵.png", "空.txt"} and all(each.reason for each in unread)


def test_a_folder_that_is_none_or_too_full_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UploadRejected, match="なし"):
        read_folder(tmp_path / "なし")
    folder = folder_of(tmp_path)
    with pytest.raises(UploadRejected):
        read_folder(folder / "実績.txt")
    with pytest.raises(UploadRejected) as refused:
        read_folder(folder, Limits(max_files=1))
    assert refused.value.user_message(Language.EN)


# --- what is written ---


def test_files_are_written_whole_and_readable(tmp_path: Path) -> None:
    write_files({tmp_path / "a.docx": b"new", tmp_path / "b.json": b"{}"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"new", "b.json": b"{}"}
    assert stat.S_IMODE((tmp_path / "a.docx").stat().st_mode) & 0o600 == 0o600


@pytest.mark.parametrize("bad", ["missing/b.json", "folder"])
def test_all_files_are_written_or_none(bad: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.docx").write_bytes(b"old")
    with pytest.raises(ServiceFault) as fault:
        write_files({tmp_path / "a.docx": b"new", tmp_path / bad: b"{}"})
    assert Path(bad).name in fault.value.user_message()
    assert (tmp_path / "a.docx").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "folder"]


def test_what_stood_there_comes_back_when_a_later_file_cannot_be_put_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")
    with pytest.raises(ServiceFault):  # a name that is longer than a file system takes
        write_files({tmp_path / "a.docx": b"new", tmp_path / "c.md": b"new", tmp_path / ("x" * 300): b"{}"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"old"}


def test_what_cannot_be_written_is_noticed_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.docx").write_bytes(b"old")
    check_outputs([tmp_path / "a.docx", tmp_path / "b.json"])
    for bad in ("folder", "none/b.json", "a.docx/b.json"):
        with pytest.raises(ServiceFault) as fault:
            check_outputs([tmp_path / "a.docx", tmp_path / bad])
        assert fault.value.code == "output_unwritable"
    for path, other in (("a.docx", "folder/../a.docx"), ("b.docx", "folder/../b.docx")):
        with pytest.raises(ServiceFault) as fault:
            check_outputs([tmp_path / path, tmp_path / other])
        assert fault.value.code == "outputs_same" and fault.value.user_message(Language.EN)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "folder"]
    assert (tmp_path / "a.docx").read_bytes() == b"old"


# --- the command ---


def test_the_command_writes_the_form_and_the_claims(corpus: SmallCorpus, tmp_path: Path) -> None:
    out, claims = tmp_path / "申請書.docx", tmp_path / "claims.json"
    folder = folder_of(tmp_path)
    (folder / "壊れ.pdf").write_bytes(b"%PDF-1.4 broken")
    result = run("--form", APPLICATION, "--evidence", folder, "--out", out, "--claims", claims,
                 "--type", "地域貢献型", "--as-of", "2025-08-20")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert SAID in _words_of(out.read_bytes(), ".docx")
    told = json.loads(claims.read_text(encoding="utf-8"))
    cited = [c for item in told["items"] for claim in item["claims"] for c in claim["citations"]]
    assert SAID in {each["quote"] for each in cited} and {each["file"] for each in cited} <= set(FILES)
    assert "申請書.docx" in result.stderr and "承認" in result.stderr and result.stdout == ""
    assert "壊れ.pdf" in result.stderr


def _no_form(folder: Path) -> Path:
    Workbook().save(folder / "空.xlsx")
    return folder / "空.xlsx"


@pytest.mark.parametrize(
    ("case", "word"),
    [
        ("unknown form", "none-such"),
        ("form without items", "空.xlsx"),
        ("empty folder", "空の資料"),
        ("wrong ending", ".pdf"),
        ("unknown type", "宇宙型"),
        ("no date", "昨日"),
        ("claims nowhere", "claims.json"),
    ],
)
def test_a_fault_is_one_line_and_nothing_is_written(case: str, word: str, failed: Failed, tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path), tmp_path / "out" / "申請書.docx"
    out.parent.mkdir()
    usual: dict[str, object] = {"--form": APPLICATION, "--evidence": folder, "--out": out}
    (tmp_path / "空の資料").mkdir()
    changed: dict[str, object] = {
        "unknown form": {"--form": "none-such"},
        "form without items": {"--form": _no_form(tmp_path), "--out": out.with_suffix(".xlsx")},
        "empty folder": {"--evidence": tmp_path / "空の資料"},
        "wrong ending": {"--out": out.with_suffix(".pdf")},
        "unknown type": {"--type": "宇宙型"},
        "no date": {"--as-of": "昨日"},
        "claims nowhere": {"--claims": tmp_path / "none" / "claims.json"},
    }[case]  # type: ignore[assignment]
    line = failed(*(part for pair in (usual | changed).items() for part in pair))
    assert word in line or case == "unknown form", line
    assert list(out.parent.iterdir()) == []
    assert "Traceback" not in line and str(tmp_path) not in line


def test_the_form_and_the_claims_cannot_be_one_file(failed: Failed, tmp_path: Path) -> None:
    out = tmp_path / "申請書.docx"
    line = failed("--form", APPLICATION, "--evidence", folder_of(tmp_path), "--out", out, "--claims", out)
    assert not out.exists() and "[outputs_same]" in line


def test_what_cannot_be_drafted_is_refused_in_both_languages(knowledge: Knowledge, tmp_path: Path) -> None:
    folder, form, bad = folder_of(tmp_path), loaded_form(tmp_path / "様式.docx"), tmp_path / "悪い資料"
    bad.mkdir()
    (bad / "絵.png").write_bytes(b"\x89PNG")
    (tmp_path / "偽物.docx").write_bytes(b"no zip")
    tries: list[tuple[str, Path, str, str]] = [
        ("none-such", folder, ".docx", APPLICATION),
        (APPLICATION, folder, ".txt", ".docx"),
        (APPLICATION, folder, "", ".docx"),
        (str(form), folder, ".xlsx", ".docx"),
        (str(form), folder, ".md", ".docx"),
        (str(tmp_path / "偽物.docx"), folder, ".docx", "偽物.docx"),
        (str(folder), folder, ".docx", "資料"),
        (APPLICATION, bad, ".docx", "絵.png"),
        (APPLICATION, tmp_path / "ない資料", ".docx", "ない資料"),
        (APPLICATION, form, ".docx", "様式.docx"),
    ]
    for name, evidence, ending, word in tries:
        with pytest.raises(AdvisorError) as raised:
            draft_in_one_go(name, evidence, ending, knowledge, AS_OF)
        told = [raised.value.user_message(language) for language in Language]
        assert all(word in text and "\n" not in text for text in told), told
        assert not any(str(tmp_path) in text for text in told), told

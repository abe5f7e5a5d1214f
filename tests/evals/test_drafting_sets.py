"""The evidence sets: files that the common libraries read back, with the words that a draft is held to."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from evidence_set import evidence_set, other_evidence, write_evidence_set, write_other_evidence
from openpyxl import load_workbook
from pptx import Presentation
from pydantic import ValidationError
from pypdf import PdfReader

from evals.drafting.making import file_bytes, make_files
from evals.drafting.sets import (
    Book,
    EvidenceSet,
    ExpectedCheck,
    ExpectedItem,
    Formula,
    ItemName,
    Label,
    Pages,
    Sheet,
    Viewpoint,
    dev_sets,
)

SETS = dev_sets() | {"tests": evidence_set(), "tests-other": other_evidence()}
SAFETY_WORDS = ("秘密", "機密", "セキュリティ", "安全保障", "輸出管理", "情報管理")  # nowhere in the set of the tests


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The text of each file of each set, without white space, as the common libraries read it back."""
    return {name: texts_of(each, tmp_path_factory.mktemp(name)) for name, each in SETS.items()}


def texts_of(each: EvidenceSet, folder: Path) -> dict[str, str]:
    return {path.name: re.sub(r"\s", "", "\n".join(read_back(path))) for path in make_files(each.files, folder)}


def read_back(path: Path) -> Iterator[str]:
    match path.suffix:
        case ".pdf":
            yield from (page.extract_text() for page in PdfReader(path).pages)
        case ".docx":
            yield from read_word(path)
        case ".xlsx":
            yield from read_book(path)
        case ".pptx":
            yield from read_deck(path)
        case ".csv":
            yield path.read_text(encoding="cp932")
        case ".txt":
            yield path.read_text(encoding="utf-8")


def read_word(path: Path) -> Iterator[str]:
    word = Document(str(path))
    yield from (each.text for section in word.sections for each in section.header.paragraphs)
    yield from (each.text for each in word.paragraphs)
    yield from (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    yield from (each.text for section in word.sections for each in section.footer.paragraphs)


def read_book(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                yield "" if cell.value is None else str(cell.value)
                yield cell.comment.text if cell.comment else ""


def read_deck(path: Path) -> Iterator[str]:
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


@cache
def quotes_of(name: str) -> tuple[tuple[str, str], ...]:
    """(file, words) of everything that a set's expectation takes from its files."""
    expect = SETS[name].expect
    told = [value for each in (*expect.contradictions, *expect.not_contradictions) for value in each.values]
    quotes = [
        *(quote for item in expect.items.values() for quote in item.must_quote),
        *expect.outdated,
        *expect.puffery,
    ]
    checks = [(each.file, each.quote) for each in expect.checks if each.file and each.quote]
    return (*((each.file, each.value) for each in told), *((each.file, each.quote) for each in quotes), *checks)


@pytest.mark.parametrize("name", SETS)
def test_every_quote_and_value_stands_in_its_file(name: str, made: dict[str, dict[str, str]]) -> None:
    absent = [(file, words) for file, words in quotes_of(name) if re.sub(r"\s", "", words) not in made[name][file]]
    assert absent == []


@pytest.mark.parametrize("name", SETS)
def test_every_file_says_that_it_is_fictional(name: str, made: dict[str, dict[str, str]]) -> None:
    assert [file for file, text in made[name].items() if "架空" not in text and "fictional" not in text] == []
    if name.startswith("tests"):
        assert [file for file, text in made[name].items() if "架空" not in text] == []


@pytest.mark.parametrize("name", SETS)
def test_a_short_value_stands_in_a_file_and_a_null_one_in_none(name: str, made: dict[str, dict[str, str]]) -> None:
    text = "".join(made[name].values())
    short = SETS[name].expect.short
    values = [re.sub(r"\s", "", each.value) for each in short.values() if each.value is not None]
    assert [value for value in values if value not in text] == []
    for label, shape in ((Label.EMAIL, "@"), (Label.URL, "https?:"), (Label.TELEPHONE, r"\d{4}-\d{2}-\d{4}")):
        assert (short[label].value is None) == (re.search(shape, text) is None), label


@pytest.mark.parametrize("name", SETS)
def test_every_item_viewpoint_and_label_is_expected_once(name: str) -> None:
    expect = SETS[name].expect
    assert set(expect.items) == set(ItemName)
    assert sorted(each.viewpoint for each in expect.checks) == sorted(Viewpoint)
    assert set(expect.short) == set(Label)


@pytest.mark.parametrize("name", SETS)
def test_contradictions_differ_and_stand_in_different_files(name: str) -> None:
    for each in SETS[name].expect.contradictions:
        assert len({value.file for value in each.values}) == len(each.values)
        assert len({value.value for value in each.values}) > 1
    for each in SETS[name].expect.not_contradictions:
        assert len(set(each.values)) == len(each.values)


def test_the_dev_sets_cover_every_answer_and_kind_of_file() -> None:
    dev = dev_sets()
    assert set(dev) == {"design-welfare", "kosen-food", "materials-institute"}
    assert all(6 <= len(each.files) <= 10 for each in dev.values())
    assert {check.answer for each in dev.values() for check in each.expect.checks} == {"yes", "no", "unknown"}
    kinds = {".pdf", ".docx", ".xlsx", ".pptx", ".csv", ".txt"}
    assert all({Path(file).suffix for file in each.files} == kinds for each in dev.values())
    assert all(
        len(item.must_quote) >= 2 for each in dev.values() for item in each.expect.items.values() if not item.gap
    )


def test_the_set_of_the_tests_is_ten_small_files_that_never_speak_of_security(
    tmp_path: Path, made: dict[str, dict[str, str]]
) -> None:
    write_evidence_set(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(made["tests"])
    assert len(made["tests"]) == 10
    text = "".join(made["tests"].values())
    assert [word for word in SAFETY_WORDS if word in text] == []
    assert sum(len(each) for each in made["tests"].values()) < 12_000  # characters; a passage is about 200


def test_the_other_hub_is_three_files_and_shares_no_name(tmp_path: Path, made: dict[str, dict[str, str]]) -> None:
    write_other_evidence(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(made["tests-other"])
    assert len(made["tests-other"]) == 3
    assert not any(word in "".join(made["tests"].values()) for word in ("霧ヶ浦", "海藻", "アカモク"))
    assert not any(word in "".join(made["tests-other"].values()) for word in ("青嶺", "循環素材", "CMOL"))


def test_a_formula_has_a_value_only_where_excel_once_saved_it(tmp_path: Path) -> None:
    rows = (
        (1, Formula(formula="=A1*2", cached=2)),
        (Formula(formula="=A1&A1", cached="1<1"), Formula(formula="=A1+1")),
    )
    path = tmp_path / "book.xlsx"
    path.write_bytes(
        file_bytes(
            ".xlsx", Book(sheets=(Sheet(name="a", rows=rows, merge=("A3:B3",)), Sheet(name="b", rows=(), hidden=True)))
        )
    )
    values = [[cell.value for cell in row] for row in load_workbook(path, data_only=True)["a"].iter_rows(max_row=2)]
    assert values == [[1, 2], ["1<1", None]]
    book = load_workbook(path)
    assert book["a"]["B2"].value == "=A1+1"
    assert (str(book["a"].merged_cells), book["b"].sheet_state) == ("A3:B3", "hidden")


def test_a_merged_word_cell_keeps_its_text_once_in_each_of_its_places(tmp_path: Path) -> None:
    make_files(evidence_set().files | dev_sets()["kosen-food"].files, tmp_path)
    (table,) = Document(str(tmp_path / "食品加工実習棟_機器と決まり.docx")).tables
    assert [row.cells[0].text for row in table.rows][:3] == ["部屋", "加工室", "加工室"]


def test_the_csv_is_of_a_japanese_windows(tmp_path: Path) -> None:
    make_files(evidence_set().files, tmp_path)
    path = tmp_path / "06_職員名簿.csv"
    with pytest.raises(UnicodeDecodeError):
        path.read_text(encoding="utf-8")
    with path.open(encoding="cp932", newline="") as opened:
        assert {len(row) for row in csv.reader(opened)} == {6}


def test_a_pdf_is_made_the_same_twice() -> None:
    pages = next(each for each in evidence_set().files.values() if isinstance(each, Pages) and each.columns == 2)
    assert file_bytes(".pdf", pages) == file_bytes(".pdf", pages)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot become"):
        file_bytes(".xlsx", Pages(blocks=("本文",)))
    with pytest.raises(ValidationError):
        ExpectedItem(gap=True)
    with pytest.raises(ValidationError):
        ExpectedCheck(viewpoint=Viewpoint.COSTS, answer="no")

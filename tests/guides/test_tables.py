"""advisor/guides/tables.py and export.py: what is written is read back the same, and nothing in it runs."""

import csv
import io

import pytest
from openpyxl import load_workbook
from pydantic import ValidationError

from advisor.guides.export import csv_bytes, harmless, markdown_text, xlsx_bytes
from advisor.guides.tables import Table

CELLS = ("二行の\nセル", "縦|棒 *強調* <b>", "=1+1", "-", '引用"と,区切り', "03-1234-5678")
TABLE = Table(
    title="表: 支援/メニュー[R4]",
    columns=("い", "ろ", "は", "に", "ほ", "へ"),
    rows=(CELLS, ("", "あ" * 200, "+81", "@x", "\tタブ", "\x00零")),
    notes=("12/23時点です。", "=注"),
)


def rows_of_csv(table: Table) -> list[list[str]]:
    content = csv_bytes(table)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_read_back_and_its_formulas_are_text() -> None:
    rows = rows_of_csv(TABLE)
    assert rows[0] == list(TABLE.columns)
    assert rows[1] == ["二行の\nセル", "縦|棒 *強調* <b>", "'=1+1", "'-", '引用"と,区切り', "03-1234-5678"]
    assert rows[2] == ["", "あ" * 200, "'+81", "'@x", "'\tタブ", "零"]
    assert rows[3:] == [[], ["12/23時点です。"], ["'=注"]]


def test_csv_of_a_table_without_rows_or_notes() -> None:
    assert rows_of_csv(Table(title="空", columns=("い",), rows=())) == [["い"]]


def test_xlsx_is_read_back_with_a_bold_frozen_header_and_notes() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(TABLE)))
    sheet, notes = book.worksheets
    assert [cell.value for cell in sheet[1]] == list(TABLE.columns)
    assert all(cell.font.bold for cell in sheet[1]) and not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].value == "二行の\nセル" and sheet["C2"].value == "'=1+1"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert [cell.value for cell in notes["A"]] == [TABLE.title, "12/23時点です。", "'=注"]


def test_xlsx_columns_are_as_wide_as_their_longest_line_within_reason() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(TABLE))).worksheets[0]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEF"]
    assert widths[0] == 8 and widths[1] == 60 and widths[5] == 14


def test_markdown_keeps_every_row_in_one_line_of_the_same_cells() -> None:
    lines = markdown_text(TABLE).splitlines()
    assert lines[0] == "# 表: 支援/メニュー\\[R4\\]"
    assert lines[2:4] == ["| い | ろ | は | に | ほ | へ |", "| --- | --- | --- | --- | --- | --- |"]
    assert lines[4].startswith("| 二行の<br>セル | 縦\\|棒 \\*強調\\* \\<b\\> | =1+1 |")
    assert lines[-2:] == ["- 12/23時点です。", "- =注"]


@pytest.mark.parametrize("cell", ["=A1", "+1", "-1", "@SUM(1)", "\t=1", "  =1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_put_behind_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_a_row_that_lacks_a_cell_is_no_table() -> None:
    with pytest.raises(ValidationError, match="row 1 has 1 cells for 2 columns"):
        Table(title="い", columns=("い", "ろ"), rows=(("は",),))

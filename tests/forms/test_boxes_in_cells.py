"""A check sheet with each box and its word in a cell of its own: □はい | □いいえ."""

import io

from docx import Document
from sample_docx_forms import written

from advisor.forms.model import Filled, Filling, ItemKind
from advisor.forms.reading import fill_form, read_form

ROWS = [
    ["番号", "確認項目", "はい", "いいえ", "根拠"],
    ["1", "利益相反の申告を毎年行っている。", "□はい", "□いいえ", ""],
    ["2", "輸出管理の責任者を置いている。", "□はい", "□いいえ", ""],
]


def test_boxes_that_stand_in_cells_of_their_own_are_one_choice() -> None:
    form = read_form(written("架空のチェックシート", ROWS), "check.docx")
    choices = [item for item in form.items if item.kind is ItemKind.CHOICE]
    assert [item.options for item in choices] == [("はい", "いいえ")] * 2
    assert [item.label for item in choices] == ["利益相反の申告を毎年行っている", "輸出管理の責任者を置いている"]


def test_only_the_chosen_box_is_ticked() -> None:
    data = written("架空のチェックシート", ROWS)
    form = read_form(data, "check.docx")
    first = next(item for item in form.items if item.kind is ItemKind.CHOICE)
    filled = fill_form(data, form, Filling(answers={first.id: Filled(chosen=("いいえ",))}))
    table = Document(io.BytesIO(filled)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][2:4] == ["□はい", "☑いいえ"]
    assert [cell.text for cell in table.rows[2].cells][2:4] == ["□はい", "□いいえ"]

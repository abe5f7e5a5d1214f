"""advisor/exporting/annex: every sentence with its file, page and quote; and as files."""

import csv
import io

import pytest
from openpyxl import load_workbook
from review.items_made import choice_of, cited, claim, draft_of, item_of, text_of

from advisor.dossiers.records import Item, Origin, Sentence, Status
from advisor.exporting.annex import annex
from advisor.forms.model import FormItem
from advisor.guides.export import csv_bytes, markdown_text, xlsx_bytes
from advisor.guides.tables import Table
from advisor.messages import Language
from advisor.review.provenance import after_edit, of_draft

RESULTS = FormItem(id="outputs", label="成果", number="4")
SAID = "共同研究は42件である。"


def table(*items: Item, language: Language = Language.JA, face: str = "") -> Table:
    return annex("架空ハブの申請", items, face, language)


def rows(*items: Item) -> list[dict[str, str]]:
    names = ("item", "status", "sentence", "origin", "file", "page", "quote")
    return [dict(zip(names, row, strict=True)) for row in table(*items).rows]


def test_a_sentence_of_the_files_has_its_file_page_and_quote() -> None:
    draft = draft_of(SAID, claim(SAID, cited(SAID, "統計.xlsx", 2)))
    assert rows(item_of(RESULTS, draft=draft)) == [
        {
            "item": "4 成果",
            "status": "下書き",
            "sentence": SAID,
            "origin": "資料",
            "file": "統計.xlsx",
            "page": "2",
            "quote": SAID,
        }
    ]


def test_every_place_of_a_sentence_has_a_row() -> None:
    draft = draft_of(SAID, claim(SAID, cited("42", "統計.xlsx"), cited("年度\t件数", "統計.xlsx")))
    assert [row["quote"] for row in rows(item_of(RESULTS, draft=draft))] == ["42", "年度\t件数"]


def test_a_file_without_pages_has_no_page() -> None:
    [row] = rows(item_of(RESULTS, draft=draft_of(SAID, claim(SAID, cited(SAID, "議事録.txt", None)))))
    assert row["page"] == ""


def test_an_edited_sentence_names_its_author_and_has_no_quote() -> None:
    draft = draft_of(SAID, claim(SAID))
    after = after_edit("共同研究は50件である。", of_draft(draft), "架空 花子")
    [row] = rows(item_of(RESULTS, "共同研究は50件である。", draft=draft, sentences=after))
    assert "架空 花子" in row["origin"] and (row["file"], row["page"], row["quote"]) == ("", "", "")


def test_a_blank_has_no_quote() -> None:
    draft = draft_of(f"{SAID}\n【要記入: 額】", claim(SAID))
    assert [(row["sentence"], row["quote"]) for row in rows(item_of(RESULTS, draft=draft))] == [
        (SAID, SAID),
        ("【要記入: 額】", ""),
    ]


def test_a_place_that_the_draft_does_not_have_gives_no_quote() -> None:
    beyond = (Sentence(text=SAID, origin=Origin.EVIDENCE, claim=7),)
    [row] = rows(item_of(RESULTS, SAID, draft=draft_of(SAID, claim(SAID)), sentences=beyond))
    assert row["quote"] == ""


def test_a_choice_is_shown_with_what_it_rests_on() -> None:
    draft = draft_of("", claim("規程を定めている。")).model_copy(update={"chosen": ("はい",)})
    [row] = rows(choice_of("規程", ("はい",), draft))
    assert (row["sentence"], row["origin"], row["quote"]) == ("はい", "資料", "規程を定めている。")


def test_a_choice_that_a_person_turned_does_not_rest_on_what_said_the_opposite() -> None:
    draft = draft_of("", claim("規程を定めている。")).model_copy(update={"chosen": ("はい",)})
    [row] = rows(choice_of("規程", ("いいえ",), draft))
    assert row["sentence"] == "いいえ" and row["quote"] == "" and row["origin"] != "資料"


def test_a_choice_without_a_tick_says_so() -> None:
    [row] = rows(choice_of("規程", ()))
    assert (row["sentence"], row["origin"], row["quote"]) == ("(選択なし)", "", "")


def test_an_empty_item_is_shown_too() -> None:
    [row] = rows(text_of("体制", "", Status.EMPTY))
    assert (row["item"], row["status"], row["sentence"]) == ("体制", "未記入", "")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("language", Language)
def test_statuses_and_origins_have_words_in_both_languages(status: Status, language: Language) -> None:
    sentences = tuple(Sentence(text=SAID, origin=origin, by="架空 花子") for origin in Origin)
    made = table(item_of(RESULTS, SAID, status, sentences=sentences), language=language)
    assert len(made.rows) == len(Origin) and all(row[1] and row[3] for row in made.rows)
    assert len({row[3] for row in made.rows}) == len(Origin)
    assert "架空ハブの申請" in made.title and made.notes


def test_what_stands_on_the_face_is_a_note() -> None:
    assert table(face="未承認を含みます。").notes[0] == "未承認を含みます。"
    assert "" not in table().notes


def test_files_hold_the_same_cells_and_nothing_that_runs() -> None:
    formula = '=HYPERLINK("http://a.example","x")'
    made = table(item_of(RESULTS, draft=draft_of(formula, claim(formula, cited(formula, "=1+1.csv")))))
    listed = list(csv.reader(io.StringIO(csv_bytes(made).decode("utf-8-sig"))))
    assert len(listed[1]) == 7 and not any(cell.startswith(("=", "+", "@")) for row in listed for cell in row)
    sheet = load_workbook(io.BytesIO(xlsx_bytes(made))).worksheets[0]
    assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2) for cell in row if cell.value)
    assert [cell.value for cell in sheet[1]] == list(made.columns)
    assert markdown_text(made).count("\n| 4 成果") == 1

"""advisor/precedents: lists with notes on both databases, who may see them, and what leaves as a file."""

import io
import threading
from datetime import datetime

import pytest
from docx import Document
from openpyxl import load_workbook
from precedent_cases import ME, NOW, OUTSIDER, PAGE, URL, WELDING

from advisor.errors import AdvisorError, EditRejected, QuestionRejected, RecordMissing
from advisor.messages import Language
from advisor.precedents import list_store
from advisor.precedents.records import Asked, QueryKind
from advisor.precedents.room import PrecedentRoom
from advisor.precedents.store import PrecedentStore

HANAKO = ME.model_copy(update={"id": "hanako", "name": "架空 花子"})


def code_of(raised: pytest.ExceptionInfo[AdvisorError]) -> str:
    return raised.value.code


def test_a_list_keeps_hubs_notes_and_order(store: PrecedentStore) -> None:
    made = store.create_list(ME, "  半導体の\n先例 ", "委員会用")
    assert (made.name, made.note, made.revision, made.entries) == ("半導体の 先例", "委員会用", 1, ())
    for hub in ("hub-1-01", "hub-1-05", "hub-2-03"):
        made = store.add_hub(ME, made.id, hub, f"{hub}の\nメモ")
    made = store.remove_hub(ME, made.id, "hub-1-05")
    made = store.add_hub(HANAKO, made.id, "hub-1-02")
    made = store.order_hubs(ME, made.id, ["hub-1-02", "hub-1-01", "hub-2-03"], made.revision)
    made = store.note_hub(ME, made.id, "hub-1-01", "別のメモ\0", made.revision)
    assert [(e.hub_id, e.note) for e in made.entries] == [
        ("hub-1-02", ""),
        ("hub-1-01", "別のメモ"),
        ("hub-2-03", "hub-2-03の\nメモ"),
    ]
    assert made.entries[0].added_by == "架空 花子"
    assert made.updated_at.tzinfo is not None and made.updated_at > made.created_at
    assert store.saved_list(ME, made.id) == made
    made = store.rename_list(ME, made.id, made.revision, name="新しい名前")
    assert (made.name, made.note) == ("新しい名前", "委員会用")


def test_the_list_changed_last_comes_first(store: PrecedentStore) -> None:
    first, second = store.create_list(ME, "一"), store.create_list(ME, "二")
    assert [each.id for each in store.lists(ME)] == [second.id, first.id]
    store.add_hub(ME, first.id, "hub-1-01")
    assert [each.id for each in store.lists(ME)] == [first.id, second.id]
    store.delete_list(ME, first.id)
    assert [each.id for each in store.lists(ME)] == [second.id]


def test_nobody_overwrites_what_he_has_not_read(store: PrecedentStore) -> None:
    made = store.add_hub(ME, store.create_list(ME, "一覧").id, "hub-1-01", "元のメモ")
    store.note_hub(HANAKO, made.id, "hub-1-01", "花子のメモ", made.revision)
    for change in (
        lambda: store.note_hub(ME, made.id, "hub-1-01", "遅いメモ", made.revision),
        lambda: store.rename_list(ME, made.id, made.revision, name="遅い名前"),
        lambda: store.order_hubs(ME, made.id, ["hub-1-01"], made.revision),
        lambda: store.delete_list(ME, made.id, made.revision),
    ):
        with pytest.raises(EditRejected) as late:
            change()
        assert code_of(late) == "list_changed_meanwhile" and "架空 花子" in str(late.value)
    assert store.saved_list(ME, made.id).entries[0].note == "花子のメモ"


def test_what_does_not_fit_is_refused_and_changes_nothing(store: PrecedentStore) -> None:
    made = store.add_hub(ME, store.create_list(ME, "一覧").id, "hub-1-01")
    wrong = {
        "list_name_empty": lambda: store.create_list(ME, " \n "),
        "list_name_too_long": lambda: store.create_list(ME, "あ" * 201),
        "list_note_too_long": lambda: store.add_hub(ME, made.id, "hub-1-02", "あ" * 4001),
        "list_has_hub": lambda: store.add_hub(ME, made.id, "hub-1-01"),
        "list_hub_missing": lambda: store.note_hub(ME, made.id, "hub-1-02", "", None),
        "list_order_wrong": lambda: store.order_hubs(ME, made.id, ["hub-1-01", "hub-1-01"], None),
        "list_missing": lambda: store.saved_list(ME, "none"),
    }
    for code, change in wrong.items():
        with pytest.raises(AdvisorError) as refused:
            change()
        assert code_of(refused) == code
    assert store.lists(ME) == [made]


def test_a_list_takes_so_many_hubs(store: PrecedentStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_store, "MOST_ENTRIES", 2)
    made = store.create_list(ME, "一覧")
    for number in range(2):
        store.add_hub(ME, made.id, f"hub-1-0{number}")
    with pytest.raises(EditRejected) as full:
        store.add_hub(ME, made.id, "hub-2-01")
    assert code_of(full) == "list_full"


def test_another_workspace_sees_nothing(store: PrecedentStore) -> None:
    made = store.add_hub(ME, store.create_list(ME, "秘密").id, "hub-1-01")
    assert store.lists(OUTSIDER) == []
    for reach in (
        lambda: store.saved_list(OUTSIDER, made.id),
        lambda: store.add_hub(OUTSIDER, made.id, "hub-1-02"),
        lambda: store.remove_hub(OUTSIDER, made.id, "hub-1-01"),
        lambda: store.delete_list(OUTSIDER, made.id),
    ):
        with pytest.raises(RecordMissing):
            reach()
    assert store.saved_list(ME, made.id) == made


def test_people_who_add_at_once_all_succeed(store: PrecedentStore) -> None:
    made = store.create_list(ME, "一覧")
    adding = [threading.Thread(target=store.add_hub, args=(ME, made.id, f"hub-1-0{n}")) for n in range(1, 7)]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    kept = store.saved_list(ME, made.id)
    assert len(kept.entries) == 6 and kept.revision == 7


def test_the_log_is_in_order_apart_and_of_its_workspace(store: PrecedentStore) -> None:
    for number in range(5):
        store.note_query(ME, QueryKind.SEARCH, Asked(text=f"語{number}", round=1), number, keeps_text=number == 3)
    store.note_query(OUTSIDER, QueryKind.SEARCH, Asked(text="よそ"), 9, keeps_text=True)
    lines = store.queries(ME, limit=3)
    assert [line.hits for line in lines] == [4, 3, 2]
    assert [line.text for line in lines] == [None, "語3", None]
    assert [line.hits for line in store.queries(ME, before=lines[-1].number)] == [1, 0]
    assert all(isinstance(line.at, datetime) and line.at.tzinfo for line in lines)
    assert not [name for name in dir(store) if "quer" in name and name.startswith(("delete", "change", "remove"))]


def list_of_three(room: PrecedentRoom) -> str:
    room.add_document(ME, WELDING, "page.html", PAGE, URL, "架空の紹介")
    made = room.store.create_list(ME, "検討用/一覧", "全体のメモ")
    room.list_hub(ME, made.id, WELDING, '=HYPERLINK("http://evil.example.com")')
    room.list_hub(ME, made.id, "hub-1-08", "概要が未確認\x0b")
    room.store.add_hub(ME, made.id, "hub-9-99", "今はない拠点")
    return made.id


def test_the_sheet_has_sources_and_no_formula(room: PrecedentRoom) -> None:
    file = room.export(ME, list_of_three(room), ".xlsx")
    book = load_workbook(io.BytesIO(file.contents))
    rows, notes = book.worksheets
    table = [[str(cell.value or "") for cell in row] for row in rows.iter_rows()]
    head, first, second, gone = table
    assert first[head.index("メモ")].startswith("'=HYPERLINK")
    assert not any(cell.data_type == "f" for row in rows.iter_rows() for cell in row)
    assert "報道・第三者の記事で確認" in first[head.index("確度")]
    assert "https://" in first[head.index("URL")] and URL in first[head.index("追加した資料")]
    assert "1972年創立" in first[head.index("引用")] and "選抜拠点一覧" in first[head.index("出典")]
    assert second[head.index("分野")] == "未確認" and "概要" in second[head.index("未確認の項目")]
    assert "hub-9-99" in " ".join(gone)
    told = [str(cell.value) for cell in notes["A"]]
    assert any("選抜の基準ではありません" in line and "公表資料" in line for line in told)
    assert any("全体のメモ" in line for line in told)


@pytest.mark.parametrize("language", list(Language))
def test_the_paper_has_face_note_and_quotes(room: PrecedentRoom, language: Language) -> None:
    file = room.export(ME, list_of_three(room), ".docx", language)
    paper = Document(io.BytesIO(file.contents))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    face = "選抜の基準ではありません" if language is Language.JA else "no rule of selection"
    assert face in paper.paragraphs[1].text and paper.paragraphs[1].runs[0].bold
    assert "1972年創立" in text and URL in text and "全体のメモ" in text and "hub-9-99" in text
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "接合科学研究所" in cells and len(paper.tables) == 2


def test_only_hubs_on_record_can_be_listed(room: PrecedentRoom) -> None:
    made = room.store.create_list(ME, "一覧")
    with pytest.raises(QuestionRejected):
        room.list_hub(ME, made.id, "hub-9-99")
    assert room.search(ME, Asked(round=1), NOW).matches[0].hub.id == "hub-1-01"

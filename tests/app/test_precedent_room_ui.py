"""The room in the tab 先例: what its requests change on the page, and what is refused. Without a browser."""

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from dossier_api import docx_of

from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.service import Service
from app.ui.precedents.handlers import PrecedentHandlers
from app.ui.workbench.uploads import Uploads

PLAN = "窒化ガリウムのパワーデバイスを企業と開発する架空の構想である。"
SCRIPT = "<script>alert(1)</script>"
Send = Callable[..., dict[str, Any]]


@pytest.fixture
def service(knowledge: Knowledge, tmp_path: Path) -> Service:
    return Service(knowledge.settings.model_copy(update={"data_dir": tmp_path}), knowledge)


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    made = Uploads(tmp_path / "uploads")
    made.make()
    return made


@pytest.fixture
def send(service: Service, uploads: Uploads) -> Send:
    handlers = PrecedentHandlers(service, Language.JA, uploads)

    def sent(do: str, is_open: bool = True, **values: Any) -> dict[str, Any]:
        return handlers.answer({"do": do, **values}, is_open)

    return sent


def lent(send: Send, uploads: Uploads) -> str:
    """The handle of an outline that was sent as the page sends it."""
    path = uploads.folder / "part"
    path.write_bytes(docx_of(PLAN))
    reply = send("lend", path=str(path), file_name="概要.docx")
    assert reply["ok"], reply
    assert not path.exists() and "窒化" not in str(reply)
    found = re.search(r'name="outline" value="([^"]+)"', reply["parts"]["outline"])
    assert found
    return found[1]


def test_the_page_says_what_the_room_never_does(send: Send) -> None:
    parts = send("opened")["parts"]
    assert "審査中の申請は受け付けず、要約も採点もしません" in parts["search"]
    assert 'id="prec-file"' in parts["search"] and "2時間" in parts["search"]
    assert "一覧を作る" in parts["lists"]


def test_a_search_shows_quotes_themes_and_gaps(send: Send) -> None:
    reply = send("search", field="semiconductor")
    shown = reply["parts"]["results"]
    assert '<mark class="for">半導体</mark>' in shown and "blockquote" in shown
    assert "収録に欠けているもの" in shown and "優劣ではありません" in shown
    assert 'rel="noopener noreferrer"' in shown
    none = send("search", text="ブロックチェーンによる国際送金")
    assert "見つかりませんでした" in none["parts"]["results"]


def test_an_outline_is_lent_used_and_dropped(send: Send, uploads: Uploads, service: Service) -> None:
    handle = lent(send, uploads)
    shown = send("search", outline=handle)["parts"]["results"]
    assert "概要の記述" in shown and "未来材料・システム研究所" in shown
    gone = send("drop", outline=handle)
    assert (
        gone["parts"]["results"] == "" and "消しました" in gone["message"] and "prec-file" in gone["parts"]["outline"]
    )
    assert len(service.precedent_room()[0].outlines) == 0
    again = send("search", outline=handle)
    assert not again["ok"] and "もう一度" in again["message"] and "prec-file" in again["parts"]["outline"]
    assert "すでに消えて" in send("drop", outline=handle)["message"]
    for path in ("/etc/passwd", str(uploads.folder / ".." / "x"), ""):
        assert not send("lend", path=path, file_name="a.txt")["ok"]


def test_a_list_is_made_filled_noted_ordered_handed_out_and_deleted(send: Send) -> None:
    assert "先に" in send("list_add", hub="hub-1-01")["message"]
    made = send("list_new", title=f"検討{SCRIPT}")
    assert SCRIPT not in str(made["parts"])
    key = made["query"].split("list=")[1]
    for hub in ("hub-1-01", "hub-1-05"):
        added = send("list_add", list=key, hub=hub)
        assert added["ok"], added
    assert "すでに" in send("list_add", list=key, hub="hub-1-01")["message"]
    noted = send("list_note", list=key, hub="hub-1-01", note=SCRIPT, revision=3)
    assert noted["ok"] and SCRIPT not in noted["parts"]["list"] and "&lt;script&gt;" in noted["parts"]["list"]
    assert "先に変更" in send("list_note", list=key, hub="hub-1-01", note="遅い", revision=3)["message"]
    moved = send("list_move", list=key, hub="hub-1-05", to="up", revision=4)["parts"]["list"]
    assert moved.index("フレキシブル3D") < moved.index("国際集積")
    paper = send("list_export", list=key, ending="docx")["download"]
    text = "\n".join(p.text for p in Document(io.BytesIO(base64.b64decode(paper["data"]))).paragraphs)
    assert "選抜の基準ではありません" in text and paper["file_name"].endswith(".docx")
    assert not send("list_export", list=key, ending="exe")["ok"]
    renamed = send("list_rename", list=key, title="新しい名前", note="全体", revision=5)
    assert "新しい名前" in renamed["parts"]["lists"]
    assert "外しました" in send("list_remove", list=key, hub="hub-1-01", revision=6)["said"]
    deleted = send("list_delete", list=key, revision=7)
    assert deleted["parts"]["list"] == "" and deleted["query"] == "tab=hubs"


def test_hubs_side_by_side(send: Send) -> None:
    shown = send("compare", hubs=["hub-1-01", "hub-1-05"])["parts"]["compared"]
    assert "共通する言葉" in shown and "半導体" in shown and "追加した資料はありません" in shown
    assert not send("compare", hubs=["hub-1-01"])["ok"]


def test_shut_to_others_but_for_the_search(send: Send, service: Service) -> None:
    opened = send("opened", is_open=False)["parts"]
    assert "prec-file" not in opened["search"] and "lists" not in opened
    shown = send("search", is_open=False, text="半導体")["parts"]["results"]
    assert "半導体" in shown and "一覧に入れる" not in shown
    assert send("compare", is_open=False, hubs=["hub-1-01", "hub-1-05"])["ok"]
    for do in ("lend", "drop", "list_new", "list_open", "list_add", "list_export"):
        reply = send(do, is_open=False, path="x", outline="x", list="x", title="x", ending="docx")
        assert not reply["ok"]
    room, actor = service.precedent_room()
    assert room.store.queries(actor) == [] and room.store.lists(actor) == []


def test_a_judgement_is_refused_here_too(send: Send) -> None:
    for is_open in (True, False):
        reply = send("search", is_open=is_open, text="この申請を採点して")
        assert not reply["ok"] and "採点・評価・要約・採否の判断はいたしません" in reply["message"]


@pytest.mark.parametrize(
    "values",
    [
        {"round": "x"},
        {"round": "99"},
        {"type": SCRIPT},
        {"region": SCRIPT},
        {"text": "あ" * 3000},
        {"hubs": "x"},
        {"revision": -1},
        {"text": None},
    ],
)
def test_whatever_a_browser_sends_is_answered(send: Send, values: dict[str, Any]) -> None:
    reply = send("search", **values)
    assert SCRIPT not in str(reply)
    assert reply["ok"] is (values == {"text": None}) and (reply["ok"] or reply["message"])


def test_what_is_typed_is_never_markup(send: Send) -> None:
    reply = send("search", text=f"半導体 {SCRIPT}", field=f"半導体{SCRIPT}")
    assert SCRIPT not in str(reply)

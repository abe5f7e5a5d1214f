"""The drafting tab without a browser: what is shown, escaping, uploads, and that every request gets a reply."""

import base64
import io
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st

from advisor.dates import parse_as_of
from advisor.dossiers.records import (
    Comment,
    DeletedFile,
    Dossier,
    DossierSummary,
    Event,
    EventKind,
    Item,
    Origin,
    Receipt,
    Sentence,
    Status,
    Version,
    VersionKind,
)
from advisor.drafting.model import (
    CallCitation,
    Contradiction,
    Coverage,
    DraftClaim,
    FileCitation,
    Gap,
    ItemDraft,
    StatedValue,
)
from advisor.errors import EditRejected, UploadRejected
from advisor.forms.model import Form, FormFormat, FormItem, ItemKind, Place
from advisor.ingest.document import IngestReport
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.texts import Text
from advisor.review.consistency import Issue
from advisor.review.differences import differences
from advisor.review.progress import Progress
from advisor.settings import Settings
from app.service import Service
from app.ui.drafting.comments import comments_html
from app.ui.drafting.editor import OpenItem, editor_html
from app.ui.drafting.evidence import files_html
from app.ui.drafting.exchange import MappedItem
from app.ui.drafting.export import export_html, review_html
from app.ui.drafting.form_acts import changes
from app.ui.drafting.form_items import form_items_html
from app.ui.drafting.handlers import ACTS, DraftingHandlers
from app.ui.drafting.home import intro_html, list_html
from app.ui.drafting.overview import days_words, events_html, head_html
from app.ui.drafting.progress import going_html
from app.ui.drafting.requirements import table_part_html
from app.ui.drafting.sentences import sentences_html
from app.ui.drafting.tab import frame_html
from app.ui.drafting.versions import conflict_html, versions_html
from app.ui.drafting.wording import Wording
from app.ui.workbench.comparing import differences_html
from app.ui.workbench.sending import note_html
from app.ui.workbench.tab import carried_html
from app.ui.workbench.uploads import Uploads

NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)" \'x'
AT = parse_as_of("2025-08-20T14:03")
JA, EN = Wording(Language.JA), Wording(Language.EN)
BOTH = pytest.mark.parametrize("wording", [JA, EN], ids=["ja", "en"])


class Tags(HTMLParser):
    """All tags with their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


def harmless(html: str) -> bool:
    found = read(html).found
    names = {name for _, attributes in found for name in attributes}
    return not ({"script", "img"} & {tag for tag, _ in found}) and not any(name.startswith("on") for name in names)


def made(text: str = "共同研究は42件です。", words: str = "架空の計画", **values: Any) -> Item:
    """A drafted item whose every text is `words`, but for its own."""
    cited = FileCitation(file=words, page=2, quote=words, start=0, end=5, file_id="f1")
    draft = ItemDraft(
        item_id="purpose",
        text=text,
        claims=(DraftClaim(text=text, citations=(cited,)),),
        coverage=Coverage.PARTIAL,
        gaps=(Gap(kind="missing", question=words, citations=(cited,)),),
        requirement=words,
        requirement_citations=(CallCitation(source_id="s", title=words, quote=words),),
        reason=words,
        chosen=(words,),
    )
    form_item = FormItem(id="purpose", label=words, number="1", path=(words,), instruction=words, limit_chars=10)
    sentence = Sentence(text=text, origin=Origin.EVIDENCE, claim=0)
    known = {
        "id": "purpose", "position": 0, "form_item": form_item, "status": Status.DRAFTED, "text": text, "draft": draft,
        "sentences": (sentence,), "revision": 3, "updated_at": AT, "updated_by": words, "note": words,
    }  # fmt: skip
    return Item.model_validate(known | values)


def choice(words: str, status: Status = Status.DRAFTED, options: tuple[str, ...] = ("はい", "いいえ")) -> Item:
    form_item = FormItem(id="check", label=words, kind=ItemKind.CHOICE, options=(*options, words))
    return made("", words, id="check", form_item=form_item, chosen=(options[0],), status=status)


def dossier(words: str = "架空", form: Form | None = None, revision: int = 1) -> Dossier:
    return Dossier(
        id=words, workspace="local", title=words, program="p", round=7, hub_type=None, form=form or loaded(words),
        created_at=AT, created_by=words, updated_at=AT, updated_by=words, revision=revision,
    )  # fmt: skip


def loaded(words: str = "架空") -> Form:
    items = (FormItem(id="a", label=words, limit_chars=400, place="B2"), choice(words).form_item)
    places = (
        Place(id="B2", label=words),
        Place(id="B3", label="表の3行目"),
        Place(id="B4", label="箱", options=("はい",)),
    )
    notice = Text(ja=words, en=words)
    return Form(name=words, title=words, format=FormFormat.DOCX, items=items, places=places, notice=notice)


def clash(words: str) -> Contradiction:
    value = StatedValue(value=words, file=words, page=1, quote=words, start=0, end=1)
    return Contradiction(text=words, subject=words, values=(value, value))


def progress(**values: Any) -> Progress:
    by_status = dict.fromkeys(Status, 0) | {Status.APPROVED: 1, Status.EMPTY: 2}
    return Progress(**({"items": 3, "by_status": by_status, "blanks": 1} | values))


def every_piece(words: str, wording: Wording, settings: Settings) -> Iterator[str]:
    """Each part of the tab with `words` wherever a person, a file or a program has a say."""
    item, box = made(words, words), choice(words)
    report = IngestReport(name=words, pages=2, passages=1, tables=0, characters=9, empty_pages=(2,))
    receipt = Receipt(
        id=words, name=words, size_bytes=5, pages=2, sha256="ab" * 32, media_type=words, report=report, stored_at=AT,
        stored_by=words,
    )  # fmt: skip
    summary = DossierSummary(
        id=words, title=words, round=7, hub_type=words, form_name=words, updated_at=AT, items=3, approved=1
    )
    version = Version(number=1, kind=VersionKind.EDIT, text=words, status=Status.DRAFTED, note=words, at=AT, by=words)
    comment = Comment(id=words, item_id="a", text=words, at=AT, by=words)
    solved = comment.model_copy(update={"resolved_at": AT, "resolved_by": words})
    pieces = differences("もと", words)
    issue = Issue(kind="figures", text=words, items=("a",), contradiction=clash(words))
    yield list_html([summary], {}, wording)
    yield head_html(dossier(words), progress(closes_at=AT, days_left=7, is_open=True), wording)
    yield form_items_html(dossier(words), wording)
    yield files_html([receipt], [DeletedFile(id="f1", name=words, at=AT, by=words)], settings, wording)
    yield note_html(words, done=False)
    yield table_part_html([item, box], {"purpose": item.draft.requirement_citations}, [clash(words)], wording)  # type: ignore[union-attr]
    for shown in (item, box, made(words, words, status=Status.APPROVED), choice(words, Status.IN_REVIEW)):
        yield editor_html(OpenItem(item=shown, comments=(comment, solved), before=words, after=words), wording)
    yield comments_html([comment], wording)
    yield versions_html([version, version.model_copy(update={"number": 2})], item, wording)
    yield conflict_html(words, item, words, pieces, wording)
    yield review_html([issue], {"a": words}, wording)
    yield events_html([Event(at=AT, by=words, kind=EventKind.EDITED, item_id="a", detail=words)], {"a": words}, wording)
    yield going_html(1, 3, words, wording)
    yield carried_html({"parts": {"going": words}}, 1)


# --- what is shown


@BOTH
def test_nothing_that_a_person_or_a_file_says_becomes_markup(wording: Wording, knowledge: Knowledge) -> None:
    pieces = list(every_piece(NASTY, wording, knowledge.settings))
    assert len(pieces) == 17
    assert [html for html in pieces if not harmless(html)] == []


@BOTH
def test_every_field_has_a_name_and_no_id_stands_twice(wording: Wording, knowledge: Knowledge) -> None:
    for html in every_piece("架空の項目", wording, knowledge.settings):
        found = read(html).found
        ids = [attributes["id"] for _, attributes in found if "id" in attributes]
        assert len(ids) == len(set(ids))
        labelled = {attributes.get("for") for tag, attributes in found if tag == "label"}
        fields = [attributes for tag, attributes in found if tag in {"input", "textarea", "select"}]
        boxes = {"radio", "checkbox"}  # these stand inside their label
        unnamed = [
            field
            for field in fields
            if not field.get("aria-label") and field.get("id") not in labelled and field.get("type") not in boxes
        ]
        assert unnamed == []
        described = {attributes.get("aria-describedby") for _, attributes in found} - {None}
        assert described <= set(ids)


def test_the_page_says_first_that_nothing_is_approved_by_itself() -> None:
    assert "人が承認するまで" in intro_html(JA) and "until a person approves" in intro_html(EN)
    assert 'data-query="tab=draft"' in frame_html(JA)


@pytest.mark.parametrize(
    ("days", "is_open", "words"),
    [
        (7, True, "あと7日"),
        (0, True, "今日"),
        (0, False, "過ぎて"),
        (-3, False, "過ぎて"),
        (90, False, "まだ始まって"),
        (None, None, "確認できません"),
    ],
)
def test_the_days_that_are_left_in_words(days: int | None, is_open: bool | None, words: str) -> None:
    closes = AT if days is not None else None
    assert words in days_words(progress(closes_at=closes, days_left=days, is_open=is_open), JA)


def test_the_table_says_support_gaps_and_contradictions_in_words() -> None:
    item = made(words="架空の計画")
    html = table_part_html([item], {"purpose": item.draft.requirement_citations}, [clash("42件")], JA)  # type: ignore[union-attr]
    text = read(html).text
    assert text.index("食い違い") < text.index("公募要領が求めること")
    for words in ("一部", "下書き", "架空の計画", "42件"):
        assert words in text
    assert "共同研究は42件です" not in text  # prose comes when an item is opened


def test_each_sentence_says_where_it_comes_from() -> None:
    item = made()
    edited = Sentence(text="書き足した文。", origin=Origin.EDITED, by="架空 花子", claim=0)
    blank = Sentence(text="【要記入: 額】", origin=Origin.GENERATED)
    text = read(sentences_html(item.model_copy(update={"sentences": (*item.sentences, edited, blank)}), (), JA)).text
    assert "資料 共同研究は42件です。" in text and "編集(架空 花子) 書き足した文。" in text and "自動作成" in text
    assert text.count("2ページ") == 1  # what a person changed rests on no quote
    assert "削除された資料" in sentences_html(item, {"f1"}, JA)


def test_evidence_that_no_sentence_uses_any_more_is_still_there() -> None:
    edited = Sentence(text="全部書き直した。", origin=Origin.EDITED, by="架空 花子")
    html = sentences_html(made(sentences=(edited,)), (), JA)
    assert "使っていない根拠(1)" in html and "架空の計画" in html


def test_an_approved_item_takes_no_words_and_can_be_reopened() -> None:
    html = editor_html(OpenItem(item=made(status=Status.APPROVED)), JA)
    assert " readonly>" in html and 'data-do="reopen"' in html and 'data-do="approve"' not in html
    open_one = editor_html(OpenItem(item=made()), JA)
    assert " readonly" not in open_one and 'data-do="approve"' in open_one and 'data-do="redraft"' in open_one


def test_a_choice_shows_boxes_as_the_form_has_them() -> None:
    html = editor_html(OpenItem(item=choice("不明")), JA)
    assert html.count('type="radio"') == 3 and html.count(" checked") == 1 and '<textarea id="draft-text"' not in html
    several = choice("不明")
    form_item = several.form_item.model_copy(update={"multiple": True})
    assert editor_html(OpenItem(item=several.model_copy(update={"form_item": form_item})), JA).count("checkbox") == 3


def test_what_was_added_and_removed_is_said_in_words() -> None:
    html = differences_html(differences("共同研究は38件。", "共同研究は42件。"), JA)
    assert "<del>" in html and "<ins>" in html
    assert "(削除ここから)38(削除ここまで)" in read(html).text and "(追加ここから)42(追加ここまで)" in read(html).text
    assert "違いはありません" in differences_html(differences("同じ。", "同じ。"), JA)


def test_a_conflict_shows_both_texts_and_offers_no_overwriting_of_what_is_approved() -> None:
    pieces = differences("相手の文。", "私の文。")
    html = conflict_html("先に保存されています。", made("相手の文。"), "私の文。", pieces, JA)
    assert "相手の文。" in read(html).text and "私の文。" in read(html).text and 'data-keep-mine="3"' in html
    assert "data-keep-mine" not in conflict_html("", made("相手の文。", status=Status.APPROVED), "私の文。", pieces, JA)


def test_only_approved_items_leave_unless_that_is_changed() -> None:
    html = export_html((".docx", ".md"), progress(), JA)
    assert '<input type="checkbox" id="draft-only-approved" checked>' in html
    assert "3項目のうち2項目" in html and 'data-ending=".docx"' in html and 'data-ending=".csv"' in html


# --- the form's items


def test_the_table_of_a_form_holds_its_items_places_and_one_row_to_add() -> None:
    html = form_items_html(dossier("架空"), JA)
    assert html.count('data-field="label"') == 3 and html.count('<option value="B3">') == 1
    assert '<details class="more" open>' in html
    assert " open>" not in form_items_html(dossier("架空", revision=2), JA)
    outline = loaded().model_copy(update={"format": FormFormat.OUTLINE})
    assert form_items_html(dossier(form=outline), JA) == ""


def test_only_what_a_person_changed_is_a_change() -> None:
    same = MappedItem(id="a", label="架空", limit="400", place="B2")
    assert changes(loaded(), [same]) == ()
    wider, moved = same.model_copy(update={"limit": "８００字"}), same.model_copy(update={"place": "B3"})
    assert changes(loaded(), [wider])[0].limit_chars == 800 and changes(loaded(), [moved])[0].place == "B3"
    assert changes(loaded(), [same.model_copy(update={"limit": ""})])[0].limit_chars == 0
    assert changes(loaded(), [same.model_copy(update={"keep": False})])[0].remove
    assert changes(loaded(), [MappedItem(id="added-1", keep=False)]) == ()
    added = changes(loaded(), [MappedItem(id="added-1", label="確認", place="B4")])[0]
    assert added.kind is ItemKind.CHOICE and added.place == "B4"
    with pytest.raises(EditRejected, match="読めません"):
        changes(loaded(), [same.model_copy(update={"limit": "たくさん"})])


# --- files on their way


def test_a_sent_file_is_read_once_and_gone(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    uploads.make()
    assert (tmp_path / "uploads").stat().st_mode & 0o077 == 0
    sent = uploads.folder / "abc" / "計画.txt"
    sent.parent.mkdir()
    sent.write_bytes("架空の計画".encode())
    assert uploads.take(str(sent)).decode() == "架空の計画"
    assert list(uploads.folder.rglob("*")) == []
    with pytest.raises(UploadRejected):
        uploads.take(str(sent))


def test_no_other_file_of_the_machine_can_be_taken(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    uploads.make()
    other = tmp_path / "secret.txt"
    other.write_text("架空の秘密", encoding="utf-8")
    (uploads.folder / "link.txt").symlink_to(other)
    for path in (other, uploads.folder / ".." / "secret.txt", uploads.folder / "link.txt", uploads.folder, "", "\0"):
        with pytest.raises(UploadRejected):
            uploads.take(str(path))
    assert other.exists()


def test_what_nobody_came_for_is_swept_away(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    for name, age in (("old", timedelta(hours=2)), ("new", timedelta(minutes=5))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "資料.txt").write_text("架空", encoding="utf-8")
        then = (datetime.now() - age).timestamp()
        os.utime(tmp_path / name, (then, then))
    uploads.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


# --- requests


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Uploads:
    made_folder = Uploads(tmp_path_factory.mktemp("drafting") / "uploads")
    made_folder.make()
    return made_folder


@pytest.fixture(scope="module")
def service(knowledge: Knowledge, uploads: Uploads) -> Iterator[Service]:
    settings = knowledge.settings.model_copy(update={"data_dir": uploads.folder.parent, "evidence_files": 3})
    opened = Service(settings, knowledge)
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def desk(service: Service, uploads: Uploads) -> DraftingHandlers:
    return DraftingHandlers(service, Language.JA, uploads)


def ask(desk: DraftingHandlers, do: str, **values: Any) -> dict[str, Any]:
    return desk.answer({"do": do, "as_of": "2025-08-20", **values})


def put(uploads: Uploads, name: str, data: bytes) -> str:
    """A file as Gradio leaves it."""
    path = uploads.folder / f"sent-{name}"
    path.write_bytes(data)
    return str(path)


def begun(desk: DraftingHandlers, form: str = "application-outline", **values: Any) -> str:
    reply = ask(desk, "start", title="架空大学 申請", form=form, **values)
    assert reply["ok"], reply["message"]
    return str(reply["query"]).split("dossier=")[1].split("&")[0]


PLAN = "架空大学の拠点は、県内の企業12社と共同研究を行っている。\n令和6年度の共同研究は42件である。\n"


def test_the_whole_way_without_a_browser(desk: DraftingHandlers, uploads: Uploads) -> None:
    opened = begun(desk)
    added = ask(desk, "add", dossier=opened, path=put(uploads, "a", PLAN.encode()), file_name="計画.txt")
    assert added["ok"] and "計画.txt" in added["parts"]["receipts"] and list(uploads.folder.iterdir()) == []
    steps = list(desk.drafted({"do": "draft", "dossier": opened, "as_of": "2025-08-20"}))
    assert len(steps) > 5 and "table" in steps[-1]["parts"] and steps[-1]["ok"]
    assert all(step["marks"] for step in steps[1:-1])
    item = next(iter(steps[1]["marks"])).split()[1]
    editor = ask(desk, "item", dossier=opened, item=item)
    revision = int(dict(read(editor["parts"]["editor"]).found[0][1])["data-revision"] or 0)
    saved = ask(desk, "save", dossier=opened, item=item, text="書き直した。", revision=revision, name="架空 花子")
    assert saved["revision"] == revision + 1 and "編集(架空 花子)" in saved["parts"]["sentences"]
    assert saved["saved_at"].count(":") == 1 and "下書き" in saved["marks"][f"status {item}"]
    late = ask(desk, "save", dossier=opened, item=item, text="遅れた文。", revision=revision)
    assert not late["ok"] and "遅れた文。" in late["conflict"] and "書き直した。" in late["conflict"]
    unnamed = ask(desk, "approve", dossier=opened, item=item, revision=saved["revision"])
    assert not unnamed["ok"] and "承認者の名前" in unnamed["message"]
    approved = ask(desk, "approve", dossier=opened, item=item, revision=saved["revision"], name="架空 太郎")
    assert approved["ok"] and "承認済み" in approved["parts"]["editor"]
    assert "架空 太郎" in ask(desk, "history", dossier=opened)["parts"]["history"]
    assert "遅れた文。" in ask(desk, "versions", dossier=opened, item=item)["parts"]["versions"]
    assert "<ins>" in ask(desk, "compare", dossier=opened, item=item, old=1, new=2)["parts"]["differences"]
    file = ask(desk, "export", dossier=opened, ending=".docx")["download"]
    word = WordFile(io.BytesIO(base64.b64decode(file["data"])))
    assert "書き直した。" in "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert ask(desk, "annex", dossier=opened, ending=".csv")["download"]["file_name"].endswith(".csv")


def test_a_remark_is_added_and_dealt_with(desk: DraftingHandlers) -> None:
    opened = begun(desk)
    item = desk_items(desk, opened)[0]
    added = ask(desk, "comment", dossier=opened, item=item, comment="出典は?", name="架空 花子")["parts"]["comments"]
    assert "出典は?" in added and "架空 花子" in added
    remark = next(a["data-comment"] for tag, a in read(added).found if tag == "button" and "data-comment" in a)
    solved = ask(desk, "resolve", dossier=opened, item=item, comment=remark)["parts"]["comments"]
    assert "解決済み(" in solved
    assert not ask(desk, "comment", dossier=opened, item=item, comment=" ")["ok"]


def desk_items(desk: DraftingHandlers, opened: str) -> list[str]:
    table = ask(desk, "open", dossier=opened)["parts"]["table"]
    return [str(a["data-item"]) for tag, a in read(table).found if tag == "button" and "data-item" in a]


def test_files_that_cannot_be_taken_are_told_by_name(desk: DraftingHandlers, uploads: Uploads) -> None:
    opened = begun(desk)
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 50
    for name, data in (("絵.pdf", picture), ("空.txt", b""), ("謎.zzz", b"abc"), ("切れた.pdf", b"%PDF-1.7\n1 0 obj")):
        reply = ask(desk, "add", dossier=opened, path=put(uploads, "b", data), file_name=name)
        assert not reply["ok"] and name in reply["message"] and "sent-failed" in reply["message"]
    assert list(uploads.folder.iterdir()) == []
    lost = ask(desk, "add", dossier=opened, path="/etc/hostname", file_name="秘密.txt")
    assert not lost["ok"] and "秘密.txt" in lost["message"]
    for n in range(4):
        reply = ask(desk, "add", dossier=opened, path=put(uploads, "c", f"{PLAN}{n}".encode()), file_name=f"{n}.txt")
    assert not reply["ok"] and "3ファイルまで" in reply["message"]


def test_a_deleted_file_is_named_and_found_no_more(desk: DraftingHandlers, uploads: Uploads) -> None:
    opened = begun(desk)
    sent = put(uploads, "d", PLAN.encode())
    receipts = ask(desk, "add", dossier=opened, path=sent, file_name="計画.txt")["parts"]["receipts"]
    file = next(a["data-file"] for _, a in read(receipts).found if "data-file" in a)
    reply = ask(desk, "remove", dossier=opened, file=file)
    assert reply["ok"] and "に削除されました" in reply["parts"]["receipts"]
    assert "まだ資料がありません" in reply["parts"]["receipts"]


def test_a_loaded_form_is_corrected_before_use(desk: DraftingHandlers, uploads: Uploads, tmp_path: Path) -> None:
    word = WordFile()
    word.add_heading("架空の申請書", level=1)
    table = word.add_table(rows=3, cols=2)
    for row, label in enumerate(("1 拠点の名称", "2 拠点の目的(400字以内)", "3 実施体制(800字以内)")):
        table.cell(row, 0).text = label
    word.save(str(tmp_path / "様式.docx"))
    sent = put(uploads, "form", (tmp_path / "様式.docx").read_bytes())
    reply = ask(desk, "start", title="様式", form="file", path=sent, file_name="様式.docx", hub_type="regional")
    assert reply["ok"], reply["message"]
    shown = read(reply["parts"]["form"]).found
    assert reply["focus"] == "draft-form-title" and list(uploads.folder.iterdir()) == []
    ids = [a["data-row"] for _, a in shown if a.get("data-row")]
    assert len(ids) == 3
    opened = str(reply["query"]).split("dossier=")[1].split("&")[0]
    selects = [a for tag, a in shown if tag == "option" and "selected" in a]
    rows = [
        {"id": row, "keep": n != 2, "label": f"直した項目{n}", "limit": "600", "place": place["value"]}
        for n, (row, place) in enumerate(zip(ids, selects, strict=False))
    ]
    mapped = ask(desk, "map", dossier=opened, rows=rows, revision=1)
    assert mapped["ok"], mapped["message"]
    assert "直した項目1" in mapped["parts"]["table"] and len(desk_items(desk, opened)) == 2
    again = ask(desk, "map", dossier=opened, rows=rows, revision=1)
    assert not again["ok"] and "先にほかの変更" in again["message"]


def test_an_address_opens_what_it_names_and_tells_what_is_gone(desk: DraftingHandlers) -> None:
    opened = begun(desk)
    item = desk_items(desk, opened)[0]
    reply = ask(desk, "opened", address=f"?tab=draft&dossier={opened}&item={item}")
    assert "data-editor" in reply["parts"]["editor"] and f"item={item}" in reply["query"]
    gone = ask(desk, "opened", address="?tab=draft&dossier=nothing")
    assert "申請書の一覧" in gone["parts"]["home"] and "見つかりません" in gone["message"]
    gone = ask(desk, "opened", address=f"?tab=draft&dossier={opened}&item=nothing")
    assert "table" in gone["parts"] and gone["parts"]["editor"] == "" and gone["message"]
    assert ask(desk, "opened", address="")["query"] == "tab=draft&as_of=2025-08-20"


def test_a_shut_desk_says_so_and_nothing_else(knowledge: Knowledge, uploads: Uploads, desk: DraftingHandlers) -> None:
    settings = knowledge.settings.model_copy(update={"drafting": "off"})
    shut = DraftingHandlers(Service(settings, knowledge), Language.JA, uploads)
    for reply in (ask(shut, "opened"), desk.answer({"do": "opened"}, is_open=False)):
        assert not reply["ok"] and list(reply["parts"]) == ["home"]
        assert "ADVISOR_DRAFTING=on" in reply["parts"]["home"] and "<form" not in reply["parts"]["home"]
    assert not next(iter(shut.drafted({"do": "draft"})))["ok"]


def test_no_act_breaks_on_a_dossier_that_is_none(desk: DraftingHandlers) -> None:
    for do in ACTS:
        reply = ask(desk, do, dossier="nothing", item="nothing", title="", form="nothing", ending=".exe")
        assert set(reply) >= {"ok", "parts", "message"}
        assert "内部で問題" not in reply["message"], do


@given(st.recursive(st.none() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3)))
def test_no_request_breaks_the_desk(desk: DraftingHandlers, data: object) -> None:
    for sent in (data, {"do": data}, {"do": "save", "text": data, "revision": data, "chosen": data}):
        reply = desk.answer(sent)
        assert reply["ok"] is False and reply["message"] and "内部で問題" not in reply["message"]


def test_drafting_without_files_is_told(desk: DraftingHandlers) -> None:
    steps = list(desk.drafted({"do": "draft", "dossier": begun(desk)}))
    assert not steps[-1]["ok"] and "先に資料を追加" in steps[-1]["message"]

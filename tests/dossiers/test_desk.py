"""advisor/dossiers/desk: a dossier from its form to its export, on a real store with real files."""

import csv
import html
import io
import itertools
import logging
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx import Document as open_docx
from dossier_cases import HANAKO, OUTSIDER
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.dossiers.desk import Desk
from advisor.dossiers.records import Dossier, Item, Origin, Status, VersionKind
from advisor.dossiers.store import DossierStore
from advisor.errors import AdvisorError, DocumentUnreadable, EditRejected, FormUnreadable, RecordMissing, UploadRejected
from advisor.evidence.limits import Limits
from advisor.exporting.exported import Exported
from advisor.forms.model import FormFormat
from advisor.forms.outlines import APPLICATION, CHECK_SHEET
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.schedule import JST
from advisor.review.differences import Change
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import FILE

AS_OF = datetime(2025, 8, 20, 10, tzinfo=JST)
MACHINES = "射出成形機を2台備え、学外の企業にも開放している。"
BUILDING = "研究棟の延床面積は640平方メートルである。"
RULES = "利益相反の規程を定めている。"
SECRETS = st.text("まみむめも零壱弐参", min_size=6, max_size=10)

Made = Callable[..., Dossier]


@pytest.fixture
def desk(local: DossierStore, knowledge: Knowledge) -> Desk:
    return Desk(local, knowledge, None, Limits())


@pytest.fixture
def made(desk: Desk) -> Made:
    """A dossier on a built-in outline, with files of these texts."""

    def make(outline: str = APPLICATION, actor: Actor = HANAKO, title: str = "架空ハブの申請", **files: str) -> Dossier:
        dossier = desk.start(actor, title, outline)
        for name, text in files.items():
            desk.upload(actor, dossier.id, f"{name}.txt", text.encode())
        return dossier

    return make


def drafted(desk: Desk, dossier: Dossier, *item_ids: str, actor: Actor = HANAKO) -> list[Item]:
    return list(desk.draft(actor, dossier.id, AS_OF, item_ids or None))


def approved(desk: Desk, dossier: Dossier, item_id: str) -> Item:
    item = desk.store.item(HANAKO, dossier.id, item_id)
    return desk.store.approve(HANAKO, dossier.id, item_id, item.revision, note="空欄は後日")


def said(desk: Desk, dossier: Dossier, actor: Actor = HANAKO) -> str:
    """Whatever an item of the dossier can be drafted from."""
    case = desk.case(actor, dossier.id, AS_OF)
    return "\n".join([*(s.text for s in case.statements), *(p.text for _, p in case.index.passages)])


def word_form() -> bytes:
    """A form (架空) of two items."""
    word = new_docx()
    word.add_paragraph("架空事業 申請書（架空・テスト用）")
    table = word.add_table(rows=2, cols=2)
    for row, label in enumerate(("施設・設備の概要（100字以内）", "共同研究の実績")):
        table.cell(row, 0).text = label
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


# --- the form ---


def test_a_dossier_on_an_outline_has_its_items_empty_and_the_newest_round(desk: Desk, made: Made) -> None:
    dossier = made()
    assert (dossier.round, dossier.form.format, dossier.hub_type) == (7, FormFormat.OUTLINE, None)
    items = desk.store.items(HANAKO, dossier.id)
    assert [item.id for item in items] == [item.id for item in dossier.form.items]
    assert {(item.status, item.text) for item in items} == {(Status.EMPTY, "")}


def test_a_type_leaves_out_the_points_of_the_other(desk: Desk) -> None:
    dossier = desk.start(HANAKO, "申請", CHECK_SHEET, hub_type="regional")
    assert "foreign-companies" not in {item.id for item in dossier.form.items}


def test_a_loaded_form_is_kept_and_filled_as_it_came(desk: Desk) -> None:
    dossier = desk.start(HANAKO, "申請", form_file=("様式.docx", word_form()))
    assert dossier.form.format is FormFormat.DOCX and len(dossier.form.items) == 2
    desk.upload(HANAKO, dossier.id, "機器.txt", f"{MACHINES}\n".encode())
    [first, _] = drafted(desk, dossier)
    assert MACHINES in first.text and len(first.text) <= 100
    approved(desk, dossier, first.id)
    table = open_docx(io.BytesIO(desk.export(HANAKO, dossier.id, ".docx").contents)).tables[0]
    assert table.cell(0, 1).text == first.text and table.cell(1, 1).text == ""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"outline": "none-such"}, EditRejected),
        ({}, EditRejected),
        ({"form_file": ("様式.docx", b"no zip")}, AdvisorError),
        ({"form_file": ("様式.doc", b"")}, AdvisorError),
        ({"form_file": ("空.xlsx", None)}, FormUnreadable),
    ],
)
def test_a_form_that_cannot_be_used_makes_no_dossier(
    arguments: dict[str, object], error: type[AdvisorError], desk: Desk
) -> None:
    if arguments.get("form_file") == ("空.xlsx", None):
        out = io.BytesIO()
        Workbook().save(out)
        arguments = {"form_file": ("空.xlsx", out.getvalue())}
    with pytest.raises(error) as raised:
        desk.start(HANAKO, "申請", **arguments)  # type: ignore[arg-type]
    assert all(raised.value.user_message(language) for language in Language)
    assert desk.store.dossiers(HANAKO) == []


# --- the evidence ---


def test_the_receipt_says_what_was_kept(desk: Desk, made: Made) -> None:
    dossier = made()
    receipt = desk.upload(HANAKO, dossier.id, "..\\資料/機器.txt", f"{MACHINES}\n{BUILDING}\n".encode())
    assert receipt.name == "機器.txt" and receipt.stored_by == HANAKO.name
    assert receipt.report.characters > 0 and receipt.report.passages == 1
    assert desk.store.evidence(HANAKO, dossier.id) == [receipt]
    assert MACHINES in said(desk, dossier)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("壊れ.pdf", b"%PDF-1.4 broken"),
        ("絵.png", b"\x89PNG\r\n"),
        ("偽物.docx", b"PK\x03\x04 no office file"),
        ("空.txt", b""),
        ("名.exe", b"MZ"),
        ("大きい.txt", b"a" * 2_000_001),
    ],
)
def test_a_bad_file_leaves_the_others(name: str, data: bytes, local: DossierStore, knowledge: Knowledge) -> None:
    desk = Desk(local, knowledge, None, Limits(max_file_bytes=2_000_000))
    dossier = desk.start(HANAKO, "申請", APPLICATION)
    kept = desk.upload(HANAKO, dossier.id, "機器.txt", MACHINES.encode())
    with pytest.raises((UploadRejected, DocumentUnreadable)) as refused:
        desk.upload(HANAKO, dossier.id, name, data)
    assert name in refused.value.user_message()
    assert desk.store.evidence(HANAKO, dossier.id) == [kept] and said(desk, dossier).count(MACHINES) == 2


def test_the_same_file_again_is_the_same_and_a_full_dossier_takes_no_more(
    local: DossierStore, knowledge: Knowledge
) -> None:
    desk = Desk(local, knowledge, None, Limits(max_files=1))
    dossier = desk.start(HANAKO, "申請", APPLICATION)
    first = desk.upload(HANAKO, dossier.id, "機器.txt", MACHINES.encode())
    assert desk.upload(HANAKO, dossier.id, "別名.txt", MACHINES.encode()) == first
    with pytest.raises(UploadRejected) as refused:
        desk.upload(HANAKO, dossier.id, "規程.txt", RULES.encode())
    assert all(refused.value.user_message(language) for language in Language)


def test_what_comes_and_goes_is_seen_at_once(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    assert RULES not in said(desk, dossier)
    added = desk.upload(HANAKO, dossier.id, "規程.txt", RULES.encode())
    assert RULES in said(desk, dossier) and MACHINES in said(desk, dossier)
    desk.remove(HANAKO, dossier.id, added.id)
    assert RULES not in said(desk, dossier) and MACHINES in said(desk, dossier)


def test_nothing_of_a_deleted_file_is_left(desk: Desk, made: Made, sqlite_settings: Settings) -> None:
    dossier = made(機器=MACHINES)
    planted = "みかん色の鍵は第九倉庫に置いている。"
    receipt = desk.upload(HANAKO, dossier.id, "秘密.txt", f"{planted}\n".encode())
    assert planted in said(desk, dossier)
    stored = sqlite_settings.data_dir / FILE
    assert "第九倉庫".encode() in stored.read_bytes()
    desk.remove(HANAKO, dossier.id, receipt.id)
    assert "第九倉庫" not in said(desk, dossier)
    assert not [path for path in Path(sqlite_settings.data_dir).rglob("*") if _holds(path, "第九倉庫")]
    assert all("第九倉庫" not in item.text for item in drafted(desk, dossier))
    assert [file.name for file in desk.store.deleted_files(HANAKO, dossier.id)] == ["秘密.txt"]


def _holds(path: Path, words: str) -> bool:
    data = path.read_bytes() if path.is_file() else b""
    return any(words.encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "cp932"))


def test_drafts_that_rest_on_a_deleted_file_are_flagged(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES, 規程=RULES)
    drafted(desk, dossier, "facilities")
    assert "deleted" not in {issue.kind for issue in desk.review(HANAKO, dossier.id, AS_OF).issues}
    machines, rules = desk.store.evidence(HANAKO, dossier.id)
    desk.remove(HANAKO, dossier.id, machines.id)
    desk.remove(HANAKO, dossier.id, rules.id)
    [issue] = [each for each in desk.review(HANAKO, dossier.id, AS_OF).issues if each.kind == "deleted"]
    assert issue.items == ("facilities",) and "機器.txt" in issue.text


# --- the drafts ---


def test_drafting_needs_evidence(desk: Desk, made: Made) -> None:
    dossier = made()
    with pytest.raises(UploadRejected) as refused:
        drafted(desk, dossier)
    assert refused.value.code == "evidence_missing_yet"


def test_every_empty_item_is_drafted_and_none_is_approved(desk: Desk, made: Made) -> None:
    dossier = made(機器=f"{MACHINES}\n\n{BUILDING}\n")
    items = drafted(desk, dossier)
    assert [item.id for item in items] == [item.id for item in dossier.form.items]
    assert {item.status for item in items} == {Status.DRAFTED}
    facilities = next(item for item in items if item.id == "facilities")
    assert [s.text for s in facilities.sentences if s.origin is Origin.EVIDENCE] == [BUILDING, MACHINES]
    assert [v.kind for v in desk.store.versions(HANAKO, dossier.id, "facilities")] == [VersionKind.DRAFT]
    assert drafted(desk, dossier) == []


def test_what_was_interrupted_goes_on_where_it_stopped(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    run = desk.draft(HANAKO, dossier.id, AS_OF)
    first = list(itertools.islice(run, 3))
    with pytest.raises(RuntimeError):
        run.throw(RuntimeError("the power went out"))  # type: ignore[attr-defined]
    rest = drafted(desk, dossier)
    assert [item.id for item in (*first, *rest)] == [item.id for item in dossier.form.items]
    assert [desk.store.item(HANAKO, dossier.id, item.id) for item in first] == first


def test_words_that_a_person_saved_meanwhile_stay_and_the_rest_is_drafted(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    last = dossier.form.items[-1].id
    run = desk.draft(HANAKO, dossier.id, AS_OF)
    next(run)
    item = desk.store.item(HANAKO, dossier.id, last)
    desk.edit(HANAKO, dossier.id, last, "人が書いた。", (), item.revision)
    rest = list(run)
    assert [item.id for item in rest] == [item.id for item in dossier.form.items[1:]]
    assert rest[-1].text == desk.store.item(HANAKO, dossier.id, last).text == "人が書いた。"
    assert all(item.text for item in desk.store.items(HANAKO, dossier.id)) and drafted(desk, dossier) == []


def test_named_items_are_drafted_again_but_approved_ones_never(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    drafted(desk, dossier, "facilities", "finance")
    approved(desk, dossier, "finance")
    again = drafted(desk, dossier, "facilities", "finance")
    assert [item.id for item in again] == ["facilities"]
    assert desk.store.item(HANAKO, dossier.id, "finance").status is Status.APPROVED


def test_an_item_that_the_form_does_not_have_is_refused_before_any_is_drafted(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    with pytest.raises(RecordMissing) as missing:
        drafted(desk, dossier, "facilities", "no-such")
    assert missing.value.code == "item_missing"
    assert desk.store.item(HANAKO, dossier.id, "facilities").status is Status.EMPTY


def test_a_choice_is_proposed_and_not_decided(desk: Desk, made: Made) -> None:
    dossier = made(CHECK_SHEET, 規程=RULES)
    [item] = drafted(desk, dossier, "conflict-of-interest")
    assert (item.chosen, item.text, item.status) == (("はい",), "", Status.DRAFTED)


def test_an_edit_keeps_where_the_other_sentences_come_from(desk: Desk, made: Made) -> None:
    dossier = made(機器=f"{MACHINES}\n\n{BUILDING}\n")
    [item] = drafted(desk, dossier, "facilities")
    now = desk.edit(HANAKO, dossier.id, item.id, f"{BUILDING}\n人が書いた。", (), item.revision)
    assert [(s.text, s.origin, s.by) for s in now.sentences] == [
        (BUILDING, Origin.EVIDENCE, ""),
        ("人が書いた。", Origin.EDITED, HANAKO.name),
    ]
    with pytest.raises(EditRejected):
        desk.edit(HANAKO, dossier.id, item.id, "古い版の上に。", (), item.revision)


# --- the review ---


def test_the_review_counts_and_names_what_is_left(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    drafted(desk, dossier)
    found = desk.review(HANAKO, dossier.id, AS_OF)
    assert found.progress.items == 9 and found.progress.days_left == 7 and found.progress.is_open
    assert found.progress.by_status[Status.DRAFTED] == 9 and found.progress.blanks > 5
    assert {issue.kind for issue in found.issues} == {"blank"}


def test_two_versions_are_compared(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    [item] = drafted(desk, dossier, "facilities")
    desk.edit(HANAKO, dossier.id, item.id, item.text.replace("2台", "3台"), (), item.revision)
    pieces = desk.compare(HANAKO, dossier.id, item.id, 1, 2)
    assert [(p.change, p.text) for p in pieces if p.change is not Change.SAME] == [
        (Change.REMOVED, "2"),
        (Change.ADDED, "3"),
    ]
    with pytest.raises(RecordMissing) as missing:
        desk.compare(HANAKO, dossier.id, item.id, 1, 9)
    assert "9" in missing.value.user_message()


def test_a_restored_text_is_not_cited_with_the_quotes_of_a_later_draft(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    [item] = drafted(desk, dossier, "facilities")
    desk.remove(HANAKO, dossier.id, desk.store.evidence(HANAKO, dossier.id)[0].id)
    desk.upload(HANAKO, dossier.id, "別.txt", "反毛機を3台備え、学外にも開放している。\n".encode())
    [again] = drafted(desk, dossier, "facilities")
    desk.store.restore_version(HANAKO, dossier.id, item.id, 1, again.revision)
    annex = desk.annex(HANAKO, dossier.id, ".csv", only_approved=False).contents.decode("utf-8-sig")
    quotes = [row[-1] for row in csv.reader(io.StringIO(annex)) if row[2:3] == [MACHINES]]
    assert quotes and "反毛機" not in "".join(quotes), quotes
    assert quotes == [MACHINES]
    issues = desk.review(HANAKO, dossier.id, AS_OF).issues
    assert ["機器.txt" in issue.text for issue in issues if issue.kind == "deleted"] == [True]
    now = desk.store.item(HANAKO, dossier.id, item.id)
    assert all(sentence.claim is None for sentence in now.sentences if sentence.text == MACHINES)


def test_precedents_are_shown_beside_and_support_nothing(desk: Desk, made: Made) -> None:
    dossier = made(強み="本拠点の強みは、海洋の微生物から新しい素材を得る研究である。\n")
    found = desk.precedents(HANAKO, dossier.id, AS_OF)
    assert 0 < len(found) <= 3
    items = drafted(desk, dossier)
    names = {name for hub in desk._knowledge.hubs for name in (hub.hub_name, hub.university) if name}
    assert not any(name in item.text for item in items for name in names)
    assert {s.origin for item in items for s in item.sentences} <= {Origin.EVIDENCE, Origin.GENERATED}
    assert desk.precedents(HANAKO, made(天気="天気がよい。\n").id, AS_OF) == ()


# --- the export ---


def words_of(exported: Exported) -> str:
    if exported.name.endswith(".md"):
        return exported.contents.decode()
    with zipfile.ZipFile(io.BytesIO(exported.contents)) as packed:
        return "\n".join(html.unescape(packed.read(name).decode()) for name in packed.namelist() if ".xml" in name)


@pytest.mark.parametrize("ending", [".md", ".docx", ".xlsx"])
def test_only_approved_items_are_in_an_export_unless_asked_otherwise(ending: str, desk: Desk, made: Made) -> None:
    dossier = made(機器=f"{MACHINES}\n\n{BUILDING}\n", 規程=RULES)
    drafted(desk, dossier, "facilities", "contracts-security")
    none = words_of(desk.export(HANAKO, dossier.id, ending))
    assert MACHINES not in none and RULES not in none
    approved(desk, dossier, "facilities")
    some = words_of(desk.export(HANAKO, dossier.id, ending))
    assert MACHINES in some and RULES not in some and "1 / 9" in some
    every = words_of(desk.export(HANAKO, dossier.id, ending, only_approved=False))
    assert MACHINES in every and RULES in every


def test_the_face_of_an_export_of_approved_items_does_not_say_that_it_holds_others(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    drafted(desk, dossier, "facilities")
    approved(desk, dossier, "facilities")
    only = words_of(desk.export(HANAKO, dossier.id, ".md"))
    assert "未承認の項目を含みます" not in only and "承認済みの項目だけを載せています(1 / 9 項目)" in only
    assert "未承認の項目を含みます" in words_of(desk.export(HANAKO, dossier.id, ".md", only_approved=False))


def test_when_all_is_approved_nothing_is_said_on_the_face(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    for item in drafted(desk, dossier):
        approved(desk, dossier, item.id)
    page = words_of(desk.export(HANAKO, dossier.id, ".md"))
    assert "未承認" not in page and "9 / 9" not in page and MACHINES in page


@pytest.mark.parametrize("ending", [".md", ".docx", ".xlsx"])
def test_the_same_dossier_gives_the_same_bytes(ending: str, desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    drafted(desk, dossier, "facilities")
    first = desk.export(HANAKO, dossier.id, ending, only_approved=False)
    assert desk.export(HANAKO, dossier.id, ending, only_approved=False) == first
    if ending != ".md":
        with zipfile.ZipFile(io.BytesIO(first.contents)) as packed:
            assert {info.date_time[0] for info in packed.infolist()} == {1980}
            assert f"{datetime.now(JST):%Y-%m-%d}" not in packed.read("docProps/core.xml").decode()


@pytest.mark.parametrize("ending", [".md", ".csv", ".xlsx"])
def test_the_annex_holds_the_quotes_and_is_the_same_each_time(ending: str, desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    drafted(desk, dossier, "facilities")
    assert MACHINES not in words_of(desk.annex(HANAKO, dossier.id, ".md"))
    annex = desk.annex(HANAKO, dossier.id, ending, only_approved=False)
    assert annex == desk.annex(HANAKO, dossier.id, ending, only_approved=False)
    text = annex.contents.decode("utf-8-sig") if ending == ".csv" else words_of(annex)
    assert MACHINES in text and "機器.txt" in text and annex.name.endswith(ending)


@pytest.mark.parametrize("ending", [".pdf", ".doc", "", "docx", ".exe"])
def test_another_ending_is_refused_with_those_that_there_are(ending: str, desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    for give in (desk.export, desk.annex):
        with pytest.raises(EditRejected) as refused:
            give(HANAKO, dossier.id, ending)
        assert ".xlsx" in refused.value.user_message()


# --- workspaces ---


def test_another_workspace_meets_nothing(desk: Desk, made: Made) -> None:
    dossier = made(機器=MACHINES)
    [item] = drafted(desk, dossier, "facilities")
    receipt = desk.store.evidence(HANAKO, dossier.id)[0]
    tries: list[Callable[[], object]] = [
        lambda: desk.upload(OUTSIDER, dossier.id, "別.txt", RULES.encode()),
        lambda: desk.remove(OUTSIDER, dossier.id, receipt.id),
        lambda: desk.case(OUTSIDER, dossier.id, AS_OF),
        lambda: list(desk.draft(OUTSIDER, dossier.id, AS_OF)),
        lambda: desk.edit(OUTSIDER, dossier.id, item.id, "文。", (), item.revision),
        lambda: desk.review(OUTSIDER, dossier.id, AS_OF),
        lambda: desk.compare(OUTSIDER, dossier.id, item.id, 1, 1),
        lambda: desk.precedents(OUTSIDER, dossier.id, AS_OF),
        lambda: desk.export(OUTSIDER, dossier.id, ".md"),
        lambda: desk.annex(OUTSIDER, dossier.id, ".md"),
    ]
    for attempt in tries:
        with pytest.raises(RecordMissing) as missing:
            attempt()
        assert MACHINES not in str(missing.value) and dossier.title not in str(missing.value)
    assert desk.store.item(HANAKO, dossier.id, item.id) == item
    assert desk.store.evidence(HANAKO, dossier.id) == [receipt]


def test_what_is_planted_in_one_workspace_is_met_in_no_other_place(
    desk: Desk, made: Made, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    ours, theirs = made(機器=MACHINES), made(actor=OUTSIDER, 建物=f"{BUILDING}\n")
    question = Question(text="共同研究と秘密保持契約の件数を教えてください。", as_of=AS_OF)

    @given(SECRETS, st.sampled_from(["facilities", "outputs", "contracts-security"]))
    @settings(max_examples=4, phases=[Phase.generate])
    def plant(secret: str, item_id: str) -> None:
        planted = f"{secret}社との共同研究は31件で、装置を3台導入し、秘密保持契約を結んだ。"
        receipt = desk.upload(HANAKO, ours.id, f"{secret}.txt", f"{planted}\n".encode())
        [mine] = drafted(desk, ours, item_id)
        [other] = drafted(desk, theirs, item_id, actor=OUTSIDER)
        shown = [desk.export(OUTSIDER, theirs.id, ".md", only_approved=False).contents.decode()]
        shown += [other.model_dump_json(), said(desk, theirs, OUTSIDER)]
        shown += [answer(question, knowledge).model_dump_json()]
        assert secret in mine.text
        assert not any(secret in text for text in shown)
        desk.remove(HANAKO, ours.id, receipt.id)
        assert secret not in said(desk, ours)
        assert not any(secret in f"{record.getMessage()} {record.args}" for record in caplog.records)

    with caplog.at_level(logging.DEBUG):
        plant()

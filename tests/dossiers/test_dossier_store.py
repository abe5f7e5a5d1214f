"""advisor/dossiers: dossiers, forms, comments and history; what belongs to whom; what stays after a restart."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from dossier_cases import (
    HANAKO,
    OUTSIDER,
    PARTNERS,
    PURPOSE,
    TARO,
    TYPE,
    add_file,
    draft,
    form,
    new_dossier,
    save,
    sentence,
)
from sqlalchemy import func, select

from advisor.dossiers.item_rules import COMMENT_CHARS
from advisor.dossiers.records import EventKind, Origin, Status, VersionKind
from advisor.dossiers.store import DossierStore
from advisor.errors import EditRejected, RecordMissing
from advisor.messages import Language, say
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import Database, open_database
from advisor.storage.schema import metadata


def test_a_new_dossier_has_an_empty_item_for_each_of_the_form(store: DossierStore) -> None:
    made = store.create_dossier(
        HANAKO, "  架空大学の\n申請 ", form(), round=6, hub_type="regional", form_file=b"PK\0\xff"
    )
    assert store.dossier(HANAKO, made.id) == made
    assert (made.title, made.round, made.hub_type, made.program) == (
        "架空大学の 申請",
        6,
        "regional",
        "j-innovation-hub",
    )
    assert (made.created_by, made.workspace, made.revision) == ("架空 花子", "kakuu-univ", 1)
    assert made.created_at.utcoffset() is not None and made.created_at.tzname() == "JST"
    assert made.form == form()
    items = store.items(HANAKO, made.id)
    assert [item.form_item for item in items] == [PURPOSE, PARTNERS, TYPE]
    assert {(item.status, item.text, item.revision) for item in items} == {(Status.EMPTY, "", 1)}
    assert store.form_file(HANAKO, made.id) == b"PK\0\xff"


def test_the_local_workspace_is_there_from_the_start(store: DossierStore) -> None:
    made = store.create_dossier(Actor(), "架空の申請", form(), round=6)
    assert store.form_file(Actor(), made.id) is None
    assert [summary.id for summary in store.dossiers(Actor())] == [made.id]


def test_an_unknown_workspace_gets_no_dossier(store: DossierStore) -> None:
    with pytest.raises(RecordMissing) as refused:
        store.create_dossier(Actor(workspace="nowhere"), "架空の申請", form(), round=6)
    assert refused.value.code == "workspace_missing"


@pytest.mark.parametrize(
    ("title", "code"), [("", "title_empty"), (" \n\0 ", "title_empty"), ("字" * 201, "title_too_long")]
)
def test_a_title_is_one_line_of_some_length(store: DossierStore, title: str, code: str) -> None:
    made = new_dossier(store)
    for refused in (
        lambda: store.create_dossier(HANAKO, title, form(), round=6),
        lambda: store.rename(HANAKO, made.id, title),
    ):
        with pytest.raises(EditRejected) as rejected:
            refused()
        assert rejected.value.code == code
    assert len(store.dossiers(HANAKO)) == 1


def test_the_list_counts_items_and_puts_the_last_changed_first(store: DossierStore) -> None:
    first, second = new_dossier(store, title="一つ目"), new_dossier(store, title="二つ目")
    item = save(store, first, "目的です。", 1)
    store.approve(HANAKO, first.id, PURPOSE.id, item.revision)
    listed = store.dossiers(HANAKO)
    assert [(summary.id, summary.items, summary.approved) for summary in listed] == [
        (first.id, 3, 1),
        (second.id, 3, 0),
    ]
    assert listed[0].form_name == "架空様式.docx"


def test_title_and_type_can_be_changed(store: DossierStore) -> None:
    made = new_dossier(store)
    store.rename(HANAKO, made.id, "新しい題名")
    changed = store.set_type(TARO, made.id, "international")
    assert (changed.title, changed.hub_type, changed.updated_by) == ("新しい題名", "international", "架空 太郎")
    assert changed.revision > made.revision and changed.updated_at > made.updated_at
    assert store.set_type(HANAKO, made.id, None).hub_type is None


def test_a_deleted_dossier_leaves_no_row_of_its_own(store: DossierStore, database: Database) -> None:
    made, other = new_dossier(store), new_dossier(store, title="残る申請")
    fill(store, made.id)
    store.delete_dossier(HANAKO, made.id)
    with database.reading() as connection:
        left = {
            table.name: connection.execute(select(func.count()).where(column == made.id)).scalar()
            for table in metadata.sorted_tables
            for column in table.c
            if column.name == "dossier_id" or (table.name, column.name) == ("dossiers", "id")
        }
        loose = {
            name: connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar()
            for name in ("evidence_contents", "evidence_vectors")
        }
    assert len(left) >= 8 and set(left.values()) == {0}
    assert set(loose.values()) == {0}
    assert [summary.id for summary in store.dossiers(HANAKO)] == [other.id]


# The form's items, corrected by a person


def test_a_corrected_form_keeps_the_texts_of_the_items_that_stay(store: DossierStore) -> None:
    made = new_dossier(store)
    save(store, made, "目的です。", 1)
    added = PARTNERS.model_copy(update={"id": "new", "label": "実施体制"})
    renamed = PURPOSE.model_copy(update={"label": "拠点の目的と背景", "limit_chars": 800})
    changed = store.set_form_mapping(TARO, made.id, form(added, renamed), made.revision)
    assert changed.form == form(added, renamed) and changed.revision == made.revision + 1
    assert [(item.form_item.label, item.text) for item in store.items(HANAKO, made.id)] == [
        ("実施体制", ""),
        ("拠点の目的と背景", "目的です。"),
    ]
    with pytest.raises(RecordMissing):
        store.item(HANAKO, made.id, PARTNERS.id)


def test_an_item_with_text_is_taken_out_only_when_that_is_meant(store: DossierStore) -> None:
    made = new_dossier(store)
    item = save(store, made, "目的です。", 1)
    store.approve(HANAKO, made.id, PURPOSE.id, item.revision)
    with pytest.raises(EditRejected, match="拠点の目的") as refused:
        store.set_form_mapping(HANAKO, made.id, form(PARTNERS), made.revision)
    assert refused.value.code == "items_would_lose_text"
    assert len(store.items(HANAKO, made.id)) == 3
    changed = store.set_form_mapping(HANAKO, made.id, form(PARTNERS), made.revision, force=True)
    assert [version.text for version in store.versions(HANAKO, made.id, PURPOSE.id)] == ["目的です。"] * 2
    store.set_form_mapping(HANAKO, made.id, form(PARTNERS, PURPOSE), changed.revision)
    back = store.item(HANAKO, made.id, PURPOSE.id)
    assert (back.text, back.status, back.position) == ("目的です。", Status.DRAFTED, 1)


def test_a_choice_that_the_form_no_longer_has_is_not_taken_away_silently(store: DossierStore) -> None:
    made = new_dossier(store)
    item = save(store, made, "", 1, item=TYPE, chosen=("国際展開型",))
    store.approve(HANAKO, made.id, TYPE.id, item.revision)
    other = form(PURPOSE, TYPE.model_copy(update={"options": ("地域貢献型", "その他")}))
    with pytest.raises(EditRejected, match="類型"):
        store.set_form_mapping(HANAKO, made.id, other, made.revision)
    store.set_form_mapping(HANAKO, made.id, other, made.revision, force=True)
    item = store.item(HANAKO, made.id, TYPE.id)
    assert (item.chosen, item.status) == ((), Status.EMPTY)
    assert [version.chosen for version in store.versions(HANAKO, made.id, TYPE.id)] == [("国際展開型",)] * 2 + [()]


def test_a_form_that_somebody_else_corrected_first_is_not_overwritten(store: DossierStore) -> None:
    made = new_dossier(store)
    store.set_form_mapping(TARO, made.id, form(PURPOSE), made.revision)
    with pytest.raises(EditRejected, match="架空 太郎") as refused:
        store.set_form_mapping(HANAKO, made.id, form(PARTNERS), made.revision)
    assert refused.value.code == "form_changed_meanwhile"
    assert store.dossier(HANAKO, made.id).form == form(PURPOSE)


# Comments and history


def test_a_comment_is_made_and_resolved_once(store: DossierStore) -> None:
    made = new_dossier(store)
    said = store.add_comment(TARO, made.id, PURPOSE.id, " 数字を\n入れてください。\0 ")
    store.add_comment(HANAKO, made.id, TYPE.id, "どちらですか。")
    assert (said.text, said.by, said.resolved_at) == ("数字を\n入れてください。", "架空 太郎", None)
    resolved = store.resolve_comment(HANAKO, made.id, said.id)
    assert store.resolve_comment(TARO, made.id, said.id) == resolved
    assert (resolved.resolved_by, resolved.resolved_at is not None) == ("架空 花子", True)
    assert store.comments(HANAKO, made.id, PURPOSE.id) == [resolved]
    assert [comment.item_id for comment in store.comments(HANAKO, made.id)] == [PURPOSE.id, TYPE.id]


@pytest.mark.parametrize(("text", "code"), [(" \n", "comment_empty"), ("字" * (COMMENT_CHARS + 1), "comment_too_long")])
def test_an_empty_or_endless_comment_is_refused(store: DossierStore, text: str, code: str) -> None:
    made = new_dossier(store)
    with pytest.raises(EditRejected) as refused:
        store.add_comment(HANAKO, made.id, PURPOSE.id, text)
    assert refused.value.code == code and store.comments(HANAKO, made.id) == []


def test_the_history_tells_who_did_what(store: DossierStore) -> None:
    made = new_dossier(store)
    file = add_file(store, made, "架空の計画")
    store.save_draft(HANAKO, made.id, PURPOSE.id, draft("案です。"), (), 1)
    store.approve(TARO, made.id, PURPOSE.id, 2, note="確認済み")
    store.delete_evidence(TARO, made.id, file.id)
    assert [(event.kind, event.by, event.item_id, event.detail) for event in store.events(HANAKO, made.id)] == [
        (EventKind.CREATED, "架空 花子", None, "架空大学の申請"),
        (EventKind.EVIDENCE_ADDED, "架空 花子", None, "計画.pdf"),
        (EventKind.DRAFTED, "架空 花子", PURPOSE.id, ""),
        (EventKind.APPROVED, "架空 太郎", PURPOSE.id, "確認済み"),
        (EventKind.EVIDENCE_DELETED, "架空 太郎", None, "計画.pdf"),
    ]


@pytest.mark.parametrize(
    ("prefix", "kinds"), [("status", Status), ("origin", Origin), ("version", VersionKind), ("event", EventKind)]
)
def test_every_kind_has_its_words(prefix: str, kinds: Any) -> None:
    for kind in kinds:
        assert all(say(f"dossiers.{prefix}_{kind}", language) for language in Language)


# Workspaces


def fill(store: DossierStore, dossier_id: str) -> dict[str, Any]:
    """Something of everything in a dossier; the ids to ask for it."""
    made = store.dossier(HANAKO, dossier_id)
    kept = add_file(store, made, "秘密の計画")
    store.add_vectors(HANAKO, dossier_id, kept.id, {"k": [0.1, 0.2]}, "model")
    store.delete_evidence(HANAKO, dossier_id, add_file(store, made, "消した計画", "消した.pdf").id)
    save(store, made, "秘密の目的", 1)
    comment = store.add_comment(HANAKO, dossier_id, PURPOSE.id, "秘密の指摘")
    return {"evidence_id": kept.id, "comment_id": comment.id}


def arguments(dossier_id: str, evidence_id: str, comment_id: str) -> dict[str, tuple[tuple[Any, ...], dict[str, Any]]]:
    """Arguments after the actor, for every method of the store, that would work for the dossier's own people."""
    file = {"name": "他.pdf", "data": b"x", "document": None, "report": None, "pages": 1}
    item = (dossier_id, PURPOSE.id)
    return {
        "dossier": ((dossier_id,), {}),
        "rename": ((dossier_id, "題名"), {}),
        "set_type": ((dossier_id, "regional"), {}),
        "set_form_mapping": ((dossier_id, form(), 1), {"force": True}),
        "delete_dossier": ((dossier_id,), {}),
        "form_file": ((dossier_id,), {}),
        "add_evidence": ((dossier_id,), file),
        "add_vectors": ((dossier_id, evidence_id, {"k": [1.0]}, "model"), {}),
        "evidence": ((dossier_id,), {}),
        "evidence_documents": ((dossier_id,), {}),
        "evidence_vectors": ((dossier_id, "model"), {}),
        "evidence_content": ((dossier_id, evidence_id), {}),
        "delete_evidence": ((dossier_id, evidence_id), {}),
        "deleted_files": ((dossier_id,), {}),
        "evidence_state": ((dossier_id,), {}),
        "items": ((dossier_id,), {}),
        "item": (item, {}),
        "versions": (item, {}),
        "save_draft": ((*item, draft("案"), (), 2), {}),
        "save_text": ((*item, "他の文", (), (sentence("他の文"),), 2), {}),
        "restore_version": ((*item, 1, 2), {}),
        "send_to_review": ((*item, 2), {}),
        "approve": ((*item, 2), {}),
        "reopen": ((*item, "理由"), {}),
        "add_comment": ((*item, "指摘"), {}),
        "resolve_comment": ((dossier_id, comment_id), {}),
        "comments": ((dossier_id,), {}),
        "events": ((dossier_id,), {}),
    }


METHODS = sorted(name for name, _ in inspect.getmembers(DossierStore, inspect.isfunction) if not name.startswith("_"))
OF_THE_WHOLE_WORKSPACE = {"admit", "create_dossier", "dossiers"}


def everything(store: DossierStore, dossier_id: str) -> list[Any]:
    """What each reading method gives to the dossier's own people."""
    reading: list[Callable[..., Any]] = [
        store.dossier, store.items, store.evidence, store.evidence_documents, store.deleted_files, store.comments,
        store.events, store.form_file, store.evidence_state,
    ]  # fmt: skip
    return [store.versions(HANAKO, dossier_id, PURPOSE.id), *(read(HANAKO, dossier_id) for read in reading)]


def test_a_dossier_of_another_workspace_is_missing_for_every_method(store: DossierStore) -> None:
    made = new_dossier(store)
    cases = arguments(made.id, **fill(store, made.id))
    assert sorted({*cases, *OF_THE_WHOLE_WORKSPACE}) == METHODS  # a new method needs its arguments above
    before = everything(store, made.id)
    for method, (args, keywords) in cases.items():
        with pytest.raises(RecordMissing) as refused:
            getattr(store, method)(OUTSIDER, *args, **keywords)
        assert refused.value.code == "dossier_missing", method
        assert everything(store, made.id) == before, method


def test_a_workspace_lists_its_own_dossiers(store: DossierStore) -> None:
    made = new_dossier(store)
    assert store.dossiers(OUTSIDER) == []
    other = new_dossier(store, OUTSIDER)
    assert other.workspace == OUTSIDER.workspace
    assert [[summary.id for summary in store.dossiers(actor)] for actor in (HANAKO, OUTSIDER)] == [
        [made.id],
        [other.id],
    ]


def test_ids_of_another_dossier_of_the_same_workspace_are_missing_too(store: DossierStore) -> None:
    made, other = new_dossier(store), new_dossier(store)
    ids = fill(store, made.id)
    for method, args in (
        ("evidence_content", (ids["evidence_id"],)),
        ("delete_evidence", (ids["evidence_id"],)),
        ("add_vectors", (ids["evidence_id"], {}, "model")),
        ("resolve_comment", (ids["comment_id"],)),
        ("item", ("no such item",)),
        ("restore_version", (PURPOSE.id, 1, 1)),
    ):
        with pytest.raises(RecordMissing):
            getattr(store, method)(HANAKO, other.id, *args)


def test_a_restart_keeps_everything(store: DossierStore, settings: Settings) -> None:
    made = new_dossier(store)
    fill(store, made.id)
    before = everything(store, made.id)
    again = DossierStore(open_database(settings))
    assert everything(again, made.id) == before
    again.database.close()

"""advisor/dossiers: the applicant's files, as they were sent and read; and nothing of them once they are deleted."""

from pathlib import Path

import numpy as np
import pytest
from dossier_cases import HANAKO, PURPOSE, TARO, add_file, document, draft, new_dossier, save

from advisor.dossiers.records import Dossier
from advisor.dossiers.store import DossierStore
from advisor.ingest.document import IngestReport

MODEL = "a-model"


@pytest.fixture
def dossier(store: DossierStore) -> Dossier:
    return new_dossier(store)


def test_a_file_is_kept_as_it_was_sent_and_as_it_was_read(store: DossierStore, dossier: Dossier) -> None:
    data = bytes(range(256)) * 40
    read = document("計画\0の本文。𠮷野\U0001f600")
    report = IngestReport(name="計画.pdf", pages=3, passages=2, tables=1, characters=12, empty_pages=(2,))
    vectors = {"one": np.array([0.6, 0.8], dtype=np.float32), "two": np.array([1, 0], dtype=np.float64)}
    receipt = store.add_evidence(
        HANAKO, dossier.id, name="計画.pdf", data=data, document=read, report=report, pages=3,
        vectors=vectors, model_id=MODEL,
    )  # fmt: skip
    assert (receipt.name, receipt.size_bytes, receipt.pages, receipt.report) == ("計画.pdf", len(data), 3, report)
    assert (receipt.media_type, receipt.stored_by) == ("application/pdf", "架空 花子")
    assert store.evidence(HANAKO, dossier.id) == [receipt]
    assert store.evidence_documents(HANAKO, dossier.id) == [(receipt, read)]
    assert store.evidence_content(HANAKO, dossier.id, receipt.id) == data
    kept = store.evidence_vectors(HANAKO, dossier.id, MODEL)
    assert {key: (row.dtype, row.tolist()) for key, row in kept.items()} == {
        "one": (np.float32, pytest.approx([0.6, 0.8])),
        "two": (np.float32, [1.0, 0.0]),
    }
    kept["one"][0] = 1  # a copy of its own
    assert store.evidence_vectors(HANAKO, dossier.id, "other-model") == {}


def test_half_a_character_in_a_text_moves_no_other(store: DossierStore, dossier: Dossier) -> None:
    add_file(store, dossier, "前\ud800後")
    [(_, read)] = store.evidence_documents(HANAKO, dossier.id)
    assert (read.text, read.blocks[0].end) == ("前\ufffd後", 3)


def test_the_same_content_is_stored_once_under_its_first_name(store: DossierStore, dossier: Dossier) -> None:
    first = add_file(store, dossier, "同じ内容", "一.pdf")
    assert add_file(store, dossier, "同じ内容", "二.pdf", TARO) == first
    assert store.evidence(HANAKO, dossier.id) == [first]
    other = new_dossier(store)
    assert add_file(store, other, "同じ内容", "一.pdf").id != first.id


def test_another_content_of_the_same_name_gets_a_number(store: DossierStore, dossier: Dossier) -> None:
    names = [
        add_file(store, dossier, f"内容{n}", name).name for n, name in enumerate(["資料.pdf", "資料.pdf", "資料.PDF"])
    ]
    assert names == ["資料.pdf", "資料 (2).pdf", "資料 (3).PDF"]
    assert [read.name for _, read in store.evidence_documents(HANAKO, dossier.id)] == names
    assert [receipt.report.name for receipt in store.evidence(HANAKO, dossier.id)] == names


def test_vectors_of_a_further_model_stand_beside_the_first(store: DossierStore, dossier: Dossier) -> None:
    receipt = add_file(store, dossier, "本文")
    for model, value in (("a", 1.0), ("b", 2.0), ("b", 3.0)):
        store.add_vectors(HANAKO, dossier.id, receipt.id, {"k": np.array([value], dtype=np.float32)}, model)
    found = [store.evidence_vectors(HANAKO, dossier.id, model)["k"].tolist() for model in ("a", "b")]
    assert found == [[1.0], [3.0]]


def test_the_state_changes_with_each_file_that_comes_or_goes(store: DossierStore, dossier: Dossier) -> None:
    states = [store.evidence_state(HANAKO, dossier.id)]
    first = add_file(store, dossier, "一")
    states.append(store.evidence_state(HANAKO, dossier.id))
    add_file(store, dossier, "一")
    save(store, dossier, "文", 1)
    assert store.evidence_state(HANAKO, dossier.id) == states[-1]
    second = add_file(store, dossier, "二")
    for receipt in (second, first):
        states.append(store.evidence_state(HANAKO, dossier.id))
        store.delete_evidence(HANAKO, dossier.id, receipt.id)
    states.append(store.evidence_state(HANAKO, dossier.id))
    assert len(set(states)) == len(states) == 5


def test_a_deleted_file_leaves_its_name_and_what_drafts_quoted(store: DossierStore, dossier: Dossier) -> None:
    receipt = add_file(store, dossier, "架空の計画")
    store.save_draft(HANAKO, dossier.id, PURPOSE.id, draft("案です。", file_id=receipt.id), (), 1)
    store.delete_evidence(TARO, dossier.id, receipt.id)
    assert store.evidence(HANAKO, dossier.id) == store.evidence_documents(HANAKO, dossier.id) == []
    [gone] = store.deleted_files(HANAKO, dossier.id)
    assert (gone.id, gone.name, gone.by) == (receipt.id, "計画.pdf", "架空 太郎")
    kept = store.item(HANAKO, dossier.id, PURPOSE.id).draft
    assert kept is not None and kept.claims[0].citations[0].file_id == gone.id
    again = add_file(store, dossier, "架空の計画")
    assert again.id != receipt.id and again.name == "計画.pdf"


# What is left on the disk (SQLite)


def on_disk(folder: Path, planted: bytes) -> bool:
    return any(planted in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_of_a_deleted_file_is_left_on_the_disk(local: DossierStore, tmp_path: Path) -> None:
    dossier = new_dossier(local)
    planted, bytes_sent = "PLANTED-TEXT-0123456789", b"PLANTED-BYTES-\xff\xfe-0123456789"
    vector = np.array([0.123456, 0.654321, 0.777777], dtype=np.float32)
    for number in range(12):
        add_file(local, dossier, f"ほかの資料{number}" * 50, f"{number}.pdf")
    report = IngestReport(name="秘密.pdf", pages=1, passages=1, tables=0, characters=9)
    receipt = local.add_evidence(
        HANAKO, dossier.id, name="秘密.pdf", data=bytes_sent * 300, document=document(planted * 300), report=report,
        pages=1, vectors={"k": vector}, model_id=MODEL,
    )  # fmt: skip
    traces = (planted.encode(), bytes_sent, vector.tobytes(), receipt.sha256.encode())
    assert [on_disk(tmp_path, trace) for trace in traces] == [True] * 4
    local.delete_evidence(HANAKO, dossier.id, receipt.id)
    assert [on_disk(tmp_path, trace) for trace in traces] == [False] * 4
    assert len(local.evidence(HANAKO, dossier.id)) == 12


def test_nothing_of_a_deleted_dossier_is_left_on_the_disk(local: DossierStore, tmp_path: Path) -> None:
    dossier, other = new_dossier(local, title="PLANTED-TITLE"), new_dossier(local, title="残る申請")
    add_file(local, dossier, "PLANTED-FILE" * 500, "PLANTED-NAME.pdf")
    add_file(local, other, "残る資料")
    item = save(local, dossier, "PLANTED-EDIT", 1)
    local.save_draft(HANAKO, dossier.id, PURPOSE.id, draft("PLANTED-DRAFT"), (), item.revision)
    local.add_comment(HANAKO, dossier.id, PURPOSE.id, "PLANTED-COMMENT")
    traces = ("TITLE", "FILE", "NAME", "EDIT", "DRAFT", "COMMENT")
    assert all(on_disk(tmp_path, f"PLANTED-{trace}".encode()) for trace in traces)
    local.delete_dossier(HANAKO, dossier.id)
    assert not on_disk(tmp_path, b"PLANTED-")
    assert [receipt.name for receipt in local.evidence(HANAKO, other.id)] == ["計画.pdf"]


def test_short_files_that_come_and_go_leave_no_trace(local: DossierStore, tmp_path: Path) -> None:
    """Rows that share pages are moved about; a copy of a moved row must not outlive it."""
    dossier = new_dossier(local)
    stored = [
        add_file(local, dossier, f"PLANTED-{number:03}-" + "x" * (number * 97 % 700), "a.txt") for number in range(24)
    ]
    for receipt in stored[::2]:
        local.delete_evidence(HANAKO, dossier.id, receipt.id)
    left = {number for number in range(24) if on_disk(tmp_path, f"PLANTED-{number:03}-".encode())}
    assert left == set(range(1, 24, 2))

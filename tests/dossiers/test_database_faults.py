"""advisor/dossiers: what a disk or a server refuses becomes a message, and nothing half-written stays."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dossier_cases import HANAKO, PURPOSE, add_file, form, new_dossier, save
from pydantic import SecretStr
from sqlalchemy import event, text

from advisor.dossiers.records import VersionKind
from advisor.dossiers.store import DossierStore
from advisor.errors import ServiceFault
from advisor.messages import Language
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import FILE, open_database

NOBODY = 65534


def test_a_full_disk_loses_nothing_that_was_there(local: DossierStore, tmp_path: Path) -> None:
    dossier = new_dossier(local)
    item = save(local, dossier, "書いてあった文", 1)
    most = {"pages": (tmp_path / FILE).stat().st_size // 4096 + 4}

    @event.listens_for(local.database.engine, "connect")
    def limit(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most['pages']}")

    for attempt in (
        lambda: add_file(local, dossier, "大きな資料" * 40_000),
        lambda: save(local, dossier, "長い文" * 30_000, item.revision),
    ):
        with pytest.raises(ServiceFault) as full:
            attempt()
        assert full.value.code == "disk_full" and full.value.retryable
        assert str(tmp_path) in full.value.user_message(Language.EN)
    assert local.item(HANAKO, dossier.id, PURPOSE.id) == item
    assert local.evidence(HANAKO, dossier.id) == []
    most["pages"] = 100_000
    assert add_file(local, dossier, "大きな資料" * 40_000).name == "計画.pdf"


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who may not write; root may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Settings]:
    """A database, with a dossier, that everybody may read and nobody write."""
    folder = Path(tempfile.mkdtemp())
    settings = Settings(_env_file=None, data_dir=folder)
    DossierStore(open_database(settings)).create_dossier(Actor(), "読むだけの申請", form(), round=6)
    (folder / FILE).chmod(0o444)
    folder.chmod(0o555)
    yield settings
    folder.chmod(0o755)
    (folder / FILE).unlink()
    folder.rmdir()


def test_a_folder_that_may_not_be_written_is_named(read_only: Settings) -> None:
    store = DossierStore(open_database(read_only)) if os.geteuid() == 0 else None
    with without_rights():
        if store is not None:
            [listed] = store.dossiers(Actor())
            with pytest.raises(ServiceFault) as refused:
                store.rename(Actor(), listed.id, "新しい題名")
            assert refused.value.code == "folder_read_only"
        for settings in (read_only, read_only.model_copy(update={"data_dir": read_only.data_dir / "new"})):
            with pytest.raises(ServiceFault) as refused:
                open_database(settings)
            assert refused.value.code == "folder_read_only"
            assert str(settings.data_dir) in refused.value.user_message()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(ServiceFault) as refused:
        open_database(Settings(_env_file=None, data_dir=tmp_path / "data"))
    assert refused.value.code == "folder_read_only"


@pytest.mark.parametrize("content", [b"no database at all " * 400, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ServiceFault) as refused:
        open_database(Settings(_env_file=None, data_dir=tmp_path))
    assert refused.value.code == "database_damaged"
    assert (tmp_path / FILE).read_bytes() == content


def test_a_writer_that_takes_too_long_is_a_fault_that_passes(sqlite_settings: Settings, tmp_path: Path) -> None:
    store = DossierStore(open_database(sqlite_settings, busy_s=0.05))
    dossier = store.create_dossier(Actor(), "待つ申請", form(), round=6)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert store.dossier(Actor(), dossier.id) == dossier
    with pytest.raises(ServiceFault) as busy:
        store.rename(Actor(), dossier.id, "新しい題名")
    assert busy.value.code == "database_busy" and busy.value.retryable
    other.execute("COMMIT")
    assert store.rename(Actor(), dossier.id, "新しい題名").title == "新しい題名"


def test_a_write_ahead_log_that_another_program_left_on_is_switched_off(
    sqlite_settings: Settings, tmp_path: Path
) -> None:
    open_database(sqlite_settings).close()
    with sqlite3.connect(tmp_path / FILE) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.close()
    with open_database(sqlite_settings).reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "delete"


def test_a_deletion_beside_a_reader_is_done_all_the_same(sqlite_settings: Settings, tmp_path: Path) -> None:
    store = DossierStore(open_database(sqlite_settings, busy_s=2))
    store.admit(HANAKO)
    dossier = new_dossier(store)
    receipt = add_file(store, dossier, "消す資料")
    reader = sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM items").fetchone()
    threading.Timer(0.2, lambda: reader.execute("COMMIT")).start()
    store.delete_evidence(HANAKO, dossier.id, receipt.id)
    assert store.evidence(HANAKO, dossier.id) == []
    assert "消す資料".encode() not in (tmp_path / FILE).read_bytes()


# PostgreSQL


def test_a_server_that_does_not_answer_is_away(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the extra postgres is missing")
    url = SecretStr("postgresql://advisor:geheim@127.0.0.1:1/dossiers")
    with pytest.raises(ServiceFault) as away:
        open_database(Settings(_env_file=None, data_dir=tmp_path, database_url=url))
    assert away.value.code == "database_away" and away.value.retryable
    assert "127.0.0.1/dossiers" in away.value.user_message() and "geheim" not in away.value.user_message()


@pytest.mark.parametrize("wrong", ["/no_such_database?", "/postgres?options=-crole%3Dnobody&"])
def test_a_server_that_refuses_is_told_apart(postgresql_url: str, tmp_path: Path, wrong: str) -> None:
    url = SecretStr(postgresql_url.replace("/postgres?", wrong))
    with pytest.raises(ServiceFault) as refused:
        open_database(Settings(_env_file=None, data_dir=tmp_path, database_url=url))
    assert refused.value.code == "database_refused"


def test_connections_that_the_server_dropped_are_made_anew(postgresql_url: str, tmp_path: Path) -> None:
    import psycopg

    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=SecretStr(postgresql_url))
    database = open_database(settings)
    store = DossierStore(database)
    drop = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
    )
    with psycopg.connect(postgresql_url, autocommit=True) as server:
        store.dossiers(Actor())
        server.execute(drop)
        made = store.create_dossier(Actor(), "繋ぎ直す申請", form(), round=6)
        with pytest.raises(ServiceFault) as away, database.writing() as connection:
            connection.execute(text("UPDATE dossiers SET title = 'half'"))
            server.execute(drop)
            connection.execute(text("UPDATE dossiers SET title = 'done'"))
    assert away.value.code == "database_away"
    assert store.dossier(Actor(), made.id) == made
    database.close()


# A program that is killed

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from dossier_cases import HANAKO, PURPOSE, add_file, new_dossier, save
from advisor.storage.database import open_database
from advisor.dossiers.store import DossierStore
from advisor.settings import Settings

store = DossierStore(open_database(Settings(_env_file=None, data_dir=Path(sys.argv[1]), database_url=sys.argv[2])))
dossier = new_dossier(store)
print(dossier.id, flush=True)
revision, text = 1, ""
while True:
    text += f"[{revision}]" + "字" * 500
    revision = save(store, dossier, text, revision).revision
    add_file(store, dossier, text * 3)
    print(revision, flush=True)
"""


def test_a_killed_program_leaves_whole_changes_only(store: DossierStore, settings: Settings) -> None:
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    line = [sys.executable, "-c", WRITER, str(settings.data_dir), url, str(Path(__file__).parent)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        dossier_id = process.stdout.readline().strip()
        told = [int(process.stdout.readline()) for _ in range(6)][-1]
        process.send_signal(signal.SIGKILL)
    store.rename(HANAKO, dossier_id, "残った申請")  # waits for what the server may still be committing
    item = store.item(HANAKO, dossier_id, PURPOSE.id)
    edits = [version for version in store.versions(HANAKO, dossier_id, PURPOSE.id) if version.kind is VersionKind.EDIT]
    assert item.revision >= told
    assert item.text == edits[-1].text == "".join(f"[{n}]" + "字" * 500 for n in range(1, item.revision))
    read = store.evidence_documents(HANAKO, dossier_id)
    assert len(read) in {item.revision - 2, item.revision - 1}
    for receipt, document in read:
        assert store.evidence_content(HANAKO, dossier_id, receipt.id).decode() == document.text
    if settings.database_url is None:
        with sqlite3.connect(settings.data_dir / FILE) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert save(store, store.dossier(HANAKO, dossier_id), item.text + "続き", item.revision).text.endswith("続き")

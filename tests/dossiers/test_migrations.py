"""advisor/dossiers: a database is brought to the newest version, whoever opens it first, and no other is touched."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import inspect, text

from advisor.dossiers.store import DossierStore
from advisor.errors import ServiceFault
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import FILE, Database, open_database
from advisor.storage.migrating import MIGRATIONS, alembic_config
from advisor.storage.schema import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a database of the test's own with nothing in it."""
    if request.param == "sqlite":
        yield Settings(_env_file=None, data_dir=tmp_path / "not yet there")
        return
    import psycopg

    url: str = request.getfixturevalue("postgresql_url")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE for_one_test")
        own = url.replace("/postgres?", "/for_one_test?")
        assert own != url
        yield Settings(_env_file=None, data_dir=tmp_path, database_url=SecretStr(own))
        connection.execute("DROP DATABASE for_one_test WITH (FORCE)")


def test_the_migrations_give_what_the_tables_say_and_can_be_taken_back(empty: Settings) -> None:
    database = open_database(empty)
    with database.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
        command.downgrade(alembic_config(connection), "base")
    with database.writing() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    database.close()
    open_database(empty).close()


def test_the_migrations_form_one_line() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_processes_that_start_at_once_all_have_the_database(empty: Settings) -> None:
    url = empty.database_url.get_secret_value() if empty.database_url else ""
    program = (
        "import sys; from pathlib import Path; from advisor.settings import Settings\n"
        "from advisor.storage.database import open_database; from advisor.storage.actors import Actor\n"
        "from advisor.dossiers.store import DossierStore\n"
        "settings = Settings(_env_file=None, data_dir=Path(sys.argv[1]), database_url=sys.argv[2])\n"
        "if sys.argv[2]: import sqlalchemy.dialects.postgresql.psycopg, psycopg\n"  # so that they really meet
        "print('ready', flush=True); sys.stdin.readline()\n"
        "assert DossierStore(open_database(settings)).dossiers(Actor()) == []\n"
    )
    line = [sys.executable, "-c", program, str(empty.data_dir), url]
    pipe = subprocess.PIPE
    started = [subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    for process in started:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=30) for process in started]
    assert [process.returncode for process in started] == [0, 0], told


def test_a_database_of_a_newer_program_is_left_alone(empty: Settings) -> None:
    database = open_database(empty)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ServiceFault) as refused:
        open_database(empty)
    assert refused.value.code == "database_newer"
    with database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    database.close()


def test_a_database_with_tables_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE events (what TEXT)")
    with pytest.raises(ServiceFault) as refused:
        open_database(Settings(_env_file=None, data_dir=tmp_path))
    assert refused.value.code == "database_foreign"
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("events",)]


def test_a_migration_that_fails_changes_nothing(
    empty: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The newest version and one more that breaks half-way: what it did before that is taken back."""
    database = open_database(empty)
    broken = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, broken)
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    (broken / "versions" / "9000_broken.py").write_text(
        f"from alembic import op\nrevision = '9000'\ndown_revision = '{head}'\n"
        "def upgrade():\n    op.execute('DELETE FROM memberships')\n    op.execute('no such words')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("advisor.storage.migrating.MIGRATIONS", broken)
    with pytest.raises(Exception, match=r"no such words|syntax"):
        open_database(empty)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM memberships")).scalar() == 1
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == head
    database.close()


def test_a_file_of_unpublished_applications_is_for_its_owner_alone(sqlite_settings: Settings, tmp_path: Path) -> None:
    open_database(sqlite_settings).close()
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_sqlite_file_can_be_named(tmp_path: Path) -> None:
    url = SecretStr(f"sqlite:///{tmp_path}/own folder/mine.db")
    database = open_database(Settings(_env_file=None, data_dir=tmp_path / "data", database_url=url))
    assert DossierStore(database).dossiers(Actor()) == []
    assert (tmp_path / "own folder" / "mine.db").is_file() and not (tmp_path / "data").exists()


@pytest.mark.parametrize("url", ["mysql://root:geheim@db/x", "geheim", "sqlite://", "sqlite:///:memory:", "postgresql"])
def test_a_url_that_cannot_serve_is_refused_without_being_shown(tmp_path: Path, url: str) -> None:
    with pytest.raises(ServiceFault) as refused:
        open_database(Settings(_env_file=None, data_dir=tmp_path, database_url=SecretStr(url)))
    assert refused.value.code == "database_url_invalid"
    assert "geheim" not in refused.value.user_message()


def test_the_password_is_not_shown_and_a_blank_url_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "postgresql://advisor:geheim@db/dossiers")
    assert "geheim" not in repr(Settings(_env_file=None))
    monkeypatch.setenv("ADVISOR_DATABASE_URL", " ")
    assert Settings(_env_file=None).database_url is None


def test_the_local_workspace_is_made_once(database: Database, settings: Settings) -> None:
    open_database(settings).close()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM workspaces")).scalar() == 1

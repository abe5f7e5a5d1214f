"""Workspaces, dossiers, their evidence and items. Written out: it stays as it is when tables.py changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From nothing."""
    _create_accounts()
    _create_dossiers()
    _create_evidence()
    _create_items()
    _create_history()


def downgrade() -> None:
    """To nothing: all dossiers are gone."""
    for table in (
        "events",
        "comments",
        "item_versions",
        "items",
        "deleted_evidence",
        "evidence_vectors",
        "evidence_contents",
        "evidence",
        "form_files",
        "dossiers",
        "memberships",
        "actors",
        "workspaces",
    ):
        op.drop_table(table)


def _create_accounts() -> None:
    _create("workspaces", _text("id"), _text("name"), _moment("created_at"), _key("workspaces", "id"))
    _create("actors", _text("id"), _text("name"), _moment("created_at"), _key("actors", "id"))
    _create(
        "memberships",
        _text("workspace_id"),
        _text("actor_id"),
        _text("role"),
        _key("memberships", "workspace_id", "actor_id"),
        _points("memberships", ["workspace_id"], "workspaces", ["id"]),
        _points("memberships", ["actor_id"], "actors", ["id"]),
    )


def _create_dossiers() -> None:
    _create(
        "dossiers",
        _text("id"),
        _text("workspace_id"),
        _text("title"),
        _text("program"),
        _count("round"),
        _text("hub_type", nullable=True),
        _text("form"),
        _text("form_name"),
        _count("revision"),
        *_change("created_"),
        *_change("updated_"),
        _key("dossiers", "id"),
        _once("dossiers", "workspace_id", "id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_dossiers_workspace_id"),
    )
    _create_of_a_dossier("form_files", _text("name"), _text("sha256"), _bytes("data"), _key("form_files", "dossier_id"))


def _create_evidence() -> None:
    _create_of_a_dossier(
        "evidence",
        _text("id"),
        _text("name"),
        _text("media_type"),
        _count("size_bytes"),
        _count("pages"),
        _text("sha256"),
        _text("report"),
        *_change("stored_"),
        _key("evidence", "id"),
        _once("evidence", "workspace_id", "id"),
        _once("evidence", "dossier_id", "sha256"),
        _once("evidence", "dossier_id", "name"),
    )
    of_an_evidence = ["workspace_id", "evidence_id"]
    _create(
        "evidence_contents",
        *map(_text, of_an_evidence),
        _text("document"),
        _bytes("data"),
        _key("evidence_contents", "evidence_id"),
        _points("evidence_contents", of_an_evidence, "evidence", ["workspace_id", "id"]),
    )
    _create(
        "evidence_vectors",
        *map(_text, of_an_evidence),
        _text("model_id"),
        _text("key"),
        _bytes("vector"),
        _key("evidence_vectors", "evidence_id", "model_id", "key"),
        _points("evidence_vectors", of_an_evidence, "evidence", ["workspace_id", "id"]),
    )
    _create_of_a_dossier(
        "deleted_evidence",
        _text("evidence_id"),
        _text("name"),
        *_change("deleted_"),
        _key("deleted_evidence", "evidence_id"),
    )
    op.create_index("ix_deleted_evidence_dossier_id", "deleted_evidence", ["dossier_id"])


def _create_items() -> None:
    _create_of_a_dossier(
        "items",
        _text("id"),
        _count("position"),
        _text("form_item"),
        _text("status"),
        _text("text"),
        _text("chosen"),
        _text("draft", nullable=True),
        _text("sentences"),
        _count("revision"),
        _text("note"),
        sa.Column("removed", sa.Boolean(), nullable=False),
        *_change("updated_"),
        _key("items", "dossier_id", "id"),
    )
    _create_of_a_dossier(
        "item_versions",
        _text("item_id"),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        _text("kind"),
        _text("text"),
        _text("chosen"),
        _text("sentences"),
        _text("status"),
        _text("note"),
        _moment("begun_at"),
        *_change(),
        _key("item_versions", "dossier_id", "item_id", "number"),
        _points("item_versions", ["dossier_id", "item_id"], "items", ["dossier_id", "id"]),
    )


def _create_history() -> None:
    _create_of_a_dossier(
        "comments",
        _text("id"),
        _text("item_id"),
        _text("text"),
        *_change(),
        _moment("resolved_at", nullable=True),
        _text("resolved_by_id", nullable=True),
        _text("resolved_by", nullable=True),
        _key("comments", "id"),
        _points("comments", ["dossier_id", "item_id"], "items", ["dossier_id", "id"]),
    )
    op.create_index("ix_comments_dossier_id_item_id", "comments", ["dossier_id", "item_id"])
    _create_of_a_dossier(
        "events",
        _count("number"),
        _text("item_id", nullable=True),
        _text("kind"),
        _text("detail"),
        *_change(),
        _key("events", "number"),
    )
    op.create_index("ix_events_dossier_id", "events", ["dossier_id"])


def _create(table: str, *parts: Any) -> None:
    op.create_table(table, *parts)


def _create_of_a_dossier(table: str, *parts: Any) -> None:
    columns = ["workspace_id", "dossier_id"]
    _create(table, *map(_text, columns), *parts, _points(table, columns, "dossiers", ["workspace_id", "id"]))


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _change(prefix: str = "") -> list[sa.Column[Any]]:
    return [_moment(f"{prefix}at"), _text(f"{prefix}by_id"), _text(f"{prefix}by")]


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _points(table: str, columns: list[str], to: str, there: list[str]) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{'_'.join(columns)}"
    return sa.ForeignKeyConstraint(columns, [f"{to}.{column}" for column in there], name=name, ondelete="CASCADE")

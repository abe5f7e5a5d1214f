"""The precedent room: lists, documents of hubs, its own log. Written out: it stays as it is when tables.py changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0003."""
    _create_lists()
    _create_documents()
    op.create_table(
        "precedent_queries",
        sa.Column("number", sa.Integer(), nullable=False),
        *map(_text, ("workspace_id", "kind", "filters", "text_sha256")),
        _text("text", nullable=True),
        _text("outline_sha256"),
        _count("hits"),
        *_change(),
        sa.PrimaryKeyConstraint("number", name="pk_precedent_queries"),
        _of_a_workspace("precedent_queries"),
    )
    op.create_index("ix_precedent_queries_workspace_id", "precedent_queries", ["workspace_id"])


def downgrade() -> None:
    """Back to 0003: lists, documents and the log are gone."""
    for table in (
        "precedent_queries",
        "hub_document_vectors",
        "hub_document_contents",
        "hub_documents",
        "precedent_list_entries",
        "precedent_lists",
    ):
        op.drop_table(table)


def _create_lists() -> None:
    op.create_table(
        "precedent_lists",
        *map(_text, ("id", "workspace_id", "name", "note")),
        _count("revision"),
        *_change("created_"),
        *_change("updated_"),
        sa.PrimaryKeyConstraint("id", name="pk_precedent_lists"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_precedent_lists_workspace_id_id"),
        _of_a_workspace("precedent_lists"),
    )
    op.create_index("ix_precedent_lists_workspace_id", "precedent_lists", ["workspace_id"])
    op.create_table(
        "precedent_list_entries",
        *map(_text, ("workspace_id", "list_id", "hub_id")),
        _count("position"),
        _text("note"),
        *_change("added_"),
        sa.PrimaryKeyConstraint("list_id", "hub_id", name="pk_precedent_list_entries"),
        _points("precedent_list_entries", "list_id", "precedent_lists"),
    )


def _create_documents() -> None:
    op.create_table(
        "hub_documents",
        *map(_text, ("id", "workspace_id", "hub_id", "name", "title", "url")),
        _text("issued_on", nullable=True),
        _text("media_type"),
        *map(_count, ("size_bytes", "pages")),
        *map(_text, ("sha256", "report")),
        *_change("stored_"),
        sa.PrimaryKeyConstraint("id", name="pk_hub_documents"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_hub_documents_workspace_id_id"),
        sa.UniqueConstraint("workspace_id", "hub_id", "sha256", name="uq_hub_documents_workspace_id_hub_id_sha256"),
        _of_a_workspace("hub_documents"),
    )
    op.create_table(
        "hub_document_contents",
        *map(_text, ("workspace_id", "document_id", "document")),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_hub_document_contents"),
        _points("hub_document_contents", "document_id", "hub_documents"),
    )
    op.create_table(
        "hub_document_vectors",
        *map(_text, ("workspace_id", "document_id", "model_id", "key")),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "model_id", "key", name="pk_hub_document_vectors"),
        _points("hub_document_vectors", "document_id", "hub_documents"),
    )


def _of_a_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id")


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_workspace_id_{column}"
    there = [f"{to}.workspace_id", f"{to}.id"]
    return sa.ForeignKeyConstraint(["workspace_id", column], there, name=name, ondelete="CASCADE")


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _change(prefix: str = "") -> list[sa.Column[Any]]:
    moment = sa.Column(f"{prefix}at", sa.DateTime(timezone=True), nullable=False)
    return [moment, _text(f"{prefix}by_id"), _text(f"{prefix}by")]

"""Entries of the FAQ, their versions and their log. Written out: it stays as it is when tables.py changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0002."""
    op.create_table(
        "faq_entries",
        *map(_text, ("id", "workspace_id", "status", "question", "answer", "variants", "topic", "language")),
        _count("asked"),
        *map(_text, ("inquiries", "asked_in", "quotes")),
        _text("binding", nullable=True),
        _text("reason", nullable=True),
        *map(_text, ("detail", "note")),
        _count("revision"),
        *_change("created_"),
        *_change("updated_"),
        _text("checked_by"),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        _text("approved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_faq_entries"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_faq_entries_workspace_id_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_faq_entries_workspace_id"),
    )
    op.create_index("ix_faq_entries_workspace_id_status", "faq_entries", ["workspace_id", "status"])
    op.create_index("ix_faq_entries_status", "faq_entries", ["status"])
    op.create_table(
        "faq_versions",
        *map(_text, ("workspace_id", "entry_id")),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *map(_text, ("kind", "status", "question", "answer", "variants", "quotes", "note")),
        *_change(),
        sa.PrimaryKeyConstraint("entry_id", "number", name="pk_faq_versions"),
        _of_an_entry("faq_versions"),
    )
    op.create_table(
        "faq_events",
        _count("number"),
        *map(_text, ("workspace_id", "entry_id", "kind", "detail")),
        *_change(),
        sa.PrimaryKeyConstraint("number", name="pk_faq_events"),
        _of_an_entry("faq_events"),
    )
    op.create_index("ix_faq_events_workspace_id", "faq_events", ["workspace_id"])


def downgrade() -> None:
    """Back to 0002: the FAQ is gone."""
    for table in ("faq_events", "faq_versions", "faq_entries"):
        op.drop_table(table)


def _of_an_entry(table: str) -> sa.ForeignKeyConstraint:
    there = ["faq_entries.workspace_id", "faq_entries.id"]
    return sa.ForeignKeyConstraint(["workspace_id", "entry_id"], there, name=f"fk_{table}_workspace_id_entry_id")


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _change(prefix: str = "") -> list[sa.Column[Any]]:
    moment = sa.Column(f"{prefix}at", sa.DateTime(timezone=True), nullable=False)
    return [moment, _text(f"{prefix}by_id"), _text(f"{prefix}by")]

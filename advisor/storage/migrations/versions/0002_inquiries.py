"""Inquiries, their messages, replies and log. Written out: it stays as it is when tables.py changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0001."""
    _create_counters()
    _create_inquiries()
    _create_messages()
    _create_replies()
    _create_log()


def downgrade() -> None:
    """Back to 0001: all inquiries and their log are gone."""
    for table in (
        "inquiry_events",
        "approved_answers",
        "reply_versions",
        "replies",
        "inquiry_mails",
        "inquiry_parents",
        "inquiry_messages",
        "inquiries",
        "inquiry_counters",
    ):
        op.drop_table(table)


def _create_counters() -> None:
    op.create_table(
        "inquiry_counters",
        _text("workspace_id"),
        *map(_count, ("inquiries", "messages", "events", "approvals")),
        _key("inquiry_counters", "workspace_id"),
        _of_a_workspace("inquiry_counters"),
    )


def _create_inquiries() -> None:
    op.create_table(
        "inquiries",
        *map(_text, ("id", "workspace_id")),
        _count("number"),
        *map(_text, ("status", "sender_name", "sender_email", "organisation", "subject", "language", "topic", "kind")),
        *map(_text, ("flags", "questions")),
        _count("last_question"),
        *map(_text, ("assignee", "note")),
        _moment("received_at"),
        _moment("latest_at"),
        _moment("due_at", nullable=True),
        *map(_count, ("messages", "duplicates", "revision", "text_revision")),
        _text("searched"),
        *_change("updated_"),
        _key("inquiries", "id"),
        _once("inquiries", "workspace_id", "id"),
        _once("inquiries", "workspace_id", "number"),
        _of_a_workspace("inquiries"),
    )
    _index("inquiries", "workspace_id", "latest_at")


def _create_messages() -> None:
    _create_of_an_inquiry(
        "inquiry_messages",
        *map(_text, ("id", "key")),
        _count("number"),
        *map(_text, ("channel", "sender_name", "sender_email", "organisation", "subject")),
        *map(_text, ("body", "quoted", "signature")),
        _moment("received_at"),
        *map(_text, ("message_id", "parents", "attachments", "faults")),
        _flag("duplicate"),
        *map(_text, ("message_key", "email_key", "body_key", "searched")),
        *_change("stored_"),
        _key("inquiry_messages", "id"),
        _once("inquiry_messages", "workspace_id", "id"),
        _once("inquiry_messages", "workspace_id", "key"),
    )
    _index("inquiry_messages", "inquiry_id")
    _index("inquiry_messages", "workspace_id", "message_key")
    _index("inquiry_messages", "workspace_id", "email_key", "received_at")
    _index("inquiry_messages", "workspace_id", "body_key")
    _create_of_a_message("inquiry_parents", _text("parent_key"), _key("inquiry_parents", "message", "parent_key"))
    _index("inquiry_parents", "workspace_id", "parent_key")
    _create_of_a_message(
        "inquiry_mails", sa.Column("data", sa.LargeBinary(), nullable=False), _key("inquiry_mails", "message")
    )


def _create_replies() -> None:
    _create_of_an_inquiry(
        "replies",
        *map(_text, ("subject", "text")),
        *(_text(name, nullable=True) for name in ("draft", "drafted")),
        _count("revision"),
        _flag("outdated"),
        _text("note"),
        *_change("updated_"),
        _moment("approved_at", nullable=True),
        *map(_text, ("approved_by_id", "approved_by")),
        _moment("sent_at", nullable=True),
        *map(_text, ("sent_by_id", "sent_by", "sent_as")),
        _moment("first_sent_at", nullable=True),
        _key("replies", "inquiry_id"),
    )
    _create_of_an_inquiry(
        "reply_versions",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *map(_text, ("kind", "subject", "text", "status", "note")),
        _text("draft", nullable=True),
        _moment("begun_at"),
        *_change(),
        _key("reply_versions", "inquiry_id", "number"),
    )
    _create_of_an_inquiry(
        "approved_answers",
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        _moment("approved_at"),
        _text("answer"),
        _key("approved_answers", "inquiry_id", "position"),
    )
    _index("approved_answers", "workspace_id", "approved_at")


def _create_log() -> None:
    op.create_table(
        "inquiry_events",
        _text("workspace_id"),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *map(_text, ("kind", "inquiry_id")),
        _count("inquiry"),
        *map(_text, ("detail", "text_sha256")),
        *_change(),
        _key("inquiry_events", "workspace_id", "number"),
        _of_a_workspace("inquiry_events"),
    )
    _index("inquiry_events", "inquiry_id")


def _create_of_an_inquiry(table: str, *parts: Any) -> None:
    columns = ["workspace_id", "inquiry_id"]
    op.create_table(table, *map(_text, columns), *parts, _points(table, columns, "inquiries"))


def _create_of_a_message(table: str, *parts: Any) -> None:
    columns = ["workspace_id", "message"]
    op.create_table(table, *map(_text, columns), *parts, _points(table, columns, "inquiry_messages"))


def _of_a_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id")


def _points(table: str, columns: list[str], to: str) -> sa.ForeignKeyConstraint:
    there = [f"{to}.workspace_id", f"{to}.id"]
    return sa.ForeignKeyConstraint(columns, there, name=f"fk_{table}_{'_'.join(columns)}", ondelete="CASCADE")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _change(prefix: str = "") -> list[sa.Column[Any]]:
    return [_moment(f"{prefix}at"), _text(f"{prefix}by_id"), _text(f"{prefix}by")]


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")

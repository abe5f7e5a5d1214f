"""The tables. A change here needs a further file in migrations/versions; a test holds the two together."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from advisor.faq.records import Binding
from advisor.inquiries.records import QuotedPassage
from advisor.storage.column_types import Json, Moment, Words
from advisor.storage.tables import change_columns, count_column, metadata, text_column, workspace_column

_TEXTS = Json(tuple[str, ...])


def _of_an_entry() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", "entry_id"], ["faq_entries.workspace_id", "faq_entries.id"])


def _words() -> tuple[Column[Any], ...]:
    """What an entry says."""
    return text_column("question"), text_column("answer"), Column("variants", _TEXTS, nullable=False)


faq_entries = Table(
    "faq_entries",
    metadata,
    text_column("id", primary_key=True),
    workspace_column(),
    text_column("status"),
    *_words(),
    text_column("topic"),
    text_column("language"),
    count_column("asked"),
    Column("inquiries", _TEXTS, nullable=False),
    Column("asked_in", _TEXTS, nullable=False),
    Column("quotes", Json(tuple[QuotedPassage, ...]), nullable=False),
    Column("binding", Json(Binding)),
    Column("reason", Words),
    text_column("detail"),
    text_column("note"),
    count_column("revision"),
    *change_columns("created_"),
    *change_columns("updated_"),
    text_column("checked_by"),
    Column("approved_at", Moment),
    text_column("approved_by"),
    UniqueConstraint("workspace_id", "id"),
)

# No row of these two is ever changed or deleted.
faq_versions = Table(
    "faq_versions",
    metadata,
    text_column("workspace_id"),
    text_column("entry_id", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text_column("kind"),
    text_column("status"),
    *_words(),
    Column("quotes", Json(tuple[QuotedPassage, ...]), nullable=False),
    text_column("note"),
    *change_columns(),
    _of_an_entry(),
)

faq_events = Table(
    "faq_events",
    metadata,
    Column("number", Integer, primary_key=True),
    text_column("workspace_id"),
    text_column("entry_id"),
    text_column("kind"),
    text_column("detail"),
    *change_columns(),
    _of_an_entry(),
)

Index(None, faq_entries.c.workspace_id, faq_entries.c.status)
Index(None, faq_entries.c.status)
Index(None, faq_events.c.workspace_id)

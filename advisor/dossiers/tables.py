"""The tables. Each row that belongs to a workspace says which one; keys hold a row to the workspace of its dossier.

A change here needs a further file in migrations/versions; a test holds the two together.
"""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, UniqueConstraint

from advisor.dossiers.records import Sentence
from advisor.drafting.model import ItemDraft
from advisor.forms.model import Form, FormItem
from advisor.ingest.document import Document, IngestReport
from advisor.storage.column_types import Json, Moment, Words
from advisor.storage.tables import change_columns, count_column, metadata, text_column, workspace_column


def _of_a_dossier(key: bool = False) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    """`key`: the dossier is the row's primary key, or the first part of it."""
    return (
        text_column("workspace_id"),
        text_column("dossier_id", primary_key=key),
        ForeignKeyConstraint(
            ["workspace_id", "dossier_id"], ["dossiers.workspace_id", "dossiers.id"], ondelete="CASCADE"
        ),
    )


def _of_an_evidence() -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        text_column("workspace_id"),
        text_column("evidence_id", primary_key=True),
        ForeignKeyConstraint(
            ["workspace_id", "evidence_id"], ["evidence.workspace_id", "evidence.id"], ondelete="CASCADE"
        ),
    )


def _of_an_item() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["dossier_id", "item_id"], ["items.dossier_id", "items.id"], ondelete="CASCADE")


dossiers = Table(
    "dossiers",
    metadata,
    text_column("id", primary_key=True),
    workspace_column(),
    text_column("title"),
    text_column("program"),
    count_column("round"),
    Column("hub_type", Words),
    Column("form", Json(Form), nullable=False),
    text_column("form_name"),
    count_column("revision"),
    *change_columns("created_"),
    *change_columns("updated_"),
    UniqueConstraint("workspace_id", "id"),
)

form_files = Table(
    "form_files",
    metadata,
    *_of_a_dossier(key=True),
    text_column("name"),
    text_column("sha256"),
    Column("data", LargeBinary, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    text_column("id", primary_key=True),
    *_of_a_dossier(),
    text_column("name"),
    text_column("media_type"),
    count_column("size_bytes"),
    count_column("pages"),
    text_column("sha256"),
    Column("report", Json(IngestReport), nullable=False),
    *change_columns("stored_"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("dossier_id", "sha256"),
    UniqueConstraint("dossier_id", "name"),
)

evidence_contents = Table(
    "evidence_contents",
    metadata,
    *_of_an_evidence(),
    Column("document", Json(Document), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

evidence_vectors = Table(
    "evidence_vectors",
    metadata,
    *_of_an_evidence(),
    text_column("model_id", primary_key=True),
    text_column("key", primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

# Of a deleted file only this is left: drafts may still cite it.
deleted_evidence = Table(
    "deleted_evidence",
    metadata,
    text_column("evidence_id", primary_key=True),
    *_of_a_dossier(),
    text_column("name"),
    *change_columns("deleted_"),
)

items = Table(
    "items",
    metadata,
    *_of_a_dossier(key=True),
    text_column("id", primary_key=True),
    count_column("position"),
    Column("form_item", Json(FormItem), nullable=False),
    text_column("status"),
    text_column("text"),
    Column("chosen", Json(tuple[str, ...]), nullable=False),
    Column("draft", Json(ItemDraft)),
    Column("sentences", Json(tuple[Sentence, ...]), nullable=False),
    count_column("revision"),
    text_column("note"),
    Column("removed", Boolean, nullable=False),  # no longer in the form; its texts are kept
    *change_columns("updated_"),
)

item_versions = Table(
    "item_versions",
    metadata,
    *_of_a_dossier(key=True),
    text_column("item_id", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text_column("kind"),
    text_column("text"),
    Column("chosen", Json(tuple[str, ...]), nullable=False),
    Column("sentences", Json(tuple[Sentence, ...]), nullable=False),
    text_column("status"),
    text_column("note"),
    Column("begun_at", Moment, nullable=False),  # of its first words; `at`: of its last
    *change_columns(),
    _of_an_item(),
)

comments = Table(
    "comments",
    metadata,
    text_column("id", primary_key=True),
    *_of_a_dossier(),
    text_column("item_id"),
    text_column("text"),
    *change_columns(),
    Column("resolved_at", Moment),
    Column("resolved_by_id", Words),
    Column("resolved_by", Words),
    _of_an_item(),
)

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True),
    *_of_a_dossier(),
    Column("item_id", Words),
    text_column("kind"),
    text_column("detail"),
    *change_columns(),
)

Index(None, comments.c.dossier_id, comments.c.item_id)
Index(None, events.c.dossier_id)
Index(None, deleted_evidence.c.dossier_id)

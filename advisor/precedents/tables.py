"""The tables of the precedent room. Nothing of them enters answers, rules, or another log.

A change here needs a further file in storage/migrations/versions; a test holds the two together.
"""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, UniqueConstraint

from advisor.ingest.document import Document, IngestReport
from advisor.storage.column_types import Json, Words
from advisor.storage.tables import change_columns, count_column, metadata, text_column, workspace_column


def _of(column: str, table: str) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    """The columns that hold a row to one of `table` in the same workspace; it goes with that row."""
    there = [f"{table}.workspace_id", f"{table}.id"]
    return (
        text_column("workspace_id"),
        text_column(column, primary_key=True),
        ForeignKeyConstraint(["workspace_id", column], there, ondelete="CASCADE"),
    )


precedent_lists = Table(
    "precedent_lists",
    metadata,
    text_column("id", primary_key=True),
    workspace_column(),
    text_column("name"),
    text_column("note"),
    count_column("revision"),
    *change_columns("created_"),
    *change_columns("updated_"),
    UniqueConstraint("workspace_id", "id"),
)

precedent_list_entries = Table(
    "precedent_list_entries",
    metadata,
    *_of("list_id", "precedent_lists"),
    text_column("hub_id", primary_key=True),
    count_column("position"),
    text_column("note"),
    *change_columns("added_"),
)

hub_documents = Table(
    "hub_documents",
    metadata,
    text_column("id", primary_key=True),
    workspace_column(),
    text_column("hub_id"),
    text_column("name"),
    text_column("title"),
    text_column("url"),
    Column("issued_on", Words),  # YYYY-MM-DD
    text_column("media_type"),
    count_column("size_bytes"),
    count_column("pages"),
    text_column("sha256"),
    Column("report", Json(IngestReport), nullable=False),
    *change_columns("stored_"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "hub_id", "sha256"),
)

hub_document_contents = Table(
    "hub_document_contents",
    metadata,
    *_of("document_id", "hub_documents"),
    Column("document", Json(Document), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

hub_document_vectors = Table(
    "hub_document_vectors",
    metadata,
    *_of("document_id", "hub_documents"),
    text_column("model_id", primary_key=True),
    text_column("key", primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

precedent_queries = Table(
    "precedent_queries",
    metadata,
    Column("number", Integer, primary_key=True),
    workspace_column(),
    text_column("kind"),
    text_column("filters"),
    text_column("text_sha256"),
    Column("text", Words),  # only where the setting keeps it, and never of an outline
    text_column("outline_sha256"),
    count_column("hits"),
    *change_columns(),
)

Index(None, precedent_lists.c.workspace_id)
Index(None, precedent_queries.c.workspace_id)

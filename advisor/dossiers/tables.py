"""The tables. Each row that belongs to a workspace says which one; keys hold a row to the workspace of its dossier.

A change here needs a further file in migrations/versions; a test holds the two together.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from advisor.dossiers.column_types import Json, Moment, Words
from advisor.dossiers.records import Sentence
from advisor.drafting.model import ItemDraft
from advisor.forms.model import Form, FormItem
from advisor.ingest.document import Document, IngestReport

# Named, so that a later migration can change them on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, **how: Any) -> Column[str]:
    return Column(name, Words, nullable=False, **how)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _change(prefix: str = "") -> tuple[Column[Any], ...]:
    """When a row was made or changed, and who did it: the id, and the name as it was then."""
    return Column(f"{prefix}at", Moment, nullable=False), _text(f"{prefix}by_id"), _text(f"{prefix}by")


def _of_a_dossier(key: bool = False) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    """`key`: the dossier is the row's primary key, or the first part of it."""
    return (
        _text("workspace_id"),
        _text("dossier_id", primary_key=key),
        ForeignKeyConstraint(
            ["workspace_id", "dossier_id"], ["dossiers.workspace_id", "dossiers.id"], ondelete="CASCADE"
        ),
    )


def _of_an_evidence() -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        _text("workspace_id"),
        _text("evidence_id", primary_key=True),
        ForeignKeyConstraint(
            ["workspace_id", "evidence_id"], ["evidence.workspace_id", "evidence.id"], ondelete="CASCADE"
        ),
    )


def _of_an_item() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["dossier_id", "item_id"], ["items.dossier_id", "items.id"], ondelete="CASCADE")


workspaces = Table(
    "workspaces",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    Column("created_at", Moment, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    Column("created_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("workspace_id", Words, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("actor_id", Words, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    _text("role"),
)

dossiers = Table(
    "dossiers",
    metadata,
    _text("id", primary_key=True),
    Column("workspace_id", Words, ForeignKey("workspaces.id"), nullable=False),
    _text("title"),
    _text("program"),
    _count("round"),
    Column("hub_type", Words),
    Column("form", Json(Form), nullable=False),
    _text("form_name"),
    _count("revision"),
    *_change("created_"),
    *_change("updated_"),
    UniqueConstraint("workspace_id", "id"),
)

form_files = Table(
    "form_files",
    metadata,
    *_of_a_dossier(key=True),
    _text("name"),
    _text("sha256"),
    Column("data", LargeBinary, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    _text("id", primary_key=True),
    *_of_a_dossier(),
    _text("name"),
    _text("media_type"),
    _count("size_bytes"),
    _count("pages"),
    _text("sha256"),
    Column("report", Json(IngestReport), nullable=False),
    *_change("stored_"),
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
    _text("model_id", primary_key=True),
    _text("key", primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

# Of a deleted file only this is left: drafts may still cite it.
deleted_evidence = Table(
    "deleted_evidence",
    metadata,
    _text("evidence_id", primary_key=True),
    *_of_a_dossier(),
    _text("name"),
    *_change("deleted_"),
)

items = Table(
    "items",
    metadata,
    *_of_a_dossier(key=True),
    _text("id", primary_key=True),
    _count("position"),
    Column("form_item", Json(FormItem), nullable=False),
    _text("status"),
    _text("text"),
    Column("chosen", Json(tuple[str, ...]), nullable=False),
    Column("draft", Json(ItemDraft)),
    Column("sentences", Json(tuple[Sentence, ...]), nullable=False),
    _count("revision"),
    _text("note"),
    Column("removed", Boolean, nullable=False),  # no longer in the form; its texts are kept
    *_change("updated_"),
)

item_versions = Table(
    "item_versions",
    metadata,
    *_of_a_dossier(key=True),
    _text("item_id", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("text"),
    Column("chosen", Json(tuple[str, ...]), nullable=False),
    Column("sentences", Json(tuple[Sentence, ...]), nullable=False),
    _text("status"),
    _text("note"),
    Column("begun_at", Moment, nullable=False),  # of its first words; `at`: of its last
    *_change(),
    _of_an_item(),
)

comments = Table(
    "comments",
    metadata,
    _text("id", primary_key=True),
    *_of_a_dossier(),
    _text("item_id"),
    _text("text"),
    *_change(),
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
    _text("kind"),
    _text("detail"),
    *_change(),
)

Index(None, comments.c.dossier_id, comments.c.item_id)
Index(None, events.c.dossier_id)
Index(None, deleted_evidence.c.dossier_id)

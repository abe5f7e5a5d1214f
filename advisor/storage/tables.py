"""What all tables have in common, and those of workspaces and actors. Each domain keeps its own beside its store.

A change of any table needs a further file in migrations/versions; a test holds the two together.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from advisor.storage.column_types import Moment, Words

# Named, so that a later migration can change them on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text_column(name: str, **how: Any) -> Column[str]:
    """A text that is always there."""
    return Column(name, Words, nullable=False, **how)


def count_column(name: str) -> Column[int]:
    """A number that is always there."""
    return Column(name, Integer, nullable=False)


def change_columns(prefix: str = "") -> tuple[Column[Any], ...]:
    """When a row was made or changed, and who did it: the id, and the name as it was then."""
    return Column(f"{prefix}at", Moment, nullable=False), text_column(f"{prefix}by_id"), text_column(f"{prefix}by")


def workspace_column() -> Column[str]:
    """The workspace that the row belongs to."""
    return Column("workspace_id", Words, ForeignKey("workspaces.id"), nullable=False)


workspaces = Table(
    "workspaces",
    metadata,
    text_column("id", primary_key=True),
    text_column("name"),
    Column("created_at", Moment, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    text_column("id", primary_key=True),
    text_column("name"),
    Column("created_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("workspace_id", Words, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("actor_id", Words, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    text_column("role"),
)

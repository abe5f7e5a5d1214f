"""Entries, versions and log lines of the FAQ in the database, inside a transaction that is going on."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from advisor.answering.models import Intent
from advisor.errors import RecordMissing
from advisor.faq.records import (
    FaqEntry,
    FaqEvent,
    FaqStatus,
    FaqVersion,
    FaqVersionKind,
    PublishedEntry,
    ReviewReason,
)
from advisor.faq.rules import FaqWords
from advisor.faq.tables import faq_entries, faq_events, faq_versions
from advisor.messages import Language
from advisor.storage.actors import Actor


class Change(NamedTuple):
    """A change of one entry that is going on; its row is locked until the end."""

    connection: Connection
    actor: Actor
    at: datetime
    entry: FaqEntry

    def done(self, prefix: str = "") -> dict[str, Any]:
        """The columns that say when and by whom."""
        return done(self.actor, self.at, prefix)

    def put(self, **columns: Any) -> FaqEntry:
        """Change the entry's own row; it as it then stands."""
        columns |= {**self.done("updated_"), "revision": faq_entries.c.revision + 1}
        here = of_entry(self.actor, self.entry.id)
        self.connection.execute(update(faq_entries).where(here).values(columns))
        return read_entry(self.connection, self.actor, self.entry.id)

    def keep(self, kind: FaqVersionKind, words: FaqWords, status: FaqStatus, note: str = "", detail: str = "") -> None:
        """Add a version with these words and a line in the log."""
        keep(self.connection, self.actor, self.at, self.entry.id, kind, words, status, note, detail)


def done(actor: Actor, at: datetime, prefix: str = "") -> dict[str, Any]:
    return {f"{prefix}at": at, f"{prefix}by_id": actor.id, f"{prefix}by": actor.name}


def keep(
    connection: Connection, actor: Actor, at: datetime, entry_id: str, kind: FaqVersionKind, words: FaqWords,
    status: FaqStatus, note: str = "", detail: str = "",
) -> None:  # fmt: skip
    """Add the next version of an entry, and a line in the log."""
    of = {"workspace_id": actor.workspace, "entry_id": entry_id, "kind": kind, **done(actor, at)}
    newest = select(func.max(faq_versions.c.number)).where(faq_versions.c.entry_id == entry_id)
    number = (connection.execute(newest).scalar() or 0) + 1
    row = {"number": number, "status": status, "note": note, **words.model_dump(exclude={"quotes"})}
    connection.execute(insert(faq_versions).values({**of, **row, "quotes": words.quotes}))
    connection.execute(insert(faq_events).values({**of, "detail": detail or note}))


def of_entry(actor: Actor, entry_id: str) -> ColumnElement[bool]:
    """The condition for the entry, in the actor's workspace."""
    return (faq_entries.c.workspace_id == actor.workspace) & (faq_entries.c.id == entry_id)


def read_entry(connection: Connection, actor: Actor, entry_id: str, lock: bool = False) -> FaqEntry:
    """The entry. Raises RecordMissing("faq_entry_missing"), also for one of another workspace."""
    wanted = select(faq_entries).where(of_entry(actor, entry_id))
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise RecordMissing("faq_entry_missing")
    return entry_of(row)


def words_of(entry: FaqEntry) -> FaqWords:
    """What the entry says."""
    return FaqWords(question=entry.question, answer=entry.answer, variants=entry.variants, quotes=entry.quotes)


def entry_of(row: Row[Any]) -> FaqEntry:
    """A row of faq_entries."""
    return FaqEntry(
        id=row.id,
        status=FaqStatus(row.status),
        question=row.question,
        answer=row.answer,
        variants=row.variants,
        topic=Intent(row.topic),
        language=Language(row.language),
        asked=row.asked,
        inquiries=row.inquiries,
        asked_in=row.asked_in,
        quotes=row.quotes,
        binding=row.binding,
        reason=ReviewReason(row.reason) if row.reason else None,
        detail=row.detail,
        note=row.note,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        checked_by=row.checked_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
    )


def published_of(row: Row[Any]) -> PublishedEntry:
    """What the public sees of an approved row."""
    return PublishedEntry(
        id=row.id,
        question=row.question,
        answer=row.answer,
        variants=row.variants,
        topic=Intent(row.topic),
        language=Language(row.language),
        quotes=row.quotes,
        binding=row.binding,
        approved_at=row.approved_at,
    )


def version_of(row: Row[Any]) -> FaqVersion:
    """A row of faq_versions."""
    return FaqVersion(
        number=row.number,
        kind=FaqVersionKind(row.kind),
        status=FaqStatus(row.status),
        question=row.question,
        answer=row.answer,
        variants=row.variants,
        note=row.note,
        at=row.at,
        by=row.by,
    )


def event_of(row: Row[Any]) -> FaqEvent:
    """A row of faq_events."""
    return FaqEvent(
        number=row.number, at=row.at, by=row.by, kind=FaqVersionKind(row.kind), entry_id=row.entry_id, detail=row.detail
    )

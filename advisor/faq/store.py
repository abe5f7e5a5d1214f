"""The store of the FAQ. Each method is one transaction, in the actor's workspace; what is approved is for everybody."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import insert, select

from advisor.answering.models import Intent
from advisor.faq.records import (
    FaqEntry,
    FaqEvent,
    FaqStatus,
    FaqVersion,
    FaqVersionKind,
    PublishedEntry,
    ReviewReason,
)
from advisor.faq.rows import (
    done,
    entry_of,
    event_of,
    keep,
    published_of,
    read_entry,
    version_of,
    words_of,
)
from advisor.faq.rules import changed_meanwhile, faq_note, faq_words, refuse_status
from advisor.faq.steps import UNAPPROVED, FaqSteps
from advisor.faq.tables import faq_entries, faq_events, faq_versions
from advisor.inquiries.records import QuotedPassage
from advisor.messages import Language
from advisor.storage.actors import Actor
from advisor.storage.migrating import admit


class FaqStore(FaqSteps):
    """All that is kept of the FAQ. Safe to share between threads and processes.

    What belongs to another workspace is missing (RecordMissing). No version and no line of the log is ever changed or
    deleted. Faults of the database are ServiceFault; after any error nothing of the call is kept, except words that
    came too late (see `edit`).
    """

    def admit(self, actor: Actor) -> None:
        """Make the actor and the workspace known, where they are not. The local ones always are."""
        with self.database.writing() as connection:
            admit(connection, actor, self._clock())

    def create(
        self,
        actor: Actor,
        question: str,
        answer: str,
        *,
        topic: Intent,
        language: Language,
        variants: Iterable[str] = (),
        quotes: Iterable[QuotedPassage] = (),
        asked: int = 0,
        inquiries: Iterable[str] = (),
        asked_in: Iterable[str] = (),
        note: str = "",
    ) -> FaqEntry:
        """A new draft. Raises EditRejected("faq_too_long"), ("faq_too_many_variants"), ("note_too_long")."""
        words, kept = faq_words(question, answer, variants, quotes), faq_note(note)
        at, entry_id = self._clock(), uuid.uuid4().hex
        row = {
            **words.model_dump(exclude={"quotes"}),
            **UNAPPROVED,
            **done(actor, at, "created_"),
            **done(actor, at, "updated_"),
        }
        with self.database.writing() as connection:
            connection.execute(
                insert(faq_entries).values(
                    id=entry_id, workspace_id=actor.workspace, status=FaqStatus.DRAFT, topic=topic, language=language,
                    asked=asked, inquiries=tuple(inquiries), asked_in=tuple(asked_in), quotes=words.quotes,
                    reason=None, detail="", note=kept, revision=1, **row,
                )
            )  # fmt: skip
            keep(connection, actor, at, entry_id, FaqVersionKind.CREATE, words, FaqStatus.DRAFT, kept)
            return read_entry(connection, actor, entry_id)

    def entries(self, actor: Actor, statuses: Collection[FaqStatus] = ()) -> list[FaqEntry]:
        """The workspace's entries, the last changed first; all, or those in these statuses."""
        wanted = select(faq_entries).where(faq_entries.c.workspace_id == actor.workspace)
        if statuses:
            wanted = wanted.where(faq_entries.c.status.in_([str(status) for status in statuses]))
        wanted = wanted.order_by(faq_entries.c.updated_at.desc(), faq_entries.c.id)
        with self.database.reading() as connection:
            return [entry_of(row) for row in connection.execute(wanted)]

    def entry(self, actor: Actor, entry_id: str) -> FaqEntry:
        """One entry. Raises RecordMissing("faq_entry_missing")."""
        with self.database.reading() as connection:
            return read_entry(connection, actor, entry_id)

    def edit(
        self,
        actor: Actor,
        entry_id: str,
        revision: int,
        *,
        question: str | None = None,
        answer: str | None = None,
        variants: Iterable[str] | None = None,
        quotes: Iterable[QuotedPassage] | None = None,
        topic: Intent | None = None,
        note: str = "",
    ) -> FaqEntry:
        """Change what is given, on top of `revision`. The words that the entry already has are no change.

        An approved entry goes back to review (EDITED) and answers nobody until it is approved again; its approved
        words stay in the versions. Raises FaqEditRejected("faq_changed_meanwhile") when somebody was faster: the words
        are kept as a version of kind CONFLICT; ("faq_status_wrong") for a retired one; EditRejected as `create`.
        """
        kept = faq_note(note)
        with self._changing(actor, entry_id) as change:
            now = change.entry
            words = faq_words(
                now.question if question is None else question,
                now.answer if answer is None else answer,
                now.variants if variants is None else variants,
                now.quotes if quotes is None else quotes,
            )
            if words == words_of(now) and topic in {None, now.topic}:
                return now
            if now.revision == revision:
                refuse_status(now, set(FaqStatus) - {FaqStatus.RETIRED})
                was_approved = now.status is FaqStatus.APPROVED
                status = FaqStatus.IN_REVIEW if was_approved else now.status
                columns = {**UNAPPROVED, "reason": ReviewReason.EDITED, "detail": ""} if was_approved else {}
                columns |= {**words.model_dump(exclude={"quotes"}), "quotes": words.quotes, "note": kept}
                change.keep(FaqVersionKind.EDIT, words, status, kept)
                return change.put(status=status, topic=topic or now.topic, **columns)
            change.keep(FaqVersionKind.CONFLICT, words, now.status, kept)
        raise changed_meanwhile(now)

    def versions(self, actor: Actor, entry_id: str) -> list[FaqVersion]:
        """Every state of the entry, oldest first. Raises RecordMissing("faq_entry_missing")."""
        with self.database.reading() as connection:
            read_entry(connection, actor, entry_id)
            wanted = select(faq_versions).where(faq_versions.c.entry_id == entry_id).order_by(faq_versions.c.number)
            return [version_of(row) for row in connection.execute(wanted)]

    def events(self, actor: Actor, entry_id: str | None = None) -> list[FaqEvent]:
        """The log of the workspace, or of one of its entries, oldest first."""
        wanted = select(faq_events).where(faq_events.c.workspace_id == actor.workspace)
        if entry_id is not None:
            wanted = wanted.where(faq_events.c.entry_id == entry_id)
        with self.database.reading() as connection:
            return [event_of(row) for row in connection.execute(wanted.order_by(faq_events.c.number))]

    def published(self) -> list[PublishedEntry]:
        """The approved entries of all workspaces, the newest approval first, with what the public may see."""
        with self.database.reading() as connection:
            wanted = select(faq_entries).where(faq_entries.c.status == FaqStatus.APPROVED)
            ordered = wanted.order_by(faq_entries.c.approved_at.desc(), faq_entries.c.id)
            return [published_of(row) for row in connection.execute(ordered)]

    def published_state(self) -> str:
        """A short text that changes with every change of what is published, and with nothing else."""
        wanted = select(faq_entries.c.id, faq_entries.c.revision).where(faq_entries.c.status == FaqStatus.APPROVED)
        with self.database.reading() as connection:
            rows = connection.execute(wanted.order_by(faq_entries.c.id)).all()
        return hashlib.sha256("\n".join(f"{row.id} {row.revision}" for row in rows).encode()).hexdigest()[:32]

    def approved_everywhere(self) -> Sequence[tuple[str, FaqEntry]]:
        """Each approved entry with its workspace, for the check that runs by itself."""
        with self.database.reading() as connection:
            wanted = select(faq_entries).where(faq_entries.c.status == FaqStatus.APPROVED).order_by(faq_entries.c.id)
            return [(row.workspace_id, entry_of(row)) for row in connection.execute(wanted)]

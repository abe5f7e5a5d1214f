"""From draft to approval and out again: a named person decides; each step leaves a version and a line in the log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from advisor.dossiers.transactions import this_moment
from advisor.errors import EditRejected
from advisor.faq.personal import Public
from advisor.faq.records import Binding, FaqEntry, FaqStatus, FaqVersionKind, ReviewReason
from advisor.faq.rows import Change, read_entry, words_of
from advisor.faq.rules import changed_meanwhile, faq_note, refuse_status, refuse_unready
from advisor.storage.actors import Actor
from advisor.storage.database import Database

UNAPPROVED: dict[str, Any] = {"binding": None, "checked_by": "", "approved_at": None, "approved_by": ""}


class FaqSteps:
    """The steps of an entry's status: the part of the store that changes nothing else."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = this_moment) -> None:
        self.database = database
        self._clock = clock

    def to_review(self, actor: Actor, entry_id: str, revision: int, note: str = "") -> FaqEntry:
        """Ask for a review of a draft, or of an entry that was taken down.

        Raises FaqEditRejected("faq_changed_meanwhile"), ("faq_status_wrong").
        """
        kept = faq_note(note)
        with self._changing(actor, entry_id, revision) as change:
            refuse_status(change.entry, {FaqStatus.DRAFT, FaqStatus.RETIRED})
            change.keep(FaqVersionKind.TO_REVIEW, words_of(change.entry), FaqStatus.IN_REVIEW, kept)
            return change.put(status=FaqStatus.IN_REVIEW, note=kept)

    def take_back(self, actor: Actor, entry_id: str, revision: int, note: str = "") -> FaqEntry:
        """Take an approval back: the entry is in review again (TAKEN_BACK) and answers nobody.

        Raises FaqEditRejected("faq_changed_meanwhile"), ("faq_status_wrong").
        """
        kept = faq_note(note)
        with self._changing(actor, entry_id, revision) as change:
            refuse_status(change.entry, {FaqStatus.APPROVED})
            change.keep(FaqVersionKind.TO_REVIEW, words_of(change.entry), FaqStatus.IN_REVIEW, kept)
            return change.put(
                status=FaqStatus.IN_REVIEW, note=kept, reason=ReviewReason.TAKEN_BACK, detail="", **UNAPPROVED
            )

    def approve(
        self,
        actor: Actor,
        entry_id: str,
        binding: Binding,
        checked: bool,
        revision: int,
        public: Public | None = None,
        note: str = "",
    ) -> FaqEntry:
        """Approve an entry in review as it was read. `checked`: the approver looked for personal data and found none;
        `public`: contacts that anybody may read.

        Raises EditRejected("approver_unnamed"), FaqEditRejected("faq_changed_meanwhile"), ("faq_status_wrong"),
        ("faq_empty"), ("faq_unchecked"), ("faq_mask_left"), ("faq_personal_left").
        """
        kept = faq_note(note)
        if not actor.name.strip():
            raise EditRejected("approver_unnamed")
        with self._changing(actor, entry_id, revision) as change:
            refuse_status(change.entry, {FaqStatus.IN_REVIEW})
            refuse_unready(change.entry, checked, public)
            change.keep(FaqVersionKind.APPROVE, words_of(change.entry), FaqStatus.APPROVED, kept)
            return change.put(
                status=FaqStatus.APPROVED, binding=binding, checked_by=actor.name, approved_by=actor.name,
                approved_at=change.at, reason=None, detail="", note=kept,
            )  # fmt: skip

    def retire(self, actor: Actor, entry_id: str, revision: int, note: str = "") -> FaqEntry:
        """Take an entry down for good. Raises FaqEditRejected("faq_changed_meanwhile"), ("faq_status_wrong")."""
        kept = faq_note(note)
        with self._changing(actor, entry_id, revision) as change:
            refuse_status(change.entry, set(FaqStatus) - {FaqStatus.RETIRED})
            change.keep(FaqVersionKind.RETIRE, words_of(change.entry), FaqStatus.RETIRED, kept)
            return change.put(status=FaqStatus.RETIRED, note=kept, reason=None, detail="", **UNAPPROVED)

    def return_to_review(
        self, actor: Actor, entry_id: str, reason: ReviewReason, detail: str = "", revision: int | None = None
    ) -> FaqEntry | None:
        """Take an approved entry out of the answers, because of `reason`. None, and nothing is done, when it is not
        approved any more, or no longer at `revision`. Raises RecordMissing("faq_entry_missing")."""
        with self._changing(actor, entry_id) as change:
            now = change.entry
            if now.status is not FaqStatus.APPROVED or revision not in {None, now.revision}:
                return None
            told = faq_note(detail[:1_000])
            change.keep(FaqVersionKind.RETURN, words_of(now), FaqStatus.IN_REVIEW, detail=f"{reason} {told}".strip())
            return change.put(status=FaqStatus.IN_REVIEW, reason=reason, detail=told, **UNAPPROVED)

    @contextmanager
    def _changing(self, actor: Actor, entry_id: str, revision: int | None = None) -> Iterator[Change]:
        """A change of the entry in one transaction, its row locked first.

        Raises RecordMissing("faq_entry_missing"), FaqEditRejected("faqchanged_meanwhile") where `revision` is given.
        """
        with self.database.writing() as connection:
            entry = read_entry(connection, actor, entry_id, lock=True)
            if revision is not None and entry.revision != revision:
                raise changed_meanwhile(entry)
            yield Change(connection, actor, self._clock(), entry)

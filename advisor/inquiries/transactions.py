"""The parts of the store have this in common: the database, the clock, and what they are told to work with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from advisor.errors import RecordMissing
from advisor.inquiries.change import Change, begun_counters, locked_counters
from advisor.inquiries.inquiry_rows import read_kept
from advisor.inquiries.inquiry_rules import Kept
from advisor.inquiries.records import ApprovedAnswer, Incoming, Inquiry, ReplyDraft
from advisor.inquiries.threads import Candidate, Joining, joined
from advisor.programs.schedule import JST
from advisor.replies.approved import approved_answers_of
from advisor.storage.actors import Actor
from advisor.storage.database import Database

Join = Callable[[Incoming, Sequence[Candidate]], Joining | None]
AnswersOf = Callable[[Inquiry, str, ReplyDraft | None, datetime, str], tuple[ApprovedAnswer, ...]]


def this_moment() -> datetime:
    """Now in Asia/Tokyo, to the microsecond: versions follow each other within a second."""
    return datetime.now(JST)


class Stored:
    """A part of the store. `join`: where an arriving message belongs; `answers_of`: what an approved text answers."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = this_moment,
        join: Join = joined,
        answers_of: AnswersOf = approved_answers_of,
    ) -> None:
        self.database = database
        self._clock = clock
        self._join = join
        self._answers_of = answers_of

    @contextmanager
    def _entering(self, actor: Actor) -> Iterator[Change]:
        """A change that may bring new inquiries. Raises RecordMissing("workspace_missing")."""
        with self.database.writing() as connection:
            counters = begun_counters(connection, actor)
            change = Change(connection, actor, self._clock(), counters)
            yield change
            change.finish()

    @contextmanager
    def _changing(self, actor: Actor, inquiry_id: str) -> Iterator[tuple[Change, Kept]]:
        """A change of an inquiry in one transaction. Raises RecordMissing("inquiry_missing")."""
        with self.database.writing() as connection:
            counters = locked_counters(connection, actor)
            if counters is None:
                raise RecordMissing("inquiry_missing")
            change = Change(connection, actor, self._clock(), counters)
            yield change, read_kept(connection, actor, inquiry_id)
            change.finish()

    @contextmanager
    def _reading(self, actor: Actor, inquiry_id: str) -> Iterator[tuple[Connection, Inquiry]]:
        """Reading of an inquiry in one transaction. Raises RecordMissing("inquiry_missing")."""
        with self.database.reading() as connection:
            yield connection, read_kept(connection, actor, inquiry_id).inquiry

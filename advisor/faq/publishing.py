"""The published FAQ as a part of what answers are drawn from, kept up to date while a service runs."""

import logging
import threading
import time
from collections.abc import Callable

from advisor.dates import now
from advisor.errors import AdvisorError
from advisor.faq.expiry import return_expired
from advisor.faq.shelf import FaqShelf
from advisor.faq.store import FaqStore
from advisor.knowledge import Knowledge
from advisor.retrieval.embedding import Vectors
from advisor.storage.database import Database

log = logging.getLogger(__name__)
_AT_ONCE = 0.0  # in place of the moment of the next look
_LOOK_S = 2.0  # between two looks at whether the FAQ has changed, here or in another process
_REST_S = 30.0  # after a database that could not be read
_RECHECK_S = 600.0  # between two looks at whether time has overtaken an entry


class PublishedFaq:
    """Puts the approved entries that hold into the knowledge. `database`: the one that has them; None where there is
    none yet. Safe to share between threads: one looks, the others go on with what was published before."""

    def __init__(self, database: Callable[[], Database | None]) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._base: Knowledge | None = None
        self._served: Knowledge | None = None
        self._state = ""
        self._vectors: dict[str, Vectors] = {}  # of wordings, so that a change embeds only what is new
        self._look_at = _AT_ONCE
        self._recheck_at = 0.0

    def attached(self, knowledge: Knowledge) -> Knowledge:
        """The knowledge with the FAQ as it is published; without it where it cannot be read, which the log says."""
        known = self._served if self._base is knowledge else None
        look_at = self._look_at
        if known is not None and time.monotonic() < look_at:
            return known
        # After a change here nobody goes on with what was published before: whoever looks now may have begun earlier.
        if not self._lock.acquire(blocking=known is None or look_at == _AT_ONCE):
            return known or knowledge
        try:
            return self._looked(knowledge)
        finally:
            self._lock.release()

    def changed(self) -> None:
        """Look with the next question: something has changed here."""
        self._look_at = _AT_ONCE

    def _looked(self, knowledge: Knowledge) -> Knowledge:
        moment = time.monotonic()
        known = self._served if self._base is knowledge else None
        if known is not None and moment < self._look_at:
            return known
        try:
            self._look_at = moment + _LOOK_S
            served = self._published(knowledge, known, moment)
        except AdvisorError as fault:
            log.warning("the FAQ cannot be read: %s", fault.code)
            self._look_at = moment + _REST_S
            served = known or knowledge
        self._base, self._served = knowledge, served
        return served

    def _published(self, knowledge: Knowledge, known: Knowledge | None, moment: float) -> Knowledge:
        database = self._database()
        if database is None:
            return knowledge
        store = FaqStore(database)
        if known is None or moment >= self._recheck_at:
            self._recheck_at = moment + _RECHECK_S
            for entry in return_expired(store, now(), knowledge):
                log.info("an entry of the FAQ went back to review: %s, %s", entry.id, entry.reason)
        state = store.published_state()
        if known is not None and state == self._state:
            return known
        self._state = state
        entries = store.published()
        return knowledge.with_faq(FaqShelf.build(entries, knowledge, self._vectors)) if entries else knowledge

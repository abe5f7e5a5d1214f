"""Notices that the corpus has changed, and loads it beside what serves.

Polling, not file events: it works on every file system, and a look at the few dozen files takes under a millisecond.
"""

import os
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from advisor.corpus.checks.check import check_corpus
from advisor.corpus.rounds.proposals import FOLDER as PROPOSALS
from advisor.knowledge import Knowledge
from advisor.settings import Settings
from advisor.values import Value

INTERVAL_S = 2.0
_UNWATCHED = {PROPOSALS, "vectors"}  # folders that answers do not come from
_UNFINISHED = ".part"

Stamp = tuple[tuple[str, int, int, int], ...]
Reloaded = Knowledge | Exception


class CorpusStatus(StrEnum):
    """Whether the corpus on disk serves. REJECTED: the last good one does."""

    CURRENT = "current"
    REJECTED = "rejected"


class CorpusState(Value):
    """`problem`: file, path in it and reason, where the corpus on disk was rejected."""

    corpus: CorpusStatus = CorpusStatus.CURRENT
    problem: str | None = None


class CorpusWatch:
    """A daemon thread that calls `take` with new knowledge, or with what was wrong, after each change of the corpus.

    `served` gives the knowledge that serves, if any: its models are used again. What was there when the watch was
    made counts as known.
    """

    def __init__(
        self, settings: Settings, served: Callable[[], Knowledge | None], take: Callable[[Reloaded], None]
    ) -> None:
        self._settings, self._served, self._take = settings, served, take
        self._known = stamp(settings.corpus_dir)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch-corpus", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        if not self._stopped.is_set():
            self._thread.start()

    def stop(self) -> None:
        """Watch no more. A load under way ends by itself and is dropped."""
        self._stopped.set()

    def _run(self) -> None:
        seen = self._known
        while not self._stopped.wait(INTERVAL_S):
            now = stamp(self._settings.corpus_dir)
            settled, seen = now == seen, now  # a corpus that is still being written is left alone
            if settled and now != self._known:
                self._reload(now)

    def _reload(self, found: Stamp) -> None:
        reloaded: Reloaded
        try:
            reloaded = load_checked(self._settings, self._served())
        except Exception as fault:  # noqa: BLE001  whatever is wrong with the corpus, the last good one goes on serving
            reloaded = fault
        if self._stopped.is_set() or stamp(self._settings.corpus_dir) != found:
            return  # changed again meanwhile: what was loaded may be a mixture
        self._known = found
        self._take(reloaded)


def load_checked(settings: Settings, served: Knowledge | None) -> Knowledge:
    """The knowledge of the corpus as it stands, once nothing is wrong with it. Raises CorpusError for its first
    problem, and what `Knowledge.load` raises."""
    problems = check_corpus(settings.corpus_dir)
    if problems:
        raise problems[0].error()
    if served is None:
        return Knowledge.load(settings)
    return Knowledge.load(settings, embedder=served.embedder, reranker=served.reranker)


def stamp(corpus_dir: Path) -> Stamp:
    """Name, time, size and number of each file that answers come from."""
    found = []
    for folder, folders, files in os.walk(corpus_dir):
        folders[:] = sorted(name for name in folders if name not in _UNWATCHED)
        for name in sorted(files):
            if name.endswith(_UNFINISHED):
                continue
            path = Path(folder) / name
            try:
                status = path.stat()
            except OSError:  # gone since it was listed: its absence is the change
                continue
            found.append((str(path), status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(found)

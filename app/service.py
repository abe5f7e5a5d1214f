"""What both faces share: the settings and the knowledge, which may still be loading or may have failed to load.

A running service keeps the last good knowledge: when the corpus changes it is checked and loaded beside, and takes
over only when nothing is wrong with it.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import lru_cache

from advisor.answering.events import Event
from advisor.answering.flow import answer, answer_events
from advisor.answering.models import Answer, Question
from advisor.errors import AdvisorError, IndexUnavailable
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.settings import Settings
from app.corpus_watch import CorpusState, CorpusStatus, CorpusWatch, Reloaded

_REMEMBERED = 1024  # answers, of the knowledge that serves

log = logging.getLogger(__name__)


class Service:
    """Hands out the knowledge once it is there. Loading runs beside the server: health checks answer meanwhile."""

    def __init__(self, settings: Settings, knowledge: Knowledge | None = None) -> None:
        self.settings = settings
        self._loaded: Future[Knowledge] = Future()
        self._begun = knowledge is not None
        self._watch: CorpusWatch | None = None
        self._corpus = CorpusState()
        self._remembering: tuple[Knowledge, Callable[[Question], Answer]] | None = None
        if knowledge is not None:
            self._loaded.set_result(knowledge)

    def start(self) -> None:
        """Begin to load, and to watch the corpus, unless that has begun or the knowledge was given."""
        if self._begun:
            return
        self._begun = True
        if self.settings.watch_corpus:
            self._watch = CorpusWatch(self.settings, self._served, self._take)
        loader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load-knowledge")
        self._loaded = loader.submit(Knowledge.load, self.settings)
        self._loaded.add_done_callback(_log_failure)
        if self._watch is not None:
            watch = self._watch
            self._loaded.add_done_callback(lambda _: watch.start())
        loader.shutdown(wait=False)

    def stop(self) -> None:
        """End the watching; does not wait for a load under way."""
        if self._watch is not None:
            self._watch.stop()

    def wait(self, timeout_s: float) -> None:
        """Return when loading has ended, one way or the other, or the time is over."""
        wait([self._loaded], timeout=timeout_s)

    def knowledge(self) -> Knowledge:
        """The knowledge. Raises IndexUnavailable while it loads, and what loading raised when it failed.

        A request takes it once and keeps it to its end, whatever takes over meanwhile.
        """
        loaded = self._loaded
        if not loaded.done():
            raise IndexUnavailable("service_starting")
        failure = loaded.exception()
        if failure is None:
            return loaded.result()
        if isinstance(failure, AdvisorError):
            raise failure.with_traceback(None)
        raise IndexUnavailable("service_not_loaded")

    def answer(self, question: Question) -> Answer:
        """The answer to `question`; one that was asked alike a moment ago is remembered, with the times it took then.

        Raises what `knowledge` raises, and QuestionRejected for a question that cannot be taken.
        """
        knowledge = self.knowledge()
        if self._remembering is None or self._remembering[0] is not knowledge:
            self._remembering = knowledge, lru_cache(maxsize=_REMEMBERED)(lambda asked: answer(asked, knowledge))
        return self._remembering[1](question)

    def events(self, question: Question) -> Iterator[Event]:
        """The answer as it comes. Raises what `answer` raises, before the first event."""
        knowledge = self.knowledge()
        return answer_events(question, knowledge)

    def corpus(self) -> CorpusState:
        """Whether what is served is the corpus as it stands on disk, or the last good one and why."""
        return self._corpus

    def _served(self) -> Knowledge | None:
        return self._loaded.result() if self._loaded.done() and self._loaded.exception() is None else None

    def _take(self, reloaded: Reloaded) -> None:
        """Let new knowledge serve, or note why it does not."""
        if isinstance(reloaded, Knowledge):
            taken: Future[Knowledge] = Future()
            taken.set_result(reloaded)
            self._loaded = taken
            self._corpus = CorpusState()
            log.info("the corpus has changed and serves now: %d sources", len(reloaded.sources))
            return
        self._corpus = CorpusState(corpus=CorpusStatus.REJECTED, problem=_reason(reloaded))
        log.error("the changed corpus is not served: %s", self._corpus.problem, exc_info=_unexpected(reloaded))


def _reason(fault: Exception) -> str:
    """In one line; a fault that is no message for people stays in the log."""
    text = fault.user_message() if isinstance(fault, AdvisorError) else say("rounds.reload_failed")
    return " ".join(text.split())


def _unexpected(fault: Exception) -> Exception | None:
    return None if isinstance(fault, AdvisorError) else fault


def _log_failure(loaded: Future[Knowledge]) -> None:
    failure = loaded.exception()
    if failure is not None:
        log.error("the knowledge could not be loaded: %s", failure, exc_info=failure)

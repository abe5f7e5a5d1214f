"""What both faces share: the settings and the knowledge, which may still be loading or may have failed to load.

A running service keeps the last good knowledge: when the corpus changes it is checked and loaded beside, and takes
over only when nothing is wrong with it.
"""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime

from cachetools import LRUCache

from advisor.answering.events import Event, EventKind
from advisor.answering.flow import answer_events, at_once
from advisor.answering.models import Answer, NoticeKind, Question
from advisor.desks import AllDesks, Desks
from advisor.dossiers.desk import Desk
from advisor.errors import AdvisorError, IndexUnavailable
from advisor.faq.desk import FaqDesk
from advisor.faq.records import PublishedEntry
from advisor.inquiries.desk import InquiryDesk
from advisor.inquiries.records import Channel
from advisor.knowledge import Knowledge
from advisor.llm.chat import make_chat
from advisor.messages import Language, say
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.room import PrecedentRoom
from advisor.settings import Settings
from advisor.storage.actors import Actor
from app.corpus_watch import CorpusState, CorpusStatus, CorpusWatch, Reloaded

_REMEMBERED = 1024  # answers, of the knowledge that serves

log = logging.getLogger(__name__)


class Service:
    """Hands out the knowledge once it is there. Loading runs beside the server: health checks answer meanwhile."""

    def __init__(self, settings: Settings, knowledge: Knowledge | None = None) -> None:
        self.settings = settings
        self.chat = make_chat(settings)
        self._loaded: Future[Knowledge] = Future()
        self._begun = knowledge is not None
        self._watch: CorpusWatch | None = None
        self._corpus = CorpusState()
        self._remembering: tuple[Knowledge | None, LRUCache[Question, Answer]] = (None, LRUCache(_REMEMBERED))
        self._remembering_lock = threading.Lock()
        self._described: tuple[Knowledge, Descriptions] | None = None
        self._desks = Desks(settings, self.chat, self.answer)
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
        """End the watching and let go of the database; does not wait for a load under way."""
        if self._watch is not None:
            self._watch.stop()
        self._desks.close()

    def wait(self, timeout_s: float) -> None:
        """Return when loading has ended, one way or the other, or the time is over."""
        wait([self._loaded], timeout=timeout_s)

    def knowledge(self) -> Knowledge:
        """The knowledge, with the FAQ as it is published. Raises IndexUnavailable while it loads, and what loading
        raised when it failed.

        A request takes it once and keeps it to its end, whatever takes over meanwhile.
        """
        return self._desks.published.attached(self._corpus_alone())

    def _corpus_alone(self) -> Knowledge:
        loaded = self._loaded
        if not loaded.done():
            raise IndexUnavailable("service_starting")
        failure = loaded.exception()
        if failure is None:
            return loaded.result()
        if isinstance(failure, AdvisorError):
            raise failure.with_traceback(None)
        raise IndexUnavailable("service_not_loaded")

    def desk(self) -> tuple[Desk, Actor]:
        """The desk where dossiers are prepared, and who works at it: in local mode the one local user.

        Raises DraftingOff where the settings keep it shut, what `knowledge` raises, and ServiceFault when the database
        cannot be opened.
        """
        desks, actor = self._at_work()
        return desks.dossiers, actor

    def inquiry_desk(self) -> tuple[InquiryDesk, Actor]:
        """The secretariat's desk, and who works at it. Raises what `desk` raises."""
        desks, actor = self._at_work()
        return desks.inquiries, actor

    def faq_desk(self) -> tuple[FaqDesk, Actor]:
        """The desk of the FAQ, and who works at it. Raises what `desk` raises."""
        desks, actor = self._at_work()
        return desks.faq, actor

    def precedent_room(self) -> tuple[PrecedentRoom, Actor]:
        """The evaluator's room, and who works in it. Raises what `desk` raises."""
        desks, actor = self._at_work()
        return desks.precedents, actor

    def descriptions(self) -> Descriptions:
        """What the public search for precedents holds texts against; it needs no database."""
        knowledge = self._corpus_alone()
        with self._remembering_lock:
            if self._described is None or self._described[0] is not knowledge:
                self._described = knowledge, Descriptions.of(knowledge)
            return self._described[1]

    def _at_work(self) -> tuple[AllDesks, Actor]:
        return self._desks.at_work(self._corpus_alone)

    def public_faq(self, as_of: datetime, language: Language | None = None) -> list[PublishedEntry]:
        """The published entries of the FAQ that hold at `as_of`, for everybody."""
        shelf = self.knowledge().faq
        return [] if shelf is None else shelf.in_force(as_of, language)

    def ask_secretariat(self, question: str, name: str = "", organisation: str = "", email: str = "") -> int:
        """Keep what somebody asks by the form; the number it is kept under.

        Raises EditRejected("form_off") where the form is not offered, ("inquiry_empty").
        """
        desk, actor = self._desks.behind_form(self._corpus_alone())
        taken = desk.take_text(
            actor,
            question,
            sender_name=name,
            sender_email=email,
            organisation=organisation,
            channel=Channel.FORM,
        )
        return taken.number

    def answer(self, question: Question) -> Answer:
        """The answer to `question`; one that was asked alike a moment ago is remembered, with the times it took then.

        Raises what `knowledge` raises, and QuestionRejected for a question that cannot be taken.
        """
        *_, last = self.events(question)
        return last.answer

    def events(self, question: Question) -> Iterator[Event]:
        """The answer as it comes. Raises what `answer` raises, before the first event."""
        knowledge = self.knowledge()
        known = self._remembered(question, knowledge)
        if known is not None:
            yield from at_once(known)
            return
        for event in answer_events(question, knowledge, self.chat):
            if event.kind is EventKind.ANSWER:
                self._remember(question, event.answer, knowledge)
            yield event

    def _remembered(self, question: Question, knowledge: Knowledge) -> Answer | None:
        with self._remembering_lock:
            if self._remembering[0] is not knowledge:
                self._remembering = knowledge, LRUCache(_REMEMBERED)
            return self._remembering[1].get(question)

    def _remember(self, question: Question, given: Answer, knowledge: Knowledge) -> None:
        if any(notice.kind is NoticeKind.DEGRADED for notice in given.notices):
            return  # the language model may be back the next time
        with self._remembering_lock:
            if self._remembering[0] is knowledge:
                self._remembering[1][question] = given

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
    if isinstance(failure, AdvisorError):  # says what to do; where in the code it was found helps nobody
        cause = f" ({failure.__cause__!r})" if failure.__cause__ else ""
        log.error("the knowledge could not be loaded: %s%s", failure, cause)
    elif failure is not None:
        log.error("the knowledge could not be loaded: %s", failure, exc_info=failure)

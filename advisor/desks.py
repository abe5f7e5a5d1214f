"""The desks over one database: dossiers, inquiries, the FAQ, precedents.

Opened when first asked for, made anew with the knowledge. In local mode there is one actor.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question
from advisor.dossiers.desk import Desk
from advisor.dossiers.store import DossierStore
from advisor.errors import DraftingOff, EditRejected
from advisor.evidence.limits import MEGABYTE, Limits
from advisor.faq.desk import FaqDesk
from advisor.faq.publishing import PublishedFaq
from advisor.faq.store import FaqStore
from advisor.inquiries.desk import InquiryDesk
from advisor.inquiries.store import InquiryStore
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat, make_chat
from advisor.precedents.outlines import OutlineShelf
from advisor.precedents.room import PrecedentRoom, make_room
from advisor.replies.office import office_of
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import Database, database_exists, open_database


@dataclass(frozen=True)
class AllDesks:
    """The desks, all over the same knowledge."""

    knowledge: Knowledge
    dossiers: Desk
    inquiries: InquiryDesk
    faq: FaqDesk
    precedents: PrecedentRoom


class Desks:
    """Makes the desks of one service. `ask` answers a question from what is published."""

    def __init__(
        self,
        settings: Settings,
        chat: Chat | None,
        ask: Callable[[Question], Answer],
    ) -> None:
        self._settings = settings
        self._chat = chat
        self._ask = ask
        self.published = PublishedFaq(self.existing_database)
        self._outlines = OutlineShelf()  # lent for a session: they outlast the knowledge
        self._database: Database | None = None
        self._made: AllDesks | None = None
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._database is not None:
                self._database.close()
            self._database = self._made = None

    def existing_database(self) -> Database | None:
        """The database; None where none was made yet. Raises ServiceFault."""
        return self.database() if self._database is not None or database_exists(self._settings) else None

    def database(self) -> Database:
        """The database, made where there is none. Raises ServiceFault."""
        with self._lock:
            if self._database is None:
                self._database = open_database(self._settings)
            return self._database

    def at_work(self, knowledge: Callable[[], Knowledge]) -> tuple[AllDesks, Actor]:
        """The desks, and who works at them. Raises DraftingOff where the settings keep them shut, ServiceFault."""
        if not self._settings.drafting_open:
            raise DraftingOff("drafting_off")
        return self.made(knowledge()), Actor()

    def behind_form(self, knowledge: Knowledge) -> tuple[InquiryDesk, Actor]:
        """Where what the public asks by the form arrives. Raises EditRejected("form_off") where it is shut."""
        if not self._settings.secretariat_form_open:
            raise EditRejected("form_off")
        return self.made(knowledge).inquiries, Actor()

    def made(self, knowledge: Knowledge) -> AllDesks:
        """The desks, whoever asks. Raises ServiceFault."""
        with self._lock:
            if self._made is None or self._made.knowledge is not knowledge:
                self._made = self._make(knowledge)
            return self._made

    def _make(self, knowledge: Knowledge) -> AllDesks:
        settings, database = self._settings, self.database()
        limits = Limits(
            max_file_bytes=settings.evidence_file_mb * MEGABYTE,
            max_pages=settings.evidence_pages,
            max_files=settings.evidence_files,
            max_total_bytes=settings.evidence_total_mb * MEGABYTE,
        )
        inquiries = InquiryStore(database)
        office, days = office_of(settings), settings.reply_working_days
        return AllDesks(
            knowledge=knowledge,
            dossiers=Desk(DossierStore(database), knowledge, self._chat, limits),
            inquiries=InquiryDesk(inquiries, knowledge, self._ask, office, days, limits),
            faq=FaqDesk(FaqStore(database), knowledge, inquiries.approved_answers, self.published.changed),
            precedents=make_room(database, knowledge, self._outlines),
        )


@contextmanager
def opened_desks(settings: Settings) -> Iterator[AllDesks]:
    """The desks for one command of a person at this machine. Raises what loading and opening raise."""
    knowledge, chat = Knowledge.load(settings), make_chat(settings)
    desks = Desks(settings, chat, lambda question: answer(question, desks.published.attached(knowledge), chat))
    try:
        yield desks.made(knowledge)
    finally:
        desks.close()


def with_published_faq(knowledge: Knowledge, settings: Settings) -> Knowledge:
    """The knowledge with what the FAQ has published on this machine, if anything."""
    database = open_database(settings) if database_exists(settings) else None
    try:
        return PublishedFaq(lambda: database).attached(knowledge)
    finally:
        if database is not None:
            database.close()

"""What happens when somebody does something on the page. Each handler returns the pieces of the page that change."""

import logging
from collections.abc import Collection, Iterator
from html import escape
from typing import Any

import gradio as gr

from advisor.answering.events import Event, EventKind
from advisor.answering.models import Question
from advisor.dates import parse_as_of
from advisor.errors import AdvisorError
from advisor.faq.shelf import FAQ_KIND
from advisor.messages import Language, say
from app.clock import contact_at, describe, state_at
from app.present import answer_html
from app.service import Service
from app.ui.address import Address
from app.ui.conversation import Conversation, Turn
from app.ui.office_form import OFFERED, ask_office, office_form_html
from app.ui.panels import clock_html, contact_html, documents_html, message_html, status_html
from app.ui.source_panel import source_html

log = logging.getLogger(__name__)
Pieces = dict[str, Any]
STARTING_S = 30


class Handlers:
    """The handlers of one page (one language). They keep nothing: the conversation comes from the browser."""

    def __init__(self, service: Service, language: Language, tabs: Collection[str] = ()) -> None:
        self._service = service
        self._language = language
        self._tabs = tabs  # that an address can name

    def restore(self, stored: Any, address: Address) -> Pieces:
        """The page as it was left, or as its address says; while the service starts it waits a little.

        An address that names a guide or a 基準日 decides the 基準日: what is shared is shown as it was, to anybody.
        """
        self._service.wait(STARTING_S)
        conversation = Conversation.read(stored)
        status = self._status("restored") if conversation.turns else ""
        is_link = address.tab is not None or address.as_of is not None
        as_of = (address.as_of or "") if is_link else conversation.as_of
        wrong = []
        if is_link and "clock" not in self.dated(as_of):
            as_of = ""
            wrong.append(say("guides_ui.link_as_of_unknown", self._language))
        pieces = {**self.dated(as_of), **self._turns(conversation), "documents": self._documents()}
        if address.tab in self._tabs:
            pieces["tabs"] = gr.Tabs(selected=address.tab)
        elif address.tab is not None:
            wrong.append(say("guides_ui.link_tab_unknown", self._language))
        told = "".join(message_html(text, "info") for text in wrong)
        return {**pieces, "as_of": as_of, "status": status, "link_message": told}

    def set_as_of(self, text: str, stored: Any) -> Pieces:
        """Another 基準日; one that cannot be read changes nothing but the message."""
        text = (text or "").strip()
        dated = self.dated(text)
        if dated["as_of_error"]:
            return {"as_of_error": dated["as_of_error"]}
        return {**dated, "as_of": text, "store": Conversation.read(stored).with_as_of(text).stored()}

    def tick(self, text: str) -> Pieces:
        """The clock a minute later, where it follows the time."""
        return {} if (text or "").strip() else self.dated("")

    def ask(self, question: str, as_of: str, stored: Any, before: int | None = None) -> Iterator[Pieces]:
        """The question's answer above the earlier ones; what cannot be answered stays in the box, with the reason."""
        conversation = Conversation.read(stored)
        as_of = (as_of or "").strip()
        dated = self.dated(as_of)
        if dated["as_of_error"]:
            yield dated
            return
        yield {**dated, "status": self._status("searching"), "ask_error": ""}
        try:
            asked = self._question(question or "", as_of, conversation.earlier(before))
            for event in self._service.events(asked):
                found = event.answer
                if event.kind is not EventKind.ANSWER and self._service.chat is not None:
                    yield self._writing(conversation, event)
        except AdvisorError as fault:
            yield self._failed(fault.user_message(self._language), question, conversation)
            return
        except Exception:  # the outermost edge: whatever it was, it is logged and the reader is told in words
            log.exception("an answer failed")
            yield self._failed(say("ui.failed", self._language), question, conversation)
            return
        conversation = conversation.with_as_of(as_of).with_turn(found.question, found)
        verdict = say(f"ui.status_{found.status.value}", self._language)
        cleared = {} if self._service.chat is not None else {"question": "", "panel": ""}  # else they were at first
        yield {
            **self._turns(conversation),
            **cleared,
            "store": conversation.stored(),
            "status": self._status("shown", status=verdict),
        }

    def ask_again(self, turn: int, as_of: str, stored: Any) -> Iterator[Pieces]:
        """The question of an earlier turn, as of the present 基準日."""
        turns = Conversation.read(stored).turns
        if 0 <= turn < len(turns):
            yield from self.ask(turns[turn].question, as_of, stored, before=turn)

    def open_source(self, turn: int, n: int, stored: Any) -> Pieces:
        """The source of a citation beside the answer."""
        citation = Conversation.read(stored).citation(turn, n)
        if citation is None:
            return {}
        try:
            source = self._service.knowledge().sources.get(citation.source_id)
        except AdvisorError:
            source = None
        return {"panel": source_html(citation, source, self._language)}

    def clear(self, stored: Any) -> Pieces:
        """Nothing left of the conversation; the 基準日 stays."""
        conversation = Conversation(as_of=Conversation.read(stored).as_of)
        status = self._status("cleared")
        return {**self._turns(conversation), "panel": "", "store": conversation.stored(), "status": status}

    def ask_office(self, data: Any) -> dict[str, Any]:
        """Hand a question to the secretariat: the receipt, or what is to be mended. What was typed stays."""
        return ask_office(self._service, data, self._language)

    def _office_form(self, number: int, turn: Turn) -> str:
        """The form below an answer that leaves something open, where it is offered."""
        if not self._service.settings.secretariat_form_open or turn.answer.status not in OFFERED:
            return ""
        return office_form_html(number, turn.question, self._language)

    def _question(self, text: str, as_of: str, earlier: tuple[str, ...]) -> Question:
        # On the English page answers are English; on the Japanese page the question decides.
        language = Language.EN if self._language is Language.EN else None
        return Question(text=text, as_of=parse_as_of(as_of or None), language=language, earlier=earlier)

    def _status(self, key: str, **values: object) -> str:
        return status_html(say(f"ui.{key}", self._language, **values))

    def _documents(self) -> str:
        try:
            documents = self._service.knowledge().sources.values()
        except AdvisorError:
            return ""
        return documents_html([d.info for d in documents if d.info.kind != FAQ_KIND], self._language)

    def dated(self, as_of: str) -> Pieces:
        """Clock and contact at the 基準日, or the reason why there are none."""
        try:
            moment = parse_as_of(as_of or None)
        except AdvisorError as fault:
            return {"as_of_error": message_html(fault.user_message(self._language))}
        try:
            program = self._service.knowledge().program
        except AdvisorError:
            waiting = message_html(say("ui.clock_not_ready", self._language), "info")
            return {"clock": waiting, "contact": contact_html(None, self._language), "as_of_error": ""}
        clock = describe(state_at(program, moment), self._language)
        return {
            "clock": clock_html(clock, moment, not as_of, self._language, as_of),
            "contact": contact_html(contact_at(program, moment), self._language),
            "as_of_error": "",
        }

    def _failed(self, message: str, question: str, conversation: Conversation) -> Pieces:
        """The reason, the question in the box, and nothing half-written."""
        told = {"ask_error": message_html(message), "status": ""}
        if self._service.chat is None:
            return told
        return {**told, **self._turns(conversation), "question": question, "store": conversation.stored()}

    def _writing(self, conversation: Conversation, event: Event) -> Pieces:
        """The answer as far as it is written, kept with its sources so that they open; the box is free for the next."""
        if event.kind is EventKind.WAITING:
            return {}
        so_far = conversation.with_turn(event.answer.question, event.answer, unfinished=True)
        pieces = {**self._turns(so_far), "store": so_far.stored(), "status": self._status("writing")}
        return pieces | ({"question": "", "panel": ""} if event.kind is EventKind.EVIDENCE else {})

    def _turns(self, conversation: Conversation) -> Pieces:
        """The newest turn, and the earlier ones folded away."""
        count = len(conversation.turns)
        shown = [
            answer_html(turn.answer, i, self._language, turn.unfinished, self._office_form(i, turn))
            for i, turn in enumerate(conversation.turns)
        ]
        older = "".join(
            f"<details><summary>{_summary(turn.question)}</summary>{html}</details>"
            for turn, html in reversed(list(zip(conversation.turns[:-1], shown[:-1], strict=True)))
        )
        title = say("ui.older_title", self._language, n=count - 1)
        return {
            "latest": shown[-1] if shown else "",
            "older": f'<section class="older"><h2>{title}</h2>{older}</section>' if older else "",
            "clear": gr.update(visible=bool(count)),
        }


def _summary(question: str) -> str:
    return escape(question if len(question) <= 80 else question[:80] + "…")

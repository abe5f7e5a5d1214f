"""Answering a tab's requests at its desk: whatever goes wrong is told, and what was typed stays in the browser."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import ValidationError

from advisor.errors import AdvisorError, DraftingOff, EditRejected
from app.service import Service
from app.ui.handlers import STARTING_S
from app.ui.panels import message_html
from app.ui.workbench.exchange import Reply, Sent
from app.ui.workbench.wording import Words

log = logging.getLogger(__name__)
Answer = dict[str, Any]
SentKind = TypeVar("SentKind", bound=Sent)
PlaceKind = TypeVar("PlaceKind")


class Workbench(ABC, Generic[SentKind, PlaceKind]):
    """The requests of one tab in one language. An act takes the place where it is done and says what changes."""

    sent_kind: type[SentKind]
    shut_part: ClassVar[str]  # where it is told that the desk is shut

    def __init__(
        self,
        service: Service,
        words: Words,
        acts: Mapping[str, Callable[[PlaceKind], Reply]],
        going: Mapping[str, Callable[[PlaceKind], Iterator[Reply]]],
    ) -> None:
        """`going`: what takes its time, and tells how it goes on."""
        self._service = service
        self._words = words
        self._acts = acts
        self._going = going

    @abstractmethod
    def place(self, sent: SentKind, is_open: bool) -> PlaceKind:
        """Where the request is answered. Raises DraftingOff where the desk is shut to whoever asks."""

    def answer(self, data: Any, is_open: bool = True) -> Answer:
        """The reply to one request, as JSON. `is_open`: whether the desk is open to whoever asks."""
        *_, last = self._guarded(data, is_open, lambda sent: self._done(sent, is_open))
        return last

    def streamed(self, data: Any, is_open: bool = True) -> Iterator[Answer]:
        """The replies to a request whose work takes its time. What is done is kept, whatever happens to the page."""
        yield from self._guarded(data, is_open, lambda sent: self._started(sent, is_open))

    def _done(self, sent: SentKind, is_open: bool) -> Iterator[Reply]:
        if sent.do == "opened":
            self._service.wait(STARTING_S)
        if sent.do not in self._acts:
            raise EditRejected("request_unknown")
        yield self._acts[sent.do](self.place(sent, is_open))

    def _started(self, sent: SentKind, is_open: bool) -> Iterator[Reply]:
        if sent.do not in self._going:
            raise EditRejected("request_unknown")
        yield from self._going[sent.do](self.place(sent, is_open))

    def _guarded(self, data: Any, is_open: bool, replies: Callable[[SentKind], Iterator[Reply]]) -> Iterator[Answer]:
        language = self._words.language
        try:
            for reply in replies(self.sent_kind.model_validate(data)):
                yield as_json(reply)
        except ValidationError:
            yield self._failed(self._words.text("unreadable"))
        except DraftingOff as shut:
            text = message_html(shut.user_message(language), "info")
            yield as_json(Reply(ok=False, parts={self.shut_part: text}, ended=True))
        except AdvisorError as fault:
            yield self._failed(fault.user_message(language))
        except Exception:  # the outermost edge: whatever it was, it is logged and the reader is told in words
            log.exception("a request to the desk failed")
            yield self._failed(self._words.text("failed"))

    def _failed(self, text: str) -> Answer:
        return as_json(Reply(ok=False, message=message_html(text), ended=True))


def as_json(reply: Reply) -> Answer:
    """A reply as the browser takes it."""
    return reply.model_dump(mode="json")

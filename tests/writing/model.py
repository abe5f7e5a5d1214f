"""What a scripted model writes, and what holds for every answer that it worded or failed to word."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import answer_contract
from llm.scripted_server import Reply, text

from advisor.answering.events import Event, EventKind
from advisor.answering.models import Answer, NoticeKind
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat

MODEL = "openai:scripted"
AS_OF = "2025-08-10T09:00:00+09:00"  # while the seventh call is open
_OF_REPAIR = "Sentences to correct"


def statement(said: str, passages: Sequence[int], quote: str) -> dict[str, Any]:
    """One sentence as the prompt asks for it."""
    return {"text": said, "passages": list(passages), "quote": quote}


def written(*statements: Any) -> str:
    """A whole reply as the prompt asks for it."""
    return json.dumps({"statements": list(statements)}, ensure_ascii=False)


class Model:
    """Writes `first` to the prompt that composes and `again` to the one that repairs."""

    def __init__(self) -> None:
        self.chat: Chat
        self.first = self.again = ""

    def reply_to(self, body: dict[str, Any]) -> Reply:
        """What the server answers to the body of a request."""
        return text(self.again if is_repair(body) else self.first, piece_chars=200)


def is_repair(body: dict[str, Any]) -> bool:
    """Whether a request asks to mend sentences."""
    return _OF_REPAIR in body["messages"][-1]["content"]


def texts(found: Answer) -> list[str]:
    """The sentences of an answer."""
    return [said.text for said in found.statements]


def degraded(found: Answer) -> list[str]:
    """What the answer says of a model that did not help."""
    return [notice.text for notice in found.notices if notice.kind is NoticeKind.DEGRADED]


def check_events(events: Sequence[Event], knowledge: Knowledge) -> Answer:
    """What holds for the events of any answer. Returns the last one's."""
    assert [event.kind for event in events[:1]] == [EventKind.EVIDENCE]
    assert [event.kind for event in events].count(EventKind.ANSWER) == 1
    assert events[-1].kind is EventKind.ANSWER
    for before, after in pairwise(events):
        assert after.answer.text.startswith(before.answer.text)
        assert after.answer.statements[: len(before.answer.statements)] == before.answer.statements
    last = events[-1].answer
    numbers = {citation.n: citation for citation in last.citations}
    assert events[0].answer.citations
    for event in events:
        assert all(numbers.get(citation.n, citation) == citation for citation in event.answer.citations)
    hidden = {dropped.text for dropped in last.dropped} - set(texts(last))
    for event in events:
        assert not any(text in event.answer.text for text in hidden)
        assert hidden.isdisjoint(texts(event.answer))
    answer_contract.check(last, knowledge)
    return last

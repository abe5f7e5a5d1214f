"""The answer so far, while a language model writes it: text that only grows, citations that keep their numbers."""

from collections.abc import Sequence

from advisor.answering.assembling import Citations, part_text
from advisor.answering.drafts import Draft, Quote
from advisor.answering.events import Event, EventKind
from advisor.answering.models import Answer, Intent, Question, Statement, Status
from advisor.answering.setting import Setting
from advisor.knowledge import Knowledge


class Progress:
    """Makes the events before the last one. `numbered`: the evidence, numbered in this order."""

    def __init__(
        self,
        question: Question,
        parts: Sequence[str],
        setting: Setting,
        numbered: Sequence[Quote],
        knowledge: Knowledge,
    ) -> None:
        self._parts = parts
        self._setting = setting
        self._citations = Citations(knowledge, numbered)
        self._finished: list[Draft] = []
        self._answer = Answer(
            question=question.text,
            language=setting.language,
            as_of=setting.as_of,
            program=knowledge.program.id,
            round=setting.current.number if setting.current else None,
            intent=Intent.OTHER,
            status=Status.ANSWERED,
            text="",
            citations=tuple(self._citations.all),
        )

    def evidence(self) -> Event:
        """What code answers from; a passage that a sentence comes to rest on gets its number with it."""
        return Event(kind=EventKind.EVIDENCE, answer=self._answer)

    def waiting(self) -> Event:
        """Nothing new."""
        return Event(kind=EventKind.WAITING, answer=self._answer)

    def statement(self, place: int, draft: Draft) -> Event:
        """One more statement of the part at `place`, the last of `draft`."""
        shown = draft.model_copy(
            update={
                "statements": tuple(s for s in draft.statements if not s.condition),
                "closing": "",
                "clarification": None,
            }
        )
        drafts = [*self._finished[:place], shown]
        several = len(self._parts) > 1
        texts = [
            part_text(self._parts[n] if several else None, each, self._citations, self._setting.language)
            for n, each in enumerate(drafts)
        ]
        statements = tuple(
            Statement(text=s.text, citations=self._citations.numbers(s.quotes), computed=bool(s.computed))
            for each in drafts
            for s in each.statements
        )
        self._answer = self._answer.model_copy(
            update={
                "text": "\n\n".join(texts),
                "statements": statements,
                "citations": tuple(self._citations.all),
                "status": draft.status,
                "intent": draft.intent,
                "round": draft.round if draft.round is not None else self._answer.round,
            }
        )
        return Event(kind=EventKind.STATEMENT, answer=self._answer, statement=statements[-1])

    def finish(self, place: int, draft: Draft) -> None:
        """The part at `place` is done."""
        self._finished = [*self._finished[:place], draft]

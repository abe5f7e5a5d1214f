"""The conversation as the reader's own browser keeps it, so that a reload, or a restart of the server, loses nothing.

What comes back from a browser may be anything: what does not read as a conversation is dropped.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.answering.models import Answer, Citation

TURNS_KEPT = 20
_AS_OF_CHARS = 60


class Turn(BaseModel):
    """A question and its answer. `unfinished`: it was still being written when the browser kept it."""

    model_config = ConfigDict(frozen=True)

    question: str
    answer: Answer
    unfinished: bool = False


class Conversation(BaseModel):
    """All turns, oldest first, and the 基準日 as it was typed (empty: now)."""

    model_config = ConfigDict(frozen=True)

    turns: tuple[Turn, ...] = ()
    as_of: str = Field(default="", max_length=_AS_OF_CHARS)

    @classmethod
    def read(cls, stored: Any) -> "Conversation":
        """What the browser kept; an empty conversation when it cannot be read."""
        try:
            return cls.model_validate(stored or {})
        except ValidationError:
            return cls()

    def stored(self) -> dict[str, Any]:
        """What the browser keeps."""
        return self.model_dump(mode="json")

    def earlier(self, before: int | None = None) -> tuple[str, ...]:
        """The questions so far, oldest first, up to turn `before`."""
        return tuple(turn.question for turn in self.turns[:before])

    def with_turn(self, question: str, answer: Answer, unfinished: bool = False) -> "Conversation":
        """One turn more; the oldest ones make room."""
        turns = (*self.turns, Turn(question=question, answer=answer, unfinished=unfinished))[-TURNS_KEPT:]
        return self.model_copy(update={"turns": turns})

    def with_as_of(self, text: str) -> "Conversation":
        """Another 基準日, as typed."""
        return self.model_copy(update={"as_of": text[:_AS_OF_CHARS]})

    def citation(self, turn: int, n: int) -> Citation | None:
        """Citation `n` of turn `turn`, or None."""
        if not 0 <= turn < len(self.turns):
            return None
        return next((c for c in self.turns[turn].answer.citations if c.n == n), None)

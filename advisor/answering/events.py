"""An answer as it comes: the evidence at once, then each statement when it is verified, then the whole.

Nothing that was shown is taken back: the text of every event begins with that of the event before it.
"""

from enum import StrEnum

from advisor.answering.models import Answer, Statement
from advisor.values import Value


class EventKind(StrEnum):
    """What an event adds."""

    EVIDENCE = "evidence"  # the citations that the answer may rest on
    STATEMENT = "statement"  # one more verified sentence
    WAITING = "waiting"  # nothing yet, but still at it
    ANSWER = "answer"  # the whole answer; the last event


class Event(Value):
    """The answer so far. `statement`: the sentence that is new, in an event of that kind."""

    kind: EventKind
    answer: Answer
    statement: Statement | None = None

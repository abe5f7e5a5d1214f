"""What is verified: a statement with what it cites, and what it was asked for. Values only."""

from datetime import datetime

from advisor.messages import Language
from advisor.values import Value
from advisor.verifying.faults import Fault


class Passage(Value):
    """A numbered piece of a source, as it was handed to whoever wrote the statement.

    `said`: sentences that are known to hold of it (the statements of the program facts that quote it): they count as
    evidence for how a statement speaks, never for its figures and names. `computed`: phrases that code worked out.
    `round`: of the source; `rounds_near`: that it or the text just before it names.
    """

    n: int
    source_id: str
    quote: str
    said: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    round: int | None = None
    rounds_near: frozenset[int] = frozenset()


class Claim(Value):
    """A statement with the numbers of its passages and the words of theirs that it rests on."""

    text: str
    citations: tuple[int, ...] = ()
    quote: str = ""


class Asked(Value):
    """What a claim answers. `round`: the one that is asked for, or in force at `as_of`; `compares`: several are."""

    question: str
    as_of: datetime
    round: int | None
    also_rounds: frozenset[int] = frozenset()  # that the question names or means beside it
    named: bool = False  # whether the question names the round itself
    compares: bool = False
    language: Language = Language.JA
    known: tuple[str, ...] = ()  # the sentences that the program model answers with


class Verdict(Value):
    """Whether a claim may be shown, and every reason why not."""

    faults: tuple[Fault, ...] = ()

    @property
    def keep(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.faults

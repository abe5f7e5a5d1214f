"""The contract of an answer (what the CLI, API, chat page and evals all hand out)."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from advisor.messages import Language
from advisor.values import Value

_COMPILED = {"facts", "precedent"}  # kinds of sources


class Intent(StrEnum):
    """What a question is about."""

    ELIGIBILITY = "eligibility"
    TYPE_SELECTION = "type_selection"
    SUPPORT_MENU = "support_menu"
    SCHEDULE = "schedule"
    CRITERIA = "criteria"
    PROCEDURE = "procedure"
    OBLIGATION = "obligation"
    PRECEDENT = "precedent"
    CONTACT = "contact"
    BACKGROUND = "background"
    OTHER = "other"


class Status(StrEnum):
    """How far the documents settle a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFY = "clarify"
    ABSTAINED = "abstained"
    REFUSED = "refused"


class NoticeKind(StrEnum):
    """What a reader must know beside the answer."""

    CLOSED = "closed"
    OPENS = "opens"
    DEADLINE = "deadline"
    SUPERSEDED = "superseded"
    ROUND_DIFFERENCE = "round_difference"
    HISTORICAL = "historical"
    DEGRADED = "degraded"
    UNOFFICIAL = "unofficial"


class Question(Value):
    """What is asked, and as of when. `as_of` is aware; `earlier` holds the questions of the conversation so far."""

    text: str
    as_of: datetime
    language: Language | None = None  # None: told from the text
    earlier: tuple[str, ...] = ()


class Locator(Value):
    """Where in a source a quote stands. `page` and `row` count from 1."""

    page: int | None = None
    section: str | None = None
    row: int | None = None


class Citation(Value):
    """A quote: `quote == text[start:end]` of the source's extracted text, always."""

    n: int = Field(ge=1)
    source_id: str
    title: str
    issuer: str
    issued_on: str  # ISO date, or a coarser one such as "2020-10" or "2008"
    round: int | None = None
    url: str | None = None
    locator: Locator
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int


class Statement(Value):
    """One sentence of the answer with the numbers of its citations. `computed`: holds a value worked out by code."""

    text: str
    citations: tuple[int, ...]
    computed: bool = False


class Notice(Value):
    """A banner beside the answer."""

    kind: NoticeKind
    text: str
    citations: tuple[int, ...] = ()


class Clarification(Value):
    """A question back, with options to choose from."""

    question: str
    options: tuple[str, ...] = ()


class Contact(Value):
    """Whom to ask, as the current call names it. Fields the call does not give are None."""

    name: str
    email: str | None = None
    address: str | None = None
    phone: str | None = None
    citations: tuple[int, ...] = ()


class Timings(Value):
    """Milliseconds spent in each step. What a language model writes, and its verification, counts as composing."""

    understand: float = 0.0
    retrieve: float = 0.0
    compose: float = 0.0
    verify: float = 0.0
    total: float = 0.0


class Completeness(StrEnum):
    """How much of what code answers with a model's sentences tell."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


class Dropped(Value):
    """A sentence that a model wrote and that was not shown. `reasons`: codes, see advisor/verifying/faults.py;
    `repaired`: it had been sent back once."""

    text: str
    reasons: tuple[str, ...]
    repaired: bool = False


class Answer(Value):
    """The answer to a question at a moment. `text` carries markers [n] into `citations`.

    `composer`: "extractive", or "llm:<model>" when sentences of a model are shown. `dropped`: those that were not.
    """

    id: str | None = None
    question: str
    language: Language
    as_of: datetime
    program: str
    round: int | None
    intent: Intent
    status: Status
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    clarification: Clarification | None = None
    contact: Contact | None = None
    composer: str = "extractive"
    completeness: Completeness | None = None  # of what a model wrote; None where none was asked
    dropped: tuple[Dropped, ...] = ()
    timings_ms: Timings = Timings()


class Source(Value):
    """A document of the corpus as the manifest describes it."""

    id: str
    title: str
    issuer: str
    issued_on: str
    kind: str
    authority: str = "official"
    round: int | None = None
    url: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def is_out(self, day: date) -> bool:
        """Whether the source was there to be read on `day`. Compilations date each of their rows themselves."""
        if self.kind in _COMPILED:
            return True
        year, month, first = (int(part) for part in [*self.issued_on.split("-"), "1", "1"][:3])
        return (self.valid_from or date(year, month, first)) <= day

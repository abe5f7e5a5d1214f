"""What a composer makes, before it is verified: sentences with the quotes that they rest on."""

from advisor.answering.models import Clarification, Intent, NoticeKind, Status
from advisor.values import Value


class Quote(Value):
    """Characters `start:end` of a source's text, and the text itself."""

    source_id: str
    start: int
    end: int
    text: str


class DraftStatement(Value):
    """A sentence and its quotes. `computed`: values that code worked out, allowed beside those of the quotes."""

    text: str
    quotes: tuple[Quote, ...]
    computed: tuple[str, ...] = ()
    condition: bool = False  # told after the answer itself


class DraftNotice(Value):
    """A banner and its quotes."""

    kind: NoticeKind
    text: str
    quotes: tuple[Quote, ...] = ()
    computed: tuple[str, ...] = ()


class Draft(Value):
    """An answer in the making. `lead` is said without claim (an abstention, a frame); it is never verified."""

    intent: Intent
    status: Status
    statements: tuple[DraftStatement, ...] = ()
    notices: tuple[DraftNotice, ...] = ()
    lead: str = ""
    closing: str = ""
    clarification: Clarification | None = None
    round: int | None = None

"""A value that a file states, with all that says what it is told of. Pure."""

from decimal import Decimal
from typing import Literal, Protocol

from advisor.drafting.model import FileCitation
from advisor.drafting.stated.figures import Figure
from advisor.drafting.stated.labels import Label
from advisor.drafting.stated.periods import Period
from advisor.ingest.document import Document
from advisor.values import Value


class EvidenceFile(Protocol):
    """A file of the applicant, as read."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def document(self) -> Document: ...


class Told(Value):
    """A figure and what a sentence or a cell tells of it; not yet where. `written`: in half width."""

    figure: Figure
    label: Label
    written: str


class Measure(Value):
    """A stated value.

    `subject`: as the file names it; `words`: its normalised words. `unit`: the kind that is counted (件, 名, 社, 円 …;
    empty where none is told). `qualifiers`: what narrows the subject (目標, 累計, 海外, 中小企業 …). `period`: None
    where none is told; `inherited`: it is told by a heading only. `part`: the heading of the part, field or case that
    the value is told under; `section`: words of the heading that may narrow it. `block`: the block or table.
    """

    subject: str
    words: frozenset[str]
    unit: str
    figure: Figure
    written: str
    period: Period | None = None
    inherited: bool = False
    qualifiers: frozenset[str] = frozenset()
    organisation: str = ""
    part: str = ""
    section: frozenset[str] = frozenset()
    origin: Literal["sentence", "row"] = "sentence"
    block: int = 0
    place: FileCitation

    @property
    def value(self) -> Decimal:
        """The figure in its unit's kind: yen, not 千円; of a range the lower end."""
        return self.figure.value

"""What drafting gives, as values. Nothing in it is approved: a person decides."""

from enum import StrEnum
from typing import Literal

from advisor.values import Value


class Coverage(StrEnum):
    """How much of what an item asks for the evidence holds."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    NONE = "none"


class FileCitation(Value):
    """Words of an evidence file: `quote == text[start:end]` of the file as extracted. `page`: also a slide or sheet."""

    file: str
    page: int | None = None
    quote: str
    start: int
    end: int
    file_id: str = ""


class CallCitation(Value):
    """Words of a program document (never of a precedent)."""

    source_id: str
    title: str
    section: str | None = None
    quote: str


class DraftClaim(Value):
    """A sentence of a draft with the words of the evidence that it rests on.

    `viewpoints`: what it answers of that which a reviewer looks for.
    """

    text: str
    citations: tuple[FileCitation, ...]
    viewpoints: tuple[str, ...] = ()


class Gap(Value):
    """Something that was looked for and not found, or not in order, as a question to the applicant.

    `kind`: missing (nothing found), conflict (the files differ), figure (told without the figure that is asked for),
    expired (a plan whose period is over), undated (a figure without its year), length (over the limit).
    """

    kind: Literal["missing", "figure", "expired", "undated", "length", "conflict"]
    question: str
    viewpoint: str | None = None
    citations: tuple[FileCitation, ...] = ()


class Proposal(StrEnum):
    """What is proposed for a choice; UNKNOWN where the evidence is silent or speaks both ways."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ItemDraft(Value):
    """The draft of one item. `blanks`: the marked blanks in `text`. `chosen`: the options that are proposed to tick."""

    item_id: str
    text: str
    claims: tuple[DraftClaim, ...] = ()
    coverage: Coverage
    gaps: tuple[Gap, ...] = ()
    requirement: str = ""
    requirement_citations: tuple[CallCitation, ...] = ()
    proposal: Proposal | None = None
    reason: str = ""
    chosen: tuple[str, ...] = ()
    composer: str = "extractive"
    dropped: int = 0


class StatedValue(Value):
    """A value as a file states it."""

    value: str
    file: str
    page: int | None = None
    quote: str
    start: int
    end: int
    file_id: str = ""


class Contradiction(Value):
    """The same thing stated differently in several places; `text` says so and asks which one holds."""

    text: str
    subject: str
    values: tuple[StatedValue, ...]

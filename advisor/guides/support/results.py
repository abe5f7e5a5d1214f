"""What a round's own support menus are told as. Values only."""

from enum import StrEnum

from advisor.answering.models import Answer
from advisor.guides.tables import Table
from advisor.values import Value


class Listed(StrEnum):
    """Whether a round lists an item of support."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"  # the round's documents are known and do not list it
    UNKNOWN = "unknown"  # no source settles it for the round


class OwnItem(Value):
    """One item of support in a round. `path`: ids of the subjects above it, then its own; `statement`: "" where the
    round does not list it or nothing is known; `condition`: that it depends on the budget, where the round says so;
    `otherwise`: what another round's document says instead, where it differs."""

    id: str
    path: tuple[str, ...]
    name: str
    state: Listed
    statement: str
    condition: str = ""
    otherwise: str = ""
    citations: tuple[int, ...] = ()


class OwnSupport(Value):
    """What a hub that is selected in `round` gets, item by item in the order of the documents. `known`: whether any
    source speaks of the round's support; `round` None: no round was in force yet."""

    round: int | None
    known: bool
    items: tuple[OwnItem, ...]
    answer: Answer
    table: Table

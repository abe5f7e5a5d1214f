"""What the guide to the selected hubs hands out: filters, rows, counts and comparisons. Found by hubs.py."""

from advisor.answering.models import Answer
from advisor.corpus.hubs import Hub, HubType
from advisor.guides.tables import Table
from advisor.values import Value


class HubFilter(Value):
    """Which hubs are meant. Empty parts do not narrow. `region`: a name of REGIONS (advisor/programs/precedents.py);
    `text`: words that all stand in the hub's row; `like`: the description of a hub, to sort by likeness; `ids`: these
    hubs alone."""

    round: int | None = None
    type: HubType | None = None
    university: str | None = None
    prefecture: str | None = None
    region: str | None = None
    text: str = ""
    like: str = ""
    ids: tuple[str, ...] = ()


class HubRow(Value):
    """A hub on record. `likeness`: the cosine of the filter's `like` with the hub's own description; None: not asked.

    `citations`: numbers into the answer's citations; `confidence`: what the row rests on, in words.
    """

    hub: Hub
    likeness: float | None = None
    citations: tuple[int, ...] = ()
    confidence: str


class RoundTypeCount(Value):
    """How many of the rows are of a round and type."""

    round: int
    type: HubType
    count: int


class PrefectureCount(Value):
    """How many of the rows are of a prefecture; None: the place is not on record."""

    prefecture: str | None
    count: int


class HubFacets(Value):
    """What can be filtered by, among all hubs known at the moment."""

    rounds: tuple[int, ...]
    types: tuple[HubType, ...]
    universities: tuple[str, ...]
    prefectures: tuple[str, ...]
    regions: tuple[str, ...]


class IncompleteRound(Value):
    """A round of which fewer hubs are on record than were selected. `selected`: None where that is not known either.

    `text`: the same in words.
    """

    round: int
    on_record: int
    selected: int | None
    text: str
    citations: tuple[int, ...] = ()


class FoundHubs(Value):
    """The hubs that a filter means, as far as they were announced. `incomplete`: of the rounds that it touches."""

    filter: HubFilter
    rows: tuple[HubRow, ...]
    by_round_and_type: tuple[RoundTypeCount, ...]
    by_prefecture: tuple[PrefectureCount, ...]
    facets: HubFacets
    incomplete: tuple[IncompleteRound, ...]
    answer: Answer
    table: Table


class ComparedAspect(Value):
    """One thing that hubs are compared by: a value for each (None: not on record), and whether all are the same."""

    id: str
    name: str
    values: tuple[str | None, ...]
    same: bool


class ComparedHubs(Value):
    """Two to four hubs side by side. `shared`, `differing`: ids of aspects; one with an unknown value is in neither."""

    rows: tuple[HubRow, ...]
    aspects: tuple[ComparedAspect, ...]
    shared: tuple[str, ...]
    differing: tuple[str, ...]
    answer: Answer
    table: Table

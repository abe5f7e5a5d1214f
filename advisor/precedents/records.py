"""What the precedent room keeps and hands out, as values. Times are aware, in Asia/Tokyo.

Everything here is about hubs that were selected and published. Nothing in it grades, and nothing is a rule.
"""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from advisor.corpus.hubs import Hub, HubType
from advisor.guides.hubs.results import ComparedHubs, IncompleteRound
from advisor.guides.tables import Table
from advisor.ingest.document import IngestReport
from advisor.values import Value


class Asked(Value):
    """What is searched for. Empty parts do not narrow. `text`: what hubs are to be like; `field`: what they work on, in
    any spelling; `outline`: the handle of an outline that was lent. The others as in HubFilter; names of universities
    and prefectures may be short (阪大, 大阪)."""

    text: str = ""
    field: str = ""
    round: int | None = None
    type: HubType | None = None
    university: str = ""
    prefecture: str = ""
    region: str = ""
    outline: str = ""


class ThemeKind(StrEnum):
    """In which way two texts share a theme: the word itself, another name of the same term, the same sound in another
    script, or the place."""

    WORD = "word"
    TERM = "term"
    SOUND = "sound"
    PLACE = "place"


class Theme(Value):
    """A theme that stands on both sides: as the hub's text writes it, and as the asked text does."""

    word: str
    asked: str
    kind: ThemeKind


class QuoteFrom(StrEnum):
    """Whether a quote is of the record of selected hubs or of a document that was added to a hub."""

    RECORD = "record"
    DOCUMENT = "document"


class HubQuote(Value):
    """Exact words of a published source: `text` stands at `start:end` of the source's text.

    `source_id`: of the corpus, or the id of the added document. `urls`: where the words, or what they rest on, were
    published. `confidence`: what a row of the record rests on, in words.
    """

    text: str
    kind: QuoteFrom
    source_id: str
    title: str
    urls: tuple[str, ...]
    page: int | None = None
    start: int
    end: int
    confidence: str = ""


class ReasonKind(StrEnum):
    """Why a hub is shown: shared themes, likeness of meaning without a shared word, or that the filters mean it."""

    THEMES = "themes"
    MEANING = "meaning"
    FILTER = "filter"


class AskedFrom(StrEnum):
    """Which part of what was asked a reason answers to."""

    TEXT = "text"
    FIELD = "field"
    OUTLINE = "outline"
    FILTERS = "filters"


class Reason(Value):
    """Why a hub is shown. `asked`: the words of the asker that it answers to (of an outline, the passage, with its
    page); `said`: the reason in a sentence; `quotes`: the hub's own published words."""

    kind: ReasonKind
    asked_from: AskedFrom
    asked: str = ""
    asked_page: int | None = None
    themes: tuple[Theme, ...] = ()
    quotes: tuple[HubQuote, ...]
    said: str


class Match(Value):
    """A hub with the reasons why it is shown. `unknown`: what its record lacks (names of aspects); `documents`: how
    many documents were added to it."""

    hub: Hub
    confidence: str
    reasons: tuple[Reason, ...] = Field(min_length=1)
    unknown: tuple[str, ...] = ()
    documents: int = 0


class GapKind(StrEnum):
    """What the record lacks."""

    FIELD = "field"
    SUMMARY = "summary"
    PLACE = "place"
    DOCUMENTS = "documents"


class Gap(Value):
    """What is missing from the record of some hubs, in words."""

    kind: GapKind
    hubs: tuple[str, ...]
    text: str


class FoundPrecedents(Value):
    """The hubs that were found, the nearest first. `left_out`: hubs within the filters for which no likeness can be
    shown; `more`: matches beyond the ones handed out; `incomplete`: rounds of which not all hubs are on record."""

    asked: Asked
    matches: tuple[Match, ...]
    left_out: int
    more: int
    gaps: tuple[Gap, ...]
    incomplete: tuple[IncompleteRound, ...]
    notices: tuple[str, ...]


class SharedTheme(Value):
    """A theme that two or more of the compared hubs share, and their ids."""

    word: str
    hubs: tuple[str, ...]


class ToldByDocuments(Value):
    """What the documents that were added to a hub say: the words nearest to what is compared."""

    hub_id: str
    documents: int
    quotes: tuple[HubQuote, ...] = ()


class ComparedPrecedents(Value):
    """Two to four hubs side by side: the record, shared themes, what added documents say, and what is missing."""

    compared: ComparedHubs
    themes: tuple[SharedTheme, ...]
    documents: tuple[ToldByDocuments, ...]
    gaps: tuple[Gap, ...]
    notices: tuple[str, ...]
    table: Table


class LentOutline(Value):
    """The receipt of an outline: nothing of its text. `passages`: how many of its `all_passages` are used;
    `notes`: what to know about how it was read."""

    handle: str
    name: str
    pages: int
    passages: int
    all_passages: int
    expires_at: datetime
    notes: tuple[str, ...] = ()


class HubDocument(Value):
    """A published document that was added to a hub. `url`: where it was published."""

    id: str
    hub_id: str
    name: str
    title: str
    url: str
    issued_on: date | None
    media_type: str
    size_bytes: int
    pages: int
    sha256: str
    report: IngestReport
    stored_at: datetime
    stored_by: str


class ListEntry(Value):
    """A hub in a list, with what was noted about it."""

    hub_id: str
    note: str = ""
    added_at: datetime
    added_by: str


class PrecedentList(Value):
    """A list of hubs that somebody saved, in the order of the entries. `revision` goes up with every change."""

    id: str
    name: str
    note: str
    entries: tuple[ListEntry, ...]
    revision: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str


class QueryKind(StrEnum):
    """What was asked of the room."""

    SEARCH = "search"
    COMPARE = "compare"
    REFUSED = "refused"


class QueryLine(Value):
    """A line of the room's own log. `filters`: JSON of all but the text; `text`: None unless the setting keeps it;
    of an outline only the hash of the file is ever kept."""

    number: int
    at: datetime
    by: str
    kind: QueryKind
    filters: str
    text_sha256: str
    outline_sha256: str
    hits: int
    text: str | None = None

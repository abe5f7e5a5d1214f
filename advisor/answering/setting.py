"""What one part of a question is answered from: when, in which language, and what was found for it."""

from datetime import datetime

from advisor.answering.topics import Match
from advisor.faq.records import PublishedEntry
from advisor.messages import Language
from advisor.programs.model import Round
from advisor.retrieval.search import Hit, Terms
from advisor.values import Value


class Found(Value):
    """What retrieval found for one part of a question. `approved`: the entry of the FAQ that answers just this."""

    terms: Terms
    matches: tuple[Match, ...]
    elsewhere: float = 0.0  # likeness of the likeliest question on something else
    hits: tuple[Hit, ...]
    approved: PublishedEntry | None = None


class Setting(Value):
    """When and in which language a part is answered."""

    as_of: datetime
    language: Language
    current: Round | None
    to_come: frozenset[str] = frozenset()  # sources that were not out yet at `as_of`: nothing of theirs is told
    unannounced: frozenset[tuple[str, int]] = frozenset()  # facts (key, round) on results that were still to come

"""The approved entries as answers take them: found for a near-identical question alone, and quoted as sources."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from advisor.answering.models import Source
from advisor.answering.understand import own_words, without_round
from advisor.faq.bindings import holds, in_force
from advisor.faq.entry_text import entry_text, sentences, source_id
from advisor.faq.guard import guard_of, is_bound_to_the_hour, tells_of_the_day
from advisor.faq.likeness import Asked, embedded
from advisor.faq.records import PublishedEntry
from advisor.messages import Language, say
from advisor.programs.schedule import JST
from advisor.retrieval.embedding import Vectors

if TYPE_CHECKING:
    from advisor.knowledge import Knowledge  # which holds a shelf

__all__ = ["SAME", "FaqShelf", "entry_text", "sentences", "source_id"]

FAQ_KIND = "faq"  # of the sources that are approved entries
SAME = 0.93  # cosine from which a question may be the same; chosen by tests/faq/test_faq_shelf.py


class FaqShelf:
    """A snapshot that never changes; safe to share between threads.

    `texts`, `sources`: each entry as a source of its own, by its id (`faq:<entry id>`).
    """

    def __init__(self, entries: Sequence[PublishedEntry], asked: Asked, places: Sequence[int], knowledge: "Knowledge"):
        self.entries = tuple(entries)
        self.texts = {source_id(entry): entry_text(entry) for entry in entries}
        self.sources = {source_id(entry): _source(entry) for entry in entries}
        self._asked = asked
        self._places = np.asarray(places, dtype=np.int64)
        self._knowledge = knowledge.with_faq(None)

    @classmethod
    def build(
        cls, entries: Sequence[PublishedEntry], knowledge: "Knowledge", known: dict[str, Vectors] | None = None
    ) -> "FaqShelf":
        """The shelf of published `entries`. Left out: one whose passages no longer stand in the documents.

        `known`: vectors of wordings that are there already, which takes in the new ones.
        """
        texts = knowledge.with_faq(None).texts
        standing = [e for e in entries if all(quote.quote in texts.get(quote.source_id, "") for quote in e.quotes)]
        pairs = [(text, place) for place, entry in enumerate(standing) for text in (entry.question, *entry.variants)]
        vectors = embedded([_wording(text, knowledge) for text, _ in pairs], knowledge.embedder, known)
        asked = Asked([text for text, _ in pairs], vectors)
        return cls(standing, asked, [place for _, place in pairs], knowledge)

    def find(
        self, asked: str, as_of: datetime, language: Language, vector: Vectors | None = None
    ) -> PublishedEntry | None:
        """The entry that answers just what is asked, in force at `as_of`, in that language; of several the newest one
        that is most like it.

        `asked`: the question as it was put, with the round that it names. `vector`: its query vector without the
        program's name and the round, float32, of length 1; worked out here when it is not given. What holds for the
        hour alone (「まだ間に合いますか」) is never answered from here.
        """
        if not self.entries or is_bound_to_the_hour(asked):
            return None
        if vector is None:
            vector = embedded([_wording(asked, self._knowledge)], self._knowledge.embedder)[0]
        guard, scores = guard_of(asked), self._asked.vectors @ vector
        same = [int(at) for at in np.flatnonzero(scores >= SAME) if guard.agrees(self._asked.guards[at])]
        usable = [at for at in same if self._is_usable(self.entries[self._places[at]], as_of, language)]
        best = max(usable, key=partial(self._rank, scores), default=None)
        return None if best is None else self.entries[self._places[best]]

    def in_force(self, as_of: datetime, language: Language | None = None) -> list[PublishedEntry]:
        """The entries that hold at `as_of`, of one language or of both."""
        program = self._knowledge.program
        wanted = [entry for entry in self.entries if language in {None, entry.language}]
        return [entry for entry in wanted if in_force(entry, as_of, program)]

    def _rank(self, scores: Vectors, place: int) -> tuple[float, datetime]:
        return round(float(scores[place]), 3), self.entries[self._places[place]].approved_at

    def _is_usable(self, entry: PublishedEntry, as_of: datetime, language: Language) -> bool:
        known = self._knowledge
        return (
            entry.language is language
            and in_force(entry, as_of, known.program)
            and not is_bound_to_the_hour(entry.question)
            and not tells_of_the_day(entry.answer)
            and holds(entry, as_of, known.texts, known.infos, known.program) is None
        )


def _wording(text: str, knowledge: "Knowledge") -> str:
    """A question as it is embedded: without the round and the program's name, spelt as the documents do."""
    bare = without_round(text)
    return knowledge.spelling.mended(knowledge.names.removed_from(bare if own_words(bare) else text))


def _source(entry: PublishedEntry) -> Source:
    return Source(
        id=source_id(entry),
        title=say("faq.source_title", entry.language, question=" ".join(entry.question.split())),
        issuer=say("faq.secretariat", entry.language),
        issued_on=entry.approved_at.astimezone(JST).date().isoformat(),
        kind=FAQ_KIND,
        round=entry.binding.round,
        valid_from=entry.binding.valid_from.astimezone(JST).date(),
    )

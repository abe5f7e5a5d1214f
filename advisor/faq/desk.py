"""What the secretariat does with the FAQ: make entries of approved replies, edit, approve, take down, check, publish.

The store keeps, the pure parts work out; this brings them together.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from cachetools import LRUCache

from advisor.answering.models import Intent
from advisor.answering.understand import detect_language
from advisor.dates import now
from advisor.errors import RecordMissing
from advisor.exporting.exported import Exported, exported
from advisor.faq.bindings import binding_of, holds, in_force, lost_quotes
from advisor.faq.candidates import candidates
from advisor.faq.expiry import return_expired
from advisor.faq.exporting import faq_bytes
from advisor.faq.personal import Public, find_personal
from advisor.faq.records import FaqCandidate, FaqEntry, FaqStatus, Personal, PublishedEntry
from advisor.faq.rules import FaqEditRejected
from advisor.faq.store import FaqStore
from advisor.inquiries.records import ApprovedAnswer, QuotedPassage
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.retrieval.embedding import Vectors
from advisor.storage.actors import Actor

_VECTORS = 20_000  # of questions, kept in memory: 1.5 kB each
_SHOWN_CHARS = 80  # of a lost quote, in a message


class FaqDesk:
    """The desk. Safe to share between threads.

    `knowledge`: what is known now, asked for anew each time, since a corpus can be loaded again. `approved`: the
    approved answers of an actor's workspace; nothing else is ever learnt from. `changed`: called when
    what is published may be another.
    """

    def __init__(
        self,
        store: FaqStore,
        knowledge: Knowledge | Callable[[], Knowledge],
        approved: Callable[[Actor], Sequence[ApprovedAnswer]],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.store = store
        self._given = knowledge
        self._approved = approved
        self._changed = changed
        self._vectors: LRUCache[str, Vectors] = LRUCache(_VECTORS)
        self._public: tuple[Knowledge, Public] | None = None
        self._lock = threading.Lock()

    # --- entries ---

    def candidates(self, actor: Actor) -> list[FaqCandidate]:
        """What entries could be made of, the most asked first, without personal data as far as code can tell."""
        knowledge = self._knowledge()
        entries, answers = self.store.entries(actor), self._approved(actor)
        with self._lock:
            vectors = dict(self._vectors)
        found = candidates(answers, entries, knowledge.embedder, self._public_of(knowledge), vectors)
        with self._lock:
            self._vectors.update(vectors)
        return found

    def start(self, actor: Actor, key: str, question: str | None = None, answer: str | None = None) -> FaqEntry:
        """A draft made of a candidate, with the words that a person gave it. Raises RecordMissing
        ("faq_candidate_missing") and what the store raises."""
        found = next((each for each in self.candidates(actor) if each.key == key), None)
        if found is None:
            raise RecordMissing("faq_candidate_missing")
        return self.store.create(
            actor,
            found.question if question is None else question,
            found.answer if answer is None else answer,
            topic=found.topic,
            language=found.language,
            variants=found.variants,
            quotes=found.quotes,
            asked=found.asked,
            inquiries=found.inquiries,
            asked_in=found.asked_in,
        )

    def create(
        self,
        actor: Actor,
        question: str,
        answer: str,
        topic: Intent = Intent.OTHER,
        language: Language | None = None,
        variants: Iterable[str] = (),
        quotes: Iterable[QuotedPassage] = (),
    ) -> FaqEntry:
        """A draft that a person writes; its language is told from the question when it is not given."""
        spoken = language or detect_language(question)[0]
        return self.store.create(
            actor, question, answer, topic=topic, language=spoken, variants=variants, quotes=quotes
        )

    def entries(self, actor: Actor, statuses: Sequence[FaqStatus] = ()) -> list[FaqEntry]:
        """The workspace's entries, the last changed first, after the check of those that are approved (`recheck`)."""
        self.recheck(now(), actor)
        return self.store.entries(actor, statuses)

    def edit(
        self,
        actor: Actor,
        entry_id: str,
        question: str,
        answer: str,
        variants: Iterable[str],
        revision: int,
        *,
        quotes: Iterable[QuotedPassage] | None = None,
        topic: Intent | None = None,
        note: str = "",
    ) -> FaqEntry:
        """As the store: an approved entry goes back to review, and words that come too late are kept aside."""
        entry = self.store.edit(
            actor, entry_id, revision, question=question, answer=answer, variants=variants, quotes=quotes,
            topic=topic, note=note,
        )  # fmt: skip
        self._changed()
        return entry

    def to_review(self, actor: Actor, entry_id: str, revision: int, note: str = "") -> FaqEntry:
        """As the store."""
        return self.store.to_review(actor, entry_id, revision, note)

    def take_back(self, actor: Actor, entry_id: str, revision: int, note: str = "") -> FaqEntry:
        """As the store."""
        entry = self.store.take_back(actor, entry_id, revision, note)
        self._changed()
        return entry

    def approve(
        self, actor: Actor, entry_id: str, as_of: datetime, checked: bool, revision: int, note: str = ""
    ) -> FaqEntry:
        """Approve the entry for the round and phase of `as_of`. `checked`: the approver found no personal data in it.

        Raises FaqEditRejected("faq_quotes_lost") for one that quotes what is in no document, and what the store raises.
        """
        knowledge = self._knowledge()
        entry = self.store.entry(actor, entry_id)
        lost = lost_quotes(entry, knowledge.with_faq(None).texts)
        if lost and entry.revision == revision:
            raise FaqEditRejected("faq_quotes_lost", entry, count=len(lost), shown=lost[0].quote[:_SHOWN_CHARS])
        binding = binding_of(knowledge.program, as_of, entry.topic)
        entry = self.store.approve(actor, entry_id, binding, checked, revision, self._public_of(knowledge), note)
        self._changed()
        return entry

    def retire(self, actor: Actor, entry_id: str, revision: int, note: str = "") -> FaqEntry:
        """As the store."""
        entry = self.store.retire(actor, entry_id, revision, note)
        self._changed()
        return entry

    def personal(self, text: str) -> list[Personal]:
        """What looks like personal data in a text, for the person who looks: names and organisations too."""
        return find_personal(text, self._public_of(self._knowledge()))

    # --- what is published ---

    def recheck(self, as_of: datetime, actor: Actor | None = None) -> list[FaqEntry]:
        """Return approved entries that do not hold any more to review (`return_expired`); of the actor's workspace, or
        of all."""
        returned = return_expired(self.store, as_of, self._knowledge(), None if actor is None else actor.workspace)
        if returned:
            self._changed()
        return returned

    def public(self, as_of: datetime, language: Language | None = None) -> list[PublishedEntry]:
        """What the public sees at `as_of`: approved entries of all workspaces that are in force and still hold."""
        known = self._knowledge().with_faq(None)
        return [
            entry
            for entry in self.store.published()
            if language in {None, entry.language}
            and in_force(entry, as_of, known.program)
            and holds(entry, as_of, known.texts, known.infos, known.program) is None
        ]

    def export(self, ending: str, as_of: datetime, language: Language, official: bool = False) -> Exported:
        """What the public sees, as a file. Raises EditRejected("export_ending") for an ending that is none of
        exporting.ENDINGS."""
        contents = faq_bytes(self.public(as_of, language), ending, as_of, language, official)
        return exported(f"faq-{as_of:%Y-%m-%d}", ending, contents)

    def _knowledge(self) -> Knowledge:
        return self._given if isinstance(self._given, Knowledge) else self._given()

    def _public_of(self, knowledge: Knowledge) -> Public:
        """What stands in the documents, or names what does in other words (名工大); made once for each corpus."""
        with self._lock:
            if self._public is None or self._public[0] is not knowledge:
                names = (name for term in knowledge.glossary.terms for name in term.names)
                bare = knowledge.with_faq(None)
                self._public = knowledge, Public([*bare.texts.values(), *names])
            return self._public[1]

"""The evaluator's room: hubs found, compared, listed, and documented, from published sources alone.

It never takes in, sums up or scores an application. What is asked here stands in a log of its own.
"""

import threading
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from cachetools import LRUCache

from advisor.corpus.hubs import Hub
from advisor.errors import EditRejected, QuestionRejected, UploadRejected
from advisor.evidence.limits import MEGABYTE, Limits
from advisor.evidence.receiving import receive
from advisor.evidence.searching import EvidenceFile, EvidenceIndex
from advisor.exporting.exported import Exported
from advisor.ingest.report import report
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.precedents.comparing import compare
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.documents import NO_DOCUMENTS, HubDocuments
from advisor.precedents.exporting import export_list, hubs_of_list
from advisor.precedents.outlines import OutlineShelf, read_outline
from advisor.precedents.published import published_at
from advisor.precedents.records import (
    Asked,
    ComparedPrecedents,
    FoundPrecedents,
    HubDocument,
    LentOutline,
    PrecedentList,
    QueryKind,
)
from advisor.precedents.searching import MOST_MATCHES, search
from advisor.precedents.store import PrecedentStore
from advisor.storage.actors import Actor
from advisor.storage.database import Database
from advisor.storage.faults import disk_faults_as_messages

TITLE_CHARS = 300
MOST_DOCUMENTS = 500  # of all hubs of a workspace
_WORKSPACES = 4  # whose documents are kept in memory


class PrecedentRoom:
    """The room. Safe to share between threads."""

    def __init__(self, store: PrecedentStore, knowledge: Knowledge, outlines: OutlineShelf) -> None:
        self.store = store
        self.outlines = outlines
        self._knowledge = knowledge
        self._descriptions: Descriptions | None = None
        settings = knowledge.settings
        self.limits = Limits(
            max_file_bytes=settings.evidence_file_mb * MEGABYTE,
            max_pages=settings.evidence_pages,
        )
        self._documents: LRUCache[str, tuple[str, HubDocuments]] = LRUCache(_WORKSPACES)
        self._lock = threading.Lock()

    # --- search and comparison

    def search(
        self, actor: Actor, asked: Asked, as_of: datetime, language: Language = Language.JA, most: int = MOST_MATCHES
    ) -> FoundPrecedents:
        """The hubs that are like what is asked, with the reasons; noted in the room's log.

        Raises QuestionRejected as `search` does, RecordMissing("outline_missing").
        """
        outline = self.outlines.outline(asked.outline) if asked.outline else None
        lent = outline.sha256 if outline is not None else ""
        keeps = self._knowledge.settings.precedent_query_texts
        try:
            found = search(asked, as_of, language, self.descriptions, self.documents(actor), outline, most)
        except QuestionRejected as refusal:
            if refusal.code == "precedents_no_judging":
                self.store.note_query(actor, QueryKind.REFUSED, asked, 0, keeps, lent)
            raise
        self.store.note_query(actor, QueryKind.SEARCH, asked, len(found.matches) + found.more, keeps, lent)
        return found

    def compare(
        self, actor: Actor, hub_ids: Sequence[str], as_of: datetime, language: Language = Language.JA
    ) -> ComparedPrecedents:
        """Two to four hubs side by side; noted in the room's log. Raises QuestionRejected as `compare` does."""
        found = compare(hub_ids, as_of, language, self.descriptions, self.documents(actor))
        self.store.note_comparison(actor, list(hub_ids))
        return found

    # --- outlines

    def lend(self, name: str, data: bytes, language: Language = Language.JA) -> LentOutline:
        """Take an outline for this session, for likeness alone. Raises what `read_outline` raises."""
        outline = read_outline(data, name, self.limits, self._knowledge, self.descriptions.vocabulary)
        return self.outlines.lend(outline, language)

    # --- documents of hubs

    def add_document(
        self,
        actor: Actor,
        hub_id: str,
        name: str,
        data: bytes,
        url: str,
        title: str = "",
        issued_on: date | None = None,
    ) -> HubDocument:
        """Add a published document to a hub. Raises QuestionRejected("hub_unknown"), UploadRejected for an address that
        is not public or a file over a limit, DocumentUnreadable, EditRejected("hub_document_known")."""
        self.hub(hub_id)
        address = published_at(url)
        if len(title) > TITLE_CHARS:
            raise EditRejected("hub_document_title_too_long", limit=TITLE_CHARS)
        received = receive(data, name, self.limits)
        present = self.store.documents(actor)
        known = any(each.hub_id == hub_id and each.sha256 == received.sha256 for each in present)  # told by the store
        if len(present) >= MOST_DOCUMENTS and not known:
            raise UploadRejected("hub_documents_too_many", limit=MOST_DOCUMENTS)
        file = EvidenceFile(id="new", name=received.clean_name, document=received.document)
        index = EvidenceIndex.build([file], self._knowledge.embedder, self._knowledge.settings.passage_tokens)
        return self.store.add_document(
            actor,
            hub_id,
            name=received.clean_name,
            title=title,
            url=address,
            issued_on=issued_on,
            data=data,
            document=received.document,
            report=report(received.document, index.passages_of("new")),
            vectors=index.vectors,
            model_id=self._knowledge.embedder.model_id,
        )

    def documents(self, actor: Actor) -> HubDocuments:
        """All documents of the actor's workspace, searchable."""
        state = self.store.documents_state(actor)
        if not state:
            return NO_DOCUMENTS
        with self._lock:
            known = self._documents.get(actor.workspace)
        if known is not None and known[0] == state:
            return known[1]
        knowledge, model_id = self._knowledge, self._knowledge.embedder.model_id
        built = HubDocuments.build(
            self.store.documents_read(actor),
            knowledge.embedder,
            knowledge.settings.passage_tokens,
            knowledge.glossary,
            self.store.document_vectors(actor, model_id),
        )
        with self._lock:
            self._documents[actor.workspace] = state, built
        return built

    # --- lists

    def list_hub(self, actor: Actor, list_id: str, hub_id: str, note: str = "") -> PrecedentList:
        """Put a hub into a list. Raises QuestionRejected("hub_unknown") and what the store raises."""
        self.hub(hub_id)
        return self.store.add_hub(actor, list_id, hub_id, note)

    def export(self, actor: Actor, list_id: str, ending: str, language: Language = Language.JA) -> Exported:
        """A list as a file, `ending` `.xlsx` or `.docx`. Raises RecordMissing("list_missing")."""
        saved = self.store.saved_list(actor, list_id)
        hubs = {hub.id: hub for hub in self._knowledge.hubs}
        of_list = hubs_of_list(saved, hubs, self.descriptions.quotes, self.store.documents(actor), language)
        return export_list(saved, of_list, ending, language)

    def write(self, actor: Actor, list_id: str, path: Path, language: Language = Language.JA) -> None:
        """Write a list to `path`, which ends in `.xlsx` or `.docx`. Raises RecordMissing, ServiceFault where the folder
        takes no file."""
        contents = self.export(actor, list_id, path.suffix.lower(), language).contents
        with disk_faults_as_messages(str(path.parent)):
            path.write_bytes(contents)

    def hub(self, hub_id: str) -> Hub:
        """The hub on record. Raises QuestionRejected("hub_unknown")."""
        found = next((hub for hub in self._knowledge.hubs if hub.id == hub_id), None)
        if found is None:
            raise QuestionRejected("hub_unknown", id=hub_id[:80])
        return found

    @property
    def descriptions(self) -> Descriptions:
        """What the record says of each hub. Raises QuestionRejected("hubs_missing")."""
        with self._lock:
            if self._descriptions is None:
                self._descriptions = Descriptions.of(self._knowledge)
            return self._descriptions


def make_room(database: Database, knowledge: Knowledge, outlines: OutlineShelf | None = None) -> PrecedentRoom:
    """The room over a database. `outlines`: those that are lent now, where a room is made anew for new knowledge."""
    return PrecedentRoom(PrecedentStore(database), knowledge, OutlineShelf() if outlines is None else outlines)

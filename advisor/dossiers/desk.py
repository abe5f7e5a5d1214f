"""What a coordinator does with a dossier: load a form, send evidence, have items drafted, edit, review, export.

The store keeps, the pure parts work out; this brings them together. Every method takes the actor and sees his
workspace alone.
"""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

from cachetools import LRUCache

from advisor.dossiers.item_rules import ItemEditRejected
from advisor.dossiers.records import Dossier, Item, Receipt, Status
from advisor.dossiers.store import DossierStore
from advisor.drafting.case import Case, make_case
from advisor.drafting.flow import draft_item
from advisor.drafting.writing import Writers
from advisor.errors import EditRejected, RecordMissing, UploadRejected
from advisor.evidence.limits import Limits
from advisor.evidence.receiving import receive
from advisor.evidence.searching import EvidenceFile, EvidenceIndex
from advisor.exporting.annex import annex
from advisor.exporting.documents import filled_bytes
from advisor.exporting.exported import Exported, exported
from advisor.forms.model import Filled, Filling, Form, FormFormat, ItemKind
from advisor.forms.outlines import APPLICATION, load_outlines
from advisor.forms.packing import stable_zip
from advisor.forms.reading import read_form
from advisor.guides.export import csv_bytes, markdown_text, xlsx_bytes
from advisor.guides.hubs.finding import HubFilter, HubRow, find_hubs
from advisor.ingest.report import report
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.messages import Language, say
from advisor.review.consistency import Issue, consistency
from advisor.review.differences import Piece, differences
from advisor.review.progress import Progress, progress
from advisor.review.provenance import after_edit, of_draft
from advisor.storage.actors import Actor
from advisor.values import Value

STRENGTH = "strength"  # the viewpoint that says what a hub works on
_LIKENESS_STATEMENTS, _LIKENESS_CHARS, _PRECEDENTS = 5, 600, 3
_INDEXES = 8  # evidence indexes kept in memory, a few MB each


class Reviewed(Value):
    """How a dossier stands on a day."""

    progress: Progress
    issues: tuple[Issue, ...]


class Desk:
    """The desk. Safe to share between threads."""

    def __init__(self, store: DossierStore, knowledge: Knowledge, chat: Chat | None, limits: Limits) -> None:
        self.store = store
        self._knowledge = knowledge
        self._chat = chat
        self._limits = limits
        self._indexes: LRUCache[tuple[str, str, str], tuple[list[EvidenceFile], EvidenceIndex]] = LRUCache(_INDEXES)
        self._lock = threading.Lock()

    # --- the form ---

    def start(
        self,
        actor: Actor,
        title: str,
        outline: str | None = None,
        form_file: tuple[str, bytes] | None = None,
        hub_type: str | None = None,
        round_number: int | None = None,
        language: Language = Language.JA,
    ) -> Dossier:
        """A new dossier on a built-in outline or on a loaded form (name, bytes).

        Raises FormUnreadable, DocumentUnreadable, EditRejected("outline_unknown") and what the store raises.
        """
        outlines = load_outlines(self._knowledge.settings.corpus_dir)
        if form_file is not None:
            form, data = read_form(form_file[1], form_file[0]), form_file[1]
        elif outline in outlines:
            form, data = outlines[outline].form(language, hub_type), None
        else:
            raise EditRejected("outline_unknown", value=outline or "-", known=", ".join(outlines))
        newest = max(each.number for each in self._knowledge.program.rounds)
        return self.store.create_dossier(
            actor, title, form, round_number or newest, hub_type, self._knowledge.program.id, data
        )

    # --- the evidence ---

    def upload(self, actor: Actor, dossier_id: str, name: str, data: bytes) -> Receipt:
        """Keep a file of evidence and make it searchable; the receipt says what was kept.

        Raises UploadRejected for a file over a limit, DocumentUnreadable for one that cannot be read.
        """
        present = self.store.evidence(actor, dossier_id)
        received = receive(data, name, self._limits)
        if received.sha256 not in {receipt.sha256 for receipt in present}:
            self._limits.check_room(len(present), sum(receipt.size_bytes for receipt in present), received.size_bytes)
        file = EvidenceFile(id="new", name=received.clean_name, document=received.document)
        index = EvidenceIndex.build([file], self._knowledge.embedder, self._knowledge.settings.passage_tokens)
        return self.store.add_evidence(
            actor,
            dossier_id,
            name=received.clean_name,
            data=data,
            document=received.document,
            report=report(received.document, index.passages_of("new")),
            pages=received.pages,
            vectors=index.vectors,
            model_id=self._knowledge.embedder.model_id,
        )

    def remove(self, actor: Actor, dossier_id: str, evidence_id: str) -> None:
        """Delete a file of evidence: it is found no more from this moment on."""
        self.store.delete_evidence(actor, dossier_id, evidence_id)
        with self._lock:
            for key in [key for key in self._indexes if key[:2] == (actor.workspace, dossier_id)]:
                del self._indexes[key]

    def case(self, actor: Actor, dossier_id: str, as_of: datetime, language: Language = Language.JA) -> Case:
        """Everything that items of the dossier are drafted from."""
        dossier = self.store.dossier(actor, dossier_id)
        files, index = self._indexed(actor, dossier_id)
        return make_case(files, index, self._knowledge, as_of, dossier.hub_type, language)

    def _indexed(self, actor: Actor, dossier_id: str) -> tuple[list[EvidenceFile], EvidenceIndex]:
        state = self.store.evidence_state(actor, dossier_id)
        key = (actor.workspace, dossier_id, state)
        with self._lock:
            known = self._indexes.get(key)
        if known is not None:
            return known
        embedder = self._knowledge.embedder
        files = [
            EvidenceFile(id=receipt.id, name=receipt.name, document=document)
            for receipt, document in self.store.evidence_documents(actor, dossier_id)
        ]
        vectors = self.store.evidence_vectors(actor, dossier_id, embedder.model_id)
        index = EvidenceIndex.build(files, embedder, self._knowledge.settings.passage_tokens, vectors)
        with self._lock:
            self._indexes[key] = files, index
        return files, index

    # --- the drafts ---

    def draft(
        self,
        actor: Actor,
        dossier_id: str,
        as_of: datetime,
        item_ids: Sequence[str] | None = None,
        language: Language = Language.JA,
    ) -> Iterator[Item]:
        """Draft the items of these ids, or all that are empty yet: each is kept as soon as it is drafted, so that what
        was interrupted goes on where it stopped. Items that a person has approved are left alone.

        Raises RecordMissing("item_missing") for an id that no item has, UploadRejected("evidence_missing_yet") where
        there is no evidence.
        """
        items = self.store.items(actor, dossier_id)
        if not {item.id for item in items}.issuperset(item_ids or ()):
            raise RecordMissing("item_missing")
        wanted = [item for item in items if _is_wanted(item, item_ids)]
        if not self.store.evidence(actor, dossier_id):
            raise UploadRejected("evidence_missing_yet")
        case = self.case(actor, dossier_id, as_of, language)
        writers = Writers(self._chat, self._knowledge) if self._chat is not None else None
        for item in wanted:
            draft = draft_item(item.form_item, case, writers)
            try:
                yield self.store.save_draft(actor, dossier_id, item.id, draft, of_draft(draft), item.revision)
            except ItemEditRejected as rejected:  # somebody wrote into it meanwhile: their words stand
                yield rejected.current

    def edit(
        self, actor: Actor, dossier_id: str, item_id: str, text: str, chosen: Sequence[str], revision: int
    ) -> Item:
        """Save what a person wrote; sentences that stood there keep where they come from."""
        before = self.store.item(actor, dossier_id, item_id)
        sentences = after_edit(text, before.sentences, actor.name)
        return self.store.save_text(actor, dossier_id, item_id, text, chosen, sentences, revision)

    # --- the review ---

    def review(self, actor: Actor, dossier_id: str, as_of: datetime, language: Language = Language.JA) -> Reviewed:
        """How far the dossier is at `as_of`, and what does not agree in it."""
        dossier = self.store.dossier(actor, dossier_id)
        items = self.store.items(actor, dossier_id)
        case = self.case(actor, dossier_id, as_of, language)
        deleted = {file.id: file.name for file in self.store.deleted_files(actor, dossier_id)}
        issues = consistency(items, case.contradictions, {file.id for file in case.files}, deleted, case.day, language)
        return Reviewed(progress=progress(items, self._knowledge.program, dossier.round, as_of), issues=issues)

    def compare(self, actor: Actor, dossier_id: str, item_id: str, old: int, new: int) -> tuple[Piece, ...]:
        """What changed between two versions of an item. Raises RecordMissing("version_missing")."""
        texts = {version.number: version.text for version in self.store.versions(actor, dossier_id, item_id)}
        if old not in texts or new not in texts:
            raise RecordMissing("version_missing", number=old if old not in texts else new)
        return differences(texts[old], texts[new])

    def precedents(
        self, actor: Actor, dossier_id: str, as_of: datetime, language: Language = Language.JA
    ) -> tuple[HubRow, ...]:
        """The selected hubs whose descriptions are most like what the files say of this one, the most alike first.

        They are examples to look at. Nothing of them goes into a draft, and they support no claim.
        """
        case = self.case(actor, dossier_id, as_of, language)
        about = case.outlines[APPLICATION].viewpoint(STRENGTH)
        said = case.finder.for_viewpoint(about, case.reader.matchers[APPLICATION], None)[:_LIKENESS_STATEMENTS]
        like = " ".join(each.statement.text for each in said)[:_LIKENESS_CHARS]
        if not like:
            return ()
        return find_hubs(HubFilter(like=like), as_of, language, self._knowledge).rows[:_PRECEDENTS]

    # --- the export ---

    def export(
        self,
        actor: Actor,
        dossier_id: str,
        ending: str,
        only_approved: bool = True,
        language: Language = Language.JA,
    ) -> Exported:
        """The form filled in: `.md`, or the form's own format (an outline also `.docx` and `.xlsx`).

        Unless asked otherwise only approved items are in it. The face says how many of them there are, and whether the
        others are left out or in it without approval; nothing when all are approved.
        The same dossier gives the same bytes. Raises EditRejected("export_ending").
        """
        dossier = self.store.dossier(actor, dossier_id)
        items = self.store.items(actor, dossier_id)
        if ending not in export_endings(dossier.form):
            allowed = ", ".join(export_endings(dossier.form))
            raise EditRejected("export_ending", ending=ending, allowed=allowed)
        face = _face(items, only_approved, language)
        filling = Filling(answers=_answers(items, only_approved), face=face, language=language)
        contents = filled_bytes(dossier.form, self.store.form_file(actor, dossier_id), filling, ending)
        return exported(dossier.title, ending, contents)

    def annex(self, actor: Actor, dossier_id: str, ending: str, only_approved: bool = True,
              language: Language = Language.JA) -> Exported:  # fmt: skip
        """The annex of evidence as `.xlsx`, `.csv` or `.md`."""
        dossier = self.store.dossier(actor, dossier_id)
        items = [
            item for item in self.store.items(actor, dossier_id) if not only_approved or item.status is Status.APPROVED
        ]
        table = annex(dossier.title, items, "", language)
        make = {".xlsx": lambda: stable_zip(xlsx_bytes(table)), ".csv": lambda: csv_bytes(table),
                ".md": lambda: markdown_text(table).encode()}  # fmt: skip
        if ending not in make:
            raise EditRejected("export_ending", ending=ending, allowed=", ".join(make))
        return exported(f"{dossier.title}-annex", ending, make[ending]())


def export_endings(form: Form) -> tuple[str, ...]:
    """What a form can be exported as, its own format first."""
    if form.format is FormFormat.OUTLINE:
        return (".docx", ".xlsx", ".md")
    return (f".{form.format}", ".md")


def _is_wanted(item: Item, item_ids: Sequence[str] | None) -> bool:
    if item_ids is None:
        return item.status is Status.EMPTY
    return item.id in item_ids and item.status is not Status.APPROVED


def _face(items: Sequence[Item], only_approved: bool, language: Language) -> str:
    approved = sum(item.status is Status.APPROVED for item in items)
    if approved == len(items):
        return ""
    key = "face_only_approved" if only_approved else "face_partial"
    return say(f"exporting.{key}", language, approved=approved, items=len(items))


def _answers(items: Sequence[Item], only_approved: bool) -> dict[str, Filled]:
    return {
        item.form_item.id: Filled(text="" if item.form_item.kind is ItemKind.CHOICE else item.text, chosen=item.chosen)
        for item in items
        if item.status is Status.APPROVED or not only_approved
    }

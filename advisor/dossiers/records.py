"""What the store keeps, as values that are handed out. Times are aware, in Asia/Tokyo."""

from datetime import datetime
from enum import StrEnum

from advisor.drafting.model import FileCitation, ItemDraft
from advisor.forms.model import Form, FormItem
from advisor.ingest.document import IngestReport
from advisor.values import Value


class Status(StrEnum):
    """Where an item stands. Only a named person approves; a change of an approved item needs reopening first."""

    EMPTY = "empty"
    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Origin(StrEnum):
    """Where a sentence comes from."""

    CALL = "call"
    EVIDENCE = "evidence"
    PRECEDENT = "precedent"
    GENERATED = "generated"
    EDITED = "edited"


class Sentence(Value):
    """A sentence of an item's text with where it comes from. `by`: who wrote or changed it, of EDITED.

    `citations`: the words of the files that it rests on; they stay with it in every version. `claim`: which claim of
    the item's present draft says it; None when that draft has no such claim.
    """

    text: str
    origin: Origin
    by: str = ""
    claim: int | None = None
    citations: tuple[FileCitation, ...] = ()


class Dossier(Value):
    """One application in preparation."""

    id: str
    workspace: str
    title: str
    program: str
    round: int
    hub_type: str | None
    form: Form
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    revision: int


class DossierSummary(Value):
    """A line of the list of dossiers."""

    id: str
    title: str
    round: int
    hub_type: str | None
    form_name: str
    updated_at: datetime
    items: int
    approved: int


class Receipt(Value):
    """What was stored of an upload: shown to who sent it."""

    id: str
    name: str
    size_bytes: int
    pages: int
    sha256: str
    media_type: str
    report: IngestReport
    stored_at: datetime
    stored_by: str


class DeletedFile(Value):
    """An evidence file that was deleted: nothing of its content is left, but drafts may still cite it."""

    id: str
    name: str
    at: datetime
    by: str


class Item(Value):
    """An item of a dossier as it stands. `revision` goes up with every change: who saves says which one was read.

    `note`: what was said with the last step (to review, approval, reopening).
    """

    id: str
    position: int
    form_item: FormItem
    status: Status
    text: str
    chosen: tuple[str, ...] = ()
    draft: ItemDraft | None = None
    sentences: tuple[Sentence, ...] = ()
    revision: int
    updated_at: datetime
    updated_by: str
    note: str = ""


class VersionKind(StrEnum):
    """What made a version."""

    DRAFT = "draft"
    EDIT = "edit"
    CONFLICT = "conflict"
    APPROVE = "approve"
    REOPEN = "reopen"
    REVIEW = "review"
    RESTORE = "restore"


class Version(Value):
    """A state of an item's text, with who made it and why. CONFLICT: words that came too late, kept beside.

    `number`: from 1 in each item. `at`: when its last words came.
    """

    number: int
    kind: VersionKind
    text: str
    chosen: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    status: Status
    note: str = ""
    at: datetime
    by: str


class Comment(Value):
    """A remark on an item."""

    id: str
    item_id: str
    text: str
    at: datetime
    by: str
    resolved_at: datetime | None = None
    resolved_by: str = ""


class EventKind(StrEnum):
    """What happened. Each has its words in messages/dossiers.toml (`event_…`)."""

    CREATED = "created"
    RENAMED = "renamed"
    TYPE_SET = "type_set"
    FORM_MAPPED = "form_mapped"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_DELETED = "evidence_deleted"
    DRAFTED = "drafted"
    EDITED = "edited"
    CONFLICT = "conflict"
    SENT_TO_REVIEW = "sent_to_review"
    APPROVED = "approved"
    REOPENED = "reopened"
    RESTORED = "restored"
    COMMENTED = "commented"
    COMMENT_RESOLVED = "comment_resolved"


class Event(Value):
    """A line of a dossier's history. `detail`: the name of a file, a title, or what was noted."""

    at: datetime
    by: str
    kind: EventKind
    item_id: str | None = None
    detail: str = ""

"""What is kept of inquiries, as values that are handed out. Times are aware, in Asia/Tokyo."""

from datetime import datetime
from enum import StrEnum

from advisor.answering.models import Answer, Intent
from advisor.mail.model import Attachment
from advisor.messages import Language
from advisor.values import Value


class Channel(StrEnum):
    """How an inquiry came."""

    PASTED = "pasted"
    EML = "eml"
    MBOX = "mbox"
    CSV = "csv"
    API = "api"
    FORM = "form"


class InquiryStatus(StrEnum):
    """Where an inquiry stands. REOPENED: it was sent or closed, and a follow-up came or a person took it up again."""

    NEW = "new"
    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SENT = "sent"
    CLOSED = "closed"
    REOPENED = "reopened"


class ApplicantKind(StrEnum):
    """What the sender is, as far as the inquiry says."""

    UNIVERSITY = "university"
    TECHNICAL_COLLEGE = "technical_college"
    RESEARCH_INSTITUTE = "research_institute"
    COMPANY = "company"
    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """What the officer should see before reading on."""

    COMPLAINT = "complaint"
    OFF_TOPIC = "off_topic"
    INSTRUCTION = "instruction"  # an order to the assistant hidden in the text: never followed
    FAULTY_MAIL = "faulty_mail"


class InquiryQuestion(Value):
    """One question of an inquiry. `id`: `q1`, `q2` … in the inquiry, never used twice. `text` can stand alone.

    `message_id`: of the InquiryMessage that asks it.
    """

    id: str
    text: str
    topic: Intent
    message_id: str


class Incoming(Value):
    """An inquiry as it arrives, before it is kept. `message_id`, `parents`: of a mail (parents: what it replies to).

    `key`: what makes two arrivals the same one (a mail's bytes, a CSV row's cells); never kept twice in a workspace.
    """

    channel: Channel
    key: str
    sender_name: str = ""
    sender_email: str = ""
    organisation: str = ""
    subject: str = ""
    body: str
    quoted: str = ""
    signature: str = ""
    received_at: datetime
    message_id: str = ""
    parents: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    faults: tuple[str, ...] = ()
    past_reply: str = ""  # of a CSV of past inquiries: what was answered, approved then
    past_replied_at: datetime | None = None


class InquiryMessage(Value):
    """One message of an inquiry. `duplicate`: it says again what an earlier one of the inquiry says."""

    id: str
    channel: Channel
    sender_name: str
    sender_email: str
    organisation: str
    subject: str
    body: str
    quoted: str
    signature: str
    received_at: datetime
    message_id: str
    attachments: tuple[Attachment, ...]
    faults: tuple[str, ...]
    duplicate: bool


class Inquiry(Value):
    """One thread of messages with its questions. `number`: from 1 in the workspace, for people to say.

    `received_at`: of the first message; `latest_at`: of the newest. `revision` goes up with every change of the
    inquiry itself (a message, its questions, topic …), `text_revision` only when messages or questions change: a draft
    is made for one of these. `messages`: how many there are, `duplicates`: how many of these say again what others say.
    `note`: why it was closed or reopened last.
    """

    id: str
    number: int
    status: InquiryStatus
    sender_name: str
    sender_email: str
    organisation: str
    subject: str
    language: Language
    topic: Intent
    kind: ApplicantKind
    flags: tuple[Flag, ...]
    questions: tuple[InquiryQuestion, ...]
    assignee: str
    received_at: datetime
    latest_at: datetime
    due_at: datetime | None
    messages: int
    duplicates: int
    revision: int
    text_revision: int
    updated_at: datetime
    updated_by: str
    note: str = ""


class InquiryFilter(Value):
    """Which inquiries are meant. Empty parts do not narrow. `text`: stands in subject, sender, organisation or body."""

    statuses: tuple[InquiryStatus, ...] = ()
    topic: Intent | None = None
    kind: ApplicantKind | None = None
    assignee: str | None = None
    flag: Flag | None = None
    overdue_at: datetime | None = None  # due before this moment and not sent yet
    text: str = ""


class InquiryPage(Value):
    """Some of the inquiries that a filter means, the newest first; `total`: of how many."""

    inquiries: tuple[Inquiry, ...]
    total: int


class AnsweredQuestion(Value):
    """A question of an inquiry with the advisor's answer. `text`: as it stands in the mail. `open`: a person has to
    answer it, or the rest of it."""

    question: InquiryQuestion
    answer: Answer
    text: str
    open: bool


class SimilarReply(Value):
    """An approved reply to a question like this one. `score`: cosine of the questions."""

    inquiry_id: str
    number: int
    question_id: str
    asked: str
    said: str
    score: float
    approved_at: datetime
    approved_by: str


class Conflict(Value):
    """Where the draft says another thing than an approved reply to a like question. `text`: in words, for the officer.

    `ours`, `theirs`: the two sentences, as they stand.
    """

    question_id: str
    inquiry_id: str
    number: int
    text: str
    ours: str
    theirs: str
    approved_at: datetime


class DocumentChange(Value):
    """What changed in the documents since an approved reply. `text`: in words; `quote`: what was quoted then."""

    inquiry_id: str
    number: int
    source_id: str
    title: str
    quote: str
    text: str


class ReplyDraft(Value):
    """A reply as the product drafted it for `text_revision` of the inquiry, valid at `as_of`."""

    subject: str
    text: str
    language: Language
    as_of: datetime
    round: int | None
    text_revision: int
    answered: tuple[AnsweredQuestion, ...]
    similar: tuple[SimilarReply, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[DocumentChange, ...] = ()
    composer: str = "extractive"
    made_in_ms: float = 0.0


class Reply(Value):
    """The reply of an inquiry as it stands. `outdated`: a message came after its draft was made.

    `approved_*`, `sent_*` are set once each has happened, and unset by reopening. `sent_as`: eml, clipboard, mailto or
    other, as the person said.
    """

    inquiry_id: str
    subject: str
    text: str
    draft: ReplyDraft | None
    revision: int
    outdated: bool
    note: str
    updated_at: datetime
    updated_by: str
    approved_at: datetime | None = None
    approved_by: str = ""
    sent_at: datetime | None = None
    sent_by: str = ""
    sent_as: str = ""


class ReplyVersionKind(StrEnum):
    """What made a version of a reply."""

    DRAFT = "draft"
    EDIT = "edit"
    CONFLICT = "conflict"  # words that came too late, kept beside
    TO_REVIEW = "to_review"
    APPROVE = "approve"
    REJECT = "reject"  # the draft is of no use; somebody writes another
    SEND_BACK = "send_back"  # to be mended by whoever wrote it
    REOPEN = "reopen"
    SENT = "sent"
    IMPORT = "import"  # of a past inquiry


class ReplyVersion(Value):
    """A state of a reply, with who made it and why. `number`: from 1 in each inquiry. Never changed, never deleted but
    with the whole inquiry; an edit within five minutes of the same person's edit joins it, an approved text never."""

    number: int
    kind: ReplyVersionKind
    subject: str
    text: str
    status: InquiryStatus
    note: str
    draft: ReplyDraft | None
    at: datetime
    by: str


class InquiryEventKind(StrEnum):
    """What happened. Each has its words in messages/inquiries.toml (`event_…`)."""

    RECEIVED = "received"
    JOINED = "joined"
    DUPLICATE = "duplicate"
    QUESTIONS_CHANGED = "questions_changed"
    DETAILS_CHANGED = "details_changed"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    DRAFT_DROPPED = "draft_dropped"
    EDITED = "edited"
    CONFLICT = "conflict"
    SENT_TO_REVIEW = "sent_to_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"
    SENT = "sent"
    CLOSED = "closed"
    REOPENED = "reopened"
    MOVED = "moved"  # a message was taken out of an inquiry, or put into another
    DELETED = "deleted"
    EXPORTED = "exported"


class InquiryEvent(Value):
    """A line of the audit log. `inquiry`: its number, also when it is deleted; `detail`: nothing of what was asked."""

    number: int
    at: datetime
    by: str
    kind: InquiryEventKind
    inquiry_id: str
    inquiry: int
    detail: str = ""
    text_sha256: str = ""  # of the reply's text after the event, where the event is about the reply


class ApprovedAnswer(Value):
    """A question that an approved reply answered: what similar ones are compared with, and the FAQ is made from.

    `said`: the paragraph of the approved text that answers it, or the whole text where paragraphs cannot be told apart.
    `quotes`: the citations of the draft whose sentences still stand in it.
    """

    inquiry_id: str
    number: int
    question_id: str
    asked: str
    said: str
    topic: Intent
    language: Language
    as_of: datetime
    round: int | None
    quotes: tuple["QuotedPassage", ...]
    approved_at: datetime
    approved_by: str


class QuotedPassage(Value):
    """The words of a source that something approved rests on: an exact substring of it when it was approved."""

    source_id: str
    title: str
    round: int | None
    quote: str

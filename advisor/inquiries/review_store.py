"""From draft to sent: a named person decides, and each step leaves a version and a line in the log."""

from typing import Any

from sqlalchemy import func, literal, select

from advisor.errors import EditRejected
from advisor.inquiries.answer_rows import add_answers, read_answers, take_back_answers
from advisor.inquiries.change import Change
from advisor.inquiries.inquiry_rows import put_inquiry, read_kept
from advisor.inquiries.inquiry_rules import InquiryRejected, Kept
from advisor.inquiries.records import ApprovedAnswer, Inquiry, Reply
from advisor.inquiries.reply_rows import add_version, put_reply, read_reply, undecided
from advisor.inquiries.reply_rules import (
    APPROVE,
    CLOSE,
    MARK_SENT,
    REJECT,
    REOPEN,
    SEND_BACK,
    SENT_AS,
    TO_REVIEW,
    ReplyWords,
    Step,
    changed_meanwhile,
    refuse_unfinished,
    reply_note,
)
from advisor.inquiries.tables import inquiry_counters, replies
from advisor.inquiries.transactions import Stored
from advisor.storage.actors import Actor
from advisor.storage.column_types import Moment

Decided = tuple[Inquiry, Reply | None]
_OF_THE_INQUIRY = (REOPEN, CLOSE)  # their note is the inquiry's too: there may be no reply


class Reviews(Stored):
    """The steps of an inquiry's status. In each, `revision` is that of the reply as it was read; 0: there is none.

    Each raises RecordMissing("inquiry_missing"), EditRejected("note_too_long"), InquiryRejected
    ("inquiry_status_wrong") where the step cannot be taken, ReplyRejected("reply_changed_meanwhile").
    """

    def to_review(self, actor: Actor, inquiry_id: str, note: str, revision: int) -> Decided:
        """Ask for a review. Raises ReplyRejected("reply_empty")."""
        return self._step(actor, inquiry_id, TO_REVIEW, note, revision)

    def approve(self, actor: Actor, inquiry_id: str, note: str, revision: int) -> Decided:
        """Approve the reply; it takes no edits until it is reopened, and similar questions may learn from it.

        Raises EditRejected("approver_unnamed") for an actor without a name, ReplyRejected("reply_empty"),
        ("reply_has_blanks").
        """
        if not actor.name.strip():
            raise EditRejected("approver_unnamed")
        return self._step(actor, inquiry_id, APPROVE, note, revision)

    def reject(self, actor: Actor, inquiry_id: str, note: str, revision: int) -> Decided:
        """Say that the draft is of no use: the reply is empty again. Raises EditRejected("note_missing")."""
        return self._step(actor, inquiry_id, REJECT, note, revision)

    def send_back(self, actor: Actor, inquiry_id: str, note: str, revision: int) -> Decided:
        """Back to whoever writes it, with the reason. Raises EditRejected("note_missing")."""
        return self._step(actor, inquiry_id, SEND_BACK, note, revision)

    def reopen(self, actor: Actor, inquiry_id: str, note: str, revision: int) -> Decided:
        """Take up again what was approved, sent or closed. What was approved of it is taken back.

        Raises EditRejected("note_missing").
        """
        return self._step(actor, inquiry_id, REOPEN, note, revision)

    def mark_sent(self, actor: Actor, inquiry_id: str, note: str, revision: int, sent_as: str) -> Decided:
        """Say that a person has sent the approved reply, by `sent_as`: eml, clipboard, mailto, other.

        Raises EditRejected("sent_as_unknown").
        """
        if sent_as not in SENT_AS:
            raise EditRejected("sent_as_unknown")
        return self._step(actor, inquiry_id, MARK_SENT, note, revision, sent_as)

    def close(self, actor: Actor, inquiry_id: str, note: str, revision: int) -> Decided:
        """Put the inquiry away. Without a reply that was sent the note says why: EditRejected("note_missing")."""
        return self._step(actor, inquiry_id, CLOSE, note, revision)

    def approved_answers(self, actor: Actor) -> list[ApprovedAnswer]:
        """What approved and sent replies of the workspace answered, the earliest approved first."""
        with self.database.reading() as connection:
            return read_answers(connection, actor)

    def approved_state(self, actor: Actor) -> str:
        """Another word whenever `approved_answers` are others."""
        wanted = select(inquiry_counters.c.approvals).where(inquiry_counters.c.workspace_id == actor.workspace)
        with self.database.reading() as connection:
            return str(connection.execute(wanted).scalar() or 0)

    def _step(self, actor: Actor, inquiry_id: str, step: Step, note: str, revision: int, sent_as: str = "") -> Decided:
        kept_note = reply_note(note)
        with self._changing(actor, inquiry_id) as (change, kept):
            reply = read_reply(change.connection, actor, inquiry_id)
            if kept.inquiry.status not in step.start:
                raise InquiryRejected("inquiry_status_wrong", kept.inquiry)
            if revision != (reply.revision if reply is not None else 0):
                raise changed_meanwhile(reply)
            if kept.inquiry.status in step.note_needed and not kept_note:
                raise EditRejected("note_missing")
            if step in (TO_REVIEW, APPROVE):
                refuse_unfinished(reply, for_approval=step is APPROVE)
            inquiry = _moved(change, kept, step, kept_note)
            if reply is not None:
                reply = _decided(change, inquiry, reply, step, kept_note, sent_as)
            else:
                change.tell(step.event, inquiry)
            if step is APPROVE and reply is not None and reply.approved_at is not None:
                said = self._answers_of(inquiry, reply.text, reply.draft, reply.approved_at, reply.approved_by)
                add_answers(change, inquiry, said)
            if step is REOPEN:
                take_back_answers(change, inquiry.id)
            return read_kept(change.connection, actor, inquiry.id).inquiry, reply


def _moved(change: Change, kept: Kept, step: Step, note: str) -> Inquiry:
    changes: dict[str, Any] = {"status": step.end}
    if step in _OF_THE_INQUIRY:
        changes["note"] = note
    return put_inquiry(change, Kept(kept.inquiry.model_copy(update=changes), kept.last_question))


def _decided(change: Change, inquiry: Inquiry, reply: Reply, step: Step, note: str, sent_as: str) -> Reply:
    """The reply after the step, with its version and its line in the log."""
    words, at, actor = ReplyWords(reply.subject, reply.text), change.at, change.actor
    columns: dict[str, Any] = {"note": note}
    if step is APPROVE:
        columns |= {"approved_at": at, "approved_by_id": actor.id, "approved_by": actor.name, "outdated": False}
    elif step is REJECT:
        columns |= {"text": ""}
    elif step is REOPEN:
        columns |= undecided()
    elif step is MARK_SENT:
        columns |= {"sent_at": at, "sent_by_id": actor.id, "sent_by": actor.name, "sent_as": sent_as}
        columns["first_sent_at"] = func.coalesce(replies.c.first_sent_at, literal(at, Moment))
    put = put_reply(change, inquiry.id, reply, **columns)
    detail = ""
    if step.version is not None:
        detail = f"v{add_version(change, inquiry.id, step.version, words, inquiry.status, note)}"
    change.tell(step.event, inquiry, " ".join(filter(None, (detail, sent_as))), put.text)
    return put

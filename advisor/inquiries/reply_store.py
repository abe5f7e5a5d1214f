"""Writing replies. No words are lost: each saved state is in a version, also one that came too late."""

from typing import Any

from advisor.inquiries.change import Change
from advisor.inquiries.figure_record import draft_figures
from advisor.inquiries.inquiry_rows import put_inquiry
from advisor.inquiries.inquiry_rules import Kept
from advisor.inquiries.records import (
    Inquiry,
    InquiryEventKind,
    InquiryStatus,
    Reply,
    ReplyDraft,
    ReplyVersion,
    ReplyVersionKind,
)
from advisor.inquiries.reply_rows import add_version, is_kept, join_version, put_reply, read_reply, read_versions
from advisor.inquiries.reply_rules import (
    ReplyRejected,
    ReplyWords,
    changed_meanwhile,
    edit_refusal,
    reply_words,
    status_after_edit,
)
from advisor.inquiries.transactions import Stored
from advisor.storage.actors import Actor


class Replies(Stored):
    """Replies and their versions."""

    def reply(self, actor: Actor, inquiry_id: str) -> Reply | None:
        """The reply as it stands; None where nothing was ever written. Raises RecordMissing("inquiry_missing")."""
        with self._reading(actor, inquiry_id) as (connection, inquiry):
            return read_reply(connection, actor, inquiry.id)

    def versions(self, actor: Actor, inquiry_id: str) -> list[ReplyVersion]:
        """Every state of the reply's text, oldest first. Raises RecordMissing("inquiry_missing")."""
        with self._reading(actor, inquiry_id) as (connection, inquiry):
            return read_versions(connection, actor, inquiry.id)

    def save_draft(self, actor: Actor, inquiry_id: str, draft: ReplyDraft, revision: int) -> Reply:
        """Make the draft's text the reply's. Its earlier text stays in the versions; the inquiry counts as drafted.

        `revision`: of the reply that it was made over; 0 where there was none. Raises ReplyRejected("draft_outdated")
        when the inquiry asks something else by now (the draft is dropped, the log says so), and as `save_text`:
        the draft's text is then kept as a version of kind CONFLICT.
        """
        words = reply_words(draft.subject, draft.text)
        with self._changing(actor, inquiry_id) as (change, kept):
            reply = read_reply(change.connection, actor, inquiry_id)
            refused = edit_refusal(kept.inquiry.status, reply)
            if refused is None and draft.text_revision != kept.inquiry.text_revision:
                refused = ReplyRejected("draft_outdated", reply)
                change.tell(InquiryEventKind.DRAFT_DROPPED, kept.inquiry, text=reply.text if reply else None)
            else:
                refused = refused or _refusal_of_revision(reply, revision)
                if refused is not None:
                    _keep_aside(change, kept.inquiry, words, reply, draft)
            if refused is None:
                columns = {"draft": draft, "drafted": draft_figures(draft), "outdated": False, "note": ""}
                reply = _write(change, kept, reply, words, InquiryStatus.DRAFTED, draft, columns)
        if refused is not None:
            raise refused
        assert reply is not None
        return reply

    def save_text(self, actor: Actor, inquiry_id: str, subject: str, text: str, revision: int) -> Reply:
        """Save what a person wrote on top of `revision` of the reply (0: none yet); the reply as it then stands.

        The words that the reply already has are no change, whatever the revision. Saves of one actor within five
        minutes become one version, as long as none takes away more than a few words.

        Raises ReplyRejected("reply_changed_meanwhile") when somebody was faster, ("reply_approved"),
        ("inquiry_closed"): the words are then kept as a version of kind CONFLICT, and `current` is the reply as it
        stands. EditRejected("reply_too_long"), ("reply_subject_too_long"): nothing is kept.
        """
        words = reply_words(subject, text)
        with self._changing(actor, inquiry_id) as (change, kept):
            reply = read_reply(change.connection, actor, inquiry_id)
            if reply is not None and words == (reply.subject, reply.text):
                return reply
            refused = edit_refusal(kept.inquiry.status, reply) or _refusal_of_revision(reply, revision)
            if refused is not None:
                _keep_aside(change, kept.inquiry, words, reply)
            else:
                status = status_after_edit(kept.inquiry.status, words)
                reply = _write(change, kept, reply, words, status, None, {})
        if refused is not None:
            raise refused
        assert reply is not None
        return reply


def _refusal_of_revision(reply: Reply | None, revision: int) -> ReplyRejected | None:
    return None if revision == (reply.revision if reply is not None else 0) else changed_meanwhile(reply)


def _write(
    change: Change,
    kept: Kept,
    reply: Reply | None,
    words: ReplyWords,
    status: InquiryStatus,
    draft: ReplyDraft | None,
    columns: dict[str, Any],
) -> Reply:
    """Give the reply these words: a version, a line in the log, and the inquiry where it then stands."""
    inquiry = kept.inquiry
    if status is not inquiry.status:
        inquiry = put_inquiry(change, Kept(inquiry.model_copy(update={"status": status}), kept.last_question))
    put = put_reply(change, inquiry.id, reply, subject=words.subject, text=words.text, **columns)
    kind = ReplyVersionKind.EDIT if draft is None else ReplyVersionKind.DRAFT
    number = join_version(change, inquiry.id, words, status) if draft is None else None
    if number is None:
        number = add_version(change, inquiry.id, kind, words, status, draft=draft)
    event = InquiryEventKind.EDITED if draft is None else InquiryEventKind.DRAFTED
    change.tell(event, inquiry, f"v{number}", words.text)
    return put


def _keep_aside(
    change: Change, inquiry: Inquiry, words: ReplyWords, reply: Reply | None, draft: ReplyDraft | None = None
) -> None:
    """Words that came too late, unless they stand in a version already."""
    if words.empty or is_kept(change, inquiry.id, words):
        return
    number = add_version(change, inquiry.id, ReplyVersionKind.CONFLICT, words, inquiry.status, draft=draft)
    change.tell(InquiryEventKind.CONFLICT, inquiry, f"v{number}", reply.text if reply is not None else "")

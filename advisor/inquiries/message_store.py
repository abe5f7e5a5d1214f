"""Messages of inquiries: read, and put where they belong."""

from sqlalchemy import delete

from advisor.errors import EditRejected
from advisor.inquiries.asked_again import asked_again
from advisor.inquiries.change import Change
from advisor.inquiries.inquiry_rows import here, put_inquiry, read_kept
from advisor.inquiries.inquiry_rules import Kept, followed_up, refuse_ended, status_after_message
from advisor.inquiries.message_rows import change_message, read_message, read_messages, read_raw
from advisor.inquiries.reading.inquiry import ReadInquiry
from advisor.inquiries.receiving_store import new_inquiry
from advisor.inquiries.records import Incoming, Inquiry, InquiryEventKind, InquiryMessage
from advisor.inquiries.reply_rows import read_reply
from advisor.inquiries.tables import inquiries
from advisor.inquiries.transactions import Stored
from advisor.storage.actors import Actor


class Messages(Stored):
    """What was sent."""

    def messages(self, actor: Actor, inquiry_id: str) -> list[InquiryMessage]:
        """The messages of the inquiry, oldest first. Raises RecordMissing("inquiry_missing")."""
        with self._reading(actor, inquiry_id) as (connection, inquiry):
            return read_messages(connection, actor, inquiry.id)

    def raw(self, actor: Actor, inquiry_id: str, message_id: str) -> bytes:
        """The mail as it came. Raises RecordMissing("message_missing"), ("mail_missing") for what was no mail."""
        with self._reading(actor, inquiry_id) as (connection, inquiry):
            return read_raw(connection, actor, read_message(connection, actor, inquiry.id, message_id).id)

    def move_message(
        self, actor: Actor, inquiry_id: str, message_id: str, to: str | None, reading: ReadInquiry
    ) -> Inquiry:
        """Put a message into the inquiry `to`, or (None) into one of its own; the inquiry that it then belongs to.

        Its questions go with it (`reading`: of the message); there it is a follow-up. An inquiry that has no message
        left, and no reply, is deleted. Raises RecordMissing("inquiry_missing"), ("message_missing"), InquiryRejected
        ("inquiry_status_wrong") where the inquiry that it leaves has an approved reply or is closed, EditRejected
        ("message_stays") for one that is there already, or is the only one of an inquiry that stays.
        """
        with self._changing(actor, inquiry_id) as (change, kept):
            message = read_message(change.connection, actor, kept.inquiry.id, message_id)
            target = None if to is None else read_kept(change.connection, actor, to)
            refuse_ended(kept.inquiry)
            left = [m for m in read_messages(change.connection, actor, kept.inquiry.id) if m.id != message.id]
            replied = read_reply(change.connection, actor, kept.inquiry.id) is not None
            if (target is not None and target.inquiry.id == kept.inquiry.id) or (not left and (to is None or replied)):
                raise EditRejected("message_stays")
            inquiry = _put_in(change, kept.inquiry, message, target, reading)
            change_message(change, message.id, inquiry_id=inquiry.id, duplicate=False)
            change.tell(InquiryEventKind.MOVED, inquiry, f"{kept.inquiry.number} → {inquiry.number}")
            _take_out(change, kept, message, left, inquiry)
            return read_kept(change.connection, actor, inquiry.id).inquiry


def _put_in(
    change: Change, source: Inquiry, message: InquiryMessage, target: Kept | None, reading: ReadInquiry
) -> Inquiry:
    if target is None:
        fields = {
            name: getattr(message, name) for name in InquiryMessage.model_fields if name not in {"id", "duplicate"}
        }
        return new_inquiry(change, Incoming(key="", **fields), reading, message.id, source.due_at)
    after = followed_up(target, reading, message.id, message.received_at, source.due_at)
    inquiry = put_inquiry(change, after)
    asked_again(change, target.inquiry.status, inquiry)
    return inquiry


def _take_out(change: Change, kept: Kept, message: InquiryMessage, left: list[InquiryMessage], to: Inquiry) -> None:
    """The inquiry that the message left: without its questions, or deleted."""
    source = kept.inquiry
    moved = f"{source.number} → {to.number}"
    if not left:
        change.tell(InquiryEventKind.MOVED, source, moved)
        change.connection.execute(delete(inquiries).where(*here(change.actor, inquiries.c.id == source.id)))
        change.tell(InquiryEventKind.DELETED, source)
        return
    questions = [question for question in source.questions if question.message_id != message.id]
    if all(each.duplicate for each in left):  # the oldest of the copies asks what the message asked
        left = [left[0].model_copy(update={"duplicate": False}), *left[1:]]
        change_message(change, left[0].id, duplicate=False)
        asks = (question.model_copy(update={"message_id": left[0].id}) for question in source.questions)
        questions = list(asks)
    changes = {
        "questions": tuple(questions),
        "status": status_after_message(source.status),
        "received_at": left[0].received_at,
        "latest_at": max(each.received_at for each in left),
        "messages": len(left),
        "duplicates": sum(each.duplicate for each in left),
        "text_revision": source.text_revision + 1,
    }
    inquiry = put_inquiry(change, Kept(source.model_copy(update=changes), kept.last_question))
    change.tell(InquiryEventKind.MOVED, inquiry, moved)
    asked_again(change, source.status, inquiry)

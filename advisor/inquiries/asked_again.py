"""What becomes of an inquiry and its reply when what is asked changes, inside a transaction that is going on."""

from advisor.inquiries.answer_rows import take_back_answers
from advisor.inquiries.change import Change
from advisor.inquiries.inquiry_rules import ENDED
from advisor.inquiries.records import Inquiry, InquiryEventKind, InquiryStatus, ReplyVersionKind
from advisor.inquiries.reply_rows import add_version, mark_outdated, put_reply, read_reply, undecided
from advisor.inquiries.reply_rules import ReplyWords


def asked_again(change: Change, before: InquiryStatus, inquiry: Inquiry) -> None:
    """The reply of an inquiry that stood at `before` is outdated; one that was decided is open again.

    What was sent stays an approved answer to what was asked then. What was approved but not sent does not.
    """
    mark_outdated(change, inquiry.id)
    if before not in ENDED:
        return
    reply = read_reply(change.connection, change.actor, inquiry.id)
    if reply is not None and before is InquiryStatus.APPROVED:
        take_back_answers(change, inquiry.id, reply.approved_at)
    if reply is not None:
        put_reply(change, inquiry.id, reply, **undecided())
        words = ReplyWords(reply.subject, reply.text)
        add_version(change, inquiry.id, ReplyVersionKind.REOPEN, words, inquiry.status)
    change.tell(InquiryEventKind.REOPENED, inquiry, text=reply.text if reply is not None else None)

"""The store of inquiries, as one thing to hand down. Each method is one transaction, in the actor's workspace."""

from advisor.inquiries.figure_store import FigureInputs
from advisor.inquiries.inquiry_store import Inquiries
from advisor.inquiries.log_store import Log
from advisor.inquiries.message_store import Messages
from advisor.inquiries.receiving_store import Receiving
from advisor.inquiries.reply_store import Replies
from advisor.inquiries.review_store import Reviews


class InquiryStore(Receiving, Inquiries, Messages, Replies, Reviews, Log, FigureInputs):
    """All that is kept of inquiries. Safe to share between threads and processes.

    What belongs to another workspace is missing (RecordMissing), never forbidden. Faults of the database are
    ServiceFault; after any error nothing of the call is kept, except words that came too late (see `save_text`) and
    the line of a dropped draft (see `save_draft`). Each change leaves a line in the log.
    """

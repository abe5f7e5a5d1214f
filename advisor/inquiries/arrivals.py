"""What is handed to the store to be kept, and what became of it."""

from datetime import datetime

from advisor.inquiries.reading.inquiry import ReadInquiry
from advisor.inquiries.records import Incoming
from advisor.values import Value


class Arrival(Value):
    """A message to be kept. `raw`: the mail as it came, None for what was no mail; `due_at`: by when to answer it."""

    incoming: Incoming
    raw: bytes | None = None
    reading: ReadInquiry
    due_at: datetime


class TakenIn(Value):
    """What became of an arrival: the inquiry and message that hold it.

    `known`: it was kept before, nothing was done. `joined`: it went into an inquiry that was there, as a follow-up or
    (`duplicate`) as a further copy of what stands there.
    """

    inquiry_id: str
    number: int
    message_id: str
    known: bool = False
    joined: bool = False
    duplicate: bool = False

    @classmethod
    def passed_over(cls) -> "TakenIn":
        """Of an arrival that is known and was not even read: where it stands was not looked up."""
        return cls(inquiry_id="", number=0, message_id="", known=True)

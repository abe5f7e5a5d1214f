"""A mail as it is handed out by the reader: plain text, addresses, and what is attached."""

from datetime import datetime

from advisor.values import Value


class Address(Value):
    """Whom a header names. Both on one line; empty where the header does not say."""

    name: str = ""
    email: str = ""


class Attachment(Value):
    """A file in a mail. `number` counts from 1 in the order of the mail; its bytes stay in the mail."""

    number: int
    name: str
    media_type: str
    size_bytes: int


class Mail(Value):
    """A mail. `body` is what the sender wrote: quoted history and signature are cut off and kept beside.

    Ids are without angle brackets. `sent_at` is aware, in Asia/Tokyo; None where the mail does not say, or not
    readably. `sha256`: of the bytes that were read. `faults`: codes of what was wrong and mended or left out, each with
    its words in messages/mail.toml (`fault_…`).
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address = Address()
    recipients: tuple[Address, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    body: str = ""
    quoted: str = ""
    signature: str = ""
    was_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    size_bytes: int = 0
    sha256: str = ""
    faults: tuple[str, ...] = ()

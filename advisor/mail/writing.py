"""A reply as a draft that a person opens and sends: a file (.eml), or a mailto address. Pure; nothing is ever sent."""

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from urllib.parse import quote

from advisor.mail.cleaning import MAX_SUBJECT_CHARS, clean_text, one_line, valid_email, valid_id
from advisor.mail.model import Address
from advisor.programs.schedule import JST
from advisor.values import Value

MAX_URL_CHARS = 1900  # Windows hands on no more than 2,000 or so to the mail program
MAX_REFERENCES = 20
LINE_BYTES = 57  # 76 characters of base64
NO_DOMAIN = "draft.invalid"  # RFC 2606: no mail system has it
_IS_REPLY = re.compile(r"\s*(?:re|ｒｅ|ＲＥ|Ｒｅ|aw|返信)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)


class Mailto(Value):
    """An address that opens a mail program. `complete`: the whole text is in it; else it ends where the space did."""

    url: str
    complete: bool


def draft_eml(
    subject: str,
    text: str,
    recipient: Address,
    sender: Address,
    in_reply_to: str,
    references: Sequence[str],
    moment: datetime,
) -> bytes:
    """The draft as RFC 5322 bytes that mail programs open for editing (X-Unsent), in UTF-8.

    The same input gives the same bytes.

    `references`: ids of the thread, oldest first. Ids and addresses that are not in form are left out; nothing in any
    value can begin another field. `moment` without a zone is Asia/Tokyo.
    """
    moment = moment.replace(tzinfo=JST) if moment.tzinfo is None else moment
    body = clean_text(text).rstrip("\n") + "\n"
    parent = valid_id(in_reply_to)
    ids = list(dict.fromkeys(filter(None, [*map(valid_id, references), parent])))
    if parent:
        ids = [each for each in ids if each != parent] + [parent]
    ids = ids if len(ids) <= MAX_REFERENCES else [ids[0], *ids[1 - MAX_REFERENCES :]]
    fields = [
        ("From", _mailbox(sender)),
        ("To", _mailbox(recipient)),
        ("Subject", _words(reply_subject(subject), "Subject")),
        ("Date", format_datetime(moment)),
        ("In-Reply-To", f"<{parent}>" if parent else ""),
        ("References", "\r\n ".join(f"<{each}>" for each in ids)),
    ]
    digest = hashlib.sha256(repr((fields, body)).encode("utf-8", "replace")).hexdigest()[:32]
    domain = valid_email(sender.email).rpartition("@")[2] or NO_DOMAIN
    fields += [
        ("Message-ID", f"<{digest}@{domain}>"),
        ("X-Unsent", "1"),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "base64"),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields if value)
    return head.encode("ascii") + b"\r\n" + _packed(body)


def reply_subject(subject: str) -> str:
    """`subject` on one line with `Re:` before it, unless it has one.

    >>> reply_subject("公募について"), reply_subject("RE: 公募について")
    ('Re: 公募について', 'RE: 公募について')
    """
    plain = one_line(subject, MAX_SUBJECT_CHARS)
    return plain if _IS_REPLY.match(plain) else f"Re: {plain}".strip()


def mailto(subject: str, text: str, email: str) -> Mailto:
    """A `mailto:` address (RFC 6068) of at most MAX_URL_CHARS with as many whole lines of `text` as fit.

    A Japanese character takes nine characters there: a reply of more than about 200 is not complete, and whoever shows
    it must say so.
    """
    start = f"mailto:{quote(valid_email(email), safe='@')}?subject={quote(reply_subject(subject)[:80])}&body="
    lines = clean_text(text).rstrip("\n").split("\n")
    url, taken = start, 0
    for number, line in enumerate(lines):
        longer = url + ("%0D%0A" if number else "") + quote(line)
        if len(longer) > MAX_URL_CHARS:
            break
        url, taken = longer, number + 1
    return Mailto(url=url, complete=taken == len(lines) and len(reply_subject(subject)) <= 80)


def _mailbox(address: Address) -> str:
    """`Name <address>`; empty without a valid address, for a name alone is no address."""
    email = valid_email(address.email)
    name = one_line(address.name)
    if not email or not name:
        return email
    if name.isascii() and len(name) <= 60:
        escaped = re.sub(r'(["\\])', r"\\\1", name)
        return f'"{escaped}" <{email}>' if "=?" not in name else f"{_encoded(name, 'From')}\r\n <{email}>"
    return f"{_encoded(name, 'From')}\r\n <{email}>"


def _words(text: str, field: str) -> str:
    return text if text.isascii() and len(text) <= 60 and "=?" not in text else _encoded(text, field)


def _encoded(text: str, field: str) -> str:
    """Encoded words (RFC 2047), folded between characters."""
    return Header(text, "utf-8", header_name=field, maxlinelen=74).encode(linesep="\r\n")


def _packed(body: str) -> bytes:
    data = body.replace("\n", "\r\n").encode("utf-8", "replace")
    pieces = (data[at : at + LINE_BYTES] for at in range(0, len(data), LINE_BYTES))
    return b"".join(base64.b64encode(piece) + b"\r\n" for piece in pieces)

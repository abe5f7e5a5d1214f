"""The bytes of a mail → a Mail. What is broken is mended or left out, and told in `Mail.faults`. Nothing is fetched."""

import hashlib
import mimetypes
from datetime import datetime

from advisor.errors import DocumentUnreadable, RecordMissing
from advisor.evidence.file_names import clean_file_name, divided
from advisor.evidence.limits import Limits
from advisor.evidence.receiving import receive
from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Document
from advisor.mail.addresses import addresses
from advisor.mail.bodies import Shown, shown
from advisor.mail.cleaning import MAX_SUBJECT_CHARS, ids_in, one_line, valid_id
from advisor.mail.cutting import cut
from advisor.mail.dates import mail_moment
from advisor.mail.headers import Head
from advisor.mail.limits import MailLimits
from advisor.mail.model import Address, Attachment, Mail
from advisor.mail.parts import Part, Tree
from advisor.mail.transfer import unpacked

MESSAGE = "message/rfc822"
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_MACHINES = ("noreply", "no-reply", "no_reply", "donotreply", "do-not-reply")
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x0b\x1b")
_MAX_CONTROL_SHARE = 0.02  # of a text without any head: more of them, and the bytes are no mail


def read_mail(data: bytes, limits: MailLimits | None = None) -> Mail:
    """The mail that `data` holds, cut down to what its sender wrote.

    Raises DocumentUnreadable("mail_empty", "mail_too_large") and nothing else, whatever the bytes are.
    """
    limits = limits or MailLimits()
    tree = _tree(data, limits)
    text, faults = _text(tree, data, limits)
    parts = cut(text.text)
    body, signature, quoted = (part[: limits.max_body_chars] for part in (parts.body, parts.signature, parts.quoted))
    faults += ["body_cut"] if len(body) < len(parts.body) else []
    faults += ["html_only"] if text.is_html else []
    head = tree.head
    sender, more = _sender(head)
    sent_at, when = _sent_at(head)
    mail = Mail(
        message_id=next(iter(ids_in(head.value("message-id"))), "") or valid_id(head.value("message-id")),
        in_reply_to=ids_in(head.value("in-reply-to")),
        references=ids_in(" ".join(head.values("references"))),
        sender=sender,
        recipients=tuple(address for name in ("to", "cc") for address in addresses(head, name) if address.email),
        subject=one_line(head.text("subject"), MAX_SUBJECT_CHARS),
        sent_at=sent_at,
        body=body,
        quoted=quoted,
        signature=signature,
        was_html=text.is_html,
        attachments=_attachments(tree.root, limits),
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    told = [*tree.faults, *faults, *more, *when, *([] if body.strip() or "not_mail" in faults else ["body_empty"])]
    return mail.model_copy(update={"faults": tuple(dict.fromkeys(told))})


def mail_text(data: bytes, limits: MailLimits | None = None) -> str:
    """The whole text of a mail: nothing quoted or signed is cut off. Raises like `read_mail`."""
    limits = limits or MailLimits()
    return _text(_tree(data, limits), data, limits)[0].text


def hidden_text(data: bytes, limits: MailLimits | None = None) -> str:
    """What stands in the mail but nobody sees, a line each; `read_mail` leaves it out. Raises like `read_mail`."""
    limits = limits or MailLimits()
    return _text(_tree(data, limits), data, limits)[0].hidden


def attachment_bytes(data: bytes, number: int, limits: MailLimits | None = None) -> bytes:
    """The bytes of attachment `number` of the mail, unpacked. Raises RecordMissing("attachment_missing")."""
    return _unpacked(_numbered(data, number, limits or MailLimits()))


def attachment_text(data: bytes, number: int, limits: Limits | None = None) -> Document:
    """Attachment `number` of the mail, read; an attached mail gives its subject, sender and text.

    Raises RecordMissing("attachment_missing"), UploadRejected and DocumentUnreadable as for a file that is uploaded.
    """
    limits = limits or Limits()
    part = _numbered(data, number, MailLimits())
    name, held = _name(part, MailLimits()), _unpacked(part)
    if part.media_type != MESSAGE:
        return receive(held, name, limits).document
    limits.check_file(name, len(held))
    inner = read_mail(held)
    lines = [inner.subject, " ".join(filter(None, (inner.sender.name, inner.sender.email)))]
    text = "\n".join([*filter(None, lines), "", mail_text(held)]).strip()
    document = Document(name=name, media_type=MESSAGE, text=text, blocks=tuple(find_blocks(text)))
    limits.check_document(document)
    return document


def _tree(data: bytes, limits: MailLimits) -> Tree:
    if len(data) > limits.max_bytes:
        limit_mb = max(1, limits.max_bytes // 1_000_000)
        raise DocumentUnreadable("mail_too_large", size_mb=-(-len(data) // 1_000_000), limit_mb=limit_mb)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if start.startswith((b"From ", b">From ")):  # the line by which a mailbox divides its mails
        start = start[_line_end(start) :]
    if not start.strip():
        raise DocumentUnreadable("mail_empty")
    return Tree(start, limits)


def _line_end(data: bytes) -> int:
    ends = [at for at in (data.find(b"\n"), data.find(b"\r")) if at >= 0]
    return min(ends) + (2 if data[min(ends) : min(ends) + 2] == b"\r\n" else 1) if ends else 0


def _text(tree: Tree, data: bytes, limits: MailLimits) -> tuple[Shown, list[str]]:
    text = shown(tree.root, limits)
    raw = data[:20_000].decode("latin-1")
    if not tree.has_head and sum(char in _CONTROLS for char in raw) > _MAX_CONTROL_SHARE * len(raw):
        return Shown(), ["not_mail"]
    types = {part.media_type for part in tree.root.leaves()} | {tree.root.media_type}
    return text, [*text.faults, *(["encrypted"] if types & _ENCRYPTED else [])]


def _sender(head: Head) -> tuple[Address, list[str]]:
    """Who asks, and what was wrong with it. A form that sends for a person names that person in Reply-To."""
    named = addresses(head, "from") or addresses(head, "sender")
    answers = [address for address in addresses(head, "reply-to") if address.email]
    faults = ["sender_repeated"] if len(named) > 1 or len(head.values("from")) > 1 else []
    first = named[0] if named else Address()
    if answers and (not first.email or first.email.lower().startswith(_MACHINES)):
        return answers[0], faults
    if not first.email:
        faults.append("sender_invalid" if first.name or head.value("from") else "sender_missing")
    return first, faults


def _sent_at(head: Head) -> tuple[datetime | None, list[str]]:
    """When it was sent, or else when the last server on its way took it."""
    written = head.value("date")
    moment = mail_moment(written) if written else None
    if moment is not None:
        return moment, []
    received = head.value("received")
    return mail_moment(received.rpartition(";")[2]) if received else None, [
        "date_unreadable" if written else "date_missing"
    ]


def _files(root: Part) -> list[Part]:
    return [part for part in root.leaves() if not part.is_text]


def _attachments(root: Part, limits: MailLimits) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(number=number, name=_name(part, limits), media_type=part.media_type, size_bytes=len(_unpacked(part)))
        for number, part in enumerate(_files(root), start=1)
    )


def _numbered(data: bytes, number: int, limits: MailLimits) -> Part:
    files = _files(_tree(data, limits).root)
    if not 1 <= number <= len(files):
        raise RecordMissing("attachment_missing")
    return files[number - 1]


def _unpacked(part: Part) -> bytes:
    return unpacked(part.body, part.packing)[0]


def _name(part: Part, limits: MailLimits) -> str:
    """The name that the mail gives the file; an attached mail is called by its subject."""
    name = part.file_name
    if part.media_type == MESSAGE and not name:
        try:
            name = one_line(_tree(_unpacked(part), limits).head.text("subject"), 100)
        except DocumentUnreadable:
            name = ""
        return clean_file_name(f"{name}.eml")
    clean = clean_file_name(name)
    return clean if divided(clean)[1] else clean_file_name(clean + (mimetypes.guess_extension(part.media_type) or ""))

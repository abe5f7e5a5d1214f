"""Sixty mails of fictional senders (架空) to the secretariat of the 7th call, as mail programs send them.

What stands in them, and what is expected of a reader and of a reply, is in tests/mailbox_made (labels:
evals/inquiries/labels.py). ISO-2022-JP goes out as 7 bit, Shift_JIS as 8 bit, UTF-8 as base64.
"""

import mailbox
from base64 import encodebytes
from datetime import datetime
from email import policy
from email.charset import BASE64, Charset
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path

from mailbox_charsets import encoded
from mailbox_described import AttachedFile, DescribedMail, described_mails

from advisor.values import Value
from evals.inquiries.labels import MailLabel

SECRETARIAT = "jimukyoku@example.jp"
VICTIM = "victim@example.com"  # what the injected header names


class MadeMail(Value):
    """A mail with what is expected of it. `data`: as it arrives; `text`: what its sender wrote, marks included."""

    id: str
    data: bytes
    subject: str
    text: str
    at: datetime
    message_id: str
    label: MailLabel


@cache
def mails() -> tuple[MadeMail, ...]:
    """All of them, oldest first. Word files hold the time of making: the bytes differ from run to run."""
    described = {each.id: each for each in described_mails()}
    made = [
        MadeMail(
            id=each.id,
            data=_mail_bytes(each, described),
            subject=each.subject,
            text=each.text(),
            at=each.at,
            message_id=each.message_id(),
            label=each.label,
        )
        for each in described.values()
    ]
    return tuple(sorted(made, key=lambda mail: mail.at))


def mail(name: str) -> MadeMail:
    """One of them; KeyError where there is none of that id."""
    return {each.id: each for each in mails()}[name]


def write_mbox(path: Path) -> int:
    """All of them as an mbox file, oldest first; how many."""
    box = mailbox.mbox(path)
    for each in mails():
        box.add(each.data)
    box.close()
    return len(mails())


def _mail_bytes(each: DescribedMail, others: dict[str, DescribedMail]) -> bytes:
    root = _whole(each)
    name, address = parseaddr(each.sender)
    if each.odd == "header_injection":
        name += f"\r\nBcc: {VICTIM}"
    root["From"] = f"{_word(name, each.charset)} <{address}>" if name else address
    root["To"] = SECRETARIAT
    root["Subject"] = _word(each.subject, each.charset)
    root["Date"] = format_datetime(each.at)
    root["Message-ID"] = f"<{each.message_id()}>"
    if each.reply_to:
        root["In-Reply-To"] = f"<{_answer_id(each.reply_to)}>"
        root["References"] = " ".join(f"<{one}>" for one in _thread(each, others))
    data = root.as_bytes(policy=policy.compat32.clone(linesep="\r\n", max_line_length=None))
    return data[: -len(data) // 4] if each.odd == "cut_off" else data


def _thread(each: DescribedMail, others: dict[str, DescribedMail]) -> list[str]:
    """The ids of a thread so far: each mail of the sender, and the secretariat's answer to it."""
    if not each.reply_to:
        return []
    before = others[each.reply_to]
    return [*_thread(before, others), before.message_id(), _answer_id(before.id)]


def _answer_id(name: str) -> str:
    return f"re-{name}@jimukyoku.example.jp"


def _whole(each: DescribedMail) -> Message:
    label = "utf-8" if each.odd == "wrong_label" else each.charset
    text = _part(each.text(), "html" if each.html else "plain", each.charset, label)
    if not each.files and each.forwards is None:
        text["MIME-Version"] = "1.0"
        return text
    whole = MIMEMultipart("mixed", boundary=f"=_{each.id}_=")
    whole.attach(text)
    for file in each.files:
        whole.attach(_file_part(file, each.charset))
    if each.forwards:
        inner = _part(each.forwards.body, "plain", each.charset, each.charset)
        name, address = parseaddr(each.forwards.sender)
        inner["From"] = f"{_word(name, each.charset)} <{address}>"
        inner["Subject"] = _word(each.forwards.subject, each.charset)
        whole.attach(MIMEMessage(inner))
    return whole


def _part(text: str, kind: str, charset: str, label: str) -> Message:
    part = Message()
    part["Content-Type"] = f'text/{kind}; charset="{label}"'
    data = encoded(text, charset)
    if charset == "utf-8":
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(_base64(data))
    else:
        part["Content-Transfer-Encoding"] = "7bit" if charset == "iso-2022-jp" else "8bit"
        part.set_payload(data.decode("ascii", "surrogateescape"))
    return part


def _file_part(file: AttachedFile, charset: str) -> Message:
    """Older programs write the file's name as an encoded word, newer ones by RFC 2231."""
    part = MIMEBase("application", "pdf" if file.name.endswith(".pdf") else "octet-stream")
    part.set_payload(_base64(file.data()))
    part["Content-Transfer-Encoding"] = "base64"
    name = ("utf-8", "", file.name) if charset == "utf-8" else _word(file.name, charset).replace("\n ", " ")
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _base64(data: bytes) -> str:
    return encodebytes(data).decode("ascii")


def _word(text: str, charset: str) -> str:
    """Text for a header: as it is in English, else encoded in the charset of the mail."""
    if text.isascii() and text.isprintable():
        return text
    kept = Charset(charset)
    kept.header_encoding, kept.output_charset = BASE64, charset  # by itself Shift_JIS would go out as ISO-2022-JP
    kept.output_codec = charset
    return Header(text, kept, maxlinelen=70).encode()

"""Mails as bytes, made as mailers make them: by the standard library, or by hand where they break its rules.

All people, organisations and addresses are made up.
"""

from base64 import b64encode
from email.header import Header
from email.message import EmailMessage

HEAD = (
    b"From: yamada@example.ac.jp\r\nTo: info@example.jp\r\nDate: Fri, 1 Aug 2025 10:00:00 +0900\r\n"
    b"Message-ID: <m1@example.ac.jp>\r\n"
)
ASKED = (
    "お世話になっております。架空大学の山田です。\n\n高専も申請できますか。"
    "締切はいつでしょうか。\n\nよろしくお願いいたします。"
)
SIGNED = (
    "--------------------------------\n架空大学 産学連携推進課\n山田 太郎\nTEL: 03-0000-0000\n"
    "E-mail: yamada@example.ac.jp\n--------------------------------"
)


def plain(body: bytes, content_type: str = "text/plain; charset=utf-8", more: bytes = b"") -> bytes:
    """A mail of one part. `more`: further header lines, each with its end."""
    return HEAD + more + f"Content-Type: {content_type}\r\n\r\n".encode() + body


def message(text: str = ASKED, subject: str = "高専の申請について", name: str = "山田 太郎") -> EmailMessage:
    """A mail of the standard library, to add parts to."""
    made = EmailMessage()
    made["From"] = f"{Header(name, 'utf-8').encode()} <yamada@example.ac.jp>"
    made["To"] = "事務局 <info@example.jp>"
    made["Subject"] = subject
    made["Date"] = "Fri, 01 Aug 2025 10:00:00 +0900"
    made["Message-ID"] = "<m1@example.ac.jp>"
    made.set_content(text)
    return made


def multipart(kind: str, *parts: bytes, boundary: str = "=_架空".encode().hex(), closed: bool = True) -> bytes:
    """A multipart without a head of its own: content type line, empty line, parts."""
    mark = boundary.encode()
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    end = b"--" + mark + b"--\r\n" if closed else b""
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + body + end


def part(body: bytes, content_type: str, more: bytes = b"") -> bytes:
    """A part of a multipart."""
    return f"Content-Type: {content_type}\r\n".encode() + more + b"\r\n" + body


def word(text: str, charset: str = "iso-2022-jp") -> bytes:
    """An encoded word."""
    return f"=?{charset}?B?{b64encode(text.encode(charset)).decode()}?=".encode()


def cp50221(text: str) -> bytes:
    """Japanese in 7 bits as Windows writes it: with ①, 髙 and half-width kana."""
    found = b""
    for char in text:
        data = char.encode("cp932")
        if len(data) == 1:
            found += data if data[0] < 0x80 else b"\x1b(I" + bytes([data[0] - 0x80]) + b"\x1b(B"
            continue
        lead, trail = data
        row = ((lead - (0x40 if lead >= 0xE0 else 0)) - 0x81) * 2 + 0x21
        pair = (row + 1, trail - 0x7E) if trail >= 0x9F else (row, trail - 0x1F - (trail > 0x7F))
        found += b"\x1b$B" + bytes(pair) + b"\x1b(B"
    return found

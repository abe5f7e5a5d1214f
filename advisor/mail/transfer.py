"""What a part was packed in for its way: base64, quoted-printable. Broken packing gives what can be had of it. Pure."""

import binascii
import re

_OUTSIDE_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?(?:\n|$))")

MAX_PIECES = 1_000  # of base64 that were put together


def unpacked(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """The bytes as they were before packing by `encoding` (Content-Transfer-Encoding), and whether it was broken."""
    match encoding.strip().lower():
        case "base64":
            return base64_bytes(data)
        case "quoted-printable":
            return binascii.a2b_qp(data), _BAD_ESCAPE.search(data) is not None
        case "" | "7bit" | "8bit" | "binary":
            return data, False
    return data, True


def base64_bytes(data: bytes) -> tuple[bytes, bool]:
    """The bytes that base64 text stands for, and whether it was broken: strange characters, padding missing.

    Padding may end several pieces that were put together. Text after the last one (a footer of a mailing list) is none.

    >>> base64_bytes(b"5pel5pys6Kqe"), base64_bytes(b"5pel5pys6Kqe5")[1]
    ((b'\\xe6\\x97\\xa5\\xe6\\x9c\\xac\\xe8\\xaa\\x9e', False), True)
    """
    found: list[bytes] = []
    broken = False
    pieces = re.split(rb"=[=\s]*", data, maxsplit=MAX_PIECES)
    for number, piece in enumerate(pieces):
        letters = b"".join(piece.split())
        if number and not letters:
            continue
        if number and _OUTSIDE_BASE64.search(letters):
            broken = True
            break
        cleaned = _OUTSIDE_BASE64.sub(b"", letters)
        padded = number + 1 < len(pieces)
        spare = len(cleaned) % 4
        broken = broken or len(cleaned) != len(letters) or spare == 1 or (spare > 0 and not padded)
        cleaned = cleaned[: len(cleaned) - 1] if spare == 1 else cleaned
        found.append(binascii.a2b_base64(cleaned + b"=" * (-len(cleaned) % 4)))
    return b"".join(found), broken

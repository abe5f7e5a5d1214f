"""A mailbox file (mbox) → its mails, one at a time: of a large file only one mail is held in memory. The edge."""

import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from advisor.errors import DocumentUnreadable
from advisor.mail.limits import MailLimits

_PIECE = 1_000_000
_DATED = re.compile(
    rb"From (?:\S.{0,300}?)?\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? "
    rb"(?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2}) .{0,60}\d{4}\b.{0,100}$",
    re.DOTALL,
)
_ADDRESSED = re.compile(rb"From (?:\S+@\S+|-|MAILER-DAEMON|\?\?\?@\?\?\?)\s.{0,200}$", re.DOTALL)
_FIELD = re.compile(rb"[!-9;-~]{1,76}[ \t]*:|>?From ")
_ESCAPED = re.compile(rb">+From ")


def mails_of(source: Path | bytes, limits: MailLimits | None = None) -> Iterator[bytes]:
    """The raw mails of an mbox, in order; of a file that begins with no `From ` line, the file as one mail.

    A `From ` line divides only at the start or after an empty line, and if it has a date, or an address and a field
    below it. `>From ` is put back. What goes over `limits.max_bytes` of a mail is dropped but for one byte, so that
    `read_mail` refuses it. Raises DocumentUnreadable("document_missing").
    """
    longest = (limits or MailLimits()).max_bytes + 1
    with _opened(source) as stream:
        lines = _lines(stream)
        now = bytearray()
        boxed: bool | None = None  # whether the file is an mbox, known at its first written line
        empty_before, waiting = True, b""
        for line in lines:
            if waiting:
                if _FIELD.match(line):
                    if now.strip():
                        yield bytes(now)
                    now.clear()
                    boxed = True
                else:
                    _add(now, waiting, longest)
                    boxed = bool(boxed)
                waiting = b""
            if boxed is None and not line.strip(b"\r\n \xef\xbb\xbf"):
                continue
            starts = line.removeprefix(b"\xef\xbb\xbf") if boxed is None else line
            divides = empty_before and boxed is not False and starts.startswith(b"From ")
            if divides and _DATED.match(starts):
                if now.strip():
                    yield bytes(now)
                now.clear()
                boxed = True
            elif divides and (_ADDRESSED.match(starts) or boxed is None):
                waiting = line
            else:
                boxed = bool(boxed)
                _add(now, line[1:] if boxed and _ESCAPED.match(line) else line, longest)
            empty_before = line in (b"\n", b"\r\n")
        _add(now, waiting, longest)
        if now.strip():
            yield bytes(now)


def count_mails(source: Path | bytes) -> int:
    """How many mails `mails_of` gives. Raises like it."""
    return sum(1 for _ in mails_of(source, MailLimits(max_bytes=_PIECE)))


def _opened(source: Path | bytes) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes):
        return nullcontext(io.BytesIO(source))
    try:
        return source.open("rb")
    except OSError as error:
        raise DocumentUnreadable("document_missing", name=source.name) from error


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends, of at most `_PIECE` bytes each. Line ends of old Macs (CR alone) become `\\n`."""
    start = stream.read(_PIECE)
    old = b"\n" not in start and b"\r" in start
    rest = b""
    while start:
        data = rest + (start.replace(b"\r", b"\n") if old else start)
        *whole, rest = data.splitlines(keepends=True) if not old and b"\r" not in data else _split(data)
        if rest.endswith(b"\n") or len(rest) >= _PIECE:
            whole.append(rest)
            rest = b""
        yield from whole
        start = stream.read(_PIECE)
    if rest:
        yield rest


def _split(data: bytes) -> list[bytes]:
    """Lines by `\\n` alone."""
    *whole, last = data.split(b"\n")
    return [*(line + b"\n" for line in whole), *([last] if last else [])] or [b""]


def _add(now: bytearray, line: bytes, longest: int) -> None:
    now += line[: max(0, longest - len(now))]

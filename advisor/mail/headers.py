"""The head of a mail or of a part of it: fields, encoded words (RFC 2047), parameters (RFC 2231). Pure.

Written by hand, since the standard library gives up on what mailers really send: words split inside a character, raw
Shift_JIS in a subject, folded lines that lost their indentation.
"""

import re
from collections.abc import Iterator
from email.quoprimime import header_decode
from urllib.parse import unquote_to_bytes

from advisor.mail.charsets import decoded
from advisor.mail.transfer import base64_bytes

MAX_VALUE_BYTES = 20_000
KNOWN = frozenset(
    {"from", "to", "cc", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path"}
    | {"reply-to", "sender", "in-reply-to", "references", "delivered-to", "x-mailer", "x-unsent", "dkim-signature"}
)
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:(.*)", re.DOTALL)
_HEAD_END = re.compile(rb"(?:^|\n)\r{0,2}\n")
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?]{0,20})?\?([BbQq])\?([^?]*)(?:\?=|$)")
_PARAMETER = re.compile(r";\s*([^\s=;*\"]{1,60})(?:\*(\d{1,3}))?(\*)?\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)", re.DOTALL)
_QUOTED_PAIR = re.compile(r"\\([\"\\])")


class Head:
    """The fields in order. `faults`: header_broken, header_cut, header_encoding."""

    def __init__(self, fields: list[tuple[str, bytes]], faults: list[str]) -> None:
        self._fields = fields
        self.faults = faults

    def __contains__(self, name: str) -> bool:
        return any(name == field for field, _ in self._fields)

    def values(self, name: str) -> list[str]:
        """The values of all fields called `name` (in lower case), raw bytes decoded, encoded words left."""
        return [self._decoded(value) for field, value in self._fields if field == name]

    def value(self, name: str) -> str:
        """The first of them; empty where there is none."""
        return next(iter(self.values(name)), "")

    def text(self, name: str) -> str:
        """The first of them with its encoded words read."""
        return self.words(self.value(name))

    def words(self, value: str) -> str:
        """`value` with its encoded words read."""
        text, broken = decoded_words(value)
        if broken:
            self.faults.append("header_encoding")
        return text

    def _decoded(self, value: bytes) -> str:
        found = decoded(value[:MAX_VALUE_BYTES], None)
        if not value.isascii() or found.faults:
            self.faults.append("header_encoding")
        return found.text


def read_head(data: bytes, longest: int, known: frozenset[str] = KNOWN) -> tuple[Head | None, int]:
    """The head that `data` begins with and where what follows it begins; None and 0 where it begins with no head.

    A head ends at the first empty line, or with `longest` bytes. It has a field of one of the `known` names.
    """
    found = _HEAD_END.search(data[:longest])
    head = data[: found.start()] if found else data[:longest]
    end = found.end() if found else len(head)
    faults = ["header_cut"] if found is None and len(data) > longest else []
    fields: list[tuple[str, bytes]] = []
    for line in filter(None, head.splitlines()):
        field = _FIELD.fullmatch(line)
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], _joined(fields[-1][1], line))
        elif field:
            fields.append((field[1].decode("ascii").lower(), field[2].strip()))
        elif fields:  # a folded line that lost its indentation
            fields[-1] = (fields[-1][0], _joined(fields[-1][1], b" " + line))
            faults.append("header_broken")
        else:
            return None, 0
    if not any(name in known for name, _ in fields):
        return None, 0
    return Head(fields, faults), end


def _joined(value: bytes, line: bytes) -> bytes:
    return value + line.rstrip() if len(value) < MAX_VALUE_BYTES else value


def decoded_words(value: str) -> tuple[str, bool]:
    """`value` with its encoded words read, and whether one of them was broken.

    Neighbours of one encoding are put together before they are read: many mailers split inside a character.
    """
    found: list[str] = []
    broken = False
    run: list[tuple[str, str, str]] = []
    at = 0
    for word in _WORD.finditer(value[:MAX_VALUE_BYTES]):
        between = value[at : word.start()]
        charset, kind, payload = word[1].lower(), word[2].lower(), word[3]
        if run and (between.strip() or run[-1][0] != charset):
            text, wrong = _run(run)
            broken, run = broken or wrong, []
            found.append(text)
            between = between if between.strip() else ""
        if not run:
            found.append(between)
        run.append((charset, kind, payload))
        broken = broken or not word[0].endswith("?=")
        at = word.end()
    if run:
        text, wrong = _run(run)
        broken = broken or wrong
        found.append(text)
    return "".join(found) + value[at:MAX_VALUE_BYTES], broken


def _run(run: list[tuple[str, str, str]]) -> tuple[str, bool]:
    text = decoded(b"".join(_payloads(run)), run[0][0])
    return text.text, "undecodable" in text.faults


def _payloads(run: list[tuple[str, str, str]]) -> Iterator[bytes]:
    waiting = ""  # base64 that is cut inside a group of four goes on in the next word
    for number, (_, kind, payload) in enumerate(run):
        if kind == "q":
            yield header_decode(payload).encode("latin-1", "replace")
            continue
        waiting += payload
        goes_on = number + 1 < len(run) and run[number + 1][1] == "b"
        if not goes_on or payload.endswith("=") or len(waiting.strip()) % 4 == 0:
            yield base64_bytes(waiting.encode("ascii", "replace"))[0]
            waiting = ""


def parameters(head: Head, name: str) -> tuple[str, dict[str, str]]:
    """The value of the field `name` in lower case and its parameters, continued and percent-encoded ones read.

    A parameter that is given in both forms has its RFC 2231 value.
    """
    value = head.value(name)
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    plain: dict[str, str] = {}
    for found in _PARAMETER.finditer(value):
        key, number, starred, text = found[1].lower(), found[2], found[3], found[4].strip()
        if text.startswith('"'):
            text = _QUOTED_PAIR.sub(r"\1", text[1:].removesuffix('"'))
        if number is None and not starred:
            plain.setdefault(key, head.words(text))
        else:
            pieces.setdefault(key, []).append((int(number or 0), bool(starred), text))
    extended = {key: _continued(sorted(parts, key=lambda part: part[0])) for key, parts in pieces.items()}
    return value.partition(";")[0].strip().lower(), plain | extended


def _continued(parts: list[tuple[int, bool, str]]) -> str:
    """The pieces of a parameter; only the first names the encoding: `iso-2022-jp'ja'%1B…`."""
    charset: str | None = None
    found = b""
    for number, (_, starred, piece) in enumerate(parts):
        text = piece
        if starred and number == 0 and piece.count("'") >= 2:
            charset, _, text = piece.split("'", 2)
        found += unquote_to_bytes(text) if starred else text.encode("utf-8", "replace")
    return decoded(found, charset).text

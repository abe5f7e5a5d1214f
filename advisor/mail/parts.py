"""A mail as the tree of its parts. Pure; nothing is decoded but the heads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.mail.headers import Head, parameters, read_head
from advisor.mail.limits import MailLimits

_TYPE = re.compile(r"[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,80}")
_LIKELY_BOUNDARY = re.compile(rb"(?m)^--([^\s-][^\r\n]{3,70}?)[ \t]*\r?\nContent-", re.IGNORECASE)
_PART_FIELDS = frozenset(
    {"content-type", "content-transfer-encoding", "content-disposition", "content-id", "mime-version"}
    | {"content-description", "content-language", "content-location", "x-attachment-id", "from", "subject"}
)


@dataclass(frozen=True)
class Part:
    """A part: a multipart with its `children`, or its packed `body`. `disposition`: attachment or empty."""

    head: Head
    media_type: str
    parameters: dict[str, str]
    disposition: str
    file_name: str
    packing: str
    body: bytes
    children: tuple["Part", ...] = field(default=())

    @property
    def is_text(self) -> bool:
        """Whether a reader shows it in the mail itself, and not as a file."""
        shown = self.media_type in ("text/plain", "text/html", "text/enriched", "text/richtext")
        return shown and self.disposition != "attachment" and not self.file_name

    def leaves(self) -> Iterator["Part"]:
        """The parts that have no parts, in the order of the mail."""
        for child in self.children:
            yield from child.leaves()
        if not self.children:
            yield self


class Tree:
    """The parts of a mail. `faults`: what was wrong with its structure."""

    def __init__(self, data: bytes, limits: MailLimits) -> None:
        self._limits = limits
        self._left = limits.max_parts
        self._faults: list[str] = []
        if b"\n" not in data:
            data = data.replace(b"\r", b"\n")
        head, start = read_head(data, limits.max_header_bytes)
        self.has_head = head is not None
        if head is None:
            self._faults.append("no_headers")
        self.head = head or Head([], [])
        self.root = self._part(self.head, data[start:], "text/plain", 0)

    @property
    def faults(self) -> list[str]:
        """Of the structure and of every head."""
        return [*self._faults, *self.head.faults, *(fault for part in self.root.leaves() for fault in part.head.faults)]

    def _part(self, head: Head, body: bytes, default: str, depth: int) -> Part:
        media_type, values = parameters(head, "content-type")
        disposition, placed = parameters(head, "content-disposition")
        if not _TYPE.fullmatch(media_type):
            if media_type:
                self._faults.append("type_unreadable")
            media_type = default
        name = placed.get("filename") or values.get("name") or ""
        children: tuple[Part, ...] = ()
        if media_type.startswith("multipart/") and depth >= self._limits.max_depth:
            self._faults.append("too_deep")
            media_type = "application/octet-stream"
        elif media_type.startswith("multipart/"):
            children = self._children(body, media_type, values.get("boundary", ""), depth)
            media_type = media_type if children else "text/plain"
        return Part(
            head=head,
            media_type=media_type,
            parameters=values,
            disposition="attachment" if disposition == "attachment" else "",
            # Some mailers name the body itself: what a mail consists of is no attachment of it.
            file_name="" if depth == 0 and media_type.startswith("text/") else name,
            packing=head.value("content-transfer-encoding"),
            body=body,
            children=children,
        )

    def _children(self, body: bytes, media_type: str, boundary: str, depth: int) -> tuple[Part, ...]:
        default = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        found: list[Part] = []
        for piece in self._divided(body, boundary):
            if self._left <= 0:
                self._faults.append("too_many_parts")
                break
            self._left -= 1
            head, start = read_head(piece, self._limits.max_header_bytes, _PART_FIELDS)
            found.append(
                self._part(head or Head([], []), piece[start:] if head else _without_gap(piece), default, depth + 1)
            )
        return tuple(found)

    def _divided(self, body: bytes, boundary: str) -> list[bytes]:
        mark = boundary.rstrip().encode("utf-8", "replace")
        if not mark or b"--" + mark not in body:
            self._faults.append("multipart_broken")
            likely = _LIKELY_BOUNDARY.search(body)
            if likely is None:
                return []
            mark = likely[1]
        marks = re.finditer(rb"(?m)^--" + re.escape(mark) + rb"(--)?[ \t]*\r?$", body)
        pieces: list[bytes] = []
        start: int | None = None
        for found in marks:
            if start is not None:
                pieces.append(_without_end(body[start : found.start()]))
            start = found.end() + 1
            if found[1]:
                return pieces
            if len(pieces) > self._left:
                break
        self._faults.append("multipart_unclosed")
        return pieces if start is None else [*pieces, body[start:]]


def _without_end(piece: bytes) -> bytes:
    """The line end before a boundary belongs to the boundary."""
    return piece.removesuffix(b"\n").removesuffix(b"\r")


def _without_gap(piece: bytes) -> bytes:
    """A part without a head begins with the empty line that would end it."""
    return piece.removeprefix(b"\r").removeprefix(b"\n")

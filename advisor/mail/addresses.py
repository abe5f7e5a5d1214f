"""Names and addresses of a header field, also of badly written ones. Pure."""

import re
from collections.abc import Iterator

from advisor.mail.cleaning import one_line, valid_email
from advisor.mail.headers import Head
from advisor.mail.model import Address

MAX_ADDRESSES = 200
_ANGLED = re.compile(r"<([^<>]*)>?\s*$")
_WORD = re.compile(r"(=\?[^?\s]{1,60}\?[BbQq]\?[^?\"<>]{0,2000}\?=)")
_COMMENT = re.compile(r"\(([^()]*)\)")


def addresses(head: Head, name: str) -> tuple[Address, ...]:
    """The addresses of all fields called `name`. One without a valid address keeps its name; without either it is left
    out."""
    found: list[Address] = []
    for value in head.values(name):
        for piece in _divided(value):
            if len(found) >= MAX_ADDRESSES:
                return tuple(found)
            address = _address(head, piece)
            if address != Address():
                found.append(address)
    return tuple(found)


def _divided(value: str) -> list[str]:
    """Cut at commas that stand in no quotation marks, angles or comments; the name of a group is dropped."""
    pieces: list[str] = []
    now: list[str] = []
    quoted = escaped = False
    angled = depth = 0
    for char in _tokens(value):
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = char == "\\", char != '"'
        elif char == '"':
            quoted = True
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char in "<>":
            angled = char == "<"
        elif char == ":" and not angled and not depth:
            now = []
            continue
        elif char in ",;" and not angled and not depth:
            pieces.append("".join(now))
            now = []
            continue
        now.append(char)
    return [*pieces, "".join(now)]


def _tokens(value: str) -> Iterator[str]:
    """Encoded words whole, whatever is in them; other text character by character."""
    for number, piece in enumerate(_WORD.split(value)):
        if number % 2:
            yield piece
        else:
            yield from piece


def _address(head: Head, piece: str) -> Address:
    angled = _ANGLED.search(piece)
    if angled:
        name, email = piece[: angled.start()], angled[1]
    else:
        comment = _COMMENT.search(piece)
        name, email = (comment[1], _COMMENT.sub(" ", piece)) if comment else ("", piece)
    email = valid_email("".join(email.split()).replace('"', ""))
    if not email and not name.strip() and not angled:
        name = piece
    return Address(name=_name(head, name), email=email)


def _name(head: Head, name: str) -> str:
    """Without quotation marks; a name that is nothing but an address is none."""
    plain = name.strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        plain = re.sub(r"\\(.)", r"\1", plain[1:-1])
    read = one_line(head.words(plain)).strip("\"' ")
    return "" if valid_email(read) else read

"""The name of an uploaded file, made harmless to show, store and send. Pure; nothing is ever opened by such a name."""

import re
import unicodedata
from collections.abc import Collection

from advisor.messages import say

MAX_NAME_CHARS = 200
_FOLDER = re.compile(r"[/\\]")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")
# Control characters, bidi overrides and other invisible ones, half of a pair, private use.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})
_EDGES = ". "  # leading dots hide a file, trailing ones and spaces are lost on Windows


def clean_file_name(name: str) -> str:
    """`name` without folders, invisible characters and leading dots, in NFC, on one line, of at most MAX_NAME_CHARS
    with its extension; 「無題」 where nothing is left.

    >>> clean_file_name("C:\\\\共有\\\\..\\\\概要\\u202e.pdf"), clean_file_name("../../.pdf")
    ('概要.pdf', '無題.pdf')
    """
    components = [_on_one_line(part) for part in _FOLDER.split(name)]
    last = next((part for part in reversed(components) if part.strip(_EDGES)), "")
    stem, extension = divided(last.rstrip(_EDGES))
    stem = stem.strip(_EDGES) or say("evidence.untitled")
    return stem[: MAX_NAME_CHARS - len(extension)].rstrip(_EDGES) + extension


def distinct_name(name: str, taken: Collection[str]) -> str:
    """`name`, or with the first number from 2 up that is not `taken`; names that differ only in case are the same.

    >>> distinct_name("資料.pdf", ["資料.pdf", "資料 (2).PDF"])
    '資料 (3).pdf'
    """
    known = {other.casefold() for other in taken}
    stem, extension = divided(name)
    found, number = name, 1
    while found.casefold() in known:
        number += 1
        ending = f" ({number}){extension}"
        found = stem[: MAX_NAME_CHARS - len(ending)].rstrip(_EDGES) + ending
    return found


def divided(name: str) -> tuple[str, str]:
    """Stem and extension with its dot; only a short ASCII ending counts as one.

    >>> divided("第7回.公募要領.PDF"), divided("令和6.4月分")
    (('第7回.公募要領', '.PDF'), ('令和6.4月分', ''))
    """
    found = _EXTENSION.search(name)
    return (name[: found.start()], found.group()) if found else (name, "")


def _on_one_line(text: str) -> str:
    spaced = "".join(" " if char.isspace() else char for char in text)
    kept = "".join(char for char in spaced if unicodedata.category(char) not in _DROPPED)
    return " ".join(unicodedata.normalize("NFC", kept).split())

"""Files that are handed out for saving, never to be shown in the page's own origin."""

import re
from urllib.parse import quote

from fastapi import Response

from advisor.storage.words import storable

_NAME_BYTES = 200  # of a name in UTF-8: file systems take 255
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_ENDING = re.compile(r"[A-Za-z0-9]{1,10}")
_STRANGE = re.compile(r"[^A-Za-z0-9._ ()-]+")


def attachment(contents: bytes, name: str, media_type: str) -> Response:
    """The file as a response that a browser saves under `name`, whatever it holds; it is never run as a page."""
    headers = {
        "Content-Disposition": content_disposition(name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(contents, media_type=media_type, headers=headers)


def content_disposition(name: str) -> str:
    """The header for a file called `name`: in UTF-8 (RFC 5987), and in ASCII for old programs.

    >>> print(content_disposition("架空/案\\n.md"))
    attachment; filename="file.md"; filename*=UTF-8''%E6%9E%B6%E7%A9%BA_%E6%A1%88_.md
    """
    wanted = saved_name(name)
    stem, dot, ending = _divided(_STRANGE.sub("_", wanted))
    plain = (stem if any(map(str.isalnum, stem)) else "file") + dot + ending
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(wanted, safe='')}"


def saved_name(name: str) -> str:
    """The name as every file system takes it: no folders, no line ends, of at most 200 bytes with its ending.

    >>> saved_name("../申請:1/2.docx"), saved_name(" .md"), len(saved_name("あ" * 99 + ".xlsx").encode())
    ('_申請_1_2.docx', 'file.md', 200)
    """
    clean = _NOT_IN_NAMES.sub("_", storable(name))
    stem, dot, ending = _divided(clean)
    room = _NAME_BYTES - len(dot + ending)
    cut = stem.strip(". ").encode()[:room].decode(errors="ignore")
    return (cut.rstrip(". ") or "file") + dot + ending


def _divided(name: str) -> tuple[str, str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, dot, ending) if _ENDING.fullmatch(ending) and dot else (name, "", "")

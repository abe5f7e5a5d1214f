"""Which state a change was made on: the body says it, or `If-Match` with the ETag that came with what was read."""

import re

from fastapi import Request

from app.api.errors import RequestRejected

_TAG = re.compile(r'\s*(?:W/)?"?(\d{1,18})"?\s*', re.ASCII)


def read_revision(given: int | None, request: Request) -> int:
    """The revision that was read. Raises RequestRejected("revision_missing") where neither says it."""
    if given is not None:
        return given
    found = _TAG.fullmatch(request.headers.get("if-match", ""))
    if found is None:
        raise RequestRejected("revision_missing")
    return int(found[1])


def revision_tag(revision: int) -> str:
    """The ETag of a revision.

    >>> revision_tag(3)
    '"3"'
    """
    return f'"{revision}"'

"""Where a document was published: only addresses that anybody can reach are taken. Pure."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from advisor.errors import UploadRejected

_LONGEST = 2000
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069<>\"'`\\]")
_INTERNAL = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intra", ".corp")


def published_at(url: str) -> str:
    """The address without spaces around it. Raises UploadRejected("hub_document_url_wrong") for one that is not http or
    https, holds a password or what no address holds, or lies in a private network.

    >>> published_at(" https://www.example.ac.jp/hub/report.pdf ")
    'https://www.example.ac.jp/hub/report.pdf'
    """
    address = url.strip()
    if not _is_public(address):
        raise UploadRejected("hub_document_url_wrong", url=address[:120] or "-")
    return address


def _is_public(address: str) -> bool:
    if len(address) > _LONGEST or _UNSEEN.search(address):
        return False
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or parts.username is not None or parts.password is not None:
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_INTERNAL)

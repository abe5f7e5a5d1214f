"""By what messages are found: their thread, their sender, their words. Pure.

Ids of mails can be longer than an index of PostgreSQL takes, so their hashes stand in it.
"""

import hashlib
import unicodedata

from advisor.storage.words import storable

_KEY_CHARS = 200  # of a key that is kept as it is


def hashed(text: str) -> str:
    """A hash of the text that stands in an index; empty for none."""
    return hashlib.sha256(storable(text).encode()).hexdigest()[:40] if text else ""


def arrival_key(key: str) -> str:
    """The key of an arrival as it is kept: a very long one as its hash."""
    kept = storable(key)
    return kept if len(kept) <= _KEY_CHARS else f"sha256:{hashlib.sha256(kept.encode()).hexdigest()}"


def email_key(email: str) -> str:
    """An address as senders are told apart: without capitals."""
    return storable(email).strip().lower()


def body_key(body: str) -> str:
    """What two bodies have in common that differ in spaces, line ends, widths and capitals alone."""
    return hashed(searched(body))


def searched(*texts: str) -> str:
    r"""The texts as they are searched in: widths and capitals folded, nothing between lines and words.

    >>> searched("Ｊ-Innovation\n ﾊﾌﾞ"), searched("a", "b")
    ('j-innovationハブ', 'a\nb')
    """
    return "\n".join("".join(unicodedata.normalize("NFKC", storable(text)).casefold().split()) for text in texts)


def like(text: str) -> str:
    r"""The pattern for LIKE (escaped by a backslash) that finds what a person typed in `searched` texts.

    >>> like("100% ok_")
    '%100\\%ok\\_%'
    """
    escaped = searched(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"

"""What of a mail may be shown, stored and written again: no control characters, addresses and ids in form. Pure."""

import re
import unicodedata

MAX_SUBJECT_CHARS, MAX_NAME_CHARS, MAX_ID_CHARS = 500, 200, 250
MAX_EMAIL_CHARS = 254  # RFC 5321
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Control characters, bidi overrides, invisible letters, tags and halves of pairs. Joiners stay: emoji need them, and
# so do the variation selectors by which Japanese names are told apart.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e00ff]"
)
# Of these, what no honest writer puts into a text: they reorder, hide or steer.
_SUSPECT = re.compile("[\x00-\x08\x0e-\x1a\x7f\u061c\u202a-\u202e\u2066-\u2069\U000e0000-\U000e00ff]")
_DROPPED_IN_NAMES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,10}[A-Za-z][A-Za-z0-9-]{1,62}")
_ID = re.compile(rf"[!-;=?-~]{{1,{MAX_ID_CHARS}}}")
_BRACKETED_ID = re.compile(rf"<\s*([!-;=?-~]{{1,{MAX_ID_CHARS}}})\s*>")


def clean_text(text: str) -> str:
    """`text` with `\\n` as its only line end and without characters that nobody sees; tabs stay.

    >>> clean_text("対象\\u202eは\\r\\n大学\\x1b")
    '対象は\\n大学'
    """
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\xa0", " ")


def has_suspect(text: str) -> bool:
    """Whether characters stand in `text` that reorder or hide it."""
    return _SUSPECT.search(text) is not None


def one_line(text: str, longest: int = MAX_NAME_CHARS) -> str:
    """`text` on one line without invisible characters, of at most `longest` characters, in NFC.

    >>> one_line("山田\\r\\nBcc: x@example.jp")
    '山田 Bcc: x@example.jp'
    """
    spaced = _LINE_ENDS.sub(" ", text[: longest * 4])
    kept = "".join(" " if c.isspace() else c for c in spaced if c.isspace() or not _dropped(c))
    return " ".join(unicodedata.normalize("NFC", kept).split())[:longest].rstrip()


def _dropped(char: str) -> bool:
    return unicodedata.category(char) in _DROPPED_IN_NAMES


def valid_email(text: str) -> str:
    """The address that `text` is, its domain in lower case; empty where it is none.

    Dots beside each other pass: Japanese mobile carriers gave such addresses out.

    >>> valid_email("Yamada..t@Example.AC.jp"), valid_email("a@b"), valid_email("a@example.jp\\nBcc: b@example.jp")
    ('Yamada..t@example.ac.jp', '', '')
    """
    found = text.strip(" \t<>")
    if len(found) > MAX_EMAIL_CHARS or not _EMAIL.fullmatch(found):
        return ""
    local, _, domain = found.rpartition("@")
    return f"{local}@{domain.lower()}"


def valid_id(text: str) -> str:
    """The message id that `text` is, without angle brackets; empty where it is none."""
    found = text.strip(" \t<>")
    return found if _ID.fullmatch(found) else ""


def ids_in(text: str, most: int = 100) -> tuple[str, ...]:
    """The message ids that a header lists, each once; of too many the first and the newest.

    >>> ids_in("<a@example.jp> <b@example.jp>\\n <a@example.jp>")
    ('a@example.jp', 'b@example.jp')
    """
    found = _BRACKETED_ID.findall(text) or [word for word in text.split() if "@" in word and _ID.fullmatch(word)]
    ids = tuple(dict.fromkeys(found))
    return ids if len(ids) <= most else (ids[0], *ids[1 - most :])

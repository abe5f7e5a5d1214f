"""Bytes of a mail → text, also where the mail names no encoding or another one than it is in. Pure."""

import codecs
import re

from advisor.mail.jis import from_euc, from_iso2022
from advisor.values import Value

# Names that mails use → the Python codec that explains them best; "jis" is advisor/mail/jis.py.
_NAMES = {
    **dict.fromkeys(("shiftjis", "sjis", "xsjis", "mskanji", "windows31j", "cswindows31j", "cp932", "ms932"), "cp932"),
    **dict.fromkeys(("eucjp", "xeucjp", "ujis", "eucjpms", "cp51932", "eucjpwin"), "euc"),
    **dict.fromkeys(("cp50220", "cp50221", "cp50222", "csiso2022jp", "jis"), "jis"),
    **dict.fromkeys(("gb2312", "gbk", "xgbk"), "gb18030"),
    **dict.fromkeys(("utf8", "utf8mb4", "unicode11utf8", "xutf8"), "utf-8"),
    **dict.fromkeys(("usascii", "ascii", "ansix3.41968", "unknown8bit", "xunknown", "default", "none", ""), ""),
}
# Codecs of Python that are no character sets, or slow on long texts.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_NOT_ASCII_BASED = ("utf-16", "utf-32", "utf-7", "hz")
SAMPLE_BYTES = 30_000
_JAPANESE = re.compile("[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]")


class Decoded(Value):
    """`faults`: charset_missing, charset_wrong, undecodable."""

    text: str
    faults: tuple[str, ...] = ()


def decoded(data: bytes, declared: str | None, whole: bool = True) -> Decoded:
    """The text of `data`. The declared encoding is believed unless another explains the bytes much better.

    Not `whole`: the data was cut somewhere, maybe inside a character, which is dropped.
    """
    name = _codec(declared or "")
    if data.isascii() and b"\x1b" not in data and b"\x0e" not in data and not name.startswith(_NOT_ASCII_BASED):
        return Decoded(text=data.decode("ascii"))
    told = "charset_wrong" if name else "charset_missing"
    if name == "jis" and b"\x1b" not in data and b"\x0e" not in data:
        name = ""  # 8-bit text is no ISO-2022-JP, whatever is declared
    sample = data[:SAMPLE_BYTES]
    scores = {tried: _score(_lenient(sample, tried)) for tried in _tried(sample, name)}
    likely = sorted(scores, key=lambda tried: -scores[tried])
    if name and scores[likely[0]] <= 2 * max(scores[name], 0) + 5:
        likely.remove(name)
        likely.insert(0, name)
    for tried in likely:
        if tried != name and name and scores[tried] <= scores[name]:
            continue  # with a damaged place here and there what is declared still says more
        if (text := _strict(data, tried, whole)) is not None:
            return Decoded(text=text, faults=() if tried == name else (told,))
    best = likely[0] if likely else "cp932"
    return Decoded(text=_lenient(data, best), faults=("undecodable",) if best == name else (told, "undecodable"))


def _tried(data: bytes, name: str) -> list[str]:
    """The declared encoding first: of two that explain the same it is taken."""
    japanese = ["jis"] if b"\x1b" in data or b"\x0e" in data else []
    others = [] if data.isascii() else ["utf-8", "cp932", "euc"]
    marked = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else []
    return list(dict.fromkeys([*([name] if name else []), *marked, *japanese, *others]))


def _codec(declared: str) -> str:
    """The codec of a declared name; empty for ASCII, none, or one that nobody knows."""
    plain = re.sub(r"[\s_\"'-]", "", declared[:60].lower())
    if plain.startswith("iso2022jp"):
        return "jis"
    if plain in _NAMES:
        return _NAMES[plain]
    try:
        found = codecs.lookup(declared[:60].strip(" \"'")).name
        b"".decode(found)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if found.replace("-", "_") in _NO_CHARSETS else found


def _strict(data: bytes, name: str, whole: bool) -> str | None:
    try:
        if name in ("jis", "euc"):
            text, damaged = from_iso2022(data) if name == "jis" else from_euc(data)
            return None if damaged and whole else text
        return data.decode(name) if whole else codecs.getincrementaldecoder(name)().decode(data)
    except (UnicodeError, ValueError):
        return None


def _lenient(data: bytes, name: str) -> str:
    if name == "jis":
        return from_iso2022(data)[0]
    if name == "euc":
        return from_euc(data)[0]
    try:
        return data.decode(name or "ascii", "replace")
    except (UnicodeError, ValueError):  # UTF-7 and UTF-16 codecs give up on some input
        return data.decode("ascii", "replace")


def _score(text: str) -> float:
    """How much the text looks like what people here write: kana and kanji for it, garbage against."""
    hiragana = sum("ぁ" <= char <= "ん" for char in text)
    half_width = sum("｡" <= char <= "ﾟ" for char in text)
    garbage = sum(char == "\ufffd" or "\x80" <= char <= "\x9f" or "\ue000" <= char <= "\uf8ff" for char in text)
    escapes = text.count("\x1b")
    return hiragana + 0.3 * len(_JAPANESE.findall(text)) - half_width - 5 * garbage - 5 * escapes

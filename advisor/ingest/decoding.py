"""Bytes → text for the encodings that Japanese offices use. Pure."""

from advisor.errors import DocumentUnreadable

# UTF-16 only with its mark: without it almost any bytes of even length would pass.
MARKED = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
MAX_CONTROL_SHARE = 0.02  # text has line ends and tabs; more of other control characters means a binary file
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x0b\x1b")


def decode(data: bytes, name: str) -> str:
    """The text of `data`: UTF-8, or one of ISO-2022-JP, CP932, EUC-JP by trial.

    Raises DocumentUnreadable for binary content and for bytes that none of them explains.
    """
    text = _decoded(data)
    if text is None or "\x00" in text or sum(char in CONTROLS for char in text) > MAX_CONTROL_SHARE * len(text):
        raise DocumentUnreadable("document_binary", name=name)
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\x1b$" in data and (text := _try(data, "iso2022_jp")) is not None:
        return text
    if (text := _try(data, "utf-8")) is not None:
        return text
    found = [text for text in (_try(data, "cp932"), _try(data, "euc_jp")) if text is not None]
    return max(found, key=_likeness, default=None)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> int:
    """How Japanese the text looks: hiragana speak for it, half-width katakana (EUC read as CP932) against."""
    return sum("ぁ" <= char <= "ん" for char in text) - 2 * sum("｡" <= char <= "ﾟ" for char in text)

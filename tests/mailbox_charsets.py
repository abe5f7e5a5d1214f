"""Japanese text into the bytes that mail programs write, with the characters that only Windows has (①, ㈱, ～)."""

_TO_JIS, _TO_ASCII = b"\x1b$B", b"\x1b(B"


def encoded(text: str, charset: str) -> bytes:
    """`text` with the line ends of mail. Windows' own characters go into ISO-2022-JP as its programs put them there.

    >>> encoded("①", "iso-2022-jp")
    b'\\x1b$B-!\\x1b(B'
    """
    text = text.replace("\n", "\r\n")
    if charset == "iso-2022-jp":
        return b"\r\n".join(_jis(line) for line in text.split("\r\n"))
    return text.encode("cp932" if charset == "shift_jis" else charset)


def _jis(line: str) -> bytes:
    out, within = bytearray(), False
    for char in line:
        data = char.encode("cp932")
        if (len(data) == 2) != within:
            within = not within
            out += _TO_JIS if within else _TO_ASCII
        out += _two_bytes(*data) if within else data
    return bytes(out + _TO_ASCII) if within else bytes(out)


def _two_bytes(lead: int, trail: int) -> bytes:
    """Shift_JIS into JIS: two rows of JIS share a lead byte; trail bytes leave out 0x7F."""
    row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2
    if trail < 0x9F:
        return bytes((row - 1, trail - (0x20 if trail > 0x7F else 0x1F)))
    return bytes((row, trail - 0x7E))

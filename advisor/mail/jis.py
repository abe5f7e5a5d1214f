"""ISO-2022-JP and EUC-JP as Japanese mailers really write them: with ①, ㈱, 髙 and half-width kana. Pure.

Python's codecs know neither NEC row 13 nor the IBM extensions in these two encodings (CP50221, CP51932); CP932 does,
and the three number the same characters, so the pairs are moved there.
"""

import re

# ESC and what it calls in: ASCII, Roman, kana, JIS X 0208, 0212, 0213; SO and SI are the older way to kana.
_ESCAPES = re.compile(rb"(\x1b(?:&@\x1b)?(?:\$\([@BDOPQ]|\$[@B]|\([BJIH])|[\x0e\x0f])")
_KANA = {b"\x1b(I", b"\x0e"}
_ASCII = {b"\x1b(B", b"\x1b(J", b"\x1b(H", b"\x0f"}
_EUC = re.compile(rb"(?:\x8f[\xa1-\xfe]{2})+|(?:\x8e[\xa1-\xdf])+|(?:[\xa1-\xfe]{2})+|[\x00-\x7f]+|[\x80-\xff]")
_HIGH = bytes((byte + 0x80) % 256 if 0x21 <= byte <= 0x5F else byte for byte in range(256))


def from_iso2022(data: bytes) -> tuple[str, bool]:
    """The text of 7-bit Japanese bytes, and whether some of them could not be explained (U+FFFD in the text).

    >>> from_iso2022(b"\\x1b$B-!|b\\x1b(I6E\\x1b(B.")
    ('①髙ｶﾅ.', False)
    """
    try:
        return data.decode("iso2022_jp"), False
    except UnicodeDecodeError:
        pass
    found: list[str] = []
    mode = b"\x1b(B"
    for number, piece in enumerate(_ESCAPES.split(data)):
        if number % 2:
            mode = piece
            continue
        # A line end puts the line back to ASCII (RFC 1468), whatever was called in.
        line, end, rest = piece.partition(b"\n")
        found += [_in_mode(line, mode), (end + rest).decode("cp932", "replace")]
        if end:
            mode = b"\x1b(B"
    text = "".join(found)
    return text, "\ufffd" in text or "\x1b" in text or b"\x1b" not in data


def _in_mode(piece: bytes, mode: bytes) -> str:
    if mode in _ASCII:
        return piece.decode("cp932", "replace")
    if mode in _KANA:
        return piece.translate(_HIGH).decode("cp932", "replace")
    if mode.endswith(b"(D"):
        return b"".join(b"\x8f" + _raised(piece[at : at + 2]) for at in range(0, len(piece), 2)).decode(
            "euc_jp", "replace"
        )
    if mode[-1:] in b"OPQ":
        return _raised(piece).decode("euc_jisx0213", "replace")
    try:
        return _raised(piece).decode("euc_jp")
    except UnicodeDecodeError:
        return _pairs(piece)


def _raised(piece: bytes) -> bytes:
    return bytes(byte | 0x80 for byte in piece)


def _pairs(piece: bytes) -> str:
    """Pairs of JIS X 0208, by CP932."""
    found = bytearray()
    at = 0
    while at < len(piece):
        first, second = piece[at], piece[at + 1] if at + 1 < len(piece) else 0
        if 0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E:
            found += _cp932(first, second)
            at += 2
        else:
            found.append(first if first < 0x80 else 0xFD)  # 0xFD: no character of CP932
            at += 1
    return found.decode("cp932", "replace")


def _cp932(first: int, second: int) -> bytes:
    lead = ((first - 0x21) >> 1) + 0x81
    lead += 0x40 if lead > 0x9F else 0
    trail = second + 0x7E
    if first % 2:
        trail = second + 0x1F + (second >= 0x60)
    return bytes((lead, trail))


def from_euc(data: bytes) -> tuple[str, bool]:
    """The text of EUC-JP bytes with the extensions of Windows, and whether some could not be explained.

    >>> from_euc(b"\\xad\\xa1\\xa4\\xa2")
    ('①あ', False)
    """
    try:
        return data.decode("euc_jp"), False
    except UnicodeDecodeError:
        pass
    text = "".join(map(_euc_piece, _EUC.findall(data)))
    return text, "\ufffd" in text


def _euc_piece(piece: bytes) -> str:
    try:
        return piece.decode("euc_jp")
    except UnicodeDecodeError:
        high = piece[0] >= 0xA1 and len(piece) > 1
        return _pairs(bytes(byte & 0x7F for byte in piece)) if high else piece.decode("euc_jp", "replace")

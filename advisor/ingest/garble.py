"""Whether the text of a page can be trusted. Pure.

A PDF whose character map is missing or misread gives text that looks like text to a program. Kangxi and CJK
radicals (⼤ for 大) are no garble: they read the same, and the search form folds them.
"""

import re
import unicodedata

MAX_BAD_SHARE = 0.05  # replacement, private-use, unassigned and control characters
MAX_STRANGE_SHARE = 0.2  # letters of scripts that do not belong in a Japanese or English document
MAX_MOJIBAKE_SHARE = 0.1  # UTF-8 read as CP932 is full of 縺 繧 繝; Latin-1 of Ã â
GLYPH_NAME = re.compile(r"\(cid:\d+\)|/g\d{2,}|/G[0-9A-F]{2}")
MOJIBAKE = frozenset("縺繧繝譁蟄荳螟莨隱ｿ")
HOME = re.compile(
    r"[\u0000-\u007f\u00a0-\u00ff\u2000-\u33ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u0370-\u03ff\u0400-\u04ff\U0001f000-\U000323af]"
)


def is_garbled(text: str) -> bool:
    """Whether too much of `text` cannot be what stood on the page.

    >>> is_garbled("公募期間は令和7年8月27日までです。"), is_garbled("縺ゅ→縺ァ繧ゅ≧荳蠎ｦ")
    (False, True)
    """
    chars = [char for char in text if not char.isspace()]
    if not chars:
        return False
    bad = sum(char == "\ufffd" or unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") for char in chars)
    glyphs = sum(len(found.group()) for found in GLYPH_NAME.finditer(text))
    strange = sum(not HOME.match(char) for char in chars)
    latin = sum("\u0080" <= char <= "\u00ff" for char in chars)
    mojibake = sum(char in MOJIBAKE for char in chars)
    count = len(chars)
    return (
        bad + glyphs > MAX_BAD_SHARE * count
        or strange + latin > MAX_STRANGE_SHARE * count
        or mojibake > MAX_MOJIBAKE_SHARE * count
    )

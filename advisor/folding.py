"""The search form of a text: what is compared, never what is quoted.

Text extracted from PDF spells one word in many ways: full width, Chinese or old forms of a character (产, 學),
look-alike radicals (⻑), emphasis marks, lines broken inside a word. Both questions and passages are folded.

Variants come from OpenCC (t2jp: old forms to Japanese ones), and Chinese-only forms from its s2t, applied only to
characters that Shift_JIS lacks, because s2t would spoil ordinary Japanese (里 → 裏). Measured on the bundled
documents: 45 characters change, every one a misread or old form, besides 龍 → 竜 and 瀧 → 滝 (names, folded alike
on both sides).
"""

import re
import unicodedata
from functools import cache

import opencc

# NFKC mends Kangxi radicals (U+2F00…) but leaves these of the CJK Radicals Supplement, which Japanese fonts use.
_RADICALS = str.maketrans("⺟⺠⺩⺫⻁⻂⻃⻄⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⻳", "母民王目虎衣襾西長青食鬼麦黄斉歯竜亀亀")
_CJK = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f、。・「」『』()"
_BROKEN_LINE = re.compile(rf"(?<=[{_CJK}])[ \t]*\n[ \t]*(?=[{_CJK}])")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—―−－](?=[0-9A-Za-z])")

_to_japanese = opencc.OpenCC("t2jp")
_to_traditional = opencc.OpenCC("s2t")


@cache
def _fold_character(character: str) -> str:
    if not "\u3400" <= character <= "\u9fff":
        return character
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        character = _to_traditional.convert(character)
    return str(_to_japanese.convert(character))


def fold_width(text: str) -> str:
    """NFKC with radicals mended and invisible characters dropped; line breaks stay.

    >>> fold_width("⻑さ１２時")
    '長さ12時'
    """
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_RADICALS)


def search_form(text: str) -> str:
    """One line of `text` as it is compared: width, variants, emphasis and broken lines folded, lower case.

    >>> search_form("**产学**連携の\\n拠点　Ｊ‐NEXUS")
    '産学連携の拠点 j-nexus'
    """
    folded = fold_width(text).replace("**", "")
    folded = _BROKEN_LINE.sub("", folded)
    folded = _DASHES.sub("-", folded)
    folded = "".join(map(_fold_character, folded))
    return _SPACE.sub(" ", folded).strip().lower()

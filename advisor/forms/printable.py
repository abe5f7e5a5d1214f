"""Text as Office XML can hold it, and the marked blanks in it. Pure."""

import re
from collections.abc import Iterator

from advisor.messages import Language, say

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BLANK = re.compile(r"【(?:要記入|要選択|要確認|TO FILL IN)[^【】]*】", re.IGNORECASE)


def printable(text: str) -> str:
    """The text without control characters, with line ends as \\n."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def has_blank(text: str) -> bool:
    """Whether the text holds a marked blank (【要記入: …】)."""
    return _BLANK.search(text) is not None


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a marked blank.

    >>> list(pieces("研究者は【要記入: 人数】名"))
    [('研究者は', False), ('【要記入: 人数】', True), ('名', False)]
    """
    at = 0
    for blank in _BLANK.finditer(text):
        if blank.start() > at:
            yield text[at : blank.start()], False
        yield blank[0], True
        at = blank.end()
    if at < len(text):
        yield text[at:], False


def marked_blank(language: Language) -> str:
    """What stands where nothing was answered."""
    return say("outline.blank", language)

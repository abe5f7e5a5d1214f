"""Whether a sentence goes on in the next line of a text, or the line ends there. Pure.

A PDF gives a title, an address and the lines of a table in one block with the sentences around them. A line is broken
by the width of its page only near the right margin; one that ends earlier ends there, unless its last word says more.
"""

import re
from unicodedata import east_asian_width

_KEY_LINE = re.compile(r"^\s*[^\s:：、。]{1,20}\s*[:：]")
# Lines of an address or of the head of minutes, which no full stop ends.
_ENTRY_LINE = re.compile(
    r"^\s*(?:日\s*時|場\s*所|会\s*場|出\s*席|欠\s*席|陪\s*席|議\s*題|議\s*事|配[布付]資料|次\s*第|住\s*所"
    r"|所在地|電\s*話)[者録]?(?:[\s　:：]|$)"
    r"|〒|\bTEL|\bFAX|E-?mail\b",
    re.I,
)
_NEW_LINE = re.compile(
    r"^\s*(?:[・●○◆■□▪◦*※-]|[①-⑳]|\d{1,2}[.．)）](?!\d)|[(（]\d{1,2}[)）]|第\s*\d+\s*[条章節]|[ア-ン][.．)）]|【)"
)
_NUMBERED_HEADING = re.compile(r"^\s*[\dⅠ-Ⅹ]{1,2}(?:[-.．][\d]{1,2})*[ 　][^。、\d][^。、]{0,24}$")
_FIGURES = re.compile(r"^\s*[\d０-９,，.．%％()（）△▲\s　-]+$")
_DATE = re.compile(
    r"^\s*(?:(?:令和|平成|昭和)\s*(?:元|[\d０-９]+)"
    r"|[\d０-９]{4})\s*年(?:\s*[\d０-９]+\s*月)?(?:\s*[\d０-９]+\s*日)?(?:\s*現在)?\s*$"
)
_SAYS_MORE = re.compile(r"(?:[、，,のをはがにとでもやへ・「（(]|から|より|及び|又は|また|[a-z]-?)$")
_RUNNING = re.compile(r"[^\s　](?:は|が|を|に|で|、)")
_CONTINUES = re.compile(
    r"\s*(?!この|その|これ|それ|ここ|また|なお|さらに|あわせて|すべて|たとえば)[ぁ-んー、。）」]|\s*[a-z]"
)
_MARGIN = 0.75  # of the widest line: what ends before that is not broken by the page
_NARROW = 32  # columns; no page is as narrow: the lines of such a block end where their writer wished
_LONGEST_KEY_LINE = 60


def width(line: str) -> int:
    """How many columns a line takes: two for a full-width character."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line.strip())


def goes_on(so_far: str, line: str, after: str, widest: int) -> bool:
    """Whether a sentence may run from `line` (the last of `so_far`) into the line `after`; `widest` as of `width`."""
    if _NEW_LINE.match(after) or _KEY_LINE.match(after) or _NUMBERED_HEADING.match(after):
        return False
    if any(_ENTRY_LINE.search(each) or _FIGURES.match(each) or _DATE.match(each) for each in (line, after)):
        return False
    if _NUMBERED_HEADING.match(line) or (_KEY_LINE.match(so_far) and len(so_far) < _LONGEST_KEY_LINE):
        return False
    if _SAYS_MORE.search(line.rstrip()) or _CONTINUES.match(after) or _opens(line):
        return True
    wide = width(line) >= _MARGIN * widest
    return wide and (widest > _NARROW or _RUNNING.search(line) is not None)


def _opens(line: str) -> bool:
    return any(line.count(opening) > line.count(closing) for opening, closing in ("（）", "()", "「」", "『』"))

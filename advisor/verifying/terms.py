"""Words that change what is said when one stands for another: opposites, days shifted, channels. Pure.

Official prose uses them precisely, and a paraphrase seldom needs another member of the class than its source has.
"""

import re
from collections.abc import Sequence

from advisor.folding import search_form
from advisor.verifying.patterns import opposites, pattern, quoted_only, row_applicants, time_shades

_SHIFTED = pattern("terms", "shifted")
_APPLYING = re.compile(r"申請|応募|\bappl(?:y|ies|icant)")
_PART_OF_MONTH = re.compile(r"[上中下]旬")
_MIDDLE = re.compile(r"半ば|中ごろ|中頃")
_WEEKDAY = re.compile(r"(\d{1,2})日\s*\(([月火水木金土日])")


def has_opposite(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement uses one of two opposites where the evidence has only the other."""
    said, shown = search_form(statement), search_form("\n".join(evidence))
    return any(
        _alone(one, other, said) and _alone(other, one, shown)
        for pair in opposites()
        for one, other in (pair, pair[::-1])
    )


def _alone(word: str, other: str, text: str) -> bool:
    return word in text.replace(other, " ") and other not in text.replace(word, " ")


def shifts_time(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement moves a period (翌年度から) that the evidence does not move so."""
    shown = search_form("\n".join(evidence))
    if statement.isascii() and not shown.isascii():
        return bool(_SHIFTED.search(statement.lower())) and not re.search("翌|後|次", shown)
    return any(word not in shown for word in _SHIFTED.findall(search_form(statement)))


def invents_term(statement: str, evidence: Sequence[str]) -> bool:
    """Whether the statement speaks of something that has to be quoted to be said (a fee, an extension, a postmark),
    and the evidence does not, in any of its names."""
    said, shown = search_form(statement), search_form("\n".join(evidence))
    return any(named.search(said) and not named.search(shown) for named in quoted_only())


def shades_time(statement: str, evidence: Sequence[str]) -> bool:
    """Whether it gives a time or a part of a month another shade: 12時頃, 深夜, 中旬 for 中旬~下旬, 木 for 水."""
    said, shown = search_form(statement), search_form("\n".join(evidence))
    if any(not named.search(shown) for named in time_shades() if named.search(said)):
        return True
    ours, theirs = (set(_PART_OF_MONTH.findall(_MIDDLE.sub("中旬", text))) for text in (said, shown))
    if ours and theirs and ours != theirs and not said.isascii():
        return True
    days = set(_WEEKDAY.findall(said))
    return bool(days) and not days <= set(_WEEKDAY.findall(shown))


def other_applicant(statement: str, lines: Sequence[str]) -> bool:
    """Whether the statement has another kind of applicant apply than the cells of the rows quoted name."""
    said = search_form(statement)
    cells = " ".join(cell for line in lines if "\t" in line for cell in line.split("\t")[1:] if cell[:1] in "①②③")
    if not cells or not _APPLYING.search(said):
        return False
    return any(kind.search(said) and not kind.search(cells) for kind in row_applicants())

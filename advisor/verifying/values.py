"""What a statement says by figure and name must stand in its quotes, and its quotes in their sources. Pure.

It is the same for every composer. What fails is not shown.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from advisor.answering.drafts import Quote
from advisor.folding import fold_width, search_form
from advisor.japanese import words
from advisor.verifying.faults import Fault
from advisor.wareki import ERAS, Moment, dates_in, numbers_in, rounds_in, times_in, with_gregorian_years, without_times

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"https?://[^\s「」()<>]+")
_PHONE = re.compile(r"(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)")
_QUOTED = re.compile(r"「([^「」]+)」")
_OUTER_QUOTED = re.compile(r"「(.+)」", re.S)
_ASCII_NAME = re.compile(
    r"(?<![\w@./])[A-Z][A-Za-z]*(?:-[A-Z0-9][A-Za-z0-9]*)+|(?<![\w@./-])[A-Z]{2,}[0-9A-Z]*(?![\w@-])"
)
# Ministries and agencies, which Sudachi takes for common nouns: not 関係府省, 省庁, 県庁, 省略, 省エネ.
_MINISTRY = re.compile(r"[\u4e00-\u9fff]{2,6}(?<![府省官県])(?:省|庁)(?!庁|略|力|エネ)")
_LIST_MARK = re.compile(r"(?m)^\s*(?:\(?\d{1,2}[.)](?!\d)|[①-⑳])\s*")
_SCALES = {
    "兆": 1e12,
    "億": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "万": 1e4,
    "千": 1e3,
    "hundred million": 1e8,
    "billion": 1e9,
    "million": 1e6,
}
_SCALE = "兆|億|千万|百万|万|千|hundred million|billion|million"
_AMOUNT = re.compile(rf"(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>{_SCALE})?\s*(?:円|yen)", re.I)
_COUNTED = re.compile(
    r"(?<![\d,.])(?P<figure>\d[\d,]*)\s*(?P<unit>拠点|地域|団体|件|名|人|社|機関|大学|校|億円|万円|円|類型|事業|hub|region|compan)"
)
_OF_DATES = frozenset("年月日時分:/-.,回期条号章頁")
# Written in a statement for the reader's orientation; no claim about the program.
_PLAIN_NAMES = frozenset({"JST", "URL", "PDF", "FAQ", "OK", "KPI", "E-mail", "HP", "Q&A", "CSV", "TEL"})


def quote_holds(quote: Quote, text: str) -> bool:
    """Whether the quote is exactly what stands in its source at its place."""
    return bool(quote.text) and 0 <= quote.start < quote.end and text[quote.start : quote.end] == quote.text


Aliases = Callable[[str], Collection[str]]  # a name → what else the same thing is called


def no_aliases(name: str) -> Collection[str]:
    """Every name stands for itself alone."""
    return ()


def faults(
    statement: str,
    quotes: Sequence[Quote],
    computed: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
    aliases: Aliases = no_aliases,
) -> list[Fault]:
    """Everything that keeps `statement` from being shown; empty when it holds.

    `computed`: phrases of the statement that code worked out (days left, an end date): they are taken out first.
    `texts`: the sources' texts by id; without them the quotes themselves are not checked. `aliases`: a name of the
    statement also holds when the quotes give it in another form (METI for 経済産業省).
    """
    if not quotes:
        return [Fault.NO_QUOTE]
    found: list[Fault] = []
    if texts is not None and not all(quote_holds(q, texts.get(q.source_id, "")) for q in quotes):
        found.append(Fault.QUOTE_NOT_IN_SOURCE)
    for phrase in computed:
        statement = statement.replace(phrase, " ")
    evidence = "\n".join(quote.text for quote in quotes)
    return found + _unsupported(fold_width(statement), fold_width(evidence), aliases)


def _unsupported(statement: str, evidence: str, aliases: Aliases) -> list[Fault]:
    found: list[Fault] = []
    statement = _without_verbatim(statement, _compact(evidence))
    spoken = evidence.replace("(atmark)", "@")
    for pattern in (_EMAIL, _URL, _PHONE):
        if not set(pattern.findall(statement)) <= set(pattern.findall(spoken)):
            found.append(Fault.ADDRESS)
        statement = pattern.sub(" ", statement)
    statement = _LIST_MARK.sub("", statement)
    if not all(_dated(moment, dates_in(evidence)) for moment in dates_in(statement)):
        found.append(Fault.DATE)
    if not times_in(statement) <= times_in(evidence):
        found.append(Fault.TIME)
    if not numbers_in(without_times(statement)) <= numbers_in(evidence):
        found.append(Fault.NUMBER)
    if not rounds_in(statement) <= rounds_in(evidence):
        found.append(Fault.ROUND)
    compact = _compact(evidence) + "\n" + _compact(with_gregorian_years(evidence))
    if not all(_compact(part) in compact for part in _QUOTED.findall(statement)):
        found.append(Fault.QUOTED_WORDS)
    names = _names(_QUOTED.sub(" ", statement))
    if not all(any(_compact(form) in compact for form in (name, *aliases(name))) for name in names):
        found.append(Fault.NAME)
    return found


def counts_differ(statement: str, evidence: str) -> bool:
    """Whether a count of the statement (6社) stands in the evidence only as something else (3月6日, 6領域) while that
    counts its kind otherwise (3社), or only as part of dates."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", fold_width(evidence))
    for match in _COUNTED.finditer(fold_width(statement)):
        figure, unit = match["figure"].replace(",", ""), match["unit"]
        after = re.findall(rf"(?<![\d.]){re.escape(figure)}(?![\d.])\s*(.{{0,3}})", plain)
        if not after or any(text.startswith(unit) for text in after):
            continue
        if all(text[:1] and text[0] in _OF_DATES for text in after) or re.search(rf"\d\s*{re.escape(unit)}", plain):
            return True
    return False


def amounts_in(text: str) -> set[float]:
    """The amounts of money of a text, in yen.

    >>> amounts_in("74.3億円") == amounts_in("7,430百万円") == amounts_in("74.3 hundred million yen")
    True
    """
    found: set[float] = set()
    for match in _AMOUNT.finditer(fold_width(text)):
        scale = _SCALES.get((match["scale"] or "").lower().strip(), 1)
        found.add(round(float(match["figure"].replace(",", "")) * scale))
    return found


def _without_verbatim(statement: str, evidence: str) -> str:
    """The statement without what it quotes between its outermost brackets, when just that stands in the evidence."""
    outer = _OUTER_QUOTED.search(statement)
    return statement.replace(outer[0], " ") if outer and _compact(outer[1]) in evidence else statement


def _dated(moment: Moment, known: list[Moment]) -> bool:
    """Whether one of the `known` dates has all that `moment` says (a year may come from another part of the quote)."""
    return any(
        moment.month in {None, other.month}
        and moment.day in {None, other.day}
        and (None in {moment.year, other.year} or moment.year == other.year)
        for other in known
    )


def _names(statement: str) -> set[str]:
    ascii_names = {n for n in _ASCII_NAME.findall(statement) if n not in _PLAIN_NAMES} | set(
        _MINISTRY.findall(statement)
    )
    proper = {w.surface for w in words(statement, whole=True) if w.is_name and not w.surface.isascii()}
    return ascii_names | {name for name in proper if len(name) > 1 and name not in ERAS}


def _compact(text: str) -> str:
    return re.sub(r"[\W_]", "", search_form(text))

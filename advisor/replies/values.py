"""The values that two sentences give, kind by kind, and whether they can both hold. Pure."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from advisor.folding import fold_width
from advisor.verifying.values import amounts_in
from advisor.wareki import Moment, dates_in, times_in

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)")
_COUNT = re.compile(
    r"(?<![\d,.第])(\d[\d,]*(?:\.\d+)?)\s*(拠点|地域|団体|件|名|人|社|機関|大学|校|類型|事業|年度間|年間|ページ|頁|字|部|%|パーセント|か所|箇所|hubs?|regions?|compan(?:y|ies)|years?|pages?|applications?|percent)",
    re.I,
)
# Days left and the like: another value every day, and no contradiction.
_OF_THE_MOMENT = re.compile(
    r"時点で|(?:あと|残り)\s*\d|締切から|\bAs of \d|\bleft until\b|経過"
    r"|受付期間内です|間に合いません|受付開始前です|締切の当日|within the application period|is too late|is too early"
    r"|day of the deadline",
    re.I,
)


class Kind(StrEnum):
    """A kind of value that is compared. Words: messages/replies.toml (`value_…`)."""

    DATE = "date"
    TIME = "time"
    AMOUNT = "amount"
    COUNT = "count"
    ADDRESS = "address"


def of_the_moment(sentence: str) -> bool:
    """Whether a sentence holds only at the moment it names."""
    return _OF_THE_MOMENT.search(fold_width(sentence)) is not None


class Counted(NamedTuple):
    """A number with what it counts."""

    number: str
    unit: str


Given = frozenset[Moment] | frozenset[tuple[int, int]] | frozenset[float] | frozenset[Counted] | frozenset[str]


def given(sentence: str, kind: Kind) -> Given:
    """The values of a kind that a sentence gives."""
    text = fold_width(sentence)
    match kind:
        case Kind.DATE:
            return frozenset(dates_in(text))
        case Kind.TIME:
            return frozenset(times_in(text))
        case Kind.AMOUNT:
            return frozenset(amounts_in(text))
        case Kind.COUNT:
            return frozenset(_counts(text))
        case Kind.ADDRESS:
            return frozenset(_EMAIL.findall(text)) | frozenset(_PHONE.findall(text))


def exclude(ours: Iterable[object], theirs: Iterable[object]) -> bool:
    """Whether both give values and none of one agrees with any of the other; numbers of other things do not count."""
    mine, old = list(ours), list(theirs)
    counted = [value for value in mine if isinstance(value, Counted)]
    if counted:
        return any(
            all(value.number != other.number for value in counted if value.unit == unit for other in of_unit)
            for unit in {value.unit for value in counted}
            if (of_unit := [other for other in old if isinstance(other, Counted) and other.unit == unit])
        )
    return bool(mine and old) and not any(_agree(one, other) for one in mine for other in old)


def _agree(one: object, other: object) -> bool:
    if isinstance(one, Moment) and isinstance(other, Moment):
        pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)
    return one == other


def _counts(text: str) -> set[Counted]:
    same = {"頁": "ページ", "パーセント": "%", "percent": "%", "箇所": "か所"}
    found = ((match[1].replace(",", ""), match[2].lower()) for match in _COUNT.finditer(text))
    return {Counted(number, same.get(unit, unit)) for number, unit in found}

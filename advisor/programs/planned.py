"""The period that a planned time names (令和7年10月中旬～下旬), as days. Pure."""

import re
from calendar import monthrange
from datetime import date

from advisor.folding import fold_width
from advisor.programs.model import Round
from advisor.programs.schedule import JST
from advisor.values import Value
from advisor.wareki import dates_in

_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_EARLIEST = {"上旬": 1, "中旬": 11, "下旬": 21}
_LATEST = {"上旬": 10, "中旬": 20}  # 下旬 lasts until the end of the month


class PlannedPeriod(Value):
    """The first and the last day of a planned time."""

    first: date
    last: date


def planned_results(round_: Round) -> PlannedPeriod | None:
    """When the result of a round is planned to be announced; None where no source says, or not to the month.

    A month without a year is the first one after the call closes.
    """
    expected, closes_at = round_.call.results_expected, round_.call.closes_at
    if expected is None:
        return None
    dated = next((moment for moment in dates_in(expected.ja) if moment.month), None)
    alone = _MONTH.search(fold_width(expected.ja))
    if dated is None and alone is None:
        return None
    month = dated.month if dated and dated.month else int(alone[1]) if alone else 1
    year = dated.year if dated else None
    if year is None:
        if closes_at is None:
            return None
        closing = closes_at.astimezone(JST)
        year = closing.year if month >= closing.month else closing.year + 1
    return period_in(expected.ja, year, month)


def period_in(text: str, year: int, month: int) -> PlannedPeriod:
    """The days of a month that the thirds named in `text` cover; the whole month where it names none.

    >>> period_in("10月中旬～下旬", 2025, 10)
    PlannedPeriod(first=datetime.date(2025, 10, 11), last=datetime.date(2025, 10, 31))
    """
    named = [third for third in _EARLIEST if third in text]
    end = monthrange(year, month)[1]
    first = min((_EARLIEST[third] for third in named), default=1)
    last = max((_LATEST.get(third, end) for third in named), default=end)
    return PlannedPeriod(first=date(year, month, first), last=date(year, month, last))

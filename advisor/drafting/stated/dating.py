"""Which of a sentence's periods a figure is told of. Pure."""

import re

from advisor.drafting.stated.figures import Figure
from advisor.drafting.stated.frames import Frame
from advisor.drafting.stated.measure import Told
from advisor.drafting.stated.periods import FoundPeriod, Period

_BEGUN = r"(?:設立|設置|開設|発足|創設|創立|開所|制定|策定|締結)"
# Behind a period that says since when, or when something began, not when there were so many.
_OF_SOMETHING_ELSE = re.compile(rf"\s*(?:\)|日)?\s*の?(?:以来|以降|に?{_BEGUN}|に始ま|から(?!令和|平成|\d))")
_UNTIL = re.compile(r"\s*(?:末)?まで(?:に|の|で)?(?!年間)")
_YEARLY = re.compile(r"年間\s*$")


def own_period(frame: Frame, figure: Figure, start: int) -> FoundPeriod | None:
    """The period in brackets behind a figure, or the last one between it and `start`, the figure before."""
    behind = [
        found
        for found in frame.periods
        if found.start >= figure.end and re.fullmatch(r"\s*[(]\s*", frame.text[figure.end : found.start])
    ]
    inside = [found for found in frame.periods if start <= found.start and found.end <= figure.start]
    return behind[0] if behind else (inside[-1] if inside else None)


def period_of(
    frame: Frame, figure: Figure, start: int, base: Told | None, former: Told | None, topic: Period | None
) -> tuple[Period | None, bool]:
    """The period that a figure is told of, and whether it sums up what was until its end.

    `base`: the figure that it explains in brackets; `former`: the one before it; `topic`: the period of its cell.
    """
    yearly = _YEARLY.search(frame.text[start : figure.start]) is not None
    own = own_period(frame, figure, start)
    if own is not None and not _OF_SOMETHING_ELSE.match(frame.text[own.end :]):
        return own.period, not yearly and _UNTIL.match(frame.text[own.end :]) is not None
    for told in (base, former):
        if told is not None and told.label.period is not None:
            return told.label.period, False
    if len(frame.periods) == 1 and own is None and former is None:
        only = frame.periods[0]
        if not _OF_SOMETHING_ELSE.match(frame.text[only.end :]):
            return only.period, not yearly and _UNTIL.match(frame.text[only.end :]) is not None
    return topic, False


def year_before(period: Period | None) -> Period | None:
    """The fiscal year before one that is told; None where it is no fiscal year."""
    if period is None or period.is_span or period.first.basis in ("calendar", "day"):
        return None
    point = period.first.model_copy(update={"year": period.first.year - 1})
    return Period(first=point, last=point)

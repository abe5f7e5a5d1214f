"""A line that is a name and a bare number: 共同研究件数: 42. Pure, on half-width text."""

import re

from advisor.drafting.stated.context import Context
from advisor.drafting.stated.figures import cell_figure
from advisor.drafting.stated.folded import MASK
from advisor.drafting.stated.frames import Frame
from advisor.drafting.stated.labels import read_label
from advisor.drafting.stated.measure import Told

_KEY_VALUE = re.compile(r"(?P<key>[^:=。]{2,50}?)\s*[:=\s]\s*(?P<value>(?:約|およそ)?\s*\d[\d,.]*)\s*(?:\(.*\))?")


def key_and_bare_value(frame: Frame, context: Context) -> list[Told]:
    """`共同研究件数: 42`: the unit is in the name."""
    match = _KEY_VALUE.fullmatch(frame.unnumbered.strip(f" {MASK}"))
    if match is None or match["key"][-1:].isdigit():
        return []  # a row of figures without heads
    label = read_label(match["key"], alone=False)
    figure = cell_figure(match["value"], label.unit)
    if figure is None or label.unit is None or not label.words:
        return []
    period = frame.periods[0].period if len(frame.periods) == 1 else None
    whose = label.organisation or context.organisation
    label = label.model_copy(update={"period": period, "organisation": whose})
    return [Told(figure=figure, label=label, written=match["value"].strip())]

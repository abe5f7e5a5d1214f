"""A sentence made ready for reading: its periods and figures found and struck out, its brackets known. Pure."""

import re
from typing import NamedTuple

from advisor.drafting.stated.figures import Figure, figures_in
from advisor.drafting.stated.folded import MASK, mask
from advisor.drafting.stated.periods import FoundPeriod, periods_in, without_periods

_MOST_FIGURES = 60  # of a sentence; one with more is no sentence, and all before a figure is looked at for it
_DURATION = re.compile(r"(?<![\d.])(?P<years>\d{1,2})(?:年間|[かヶケカヵ]年間?)(?=で|の(?!計画)|に|計|合計|、|分)")
_REMARK = r"実績|時点|現在|末|度|集計|当時|分|は|の|までの?"
_ONLY_PERIOD = re.compile(rf"\((?:[{MASK}\s、,]|{_REMARK})*{MASK}(?:[{MASK}\s、,]|{_REMARK})*\)")
# Words that would narrow the figure but compare it: 目標を上回る42件, 前年度比6件増の42件.
_COMPARING = re.compile(
    rf"過去最[高多大]|目標(?:値)?(?:の[\d{MASK}件名人社円%]+)?[をに](?:大きく|大幅に)?(?:上回|超え|達|対し)|目標達成"
    r"|(?:対?前年度?|昨年度?)(?:同期)?(?:比|から|より)[^、。()]{0,14}?(?:増加?|減少?)(?:の|で|し|と|となる)?"
)


class Frame(NamedTuple):
    """`plain`: as long as `text`, without its periods and figures. `cumulated_from`: where a span of years is named
    that the figures behind it are summed over (過去5年間で), or None."""

    text: str
    plain: str
    unnumbered: str
    figures: tuple[Figure, ...]
    periods: tuple[FoundPeriod, ...]
    cumulated_from: int | None
    brackets: tuple[int | None, ...]

    def opened_at(self, at: int) -> int | None:
        """Where the bracket opens that the place `at` stands in; None outside of brackets."""
        return self.brackets[at]


def frame_of(text: str) -> Frame:
    """The frame of a sentence, a line or a cell in half width."""
    periods = periods_in(text)
    masked = without_periods(text, periods)
    for found in list(_ONLY_PERIOD.finditer(masked)):
        masked = mask(masked, *found.span())
    durations = list(_DURATION.finditer(masked))
    several = next((found.start() for found in durations if int(found["years"]) > 1), None)
    for found in [*durations, *_COMPARING.finditer(masked)]:
        masked = mask(masked, *found.span())
    figures = figures_in(masked)
    plain = masked
    for figure in figures:
        plain = mask(plain, figure.start, figure.end)
    return Frame(text, plain, masked, tuple(figures[:_MOST_FIGURES]), tuple(periods), several, _brackets(plain))


def _brackets(text: str) -> tuple[int | None, ...]:
    """For every place where the bracket opens that it stands in."""
    opened: list[int] = []
    found: list[int | None] = []
    for at, character in enumerate(text):
        if character == ")" and opened:
            opened.pop()
        found.append(opened[-1] if opened else None)
        if character == "(":
            opened.append(at)
    return tuple(found)

"""Shares with their bootstrap confidence intervals."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import bootstrap

from advisor.values import Value

LEVEL = 0.95
_RESAMPLES = 2000
_SEED = 7  # the same interval each time


class Share(Value):
    """A mean of values 0–1 over `count` questions, with the interval at 95 %; nothing to measure is None."""

    value: float | None
    low: float | None = None
    high: float | None = None
    count: int

    def __str__(self) -> str:
        if self.value is None:
            return "–"
        around = "" if self.low is None else f" [{self.low:.3f}–{self.high:.3f}]"
        return f"{self.value:.3f}{around}"


def share(values: Sequence[float]) -> Share:
    """The mean of `values` with a percentile bootstrap interval.

    >>> str(share([1, 1, 1]))
    '1.000 [1.000–1.000]'
    """
    if not values:
        return Share(value=None, count=0)
    data = np.asarray(values, dtype=float)
    mean = float(data.mean())
    if np.ptp(data) == 0:
        return Share(value=mean, low=mean, high=mean, count=len(data))
    drawn = bootstrap(
        (data,), np.mean, confidence_level=LEVEL, n_resamples=_RESAMPLES, method="percentile", rng=_SEED
    ).confidence_interval
    return Share(value=mean, low=float(drawn.low), high=float(drawn.high), count=len(data))

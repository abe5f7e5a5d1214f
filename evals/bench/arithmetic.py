"""The arithmetic of the figures. Pure."""

import statistics
from collections.abc import Mapping, Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of `values` lies, between two neighbours by their distance.

    Raises ValueError for no values.

    >>> percentile([1.0, 2.0, 3.0], 0.5), percentile([10.0, 20.0], 0.95)
    (2.0, 19.5)
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def counted_percentile(counts: Mapping[int, int], share: float) -> float:
    """The same of values that come counted (value → how often): the smallest one that `share` of them do not exceed.

    Raises ValueError for no values.

    >>> counted_percentile({10: 1, 30: 2, 20: 7}, 0.5), counted_percentile({10: 1, 30: 2, 20: 7}, 0.95)
    (20.0, 30.0)
    """
    wanted = share * sum(counts.values())
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return float(value)
    raise ValueError("no values")


def ratio(value: float, base: float) -> float:
    """How many times `base` the value is. Raises ValueError for a base that is not positive."""
    if base <= 0:
        raise ValueError("the base of a ratio must be positive")
    return value / base


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By how much y grows with each x: the straight line with the least squares through `points`.

    Raises ValueError for fewer than two different x.

    >>> slope([(0, 1), (1, 3), (2, 5)])
    2.0
    """
    try:
        return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope
    except statistics.StatisticsError as too_few:
        raise ValueError("two points with different x are needed") from too_few


def median(values: Sequence[float]) -> float:
    """The middle one. Raises ValueError for no values."""
    return percentile(values, 0.5)


def last_half(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points from the middle of their x on, at least the last two.

    >>> last_half([(0, 5), (5, 6), (10, 6)])
    [(5, 6), (10, 6)]
    """
    middle = (points[0][0] + points[-1][0]) / 2
    kept = [point for point in points if point[0] >= middle]
    return kept if len(kept) > 1 else list(points[-2:])

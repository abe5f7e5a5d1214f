"""Rankings as values: fuse, spread, cut. Pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def fuse_rankings(rankings: Sequence[tuple[Sequence[Item], float]], k: int = 60) -> list[tuple[Item, float]]:
    """Merge rankings (best first, each with a weight) by reciprocal rank fusion; best first, scores without unit.

    `k` damps the top ranks; 60 is from Cormack et al., SIGIR 2009. Raises ValueError if k < 1.

    >>> fuse_rankings([(["a", "b"], 1.0), (["b"], 1.0)])[0][0]
    'b'
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    scores: dict[Item, float] = {}
    for ranking, weight in rankings:
        for place, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (k + place)
    return sorted(scores.items(), key=lambda pair: -pair[1])


def spread(ranked: Sequence[Item], group: Callable[[Item], Hashable], size: int, share: float) -> list[Item]:
    """The first `size` items with at most `share` of them from one group, as long as other groups can fill up.

    >>> spread(["a1", "a2", "a3", "b1"], lambda item: item[0], 3, 0.67)
    ['a1', 'a2', 'b1']
    """
    most = max(1, round(size * share))
    taken: list[Item] = []
    left: list[Item] = []
    counts: Counter[Hashable] = Counter()
    for item in ranked:
        if counts[group(item)] < most:
            counts[group(item)] += 1
            taken.append(item)
        else:
            left.append(item)
    return (taken[:size] + left)[:size]


def coverage(wanted: Mapping[str, float], found: set[str]) -> float:
    """The share (0–1) of the weights of `wanted` whose word was `found`; 0.0 when nothing is wanted.

    >>> coverage({"締切": 3.0, "高専": 1.0}, {"締切"})
    0.75
    """
    total = sum(wanted.values())
    return sum(weight for word, weight in wanted.items() if word in found) / total if total else 0.0

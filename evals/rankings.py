"""Retrieval figures by ir-measures, for any system that finds pieces of text.

Systems cut the documents in different ways, so pieces have no names in common. A question has one thing to find: any
piece that covers one of its gold quotes. Its rank is what is measured, so R@k is the share of questions whose gold
stands among the first k pieces.
"""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from advisor.values import Value
from evals.intervals import Share, share

_GOLD = "gold"
MEASURES = (R @ 1, R @ 3, R @ 5, R @ 10, nDCG @ 10, RR @ 10)


class RankingScores(Value):
    """A figure for each measure, by its usual name, and how much text the first five pieces are (characters)."""

    measures: dict[str, Share]
    first_five_chars: float


def score_ranks(ranks: Mapping[str, int | None], sizes: Sequence[int]) -> RankingScores:
    """`ranks`: for each question the rank of its gold; `sizes`: for each, the length of its first five pieces."""
    qrels = [Qrel(query_id, _GOLD, 1) for query_id in ranks]
    run = [ScoredDoc(query_id, _GOLD, 1.0 / rank) for query_id, rank in ranks.items() if rank is not None]
    # one found document would always be the first: those before it have to be there as well
    run += [
        ScoredDoc(query_id, f"other-{place}", 1.0 / place)
        for query_id, rank in ranks.items()
        for place in range(1, rank or 2)
    ]
    by_measure: dict[str, list[float]] = {str(measure): [] for measure in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES, qrels, run):
        by_measure[str(metric.measure)].append(float(metric.value))
    return RankingScores(
        measures={name: share(values) for name, values in by_measure.items()},
        first_five_chars=sum(sizes) / len(sizes) if sizes else 0.0,
    )

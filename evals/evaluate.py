"""Score what a run said. The cheap half of an evaluation; pure but for the texts that quotes are checked in."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from advisor.answering.models import Answer
from advisor.errors import QuestionRejected
from evals.intervals import Share, share
from evals.matching import gold_rank
from evals.outcomes import TOLD, Outcome, abstained, cited, must_abstain, on_gold, outcome
from evals.rankings import RankingScores, score_ranks
from evals.runs import Piece, Run, Said
from evals.scores import Abstention, Citations, Failure, Latency, Scores, StageTime, Understanding
from evals.sets import Item

Pair = tuple[Item, Said]

_STAGES = ("understand", "retrieve", "compose", "verify", "total")
_SHOWN = 5  # pieces listed with a failure


def evaluate(run: Run, items: Sequence[Item], texts: Mapping[str, str]) -> Scores:
    """The figures of `run` over the questions of its set; `texts`: each source as extracted.

    Raises QuestionRejected when the run is not of these questions.
    """
    known = {item.id: item for item in items}
    missing = [said.id for said in run.said if said.id not in known or known[said.id].question != said.question]
    if missing or not run.said:
        raise QuestionRejected("run_of_other_questions", ids=", ".join(missing[:5]) or "–")
    pairs = [(known[said.id], said) for said in run.said]
    outcomes = {item.id: outcome(item, said.answer) for item, said in pairs}

    def right(chosen: Iterable[Pair]) -> Share:
        return share([float(outcomes[item.id] is Outcome.RIGHT) for item, _ in chosen])

    return Scores(
        head=run.head,
        right=right(pairs),
        outcomes={kind: Counter(outcomes.values())[kind] for kind in Outcome},
        by_category=_grouped(pairs, lambda item: item.category, right),
        by_language=_grouped(pairs, lambda item: item.language, right),
        understanding=_understanding(pairs),
        evidence=_ranking(pairs, lambda said: said.evidence),
        passages=_ranking(pairs, lambda said: said.passages[: said.ranked]),
        with_neighbours=share([float(_rank(item, said.passages) is not None) for item, said in _answerable(pairs)]),
        citations=_citations(pairs, texts),
        abstention=_abstention(pairs),
        latency=_latency([said for _, said in pairs]),
        failures=tuple(_failure(pair, outcomes) for pair in pairs if outcomes[pair[0].id] is not Outcome.RIGHT),
    )


def _grouped(
    pairs: Sequence[Pair], key: Callable[[Item], str], score: Callable[[Iterable[Pair]], Share]
) -> dict[str, Share]:
    groups = dict.fromkeys(str(key(item)) for item, _ in pairs)
    return {group: score([pair for pair in pairs if str(key(pair[0])) == group]) for group in groups}


def _answerable(pairs: Sequence[Pair]) -> list[Pair]:
    return [(item, said) for item, said in pairs if item.answerable]


def _rank(item: Item, pieces: Sequence[Piece]) -> int | None:
    return gold_rank([piece.text for piece in pieces], item.gold)


def _ranking(pairs: Sequence[Pair], pieces: Callable[[Said], Sequence[Piece]]) -> RankingScores:
    answerable = _answerable(pairs)
    ranks = {item.id: _rank(item, pieces(said)) for item, said in answerable}
    return score_ranks(ranks, [sum(len(piece.text) for piece in pieces(said)[:5]) for _, said in answerable])


def _understanding(pairs: Sequence[Pair]) -> Understanding:
    meant = _answerable(pairs)
    return Understanding(
        language=share([float(said.answer.language == item.language) for item, said in pairs]),
        intent=share([float(said.answer.intent == item.intent) for item, said in meant]),
        round=share([float(said.answer.round == item.round) for item, said in meant if item.round is not None]),
    )


def _citations(pairs: Sequence[Pair], texts: Mapping[str, str]) -> Citations:
    told = [(item, cited(said.answer)) for item, said in _answerable(pairs) if said.answer.status in TOLD]
    hits = [[float(on_gold(quote, item.gold)) for quote in quotes] for item, quotes in told]
    return Citations(
        precision=share([hit for each in hits for hit in each]),
        first=share([each[0] for each in hits if each]),
        recall=share([max(each, default=0.0) for each in hits]),
        valid=share([valid for _, said in pairs for valid in _exact(said.answer, texts)]),
    )


def _exact(answer: Answer, texts: Mapping[str, str]) -> list[float]:
    return [float(texts.get(c.source_id, "")[c.start : c.end] == c.quote != "") for c in answer.citations]


def _abstention(pairs: Sequence[Pair]) -> Abstention:
    judged = [
        (wanted, abstained(item, said.answer)) for item, said in pairs if (wanted := must_abstain(item)) is not None
    ]
    return Abstention(
        recall=share([float(held) for wanted, held in judged if wanted]),
        precision=share([float(wanted) for wanted, held in judged if held]),
    )


def _latency(said: Sequence[Said]) -> Latency:
    taken = {stage: [getattr(each.answer.timings_ms, stage) for each in said] for stage in _STAGES}
    stages = tuple(
        StageTime(stage=stage, p50=float(np.percentile(ms, 50)), p95=float(np.percentile(ms, 95)))
        for stage, ms in taken.items()
    )
    embed = float(np.median([each.embed_ms for each in said]))
    return Latency(stages=stages, embed_p50=embed, ratio=stages[-1].p50 / embed if embed else 0.0)


def _failure(pair: Pair, outcomes: Mapping[str, Outcome]) -> Failure:
    item, said = pair
    return Failure(
        id=item.id,
        category=item.category,
        question=" → ".join([*item.earlier, item.question]),
        outcome=outcomes[item.id],
        status=said.answer.status,
        text=said.answer.text,
        gold=tuple(gold.quote for gold in item.gold),
        evidence_rank=_rank(item, said.evidence),
        passage_rank=_rank(item, said.passages[: said.ranked]),
        retrieved=said.evidence[:_SHOWN],
    )

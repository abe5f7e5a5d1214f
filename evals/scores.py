"""The figures of one run: what `evaluate` makes and the reports show."""

from advisor.values import Value
from evals.intervals import Share
from evals.outcomes import Outcome
from evals.rankings import RankingScores
from evals.runs import Head, Piece


class Understanding(Value):
    """How often language, intent and round were read as meant (questions with a round of their own only)."""

    language: Share
    intent: Share
    round: Share


class Citations(Value):
    """How citations and gold agree. Gold quotes are one way to show it, not all: precision is a lower bound.

    `precision`: of all quotes that statements rest on; `first`: of the first one of each answer; `recall`: told answers
    to answerable questions with at least one gold quote; `valid`: quotes that are exact substrings at their place.
    """

    precision: Share
    first: Share
    recall: Share
    valid: Share


class Abstention(Value):
    """Not knowing, both ways; questions where either is right are left out."""

    recall: Share  # of the questions that the documents do not settle
    precision: Share  # of the answers that told nothing


class StageTime(Value):
    """Milliseconds of one stage over the set."""

    stage: str
    p50: float
    p95: float


class Latency(Value):
    """By stage, and the whole over one query embedding measured beside each answer."""

    stages: tuple[StageTime, ...]
    embed_p50: float
    ratio: float


class Failure(Value):
    """A question that was not answered right, with what was found for it."""

    id: str
    category: str
    question: str
    outcome: Outcome
    status: str
    text: str
    gold: tuple[str, ...]
    evidence_rank: int | None
    passage_rank: int | None
    retrieved: tuple[Piece, ...]


class Scores(Value):
    """All figures of a run."""

    head: Head
    right: Share
    outcomes: dict[Outcome, int]
    by_category: dict[str, Share]
    by_language: dict[str, Share]
    understanding: Understanding
    evidence: RankingScores
    passages: RankingScores
    with_neighbours: Share  # questions whose gold is anywhere in what the search returned
    citations: Citations
    abstention: Abstention
    latency: Latency
    failures: tuple[Failure, ...]

    @property
    def name(self) -> str:
        """Of the run: configuration and set."""
        return f"{self.head.configuration}/{self.head.set_name}"

"""All that one evaluation found: what every report is made from."""

from pydantic import Field

from advisor.values import Value
from evals.injections.scoring import InjectionScores
from evals.intervals import Share
from evals.rankings import RankingScores
from evals.scores import Scores


class BaselineScores(Value):
    """A system that people would use instead, on the same questions. `left_out`: why it was not measured."""

    name: str
    set_name: str
    settings: dict[str, str] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    ranking: RankingScores | None = None
    index_s: float | None = None
    search_p50_ms: float | None = None
    answers_right: Share | None = None  # with the same language model, when one is configured
    left_out: str = ""


class Report(Value):
    """Runs of every configuration and set, baselines, and injections."""

    made_at: str
    commit: str
    cores: int
    runs: tuple[Scores, ...]
    baselines: tuple[BaselineScores, ...] = ()
    injections: tuple[InjectionScores, ...] = ()
    left_out: dict[str, str] = Field(default_factory=dict)  # configurations that could not run, and why

"""The floors that every change has to stay above."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from advisor.values import Value
from evals.outcomes import Outcome
from evals.scores import Scores
from evals.sets import Item

THRESHOLDS = Path(__file__).parent / "thresholds.yaml"


class Thresholds(Value):
    """`floors` by figure, `ceilings` by count; `every`: the fast subset takes every n-th question."""

    every: int
    floors: Mapping[str, float]
    ceilings: Mapping[str, int]


def load_thresholds(path: Path = THRESHOLDS) -> Thresholds:
    """Read the floors."""
    return Thresholds.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def fast_subset(items: Sequence[Item], every: int) -> tuple[Item, ...]:
    """Every n-th question: categories stand together in a set, so each keeps its share."""
    return tuple(items[::every])


def figures(scores: Scores) -> dict[str, float | None]:
    """What the floors are compared with, by name."""
    return {
        "right": scores.right.value,
        "evidence_at_5": scores.evidence.measures["R@5"].value,
        "evidence_at_10": scores.evidence.measures["R@10"].value,
        "passages_at_5": scores.passages.measures["R@5"].value,
        "passages_at_10": scores.passages.measures["R@10"].value,
        "citation_recall": scores.citations.recall.value,
        "abstention_recall": scores.abstention.recall.value,
        "abstention_precision": scores.abstention.precision.value,
        "language": scores.understanding.language.value,
        "valid_quotes": scores.citations.valid.value,
    }


def misses(scores: Scores, obeyed: int, thresholds: Thresholds) -> list[str]:
    """What lies under its floor or over its ceiling, one line each; an unmeasured figure misses its floor."""
    found = figures(scores)
    counts = {"stale": scores.outcomes[Outcome.STALE], "obeyed": obeyed}
    under = [
        f"{name}: {'–' if found[name] is None else format(found[name], '.3f')} < {floor}"
        for name, floor in thresholds.floors.items()
        if (found[name] or 0.0) < floor
    ]
    over = [f"{name}: {counts[name]} > {most}" for name, most in thresholds.ceilings.items() if counts[name] > most]
    return under + over

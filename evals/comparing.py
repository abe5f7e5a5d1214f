"""The baselines on the same questions and documents: write their task, run them, score what they found."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from langchain_core.language_models import BaseChatModel

from advisor.knowledge import Knowledge
from evals.baselines.answering import answers
from evals.baselines.contract import Document, Question, Run, Task
from evals.baselines.running import run_all
from evals.intervals import Share, share
from evals.matching import gold_rank, holds_any
from evals.rankings import score_ranks
from evals.report import BaselineScores
from evals.sets import Item, SetName

_DEPTH = 10


def compare(
    sets: Mapping[SetName, Sequence[Item]],
    knowledge: Knowledge,
    folder: Path,
    tell: Callable[[str, int, int], None],
    model: BaseChatModel | None = None,
) -> list[BaselineScores]:
    """Every baseline once, on the answerable questions of all sets; answers as well when there is a `model` for all."""
    answerable = {name: [item for item in items if item.answerable] for name, items in sets.items()}
    task = task_of([item for items in answerable.values() for item in items], knowledge.texts)
    tell("baselines", 0, 1)
    runs = run_all(task, folder)
    tell("baselines", 1, 1)
    answered = None if model is None else _answered(task, model)
    return [
        score_run(script, name, run, items, answered)
        for name, items in answerable.items()
        for script, run in runs.items()
    ]


def task_of(items: Sequence[Item], texts: Mapping[str, str]) -> Task:
    """Whole documents as extracted, and each question with the turns before it."""
    return Task(
        documents=tuple(Document(id=source_id, text=text) for source_id, text in texts.items()),
        questions=tuple(Question(id=item.id, text=" ".join([*item.earlier, item.question])) for item in items),
        depth=_DEPTH,
    )


def score_run(
    script: str,
    set_name: SetName,
    run: Run | str,
    items: Sequence[Item],
    answered: Callable[[Run], Mapping[str, str]] | None = None,
) -> BaselineScores:
    """The figures of one system; a string says why there are none."""
    if isinstance(run, str):
        return BaselineScores(name=script, set_name=set_name, left_out=run)
    ranks = {item.id: gold_rank([piece.text for piece in run.found[item.id]], item.gold) for item in items}
    sizes = [sum(len(piece.text) for piece in run.found[item.id][:5]) for item in items]
    return BaselineScores(
        name=run.name,
        set_name=set_name,
        settings=run.settings,
        versions=run.versions,
        ranking=score_ranks(ranks, sizes),
        index_s=run.index_s,
        search_p50_ms=float(np.median(list(run.search_ms.values()))),
        answers_right=None if answered is None else answers_right(items, answered(run)),
    )


def answers_right(items: Sequence[Item], texts: Mapping[str, str]) -> Share:
    """Plain texts judged by what must and must not be said; whether a round is told as stale included."""
    return share([float(_is_right(item, texts[item.id])) for item in items])


def _is_right(item: Item, text: str) -> bool:
    wrong = holds_any(text, [*item.must_not, *item.stale])
    return not wrong and all(holds_any(text, alternatives) for alternatives in item.must)


def _answered(task: Task, model: BaseChatModel) -> Callable[[Run], Mapping[str, str]]:
    return lambda run: answers(task, run, model)

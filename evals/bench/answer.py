"""Question to answer, warm, one user, in this process: over one query embedding that is timed in turn with it."""

import itertools
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from advisor.answering.flow import answer
from advisor.answering.models import Question, Timings
from advisor.knowledge import Knowledge
from advisor.retrieval.embedding import make_embedder
from advisor.settings import Settings
from advisor.values import Value
from evals.bench.arithmetic import median, percentile, ratio
from evals.bench.questions import development_questions, distinct
from evals.bench.results import Part, Row, at_most, figure

MOST_EMBEDDINGS = 2.5  # design: p50 of an answer over p50 of one query embedding
_WARM_UP = 20  # questions that are not counted
_QUICK = 60
_STAGES = tuple(name for name in Timings.model_fields if name != "total")


class Turn(Value):
    """One question, in milliseconds: its answer, by stage too, and a bare embedding of its text."""

    answer_ms: float
    embedding_ms: float
    stages_ms: dict[str, float]


def run(quick: bool) -> Part:
    """Each development question once, and one embedding in turn with each."""
    questions = development_questions()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        knowledge = Knowledge.load(Settings(data_dir=Path(folder)))
        turns = timed(questions[: _QUICK if quick else None], knowledge)
    return Part(name="answer", title="Question to answer, warm, one user", rows=tuple(rows_of(turns)))


def timed(questions: Sequence[Question], knowledge: Knowledge, warm_up: int = _WARM_UP) -> list[Turn]:
    """A turn for each question, after others to warm up. Which of the two comes first changes with each turn."""
    # an embedder of its own: whatever remembers questions on the way to an answer must not serve here
    bare = make_embedder(knowledge.settings)
    for other in itertools.islice(distinct(questions), warm_up):
        answer(other, knowledge)
        bare.embed_query(other.text)
    turns = []
    for number, question in enumerate(questions):
        before = _embedding_ms(bare.embed_query, question) if number % 2 else None
        begun = time.perf_counter()
        answered = answer(question, knowledge)
        answer_ms = (time.perf_counter() - begun) * 1000
        embedding_ms = before or _embedding_ms(bare.embed_query, question)
        stages = {stage: float(getattr(answered.timings_ms, stage)) for stage in _STAGES}
        turns.append(Turn(answer_ms=answer_ms, embedding_ms=embedding_ms, stages_ms=stages))
    return turns


def rows_of(turns: Sequence[Turn]) -> list[Row]:
    """The medians and 95th percentiles, over the median of one embedding."""
    answers = [turn.answer_ms for turn in turns]
    one = median([turn.embedding_ms for turn in turns])
    p50, p95 = median(answers), percentile(answers, 0.95)
    note = f"{p50:.1f} ms over {one:.1f} ms, {len(turns)} questions"
    stages = {stage: median([turn.stages_ms[stage] for turn in turns]) for stage in _STAGES}
    return [
        at_most("p50 of an answer ÷ p50 of one query embedding", ratio(p50, one), MOST_EMBEDDINGS, "×", note),
        figure("p95 of an answer ÷ p50 of one query embedding", ratio(p95, one), "×", f"{p95:.1f} ms"),
        *(
            figure(f"p50 of {stage} ÷ p50 of one query embedding", ratio(ms, one), "×", f"{ms:.2f} ms")
            for stage, ms in stages.items()
        ),
        figure("p50 of one query embedding", one, "ms"),
        figure("p95 of one query embedding", percentile([turn.embedding_ms for turn in turns], 0.95), "ms"),
    ]


def _embedding_ms(embed: Callable[[str], object], question: Question) -> float:
    begun = time.perf_counter()
    embed(question.text)
    return (time.perf_counter() - begun) * 1000

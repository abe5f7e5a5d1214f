"""Resident memory of the server: after the first answer, after 200, and whether it grows over many questions."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from advisor.answering.models import Question
from advisor.values import Value
from evals.bench.arithmetic import last_half, slope
from evals.bench.questions import development_questions, distinct
from evals.bench.results import Chart, Line, Part, Row, at_most, figure
from evals.bench.server import Server, copied_corpus, running_server

MOST_MB = 600  # design; of 2^20 bytes
MOST_GROWTH_MB = 1  # by 1,000 questions: below what an allocator shifts by itself, 10 MB over 10,000 questions
_EARLY = 200
_QUESTIONS, _EVERY = 10_000, 1_000
_QUICK_QUESTIONS, _QUICK_EVERY = 500, 50
_THREADS = 4


class Sample(Value):
    """Resident memory after so many answers. `mapped`: the part that is files (the dictionary, the model, libraries),
    which the system can drop and read again; 0 where it does not tell."""

    questions: int
    megabytes: float
    mapped: float = 0.0


def run(quick: bool) -> Part:
    """Different questions, a few at a time, over HTTP."""
    total, every = (_QUICK_QUESTIONS, _QUICK_EVERY) if quick else (_QUESTIONS, _EVERY)
    questions = development_questions()
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        with running_server(folder, copied_corpus(folder), questions[0]) as server:
            samples, errors = sampled(server, distinct(questions), total, every)
            reason = server.log_tail() if errors else ""
    rows = [*rows_of(samples), at_most("errors", errors, 0, f"of {total}", reason)]
    points = tuple((sample.questions, sample.megabytes) for sample in samples)
    chart = Chart(
        title="Memory", x_title="questions asked", y_title="MB resident", lines=(Line(label="server", points=points),)
    )
    return Part(name="memory", title="Memory of the server", rows=tuple(rows), charts=(chart,))


def sampled(server: Server, questions: Iterator[Question], total: int, every: int) -> tuple[list[Sample], int]:
    """Memory after 1 answer (which the server has given), 200, and each `every` up to `total`; how many failed."""
    process = psutil.Process(server.pid)
    moments = sorted({_EARLY, *range(every, total + 1, every)})
    samples = [_sample(process, 1)]
    errors = 0
    with ThreadPoolExecutor(_THREADS) as threads:
        for before, moment in itertools.pairwise([1, *moments]):
            asked = itertools.islice(questions, moment - before)
            errors += sum(not good for good in threads.map(lambda question: _answers(server, question), asked))
            samples.append(_sample(process, moment))
    return samples, errors


def rows_of(samples: Sequence[Sample]) -> list[Row]:
    """The first samples, the largest, and the growth over the last half of the questions."""
    points = [(sample.questions, sample.megabytes) for sample in samples]
    late = last_half(points)
    growth = slope(late) * 1000
    span = f"from {late[0][0]:,} to {late[-1][0]:,} questions"
    largest = max(samples, key=lambda sample: sample.megabytes)
    early = next(sample for sample in samples if sample.questions >= _EARLY)
    return [
        at_most(
            "largest", largest.megabytes, MOST_MB, "MB", f"{largest.mapped:.0f} of it mapped files; 1 MB = 2^20 bytes"
        ),
        figure("after the first answer", samples[0].megabytes, "MB"),
        figure(f"after {early.questions} questions", early.megabytes, "MB"),
        figure(f"after {samples[-1].questions:,} questions", samples[-1].megabytes, "MB"),
        at_most("growth by 1,000 questions", growth, MOST_GROWTH_MB, "MB", span),
    ]


def _sample(process: psutil.Process, questions: int) -> Sample:
    info = process.memory_info()
    mapped = float(getattr(info, "shared", 0.0))  # Linux alone has it
    return Sample(questions=questions, megabytes=info.rss / 2**20, mapped=mapped / 2**20)


def _answers(server: Server, question: Question) -> bool:
    try:
        return bool(server.ask(question))
    except OSError:  # urllib's errors too
        return False

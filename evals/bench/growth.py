"""How a search and a whole answer slow down as the index grows to 100,000 passages."""

import itertools
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.knowledge import Knowledge
from advisor.programs.schedule import current_round, known_until
from advisor.retrieval.embedding import Embedder, make_embedder
from advisor.retrieval.index import build_index
from advisor.retrieval.search import Ranking, Scope, Ways, candidates, chosen, hits_at
from advisor.settings import Settings
from advisor.values import Value
from evals.bench.arithmetic import median, ratio
from evals.bench.grown import grown_contents, grown_knowledge, known_vectors
from evals.bench.questions import development_questions, distinct
from evals.bench.results import Chart, Line, Part, Row, at_most, figure

MOST_TIMES_SLOWER = 3  # design: p50 at 100,000 passages over p50 at 1,000
SIZES, _QUICK_SIZES = (1_000, 10_000, 100_000), (1_000, 5_000)
_QUESTIONS, _QUICK_QUESTIONS = 200, 60
_BLOCK = 20  # questions to one size before the next: the sizes share the machine's moods, but not each other's caches
_SEED = 11


class Size(Value):
    """What an index of so many passages takes: seconds to build and to open, milliseconds of each question."""

    passages: int
    build_s: float
    open_s: float
    search_ms: tuple[float, ...]
    answer_ms: tuple[float, ...]


def run(quick: bool) -> Part:
    """The development questions to indexes of growing size."""
    sizes, count = (_QUICK_SIZES, _QUICK_QUESTIONS) if quick else (SIZES, _QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        knowledge = Knowledge.load(Settings(data_dir=folder / "bundled"))
        measured = measure(knowledge, sizes, development_questions()[:count], folder)
    return Part(name="growth", title="Growth of the index", rows=tuple(rows_of(measured)), charts=(chart_of(measured),))


def measure(knowledge: Knowledge, sizes: Sequence[int], questions: Sequence[Question], folder: Path) -> list[Size]:
    """Build an index of each size below `folder`, then ask all of them, some questions at a time, in turn."""
    bare = make_embedder(knowledge.settings)  # of its own, so that no answer finds its question embedded already
    built = [grown(knowledge, size, folder / str(size)) for size in sizes]
    # each size is asked in words of its own: whatever remembers a question helps none of them
    asked = [
        list(itertools.islice(distinct(questions, place * len(questions)), len(questions)))
        for place in range(len(sizes))
    ]
    search_ms: list[list[float]] = [[] for _ in sizes]
    answer_ms: list[list[float]] = [[] for _ in sizes]
    for at in range(0, len(questions), _BLOCK):
        for place, (larger, _, _) in enumerate(built):
            block = asked[place][at : at + _BLOCK]
            timed_search(block[0], larger, bare)  # brings the caches back that the other sizes took
            for question in block:
                search_ms[place].append(timed_search(question, larger, bare))
                answer_ms[place].append(_milliseconds(partial(answer, question, larger)))
    return [
        Size(passages=size, build_s=b, open_s=o, search_ms=tuple(s), answer_ms=tuple(a))
        for size, (_, b, o), s, a in zip(sizes, built, search_ms, answer_ms, strict=True)
    ]


def grown(knowledge: Knowledge, size: int, data_dir: Path) -> tuple[Knowledge, float, float]:
    """The knowledge with `size` passages, and the seconds it took to build its index and to open it."""
    contents = grown_contents(knowledge, size, _SEED)
    known = known_vectors(knowledge, contents, _SEED)
    begun = time.perf_counter()
    build_index(contents, knowledge.embedder, data_dir, known)
    built = time.perf_counter()
    larger = grown_knowledge(knowledge, contents, data_dir)
    return larger, built - begun, time.perf_counter() - built


def timed_search(question: Question, knowledge: Knowledge, embedder: Embedder) -> float:
    """Milliseconds of the search for a question that is embedded and divided into words already."""
    vector = np.asarray(embedder.embed_query(question.text), dtype=np.float32)
    terms = knowledge.glossary.expand(question.text)
    current = current_round(knowledge.program, question.as_of)
    scope = Scope(on=known_until(question.as_of), round=current.number if current else None)
    settings = knowledge.settings
    ways = Ways(ranking=Ranking(settings.ranking), size=settings.retrieved, neighbours=settings.neighbours)
    index, infos = knowledge.index, knowledge.infos

    def search() -> object:
        found = candidates(index, infos, vector, terms, scope)
        return hits_at(index, found, terms, ways, chosen(index, infos, found, scope, ways, ()), ())

    return _milliseconds(search)


def rows_of(measured: Sequence[Size]) -> list[Row]:
    """The largest size over the smallest, then each size."""
    least, most = measured[0], measured[-1]
    over = f"p50 at {most.passages:,} passages ÷ p50 at {least.passages:,}"
    rows = [
        at_most(f"{what}: {over}", ratio(median(large), median(small)), MOST_TIMES_SLOWER, "×", _said(large, small))
        for what, large, small in (
            ("answer", most.answer_ms, least.answer_ms),
            ("search alone", most.search_ms, least.search_ms),
        )
    ]
    for size in measured:
        of = f"{size.passages:,} passages"
        rows += [
            figure(f"{of}: p50 of an answer", median(size.answer_ms), "ms"),
            figure(f"{of}: p50 of a search", median(size.search_ms), "ms"),
            figure(f"{of}: building the index", size.build_s, "s", f"{size.passages / size.build_s:.0f} passages/s"),
            figure(f"{of}: opening the index", size.open_s, "s"),
        ]
    return rows


def chart_of(measured: Sequence[Size]) -> Chart:
    """Medians against passages, both axes logarithmic."""
    lines = (
        Line(label="answer, p50", points=tuple((size.passages, median(size.answer_ms)) for size in measured)),
        Line(label="search, p50", points=tuple((size.passages, median(size.search_ms)) for size in measured)),
    )
    return Chart(title="Growth", x_title="passages", y_title="milliseconds", lines=lines, logarithmic=True)


def _said(large: Sequence[float], small: Sequence[float]) -> str:
    return f"{median(large):.1f} ms over {median(small):.1f} ms"


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000

"""How long each guide takes, as a ratio to one query embedding timed in turn with it."""

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.dates import parse_as_of
from advisor.guides.eligibility import Case, assess
from advisor.guides.hubs.finding import HubFilter, find_hubs
from advisor.guides.menus.finding import MenuQuery, find_menus
from advisor.guides.rounds.comparing import rounds_at
from advisor.guides.schedule.at import schedule_at
from advisor.guides.type_selection import weigh_types
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.retrieval.embedding import make_embedder
from advisor.settings import Settings
from evals.bench.arithmetic import median, ratio
from evals.bench.results import Part, Row, figure

AS_OF = parse_as_of("2025-08-20T10:00")
TURNS = 30  # calls of each, in turn, so that all meet the same load; the median counts
_QUICK_TURNS = 5
CASE = "本学は公立大学で、運営するセンターが地元の町工場と共同研究をしています。海外の企業とも始めました。"
_EMBEDDING = "one query embedding"


def run(quick: bool) -> Part:
    """The median of each guide over the median of one embedding."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        middle = medians_ms(Knowledge.load(Settings(data_dir=Path(folder))), _QUICK_TURNS if quick else TURNS)
    return Part(name="guides", title="Guided pages, warm, one user", rows=tuple(rows_of(middle)))


def medians_ms(knowledge: Knowledge, turns: int) -> dict[str, float]:
    """The median of each guide, and of an answer and an embedding beside them, in milliseconds."""
    bare = make_embedder(knowledge.settings)  # an embedder of its own: nothing remembered serves here
    context = (AS_OF, Language.JA, knowledge)
    works: dict[str, Callable[[], object]] = {
        _EMBEDDING: lambda: bare.embed_query(CASE),
        "answer": lambda: answer(Question(text="誰が申請できますか", as_of=AS_OF), knowledge),
        "eligibility": lambda: assess(Case(description=CASE), *context),
        "type selection": lambda: weigh_types(CASE, *context),
        "support menus": lambda: find_menus(MenuQuery(), *context),
        "schedule": lambda: schedule_at(*context),
        "hubs": lambda: find_hubs(HubFilter(), *context),
        "hubs alike": lambda: find_hubs(HubFilter(like=CASE), *context),
        "rounds": lambda: rounds_at(*context),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # whatever is read once
    for _ in range(turns):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: median(times) for name, times in taken.items()}


def rows_of(middle_ms: Mapping[str, float]) -> list[Row]:
    """Each guide over one embedding, and the embedding itself."""
    one = middle_ms[_EMBEDDING]
    rows = [
        figure(f"{name} ÷ one query embedding", ratio(ms, one), "×", f"{ms:.1f} ms")
        for name, ms in middle_ms.items()
        if name != _EMBEDDING
    ]
    return [*rows, figure(_EMBEDDING, one, "ms")]

"""Many users at once over HTTP, against what the bare embedder does with both cores while the server idles.

The embedder is measured before and after every step and the step is held against the mean of the two: on a shared
machine a minute between them is enough to turn a verdict round. CPU time is told beside it, which others disturb less.
"""

import itertools
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import psutil

from advisor.answering.models import Question
from advisor.retrieval.embedding import Embedder, make_embedder
from advisor.settings import Settings
from evals.bench.load_figures import Bare, Met, Step, charts_of, met_by, rows_of
from evals.bench.questions import development_questions, distinct, request_body
from evals.bench.results import Part
from evals.bench.server import Server, copied_corpus, running_server

USERS = (1, 2, 5, 10, 20, 50)
_STEP_S = 8
_CUT_S = 2  # more, for the seconds that `steady_rate` leaves out
_EMBED_S = 4
_THREADS = 2  # that embed: the cores the target is stated for
_IDLE_LOOKS, _IDLE_LOOK_S, _IDLE_PERCENT = 60, 0.5, 15  # of one core
_BODIES = 5000  # of a step; more than any step can ask
_QUICK_USERS, _QUICK_STEP_S, _QUICK_EMBED_S = (1, 50), 3, 2
_SEED = 5
_LOCUSTFILE = Path(__file__).with_name("locustfile.py")


def run(quick: bool) -> Part:
    """Each number of users with questions that are all different, then with questions that come again."""
    questions = development_questions()
    users, step_s, embed_s = (_QUICK_USERS, _QUICK_STEP_S, _QUICK_EMBED_S) if quick else (USERS, _STEP_S, _EMBED_S)
    embedder = make_embedder(Settings())
    texts = (question.text for question in distinct(questions))
    steps: dict[str, list[Step]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        with running_server(folder, copied_corpus(folder), questions[0]) as server:
            before = embedded(embedder, texts, embed_s)
            for kind, bodies in _kinds(questions).items():
                steps[kind] = []
                for number in users:
                    met, cpu_ms = loaded(server, number, step_s, bodies, folder)
                    after = embedded(embedder, texts, embed_s)
                    steps[kind].append(Step(met=met, cpu_ms=cpu_ms, bare=(before, after)))
                    before = after
            log_tail = server.log_tail()
    rows = [row for kind, of in steps.items() for row in rows_of(kind, of, log_tail)]
    title = "Many users at once (the users share the cores with the server)"
    return Part(name="load", title=title, rows=tuple(rows), charts=tuple(charts_of(steps)))


def embedded(embedder: Embedder, texts: Iterable[str], for_s: float) -> Bare:
    """Two threads embed different questions, each as fast as it can."""
    lock = threading.Lock()
    row = iter(texts)
    done = [0] * _THREADS
    begun, cpu_begun = time.perf_counter(), time.process_time()

    def embed(which: int) -> None:
        while time.perf_counter() - begun < for_s:
            with lock:
                text = next(row)
            embedder.embed_query(text)
            done[which] += 1

    threads = [threading.Thread(target=embed, args=(which,)) for which in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken, cpu = time.perf_counter() - begun, time.process_time() - cpu_begun
    return Bare(per_second=sum(done) / taken, cpu_ms=cpu / sum(done) * 1000)


def loaded(server: Server, users: int, for_s: int, bodies: Iterator[str], folder: Path) -> tuple[Met, float]:
    """What the users met, by locust in a process of its own, and the server's CPU milliseconds for each answer.

    Returns once the server idles. Raises RuntimeError with locust's last words when it measured nothing.
    """
    asked = folder / "bodies.jsonl"
    asked.write_text("\n".join(itertools.islice(bodies, _BODIES)), encoding="utf-8")
    options = {
        "-f": _LOCUSTFILE,
        "--host": server.url,
        "--users": users,
        "--spawn-rate": users,
        "--run-time": f"{for_s + _CUT_S}s",
        "--bodies": asked,
        "--loglevel": "ERROR",
        "--exit-code-on-error": 0,
    }
    words = [str(word) for option in options.items() for word in option]
    process = psutil.Process(server.pid)
    cpu_before = _cpu_s(process)
    ended = subprocess.run(
        [sys.executable, "-m", "locust", "--headless", "--only-summary", "--json", *words],
        capture_output=True,
        text=True,
        timeout=for_s + 90,
        check=False,
    )
    _wait_until_idle(process)
    try:
        met = met_by(users, ended.stdout)
    except (ValueError, KeyError) as nothing:
        raise RuntimeError(f"locust measured nothing: {ended.stderr.strip()[-300:]}") from nothing
    # the questions that the users no longer waited for were answered too
    return met, (_cpu_s(process) - cpu_before) / (met.asked + users) * 1000


def _kinds(questions: Sequence[Question]) -> dict[str, Iterator[str]]:
    """Endless request bodies: none twice; any of the development set, drawn again and again."""
    chance = random.Random(_SEED)
    drawn = (chance.choice(questions) for _ in itertools.count())
    return {"all different": map(request_body, distinct(questions)), "repeated": map(request_body, drawn)}


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _wait_until_idle(process: psutil.Process) -> None:
    """The server goes on with what was asked when the users left, which must not disturb what comes next."""
    for _ in range(_IDLE_LOOKS):
        if process.cpu_percent(interval=_IDLE_LOOK_S) < _IDLE_PERCENT:
            return

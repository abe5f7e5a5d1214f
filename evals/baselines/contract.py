"""What a baseline is given and hands back, and the one way in which every baseline is run, timed and written down.

Nothing here or beside it imports the advisor: a baseline runs where only its own libraries are.

    python -m evals.baselines.<module> --task TASK.json --out RUN.json
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

NOT_INSTALLED = 3  # exit code: left out because something is missing, which is no fault of the system
INSTALL = "pip install 'jhub-advisor[baselines]'"
# Read by the libraries when they are imported. The questions of this project are nobody else's to collect.
SAY_NOTHING = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
}


class Data(BaseModel):
    """Never changed after it is made; a field that the type does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Data):
    """A whole file as text, before any system has cut it."""

    id: str
    text: str


class Question(Data):
    """What a person asks, word for word."""

    id: str
    text: str


class Task(Data):
    """The same for every system. `depth` is how many pieces each may return for a question."""

    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    depth: int = Field(ge=1)


class Found(Data):
    """A piece as the system cut it, and the id of the document that it is from."""

    source_id: str
    text: str


class Run(Data):
    """What one system found, best first and at most the task's depth for each question.

    `index_s` is cutting, embedding and storing all documents; `search_ms` is one question, its embedding included.
    Neither counts importing the libraries or reading the model, nor a first search that sets up what later ones use.
    """

    name: str
    versions: dict[str, str]
    settings: dict[str, str]
    index_s: float
    search_ms: dict[str, float]
    found: dict[str, tuple[Found, ...]]


Cut = Callable[[Sequence[Document]], list[Found]]
Search = Callable[[str], list[Found]]
Build = Callable[[Sequence[Document], int], Search]  # documents, depth → search
Load = Callable[[], Build]  # imports the libraries and reads the model, so that a missing one is known before


def run_script(name: str, packages: Sequence[str], settings: Mapping[str, str], load: Load) -> None:
    """The body of every baseline's script. Exits with NOT_INSTALLED and one line where a package is missing."""
    parser = argparse.ArgumentParser(description=name)
    parser.add_argument("--task", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    files = parser.parse_args()
    try:
        versions = {package: version(package) for package in packages}
    except PackageNotFoundError as missing:
        print(f"{missing.name} is not installed: {INSTALL}", file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    os.environ.update(SAY_NOTHING)
    task = Task.model_validate_json(files.task.read_bytes())
    index_s, search_ms, found = timed(load(), task)
    run = Run(
        name=name,
        versions=versions,
        settings=dict(settings),
        index_s=index_s,
        search_ms=search_ms,
        found=found,
    )
    write_whole(files.out, run.model_dump_json(indent=1))


def timed(build: Build, task: Task) -> tuple[float, dict[str, float], dict[str, tuple[Found, ...]]]:
    """Seconds to build, milliseconds of each search, and what each search found."""
    begun = time.perf_counter()
    search = build(task.documents, task.depth)
    index_s = time.perf_counter() - begun
    for question in task.questions[:1]:
        search(question.text)
    search_ms: dict[str, float] = {}
    found: dict[str, tuple[Found, ...]] = {}
    for question in task.questions:
        begun = time.perf_counter()
        pieces = search(question.text)
        search_ms[question.id] = (time.perf_counter() - begun) * 1000
        found[question.id] = tuple(pieces[: task.depth])
    return index_s, search_ms, found


def write_whole(path: Path, text: str) -> None:
    """Write `text` beside `path` first, so that a run that was cut short never looks like a finished one."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)

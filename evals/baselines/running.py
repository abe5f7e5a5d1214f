"""Every baseline on one task, each in a process of its own: no library can change another's figures.

python -m evals.baselines.running --task TASK.json --folder RUNS
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.baselines.contract import NOT_INSTALLED, Run, Task, write_whole

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = "evals.baselines"
SCRIPTS = (
    "langchain_chroma_e5",
    "langchain_chroma_english",
    "txtai_hybrid",
    "haystack_bm25",
    "haystack_bm25_400",
    "llamaindex_default",
)
TIMEOUT_S = 1200.0


def run_all(task: Task, folder: Path) -> dict[str, Run | str]:
    """By script, one after another: its run, or why it was left out. The files stay in `folder`."""
    return run_modules({script: f"{PACKAGE}.{script}" for script in SCRIPTS}, task, folder)


def run_modules(
    modules: dict[str, str], task: Task, folder: Path, timeout_s: float = TIMEOUT_S
) -> dict[str, Run | str]:
    """As `run_all`, for modules (by the name to report them under) that take --task and --out as baselines do."""
    folder.mkdir(parents=True, exist_ok=True)
    task_file = folder.resolve() / "task.json"
    write_whole(task_file, task.model_dump_json(indent=1))
    return {
        name: run_module(module, task_file, task_file.with_name(f"{name}.json"), timeout_s)
        for name, module in modules.items()
    }


def run_module(module: str, task_file: Path, run_file: Path, timeout_s: float) -> Run | str:
    """One module in its own process: the run that it wrote, or one line on why there is none."""
    run_file.unlink(missing_ok=True)  # what an earlier run left must not pass for this one's
    command = [sys.executable, "-m", module, "--task", str(task_file), "--out", str(run_file)]
    try:
        ended = subprocess.run(
            command,
            cwd=REPOSITORY,  # where python -m finds the package
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no result after {timeout_s:g} s"
    if ended.returncode == NOT_INSTALLED:
        return last_line(ended.stderr)
    if ended.returncode:
        return f"failed with exit code {ended.returncode}: {last_line(ended.stderr)}"
    if not run_file.exists():
        return "wrote no run"
    try:
        return Run.model_validate_json(run_file.read_bytes())
    except ValidationError as unreadable:
        return f"wrote what is no run: {unreadable.error_count()} errors, first {unreadable.errors()[0]['msg']}"


def last_line(text: str) -> str:
    """Where Python puts the error itself, below the traceback."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all and print what each took, or why it was left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    files = parser.parse_args(arguments)
    task = Task.model_validate_json(files.task.read_bytes())
    for script, run in run_all(task, files.folder).items():
        if isinstance(run, str):
            print(f"{script:<26} left out: {run}")
            continue
        mean_ms = sum(run.search_ms.values()) / max(len(run.search_ms), 1)
        print(f"{script:<26} index {run.index_s:6.2f} s   search {mean_ms:7.2f} ms in the mean")


if __name__ == "__main__":
    main()

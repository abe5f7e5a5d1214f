"""`python -m evals.bench`: run the parts, print the table, write the report. A benchmark never fails: exit code 0."""

import argparse
import importlib
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from advisor.settings import Settings
from evals.bench.reporting import against_targets, as_markdown, report_of, written
from evals.bench.results import Part, failed
from evals.reporting.readme import write_into_readme

PARTS = ("answer", "guides", "load", "cold_start", "memory", "indexing", "growth")


def main(words: Sequence[str] | None = None) -> None:
    """Run what was asked for. The report is written after each part, so that a run that is ended keeps the others."""
    options = _parser().parse_args(words)
    done: list[Part] = []
    for name in options.only:
        print(f"{name} …", file=sys.stderr, flush=True)
        done.append(measured(name, options.quick))
        print(f"{name}: {done[-1].took_s:.0f} s", file=sys.stderr, flush=True)
        _write(done, options.quick, options.out)
    report = report_of(done, options.quick)
    if options.readme:
        write_into_readme("bench", against_targets(report))
    print(as_markdown(report))


def measured(name: str, quick: bool) -> Part:
    """What a part measured, or why it could not."""
    begun = time.perf_counter()
    try:
        # imported by name only now: a package that one part misses must not take the others along
        module = importlib.import_module(f"evals.bench.{name}")
        part = cast(Callable[[bool], Part], module.run)(quick)
    except Exception as fault:  # noqa: BLE001  a benchmark never fails: the reason becomes a row
        traceback.print_exc()
        part = failed(name, fault)
    return part.model_copy(update={"took_s": time.perf_counter() - begun})


def _write(done: Sequence[Part], quick: bool, folder: Path) -> None:
    try:
        paths = written(report_of(done, quick), folder)
    except Exception:  # noqa: BLE001  nor does a full disk or a missing drawing package fail it: the table is printed
        traceback.print_exc()
        return
    print("→ " + ", ".join(path.name for path in paths) + f" in {folder}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run, not how fast is it")
    parser.add_argument("--out", type=Path, default=Settings().data_dir / "reports", help="folder of the report")
    parser.add_argument("--readme", action="store_true", help="put the figures that have a target into README.md")
    return parser


if __name__ == "__main__":
    main()

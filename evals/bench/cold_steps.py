"""What a first start does, step by step in a fresh process: `python -m evals.bench.cold_steps`. Seconds, as JSON."""

import json
import time

BEGUN = time.perf_counter()  # before anything of the product is imported


def main() -> None:
    """Import, load (which builds the index where there is none), answer twice."""
    from advisor.answering.flow import answer  # noqa: PLC0415  what is imported is what is timed
    from advisor.knowledge import Knowledge  # noqa: PLC0415
    from advisor.settings import Settings  # noqa: PLC0415
    from evals.bench.questions import development_questions  # noqa: PLC0415

    imported = time.perf_counter()
    first, second = development_questions()[:2]
    asked = time.perf_counter()
    knowledge = Knowledge.load(Settings())
    loaded = time.perf_counter()
    answer(first, knowledge)
    answered = time.perf_counter()
    answer(second, knowledge)
    steps = {
        "imports": imported - BEGUN,
        "load": loaded - asked,
        "first answer": answered - loaded,
        "second answer": time.perf_counter() - answered,
    }
    print(json.dumps(steps))


if __name__ == "__main__":
    main()

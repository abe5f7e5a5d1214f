"""Documents into pieces of equal size, for the systems that bring no cutting of their own."""

from collections.abc import Sequence

from evals.baselines.contract import Cut, Document, Found

# LangChain's tutorials cut English into 1000 characters with 200 of overlap. Whoever adapts them to Japanese, which
# says the same in fewer than half the characters, comes to about 400; the overlap is 15 % of that instead of 20 %.
TUTORIAL_CHUNK_CHARS, TUTORIAL_OVERLAP_CHARS = 1000, 200
CHUNK_CHARS, OVERLAP_CHARS = 400, 60

PACKAGES = ("langchain-text-splitters",)
SETTINGS = {"splitter": "RecursiveCharacterTextSplitter", "chunk": f"{CHUNK_CHARS} characters, overlap {OVERLAP_CHARS}"}


def cutter() -> Cut:
    """What cuts documents into pieces, in their order.

    The splitter's own separators are kept (blank line, line, space, character). None of them is a Japanese full stop,
    so a long paragraph is cut in the middle of a sentence.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415  an extra

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS)

    def cut(documents: Sequence[Document]) -> list[Found]:
        return [
            Found(source_id=document.id, text=text)
            for document in documents
            for text in splitter.split_text(document.text)
        ]

    return cut

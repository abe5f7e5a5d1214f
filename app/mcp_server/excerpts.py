"""A bounded piece of a document's text, with what the document is. Pure."""

from pydantic import Field

from advisor.answering.models import Source
from advisor.knowledge import SourceDocument
from advisor.values import Value
from app.api.errors import RequestRejected
from app.mcp_server.documents import described
from app.source_text import page_at

LONGEST = 20_000  # characters
USUAL = 4_000


class Excerpt(Value):
    """`text` is exactly the characters `[start:end]` of the source, which has `characters` of them. `page`: that of
    `start`, None for sources without pages."""

    source: Source
    characters: int
    start: int = Field(ge=0)
    end: int
    page: int | None
    text: str


def excerpt(source: SourceDocument, start: int | None, end: int | None) -> Excerpt:
    """The piece `start:end`; without an end 4,000 characters, and never past the end of the text.

    Raises RequestRejected for a start outside the text, an end not after it, and more than 20,000 characters.
    """
    length = len(source.text)
    first = start or 0
    last = min(length, first + USUAL if end is None else end)
    if not 0 <= first < last or last - first > LONGEST:
        raise RequestRejected("range_invalid", length=length, limit=LONGEST)
    page = page_at(source.pages, first)
    return Excerpt(
        source=source.info,
        characters=length,
        start=first,
        end=last,
        page=page.number if page else None,
        text=source.text[first:last],
    )


def excerpt_text(piece: Excerpt) -> str:
    """The piece under two lines that say what it is and which part of it."""
    page = f" p.{piece.page}" if piece.page else ""
    head = f"{piece.source.title}\n{described(piece.source)} [{piece.start}:{piece.end}] / {piece.characters}{page}"
    return f"{head}\n\n{piece.text}"

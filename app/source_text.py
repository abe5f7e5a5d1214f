"""A quote in its surroundings, and the page it stands on. Pure."""

from collections.abc import Sequence

from advisor.ingest.document import Page
from advisor.knowledge import SourceDocument

SURROUNDINGS = 300  # characters on either side of a quote
LONGEST_WINDOW = 5000


def window(text: str, start: int, end: int, around: int = SURROUNDINGS) -> tuple[str, str, str]:
    """What stands before `text[start:end]`, itself, and what stands after it.

    >>> window("abcdef", 2, 3, around=1)
    ('b', 'c', 'd')
    """
    return text[max(0, start - around) : start], text[start:end], text[end : end + around]


def page_at(pages: Sequence[Page], position: int) -> Page | None:
    """The page that holds the character at `position`; None for sources without pages."""
    return next((page for page in pages if page.start <= position < page.end), None)


def is_pdf(source: SourceDocument) -> bool:
    """Whether the source is a PDF, so that its pages have pictures."""
    return source.media_type == "application/pdf"


def times_before(source: SourceDocument, page: int, start: int, end: int) -> int:
    """How often the quote `start:end` already stands on its page before `start`, white space aside."""
    begins = next((p.start for p in source.pages if p.number == page), 0)
    quote = "".join(source.text[start:end].split())
    before = "".join(source.text[begins:end].split())[:-1]
    return sum(before.startswith(quote, i) for i in range(len(before))) if start >= begins else 0

"""From the quotes that a row rests on to the numbers of an answer's citations, and what a table shows of them. Pure."""

from collections.abc import Sequence

from advisor.answering.drafts import Quote
from advisor.answering.models import Answer


def numbers_of(quotes: Sequence[Quote], answer: Answer) -> tuple[int, ...]:
    """The numbers under which `answer` cites `quotes`; what it does not cite is left out."""
    numbers = {(c.source_id, c.start, c.end): c.n for c in answer.citations}
    places = ((quote.source_id, quote.start, quote.end) for quote in quotes)
    return tuple(dict.fromkeys(numbers[place] for place in places if place in numbers))


def quote_cells(numbers: Sequence[int], answer: Answer) -> tuple[str, str]:
    """The quotes and the titles of their sources, as two cells of a table."""
    cited = [citation for citation in answer.citations if citation.n in numbers]
    return " / ".join(c.quote for c in cited), " / ".join(dict.fromkeys(c.title for c in cited))

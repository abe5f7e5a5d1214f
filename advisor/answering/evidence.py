"""Evidence of the program model as quotes with their places."""

from collections.abc import Sequence

from advisor.answering.drafts import Quote
from advisor.knowledge import Knowledge
from advisor.programs.texts import Evidence


def quotes_of(evidence: Sequence[Evidence], knowledge: Knowledge) -> tuple[Quote, ...]:
    """Evidence with its places in the sources."""
    found = []
    for item in evidence:
        start = knowledge.texts[item.source].find(item.quote)
        found.append(Quote(source_id=item.source, start=start, end=start + len(item.quote), text=item.quote))
    return tuple(found)

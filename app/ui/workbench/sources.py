"""The source of a quote as a part of a tab. Pure."""

from advisor.answering.assembling import citation_of
from advisor.answering.drafts import Quote
from advisor.errors import EditRejected
from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.ui.source_panel import source_html
from app.ui.workbench.exchange import Reply, Sent

_LONGEST_QUOTE = 20_000


def source_part(sent: Sent, knowledge: Knowledge, language: Language, name: str) -> Reply:
    """The part "panel" with the source around the quote that was named. `name`: of the tab, for the ids of the panel.

    Raises EditRejected("quote_unknown") where no such words stand.
    """
    source = knowledge.sources.get(sent.source)
    fits = source is not None and 0 <= sent.start < sent.end <= min(sent.start + _LONGEST_QUOTE, len(source.text))
    if source is None or not fits or sent.n < 1:
        raise EditRejected("quote_unknown")
    quote = Quote(source_id=source.info.id, start=sent.start, end=sent.end, text=source.text[sent.start : sent.end])
    panel = source_html(citation_of(sent.n, quote, knowledge), source, language, name=name)
    return Reply(parts={"panel": panel}, focus=f"{name}-source-title")

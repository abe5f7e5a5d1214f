"""What the call says of each item: as its draft says, or before there is one as the built-in outlines do. Pure."""

from collections.abc import Mapping, Sequence

from advisor.answering.models import Source
from advisor.dossiers.records import Item
from advisor.drafting.asked import Reader
from advisor.drafting.model import CallCitation
from advisor.forms.outlines import Outline


def call_words(
    items: Sequence[Item], outlines: Mapping[str, Outline], sources: Mapping[str, Source], hub_type: str | None
) -> dict[str, tuple[CallCitation, ...]]:
    """The words of the call by the items' ids; an item that belongs to no review item has none."""
    reader = Reader(outlines, hub_type)
    return {item.id: _of(item, reader, sources) for item in items}


def _of(item: Item, reader: Reader, sources: Mapping[str, Source]) -> tuple[CallCitation, ...]:
    if item.draft is not None:
        return item.draft.requirement_citations
    leaf = reader.asked(item.form_item).leaf
    if leaf is None:
        return ()
    source = sources.get(leaf.source)
    title = source.title if source is not None else leaf.source
    return (CallCitation(source_id=leaf.source, title=title, quote=leaf.quote),)

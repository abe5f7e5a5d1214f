"""What was asked, made ready to be held against hubs: words, vectors, and the filters as the record has them."""

from dataclasses import dataclass, field

import numpy as np

from advisor.folding import search_form
from advisor.guides.hubs.results import HubFilter
from advisor.knowledge import Knowledge
from advisor.precedents.outlines import Outline
from advisor.precedents.records import Asked, AskedFrom
from advisor.precedents.themes import Wording, wording_of
from advisor.retrieval.embedding import Vectors

_SHORT = 60  # characters


@dataclass(frozen=True)
class AskedPart:
    """One part of what was asked. `named`: the glossary's terms that it names; `shown`: its words in a reason."""

    asked_from: AskedFrom
    text: str
    wording: Wording
    vector: Vectors
    page: int | None = None
    named: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_short(self) -> bool:
        """Whether it names things rather than describing them."""
        return self.asked_from is not AskedFrom.OUTLINE and len(self.text) <= _SHORT

    @property
    def shown(self) -> str:
        return self.text.strip()


def text_part(asked: Asked, knowledge: Knowledge) -> AskedPart:
    """The free text."""
    return _part(AskedFrom.TEXT, asked.text, knowledge)


def field_part(asked: Asked, knowledge: Knowledge) -> AskedPart:
    """The field."""
    return _part(AskedFrom.FIELD, asked.field, knowledge)


def outline_parts(outline: Outline) -> list[AskedPart]:
    """The passages of an outline."""
    return [
        AskedPart(AskedFrom.OUTLINE, passage.text, passage.wording, passage.vector, passage.page)
        for passage in outline.passages
    ]


def hub_filter(asked: Asked, knowledge: Knowledge) -> HubFilter:
    """The filters, with the names that the record uses; a name that it does not know stays as it is and finds none."""
    return HubFilter(
        round=asked.round,
        type=asked.type,
        university=_on_record(asked.university, [hub.university for hub in knowledge.hubs], knowledge),
        prefecture=_on_record(asked.prefecture, [hub.prefecture for hub in knowledge.hubs], knowledge),
        region=asked.region.strip() or None,
    )


def _on_record(given: str, known: list[str | None], knowledge: Knowledge) -> str | None:
    name = search_form(given)
    if not name:
        return None
    on_record = dict.fromkeys(each for each in known if each)
    for each in on_record:
        short = search_form(each)[:-1] if each[-1] in "都府県" else None
        if name in {search_form(each), short, *map(search_form, knowledge.glossary.aliases(each))}:
            return each
    return given.strip()


def _part(asked_from: AskedFrom, text: str, knowledge: Knowledge) -> AskedPart:
    vector = np.asarray(knowledge.embedder.embed_query(search_form(text)), dtype=np.float32)
    wording = wording_of(text, knowledge.glossary)
    return AskedPart(asked_from, text, wording, vector, named=knowledge.glossary.named(text))

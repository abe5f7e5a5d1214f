"""What the record says of each hub, made ready to be held against other texts. Made once for a knowledge."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from advisor.answering.hubs.likeness import Likeness, likenesses
from advisor.answering.hubs.records import hub_text
from advisor.answering.hubs.sentences import HubText
from advisor.corpus.hubs import Hub
from advisor.errors import QuestionRejected
from advisor.folding import search_form
from advisor.knowledge import Knowledge
from advisor.precedents.quoting import RecordQuotes
from advisor.precedents.records import Theme, ThemeKind
from advisor.precedents.themes import Vocabulary, Wording, as_written, name_in, wording_of
from advisor.retrieval.embedding import Vectors


@dataclass(frozen=True)
class Descriptions:
    """The hubs of a knowledge with the words they are described by. Safe to share between threads."""

    knowledge: Knowledge
    source: HubText
    vocabulary: Vocabulary

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Descriptions":
        """Raises QuestionRejected("hubs_missing") where the corpus has no record of hubs."""
        source = hub_text(knowledge)
        if source is None:
            raise QuestionRejected("hubs_missing")
        wordings = {hub.id: wording_of(description(hub), knowledge.glossary) for hub in knowledge.hubs}
        return cls(knowledge, source, Vocabulary(wordings, knowledge.index.lexical))

    @cached_property
    def quotes(self) -> RecordQuotes:
        """Quotes from the record."""
        return RecordQuotes(self.source, self.knowledge.infos[self.source.source_id].title)

    def wording(self, hub: Hub) -> Wording:
        """The words of a hub's description."""
        return self.vocabulary.hubs[hub.id]

    def near(self, hubs: Sequence[Hub], vector: Vectors, themes: dict[str, tuple[Theme, ...]]) -> dict[str, Likeness]:
        """The likeness of each hub to what has the query vector `vector` and shares `themes` (by hub id) with it."""
        # The description itself is not handed on: its words are in `themes`, and nothing is to remember it.
        found = likenesses(hubs, "", vector, self.source, self.knowledge)
        return {
            each.hub.id: each.model_copy(update={"words": tuple(theme.word for theme in themes.get(each.hub.id, ()))})
            for each in found
        }

    @cached_property
    def _rows(self) -> dict[str, Vectors]:
        return self.knowledge.index.vectors_of([self.source.entry_id(hub) for hub in self.knowledge.hubs])

    @cached_property
    def middle(self) -> Vectors:
        """The middle of all hubs' vectors: what they all share."""
        return np.asarray(np.mean(list(self._rows.values()), axis=0), dtype=np.float32)

    def row_vector(self, hub: Hub) -> Vectors:
        """The vector of a hub's row."""
        return self._rows[self.source.entry_id(hub)]

    def places(self, hub: Hub, text: str, named: Collection[str]) -> tuple[Theme, ...]:
        """The hub's university and prefecture, where `text` names them. `named`: the terms it names in any form."""
        form = search_form(text)
        found = []
        for place in filter(None, (hub.university, hub.prefecture)):
            name = name_in(form, (place, *self.knowledge.glossary.aliases(place))) if place in named else None
            name = name or (search_form(place) if search_form(place) in form else _short_prefecture(place, form))
            if name is not None:
                found.append(Theme(word=place, asked=as_written(name, text), kind=ThemeKind.PLACE))
        return tuple(found)


def _short_prefecture(prefecture: str, form: str) -> str | None:
    """A prefecture without 都, 府 or 県 as a word of its own: 東京都 does not name 京都, 大分進んだ does not name 大分.

    >>> _short_prefecture("宮城県", "宮城の半導体"), _short_prefecture("京都府", "東京都の拠点")
    ('宮城', None)
    """
    if prefecture[-1] not in "都府県":
        return None
    short = search_form(prefecture)[:-1]
    named = re.search(rf"(?<![\u4e00-\u9fff]){short}(?=[のでに、・ ]|にある|周辺|近郊|市内?|$)", form)
    return short if named else None


def description(hub: Hub) -> str:
    """What a hub works on, as the record says: name, field, summary."""
    return "\n".join(part for part in (hub.hub_name, hub.field, hub.summary_ja) if part)

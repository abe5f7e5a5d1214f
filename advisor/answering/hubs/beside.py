"""Precedents of each type that a described hub is like, told beside the weighing: they illustrate and weigh nothing."""

import numpy as np

from advisor.answering.drafts import Draft, DraftStatement
from advisor.answering.hubs.likeness import Likeness, likenesses, most_alike
from advisor.answering.hubs.records import hub_text, known_hubs
from advisor.answering.hubs.sentences import line_statement
from advisor.answering.setting import Setting
from advisor.corpus.hubs import HubType
from advisor.knowledge import Knowledge
from advisor.messages import say


def alike_by_type(
    description: str, setting: Setting, knowledge: Knowledge, per_type: int
) -> dict[HubType, list[Likeness]]:
    """Of each type the hubs on record whose descriptions are most like `description`; it is embedded once."""
    source = hub_text(knowledge)
    if source is None:
        return {}
    vector = np.asarray(knowledge.embedder.embed_query(description), dtype=np.float32)
    found = likenesses(known_hubs(setting, knowledge), description, vector, source, knowledge)
    return {kind: most_alike([each for each in found if each.hub.type is kind], per_type) for kind in HubType}


def with_precedents(
    draft: Draft, alike: dict[HubType, list[Likeness]], setting: Setting, knowledge: Knowledge
) -> Draft:
    """The draft with a line for each hub, said to be for reference only."""
    source = hub_text(knowledge)
    if source is None or not draft.statements:
        return draft
    lines: list[DraftStatement] = []
    for hubs in alike.values():
        for each in hubs:
            line = line_statement(each.hub, source, setting.language)
            text = say("types.precedent", setting.language, line=line.text)
            lines.append(line.model_copy(update={"text": text}))
    return draft.model_copy(update={"statements": (*draft.statements, *lines)})

"""The answer to a described hub: which type? Where no hub is described, facts on the types answer."""

from advisor.answering.cases.weighing import ASKS_WHICH, weighed, weighed_draft
from advisor.answering.drafts import Draft
from advisor.answering.hubs.beside import alike_by_type, with_precedents
from advisor.answering.models import Intent
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import TOPIC
from advisor.answering.understand import Part, split_sentences, tells
from advisor.folding import search_form
from advisor.knowledge import Knowledge


def from_types(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The description set against both types; None when the message describes no hub or does not ask for the type."""
    intents = [match.topic.intent for match in found.matches[:3] if match.score >= TOPIC]
    names_types = "型" in part.text or "type" in part.text.lower()
    if not ASKS_WHICH.search(search_form(part.text)):
        return None
    on_topic = Intent.TYPE_SELECTION in intents or names_types
    texts = [part.text, *(f"{before}。{part.text}" for before in part.earlier[-1:])]
    weighings = [weighed(text, knowledge) for text in texts]
    for text, evidence in zip(texts, weighings, strict=True):
        if any(each.has_some or each.has_against for each in evidence) and (on_topic or text != part.text):
            draft = weighed_draft(evidence, setting, knowledge, part.round)
            return with_precedents(draft, alike_by_type(text, setting, knowledge, 1), setting, knowledge)
    described = any(tells(sentence) for sentence in split_sentences(part.text))
    return weighed_draft(weighings[0], setting, knowledge, part.round) if described and on_topic else None

"""The extractive composer: hubs, rounds compared, program facts, quoted sentences, and knowing when none answers."""

from advisor.answering.abstaining import clarify, from_gap, not_found
from advisor.answering.drafts import Draft
from advisor.answering.from_differences import from_differences
from advisor.answering.from_facts import as_of_last_call, fact_in_force, from_facts
from advisor.answering.from_hubs import from_hubs
from advisor.answering.from_passages import from_passages
from advisor.answering.models import Intent
from advisor.answering.setting import Found, Setting
from advisor.answering.subjects import foreign_subject, is_strange
from advisor.answering.thresholds import ADDS, BACKGROUND, CLOSE, FAMILIAR, RELATED, SHORT, TOPIC
from advisor.answering.topics import Match, Topic
from advisor.answering.understand import Part
from advisor.folding import search_form
from advisor.knowledge import Knowledge

# what other programmes have as well: a question on theirs sounds just the same
_SHARED_INTENTS = frozenset(
    {Intent.SCHEDULE, Intent.PROCEDURE, Intent.CONTACT, Intent.CRITERIA, Intent.OBLIGATION, Intent.SUPPORT_MENU}
)


def compose(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft:
    """The answer to one part of a question, to be verified."""
    hubs = from_hubs(part, found, setting, knowledge)
    if hubs is not None:
        return hubs
    differences = from_differences(part, found, setting, knowledge)
    if differences is not None:
        return differences
    match = _chosen(part, found, setting, knowledge)
    if match is not None and match.topic.gap is not None:
        return from_gap(match.topic, setting, knowledge)
    if match is not None:
        close = _equally_close(part, found, match)
        if close:
            return clarify([match, *close], setting)
        draft = from_facts([match.topic, *_further(found, match, knowledge)], part, setting, knowledge)
        return as_of_last_call(draft, setting) if part.next_call else draft
    return from_passages(part, found, setting, knowledge) or not_found(part, found, setting, knowledge)


def _chosen(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Match | None:
    """The topic that the question is about, if it is likely enough."""
    home = knowledge.program.id
    likely = [m for m in found.matches if m.score >= (TOPIC if m.topic.program_id == home else BACKGROUND)]
    if not likely or _is_about_something_else(part, likely[0], knowledge):
        return None
    told = [m for m in likely if m.topic.gap or fact_in_force(m.topic, part.round, setting)]
    if part.round is not None:  # what another program or quite another question says is not said of the round
        told = [m for m in told if m.topic.program_id == home and m.topic.intent is likely[0].topic.intent]
    exact = [m for m in told if part.round is not None and any(fact.round == part.round for fact in m.topic.facts)]
    if exact and exact[0].score >= likely[0].score * (1 - CLOSE):
        return exact[0]
    # the best topic may say nothing on this round where one that is nearly as likely does
    return told[0] if told and told[0].score >= likely[0].score * RELATED else likely[0]


def _is_about_something_else(part: Part, best: Match, knowledge: Knowledge) -> bool:
    """Whether the question only sounds like one of the program's: it is about another thing's deadline, form, …"""
    bare = knowledge.names.removed_from(part.text)
    if best.score < FAMILIAR and is_strange(bare, knowledge.knows_word):
        return best.topic.intent in _SHARED_INTENTS or best.topic.program_id != knowledge.program.id
    if best.topic.program_id != knowledge.program.id or best.topic.intent not in _SHARED_INTENTS:
        return False
    return foreign_subject(bare, knowledge.questions.own_words.__contains__) is not None


def _equally_close(part: Part, found: Found, best: Match) -> list[Match]:
    """Other topics that a very short question may as well be about."""
    if part.before or len(search_form(part.text)) > SHORT:
        return []
    return [
        m
        for m in found.matches[1:3]
        if m.score > best.score * (1 - CLOSE) and m.topic.intent is not best.topic.intent and not m.topic.gap
    ]


def _further(found: Found, best: Match, knowledge: Knowledge) -> list[Topic]:
    """A topic beside the best one that speaks to words of the question that the best one leaves out."""
    questions = knowledge.questions
    covered = questions.share(found.terms, [best.topic])
    for match in found.matches[1:4]:
        if match.topic.gap is not None or match.score < max(TOPIC, best.score * RELATED):
            continue
        if questions.share(found.terms, [best.topic, match.topic]) - covered >= ADDS:
            return [match.topic]
    return []

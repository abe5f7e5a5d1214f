"""The extractive composer: each way of answering in turn, and knowing when none of them answers."""

import re

from advisor.answering.abstaining import clarify, from_gap, not_found
from advisor.answering.cases.from_eligibility import from_eligibility
from advisor.answering.cases.from_types import from_types
from advisor.answering.clock.from_schedule import from_schedule, with_briefing
from advisor.answering.drafts import Draft
from advisor.answering.from_facts import as_of_last_call, fact_in_force, from_facts
from advisor.answering.from_faq import from_faq
from advisor.answering.from_passages import from_passages
from advisor.answering.hubs.from_hubs import from_hubs
from advisor.answering.menus.from_menus import from_menus
from advisor.answering.models import Intent
from advisor.answering.rounds.from_differences import from_differences
from advisor.answering.rounds.from_premises import with_premise, with_types
from advisor.answering.setting import Found, Setting
from advisor.answering.subjects import foreign_subject, is_strange
from advisor.answering.thresholds import (
    ADDS,
    ADDS_TO_OWN,
    AWAY,
    BACKGROUND,
    CLOSE,
    ELSEWHERE_AS_WELL,
    FAMILIAR,
    INSTEAD,
    NAMED,
    NEAREST,
    OURS,
    RELATED,
    SHORT,
    SISTER,
    TOPIC,
)
from advisor.answering.topics import Match, Topic
from advisor.answering.understand import Part
from advisor.folding import search_form
from advisor.knowledge import Knowledge
from advisor.programs.subjects import gap_holds

# what other programmes have as well: a question on theirs sounds just the same
_SHARED_INTENTS = frozenset(
    {Intent.SCHEDULE, Intent.PROCEDURE, Intent.CONTACT, Intent.CRITERIA, Intent.OBLIGATION, Intent.SUPPORT_MENU}
)

# tried in this order: each answers what is surely its own, and leaves the rest
_WAYS = (from_hubs, from_differences, from_types, from_eligibility, from_menus)

_ASKS_TIME = re.compile(
    r"いつ|何[月日時]|もう|まだ|すでに|既に|時期|ころ|頃|\b(?:when|already|yet|still|by now|so far)\b", re.I
)
_COMPARES = re.compile(
    r"違|変わ|変化|変更|同じ|比べ|比較|以前|これまで|推移|差は|differ|chang|same|compar|versus|\bvs\b|than", re.I
)


def compose(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft:
    """The answer to one part of a question, to be verified."""
    if found.approved is not None:
        return from_faq(found.approved, setting, knowledge)
    for way in _WAYS:
        if way is from_eligibility and _is_on_something_else(part, found):
            return _from_passages_alone(part, found, setting, knowledge)
        draft = way(part, found, setting, knowledge)
        if draft is not None:
            return with_types(draft, part, setting, knowledge)
    match = _chosen(part, found, setting, knowledge)
    if match is not None and match.topic.gap is not None:
        return from_gap(match.topic, part, setting, knowledge)
    if match is not None:
        close = _equally_close(part, found, match)
        if close:
            return clarify([match, *close], setting)
        timed = from_schedule(match.topic, found, part, setting, knowledge)
        if timed is not None:
            return with_premise(timed, match.topic, part, setting, knowledge)
        draft = from_facts([match.topic, *_further(found, match, knowledge)], part, setting, knowledge)
        draft = with_briefing(draft, match.topic, setting, knowledge)
        draft = with_types(with_premise(draft, match.topic, part, setting, knowledge), part, setting, knowledge)
        return as_of_last_call(draft, setting) if part.next_call else draft
    return from_passages(part, found, setting, knowledge) or not_found(part, found, setting, knowledge)


def _is_on_something_else(part: Part, found: Found) -> bool:
    """Whether the question is hardly like anything known, or more like one that is known to be on something else.

    A conversation that is under way is not judged by single words of it.
    """
    best = max((match.score for match in found.matches), default=0.0)
    return not part.earlier and (best < found.elsewhere or best - AWAY * found.elsewhere < OURS)


def _from_passages_alone(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft:
    """A document may speak to what no known question is like, unless that is known to be on something else."""
    best = max((match.score for match in found.matches), default=0.0)
    draft = from_passages(part, found, setting, knowledge) if found.elsewhere <= best * ELSEWHERE_AS_WELL else None
    return draft or not_found(part, found, setting, knowledge)


def _chosen(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Match | None:
    """The topic that the question is about, if it is likely enough."""
    home = knowledge.program.id
    likely = [
        m
        for m in found.matches
        if m.score >= (TOPIC if m.topic.program_id == home else BACKGROUND)
        and not m.topic.hub
        and (m.topic.gap is None or gap_holds(m.topic.gap, part.round, setting.current, knowledge.program))
    ]
    likely = _of_one_round(likely, part)
    if not likely or _is_about_something_else(part, likely[0], knowledge):
        return None
    told = [m for m in likely if m.topic.gap or fact_in_force(m.topic, part.round, setting)]
    if part.round is not None:  # what another program or quite another question says is not said of the round
        told = [m for m in told if m.topic.program_id == home and m.topic.intent is likely[0].topic.intent]
    exact = [m for m in told if part.round is not None and any(fact.round == part.round for fact in m.topic.facts)]
    if exact and exact[0].score >= likely[0].score * (1 - CLOSE):
        return _gap_or_nearest(exact[0], likely, part)
    # the best topic may say nothing on this round where one that is nearly as likely does
    best = told[0] if told and told[0].score >= likely[0].score * INSTEAD else likely[0]
    return _gap_or_nearest(best, likely, part)


def _gap_or_nearest(best: Match, likely: list[Match], part: Part) -> Match:
    """Between a gap and the fact that it names as nearest, of which the question is about as like: whether something is
    there yet is told by the clock of the fact, what it is by the gap."""
    asks_time = _ASKS_TIME.search(part.text)
    if best.topic.gap is not None and asks_time and not best.topic.gap.next_call:
        nearest = [m for m in likely if m.topic.key in best.topic.gap.nearest and m.score >= best.score * NEAREST]
        return nearest[0] if nearest else best
    if best.topic.gap is None and not asks_time:
        gaps = [m for m in likely if m.topic.gap is not None and best.topic.key in m.topic.gap.nearest]
        return gaps[0] if gaps and gaps[0].score >= best.score * (1 - CLOSE) else best
    return best


def _of_one_round(likely: list[Match], part: Part) -> list[Match]:
    """Without facts that compare rounds, where a question names one, compares nothing, and a fact of it answers."""
    if part.round is None or _COMPARES.search(part.text):
        return likely
    own = [m for m in likely if any(fact.round == part.round for fact in m.topic.facts)]
    if not own or own[0].score < likely[0].score * NAMED:
        return likely
    return [m for m in likely if not m.topic.facts or any(fact.through is None for fact in m.topic.facts)]


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
    if part.before or len(search_form(part.text)) > SHORT or part.intent is best.topic.intent:
        return []
    return [
        m
        for m in found.matches[1:3]
        if m.score > best.score * (1 - CLOSE) and m.topic.intent is not best.topic.intent and m.topic.facts
    ]


def _sister(found: Found, best: Match, knowledge: Knowledge) -> Topic | None:
    """Another fact on the same thing of the policy documents that the question is about as like: its programme's years
    and its budget are asked for in nearly the same words."""
    if best.topic.program_id == knowledge.program.id:
        return None
    family = best.topic.key.rsplit(".", 1)[0]
    near = (m.topic for m in found.matches if m is not best and m.score >= best.score * SISTER and m.topic.facts)
    return next((topic for topic in near if topic.key.rsplit(".", 1)[0] == family), None)


def _further(found: Found, best: Match, knowledge: Knowledge) -> list[Topic]:
    """A topic beside the best one that speaks to words of the question that the best one leaves out."""
    questions = knowledge.questions
    sister = _sister(found, best, knowledge)
    if sister is not None:
        return [sister]
    covered = questions.share(found.terms, [best.topic])
    least = ADDS_TO_OWN if best.topic.program_id == knowledge.program.id else ADDS
    for match in found.matches[1:4]:
        elsewhere = match.topic.program_id != best.topic.program_id
        compares = any(fact.through is not None for fact in match.topic.facts)
        if elsewhere or compares or not match.topic.facts or match.score < max(TOPIC, best.score * RELATED):
            continue
        if questions.share(found.terms, [best.topic, match.topic]) - covered >= least:
            return [match.topic]
    return []

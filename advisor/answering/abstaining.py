"""Not answering: what was looked for and not found, a question back, or another subject."""

from collections.abc import Sequence

from advisor.answering.drafts import Draft
from advisor.answering.models import Clarification, Intent, Status
from advisor.answering.setting import Found, Setting
from advisor.answering.subjects import is_strange
from advisor.answering.thresholds import AWAY, BACKGROUND, FAMILIAR, OURS, TOPIC
from advisor.answering.topics import Match, Topic
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import Language, say

_ROUND = "{round}"  # in a gap's statement: the round that is asked about


def from_gap(topic: Topic, part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    """What was looked for and not found, for the round that is asked about."""
    if topic.gap is None:
        raise ValueError(f"{topic.key} is no gap")
    statement = topic.gap.statement.ja if setting.language is Language.JA else topic.gap.statement.en
    number = part.round if part.round is not None else (setting.current.number if setting.current else None)
    named = say("rounds.this_call" if number is None else "answers.round", setting.language, round=number)
    lead = statement.replace(_ROUND, named)
    return Draft(
        intent=topic.intent,
        status=Status.ABSTAINED,
        lead=lead,
        closing=_can_answer(topic.gap.nearest, setting, knowledge),
    )


def _can_answer(keys: Sequence[str], setting: Setting, knowledge: Knowledge) -> str:
    """What can be asked instead: the plainest question of each key, in the language of the answer."""
    asked = []
    for key in keys[:3]:
        examples = knowledge.questions.by_key[key].asked_as
        fitting = [q for q in examples if q.isascii() == (setting.language is Language.EN)]
        asked += fitting[:1]
    if not asked:
        return ""
    marks = ("「", "」") if setting.language is Language.JA else ('"', '"')
    quoted = (" " if setting.language is Language.EN else "").join(f"{marks[0]}{q}{marks[1]}" for q in asked)
    return say("answers.can_answer", setting.language, questions=quoted)


def clarify(matches: Sequence[Match], setting: Setting) -> Draft:
    options = []
    for match in matches:
        fitting = [q for q in match.topic.asked_as if q.isascii() == (setting.language is Language.EN)]
        options += fitting[:1]
    question = say("answers.clarify", setting.language)
    return Draft(
        intent=matches[0].topic.intent,
        status=Status.CLARIFY,
        lead=question,
        clarification=Clarification(question=question, options=tuple(options)),
    )


def not_found(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft:
    """Nothing settles the question: off topic when none of its words is ours, else not known."""
    language = setting.language
    if not part.next_call and not _is_ours(part, found, knowledge):
        return Draft(intent=Intent.OTHER, status=Status.REFUSED, lead=say("answers.refused_off_topic", language))
    titles = list(dict.fromkeys(knowledge.infos[hit.entry.source_id].title for hit in found.hits[:6]))
    separator = "、" if language is Language.JA else "; "
    looked_at = say("answers.looked_at", language, titles=separator.join(titles)) if titles else ""
    key = "next_call_unknown" if part.next_call else "not_found"
    return Draft(
        intent=likely_intent(found, Intent.OTHER),
        status=Status.ABSTAINED,
        lead=say(f"answers.{key}", language),
        closing=looked_at,
    )


def _is_ours(part: Part, found: Found, knowledge: Knowledge) -> bool:
    """Whether a question is about the program or its field at all."""
    if knowledge.glossary.mentions(part.text):
        return True
    if not found.matches:
        return False
    best = found.matches[0]
    if best.score < found.elsewhere or best.score - AWAY * found.elsewhere < OURS:
        return False
    if best.score < (TOPIC if best.topic.program_id == knowledge.program.id else BACKGROUND):
        return False
    return best.score >= FAMILIAR or not is_strange(part.text, knowledge.knows_word)


def likely_intent(found: Found, otherwise: Intent) -> Intent:
    return found.matches[0].topic.intent if found.matches and found.matches[0].score >= TOPIC else otherwise

"""The answer to a described case: is it eligible? Where a question is on one kind of applicant alone, facts answer."""

from advisor.answering.drafts import Draft
from advisor.answering.judging import conflict_draft, judge, judged_draft
from advisor.answering.models import Intent
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import TOPIC
from advisor.answering.understand import Part, asks
from advisor.knowledge import Knowledge
from advisor.programs.case_reading import APPLICANT, Reading, contradictions, read_case, slots_of
from advisor.programs.rules import Outcome


def from_eligibility(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The judged case, when the message describes one; None when it does not, or asks something else."""
    rules = knowledge.program.eligibility
    readings = read_case(part.text, rules, knowledge.cues)
    best = found.matches[0] if found.matches else None
    on_topic = best is not None and best.score >= TOPIC and best.topic.intent is Intent.ELIGIBILITY
    told = not asks(part.text) and any(reading.rule_id == APPLICANT for reading in readings)
    answers_back = not asks(part.text) and bool(part.earlier)
    if not readings or not (on_topic or told or answers_back):
        return None
    pairs = contradictions(readings)
    if pairs:
        return conflict_draft(pairs[0], setting, knowledge)
    slots = {**_earlier_slots(part, knowledge), **slots_of(readings)}
    if not (told or answers_back or _is_a_case(slots, readings, knowledge)):
        return None
    return judged_draft(judge(slots, setting, knowledge, part.round), setting, knowledge, only_stated=True)


def _earlier_slots(part: Part, knowledge: Knowledge) -> dict[str, str]:
    """What the conversation has said of the case so far; what is said later counts."""
    slots: dict[str, str] = {}
    for text in part.earlier:
        slots |= slots_of(read_case(text, knowledge.program.eligibility, knowledge.cues))
    return slots


def _is_a_case(slots: dict[str, str], readings: tuple[Reading, ...], knowledge: Knowledge) -> bool:
    """Whether more is described than a kind of applicant, on which facts answer more plainly."""
    if len(slots) > 1:
        return True
    rules = {rule.id: rule for rule in knowledge.program.eligibility}
    values = [rules[rule_id].value(value_id) for rule_id, value_id in slots.items() if rule_id != APPLICANT]
    return any(value is not None and value.outcome is Outcome.NOT_MET for value in values)

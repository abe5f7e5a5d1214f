"""The answer to a described case: is it eligible? Where a question is on one kind of applicant alone, facts answer."""

import re
from collections.abc import Sequence

from advisor.answering.cases.judging import ask_for, conflict_draft, judge, judged_draft
from advisor.answering.drafts import Draft
from advisor.answering.from_facts import fact_in_force, from_facts
from advisor.answering.models import Intent, Status
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import TOPIC
from advisor.answering.understand import Part, asks, tells
from advisor.folding import search_form
from advisor.japanese import words
from advisor.knowledge import Knowledge
from advisor.programs.case_reading import APPLICANT, Reading, contradictions, read_case, slots_of
from advisor.programs.rules import Outcome, Rule

_LIKELY = 3  # topics among which one on eligibility makes the question one
_ASKS_ELIGIBLE = re.compile(
    r"資格|(?:申請|応募|申し込|申込|エントリー|出願)(?:でき|可能|可否|して(?:も)?(?:い|よ|良|大丈夫)|者に|対象)|出せ|出して(?:も)?(?:い|よ|良|大丈夫)"
    r"|対象(?:に|です|と|か|外|内|でしょう)|いけ(?:る|ます)|eligib|\bqualif|\bcan\b.{0,40}\bapply|\bapplicant"
)


# a rule is spoken of, not a case described
_OF_A_RULE = re.compile(
    r"いけない|ならない|なければ|必要|条件|ルール|決まり|そうです|そうな|らしい|聞い|\bmust\b|\bhave to\b|\bneed"
)
_ONLY = re.compile(r"だけ|しか|のみ|に限|\bonly\b|\bjust\b")


def from_eligibility(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The judged case, when the message describes one; None when it does not, or asks something else."""
    readings = read_case(part.text, knowledge.program.eligibility, knowledge.cues)
    describes = _describes(part, readings, found)
    if not (describes or _asks_eligible(part, found)):
        return None
    pairs = contradictions(readings)
    if pairs:
        return conflict_draft(pairs[0], setting, knowledge)
    slots = {**_earlier_slots(part, knowledge), **slots_of(readings)}
    if readings and (describes or _is_a_case(slots, knowledge)):
        draft = judged_draft(judge(slots, setting, knowledge, part.round), setting, knowledge, only_stated=True)
        return draft if draft.statements else None
    return _of_kind(slots_of(readings).get(APPLICANT), part, found, setting, knowledge)


def _describes(part: Part, readings: Sequence[Reading], found: Found) -> bool:
    """Whether the message only describes a case: an applicant, an answer to what was asked back, or nothing else."""
    if not readings or _OF_A_RULE.search(search_form(part.text)):
        return False
    chosen = bool(part.earlier) and not asks(part.text)
    strong = bool(found.matches) and found.matches[0].score >= TOPIC
    other = strong and found.matches[0].topic.intent is not Intent.ELIGIBILITY
    return chosen or (tells(part.text) and (any(r.rule_id == APPLICANT for r in readings) or not other))


def _asks_eligible(part: Part, found: Found) -> bool:
    likely = [m for m in found.matches[:_LIKELY] if m.score >= TOPIC]
    first = bool(likely) and likely[0].topic.intent is Intent.ELIGIBILITY
    among = any(match.topic.intent is Intent.ELIGIBILITY for match in likely)
    return first or (among and bool(_ASKS_ELIGIBLE.search(search_form(part.text))))


def _earlier_slots(part: Part, knowledge: Knowledge) -> dict[str, str]:
    """What the conversation has said of the case so far; what is said later counts."""
    slots: dict[str, str] = {}
    for text in part.earlier:
        slots |= slots_of(read_case(text, knowledge.program.eligibility, knowledge.cues))
    return slots


def _is_a_case(slots: dict[str, str], knowledge: Knowledge) -> bool:
    """Whether more is described than a kind of applicant, on which facts answer more plainly."""
    if len(slots) > 1:
        return True
    rules = {rule.id: rule for rule in knowledge.program.eligibility}
    values = [rules[rule_id].value(value_id) for rule_id, value_id in slots.items() if rule_id != APPLICANT]
    told = [value for value in values if value is not None]
    # where a value has a reason of its own, no fact says it
    return any(v.outcome is Outcome.NOT_MET or (v.outcome is Outcome.TO_CONFIRM and v.because) for v in told)


def _of_kind(kind: str | None, part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The fact on the kind of applicant that is named, where the likeliest topic is one on another kind.

    A question is like those on every kind of applicant; which one it means is told by the name, not by likeness.
    Where it names none (only a university of its own), the kinds are listed and asked for.
    """
    rule = next(rule for rule in knowledge.program.eligibility if rule.id == APPLICANT)
    keys = {value.key: value.id for value in rule.values if value.key is not None}
    best = found.matches[0].topic if found.matches else None
    if best is None or best.key not in keys:
        return None
    value = rule.value(kind) if kind is not None else None
    if value is not None and value.outcome is Outcome.MET and _ONLY.search(search_form(part.text)):
        return _told(rule.key, part, setting, knowledge)  # 「はい、申請できます」 would confirm that no other can
    if value is not None and value.key is not None:
        return None if best.key == value.key else _told(value.key, part, setting, knowledge)
    return _which_kind(rule, part, setting, knowledge) if _names_university(part.text) else None


def _told(key: str, part: Part, setting: Setting, knowledge: Knowledge) -> Draft | None:
    topic = knowledge.questions.by_key[key]
    return from_facts([topic], part, setting, knowledge) if fact_in_force(topic, part.round, setting) else None


def _which_kind(rule: Rule, part: Part, setting: Setting, knowledge: Knowledge) -> Draft | None:
    draft = _told(rule.key, part, setting, knowledge)
    asked = {"status": Status.PARTIAL, "clarification": ask_for(rule, setting)}
    return draft.model_copy(update=asked) if draft is not None else None


def _names_university(text: str) -> bool:
    """Whether a university is named whose kind the documents do not tell (東京大学, 大学院大学, 株式会社立の大学)."""
    if search_form(text).isascii():
        return bool(re.search(r"\buniversity of [A-Z]|\b[A-Z]\w+ University\b", text))
    return any(w.surface.endswith("大学") for w in words(text, whole=True))

"""Answers that the moment decides: whether a result is out, until when a selection holds, where the briefing stands."""

import re

from advisor.answering.clock.moments import (
    Announced,
    briefing_sentences,
    end_of,
    known_announcement,
    named_announcement,
    over_sentence,
    results_sentence,
    validity_sentence,
)
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.evidence import quotes_of
from advisor.answering.from_facts import fact_statement
from advisor.answering.models import NoticeKind, Status
from advisor.answering.notices import nature_notices
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import RELATED, TOPIC
from advisor.answering.topics import Topic
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.programs.model import Fact, Round
from advisor.programs.planned import planned_results
from advisor.programs.schedule import JST
from advisor.programs.subjects import keys_of

_ASKS_END = re.compile(r"有効|期限|いつまで|失効|切れ|valid|expire|until|last", re.I)


def from_schedule(topic: Topic, found: Found, part: Part, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The answer to a question on a result or on validity where the clock has a say; None for other questions."""
    current = setting.current
    if part.next_call or current is None or (part.round is not None and part.round > current.number):
        return None
    round_ = _round(part.round if part.round is not None else current.number, knowledge)
    if round_ is None:
        return None
    program = knowledge.program
    supposed = named_announcement(part.text)
    if topic.key in keys_of(program, "validity") or (supposed and _is_on_validity(found, part, knowledge)):
        return _validity(topic, supposed, part, round_, setting, knowledge)
    if topic.key in keys_of(program, "results", "announced"):
        return _results(topic, round_, setting, knowledge)
    return None


def with_briefing(draft: Draft, topic: Topic, setting: Setting, knowledge: Knowledge) -> Draft:
    """The draft on a briefing with where it stands: told first where it is too late for something."""
    round_ = _round(draft.round, knowledge)
    if round_ is None or round_.briefing is None or not draft.statements:
        return draft
    if topic.key not in keys_of(knowledge.program, "briefing"):
        return draft
    quotes = quotes_of(round_.briefing.evidence, knowledge)
    told = briefing_sentences(round_.briefing, setting.as_of, quotes, setting.language)
    first, *rest = draft.statements
    register_by = round_.briefing.register_by or round_.briefing.starts_at
    statements = (first, *told, *rest) if setting.as_of < register_by else (*told, first, *rest)
    return draft.model_copy(update={"statements": statements})


def _results(topic: Topic, round_: Round, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """Whether the result of the round is out: its announcement, or where the planned time lies."""
    planned, announced = _fact("results", round_, setting, knowledge), _fact("announced", round_, setting, knowledge)
    if announced is not None and planned is not None:
        return None  # the facts tell both
    period = planned_results(round_)
    fact = announced or planned
    if fact is None:
        lead = say("schedule.result_unknown", setting.language, round=round_.number)
        return Draft(intent=topic.intent, status=Status.ABSTAINED, lead=lead, round=round_.number)
    statements = [fact_statement(fact, setting.language, knowledge)]
    status = Status.PARTIAL if fact.partial else Status.ANSWERED
    if announced is None and period is not None:
        quotes = quotes_of(round_.call.results_evidence, knowledge)
        statements.append(results_sentence(period, setting.as_of, quotes, setting.language))
        if period.first <= setting.as_of.astimezone(JST).date():
            status = Status.PARTIAL  # it may be out by now
    return Draft(
        intent=topic.intent,
        status=status,
        statements=tuple(statements),
        notices=tuple(_notices([fact], round_, setting, knowledge)),
        round=round_.number,
    )


def _validity(
    topic: Topic, supposed: Announced | None, part: Part, round_: Round, setting: Setting, knowledge: Knowledge
) -> Draft | None:
    """How long a selection holds, and until which day."""
    if part.round is None and supposed is not None:
        round_ = _announced_then(supposed, setting, knowledge) or round_
    asks_for_one = part.round is not None or supposed is not None
    if round_.validity is not None and supposed is None and all(fact.round is None for fact in topic.facts):
        return None  # what is said of several rounds at once
    fact = _fact("validity", round_, setting, knowledge)
    if round_.validity is None or fact is None:
        if not asks_for_one:
            return None
        lead = say("schedule.validity_unknown", setting.language, round=round_.number)
        return Draft(intent=topic.intent, status=Status.ABSTAINED, lead=lead, round=round_.number)
    known = known_announcement(round_, setting.as_of)
    announced = known if known is not None and _agree(known, supposed) else supposed
    evidence = (*round_.validity.evidence, *round_.call.evidence, *round_.call.results_evidence)
    quotes = quotes_of(evidence, knowledge)
    statements = [fact_statement(fact, setting.language, knowledge)]
    end = validity_sentence(announced, round_, setting.as_of, quotes, setting.language)
    if end is None and not asks_for_one:
        return None
    statements += [end] if end is not None else []
    if announced is not None:
        until = end_of(announced, round_.validity.fiscal_years)
        statements += _over(over_sentence(until, setting.as_of, quotes, setting.language), setting, knowledge)
    return Draft(
        intent=topic.intent,
        status=Status.PARTIAL if end is None else Status.ANSWERED,
        statements=tuple(statements),
        notices=tuple(_notices([fact], round_, setting, knowledge)),
        round=round_.number,
    )


def _over(over: DraftStatement | None, setting: Setting, knowledge: Knowledge) -> list[DraftStatement]:
    """That the end has passed, with the review by which a selection may have been continued."""
    if over is None:
        return []
    topic = knowledge.questions.by_key.get("validity.continuation")
    facts = topic.facts if topic else ()
    return [over, *(fact_statement(fact, setting.language, knowledge, condition=True) for fact in facts)]


def _is_on_validity(found: Found, part: Part, knowledge: Knowledge) -> bool:
    """Whether a question that supposes an announcement asks until when it holds."""
    keys = keys_of(knowledge.program, "validity")
    near = [m for m in found.matches if m.score >= max(TOPIC, found.matches[0].score * RELATED)]
    return bool(_ASKS_END.search(part.text)) and any(match.topic.key in keys for match in near)


def _announced_then(supposed: Announced, setting: Setting, knowledge: Knowledge) -> Round | None:
    """The round that was announced in the month, or else the fiscal year, that a question supposes."""
    known = [(r, a) for r in knowledge.program.rounds if (a := known_announcement(r, setting.as_of)) is not None]
    then = [r for r, announced in known if _agree(announced, supposed)]
    return next((r for r in then if r.validity is not None), then[0] if then else None)


def _agree(known: Announced, supposed: Announced | None) -> bool:
    """Whether a question means the announcement that was made."""
    if supposed is None:
        return True
    if supposed.on is not None or supposed.month is not None:
        return (supposed.on or known.on) == known.on and supposed.month == known.month
    return supposed.fiscal_year == known.fiscal_year


def _fact(subject: str, round_: Round, setting: Setting, knowledge: Knowledge) -> Fact | None:
    """The round's own fact on a subject, if it was known then."""
    keys = keys_of(knowledge.program, subject)
    return next(
        (
            fact
            for fact in knowledge.program.facts
            if fact.key in keys
            and fact.round == round_.number
            and fact.source not in setting.to_come
            and (fact.key, fact.round) not in setting.unannounced
        ),
        None,
    )


def _notices(facts: list[Fact], round_: Round, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    notices = nature_notices(facts, setting, knowledge)
    current = setting.current
    if current is not None and round_.number != current.number:
        text = say("answers.notice_older_round", setting.language, round=round_.number, current=current.number)
        notices.insert(0, DraftNotice(kind=NoticeKind.SUPERSEDED, text=text))
    return notices


def _round(number: int | None, knowledge: Knowledge) -> Round | None:
    return next((r for r in knowledge.program.rounds if r.number == number), None)

"""The answer from facts of the program model: the round that counts, its conditions, its clock, what differs."""

from collections.abc import Sequence

from advisor.answering.clock.calls import clock_sentence, day_sentences, say_round
from advisor.answering.clock.moments import time_sentences
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.evidence import quotes_of
from advisor.answering.models import Intent, NoticeKind, Status
from advisor.answering.notices import closed_lead, nature_notices
from advisor.answering.setting import Setting
from advisor.answering.topics import Topic
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.differences import Verdict, compared
from advisor.programs.model import Authority, Fact, Round
from advisor.programs.schedule import Phase, call_state
from advisor.programs.subjects import in_force
from advisor.programs.texts import Evidence
from advisor.wareki import dates_in

_ACTION_INTENTS = {Intent.ELIGIBILITY, Intent.PROCEDURE}
_DIFFERENCE_INTENTS = {Intent.OBLIGATION, Intent.SUPPORT_MENU, Intent.CRITERIA, Intent.ELIGIBILITY, Intent.PROCEDURE}


def from_facts(topics: Sequence[Topic], part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    """The fact of the first topic with its conditions; the facts of further topics after it."""
    topic = topics[0]
    fact = fact_in_force(topic, part.round, setting)
    if fact is None:
        return _round_unknown(topic, part, setting, knowledge)
    language = setting.language
    notices: list[DraftNotice] = []
    statements = [fact_statement(fact, language, knowledge)]
    status = Status.PARTIAL if fact.partial else Status.ANSWERED
    current = setting.current
    if fact.round is not None and current is not None and fact.round != current.number:
        key = "notice_older_round" if part.round == fact.round else "notice_other_round"
        text = say(f"answers.{key}", language, round=fact.round, current=current.number)
        notices.append(DraftNotice(kind=NoticeKind.SUPERSEDED, text=text))
        if part.round is None:
            status = Status.PARTIAL
    if fact.round is None and fact.through is not None and current is not None and current.number > fact.through:
        text = say("rounds.notice_compared", language, round=fact.through, current=current.number)
        notices.append(DraftNotice(kind=NoticeKind.SUPERSEDED, text=text))
        status = Status.PARTIAL
    others = [fact_in_force(further, part.round, setting) for further in topics[1:]]
    statements += [fact_statement(other, language, knowledge) for other in others if other is not None]
    for key in fact.then:
        condition = fact_in_force(knowledge.questions.by_key[key], part.round, setting)
        if condition is not None and condition not in others:
            statements.append(fact_statement(condition, language, knowledge, condition=True))
    if topic.intent is Intent.SCHEDULE:
        statements = _with_clock(statements, fact, part, setting, knowledge)
    notices += _differences(topic, fact, setting, knowledge)
    notices += nature_notices([fact], setting, knowledge)
    return Draft(
        intent=topic.intent,
        status=status,
        statements=tuple(statements),
        notices=tuple(notices),
        lead=closed_lead(fact.round, setting, knowledge) if topic.intent in _ACTION_INTENTS else "",
        round=fact.round if fact.round is not None else (current.number if current else None),
    )


def as_of_last_call(draft: Draft, setting: Setting) -> Draft:
    """The draft for a question about a call that no source knows yet: what the last one said; it may differ."""
    lead = say("answers.next_call_unknown", setting.language)
    return draft.model_copy(update={"lead": lead, "status": Status.PARTIAL})


def fact_in_force(topic: Topic, named: int | None, setting: Setting) -> Fact | None:
    """The fact of the topic that counts for the named round, or at the moment of the setting."""
    known = [fact for fact in topic.facts if (fact.key, fact.round) not in setting.unannounced]
    return in_force(known, named, setting.current, setting.to_come)


def fact_statement(fact: Fact, language: Language, knowledge: Knowledge, condition: bool = False) -> DraftStatement:
    text = fact.statement.ja if language is Language.JA else fact.statement.en
    evidence = (Evidence(source=fact.source, quote=fact.quote), *fact.also)
    return DraftStatement(text=text, quotes=quotes_of(evidence, knowledge), condition=condition)


def _with_clock(
    statements: list[DraftStatement], fact: Fact, part: Part, setting: Setting, knowledge: Knowledge
) -> list[DraftStatement]:
    """Days left, and verdicts on days that the question names, around a fact that gives the deadline."""
    round_ = next((r for r in knowledge.program.rounds if r.number == fact.round), None)
    if round_ is None or round_.call.closes_at is None or not _gives_deadline(fact, round_):
        return statements
    quotes = quotes_of(round_.call.evidence, knowledge)
    state = call_state(round_, setting.as_of)
    days = day_sentences(part.dates, state, quotes, setting.language)
    days += time_sentences(part, round_.call.closes_at, quotes, setting.language)
    clock = clock_sentence(state, quotes, setting.language)
    told = [clock] if clock is not None else []
    first = told if state.phase is not Phase.OPEN else []
    last = told if state.phase is Phase.OPEN else []
    return [*days, *first, *statements[:1], *last, *statements[1:]]


def _gives_deadline(fact: Fact, round_: Round) -> bool:
    closing = round_.call.closes_at
    return closing is not None and any(
        (moment.month, moment.day) == (closing.month, closing.day) for moment in dates_in(fact.quote)
    )


def _differences(topic: Topic, fact: Fact, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """What an official document of another round says instead, the nearest one."""
    if topic.intent not in _DIFFERENCE_INTENTS or fact.round is None:
        return []
    current = setting.current.number if setting.current else 0
    others = [
        other
        for other in topic.facts
        if other.round is not None
        and other.round not in {fact.round}
        and other.round <= current
        and compared(topic.key, (other,), (fact,), knowledge.program).verdict is Verdict.DIFFERS
        and knowledge.infos[other.source].authority != Authority.SECONDARY
    ]
    if not others:
        return []
    other = max(others, key=lambda o: o.round or 0)
    said = fact_statement(other, setting.language, knowledge)
    return [difference_notice(other.round or 0, said, setting.language)]


def _round_unknown(topic: Topic, part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    language = setting.language
    number = part.round if part.round is not None else (setting.current.number if setting.current else 0)
    return Draft(
        intent=topic.intent,
        status=Status.ABSTAINED,
        lead=say("answers.round_unknown", language, round=number),
        notices=tuple(_known_elsewhere(topic, setting, knowledge)),
        round=number or None,
    )


def difference_notice(
    number: int, said: DraftStatement, language: Language, key: str = "notice_difference"
) -> DraftNotice:
    text = say(f"answers.{key}", language, round=number, statement=said.text)

    computed = (say_round(number, language),)
    return DraftNotice(kind=NoticeKind.ROUND_DIFFERENCE, text=text, quotes=said.quotes, computed=computed)


def _known_elsewhere(topic: Topic, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    fact = fact_in_force(topic, None, setting)
    if fact is None or fact.round is None:
        return []
    said = fact_statement(fact, setting.language, knowledge)
    return [difference_notice(fact.round or 0, said, setting.language, "notice_elsewhere")]

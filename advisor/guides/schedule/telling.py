"""The schedule of a call as a draft to be verified, and as a table of text. Pure."""

from collections.abc import Sequence
from datetime import date

from advisor.answering.clock.calls import clock_sentence, say_day
from advisor.answering.clock.moments import Announced, end_of, known_announcement, results_sentence, validity_sentence
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.evidence import quotes_of
from advisor.answering.from_facts import fact_statement
from advisor.answering.models import Intent, NoticeKind, Status
from advisor.answering.setting import Setting
from advisor.guides.schedule.events import Happening, event_name
from advisor.guides.tables import Table
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.programs.model import Authority, Round
from advisor.programs.planned import planned_results
from advisor.programs.schedule import JST, CallState, Phase, fiscal_year, has_begun
from advisor.programs.subjects import keys_of
from advisor.values import Value

_COLUMNS = ("event", "when", "state", "text", "quote", "source")


class Ending(Value):
    """The end of validity before its citations are numbered."""

    announced: Announced
    conditional: bool
    until: date
    said: DraftStatement


def schedule_draft(
    state: CallState, events: Sequence[Happening], ending: Ending | None, setting: Setting, knowledge: Knowledge
) -> Draft:
    """Where the call stands, then its events, then what is known of the result, of validity and of a next call."""
    round_, language = state.round, setting.language
    clock = clock_sentence(state, quotes_of(round_.call.evidence, knowledge), language)
    statements = [clock] if clock is not None else _period_facts(round_, setting, knowledge)
    statements += [event.said for event in events if event.said is not None]
    period = planned_results(round_)
    known = known_announcement(round_, setting.as_of)
    if period is not None and known is None:
        quotes = quotes_of(round_.call.results_evidence, knowledge)
        result = results_sentence(period, setting.as_of, quotes, language)
        statements.append(result.model_copy(update={"condition": True}))
    statements += [ending.said] if ending is not None else []
    statements += [spans_statement(knowledge, setting)]
    lead = "" if clock is not None else say("schedule.period_unknown", language, round=round_.number)
    status = Status.ANSWERED if clock is not None else Status.PARTIAL
    closing = _closing(state, known is not None or period is not None, setting)
    return Draft(
        intent=Intent.SCHEDULE,
        status=status,
        lead=lead,
        statements=tuple(statements),
        closing=closing,
        notices=tuple(_notices(events, setting, knowledge)),
        round=round_.number,
    )


def _period_facts(round_: Round, setting: Setting, knowledge: Knowledge) -> list[DraftStatement]:
    """What the sources say of a period that they do not settle: that it is unknown, or that they contradict it."""
    keys = keys_of(knowledge.program, "period")
    facts = [fact for fact in knowledge.program.facts if fact.key in keys and fact.round == round_.number]
    return [fact_statement(fact, setting.language, knowledge, condition=True) for fact in facts[:1]]


def _notices(events: Sequence[Happening], setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """That dates rest on a compilation, where they do."""
    quotes = [quote for event in events if event.said is not None for quote in event.said.quotes]
    if not any(knowledge.infos[quote.source_id].authority == Authority.SECONDARY for quote in quotes):
        return []
    text = say("answers.notice_unofficial", setting.language)
    return [DraftNotice(kind=NoticeKind.UNOFFICIAL, text=text)]


def _closing(state: CallState, is_told_of_result: bool, setting: Setting) -> str:
    """What is not known of the result, of validity and of a next call; which round is in force."""
    round_, language, current = state.round, setting.language, setting.current
    texts = []
    if state.phase is not Phase.UPCOMING and not is_told_of_result:
        texts.append(say("schedule.result_unknown", language, round=round_.number))
    if round_.validity is None:
        texts.append(say("schedule.validity_unknown", language, round=round_.number))
    if current is not None and current.number > round_.number:
        texts.append(say("schedule.newer_round", language, round=current.number))
    elif state.phase in {Phase.CLOSED, Phase.UNKNOWN}:
        texts.append(say("answers.next_call_unknown", language))
    return "\n".join(texts)


def spans_statement(knowledge: Knowledge, setting: Setting) -> DraftStatement:
    """The rounds so far, counted; its quotes are what the timeline rests on."""
    rounds = begun(knowledge, setting)
    quotes = tuple(q for r in rounds for q in quotes_of(r.call.evidence, knowledge))
    known = sum(1 for r in rounds if r.call.opens_on is not None and r.call.closes_at is not None)
    text = say("schedule.rounds_so_far", setting.language, count=len(rounds), known=known)
    return DraftStatement(text=text, quotes=quotes, computed=(text,), condition=True)


def ending_of(round_: Round, setting: Setting, knowledge: Knowledge) -> Ending | None:
    if round_.validity is None:
        return None
    known, period = known_announcement(round_, setting.as_of), planned_results(round_)
    evidence = (*round_.validity.evidence, *round_.call.evidence, *round_.call.results_evidence)
    quotes = quotes_of(evidence, knowledge)
    said = validity_sentence(known, round_, setting.as_of, quotes, setting.language)
    if said is None or (known is None and period is None):
        return None
    announced = known or Announced(fiscal_year=fiscal_year(period.first if period else setting.as_of.date()))
    until = end_of(announced, round_.validity.fiscal_years)
    told_last = said.model_copy(update={"condition": True})
    return Ending(announced=announced, conditional=known is None, until=until, said=told_last)


def begun(knowledge: Knowledge, setting: Setting) -> list[Round]:
    return [round_ for round_ in knowledge.program.rounds if has_begun(round_, setting.as_of)]


def schedule_table(
    number: int | None,
    events: Sequence[Happening],
    ending: Ending | None,
    draft: Draft,
    setting: Setting,
    knowledge: Knowledge,
) -> Table:
    language = setting.language
    day = say_day(setting.as_of.astimezone(JST).date(), language)
    rows = [
        (
            event_name(event.kind, language),
            event.when,
            say(f"schedule.state_{event.state.value}", language),
            event.said.text if event.said else "",
            *_evidence_cells(event.said, knowledge),
        )
        for event in events
    ]
    if ending is not None:
        name, until = say("schedule.event_validity", language), say_day(ending.until, language)
        state = "past" if setting.as_of.astimezone(JST).date() > ending.until else "ahead"
        cells = _evidence_cells(ending.said, knowledge)
        rows.append((name, until, say(f"schedule.state_{state}", language), ending.said.text, *cells))
    clock = [s.text for s in draft.statements[:1] if not s.condition]
    notes = (draft.lead, *clock, *draft.closing.split("\n"))
    return Table(
        title=say("schedule.title" if number else "schedule.title_none", language, round=number, day=day),
        columns=tuple(say(f"schedule.column_{column}", language) for column in _COLUMNS),
        rows=tuple(rows),
        notes=tuple(note for note in notes if note),
    )


def _evidence_cells(said: DraftStatement | None, knowledge: Knowledge) -> tuple[str, str]:
    quotes = said.quotes if said else ()
    titles = dict.fromkeys(knowledge.infos[quote.source_id].title for quote in quotes)
    return "\n".join(dict.fromkeys(quote.text for quote in quotes)), "\n".join(titles)

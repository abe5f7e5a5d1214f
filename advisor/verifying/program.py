"""A claim against the program model: the round asked for, the call's dates, who may apply. Pure, given the model."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from advisor.answering.models import Source
from advisor.folding import search_form
from advisor.programs.case_reading import APPLICANT, read_case
from advisor.programs.cues import CueReader
from advisor.programs.model import Program, Round
from advisor.programs.rules import Outcome
from advisor.programs.schedule import JST, Phase, call_state
from advisor.verifying.claims import Asked, Claim, Passage
from advisor.verifying.faults import Fault
from advisor.verifying.patterns import pattern
from advisor.verifying.wording import NEGATIVE, Force, Mark, clauses, content_words
from advisor.wareki import Moment, dates_in, rounds_in, times_in

_CLOSES = pattern("call", "closes")
_OPENS = pattern("call", "opens")
_BRIEFING = pattern("call", "briefing")
_OF_THE_CALL = pattern("call", "of_the_call")
_REGISTRATION = pattern("call", "registration")
_RESULTS = pattern("call", "results")
_APPLIES = pattern("call", "applies")
_SENT_IN_TIME = pattern("call", "sent_in_time")
_PERIOD = pattern("call", "period")
_CALL_PERIOD = re.compile(r"(?:公募|募集|受付|応募)期間|\b(?:call|application) period", re.I)
_LISTED = re.compile(r"含ま|挙げ|列挙|名を連ね|\binclud|\bnamed\b|\bamong\b|\blisted\b")
_OPEN_NOW = pattern("call", "open_now")
_OVER_NOW = pattern("call", "over_now")
_UNASKED = re.compile(r"(?:でき|出来)?(?:ます|る|ません)?(?:でしょう)?か[。？?].*$", re.S)
_OWN_TERMS = pattern("call", "own_terms")
_OLDER = pattern("call", "older")


def round_faults(claim: Claim, cited: Sequence[Passage], evidence: Sequence[str], asked: Asked) -> list[Fault]:
    """Whether the claim tells of another round than the one asked for without saying so, or gives a round's fact to
    another round."""
    named = rounds_in(claim.text)
    of_sources = {passage.round for passage in cited if passage.round is not None}
    near = {number for passage in cited for number in passage.rounds_near}
    shown = rounds_in("\n".join(evidence)) | of_sources | near
    found = [Fault.ROUND] if named and shown and not named & shown else []
    if asked.round is None or asked.compares or not of_sources:
        return found
    if not {asked.round, *asked.also_rounds} & (of_sources | near) and not _tells_when(claim.text, named, asked):
        found.append(Fault.OTHER_ROUND)
    return found


def _tells_when(text: str, named: set[int], asked: Asked) -> bool:
    return bool(named - {asked.round}) or (not asked.named and not named and bool(_OLDER.search(text)))


def date_faults(claim: Claim, asked: Asked, program: Program) -> list[Fault]:
    """Whether it gives the day of one event of the call for another's."""
    numbers = rounds_in(claim.text) or ({asked.round} if asked.round else set())
    known = [round_ for round_ in program.rounds if round_.number in numbers]
    given = [moment for moment in dates_in(claim.text) if moment.day]
    if len(known) != 1 or not given:
        return []
    meant = _events_named(claim.text, asked.question)
    days = _days_of(known[0])
    told = {event for event in meant if event in days}
    fits = [any(_is_on(moment, day) for event in told for day in days[event]) for moment in given]
    right = all(fits) if _PERIOD.search(claim.text) and "opens" in told else any(fits)
    return [] if right or not told else [Fault.CONTRADICTS]


def state_faults(claim: Claim, cited: Sequence[Passage], asked: Asked, program: Program) -> list[Fault]:
    """Whether it takes a call that is over for open, or the other way round, at the moment asked for."""
    if all(passage.round is None for passage in cited):
        return []
    numbers = rounds_in(claim.text) or ({asked.round} if asked.round else set())
    round_ = next((r for r in program.rounds if {r.number} == numbers), None)
    if round_ is None:
        return []
    phase = call_state(round_, asked.as_of).phase
    open_now = bool(_OPEN_NOW.search(claim.text)) and not _OVER_NOW.search(claim.text)
    over_now = bool(_OVER_NOW.search(claim.text)) and not _OPEN_NOW.search(claim.text)
    denied = bool(
        re.search(r"(?:受け付けてい|受付中では|募集中では)(?:ない|ません|あり)|not (?:open|accepting)", claim.text)
    )
    wrong = (phase is Phase.CLOSED and open_now and not denied) or (
        phase is Phase.OPEN and (over_now or (denied and open_now))
    )
    return [Fault.CONTRADICTS] if wrong else []


def source_faults(claim: Claim, cited: Sequence[Passage], program: Program, infos: Mapping[str, Source]) -> list[Fault]:
    """Whether another programme's document, or a precedent, is told as a rule of this one."""
    known = [infos[passage.source_id] for passage in cited if passage.source_id in infos]
    if not known or any(info.round is not None or info.kind == "facts" for info in known):
        return []
    shown = "\n".join(passage.quote for passage in cited)
    if all(info.kind == "precedent" for info in known):
        demands = any(Force.DEMANDS in clause.forces for clause in clauses(claim.text))
        return [Fault.OTHER_PROGRAM] if demands and not any(Force.DEMANDS in c.forces for c in clauses(shown)) else []
    names = [name for name in (*program.short_names, program.name.ja) if name.lower() in claim.text.lower()]
    own = _OWN_TERMS.search(claim.text)
    if (own and own[0] not in shown) or any(name.lower() not in shown.lower() for name in names):
        return [Fault.OTHER_PROGRAM]
    return []


def time_faults(claim: Claim, asked: Asked, program: Program) -> list[Fault]:
    """Whether it gives another time of day than the call closes at, for its closing day."""
    numbers = rounds_in(claim.text) or ({asked.round} if asked.round else set())
    for round_ in program.rounds:
        closes = round_.call.closes_at
        sent = closes is not None and round_.call.must_arrive and _SENT_IN_TIME.search(claim.text)
        if sent and round_.number in numbers and closes is not None:
            given = [moment for moment in dates_in(claim.text) if moment.day]
            if any(_is_on(moment, closes.astimezone(JST)) for moment in given):
                return [Fault.CONTRADICTS]  # what is sent on the day need not arrive on it
        if round_.number not in numbers or closes is None or _events_named(claim.text, asked.question) != {"closes"}:
            continue
        times = times_in(claim.text)
        local = closes.astimezone(JST)
        if times and (local.hour, local.minute) not in times:
            return [Fault.CONTRADICTS]
        if round_.call.must_arrive and _SENT_IN_TIME.search(claim.text):
            return [Fault.CONTRADICTS]
    return []


def _events_named(text: str, question: str) -> set[str]:
    """Which events of a call a sentence speaks of. What belongs to the briefing is not the call's."""
    if _BRIEFING.search(text) or (_BRIEFING.search(question) and not _OF_THE_CALL.search(text)):
        return (
            {"registration"}
            if _REGISTRATION.search(text) and not re.search(r"開催|行われ|held|takes place", text)
            else {"briefing", "registration"}
        )
    events = {"closes"} if _CLOSES.search(text) else set()
    events |= {"opens"} if _OPENS.search(text) else set()
    events |= (
        {"opens", "closes"} if re.search(r"(?:公募|募集|受付|応募)期間|call period|application period", text) else set()
    )
    return events | ({"announced"} if _RESULTS.search(text) else set())


def _days_of(round_: Round) -> Mapping[str, list[datetime]]:
    call, briefing = round_.call, round_.briefing
    days: dict[str, list[datetime]] = {}
    if call.closes_at:
        days["closes"] = [call.closes_at.astimezone(JST)]
    if call.opens_on:
        days["opens"] = [datetime.combine(call.opens_on, datetime.min.time(), JST)]
    if call.announced_on:
        days["announced"] = [datetime.combine(call.announced_on, datetime.min.time(), JST)]
    if briefing:
        days["briefing"] = [briefing.starts_at.astimezone(JST)]
        if briefing.register_by:
            days["registration"] = [briefing.register_by.astimezone(JST)]
    return days


def _is_on(moment: Moment, day: datetime) -> bool:
    return (moment.month or day.month, moment.day, moment.year or day.year) == (day.month, day.day, day.year)


def applicant_faults(claim: Claim, asked: Asked, program: Program, reader: CueReader) -> list[Fault]:
    """Whether it lets apply whom the rules do not, or turns away whom they name."""
    rule = next((rule for rule in program.eligibility if rule.id == APPLICANT), None)
    if rule is None or asked.round is None:
        return []
    text = claim.text if content_words(claim.text) else f"{_UNASKED.sub('', asked.question)}{claim.text}"
    for clause in clauses(text):
        if not _APPLIES.search(search_form(clause.text)):
            continue
        outcomes = {
            value.outcome
            for reading in read_case(clause.text, [rule], reader)
            if (value := rule.value(reading.value_id)) is not None
        }
        if len(outcomes) != 1:
            continue
        outcome = outcomes.pop()
        denied = bool(clause.forces & NEGATIVE)
        if outcome is Outcome.MET and denied and Force.FORBIDS in clause.forces:
            return [Fault.CONTRADICTS]
        let_in = Force.ALLOWS in clause.forces or _LISTED.search(search_form(clause.text))
        open_question = outcome is Outcome.TO_CONFIRM and Mark.HEDGED not in clause.marks
        if (outcome is Outcome.NOT_MET or open_question) and not denied and let_in:
            return [Fault.CONTRADICTS]
    return []

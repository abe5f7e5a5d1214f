"""A round's own fields (period, briefing, validity, contact) as a new document seems to give them. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from advisor.corpus.rounds.aligning import fold
from advisor.corpus.rounds.carrying import Changes, carried
from advisor.corpus.rounds.found_again import FoundAgain, NewDocument, state_of
from advisor.corpus.rounds.proposals import Proposal, ProposalState, RoundPart
from advisor.corpus.rounds.stated_values import ValueKind, values_in
from advisor.programs.model import Call, ContactPoint, Round
from advisor.programs.schedule import JST
from advisor.programs.texts import Evidence, Text

_MUST_ARRIVE = "必着"
_ONLINE = "オンライン"

Made = tuple[Proposal, FoundAgain]


def propose_parts(last: Round, issued_on: date, document: NewDocument) -> list[Made]:
    """Proposals for the fields that the last round has; `begins_on`: the day of issue, or of the opening before it."""
    period = _period(last, document)
    made = [_begins_on(period, issued_on, document), period]
    if last.call.results_expected is not None:
        made.append(_results(last.call.results_expected, last, document))
    if last.briefing is not None:
        made.append(_briefing(last, document))
    if last.validity is not None:
        made.append(_validity(last, document))
    if last.contact is not None:
        made.append(_contact(last.contact, document))
    return made


def _made(name: str, found: FoundAgain, part: RoundPart | None, wrong: Sequence[str] = ()) -> Made:
    """The proposal for a field; without a part there is nothing to accept."""
    proposal = Proposal(
        id=f"round.{name}",
        state=ProposalState.NOT_FOUND if part is None else state_of(found, wrong),
        old=found.old,
        evidence=found.new,
        changes=found.changes.told,
        faults=tuple(wrong),
        part=part,
    )
    return proposal, found


def _begins_on(period: Made, issued_on: date, document: NewDocument) -> Made:
    opens_on = period[0].part.call.opens_on if period[0].part and period[0].part.call else None
    begins_on = min(issued_on, opens_on or issued_on)
    lines = [line.strip() for line in document.document.text.splitlines()]
    dated = [
        Evidence(source=document.source, quote=line)
        for line in lines
        if any(value.day == begins_on for value in values_in(line))
    ]
    found = FoundAgain(new=tuple(dated[:1]))
    proposal = Proposal(
        id="round.begins_on",
        state=ProposalState.CHANGED if dated else ProposalState.NEEDS_PERSON,
        evidence=found.new,
        part=RoundPart(begins_on=begins_on),
    )
    return proposal, found


def _period(last: Round, document: NewDocument) -> Made:
    found, call = document.found_again(last.call.evidence), last.call
    opens_on = _day(found.changes, call.opens_on)
    closes_at = _closing(found.changes, call.closes_at)
    if opens_on is None or closes_at is None or _day_of(opens_on) >= closes_at:
        return _made("call", found, None)
    must_arrive = any(_MUST_ARRIVE in fold(item.quote).text for item in found.new)
    period = Call(opens_on=opens_on, closes_at=closes_at, must_arrive=must_arrive, evidence=found.new)
    return _made("call", found, RoundPart(call=period))


def _results(expected: Text, last: Round, document: NewDocument) -> Made:
    found = document.found_again(last.call.results_evidence)
    if not found.first:
        return _made("results", found, None)
    said = carried(expected, found.changes)
    stands = any(fold(said.ja).text in fold(item.quote).text for item in found.new)
    wrong = (*document.faults_of(said, found.new), *(() if stands else ("not_in_quote",)))
    return _made("results", found, RoundPart(call=Call(results_expected=said, results_evidence=found.new)), wrong)


def _briefing(last: Round, document: NewDocument) -> Made:
    was = last.briefing
    found = document.found_again(was.evidence if was else ())
    starts_at = _moment(found.changes, was.starts_at if was else None)
    if was is None or starts_at is None:
        return _made("briefing", found, None)
    briefing = was.model_copy(
        update={
            "starts_at": starts_at,
            "ends_at": _moment(found.changes, was.ends_at),
            "register_by": _moment(found.changes, was.register_by),
            "online": any(_ONLINE in fold(item.quote).text for item in found.new),
            "evidence": found.new,
        }
    )
    times = {name: getattr(briefing, name) for name in ("register_by", "starts_at", "ends_at")}
    known = [moment for moment in times.values() if moment is not None]
    lost = [f"{name}_not_in_quote" for name, moment in times.items() if moment is None and getattr(was, name)]
    return _made("briefing", found, RoundPart(briefing=briefing) if known == sorted(known) else None, lost)


def _validity(last: Round, document: NewDocument) -> Made:
    was = last.validity
    found = document.found_again(was.evidence if was else ())
    years = found.changes.value(ValueKind.NUMBER, (str(was.fiscal_years),)) if was else None
    if was is None or years is None or not str(years.key[0]).isdigit() or not int(years.key[0]):
        return _made("validity", found, None)
    update = {"fiscal_years": int(years.key[0]), "evidence": found.new}
    return _made("validity", found, RoundPart(validity=was.model_copy(update=update)))


def _contact(was: ContactPoint, document: NewDocument) -> Made:
    found = document.found_again(was.evidence)
    if not found.first:
        return _made("contact", found, None)
    quoted = "\n".join(fold(item.quote).text for item in found.new)

    def standing(text: str | None) -> str | None:
        """A part of the contact as it is now; None where it does not stand in the new quotes."""
        now = carried(Text(ja=text, en=text), found.changes).ja if text else None
        return now if now is not None and fold(now).text in quoted else None

    contact = ContactPoint(
        name=carried(was.name, found.changes),
        email=standing(was.email),
        address=standing(was.address),
        phone=standing(was.phone),
        evidence=found.new,
    )
    lost = [f"{field}_not_in_quote" for field in ("email", "address", "phone") if getattr(was, field)]
    lost = [fault for fault in lost if getattr(contact, fault.removesuffix("_not_in_quote")) is None]
    wrong = (*document.faults_of(contact.name, found.new), *lost)
    return _made("contact", found, RoundPart(contact=contact), wrong)


def _day(changes: Changes, was: date | None) -> date | None:
    became = changes.value(ValueKind.DATE, (was.year, was.month, was.day)) if was else None
    return became.day if became else None


def _moment(changes: Changes, was: datetime | None) -> datetime | None:
    if was is None:
        return None
    local = was.astimezone(JST)
    day = _day(changes, local.date())
    clock = changes.value(ValueKind.TIME, (local.hour, local.minute))
    if day is None or clock is None:
        return None
    return _day_of(day) + timedelta(hours=int(clock.key[0]), minutes=int(clock.key[1]))


def _closing(changes: Changes, was: datetime | None) -> datetime | None:
    """The new closing; one that ended a day (kept as the next midnight) ends a day again."""
    local = was.astimezone(JST) if was else None
    if local is None or local.hour or local.minute:
        return _moment(changes, local)
    day = _day(changes, local.date() - timedelta(days=1))
    return None if day is None else _day_of(day + timedelta(days=1))


def _day_of(day: date) -> datetime:
    return datetime.combine(day, time(), JST)

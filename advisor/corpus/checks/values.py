"""The dates, times and addresses of a round's own fields against the quotes that they rest on. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from advisor.corpus.problems import Problem, problem
from advisor.folding import fold_width
from advisor.programs.model import Round
from advisor.programs.schedule import JST
from advisor.programs.texts import Evidence
from advisor.wareki import dates_in, numbers_in, times_in


def check_values(round_: Round, file: str, at: str) -> list[Problem]:
    """Values of the call, the information session, the validity and the contact that no quote of theirs holds.

    A deadline at midnight stands for the end of the day before. A field without any evidence is left to the schema.
    """
    found = []
    for field, value, evidence in _values(round_):
        if evidence and not _holds(value, [item.quote for item in evidence]):
            found.append(problem("corpus_value_not_in_quote", file, f"{at}.{field}", value=value))
    return found


def _values(round_: Round) -> Iterator[tuple[str, date | datetime | int | str, Sequence[Evidence]]]:
    call, briefing, contact = round_.call, round_.briefing, round_.contact
    for name in ("opens_on", "closes_at", "announced_on"):
        value = getattr(call, name)
        if value is not None:
            yield f"call.{name}", value, call.evidence
    if briefing is not None:
        for name in ("starts_at", "ends_at", "register_by"):
            value = getattr(briefing, name)
            if value is not None:
                yield f"briefing.{name}", value, briefing.evidence
    if round_.validity is not None:
        yield "validity.fiscal_years", round_.validity.fiscal_years, round_.validity.evidence
    if contact is not None:
        for name in ("email", "phone", "address"):
            value = getattr(contact, name)
            if value is not None:
                yield f"contact.{name}", value, contact.evidence


def _holds(value: date | datetime | int | str, quotes: Sequence[str]) -> bool:
    text = "\n".join(quotes)
    if isinstance(value, datetime):
        return _holds_moment(value, text)
    if isinstance(value, date):
        return _holds_day(value, text)
    if isinstance(value, int):
        return str(value) in numbers_in(text)
    return _solid(value) in _solid(text)


def _holds_moment(moment: datetime, text: str) -> bool:
    if moment.tzinfo is None:
        return True  # told by another check
    local = moment.astimezone(JST)
    if not local.hour and not local.minute:
        return _holds_day((local - timedelta(days=1)).date(), text)
    return _holds_day(local.date(), text) and (local.hour, local.minute) in times_in(text)


def _holds_day(day: date, text: str) -> bool:
    """Whether the text names the day; its year may stand with another date of the text (10月12日～11月13日)."""
    return any(
        (found.month, found.day) == (day.month, day.day) and found.year in {None, day.year} for found in dates_in(text)
    )


def _solid(text: str) -> str:
    return "".join(fold_width(text).split())

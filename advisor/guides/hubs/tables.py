"""The tables of the guide to the selected hubs. Pure."""

from collections.abc import Sequence

from advisor.answering.hubs.sentences import say_type
from advisor.answering.models import Answer
from advisor.guides.citing import quote_cells
from advisor.guides.hubs.results import ComparedAspect, HubRow, IncompleteRound
from advisor.guides.tables import Table
from advisor.messages import Language, say

_COLUMNS = ("round", "announced", "type", "university", "hub", "prefecture", "field", "summary", "confidence")


def found_table(
    rows: Sequence[HubRow], incomplete: Sequence[IncompleteRound], answer: Answer, language: Language
) -> Table:
    """One row a hub; what the record lacks stands in the notes."""
    by_likeness = any(row.likeness is not None for row in rows)
    columns = [say(f"hubs.aspect_{column}", language) for column in _COLUMNS]
    columns += [say("hubs.column_likeness", language)] if by_likeness else []
    return Table(
        title=say("hubs.about_found", language),
        columns=(*columns, *_evidence_columns(language)),
        rows=tuple(
            (*_cells(row, language), *([_likeness(row)] if by_likeness else []), *quote_cells(row.citations, answer))
            for row in rows
        ),
        notes=(*_notes(answer), *(each.text for each in incomplete if not _is_told(each, answer))),
    )


def compared_table(
    rows: Sequence[HubRow], aspects: Sequence[ComparedAspect], answer: Answer, language: Language
) -> Table:
    """One row an aspect, one column a hub; the last rows hold the quotes and their sources."""
    unknown = say("hubs.unknown", language)
    names = [f"{row.hub.university} {row.hub.hub_name or say('hubs.unnamed', language)}" for row in rows]
    evidence = [quote_cells(row.citations, answer) for row in rows]
    quote, source = _evidence_columns(language)
    return Table(
        title=say("hubs.about_compared", language),
        columns=("", *names),
        rows=(
            *((aspect.name, *(value or unknown for value in aspect.values)) for aspect in aspects),
            (quote, *(cells[0] for cells in evidence)),
            (source, *(cells[1] for cells in evidence)),
        ),
        notes=_notes(answer),
    )


def _cells(row: HubRow, language: Language) -> tuple[str, ...]:
    hub = row.hub
    unknown = say("hubs.unknown", language)
    return (
        str(hub.round),
        hub.announced_on.isoformat() if hub.announced_on else unknown,
        say_type(hub.type, language),
        hub.university,
        hub.hub_name or unknown,
        hub.prefecture or unknown,
        hub.field or unknown,
        hub.summary_ja or unknown,
        row.confidence,
    )


def _likeness(row: HubRow) -> str:
    return "" if row.likeness is None else f"{row.likeness:.3f}"


def _evidence_columns(language: Language) -> tuple[str, str]:
    return say("hubs.column_quote", language), say("hubs.column_source", language)


def _notes(answer: Answer) -> tuple[str, ...]:
    return tuple(notice.text for notice in answer.notices)


def _is_told(each: IncompleteRound, answer: Answer) -> bool:
    return any(each.text in notice.text for notice in answer.notices)

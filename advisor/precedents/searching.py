"""Hubs that are like what is asked, each with the reasons. No application is read, scored or summed up here."""

from collections.abc import Sequence
from datetime import datetime

from advisor.corpus.hubs import Hub
from advisor.errors import QuestionRejected
from advisor.guides.hubs.finding import find_hubs
from advisor.guides.hubs.results import HubRow
from advisor.messages import Language, say
from advisor.precedents.asking import field_part, hub_filter, outline_parts, text_part
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.documents import NO_DOCUMENTS, HubDocuments
from advisor.precedents.gaps import gaps_of, unknown_aspects
from advisor.precedents.judging import refuse_judgement
from advisor.precedents.outlines import Outline
from advisor.precedents.reasons import RankedReason, Reasons
from advisor.precedents.records import Asked, AskedFrom, FoundPrecedents, Match, Reason
from advisor.storage.words import storable

MOST_MATCHES = 20
_MOST_REASONS = 2  # for the passages of an outline
_ALSO_WORTH = 0.02  # of a further passage that is like the hub, when hubs are ranked


def search(
    asked: Asked,
    as_of: datetime,
    language: Language,
    descriptions: Descriptions,
    documents: HubDocuments = NO_DOCUMENTS,
    outline: Outline | None = None,
    most: int = MOST_MATCHES,
) -> FoundPrecedents:
    """The hubs within the filters that are like the text, the field and the outline, the nearest first; without any of
    these, all within the filters in the order of the record.

    Raises QuestionRejected for a text that asks for a judgement, too long a text, an unknown round or region.
    """
    asked = asked.model_copy(update={"text": storable(asked.text), "field": storable(asked.field)})
    for text in (asked.text, asked.field):
        refuse_judgement(text, with_outline=outline is not None)
        _check_length(text, descriptions)
    found = find_hubs(hub_filter(asked, descriptions.knowledge), as_of, language, descriptions.knowledge)
    searcher = _Searcher(descriptions, documents, language)
    near = searcher.matches(asked, [row.hub for row in found.rows], outline)
    rows = {row.hub.id: row for row in found.rows}
    matches = [searcher.match(rows[hub_id], reasons) for hub_id, reasons in near]
    return FoundPrecedents(
        asked=asked,
        matches=tuple(matches[:most]),
        left_out=len(found.rows) - len(matches),
        more=max(0, len(matches) - most),
        gaps=gaps_of([row.hub for row in found.rows], asked, descriptions.knowledge, as_of, language),
        incomplete=found.incomplete,
        notices=_notices(asked, outline, language),
    )


class _Searcher:
    """One search: what it is held against, and in which language reasons are said."""

    def __init__(self, descriptions: Descriptions, documents: HubDocuments, language: Language) -> None:
        self._of = descriptions
        self._documents = documents
        self._language = language
        self._reasons = Reasons(descriptions, documents, language)

    def matches(self, asked: Asked, hubs: Sequence[Hub], outline: Outline | None) -> list[tuple[str, list[Reason]]]:
        """The ids of the hubs that are shown, with their reasons, the nearest first."""
        knowledge = self._of.knowledge
        field = self._reasons.of_part(field_part(asked, knowledge), hubs) if asked.field.strip() else None
        within = hubs if field is None else [hub for hub in hubs if hub.id in field]
        parts = [text_part(asked, knowledge)] if asked.text.strip() else []
        parts += outline_parts(outline) if outline is not None else []
        if not parts:
            if field is None:
                return [(hub.id, [self._reasons.by_filters(hub, asked)]) for hub in hubs]
            return [(hub_id, [each.reason]) for hub_id, each in _ranked(field)]
        of_parts = [self._reasons.of_part(part, within) for part in parts]
        shown: list[tuple[float, str, list[Reason]]] = []
        for hub in within:
            found = sorted((each[hub.id] for each in of_parts if hub.id in each), key=lambda each: -each.rank)
            if not found:
                continue
            by_text = [each.reason for each in found if each.reason.asked_from is AskedFrom.TEXT]
            by_outline = [each.reason for each in found if each.reason.asked_from is AskedFrom.OUTLINE]
            also = [field[hub.id].reason] if field is not None else []
            rank = found[0].rank + _ALSO_WORTH * len(found[1:])
            shown.append((rank, hub.id, [*by_text, *by_outline[:_MOST_REASONS], *also]))
        return [(hub_id, reasons) for _, hub_id, reasons in sorted(shown, key=lambda each: -each[0])]

    def match(self, row: HubRow, reasons: Sequence[Reason]) -> Match:
        """The hub with its reasons, and what its record lacks."""
        return Match(
            hub=row.hub,
            confidence=row.confidence,
            reasons=tuple(reasons),
            unknown=unknown_aspects(row.hub, self._language),
            documents=self._documents.count(row.hub.id),
        )


def _ranked(found: dict[str, RankedReason]) -> list[tuple[str, RankedReason]]:
    return sorted(found.items(), key=lambda item: -item[1].rank)


def _notices(asked: Asked, outline: Outline | None, language: Language) -> tuple[str, ...]:
    compares = bool(asked.text.strip() or asked.field.strip() or outline is not None)
    keys = ("precedents.published_only", "hubs.notice_alike" if compares else "hubs.notice_precedent")
    return tuple(say(key, language) for key in keys)


def _check_length(text: str, descriptions: Descriptions) -> None:
    limit = descriptions.knowledge.settings.question_chars
    if len(text) > limit:
        raise QuestionRejected("question_too_long", length=len(text), limit=limit)

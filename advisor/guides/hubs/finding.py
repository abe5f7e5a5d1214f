"""The guide to the selected hubs: found by a filter, set side by side, or like a described one. Precedents only."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from advisor.answering.drafts import Draft, DraftStatement
from advisor.answering.flow import setting_at, told
from advisor.answering.hubs.likeness import likenesses, most_alike
from advisor.answering.hubs.records import hub_text, known_hubs, lacking, lacking_notice, say_lacking, selected_all_told
from advisor.answering.hubs.sentences import (
    COMPARED,
    HubText,
    aspect_values,
    compared_statements,
    count_statement,
    is_shared,
    line_statement,
    precedent_notice,
    say_confidence,
)
from advisor.answering.models import Answer, Intent, Status
from advisor.answering.setting import Setting
from advisor.corpus.hubs import Hub, HubType
from advisor.errors import QuestionRejected
from advisor.guides.citing import numbers_of
from advisor.guides.hubs.counts import by_prefecture, by_round_and_type, facets
from advisor.guides.hubs.results import (
    ComparedAspect,
    ComparedHubs,
    FoundHubs,
    HubFilter,
    HubRow,
    IncompleteRound,
)
from advisor.guides.hubs.tables import compared_table, found_table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.precedents import REGIONS, Record, holds_text, narrowed
from advisor.retrieval.embedding import Vectors

FEWEST_COMPARED, MOST_COMPARED = 2, 4

__all__ = ["ComparedHubs", "FoundHubs", "HubFilter", "HubRow", "compare_hubs", "find_hubs", "similar_hubs"]


def find_hubs(filter: HubFilter, as_of: datetime, language: Language, knowledge: Knowledge) -> FoundHubs:
    """The hubs that `filter` means, of those announced by `as_of`: in the order of the record, or nearest first where
    the filter has `like`. Raises QuestionRejected for a round or region that there is not, and for too long a text.
    """
    _check(filter, knowledge)
    setting = setting_at(as_of, language, knowledge)
    source = _source(knowledge)
    known = known_hubs(setting, knowledge)
    hubs = _meant(filter, known)
    near = _likeness(filter.like, hubs, source, knowledge) if filter.like.strip() else {}
    hubs = sorted(hubs, key=lambda hub: -near[hub.id]) if near else hubs
    records = _lacking(filter, setting, knowledge)
    answer = told(_found_draft(filter, hubs, source, setting, knowledge), _about(language), setting, knowledge)
    rows = tuple(_row(hub, source, answer, language, near.get(hub.id)) for hub in hubs)
    incomplete = tuple(
        IncompleteRound(
            round=record.round,
            on_record=record.on_record,
            selected=record.selected,
            text=say_lacking(record, language)[0],
            citations=_record_numbers(record.round, answer),
        )
        for record in records
    )
    return FoundHubs(
        filter=filter,
        rows=rows,
        by_round_and_type=by_round_and_type(hubs),
        by_prefecture=by_prefecture(hubs),
        facets=facets(known),
        incomplete=incomplete,
        answer=answer,
        table=found_table(rows, incomplete, answer, language),
    )


def compare_hubs(ids: Sequence[str], as_of: datetime, language: Language, knowledge: Knowledge) -> ComparedHubs:
    """Two to four hubs side by side. Raises QuestionRejected for another number of them, one that is given twice, or
    an id that no hub announced by `as_of` has."""
    if not FEWEST_COMPARED <= len(ids) <= MOST_COMPARED or len(set(ids)) < len(ids):
        raise QuestionRejected("hubs_compared_wrong", fewest=FEWEST_COMPARED, most=MOST_COMPARED)
    setting = setting_at(as_of, language, knowledge)
    source = _source(knowledge)
    by_id = {hub.id: hub for hub in known_hubs(setting, knowledge)}
    unknown = next((hub_id for hub_id in ids if hub_id not in by_id), None)
    if unknown is not None:
        raise QuestionRejected("hub_unknown", id=unknown[:80])
    hubs = [by_id[hub_id] for hub_id in ids]
    statements = compared_statements(hubs, source, language)
    answer = told(_draft(statements, setting), say("hubs.about_compared", language), setting, knowledge)
    rows = tuple(_row(hub, source, answer, language) for hub in hubs)
    aspects = tuple(_aspect(aspect, hubs, language) for aspect in COMPARED)
    settled = {aspect.id: is_shared(aspect.values) for aspect in aspects}
    return ComparedHubs(
        rows=rows,
        aspects=aspects,
        shared=tuple(aspect for aspect, same in settled.items() if same is True),
        differing=tuple(aspect for aspect, same in settled.items() if same is False),
        answer=answer,
        table=compared_table(rows, aspects, answer, language),
    )


def similar_hubs(
    description: str,
    as_of: datetime,
    language: Language,
    knowledge: Knowledge,
    per_type: int = 3,
    vector: Vectors | None = None,
) -> dict[HubType, tuple[HubRow, ...]]:
    """Of each type, the hubs whose descriptions are most like `description`, the most alike first; those that are not
    alike enough are left out. Likeness of descriptions only, never a rule. Rows are without citations: quote them by
    `hub_text(knowledge).quotes(hub)`. `vector`: the query vector of `description`, where it is there already.
    """
    setting = setting_at(as_of, language, knowledge)
    if vector is None:
        vector = np.asarray(knowledge.embedder.embed_query(_accepted(description, knowledge)), dtype=np.float32)
    found = likenesses(known_hubs(setting, knowledge), description, vector, _source(knowledge), knowledge)
    return {
        kind: tuple(
            HubRow(hub=each.hub, likeness=each.cosine, confidence=say_confidence(each.hub, language))
            for each in most_alike([each for each in found if each.hub.type is kind], per_type)
        )
        for kind in HubType
    }


def _check(filter: HubFilter, knowledge: Knowledge) -> None:
    numbers = [round_.number for round_ in knowledge.program.rounds]
    if filter.round is not None and filter.round not in numbers:
        raise QuestionRejected("round_unknown", round=filter.round, choices=", ".join(map(str, numbers)))
    if filter.region is not None and filter.region not in REGIONS:
        raise QuestionRejected("region_unknown", region=filter.region[:40], expected=" / ".join(REGIONS))
    for text in (filter.text, filter.like):
        _accepted(text, knowledge)


def _accepted(text: str, knowledge: Knowledge) -> str:
    limit = knowledge.settings.question_chars
    if len(text) > limit:
        raise QuestionRejected("question_too_long", length=len(text), limit=limit)
    return text


def _meant(filter: HubFilter, known: Sequence[Hub]) -> list[Hub]:
    places = [filter.prefecture] if filter.prefecture else []
    hubs = narrowed(
        known,
        rounds=_rounds(filter),
        types=_types(filter),
        universities=(filter.university,) if filter.university else (),
        prefectures=places,
    )
    if filter.region is not None:
        hubs = narrowed(hubs, prefectures=REGIONS[filter.region])
    return [hub for hub in hubs if holds_text(hub, filter.text) and (not filter.ids or hub.id in filter.ids)]


def _lacking(filter: HubFilter, setting: Setting, knowledge: Knowledge) -> list[Record]:
    """The incomplete rounds that the filter touches; none where the hubs are named one by one."""
    return [] if filter.ids else lacking(setting, knowledge, _rounds(filter), _types(filter))


def _rounds(filter: HubFilter) -> tuple[int, ...]:
    return () if filter.round is None else (filter.round,)


def _types(filter: HubFilter) -> tuple[HubType, ...]:
    return () if filter.type is None else (filter.type,)


def _likeness(description: str, hubs: Sequence[Hub], source: HubText, knowledge: Knowledge) -> dict[str, float]:
    vector = np.asarray(knowledge.embedder.embed_query(description), dtype=np.float32)
    return {each.hub.id: each.cosine for each in likenesses(hubs, description, vector, source, knowledge)}


def _found_draft(
    filter: HubFilter, hubs: Sequence[Hub], source: HubText, setting: Setting, knowledge: Knowledge
) -> Draft:
    """A count and a line for each hub with what it rests on; an abstention where there is none."""
    language = setting.language
    rounds, types = _rounds(filter), _types(filter)
    whole = not (filter.university or filter.prefecture or filter.region or filter.text or filter.ids)
    selected = selected_all_told(setting, knowledge, rounds, types) if whole else None
    statements = [count_statement(hubs, source, language, selected)] if hubs else []
    statements += [line_statement(hub, source, language, with_summary=True) for hub in hubs]
    draft = _draft(statements, setting, alike=bool(filter.like.strip()))
    notice = lacking_notice(_lacking(filter, setting, knowledge), language, knowledge)
    notices = (*draft.notices, *((notice,) if notice is not None else ()))
    lead = "" if hubs else say("hubs.none", language)
    return draft.model_copy(update={"notices": notices, "lead": lead, "round": filter.round})


def _draft(statements: Sequence[DraftStatement], setting: Setting, alike: bool = False) -> Draft:
    return Draft(
        intent=Intent.PRECEDENT,
        status=Status.ANSWERED if statements else Status.ABSTAINED,
        statements=tuple(statements),
        notices=(precedent_notice(setting.language, alike),),
    )


def _row(hub: Hub, source: HubText, answer: Answer, language: Language, likeness: float | None = None) -> HubRow:
    return HubRow(
        hub=hub,
        likeness=likeness,
        citations=numbers_of(source.quotes(hub), answer),
        confidence=say_confidence(hub, language),
    )


def _aspect(aspect: str, hubs: Sequence[Hub], language: Language) -> ComparedAspect:
    values = aspect_values(hubs, aspect, language)
    return ComparedAspect(
        id=aspect, name=say(f"hubs.aspect_{aspect}", language), values=values, same=is_shared(values) is True
    )


def _record_numbers(number: int, answer: Answer) -> tuple[int, ...]:
    """The citations of the counts of a round: rows of the table of rounds begin with its number."""
    return tuple(
        c.n for c in answer.citations if c.quote.startswith(f"| {number} |") or c.quote.startswith(f"第{number}回:")
    )


def _source(knowledge: Knowledge) -> HubText:
    source = hub_text(knowledge)
    if source is None:
        raise QuestionRejected("hubs_missing")
    return source


def _about(language: Language) -> str:
    return say("hubs.about_found", language)

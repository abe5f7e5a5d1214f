"""The finder of support menus: the ministries' tables by filters and text, and the program's own menus by round."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from advisor.answering.clock.calls import say_day
from advisor.answering.drafts import Quote
from advisor.answering.flow import setting_at, told
from advisor.answering.models import Answer
from advisor.answering.setting import Setting
from advisor.corpus.support_menus import SupportMenu
from advisor.errors import QuestionRejected
from advisor.guides.menus.filters import checked, menu_query
from advisor.guides.menus.programmes import Group, group_of, page_quotes, row_quotes
from advisor.guides.menus.results import (
    ContactSpellings,
    Facet,
    FacetValue,
    FoundMenus,
    MenuQuery,
    MenuRow,
    Programme,
    Spelling,
)
from advisor.guides.menus.search import edition_out, facets_of, grouped, select, silent
from advisor.guides.menus.telling import conditions_text, menu_draft, menu_table, not_out_draft, printed_text
from advisor.guides.support.own import own_support
from advisor.guides.support.results import OwnItem, OwnSupport
from advisor.guides.tables import Table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.schedule import JST

__all__ = [
    "Facet",
    "FacetValue",
    "FoundMenus",
    "MenuQuery",
    "MenuRow",
    "OwnItem",
    "OwnSupport",
    "Programme",
    "find_menus",
    "menu_query",
    "own_support",
]


def find_menus(query: MenuQuery, as_of: datetime, language: Language, knowledge: Knowledge) -> FoundMenus:
    """The menus that `query` means, as they were known at `as_of`; nothing found is an answer that says so.

    Raises QuestionRejected("filter_unknown") for a theme or ministry that the edition does not have, and
    ("question_too_long") for a text that is too long.
    """
    limit = knowledge.settings.question_chars
    if len(query.text) > limit:
        raise QuestionRejected("question_too_long", length=len(query.text), limit=limit)
    setting = setting_at(as_of, language, knowledge)
    edition = edition_out(knowledge.menus, setting.to_come)
    if edition is None:
        return _not_out(query, setting, knowledge)
    query = checked(query, edition, knowledge.glossary)
    terms, weigh = knowledge.glossary.expand(query.text), knowledge.index.lexical.weight
    menus = select(edition.menus, query, terms, weigh)
    groups = [group_of(rows, edition) for rows in grouped(menus)]
    draft = menu_draft(groups, query, edition, silent(edition.menus, query, terms, weigh), language)
    answer = told(draft, _about(query, language), setting, knowledge)
    numbers = numbers_by_place(answer)
    group_by_id = {menu.id: group for group in groups for menu in group.menus}
    notes = [notice.text for notice in draft.notices] + ([draft.closing] if draft.closing else [])
    title = knowledge.infos[edition.source].title
    return FoundMenus(
        query=query,
        rows=tuple(_row(menu, group_by_id[menu.id], numbers) for menu in menus),
        programmes=tuple(_programme(group, menus, numbers) for group in groups),
        facets=tuple(facets_of(edition, query, terms, weigh, language)),
        answer=answer,
        table=menu_table(menus, group_by_id, edition, notes, title, language),
        edition=edition.edition,
        as_of_printed=printed_text(edition),
    )


def numbers_by_place(answer: Answer) -> dict[tuple[str, int, int], int]:
    """The numbers of an answer's citations by source, start and end."""
    return {(c.source_id, c.start, c.end): c.n for c in answer.citations}


def _numbers(quotes: Sequence[Quote], numbers: Mapping[tuple[str, int, int], int]) -> tuple[int, ...]:
    places = [(quote.source_id, quote.start, quote.end) for quote in quotes]
    return tuple(dict.fromkeys(numbers[place] for place in places if place in numbers))


def _row(menu: SupportMenu, group: Group, numbers: Mapping[tuple[str, int, int], int]) -> MenuRow:
    quotes = (*row_quotes(menu), *page_quotes(menu))
    return MenuRow(menu=menu, citations=_numbers(quotes, numbers), spellings=_spellings(group, numbers))


def _programme(group: Group, menus: Sequence[SupportMenu], numbers: Mapping[tuple[str, int, int], int]) -> Programme:
    ids = {menu.id for menu in group.menus}
    return Programme(
        name=group.first.program,
        ministries=group.all_of("ministry"),
        themes=group.all_of("theme"),
        phases=group.phases,
        applicants=group.applicants,
        partial_applicants=group.partial_applicants,
        new_adoptions=group.new_adoptions,
        descriptions=group.all_of("description"),
        departments=group.all_of("department"),
        phones=group.all_of("phone"),
        emails=group.all_of("email"),
        rows=tuple(place for place, menu in enumerate(menus) if menu.id in ids),
        citations=_numbers(group.quotes, numbers),
        spellings=_spellings(group, numbers),
    )


def _spellings(group: Group, numbers: Mapping[tuple[str, int, int], int]) -> tuple[ContactSpellings, ...]:
    """Every spelling of the programme's contacts, each with the rows of the answer that print it."""
    cited = (*group.menus, *group.others)
    return tuple(
        ContactSpellings(
            field=variant.field,
            spellings=tuple(
                Spelling(
                    value=value,
                    citations=_numbers([q for m in cited if m.id in ids for q in row_quotes(m)], numbers),
                )
                for value, ids in variant.spellings
            ),
        )
        for variant in group.variants
    )


def _about(query: MenuQuery, language: Language) -> str:
    conditions = conditions_text(query, language)
    return say("menus.about" if conditions else "menus.about_all", language, conditions=conditions)


def _not_out(query: MenuQuery, setting: Setting, knowledge: Knowledge) -> FoundMenus:
    day = say_day(setting.as_of.astimezone(JST).date(), setting.language)
    draft = not_out_draft(day, setting.language)
    return FoundMenus(
        query=query,
        rows=(),
        programmes=(),
        facets=(),
        answer=told(draft, _about(query, setting.language), setting, knowledge),
        table=Table(title=say("menus.about_all", setting.language), columns=(), rows=(), notes=(draft.lead,)),
        edition="",
        as_of_printed="",
    )

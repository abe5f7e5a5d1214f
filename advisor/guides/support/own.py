"""The program's own support for hubs of one round: what its documents list, on which condition, what they do not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from advisor.answering.clock.calls import say_day
from advisor.answering.drafts import Draft, Quote
from advisor.answering.flow import setting_at, told
from advisor.answering.models import Answer, Intent, Status
from advisor.answering.notices import nature_notices
from advisor.answering.setting import Setting
from advisor.guides.asked import asked_round
from advisor.guides.support.items import Item, is_known, items_of
from advisor.guides.support.results import Listed, OwnItem, OwnSupport
from advisor.guides.tables import Table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Round
from advisor.programs.schedule import JST

_COLUMNS = ("item", "state", "statement", "condition", "quote", "source")
_CELLS = {
    Listed.LISTED: "own_listed",
    Listed.NOT_LISTED: "own_not_listed_cell",
    Listed.UNKNOWN: "own_unknown_cell",
}


def own_support(round_number: int | None, as_of: datetime, language: Language, knowledge: Knowledge) -> OwnSupport:
    """The support of the round asked for, or of the one in force; a round of which nothing is known says so.

    Raises QuestionRejected("round_unknown") for a round that the program does not have.
    """
    setting = setting_at(as_of, language, knowledge)
    round_ = asked_round(round_number, setting, knowledge.program)
    number = round_.number if round_ else None
    items: tuple[Item, ...] = ()
    if round_ is None or not is_known(round_, setting, knowledge):
        draft = _unknown(number, setting)
    else:
        items = tuple(items_of(knowledge.program, round_, setting, knowledge))
        draft = _draft(round_, items, setting, knowledge)
    about = say("menus.own_about" if number else "menus.own_about_none", language, round=number)
    answer = told(draft, about, setting, knowledge)
    numbers = {(c.source_id, c.start, c.end): c.n for c in answer.citations}
    return OwnSupport(
        round=number,
        known=bool(items),
        items=tuple(_own_item(item, numbers, language) for item in items),
        answer=answer,
        table=_table(number, items, answer, draft, knowledge, language),
    )


def _draft(round_: Round, items: Sequence[Item], setting: Setting, knowledge: Knowledge) -> Draft:
    language = setting.language
    statements = {s.text: s for item in items for s in item.statements}
    first = items[0].said[0]
    told_first = [s.model_copy(update={"condition": s is not first}) for s in statements.values()]
    closing = [
        say(key, language, round=round_.number, names=say("menus.list_separator", language).join(names))
        for key, names in (
            ("menus.own_not_listed", _names(items, Listed.NOT_LISTED, language)),
            ("menus.own_unconfirmed", _names(items, Listed.UNKNOWN, language)),
        )
        if names
    ]
    return Draft(
        intent=Intent.SUPPORT_MENU,
        status=Status.ANSWERED,
        statements=tuple(told_first),
        closing="\n\n".join(closing),
        notices=tuple(nature_notices([fact for item in items for fact in item.facts], setting, knowledge)),
        round=round_.number,
    )


def _names(items: Sequence[Item], state: Listed, language: Language) -> list[str]:
    """The items of a state whose group is not of it as well."""
    ids = {item.subject.id for item in items if item.state is state}
    return [i.subject.name.said(language) for i in items if i.state is state and not ids.intersection(i.path[:-1])]


def _unknown(number: int | None, setting: Setting) -> Draft:
    language = setting.language
    day = say_day(setting.as_of.astimezone(JST).date(), language)
    lead = say("menus.own_unknown", language, round=number) if number else say("menus.own_no_round", language, day=day)
    return Draft(intent=Intent.SUPPORT_MENU, status=Status.ABSTAINED, lead=lead, round=number)


def _own_item(item: Item, numbers: Mapping[tuple[str, int, int], int], language: Language) -> OwnItem:
    places = [(q.source_id, q.start, q.end) for s in item.statements for q in s.quotes]
    return OwnItem(
        id=item.subject.id,
        path=item.path,
        name=item.subject.name.said(language),
        state=item.state,
        statement=" ".join(s.text for s in item.said),
        condition=item.condition.text if item.condition else "",
        otherwise=item.otherwise.text if item.otherwise else "",
        citations=tuple(dict.fromkeys(numbers[place] for place in places if place in numbers)),
    )


def _table(
    number: int | None,
    items: Sequence[Item],
    answer: Answer,
    draft: Draft,
    knowledge: Knowledge,
    language: Language,
) -> Table:
    title = say("menus.own_title" if number else "menus.own_title_none", language, round=number)
    notes = [text for text in (draft.lead, draft.closing, *(notice.text for notice in answer.notices)) if text]
    return Table(
        title=title,
        columns=tuple(say(f"menus.column_{column}", language) for column in _COLUMNS),
        rows=tuple(_table_row(item, knowledge, language) for item in items),
        notes=tuple(notes),
    )


def _table_row(item: Item, knowledge: Knowledge, language: Language) -> tuple[str, ...]:
    quotes: list[Quote] = [quote for statement in item.statements for quote in statement.quotes]
    titles = dict.fromkeys(knowledge.infos[quote.source_id].title for quote in quotes)
    further = (s.text for s in (*item.said, *((item.otherwise,) if item.otherwise else ())))
    return (
        item.subject.name.said(language),
        say(f"menus.{_CELLS[item.state]}", language),
        "\n".join(further),
        item.condition.text if item.condition else "",
        "\n".join(dict.fromkeys(quote.text for quote in quotes)),
        "\n".join(titles),
    )

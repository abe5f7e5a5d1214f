"""What was found in the menu tables as a draft to be verified, and as a table of text. Pure."""

from collections.abc import Mapping, Sequence

from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.models import Intent, NoticeKind, Status
from advisor.corpus.support_menus import SupportMenu, SupportMenus
from advisor.guides.menus.programmes import Group, applicants_text, programme_statement, silent_names, spelled
from advisor.guides.menus.results import MenuQuery
from advisor.guides.menus.search import FILTERS, label_of
from advisor.guides.tables import Table
from advisor.messages import Language, say
from advisor.wareki import numbers_in, with_gregorian_years

_COUNT_QUOTES = 4  # rows quoted for the count; each row is quoted for itself below it
COLUMNS = (
    "column_program", "field_ministry", "field_theme", "field_phase", "field_applicant", "field_new_adoptions",
    "column_description", "column_department", "column_phone", "column_email", "column_as_of", "column_quote",
    "column_source",
)  # fmt: skip


def edition_text(edition: SupportMenus, language: Language) -> str:
    """The edition in words: R4 is 令和4年度(R4), or FY2022 (R4) in English."""
    gregorian = max(numbers_in(with_gregorian_years(f"{edition.edition}年")), default="", key=len)
    year = edition.edition.lstrip("Rr") if language is Language.JA else gregorian
    return say("menus.edition", language, year=year, edition=edition.edition)


def printed_text(edition: SupportMenus) -> str:
    """The day as of which the tables print their contacts (12/23時点)."""
    return "、".join(dict.fromkeys(menu.as_of for menu in edition.menus if menu.as_of))


def conditions_text(query: MenuQuery, language: Language, widely: bool = False, elsewhere: str = "") -> str:
    """The conditions of a query in words; "" for none.

    `widely`: menus of other themes that name the theme count; `elsewhere`: a ministry that the edition does not have.
    """
    said = [
        say(
            "menus.condition_about" if widely and field == "theme" else "menus.condition",
            language,
            field=say(f"menus.field_{field}", language),
            value=label_of(getattr(query, field), language).strip("「」"),
        )
        for field in FILTERS
        if getattr(query, field) is not None
    ]
    further = [("field_ministry", elsewhere), ("field_text", query.text)]
    said += [
        say("menus.condition", language, field=say(f"menus.{field}", language), value=value)
        for field, value in further
        if value
    ]
    return say("menus.list_separator", language).join(said)


def menu_draft(
    groups: Sequence[Group],
    query: MenuQuery,
    edition: SupportMenus,
    unsaid: Sequence[SupportMenu],
    language: Language,
    most: int | None = None,
    conditions: str | None = None,
) -> Draft:
    """The programmes found, at most `most` of them in full; `unsaid`: rows left out as the document does not say.

    `conditions`: what was looked for, in words, where it is more than the query says.
    """
    told = edition_text(edition, language)
    notices = [edition_notice(edition, language), *_spelling_notices(groups, language)]
    closing = _silent_text(unsaid, language)
    conditions = conditions_text(query, language) if conditions is None else conditions
    lead = say("menus.lead" if conditions else "menus.lead_all", language, edition=told, conditions=conditions)
    if not groups:
        lead = f"{lead}\n\n{say('menus.none', language, edition=told)}"
        return Draft(
            intent=Intent.SUPPORT_MENU,
            status=Status.ABSTAINED,
            lead=lead,
            closing=closing,
            notices=tuple(notices),
        )
    shown = groups[:most]
    more = say("menus.more", language, count=len(groups) - len(shown)) if len(shown) < len(groups) else ""
    return Draft(
        intent=Intent.SUPPORT_MENU,
        status=Status.ANSWERED,
        lead=lead,
        statements=(_count(groups, told, language), *(programme_statement(group, language) for group in shown)),
        closing="\n\n".join(text for text in (more, closing) if text),
        notices=tuple(notices),
    )


def not_out_draft(day: str, language: Language) -> Draft:
    """That no edition was out on that day."""
    lead = say("menus.not_out", language, day=day)
    return Draft(intent=Intent.SUPPORT_MENU, status=Status.ABSTAINED, lead=lead)


def edition_notice(edition: SupportMenus, language: Language) -> DraftNotice:
    """That all of it is as of the edition's year."""
    printed = printed_text(edition)
    as_of = say("menus.printed", language, as_of=printed) if printed else say("menus.printed_none", language)
    text = say("menus.notice_edition", language, edition=edition_text(edition, language), printed=as_of)
    return DraftNotice(kind=NoticeKind.HISTORICAL, text=text)


def menu_table(
    menus: Sequence[SupportMenu],
    groups: Mapping[str, Group],
    edition: SupportMenus,
    notes: Sequence[str],
    source_title: str,
    language: Language,
) -> Table:
    """The printed rows, with quote and source last. `groups`: by the id of each row."""
    return Table(
        title=say("menus.title", language, edition=edition_text(edition, language)),
        columns=tuple(say(f"menus.{column}", language) for column in COLUMNS),
        rows=tuple(_table_row(menu, groups[menu.id], source_title, language) for menu in menus),
        notes=tuple(notes),
    )


def _table_row(menu: SupportMenu, group: Group, source_title: str, language: Language) -> tuple[str, ...]:
    unsaid = say("menus.not_said", language)
    email = spelled(group, "email", language) if group.variants and menu.email else menu.email
    return (
        menu.program,
        menu.ministry,
        menu.theme,
        label_of(menu.phase, language),
        applicants_text(menu.applicants, menu.partial_applicants, language),
        label_of(menu.new_adoptions, language).strip("「」"),
        menu.description or unsaid,
        menu.department,
        menu.phone or unsaid,
        email or unsaid,
        menu.as_of or unsaid,
        "\n".join((menu.quote, *(span.quote for span in menu.also))),
        source_title,
    )


def _count(groups: Sequence[Group], edition: str, language: Language) -> DraftStatement:
    rows = [menu for group in groups for menu in group.menus]
    text = say("menus.count", language, edition=edition, programmes=len(groups), rows=len(rows))
    quotes = tuple(group.quotes[0] for group in groups[:_COUNT_QUOTES])
    return DraftStatement(text=text, quotes=quotes, computed=(text,))


def _silent_text(unsaid: Sequence[SupportMenu], language: Language) -> str:
    names = silent_names(unsaid)
    if not names:
        return ""
    joined = say("menus.list_separator", language).join(names)
    return say("menus.silent", language, count=len(names), names=joined)


def _spelling_notices(groups: Sequence[Group], language: Language) -> list[DraftNotice]:
    found = []
    for group in groups:
        for variant in group.variants:
            spellings = say("menus.or", language).join(value for value, _ in variant.spellings)
            count = len(variant.spellings)
            text = say("menus.notice_spellings", language, name=group.first.program, count=count, spellings=spellings)
            found.append(
                DraftNotice(kind=NoticeKind.HISTORICAL, text=text, quotes=group.quotes, computed=(str(count),))
            )
    return found

"""Two to four hubs side by side: the record, the words they share, what added documents say, what is missing."""

from collections.abc import Sequence
from datetime import datetime

from advisor.guides.hubs.finding import compare_hubs
from advisor.guides.hubs.results import ComparedHubs
from advisor.guides.tables import Table
from advisor.messages import Language, say
from advisor.precedents.asking import AskedPart
from advisor.precedents.descriptions import Descriptions, description
from advisor.precedents.documents import NO_DOCUMENTS, HubDocuments
from advisor.precedents.gaps import gaps_of_compared
from advisor.precedents.records import AskedFrom, ComparedPrecedents, HubQuote, SharedTheme, ToldByDocuments
from advisor.precedents.themes import Wording, themes_of_several

_QUOTES = 2  # of the documents of one hub


def compare(
    ids: Sequence[str],
    as_of: datetime,
    language: Language,
    descriptions: Descriptions,
    documents: HubDocuments = NO_DOCUMENTS,
) -> ComparedPrecedents:
    """Raises QuestionRejected as `compare_hubs` does."""
    compared = compare_hubs(ids, as_of, language, descriptions.knowledge)
    hubs = [row.hub for row in compared.rows]
    wordings = [_together([descriptions.wording(hub), *documents.wording(hub.id)]) for hub in hubs]
    themes = tuple(
        SharedTheme(word=word, hubs=tuple(hubs[place].id for place in places))
        for word, places in themes_of_several(wordings, descriptions.vocabulary).items()
    )
    told = tuple(_told(hub.id, themes, descriptions, documents) for hub in hubs)
    notices = tuple(say(key, language) for key in ("precedents.published_only", "hubs.notice_precedent"))
    return ComparedPrecedents(
        compared=compared,
        themes=themes,
        documents=told,
        gaps=gaps_of_compared(hubs, [each.documents > 0 for each in told], language),
        notices=notices,
        table=_table(compared, themes, told, language),
    )


def _told(
    hub_id: str, themes: Sequence[SharedTheme], descriptions: Descriptions, documents: HubDocuments
) -> ToldByDocuments:
    """What the documents of a hub say: the passages nearest to its own description, those with shared themes first."""
    count = documents.count(hub_id)
    if not count:
        return ToldByDocuments(hub_id=hub_id, documents=0)
    hub = next(hub for hub in descriptions.knowledge.hubs if hub.id == hub_id)
    shared = {theme.word for theme in themes if hub_id in theme.hubs}
    wording = descriptions.wording(hub)
    row = descriptions.row_vector(hub)
    asked = AskedPart(AskedFrom.TEXT, description(hub), wording, row)
    found = documents.told(hub_id, asked, descriptions.middle, descriptions.vocabulary)
    best = sorted(found, key=lambda each: -sum(word in each.passage.text for word in shared))[:_QUOTES]
    return ToldByDocuments(hub_id=hub_id, documents=count, quotes=tuple(each.quote() for each in best))


def _together(wordings: Sequence[Wording]) -> Wording:
    """The wording of several texts of one hub; a word is written as the first of them writes it."""
    parts: dict[str, dict[str, str]] = {name: {} for name in Wording.model_fields}
    for wording in wordings:
        for name, held in parts.items():
            for key, written in getattr(wording, name).items():
                held.setdefault(key, written)
    return Wording(**parts)


def _table(
    compared: ComparedHubs, themes: Sequence[SharedTheme], told: Sequence[ToldByDocuments], language: Language
) -> Table:
    """The table of the record with two rows more: shared words, and the quotes of added documents."""
    table = compared.table
    none = say("precedents.none", language)
    comma = "、" if language is Language.JA else ", "
    words = [comma.join(theme.word for theme in themes if row.hub.id in theme.hubs) or none for row in compared.rows]
    quotes = ["\n".join(said_quote(quote, language) for quote in each.quotes) or none for each in told]
    rows = (
        *table.rows,
        (say("precedents.compared_themes", language), *words),
        (say("precedents.compared_documents", language), *quotes),
    )
    return table.model_copy(update={"rows": rows})


def said_quote(quote: HubQuote, language: Language) -> str:
    """A quote with its source in one line."""
    title = quote.title
    if quote.page is not None:
        title = say("precedents.quote_page", language, title=title, page=quote.page)
    around = ("「", "」") if language is Language.JA else ('"', '"')
    return f"{around[0]}{quote.text}{around[1]} ({title} {' '.join(quote.urls)})"

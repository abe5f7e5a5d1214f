"""What was found: a card for each hub with its reasons and quotes, what is missing; and hubs side by side. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.messages import say
from advisor.precedents.records import (
    AskedFrom,
    ComparedPrecedents,
    FoundPrecedents,
    HubQuote,
    Match,
    Reason,
    ToldByDocuments,
)
from app.present import is_web_address
from app.ui.marked_text import marked_html
from app.ui.precedents.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import button_html, folded_html, section_html

COMPARE_FORM = "prec-compare"
_AT_ONCE = 8  # cards; the rest is folded away
_MOST_ASKED = 160  # characters that are shown of a passage of an outline


def results_html(found: FoundPrecedents, is_open: bool, wording: Wording) -> str:
    """The matches, the nearest first, and what silence does not mean."""
    cards = [_card_html(number, match, is_open, wording) for number, match in enumerate(found.matches, start=1)]
    body = f'<p class="count">{wording.html("found", n=len(cards) + found.more)}</p>' if cards else ""
    body += "" if cards else f'<p class="message message-info">{wording.html("none")}</p>'
    body += f'<p class="hint">{wording.html("order")}</p>' if _is_ordered(found) and cards else ""
    body += f'<div class="cards">{"".join(cards[:_AT_ONCE])}</div>' if cards else ""
    if len(cards) > _AT_ONCE:
        rest = f'<div class="cards">{"".join(cards[_AT_ONCE:])}</div>'
        body += folded_html(wording.text("rest", n=len(cards) - _AT_ONCE), rest, "more")
    body += _compare_html(wording) if len(cards) > 1 else ""
    body += f'<p class="hint">{wording.html("left_out", n=found.left_out)}</p>' if found.left_out and cards else ""
    return section_html("prec-results", wording.text("results_title"), body + gaps_html(found, wording))


def gaps_html(found: FoundPrecedents | ComparedPrecedents, wording: Wording) -> str:
    """What is not on record, and what precedents are not."""
    lines = [gap.text for gap in found.gaps]
    lines += [each.text for each in found.incomplete] if isinstance(found, FoundPrecedents) else []
    told = "".join(f"<li>{escape(line)}</li>" for line in lines)
    missing = f'<div class="notice notice-degraded"><strong>{wording.html("gaps")}</strong><ul>{told}</ul></div>'
    notices = "".join(f'<p class="hint">{escape(notice)}</p>' for notice in found.notices)
    return (missing if lines else "") + notices


def compared_html(found: ComparedPrecedents, wording: Wording) -> str:
    """Hubs side by side: the record, shared words, what added documents say."""
    compared = found.compared
    heads = [wording.hub(row.hub) for row in compared.rows]
    unknown = say("hubs.unknown", wording.language)
    rows = [
        [text_cell(aspect.name, header=True), *(text_cell(value or unknown) for value in aspect.values)]
        for aspect in compared.aspects
    ]
    rows.append([text_cell(wording.text("shared"), header=True), *_shared_cells(found, wording)])
    documents = [Cell(html=_told_html(told, wording), classes="quote-cell") for told in found.documents]
    rows.append([text_cell(wording.text("documents"), header=True), *documents])
    columns = [wording.text("aspect"), *heads]
    title = wording.text("compared_title")
    table = table_html(title, columns, rows, "compared")
    return section_html("prec-compared", title, table + gaps_html(found, wording))


def _shared_cells(found: ComparedPrecedents, wording: Wording) -> list[Cell]:
    none = wording.text("no_shared")
    words = [
        wording.listed([theme.word for theme in found.themes if row.hub.id in theme.hubs])
        for row in found.compared.rows
    ]
    return [text_cell(each or none) for each in words]


def _told_html(told: ToldByDocuments, wording: Wording) -> str:
    if not told.documents:
        return wording.html("no_documents")
    return "".join(quote_html(quote, (), wording) for quote in told.quotes)


def _card_html(number: int, match: Match, is_open: bool, wording: Wording) -> str:
    hub = match.hub
    name = wording.hub(hub)
    facts = [wording.text("round", n=hub.round), wording.type(hub.type), hub.prefecture, hub.field]
    line = escape(" / ".join(fact for fact in facts if fact))
    reasons = "".join(_reason_html(reason, wording) for reason in match.reasons)
    unknown = wording.html("unknown", aspects=wording.listed(match.unknown))
    doubt = f'<p class="doubt">{unknown}</p>' if match.unknown else ""
    basis = f'<p class="hint">{wording.html("basis", confidence=match.confidence)}</p>'
    box = (
        f'<label class="pick"><input type="checkbox" name="hubs" value="{escape(hub.id)}" form="{COMPARE_FORM}" '
        f'data-several><span>{wording.html("pick")}<span class="visually-hidden"> {escape(name)}</span></span></label>'
    )
    add = button_html(wording.text("list_add"), "list_add", name=f"{wording.text('list_add')}: {name}", hub=hub.id)
    return (
        f'<article class="card" aria-labelledby="prec-card-{number}"><h4 id="prec-card-{number}" lang="ja">{number}. '
        f'{escape(name)}</h4><p class="facts-line" lang="ja">{line}</p>{reasons}{doubt}{basis}'
        f'<div class="form-buttons">{box}{add if is_open else ""}</div><div data-messages></div></article>'
    )


def _reason_html(reason: Reason, wording: Wording) -> str:
    asked = ""
    if reason.asked_from is AskedFrom.OUTLINE:
        shown = " ".join(reason.asked.split())
        cut = shown if len(shown) <= _MOST_ASKED else f"{shown[:_MOST_ASKED]}…"
        key = "outline_passage" if reason.asked_page is None else "outline_passage_page"
        marked = marked_html(cut, {theme.asked: "for" for theme in reason.themes})
        asked = f'<p class="asked"><span>{wording.html(key, page=reason.asked_page)}</span> <q>{marked}</q></p>'
    elif reason.asked_from is AskedFrom.FIELD:
        asked = f'<p class="asked">{wording.html("by_field", field=reason.asked)}</p>'
    words = [theme.word for theme in reason.themes]
    quotes = "".join(quote_html(quote, words, wording) for quote in reason.quotes)
    return f'<div class="reason"><p class="reason-said">{escape(reason.said)}</p>{asked}{quotes}</div>'


def quote_html(quote: HubQuote, words: Sequence[str], wording: Wording) -> str:
    """A quote with its themes marked, and where it was published."""
    said = marked_html(quote.text, dict.fromkeys(words, "for"))
    page = wording.html("page", page=quote.page) if quote.page is not None else ""
    links = " ".join(_link_html(url) for url in quote.urls)
    return (
        f'<figure class="quote"><blockquote lang="ja" class="quoted">{said}</blockquote><figcaption class="hint">'
        f'<span lang="ja">{escape(quote.title)}</span> {page} {links}</figcaption></figure>'
    )


def _link_html(url: str) -> str:
    if not is_web_address(url):
        return escape(url)
    host = url.split("/")[2]
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer" title="{escape(url)}">{escape(host)}</a>'


def _compare_html(wording: Wording) -> str:
    button = f'<button type="submit">{wording.html("compare")}</button>'
    hint = f'<span class="hint">{wording.html("compare_hint")}</span>'
    buttons = f'<div class="form-buttons">{button}{hint}</div>'
    return f'<form id="{COMPARE_FORM}" data-send="compare" novalidate>{buttons}</form>'


def _is_ordered(found: FoundPrecedents) -> bool:
    return any(reason.asked_from is not AskedFrom.FILTERS for match in found.matches for reason in match.reasons)

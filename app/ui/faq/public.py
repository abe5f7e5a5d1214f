"""What everybody sees: the approved entries by topic, each with its date and the words it rests on. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from advisor.answering.models import Intent
from advisor.faq.records import PublishedEntry
from advisor.inquiries.records import QuotedPassage
from advisor.knowledge import SourceDocument
from advisor.programs.schedule import JST
from app.api import PREFIX
from app.ui.faq.wording import Wording
from app.ui.workbench.marks import attributes, line_html, section_html

FORMATS = ("md", "csv", "html", "json")
Sources = Mapping[str, SourceDocument]


def public_html(entries: Sequence[PublishedEntry], find: str, as_of: str, sources: Sources, wording: Wording) -> str:
    """The whole part: search, entries, files, and the place for a source beside them."""
    field = line_html("faq-find", "find", wording.text("find"), find, wording.text("find_hint"))
    button = (
        f'<div class="form-buttons"><button type="submit" class="primary">{wording.html("find_button")}</button></div>'
    )
    form = (
        f'<form class="guide-form faq-find" data-send="find" role="search" aria-label="{wording.html("find")}" '
        f"novalidate>{field}{button}</form>"
    )
    shown = f'<div data-part="entries">{entries_html(entries, find, sources, wording)}</div>'
    body = f'<div class="bench-row"><div class="bench-main">{form}{shown}</div><div data-part="panel"></div></div>'
    return section_html("faq-public", wording.text("public_title"), body + files_html(as_of, wording))


def entries_html(entries: Sequence[PublishedEntry], find: str, sources: Sources, wording: Wording) -> str:
    """The entries that hold what is looked for, by topic."""
    found = [entry for entry in entries if holds(entry, find)]
    if not found:
        return f'<p class="hint">{wording.html("found_none" if entries else "public_empty")}</p>'
    told = f'<p class="hint">{wording.html("found", n=len(found))}</p>'
    topics = [topic for topic in Intent if any(entry.topic is topic for entry in found)]
    return told + "".join(
        f'<section class="faq-topic"><h4>{escape(wording.topic(topic))}</h4>'
        f"{''.join(_entry_html(entry, sources, wording) for entry in found if entry.topic is topic)}</section>"
        for topic in topics
    )


def holds(entry: PublishedEntry, find: str) -> bool:
    """Whether every word that is looked for stands in the entry, however wide or large it is written."""
    text = _folded("\n".join((entry.question, entry.answer, *entry.variants)))
    return all(word in text for word in _folded(find).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _entry_html(entry: PublishedEntry, sources: Sources, wording: Wording) -> str:
    facts = [
        wording.text("approved_on", at=f"{entry.approved_at.astimezone(JST):%Y-%m-%d}"),
        wording.round(entry.binding.round),
    ]
    told = escape(wording.listed(facts))
    said = "".join(f"<p>{escape(line)}</p>" for line in entry.answer.splitlines() if line.strip())
    label = f'<span class="secretariat">{wording.html("secretariat")}</span>'
    return (
        f'<details class="faq-entry"><summary>{escape(entry.question)}</summary>'
        f'<div class="faq-answer" lang="{entry.language.value}">{label} <span class="hint">{told}</span>{said}'
        f"{quotes_html(entry.quotes, sources, wording)}</div></details>"
    )


def quotes_html(quotes: Sequence[QuotedPassage], sources: Sources, wording: Wording, form: str = "") -> str:
    """The words that an entry rests on, each with the button that opens its source where they still stand there.

    `form`: the id of a form that says which of them stay.
    """
    if not quotes:
        return ""
    rows = "".join(
        f"<li>{_quote_html(n, quote, sources, wording)}{_stays_html(n, form, wording)}</li>"
        for n, quote in enumerate(quotes, start=1)
    )
    return f'<h5>{wording.html("quotes_title")}</h5><ol class="faq-quotes">{rows}</ol>'


def _quote_html(n: int, quote: QuotedPassage, sources: Sources, wording: Wording) -> str:
    source = sources.get(quote.source_id)
    start = source.text.find(quote.quote) if source is not None and quote.quote else -1
    if start >= 0:
        place = attributes({"source": quote.source_id, "start": start, "end": start + len(quote.quote), "n": n})
        name = wording.html("quote_open", n=n, title=quote.title)
        mark = f'<button type="button" class="cite" {place} aria-label="{name}">{n}</button>'
    else:
        mark = f'<strong class="gone">{wording.html("quote_gone")}</strong>'
    round_ = wording.round(quote.round)
    title = quote.title if not round_ or round_ in quote.title else wording.listed((quote.title, round_))
    return (
        f'<blockquote lang="ja"><span class="quoted">{escape(quote.quote)}</span>{mark}'
        f'<span class="quote-source">{escape(title)}</span></blockquote>'
    )


def _stays_html(n: int, form: str, wording: Wording) -> str:
    if not form:
        return ""
    box = f'<input type="checkbox" name="quotes" value="{n - 1}" form="{form}" data-several checked>'
    return f'<div class="choice"><label>{box} <span>{wording.html("quote_stays", n=n)}</span></label></div>'


def files_html(as_of: str, wording: Wording) -> str:
    """The same as files, and as a feed for programs."""
    query = urlencode([("language", wording.language.value), *([("as_of", as_of)] if as_of else [])])
    links = "".join(
        f'<a href="{PREFIX}/faq.{kind}?{escape(query)}"{" download" if kind != "json" else ""}>'
        f"{wording.html(f'file_{kind}')}</a>"
        for kind in FORMATS
    )
    return f'<p class="downloads"><span>{wording.html("files")}</span>{links}</p>'

"""The source of a citation beside the answer, as safe HTML: the quote marked, exactly, in its surroundings. Pure."""

from html import escape
from urllib.parse import quote as url_quote

from advisor.answering.models import Citation
from advisor.knowledge import SourceDocument
from advisor.messages import Language, say
from app.api import PREFIX
from app.present import is_web_address, place_words
from app.source_text import is_pdf, page_at, window
from app.ui.panels import message_html
from app.wording import words


def source_html(citation: Citation, source: SourceDocument | None, language: Language, name: str = "") -> str:
    """The whole panel. A quote that no longer stands where the citation says is shown alone, and that is said.

    `name`: of the guided page that it stands on, so that no two panels share an id.
    """
    shown = source if source and source.text[citation.start : citation.end] == citation.quote else None
    title = words("panel_title", language, n=citation.n)
    title_id = f"{name}-source-title" if name else "source-title"
    close = f'<button type="button" data-close>{words("panel_close", language)}</button>'
    heading = f'<h2 id="{title_id}" class="source-title" tabindex="-1" data-focus>{title}</h2>'
    parts = [
        f'<div class="source-head">{heading}{close}</div>',
        f'<p class="source-name" lang="ja">{escape(citation.title)}</p>',
        _facts_html(citation, language),
        "" if shown else message_html(say("ui.panel_moved", language), "info"),
        f'<p class="hint">{words("panel_quote", language)}</p>',
        f'<div class="passage" lang="ja" tabindex="0" role="region" aria-label="{title}">',
        f"{passage_html(citation, shown)}</div>",
        _picture_html(citation, shown, language) if shown else "",
        _original_html(citation, language),
    ]
    return f'<section class="source" aria-labelledby="{title_id}">{"".join(parts)}</section>'


def passage_html(citation: Citation, source: SourceDocument | None) -> str:
    """The quote between the characters before and after it; without a source, alone."""
    mark = f"<mark>{escape(citation.quote)}</mark>"
    if source is None:
        return mark
    before, _, after = window(source.text, citation.start, citation.end)
    more_before = "…" if citation.start > len(before) else ""
    more_after = "…" if citation.end + len(after) < len(source.text) else ""
    return f"{more_before}{escape(before.lstrip())}{mark}{escape(after.rstrip())}{more_after}"


def _facts_html(citation: Citation, language: Language) -> str:
    facts = {
        "panel_issuer": citation.issuer,
        "panel_date": citation.issued_on,
        "panel_round": say("ui.round", language, n=citation.round) if citation.round else "",
        "panel_place": place_words(citation.locator, language),
    }
    known = {key: value for key, value in facts.items() if value}
    rows = (f"<div><dt>{words(key, language)}</dt><dd>{escape(value)}</dd></div>" for key, value in known.items())
    return f'<dl class="facts">{"".join(rows)}</dl>'


def _picture_html(citation: Citation, source: SourceDocument, language: Language) -> str:
    page = page_at(source.pages, citation.start) if is_pdf(source) else None
    if page is None:
        return ""
    where = f"{PREFIX}/sources/{url_quote(citation.source_id, safe='')}/pages/{page.number}.png"
    alt = words("panel_picture", language, title=citation.title, n=page.number)
    return f'<img class="page-picture" src="{where}?start={citation.start}&amp;end={citation.end}" alt="{alt}">'


def _original_html(citation: Citation, language: Language) -> str:
    if not citation.url or not is_web_address(citation.url):
        return ""
    link = f'<a href="{escape(citation.url)}" target="_blank" rel="noopener noreferrer">'
    return f"<p>{link}{words('panel_original', language)}</a></p>"

"""The pieces of the page around an answer, as safe HTML: head, clock, doors, documents, contact, foot. Pure."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from advisor.answering.models import Source
from advisor.messages import Language, say
from advisor.programs.model import ContactPoint, Round
from app.api import PREFIX
from app.clock import Clock, as_of_words
from app.present import is_web_address
from app.wording import words

PATHS = {Language.JA: "/", Language.EN: "/en/"}
DOORS = ("apply", "reply", "draft", "precedent")
WAYS = {
    "apply": ("eligibility", "type"),
    "reply": ("inquiries", "faq", "schedule"),
    "draft": ("draft", "menus"),
    "precedent": ("hubs",),
}
_BENCHES = {"draft": "drafting_ui.door", "inquiries": "inquiries_ui.door", "faq": "faq_ui.door"}


def header_html(language: Language) -> str:
    """What this is, that it is unofficial and who decides, and the way to the other language."""
    other = next(code for code in Language if code is not language)
    here = f'<span aria-current="page">{words("this_language", language)}</span>'
    target = f'href="{PATHS[other]}" lang="{other.value}" hreflang="{other.value}"'
    there = f"<a {target}>{words('other_language', language)}</a>"
    return (
        f'<a class="skip" href="#question">{words("skip", language)}</a>'
        f'<div class="masthead"><h1>{words("page_title", language)}</h1>'
        f'<nav class="languages" aria-label="{words("language_label", language)}">{here}{there}</nav></div>'
        f'<p class="tagline">{words("tagline", language)}</p><p class="unofficial">{words("unofficial", language)}</p>'
    )


def clock_html(clock: Clock, as_of: datetime, is_now: bool, language: Language, typed: str = "") -> str:
    """The call's clock at the 基準日. `typed`: as the reader gave it, by which the open guide sees that it changed."""
    phase = clock.phase.value if clock.phase else "unknown"
    moment = words("as_of_is_now" if is_now else "as_of_is", language, moment=as_of_words(as_of, language))
    line = (
        f'<span class="clock-round">{escape(clock.heading)}</span>'
        f'<strong class="clock-state">{escape(clock.state)}</strong>'
        f'<span class="clock-detail">{escape(clock.detail)}</span>'
    )
    return (
        f'<section class="clock clock-{phase}" data-as-of="{escape(typed)}" aria-labelledby="clock-title">'
        f'<h2 id="clock-title">{words("clock_title", language)}<span class="clock-as-of">{moment}</span></h2>'
        f'<p class="clock-line">{line}</p>'
        f'<button type="button" class="change-as-of" aria-controls="as-of-row" aria-expanded="false">'
        f"{escape(say('guides_ui.change_as_of', language))}</button></section>"
    )


def message_html(text: str, kind: str = "error") -> str:
    """A sentence in a box; empty for no text."""
    return f'<p class="message message-{kind}" role="alert">{escape(text)}</p>' if text else ""


def status_html(text: str) -> str:
    """A sentence that screen readers say and eyes need not see."""
    return f'<p class="visually-hidden" role="status">{escape(text)}</p>'


def doors_html(language: Language) -> str:
    """The four doors, each with example questions that ask themselves."""
    cards = "".join(_door_html(door, language) for door in DOORS)
    return (
        '<section class="doors" aria-labelledby="doors-title">'
        f'<h2 id="doors-title">{words("doors_title", language)}</h2>'
        f'<p class="hint">{words("doors_hint", language)}</p><div class="door-grid">{cards}</div></section>'
    )


def _door_html(door: str, language: Language) -> str:
    examples = [escape(text) for text in say(f"ui.door_{door}_examples", language).splitlines()]
    buttons = (f'<button type="button" class="example" data-ask="{text}">{text}</button>' for text in examples)
    rows = "".join(f"<li>{button}</li>" for button in buttons)
    name, who = words(f"door_{door}", language), words(f"door_{door}_who", language)
    return f'<div class="door"><h3>{name}</h3><p>{who}</p>{_ways_html(door, language)}<ul>{rows}</ul></div>'


def _ways_html(door: str, language: Language) -> str:
    """The tabs that a door leads to."""
    keys = ((tab, _BENCHES.get(tab, f"guides_ui.{tab}_door")) for tab in WAYS[door])
    names = ((tab, escape(say(key, language))) for tab, key in keys)
    return "".join(f'<button type="button" class="way" data-tab="{tab}">{name}</button>' for tab, name in names)


def documents_html(sources: Iterable[Source], language: Language) -> str:
    """The documents that answers can rest on."""
    rows = [f"<li>{_document_html(source, language)}</li>" for source in sources]
    title = words("documents_title", language, n=len(rows))
    return f'<details class="documents"><summary>{title}</summary><ul>{"".join(rows)}</ul></details>' if rows else ""


def _document_html(source: Source, language: Language) -> str:
    round_ = say("ui.round", language, n=source.round) if source.round else ""
    title = f'<span lang="ja">{escape(source.title)}</span>'
    if source.url and is_web_address(source.url):
        title = f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    facts = " / ".join(escape(fact) for fact in (source.issuer, source.issued_on, round_) if fact)
    return f"{title} <span>{facts}</span>"


def contact_html(found: tuple[Round, ContactPoint] | None, language: Language) -> str:
    """The bar that always says whom to ask."""
    title = words("contact_title", language)
    if found is None:
        body = f"<strong>{title}</strong><span>{words('contact_none', language)}</span>"
    else:
        round_, contact = found
        name = contact.name.ja if language is Language.JA else contact.name.en
        body = f"<strong>{words('contact_round', language, round=round_.number)}</strong>"
        body += f'<span class="contact-name">{escape(name)}</span>'
        if contact.email:
            body += f'<a href="mailto:{escape(contact.email)}">{escape(contact.email)}</a>'
        if contact.phone:
            body += f"<span>{escape(contact.phone)}</span>"
    return f'<section class="contact-bar" aria-label="{title}">{body}</section>'


def footer_html(language: Language) -> str:
    """What this rests on, and where programs find it."""
    api = f'<a href="{PREFIX}/openapi.json">{words("footer_api", language)}</a>'
    return f'<div class="foot"><p>{words("footer", language)}</p><p>{api}</p></div>'

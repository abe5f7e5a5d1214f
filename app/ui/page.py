"""The page in one language: its parts from top to bottom, and which handler answers to what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from advisor.messages import Language, say
from app.service import Service
from app.ui.address import read_address
from app.ui.drafting import wording as drafting
from app.ui.drafting.handlers import DraftingHandlers
from app.ui.drafting.showing import TAB as DRAFT
from app.ui.drafting.tab import add_drafting
from app.ui.faq import wording as faq
from app.ui.faq.acts import TAB as FAQ
from app.ui.faq.handlers import FaqHandlers
from app.ui.faq.tab import add_faq
from app.ui.guides import GUIDES, tab
from app.ui.guides.guide import ASK, Guide
from app.ui.guides.handlers import GuideHandlers
from app.ui.guides.hubs import HubsGuide
from app.ui.handlers import Handlers, Pieces
from app.ui.inquiries import wording as inquiries
from app.ui.inquiries.handlers import InquiryHandlers
from app.ui.inquiries.showing import TAB as INQUIRIES
from app.ui.inquiries.tab import add_inquiries
from app.ui.panels import doors_html, footer_html, header_html, status_html
from app.ui.precedents.handlers import PrecedentHandlers
from app.ui.precedents.tab import add_room
from app.ui.theme import script
from app.ui.workbench.uploads import Uploads

MINUTE_S = 60
_SWEPT_S = (600, 3600)  # how often Gradio deletes temporary files, and how old those are
STORAGE_KEY = "jhub-advisor.conversation.1"
# Gradio wants a secret; it hides nothing from the reader, whose own browser holds the conversation. It is constant so
# that the conversation outlives a restart of the server and both languages share it.
_STORAGE_SECRET = STORAGE_KEY
_FOLLOW_CLOCK = """watch("value", () => {
  window.jhub.guides.followClock();
  for (const bench of window.jhub.benches) bench.followClock();
});"""
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(service: Service, language: Language, uploads: Uploads) -> gr.Blocks:
    """The page, to be mounted. `uploads`: where Gradio puts what is sent."""
    handlers = Handlers(service, language, (ASK, *(kind.name for kind in GUIDES), DRAFT, INQUIRIES, FAQ))
    guides = [kind(language) for kind in GUIDES]
    page: gr.Blocks
    with gr.Blocks(
        title=say("ui.page_title", language), analytics_enabled=False, fill_width=True, delete_cache=_SWEPT_S
    ) as page:
        above = {HubsGuide.name: lambda: add_room(service, PrecedentHandlers(service, language, uploads))}
        parts, guided = _lay_out(language, guides, above, lambda: _add_benches(service, language, uploads), handlers)
        _connect(page, parts, gr.Timer(MINUTE_S), handlers)
        for guide in guides:
            tab.connect(guide.name, guided[guide.name], parts, GuideHandlers(guide, service, handlers, language))
    return page


def _add_benches(service: Service, language: Language, uploads: Uploads) -> None:
    """The tabs that work with a desk."""
    add_drafting(service, DraftingHandlers(service, language, uploads), drafting.Wording(language))
    add_inquiries(service, InquiryHandlers(service, language, uploads), inquiries.Wording(language))
    add_faq(service, FaqHandlers(service, language), faq.Wording(language))


def _lay_out(
    language: Language,
    guides: Sequence[Guide],
    above: Mapping[str, Callable[[], None]],
    add_last: Callable[[], None],
    handlers: Handlers,
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The components by name, in the order of reading: those of the page, and those of each guide.

    `above`: adds what stands above the form of a guide, by its name. `add_last`: adds the last tabs.
    """

    def words(key: str) -> str:
        return say(f"ui.{key}", language)

    parts: dict[str, Any] = {"store": gr.BrowserState({}, storage_key=STORAGE_KEY, secret=_STORAGE_SECRET)}
    html("masthead", header_html(language))
    parts["clock"] = html("clock", js=_FOLLOW_CLOCK)
    with gr.Row(elem_id="as-of-row"):
        parts["as_of"] = gr.Textbox(
            label=words("as_of_label"), placeholder=words("as_of_placeholder"), elem_id="as-of", max_length=60
        )
        parts["apply"] = gr.Button(words("as_of_apply"), elem_id="as-of-apply", scale=0, min_width=120)
        parts["now"] = gr.Button(words("as_of_now"), elem_id="as-of-now", scale=0, min_width=120)
    parts["as_of_error"] = html("as-of-error")
    parts["link_message"] = html("link-message")
    parts["status"] = html("status", status_html(""))
    with gr.Tabs(elem_id="tabs", overflow_behavior="wrap") as parts["tabs"]:
        with gr.Tab(say("guides_ui.ask_tab", language), id=ASK, elem_id=f"tab-{ASK}"):
            parts |= _lay_out_asking(language, handlers)
        guided = {guide.name: tab.lay_out(guide, above.get(guide.name, lambda: None)) for guide in guides}
        add_last()
    parts["documents"] = html("documents")
    html("foot", footer_html(language))
    parts["contact"] = html("contact")
    return parts, guided


def _lay_out_asking(language: Language, handlers: Handlers) -> dict[str, Any]:
    """The tab for questions: box, answer, earlier ones, doors."""

    def words(key: str) -> str:
        return say(f"ui.{key}", language)

    def office(data: Any) -> dict[str, Any]:
        return handlers.ask_office(data)

    turns = script("turns.js")
    parts: dict[str, Any] = {}
    with gr.Column(elem_id="ask-box"):
        html("ask-title", f'<h2 class="visually-hidden">{words("ask_title")}</h2>')
        parts["question"] = gr.Textbox(
            label=words("ask_label"), placeholder=words("ask_placeholder"), lines=2, max_lines=8, elem_id="question"
        )
        parts["ask_error"] = html("ask-error")
        with gr.Row(elem_id="ask-row"):
            html("ask-hint", f'<p class="hint">{words("ask_hint")}</p>')
            parts["send"] = gr.Button(words("ask_button"), variant="primary", elem_id="send", scale=0, min_width=160)
    with gr.Row(elem_id="answer-row", equal_height=False):
        parts["latest"] = html("latest", js=turns, server=[office])
        parts["panel"] = html("panel", js=script("panel.js"))
    parts["older"] = html("older", js=turns, server=[office])
    parts["clear"] = gr.Button(words("clear"), elem_id="clear", visible=False)
    parts["doors"] = html("doors", doors_html(language), js=turns)
    return parts


def html(name: str, value: str = "", js: str | None = None, server: Sequence[Callable[..., Any]] = ()) -> gr.HTML:
    """A piece of HTML of the page. `server`: functions that its script may call."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=js, server_functions=list(server) or None)


def _connect(page: gr.Blocks, parts: dict[str, Any], timer: gr.Timer, handlers: Handlers) -> None:
    """Events to handlers. A handler names the parts that it changes."""

    def onto(names: list[str], changed: Pieces) -> list[Any]:
        return [changed.get(name, gr.skip()) for name in names]

    def outputs(names: list[str]) -> list[Any]:
        return [parts[name] for name in names]

    dated = ["clock", "contact", "as_of_error"]
    turns = ["latest", "older", "clear", "status"]
    restored = ["as_of", *dated, *turns, "documents", "tabs", "link_message"]
    asked = [*dated, *turns, "ask_error", "question", "panel", "store"]

    def asking(pieces: Iterator[Pieces]) -> Iterator[list[Any]]:
        for changed in pieces:
            yield onto(asked, changed)

    def on(event: Callable[..., Any], handler: Callable[..., Any], takes: list[str], gives: list[str]) -> None:
        event(handler, inputs=outputs(takes), outputs=outputs(gives), **_QUIET)

    def restore(stored: Any, request: gr.Request) -> list[Any]:
        return onto(restored, handlers.restore(stored, read_address(str(request.query_params))))

    def set_as_of(text: str, stored: Any) -> list[Any]:
        return onto([*dated, "as_of", "store"], handlers.set_as_of(text, stored))

    def back_to_now(stored: Any) -> list[Any]:
        return set_as_of("", stored)

    def tick(text: str) -> list[Any]:
        return onto(["clock", "contact"], handlers.tick(text))

    def ask(question: str, as_of: str, stored: Any) -> Iterator[list[Any]]:
        yield from asking(handlers.ask(question, as_of, stored))

    def chosen(event: gr.EventData, as_of: str, stored: Any) -> Iterator[list[Any]]:
        picked = event._data or {}
        if "again" in picked:
            yield from asking(handlers.ask_again(int(picked["again"]), as_of, stored))
        else:
            yield from asking(handlers.ask(str(picked.get("text", "")), as_of, stored))

    def open_source(event: gr.EventData, stored: Any) -> list[Any]:
        picked = event._data or {}
        return onto(["panel"], handlers.open_source(int(picked.get("turn", -1)), int(picked.get("n", -1)), stored))

    def clear(stored: Any) -> list[Any]:
        return onto([*turns, "panel", "store"], handlers.clear(stored))

    on(page.load, restore, ["store"], restored)
    for event in (parts["as_of"].submit, parts["apply"].click):
        on(event, set_as_of, ["as_of", "store"], [*dated, "as_of", "store"])
    on(parts["now"].click, back_to_now, ["store"], [*dated, "as_of", "store"])
    on(timer.tick, tick, ["as_of"], ["clock", "contact"])
    on(parts["send"].click, ask, ["question", "as_of", "store"], asked)
    for name in ("latest", "older", "doors"):
        on(parts[name].submit, chosen, ["as_of", "store"], asked)
    for name in ("latest", "older"):
        on(parts[name].click, open_source, ["store"], ["panel"])
    on(parts["clear"].click, clear, ["store"], [*turns, "panel", "store"])

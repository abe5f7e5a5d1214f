"""The tab 下書きする in Gradio: one piece of HTML whose parts the desk's replies renew, and the drafting that goes on.

Requests go to one server function; the browser's part is in assets/drafting*.js.
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr

from app.request_origin import is_open_to
from app.service import Service
from app.ui.drafting.handlers import DraftingHandlers
from app.ui.drafting.home import intro_html
from app.ui.drafting.showing import TAB
from app.ui.drafting.wording import Wording
from app.ui.theme import script

PARTS = ("home", "head", "form", "files", "draft", "table", "editor", "review", "export")
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def add_drafting(service: Service, handlers: DraftingHandlers, wording: Wording) -> None:
    """The tab with its components and handlers, inside the page's tabs."""

    def desk(data: Any, request: gr.Request) -> dict[str, Any]:
        return handlers.answer(data, _is_open(service, request))

    with gr.Tab(wording.text("tab"), id=TAB, elem_id=f"tab-{TAB}"):
        gr.HTML(intro_html(wording), elem_id="draft-intro", apply_default_css=False)
        shown = gr.HTML(
            frame_html(wording),
            elem_id="draft-result",
            apply_default_css=False,
            js_on_load=script("drafting_tab.js"),
            server_functions=[desk],
        )
        going = gr.HTML("", elem_id="draft-going", apply_default_css=False, js_on_load=script("drafting_going.js"))

    def drafted(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        for number, answer in enumerate(handlers.drafted(event._data, _is_open(service, request))):
            yield carried_html(answer, number)

    drafting = shown.input(drafted, inputs=None, outputs=[going], **_QUIET)
    shown.clear(None, inputs=None, outputs=None, cancels=[drafting], **_QUIET)


def frame_html(wording: Wording) -> str:
    """Where the parts go, and the sentences that the browser says by itself."""
    parts = "".join(f'<div data-part="{part}"></div>' for part in PARTS)
    told = f'data-offline="{wording.html("offline")}" data-waiting="{wording.html("waiting")}"'
    return (
        f'<div class="drafting" {told} data-query="tab={TAB}" data-as-of="">'
        f'<p class="visually-hidden" role="status" data-said></p><div data-messages></div>{parts}</div>'
    )


def carried_html(answer: dict[str, Any], number: int) -> str:
    """A reply on its way to the browser. `number` makes each different from the one before."""
    return f'<span hidden data-n="{number}" data-reply="{escape(json.dumps(answer, ensure_ascii=False))}"></span>'


def _is_open(service: Service, request: gr.Request) -> bool:
    # A server function is handed the request itself, a handler one that Gradio has wrapped.
    sent = getattr(request, "request", None) or request
    return is_open_to(service.settings, sent.scope)

"""A tab of this kind in Gradio: one piece of HTML, its server function, and the carrier of what takes its time.

The browser's part is in assets/workbench*.js; what is a tab's own in the asset of its name.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

import gradio as gr

from app.request_origin import is_open_to
from app.service import Service
from app.ui.workbench.answering import Workbench
from app.ui.workbench.wording import Words

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def add_tab(
    service: Service,
    bench: Workbench[Any, Any],
    tab: str,
    script: str,
    label: str,
    intro: str,
    frame: str,
    add_below: Callable[[gr.HTML], None] = lambda _: None,
) -> None:
    """The tab with its components and handlers, inside the page's tabs.

    `tab`: its id, in addresses and in the ids of its parts. `script`: the name of its object below `window.jhub`.
    `intro`, `frame`: HTML, the latter by `frame_html`. `add_below`: adds what only Gradio can show; it is handed the
    component whose events it may listen to.
    """

    def desk(data: Any, request: gr.Request) -> dict[str, Any]:
        return bench.answer(data, is_open(service, request))

    with gr.Tab(label, id=tab, elem_id=f"tab-{tab}"):
        gr.HTML(intro, elem_id=f"{tab}-intro", apply_default_css=False)
        shown = gr.HTML(
            frame,
            elem_id=f"{tab}-result",
            apply_default_css=False,
            js_on_load=f"window.jhub.{script}.start(element, server, upload, trigger);",
            server_functions=[desk],
        )
        add_below(shown)
        going = gr.HTML(
            "",
            elem_id=f"{tab}-going",
            elem_classes="bench-going",
            apply_default_css=False,
            js_on_load=f'watch("value", () => window.jhub.{script}.arrived(element));',
        )

    def streamed(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        for number, answer in enumerate(bench.streamed(event._data, is_open(service, request))):
            yield carried_html(answer, number)

    working = shown.input(streamed, inputs=None, outputs=[going], **_QUIET)
    shown.clear(None, inputs=None, outputs=None, cancels=[working], **_QUIET)


def frame_html(tab: str, parts: Sequence[str], words: Words) -> str:
    """Where the parts go, and the sentences that the browser says by itself."""
    places = "".join(f'<div data-part="{part}"></div>' for part in parts)
    told = " ".join(f'data-{key}="{words.html(key)}"' for key in ("offline", "waiting", "copied", "uncopied"))
    return (
        f'<div class="workbench bench-{tab}" {told} data-query="tab={tab}" data-as-of="">'
        f'<p class="visually-hidden" role="status" data-said></p><div data-messages></div>{places}</div>'
    )


def carried_html(answer: dict[str, Any], number: int) -> str:
    """A reply on its way to the browser. `number` makes each different from the one before."""
    return f'<span hidden data-n="{number}" data-reply="{escape(json.dumps(answer, ensure_ascii=False))}"></span>'


def is_open(service: Service, request: gr.Request) -> bool:
    """Whether the desks are open to whoever sends the request."""
    # A server function is handed the request itself, a handler one that Gradio has wrapped.
    sent = getattr(request, "request", None) or request
    return is_open_to(service.settings, sent.scope)

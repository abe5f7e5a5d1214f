"""The room in Gradio: one piece of HTML in the tab 先例, above the guided page, and its server function.

The browser's part is in assets/workbench*.js and assets/precedents.js.
"""

from typing import Any

import gradio as gr

from app.service import Service
from app.ui.precedents.handlers import PrecedentHandlers
from app.ui.workbench.tab import frame_html, is_open

PARTS = ("search", "results", "compared", "lists", "list")
NAME = "precedents"


def add_room(service: Service, handlers: PrecedentHandlers) -> None:
    """The component, where it is called for."""

    def desk(data: Any, request: gr.Request) -> dict[str, Any]:
        return handlers.answer(data, is_open(service, request))

    gr.HTML(
        frame_html(NAME, PARTS, handlers.wording),
        elem_id=f"{NAME}-room",
        apply_default_css=False,
        js_on_load="window.jhub.precedents.start(element, server, upload, trigger);",
        server_functions=[desk],
    )
    below = handlers.wording.html("below_title")
    gr.HTML(f'<h3 class="below-title">{below}</h3>', elem_id=f"{NAME}-below", apply_default_css=False)

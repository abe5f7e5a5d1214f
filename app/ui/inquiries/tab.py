"""The tab 問合せ in Gradio. The browser's part is in assets/workbench*.js and assets/inquiries.js."""

from html import escape
from typing import Any

import gradio as gr

from app.service import Service
from app.ui.guides.handlers import plot_update
from app.ui.inquiries.handlers import InquiryHandlers
from app.ui.inquiries.showing import PARTS, TAB
from app.ui.inquiries.wording import Wording
from app.ui.workbench import tab

_PLOTS = ("by-topic", "over-time", "by-kind", "decisions")


def add_inquiries(service: Service, handlers: InquiryHandlers, wording: Wording) -> None:
    """The tab with its components and handlers, inside the page's tabs."""
    frame = tab.frame_html(TAB, [part for part in PARTS if part != "tables"], wording)

    def add_figures(shown: gr.HTML) -> None:
        """The plots between the form of the period and the tables."""
        with gr.Row(elem_id=f"{TAB}-plots", elem_classes="guide-plots", equal_height=False):
            plots = [
                gr.Plot(visible=False, show_label=False, elem_id=f"{TAB}-{name}", elem_classes="chart")
                for name in _PLOTS
            ]
        tables = '<div class="workbench"><div data-part="tables"></div></div>'
        gr.HTML(tables, elem_id=f"{TAB}-tables", apply_default_css=False)

        def drawn(event: gr.EventData, request: gr.Request) -> list[Any]:
            return [plot_update(spec) for spec in handlers.charts(event._data, tab.is_open(service, request))]

        shown.select(drawn, inputs=None, outputs=plots, show_progress="hidden", api_visibility="private")

    label = wording.text("tab")
    tab.add_tab(service, handlers, TAB, "inquiries", label, intro_html(wording), frame, add_figures)


def intro_html(wording: Wording) -> str:
    """What this is and what it is not."""
    points = "".join(f"<li>{escape(line)}</li>" for line in wording.text("intro_points").splitlines())
    return (
        f'<h2>{wording.html("title")}</h2><p class="tagline">{wording.html("intro")}</p>'
        f'<ul class="draft-points">{points}</ul>'
    )

"""A guided page in Gradio: its components in the order of reading, and which handler answers to what."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from app.ui.guides.guide import Guide
from app.ui.guides.handlers import GuideHandlers
from app.ui.handlers import Pieces
from app.ui.theme import script

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_COMMON = ("clock", "contact", "as_of_error", "status")  # parts of the page that a guide changes


def lay_out(guide: Guide, add_above: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """The tab with the guide's components by name. `add_above`: adds what stands between its title and its form."""

    def html(name: str, value: str = "", js: str | None = None) -> gr.HTML:
        return gr.HTML(value, elem_id=f"{guide.name}-{name}", apply_default_css=False, js_on_load=js)

    parts: dict[str, Any] = {}
    with gr.Tab(guide.text(f"{guide.name}_tab"), id=guide.name, elem_id=f"tab-{guide.name}"):
        title, about = guide.words(f"{guide.name}_title"), guide.words(f"{guide.name}_about")
        html("intro", f'<h2>{title}</h2><p class="tagline">{about}</p>')
        add_above()
        if not guide.form_after_lead:
            parts["form"] = html("form", js=script("guide_form.js"))
        with gr.Row(elem_classes="guide-row", equal_height=False):
            with gr.Column(elem_classes="guide-shown"):
                parts["lead"] = html("lead", js=script("guide_result.js"))
                if guide.form_after_lead:
                    parts["form"] = html("form", js=script("guide_form.js"))
                if guide.plots:
                    with gr.Row(elem_classes="guide-plots", equal_height=False):
                        for n, plot in enumerate(guide.plots):
                            parts[f"plot_{n}"] = gr.Plot(
                                visible=False, show_label=False, elem_id=f"{guide.name}-{plot}", elem_classes="chart"
                            )
                parts["result"] = html("result", js=script("guide_result.js"))
            parts["panel"] = html("panel", js=script("panel.js"))
        parts["sent"] = gr.Textbox(visible=False)
    return parts


def connect(name: str, parts: dict[str, Any], common: dict[str, Any], handlers: GuideHandlers) -> None:
    """Events of the guide called `name` to its handlers. The form sends what it says, with the page's 基準日."""
    sent_fields = parts.pop("sent")
    changed = {**{name: common[name] for name in _COMMON}, **parts}

    def onto(pieces: Pieces) -> list[Any]:
        return [pieces.get(name, gr.skip()) for name in changed]

    def opened(event: gr.EventData, as_of: str) -> list[Any]:
        return onto(handlers.opened(event._data, as_of))

    def sent(as_of: str, fields: str) -> list[Any]:
        return onto(handlers.sent(fields, as_of))

    def open_source(event: gr.EventData) -> Any:
        return handlers.open_source(event._data).get("panel", gr.skip())

    outputs = list(changed.values())
    parts["form"].select(opened, inputs=[common["as_of"]], outputs=outputs, **_QUIET)
    # Of several changes at once the newest counts. Gradio then sends the first event's data again, so the fields are
    # read from the form when the request is made.
    read = f"(as_of, _) => [as_of, window.jhub.guides.fields('{name}')]"
    inputs = [common["as_of"], sent_fields]
    parts["form"].submit(sent, inputs=inputs, outputs=outputs, js=read, trigger_mode="always_last", **_QUIET)
    for part in ("lead", "result"):
        parts[part].click(open_source, inputs=None, outputs=[parts["panel"]], **_QUIET)

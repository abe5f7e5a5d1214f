"""What happens when somebody opens a guided page, fills its form or opens a source.

Each handler returns the pieces that change.
"""

import json
import logging
from typing import Any

import gradio as gr
from gradio.components.plot import PlotData

from advisor.answering.assembling import citation_of
from advisor.answering.drafts import Quote
from advisor.dates import parse_as_of
from advisor.errors import AdvisorError
from advisor.messages import Language, say
from app.service import Service
from app.ui.address import Given, collected, read_address
from app.ui.guides.guide import Guide, Moment
from app.ui.handlers import STARTING_S, Handlers, Pieces
from app.ui.panels import message_html, status_html
from app.ui.source_panel import source_html

log = logging.getLogger(__name__)
_LONGEST_QUOTE = 20_000


class GuideHandlers:
    """The handlers of one guide. They keep nothing: the form is in the browser."""

    def __init__(self, guide: Guide, service: Service, page: Handlers, language: Language) -> None:
        self._guide = guide
        self._service = service
        self._page = page
        self._language = language

    def opened(self, data: Any, as_of: str) -> Pieces:
        """The guide as its address says, or empty; what the address says and the form cannot hold is told."""
        self._service.wait(STARTING_S)
        address = read_address(str(_part(data, "address") or ""))
        given = address.fields if address.tab == self._guide.name else {}
        return self._pieces(given, as_of, is_new=True)

    def sent(self, fields: str, as_of: str) -> Pieces:
        """The guide for what the form says: names and values as JSON."""
        return self._pieces(collected(_pairs(fields)), as_of, is_new=False)

    def open_source(self, data: Any) -> Pieces:
        """The source of a citation, by the place of its quote."""
        try:
            knowledge = self._service.knowledge()
            source = knowledge.sources[str(_part(data, "source"))]
            start, end, n = (int(_part(data, key)) for key in ("start", "end", "n"))
        except (AdvisorError, KeyError, TypeError, ValueError):
            return {}
        quote = source.text[start:end] if 0 <= start < end <= start + _LONGEST_QUOTE else ""
        if not quote or n < 1:
            return {}
        citation = citation_of(
            n, Quote(source_id=source.info.id, start=start, end=start + len(quote), text=quote), knowledge
        )
        return {"panel": source_html(citation, source, self._language, name=self._guide.name)}

    def _pieces(self, asked: Given, as_of: str, is_new: bool) -> Pieces:
        typed = (as_of or "").strip()
        dated = self._page.dated(typed)
        if dated["as_of_error"]:
            return dated
        try:
            knowledge = self._service.knowledge()
            moment = Moment(at=parse_as_of(typed or None), typed=typed)
            given, dropped = self._guide.known(asked, knowledge)
            shown = self._guide.shown(given, moment, knowledge)
        except AdvisorError as fault:
            return {**dated, **self._failed(fault.user_message(self._language))}
        except Exception:  # the outermost edge: whatever it was, it is logged and the reader is told in words
            log.exception("the guide %s failed", self._guide.name)
            return {**dated, **self._failed(say("guides_ui.failed", self._language))}
        warning = ""
        if is_new and dropped:
            text = say("guides_ui.link_unknown", self._language, names=", ".join(name[:40] for name in dropped))
            warning = message_html(text, "info")
        plots = {f"plot_{n}": plot_update(spec) for n, spec in enumerate(shown.plots)}
        pieces = {"lead": warning + shown.lead, "result": shown.result, "panel": ""}
        if is_new:  # a form in use is never drawn anew: nobody loses what is being typed, or the place in it
            pieces["form"] = self._guide.form(shown)
        return {**dated, **pieces, **plots, "status": status_html(shown.said)}

    def _failed(self, text: str) -> Pieces:
        """The message in place of the result; the form stays as it is."""
        hidden = {f"plot_{n}": plot_update(None) for n in range(len(self._guide.plots))}
        return {"lead": message_html(text), "result": "", "panel": "", "status": "", **hidden}


def plot_update(spec: dict[str, Any] | None) -> Any:
    """What a plot becomes: hidden where there is nothing to show."""
    if spec is None:
        return gr.update(value=None, visible=False)
    return gr.update(value=PlotData(type="altair", plot=json.dumps(spec, ensure_ascii=False)), visible=True)


def _part(data: Any, name: str) -> Any:
    return data.get(name) if isinstance(data, dict) else None


def _pairs(text: str) -> list[tuple[str, str]]:
    """Names and values as the browser sent them; anything else is left out."""
    try:
        fields = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return []
    if not isinstance(fields, list):
        return []
    pairs = [pair for pair in fields if isinstance(pair, list) and len(pair) == 2]
    # half a surrogate pair, which a script can send, cannot be written into an address
    return [
        (name, value.encode("utf-8", "replace").decode())
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str)
    ]

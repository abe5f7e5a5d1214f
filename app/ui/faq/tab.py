"""The tab FAQ in Gradio. The browser's part is in assets/workbench*.js and assets/faq.js."""

from app.service import Service
from app.ui.faq.acts import PARTS, TAB
from app.ui.faq.handlers import FaqHandlers
from app.ui.faq.wording import Wording
from app.ui.workbench import tab


def add_faq(service: Service, handlers: FaqHandlers, wording: Wording) -> None:
    """The tab with its components and handlers, inside the page's tabs."""
    frame = tab.frame_html(TAB, PARTS, wording)
    tab.add_tab(service, handlers, TAB, "faq", wording.text("tab"), intro_html(wording), frame)


def intro_html(wording: Wording) -> str:
    """What this is and what it is not."""
    return f'<h2>{wording.html("title")}</h2><p class="tagline">{wording.html("intro")}</p>'

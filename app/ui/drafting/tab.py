"""The tab 下書きする in Gradio. The browser's part is in assets/workbench*.js and assets/drafting*.js."""

from app.service import Service
from app.ui.drafting.handlers import DraftingHandlers
from app.ui.drafting.home import intro_html
from app.ui.drafting.showing import PARTS, TAB
from app.ui.drafting.wording import Wording
from app.ui.workbench import tab


def add_drafting(service: Service, handlers: DraftingHandlers, wording: Wording) -> None:
    """The tab with its components and handlers, inside the page's tabs."""
    intro, frame = intro_html(wording), frame_html(wording)
    tab.add_tab(service, handlers, TAB, "drafting", wording.text("tab"), intro, frame)


def frame_html(wording: Wording) -> str:
    """Where the parts go, and the sentences that the browser says by itself."""
    return tab.frame_html(TAB, PARTS, wording)

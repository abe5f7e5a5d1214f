"""The page for people, in Gradio: Japanese at `/`, English at `/en/`. Texts: advisor/messages/ui.toml."""

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from advisor.messages import Language
from app.service import Service
from app.ui.head import PageHead
from app.ui.page import build_page
from app.ui.panels import PATHS
from app.ui.theme import ASSETS, make_theme, script, style_sheet

ASKED_AT_ONCE = 32  # handlers that may run side by side


def mount_pages(app: FastAPI, service: Service) -> None:
    """Put the page under `app`. The Japanese one answers every address that nothing before it took: it comes last."""
    theme = make_theme()
    app.add_api_route("/en", lambda: RedirectResponse(PATHS[Language.EN]), include_in_schema=False)
    for language in (Language.EN, Language.JA):
        page = build_page(service, language)
        page.queue(default_concurrency_limit=ASKED_AT_ONCE)
        gr.mount_gradio_app(
            app,
            page,
            path=PATHS[language].rstrip("/") or "/",
            theme=theme,
            css=style_sheet(),
            head=f"<script>{script('page.js')}\n{script('guides.js')}</script>",
            favicon_path=str(ASSETS / "favicon.png") if language is Language.JA else None,
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            mcp_server=False,
            enable_monitoring=False,
            show_error=False,
            pwa=False,
            max_file_size=1,  # the page takes no files
        )
    app.add_middleware(PageHead)

"""The page for people, in Gradio: Japanese at `/`, English at `/en/`. Texts: advisor/messages/ui.toml."""

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.routing import Mount

from advisor.evidence.limits import MEGABYTE
from advisor.messages import Language
from app.service import Service
from app.ui.head import PageHead
from app.ui.page import build_page
from app.ui.panels import PATHS
from app.ui.theme import ASSETS, head_script, make_theme, style_sheet
from app.ui.workbench.uploads import FOLDER, Uploads

ASKED_AT_ONCE = 32  # handlers that may run side by side


def mount_pages(app: FastAPI, service: Service) -> None:
    """Put the page under `app`. The Japanese one answers every address that nothing before it took: it comes last."""
    theme = make_theme()
    settings = service.settings
    uploads = Uploads(settings.data_dir.resolve() / FOLDER)
    limit_mb = max(settings.evidence_file_mb, settings.inquiry_file_mb)
    largest = limit_mb * MEGABYTE if settings.drafting_open else 1  # else the page takes no files
    app.add_api_route("/en", lambda: RedirectResponse(PATHS[Language.EN]), include_in_schema=False)
    for language in (Language.EN, Language.JA):
        page = build_page(service, language, uploads)
        page.queue(default_concurrency_limit=ASKED_AT_ONCE)
        gr.mount_gradio_app(
            app,
            page,
            path=PATHS[language].rstrip("/") or "/",
            theme=theme,
            css=style_sheet(),
            head=head_script(),
            favicon_path=str(ASSETS / "favicon.png") if language is Language.JA else None,
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            mcp_server=False,
            enable_monitoring=False,
            show_error=False,
            pwa=False,
            max_file_size=largest,
            blocked_paths=[str(uploads.folder)],  # what is on its way to the desk is served to nobody
        )
    if settings.drafting_open:
        uploads.make()
    _send_uploads_to(app, uploads)
    app.add_middleware(PageHead)


def _send_uploads_to(app: FastAPI, uploads: Uploads) -> None:
    """Let the mounted pages put files there. Gradio itself knows one folder for all programs of a machine."""
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, gr.routes.App):
            route.app.uploaded_file_dir = str(uploads.folder)

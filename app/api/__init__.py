"""The API: an application of its own, so that all its faults, 404 and 405 too, leave as problem details."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI

from app.api.ask import ask_router
from app.api.clock import clock_router
from app.api.dossiers import dossier_router
from app.api.eligibility import eligibility_router
from app.api.errors import add_error_handlers
from app.api.faq import faq_router
from app.api.hubs import hub_router
from app.api.inquiries import inquiry_router
from app.api.menus import menu_router
from app.api.precedents import precedent_router
from app.api.rounds import round_router
from app.api.schedule import schedule_router
from app.api.sources import source_router
from app.api.type_selection import type_selection_router
from app.service import Service

PREFIX = "/api/v1"
_DESCRIPTION = (
    "Short answers about METI's J-Innovation HUB call, every sentence with its exact quote, valid on the day asked. "
    "An unofficial guide: the ministry and its secretariat decide. Faults are RFC 9457 problem details with Japanese "
    "and English texts."
)


def create_api(service: Service) -> FastAPI:
    """The API, to be mounted at `PREFIX`. Its description is at `PREFIX/openapi.json`."""
    # The interactive pages of FastAPI load their scripts from a CDN, so they are off.
    api = FastAPI(
        title="J-Innovation HUB advisor",
        version=product_version(),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    add_error_handlers(api)
    api.include_router(ask_router(service))
    api.include_router(source_router(service))
    api.include_router(clock_router(service))
    api.include_router(eligibility_router(service))
    api.include_router(type_selection_router(service))
    api.include_router(menu_router(service))
    api.include_router(schedule_router(service))
    api.include_router(hub_router(service))
    api.include_router(round_router(service))
    api.include_router(dossier_router(service))
    api.include_router(precedent_router(service))
    api.include_router(inquiry_router(service))
    api.include_router(faq_router(service))
    return api


def product_version() -> str:
    """The installed version; "0" where the product is not installed."""
    try:
        return version("jhub-advisor")
    except PackageNotFoundError:
        return "0"

"""The web application: the page at `/` (Japanese) and `/en` (English), the API under `/api/v1`, health checks."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator

import uvicorn
from fastapi import FastAPI, HTTPException

from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge
from advisor.settings import Settings
from app.api import PREFIX, create_api
from app.api.errors import RefuseBody, add_error_handlers
from app.api.health import health_router
from app.late_pages import LatePages
from app.protection import BodyLimit, SecurityHeaders
from app.service import Service

_LOADING_S = 600.0  # after which the pages are made, loaded or not
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def create_app(settings: Settings, knowledge: Knowledge | None = None) -> FastAPI:
    """The application. Without `knowledge` it is loaded when the server starts; until then `/readyz` says so."""
    return _assemble(Service(settings, knowledge))


def _assemble(service: Service) -> FastAPI:
    pages = LatePages(lambda: _pages(service))

    async def prepare() -> None:
        await asyncio.to_thread(service.wait, _LOADING_S)
        await pages.prepare()

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        async with pages.lifetime():
            preparing = asyncio.create_task(prepare())
            yield
            preparing.cancel()
        service.stop()

    app = FastAPI(title="jhub-advisor", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    add_error_handlers(app)
    app.add_middleware(BodyLimit, refuse=RefuseBody())
    app.add_middleware(SecurityHeaders)
    app.include_router(health_router(service))
    app.mount(PREFIX, create_api(service))
    for path in ("/api", "/api/{rest:path}"):
        app.add_api_route(path, _nothing_here, methods=list(_METHODS))
    app.mount("/", pages)
    return app


def _pages(service: Service) -> FastAPI:
    from app.ui import mount_pages  # noqa: PLC0415  Gradio takes seconds to import

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount_pages(app, service)
    return app


def _nothing_here() -> None:
    """Addresses under /api that are none, which the page mounted at `/` would otherwise answer in its own way."""
    raise HTTPException(404)


def serve(settings: Settings) -> None:
    """Run until interrupted. Raises ServiceFault when the address cannot be had."""
    listening = listen(settings.host, settings.port)
    with listening:
        service = Service(settings)
        service.start()
        config = uvicorn.Config(_assemble(service), log_level="info", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Taken before anything is loaded, so that a port in use is told at once. Raises ServiceFault."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family)
    except OSError as fault:
        raise ServiceFault("address_unusable", host=host, port=port, reason=fault.strerror) from fault
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(socket.SOMAXCONN)
    except OSError as fault:
        listening.close()
        if fault.errno == errno.EADDRINUSE:
            raise ServiceFault("port_in_use", port=port) from fault
        raise ServiceFault("address_unusable", host=host, port=port, reason=fault.strerror) from fault
    return listening

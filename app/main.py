"""The web application: the page at `/` (Japanese) and `/en` (English), the API under `/api/v1`, the same for chat
clients under `/v1` and for MCP clients at `/mcp`, health checks."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator

import uvicorn
from fastapi import FastAPI, HTTPException
from starlette.routing import Route

from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge
from advisor.settings import Settings
from app.api import PREFIX, create_api
from app.api.errors import add_error_handlers
from app.api.health import health_router
from app.late_pages import LatePages
from app.mcp_server import PATHS as MCP_PATHS
from app.openai_api import PREFIX as OPENAI_PREFIX
from app.openai_api import create_openai_api
from app.protection import BodyLimit, RequireKey, SecurityHeaders, upload_rules
from app.refusing import Refuse
from app.request_origin import GuardDossiers
from app.service import Service

_LOADING_S = 600.0  # after which the pages are made, loaded or not
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def create_app(settings: Settings, knowledge: Knowledge | None = None) -> FastAPI:
    """The application. Without `knowledge` it is loaded when the server starts; until then `/readyz` says so."""
    return _assemble(Service(settings, knowledge))


def _assemble(service: Service) -> FastAPI:
    pages = LatePages(lambda: _pages(service))
    mcp = LatePages(lambda: _mcp(service))

    async def prepare() -> None:
        await asyncio.to_thread(service.wait, _LOADING_S)
        await pages.prepare()

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        async with pages.lifetime(), mcp.lifetime():
            preparing = asyncio.create_task(prepare())
            yield
            preparing.cancel()
        service.stop()

    app = FastAPI(title="jhub-advisor", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    add_error_handlers(app)
    protect(app, service.settings)
    app.include_router(health_router(service))
    app.mount(PREFIX, create_api(service))
    app.mount(OPENAI_PREFIX, create_openai_api(service))
    app.router.routes.append(Route(OPENAI_PREFIX, endpoint=Refuse("not_found", 404)))
    for path in ("/api", "/api/{rest:path}"):
        app.add_api_route(path, _nothing_here, methods=list(_METHODS))
    app.router.routes += [Route(path, endpoint=mcp) for path in MCP_PATHS]
    app.mount("/", pages)
    return app


def protect(app: FastAPI, settings: Settings) -> None:
    """Put in front of `app` what stands in front of every request."""
    uploads = upload_rules(settings, lambda limit_mb: Refuse("upload_request_too_large", 413, limit_mb=limit_mb))
    app.add_middleware(BodyLimit, refuse=Refuse("body_too_large", 413), uploads=uploads)
    app.add_middleware(GuardDossiers, settings=settings, refuse=lambda code: Refuse(code, 403))
    if settings.api_key is not None:
        refuse = Refuse("invalid_api_key", 401, {"WWW-Authenticate": "Bearer"})
        app.add_middleware(RequireKey, key=settings.api_key, refuse=refuse)
    app.add_middleware(SecurityHeaders)


def _pages(service: Service) -> FastAPI:
    from app.ui import mount_pages  # noqa: PLC0415  Gradio takes seconds to import

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount_pages(app, service)
    return app


def _mcp(service: Service) -> FastAPI:
    # The SDK takes the better part of a second to import, and most servers never meet an MCP client.
    from app.mcp_server.endpoint import create_endpoint  # noqa: PLC0415

    return create_endpoint(service)


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

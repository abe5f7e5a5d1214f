"""The MCP server by itself: over standard input and output, or over HTTP."""

import signal

import anyio
import uvicorn
from fastapi import FastAPI
from mcp.server.stdio import stdio_server

from advisor.settings import Settings
from app.api.health import health_router
from app.main import listen, protect
from app.mcp_server.endpoint import create_endpoint
from app.mcp_server.server import create_mcp_server
from app.service import Service

_PATIENCE_S = 50.0  # of a first call over standard input and output; clients commonly give up after 60


def serve_stdio(settings: Settings) -> None:
    """Serve until standard input ends. The knowledge loads meanwhile; the first call waits for it."""
    # The SDK reads standard input in a thread that an interrupt cannot end: let Ctrl-C end the process itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    service = Service(settings)
    try:
        anyio.run(_stdio, service)
    finally:
        service.stop()


async def _stdio(service: Service) -> None:
    server = create_mcp_server(service, _PATIENCE_S)
    async with stdio_server() as (reading, writing):
        service.start()  # only now: from here on what anything prints goes to standard error
        await server.run(reading, writing, server.create_initialization_options())


def serve_http(settings: Settings) -> None:
    """Serve `/mcp` and the health checks until interrupted. Raises ServiceFault when the address cannot be had."""
    with listen(settings.host, settings.port) as listening:
        service = Service(settings)
        service.start()
        config = uvicorn.Config(create_alone(service), log_level="info", access_log=False)
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            service.stop()


def create_alone(service: Service) -> FastAPI:
    """The endpoint behind the same protection as in the whole application."""
    app = create_endpoint(service)
    app.include_router(health_router(service))
    protect(app, service.settings)
    return app

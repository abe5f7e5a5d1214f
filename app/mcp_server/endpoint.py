"""The MCP server over streamable HTTP, as an application of its own: one POST in, one JSON document out, no sessions.

Nothing is ever sent to a client unasked, so there are no streams to keep open; several processes can share the work.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence

from fastapi import FastAPI
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route

from app.api.errors import add_error_handlers
from app.mcp_server import PATHS
from app.mcp_server.server import create_mcp_server
from app.protection import BODY_LIMIT_BYTES
from app.service import Service

_HERE = ("127.0.0.1", "localhost", "[::1]")
_EVERY_ADDRESS = {"0.0.0.0", "::", ""}
ANY = "*"


def create_endpoint(service: Service) -> FastAPI:
    """The application; serves while its lifespan runs, once."""
    settings = service.settings
    manager = StreamableHTTPSessionManager(
        create_mcp_server(service),
        json_response=True,
        stateless=True,
        security_settings=accepted(settings.host, settings.mcp_hosts),
        max_request_body_size=BODY_LIMIT_BYTES,
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with manager.run():
            yield

    app = FastAPI(title="jhub-advisor", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    add_error_handlers(app)
    for path in PATHS:
        app.router.routes.append(Route(path, endpoint=StreamableHTTPASGIApp(manager), methods=["POST"]))
    return app


def accepted(bound: str, named: Sequence[str]) -> TransportSecuritySettings:
    """Which Host and Origin headers are accepted: this machine's, the address listened on, and the `named` hosts.

    A web page that a user of this machine visits could otherwise reach the server under a name that the page's owner
    lets point here (DNS rebinding). `*` among the named switches the check off.

    >>> accepted("0.0.0.0", ["advisor.example.jp"]).allowed_hosts[-2:]
    ['advisor.example.jp', 'advisor.example.jp:*']
    """
    if ANY in named:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    listened = [] if bound in _EVERY_ADDRESS else [f"[{bound}]" if ":" in bound else bound]
    hosts = [form for name in dict.fromkeys([*_HERE, *listened, *named]) for form in (name, f"{name}:*")]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)

"""The MCP server over a service: its tools and documents. The SDK's low-level server, for two reasons: documents are
listed from the knowledge that serves at the moment, and every fault leaves in our words."""

from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
)

from advisor.errors import AdvisorError
from advisor.knowledge import Knowledge
from app.api import product_version
from app.api.errors import NotFound
from app.mcp_server.arguments import read_arguments
from app.mcp_server.documents import TEMPLATE, contents_of, listed
from app.mcp_server.faults import foreseen, in_protocol, protocol_error, spoken
from app.mcp_server.tools import TOOLS, Offered
from app.service import Service

_Context = ServerRequestContext[Any]
_INSTRUCTIONS = (
    "An unofficial guide to METI's J-Innovation HUB call (地域オープンイノベーション拠点選抜制度, Jイノベ), in "
    "Japanese and English. Use `ask` for questions, the other tools for cases, types, support, precedents and "
    "documents. Everything holds for a day, `as_of`: rounds differ. Keep the quotes and their sources when you pass "
    "an answer on, do not add to what they say, and name the contact where the documents do not settle a question. "
    "METI, its committee and the secretariat decide."
)


def create_mcp_server(service: Service, patience_s: float = 0.0) -> Server[Any]:
    """The server. While the knowledge loads, a call waits `patience_s` seconds for it before it is told to come again.

    What takes time runs in threads; nothing blocks the event loop.
    """
    offered = {tool.name: tool for tool in TOOLS}
    described = [tool.described() for tool in TOOLS]

    async def list_tools(_: _Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=described)

    async def call_tool(_: _Context, params: CallToolRequestParams) -> CallToolResult:
        tool = offered.get(params.name)
        if tool is None:
            unknown = NotFound("mcp_tool_unknown", name=params.name[:80], choices=", ".join(offered))
            raise protocol_error(unknown)
        return await run_sync(partial(_called, tool, params.arguments or {}, service, patience_s))

    async def list_resources(_: _Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        resources = partial(in_protocol, lambda: listed(_knowledge(service, patience_s)), "resources/list")
        return ListResourcesResult(resources=await run_sync(resources))

    async def list_templates(_: _Context, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(resource_templates=[TEMPLATE])

    async def read_resource(_: _Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        contents = partial(
            in_protocol, lambda: contents_of(params.uri, _knowledge(service, patience_s)), "resources/read"
        )
        return ReadResourceResult(contents=[await run_sync(contents)])

    return Server(
        "jhub-advisor",
        version=product_version(),
        title="J-Innovation HUB advisor",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def _called(tool: Offered, arguments: dict[str, Any], service: Service, patience_s: float) -> CallToolResult:
    """The result of a call; a fault is a result too, which the model reads and can mend."""
    try:
        taken = read_arguments(tool.takes, arguments)
        service.wait(patience_s)
        given, text = foreseen(lambda: tool.call(service, taken), tool.name)
    except AdvisorError as fault:
        return CallToolResult(content=[TextContent(text=spoken(fault))], is_error=True)
    return CallToolResult(content=[TextContent(text=text)], structured_content=given.model_dump(mode="json"))


def _knowledge(service: Service, patience_s: float) -> Knowledge:
    """What is served now. Raises IndexUnavailable while there is nothing."""
    service.wait(patience_s)
    return service.knowledge()

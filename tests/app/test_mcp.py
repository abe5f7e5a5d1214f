"""app/mcp_server: a real MCP client against the served application, and against the command over standard input."""

import asyncio
import dataclasses
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent
from pydantic import SecretStr
from typer.testing import CliRunner

from advisor import cli
from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge, SourceDocument
from advisor.settings import Settings
from app.main import create_app, listen
from app.mcp_server import documents, server, tools
from app.mcp_server.endpoint import accepted
from app.mcp_server.running import create_alone, serve_http
from app.mcp_server.server import create_mcp_server
from app.service import Service

DAY = "2025-08-20"
NAMES = ["ask", "check_eligibility", "compare_types", "find_support", "search_precedents", "get_source"]
PING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPTED = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
Use = Callable[[Client], Awaitable[Any]]


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The address of a real server of `app`."""
    listening = listen("127.0.0.1", 0)
    serving = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not serving.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving.should_exit = True
    thread.join(timeout=10)
    assert not thread.is_alive()
    listening.close()


@pytest.fixture(scope="module")
def address(settings: Settings, knowledge: Knowledge) -> Iterator[str]:
    with running(create_app(settings, knowledge)) as found:
        yield found


def use(client: Client, work: Use) -> Any:
    """What `work` gives with the connected client. What it raises is not wrapped in the client's groups."""

    async def connected() -> Any:
        async with client:
            (outcome,) = await asyncio.gather(work(client), return_exceptions=True)
        return outcome

    outcome = asyncio.run(connected())
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def call(address: str, tool: str, **arguments: Any) -> CallToolResult:
    """The result of one call over HTTP."""
    result = use(Client(f"{address}/mcp"), lambda client: client.call_tool(tool, arguments))
    assert isinstance(result, CallToolResult)
    return result


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def found(address: str, tool: str, **arguments: Any) -> tuple[dict[str, Any], str]:
    """The structured content and the text of a call that succeeds."""
    result = call(address, tool, **arguments)
    assert not result.is_error, text_of(result)
    return result.structured_content, text_of(result)


def refusal(address: str, tool: str, **arguments: Any) -> str:
    """The text of a call that is refused."""
    result = call(address, tool, **arguments)
    assert result.is_error and result.structured_content is None
    return text_of(result)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_tool_is_offered_with_its_schemas_and_only_reads(address: str, mode: str) -> None:
    offered = use(Client(f"{address}/mcp", mode=mode), lambda client: client.list_tools()).tools
    assert [tool.name for tool in offered] == NAMES
    for tool in offered:
        assert tool.annotations.read_only_hint and len(tool.description) > 100
        assert " / " in tool.title
        described = tool.input_schema["properties"]
        assert all("description" in part or "$ref" in part for part in described.values()), described
        assert tool.output_schema["type"] == "object"


def test_an_answer_has_its_quotes_and_a_quote_is_the_text_between_its_offsets(address: str) -> None:
    answer, text = found(address, "ask", question="高専は申請できますか", as_of=DAY)
    assert (answer["status"], answer["round"], answer["id"]) == ("answered", 7, None)
    assert "高等専門学校" in answer["text"] and answer["text"] in text
    for citation in answer["citations"]:
        assert all(line in text for line in citation["quote"].splitlines())
        place = {"source_id": citation["source_id"], "start": citation["start"], "end": citation["end"]}
        piece, shown = found(address, "get_source", **place)
        assert piece["text"] == citation["quote"] and citation["quote"] in shown
        assert piece["source"]["title"] == citation["title"] and citation["title"] in shown


def test_a_question_in_english_that_follows_another(address: str) -> None:
    earlier = json.dumps(["Can a KOSEN apply?"])  # as some clients send a list
    answer, text = found(address, "ask", question="Until when?", as_of=DAY, language="en", earlier=earlier)
    assert answer["language"] == "en" and answer["intent"] == "schedule"
    assert "Sources:" in text and "unofficial" in text


def test_a_case_is_set_against_the_conditions_and_the_next_question_names_its_slot(address: str) -> None:
    assessment, text = found(address, "check_eligibility", description="高専です", as_of=DAY)
    assert {rule["rule_id"]: rule["value_id"] for rule in assessment["rules"]}["applicant"] == "kosen"
    asked = assessment["asks"]
    assert asked["rule_id"] in text and all(option["value_id"] in text for option in asked["options"])
    slots = {asked["rule_id"]: asked["options"][0]["value_id"]}
    settled, _ = found(address, "check_eligibility", description="高専です", slots=slots, as_of=DAY)
    assert settled["asks"]["rule_id"] != asked["rule_id"]


def test_a_described_hub_is_set_against_both_types(address: str) -> None:
    told = "県内の町工場と加工技術を開発し、地域の人手不足に取り組んでいます。"
    comparison, text = found(address, "compare_types", description=told, as_of=DAY)
    assert comparison["leaning"] == "地域貢献型" and "町工場" in text


def test_support_is_the_programs_own_unless_filters_or_the_part_say_otherwise(address: str) -> None:
    own, text = found(address, "find_support", as_of=DAY)
    assert own["ministries"] is None and own["own"]["round"] == 7 and "伴走支援" in text
    menus, text = found(address, "find_support", q="再エネ", applicant="自治体", new_adoptions=True, as_of=DAY)
    assert menus["own"] is None and menus["ministries"]["query"]["applicant"] == "municipality"
    assert all(row["menu"]["new_adoptions"] for row in menus["ministries"]["rows"])
    assert menus["ministries"]["programmes"][0]["name"] in text
    both, _ = found(address, "find_support", ministry="METI", part="both", as_of=DAY)
    assert both["own"] and both["ministries"]["rows"]


def test_selected_hubs_by_filter_and_by_likeness(address: str) -> None:
    hubs, text = found(address, "search_precedents", prefecture="北海道", as_of=DAY)
    assert [row["hub"]["university"] for row in hubs["rows"]] == ["北海道大学"] and "北海道大学" in text
    alike, _ = found(address, "search_precedents", like="再生医療と医療AI", type="regional", as_of=DAY)
    cosines = [row["likeness"] for row in alike["rows"]]
    assert cosines == sorted(cosines, reverse=True) and "医" in alike["rows"][0]["hub"]["hub_name"]


def test_a_long_list_shows_some_quotes_and_says_where_the_others_are(address: str) -> None:
    hubs, text = found(address, "search_precedents", language="en", as_of=DAY)
    left = len(hubs["answer"]["citations"]) - 20
    assert left > 0 and f"{left} more quotes are in the structured content" in text


def test_a_document_is_read_in_windows(address: str, knowledge: Knowledge) -> None:
    source = "csti-university-promotion-package-2021"
    whole = knowledge.sources[source].text
    first, _ = found(address, "get_source", source_id=source)
    assert first["text"] == whole[:4000] and first["characters"] == len(whole)
    last, _ = found(address, "get_source", source_id=source, start=len(whole) - 10, end=len(whole) + 500)
    assert last["text"] == whole[-10:] and last["end"] == len(whole)
    for start, end in [(0, 20_001), (5, 5), (-1, 5), (len(whole), None)]:
        assert "[range_invalid]" in refusal(address, "get_source", source_id=source, start=start, end=end)


def test_every_document_is_listed_and_read_whole(address: str, knowledge: Knowledge) -> None:
    async def work(client: Client) -> None:
        listed = (await client.list_resources()).resources
        assert [each.name for each in listed] == [each.info.title for each in knowledge.sources.values()]
        for each, source in zip(listed, knowledge.sources.values(), strict=True):
            assert each.uri == f"jhub://sources/{source.info.id}" and each.mime_type == "text/plain"
            assert source.info.issuer in each.description and source.info.issued_on in each.description
            (content,) = (await client.read_resource(each.uri)).contents
            assert content.text == source.text
        assert "第7回" in listed[0].description
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "jhub://sources/{source_id}"

    use(Client(f"{address}/mcp"), work)


@pytest.mark.parametrize(
    ("tool", "arguments", "code", "says"),
    [
        ("ask", {"question": "", "as_of": DAY}, "question_empty", "The question is empty"),
        ("ask", {"question": "あ" * 2001}, "question_too_long", "2001"),
        ("ask", {"question": "締切は?", "as_of": "someday"}, "as_of_invalid", "someday"),
        ("ask", {}, "request_invalid", "question: Field required"),
        ("ask", {"question": "締切は?", "language": "fr"}, "request_invalid", "language"),
        ("ask", {"question": "締切は?", "when": DAY}, "request_invalid", "when"),
        ("ask", {"question": "締切は?", "earlier": "[not json"}, "request_invalid", "earlier"),
        ("get_source", {"source_id": "../../etc/passwd"}, "mcp_source_unknown", "../../etc/passwd"),
        ("check_eligibility", {"slots": {"colour": "red"}}, "slot_unknown", "applicant"),
        ("compare_types", {"description": " "}, "description_empty", "The description is empty"),
        ("find_support", {"theme": "錬金術"}, "filter_unknown", "防災"),
        ("search_precedents", {"type": "lunar"}, "hub_type_unknown", "international"),
    ],
)
def test_what_cannot_be_taken_is_told_in_both_languages(
    address: str, tool: str, arguments: dict[str, Any], code: str, says: str
) -> None:
    told = refusal(address, tool, **arguments)
    assert told.endswith(f"[{code}]") and says in told and "。" in told
    assert "Traceback" not in told and "pydantic" not in told


def test_an_unknown_tool_or_document_is_an_error_of_the_protocol(address: str) -> None:
    with pytest.raises(MCPError, match=r"ask, check_eligibility.*\[mcp_tool_unknown\]"):
        call(address, "delete_everything")
    for uri in ("jhub://sources/nope", "jhub://sources/", "file:///etc/passwd"):
        with pytest.raises(MCPError, match=r"\[mcp_source_unknown\]"):
            use(Client(f"{address}/mcp"), lambda client, uri=uri: client.read_resource(uri))


def test_many_clients_at_once(address: str) -> None:
    async def work() -> list[str]:
        async def one(number: int) -> str:
            async with Client(f"{address}/mcp", mode="legacy" if number % 2 else "auto") as client:
                return text_of(await client.call_tool("ask", {"question": "高専は申請できますか", "as_of": DAY}))

        return await asyncio.gather(*(one(number) for number in range(12)))

    assert len(set(asyncio.run(work()))) == 1


def test_the_address_answers_with_and_without_a_slash_and_takes_nothing_but_post(address: str) -> None:
    for path in ("/mcp", "/mcp/"):
        assert httpx.post(address + path, json=PING, headers=ACCEPTED).json()["result"]["tools"]
    for method in ("GET", "DELETE"):
        refused = httpx.request(method, f"{address}/mcp", headers={"accept": "text/event-stream"})
        assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")


def test_a_body_over_the_limit_is_refused_however_it_comes(address: str) -> None:
    big = b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "x": "' + b"x" * 1_000_001 + b'"}'
    for content in (big, iter([big[:500_000], big[500_000:]])):
        assert httpx.post(f"{address}/mcp", content=content, headers=ACCEPTED).status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"jsonrpc": "2.0"}', b"\xff\xfe", b'{"id": 1, "method": 3}'])
def test_what_is_no_message_is_refused_as_a_message(address: str, body: bytes) -> None:
    refused = httpx.post(f"{address}/mcp", content=body, headers=ACCEPTED)
    assert 400 <= refused.status_code < 500 and refused.json()["jsonrpc"] == "2.0"


def test_a_lone_surrogate_is_refused_or_answered_and_breaks_nothing(address: str) -> None:
    for tool, argument in (("ask", "question"), ("get_source", "source_id")):
        params = {"name": tool, "arguments": {argument: "\ud800"}}
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
        replied = httpx.post(f"{address}/mcp", content=body.encode(), headers=ACCEPTED)
        assert replied.status_code < 500


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"host": "localhost:7860", "origin": "http://localhost:7860"}, 200),
    ],
)
def test_a_page_elsewhere_cannot_reach_it_under_its_own_name(
    address: str, headers: dict[str, str], status: int
) -> None:
    assert httpx.post(f"{address}/mcp", json=PING, headers={**ACCEPTED, **headers}).status_code == status


def test_hosts_can_be_named_and_the_check_switched_off(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_MCP_HOSTS", "advisor.example.jp, mcp.example.jp:8443,")
    named = Settings(_env_file=None).mcp_hosts
    assert named == ("advisor.example.jp", "mcp.example.jp:8443")
    hosts = accepted("0.0.0.0", named)
    assert {"localhost:*", "advisor.example.jp", "advisor.example.jp:*", "mcp.example.jp:8443"} <= set(
        hosts.allowed_hosts
    )
    assert "https://advisor.example.jp" in hosts.allowed_origins and "0.0.0.0" not in hosts.allowed_hosts
    assert "[2001:db8::1]:*" in accepted("2001:db8::1", ()).allowed_hosts
    assert not accepted("127.0.0.1", ["*"]).enable_dns_rebinding_protection


def test_alone_it_serves_the_tools_and_the_health_checks_behind_the_same_key(
    settings: Settings, knowledge: Knowledge
) -> None:
    keyed = settings.model_copy(update={"api_key": SecretStr("s3cret")})
    with running(create_alone(Service(keyed, knowledge))) as alone:
        assert httpx.get(f"{alone}/readyz").json()["status"] == "ready"
        assert httpx.get(f"{alone}/").status_code == 404
        refused = httpx.post(f"{alone}/mcp", json=PING, headers=ACCEPTED)
        assert (refused.status_code, refused.json()["code"]) == (401, "invalid_api_key")
        allowed = httpx.post(f"{alone}/mcp", json=PING, headers={**ACCEPTED, "authorization": "Bearer s3cret"})
        assert [tool["name"] for tool in allowed.json()["result"]["tools"]] == NAMES


def test_several_applications_in_one_process_each_serve(settings: Settings, knowledge: Knowledge) -> None:
    with running(create_app(settings, knowledge)) as one, running(create_app(settings, knowledge)) as other:
        for each in (one, other):
            assert "高等専門学校" in found(each, "ask", question="高専は申請できますか", as_of=DAY)[1]


def test_while_the_knowledge_loads_it_is_said_and_a_patient_call_waits(
    settings: Settings, knowledge: Knowledge
) -> None:
    service = Service(settings)
    service._begun, service._loaded = True, Future()

    async def hasty(client: Client) -> None:
        assert "[service_starting]" in text_of(await client.call_tool("ask", {"question": "締切は?"}))
        with pytest.raises(MCPError, match=r"The service is starting.*\[service_starting\]"):
            await client.list_resources()
        assert (await client.list_tools()).tools

    async def patient(client: Client) -> None:
        asyncio.get_running_loop().call_later(0.3, service._loaded.set_result, knowledge)
        assert not (await client.call_tool("ask", {"question": "締切は?", "as_of": DAY})).is_error

    use(Client(create_mcp_server(service)), hasty)
    use(Client(create_mcp_server(service, patience_s=20)), patient)


def test_documents_are_those_of_the_knowledge_that_serves(
    settings: Settings, knowledge: Knowledge, pdf_source: SourceDocument
) -> None:
    service = Service(settings, knowledge)
    more = {"new call": dataclasses.replace(pdf_source, info=pdf_source.info.model_copy(update={"id": "new call"}))}

    async def work(client: Client) -> None:
        assert len((await client.list_resources()).resources) == len(knowledge.sources)
        service._take(dataclasses.replace(knowledge, sources=more))
        (only,) = (await client.list_resources()).resources
        assert only.uri == "jhub://sources/new%20call"
        assert (await client.read_resource(only.uri)).contents[0].text == pdf_source.text
        piece = await client.call_tool("get_source", {"source_id": "new call"})
        assert piece.structured_content["page"] == 1

    use(Client(create_mcp_server(service)), work)


def test_an_unforeseen_fault_says_nothing_of_its_insides(
    settings: Settings, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> Any:
        raise RuntimeError("secret path /etc/shadow")

    broken = tuple(dataclasses.replace(tool, call=breaks) for tool in tools.TOOLS)
    monkeypatch.setattr(server, "TOOLS", broken)
    monkeypatch.setattr(server, "contents_of", breaks)

    async def work(client: Client) -> None:
        result = await client.call_tool("ask", {"question": "締切は?"})
        assert result.is_error and text_of(result).endswith("[unexpected]")
        assert "secret" not in text_of(result)
        with pytest.raises(MCPError) as told:
            await client.read_resource(documents.address_of("hubs"))
        assert str(told.value).endswith("[unexpected]") and "secret" not in str(told.value)

    use(Client(create_mcp_server(Service(settings, knowledge))), work)
    assert "secret path" in caplog.text


def test_the_command_serves_over_standard_input_and_output(settings: Settings) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")},
        "ADVISOR_DATA_DIR": str(settings.data_dir),
    }
    command = StdioServerParameters(command=sys.executable, args=["-m", "advisor.cli", "mcp"], env=environment)

    async def work(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == NAMES
        answer = await client.call_tool("ask", {"question": "高専は申請できますか", "as_of": DAY})
        assert not answer.is_error and "高等専門学校" in text_of(answer)
        assert len((await client.list_resources()).resources) > 5

    use(Client(command, mode="legacy", read_timeout_seconds=60), work)


def test_over_standard_output_goes_nothing_but_messages(settings: Settings) -> None:
    environment = {**os.environ, "ADVISOR_DATA_DIR": str(settings.data_dir), "ADVISOR_CORPUS_DIR": "/nowhere"}
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": "?"}}},
    ]
    ran = subprocess.Popen(
        [sys.executable, "-m", "advisor.cli", "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert ran.stdin is not None and ran.stdout is not None
    ran.stdin.write("".join(f"{json.dumps(line)}\n" for line in lines))
    ran.stdin.flush()
    first, second = json.loads(ran.stdout.readline()), json.loads(ran.stdout.readline())
    rest, _ = ran.communicate(timeout=30)
    assert first["result"]["serverInfo"]["name"] == "jhub-advisor" and rest == "" and ran.returncode == 0
    assert second["result"]["isError"] and "Traceback" not in json.dumps(second)


def test_what_the_command_cannot_do_is_told(settings: Settings) -> None:
    ran = CliRunner().invoke(cli.app, ["mcp", "--port", "7861"])
    assert ran.exit_code == 2 and "--http" in ran.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServiceFault) as told:
        serve_http(settings.model_copy(update={"port": taken.getsockname()[1]}))
    assert told.value.code == "port_in_use"


def test_asking_and_starting_the_server_do_not_load_the_sdk() -> None:
    code = "import sys, advisor.cli, app.main; print('mcp' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"

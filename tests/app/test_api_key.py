"""The optional key: what wants it, what stays open, what is said, what is never shown."""

import dataclasses
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from problems import JAPANESE, assert_problem
from pydantic import SecretStr, ValidationError
from sample_pdf import PDF_ID

from advisor.knowledge import Knowledge, SourceDocument
from advisor.settings import Settings
from app.main import create_app

KEY = "鍵-k3y with spaces"
OURS = {"authorization": f"Bearer {KEY}".encode()}
ASK = {"question": "高専は申請できますか", "as_of": "2025-08-20"}
CHAT = {"model": "jhub-advisor", "messages": [{"role": "user", "content": "高専は申請できますか"}]}
UI = Path(__file__).parents[2] / "app/ui"


@pytest.fixture(scope="module")
def guarded(knowledge: Knowledge, pdf_source: SourceDocument) -> Iterator[TestClient]:
    settings = knowledge.settings.model_copy(update={"api_key": SecretStr(KEY)})
    with_pdf = dataclasses.replace(knowledge, settings=settings, sources={**knowledge.sources, PDF_ID: pdf_source})
    with TestClient(create_app(settings, with_pdf), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "given",
    [None, b"", b"Bearer", b"Bearer ", b"Bearer x", f"Basic {KEY}".encode(), KEY.encode(), f"Bearer {KEY}x".encode()],
)
def test_without_the_key_nothing_is_answered(guarded: TestClient, given: bytes | None) -> None:
    headers = {} if given is None else {"authorization": given}
    response = guarded.post("/api/v1/ask", json=ASK, headers=headers)
    assert_problem(response, 401, "invalid_api_key")
    assert response.headers["www-authenticate"] == "Bearer"
    told = guarded.post("/v1/chat/completions", json=CHAT, headers=headers)
    assert (told.status_code, told.headers["www-authenticate"]) == (401, "Bearer")
    assert told.json()["error"]["code"] == "invalid_api_key" and JAPANESE.search(told.json()["error"]["message"])
    assert "content-security-policy" in told.headers and KEY not in told.text


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER "])
def test_with_the_key_all_is(guarded: TestClient, scheme: str) -> None:
    headers = {"authorization": f"{scheme} {KEY}".encode()}
    assert guarded.post("/api/v1/ask", json=ASK, headers=headers).status_code == 200
    assert guarded.post("/v1/chat/completions", json=CHAT, headers=headers).status_code == 200
    assert guarded.get("/v1/models", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/api/v1",
            "/api/v1/",
            "/api/v1/nosuch",
            "/api/v1/sources",
            "/api/v1/clock",
            "/%61pi/v1/clock",
            "/mcp",
            "/mcp/",
        ),
        *("/v1", "/v1/models", "/v1/openapi.json", "/api/v1/hubs", "/api/v1/hubs?format=json"),
        *("/api/v1/hubs?format=csv&format=json", "/api/v1/rounds?format=csv", f"/api/v1/sources/{PDF_ID}/text"),
        *(
            f"/api/v1/sources/{PDF_ID}/pages/../text",
            "/api/v1/sources/a/b/pages/1.png",
            "/api/v1/hubs/compare?format=csv",
        ),
    ],
)
def test_what_wants_the_key(guarded: TestClient, path: str) -> None:
    assert guarded.get(path).status_code == 401
    assert guarded.get(path, headers=OURS).status_code != 401


@pytest.mark.parametrize("path", ["/", "/en/", "/healthz", "/readyz", "/api", "/v10", "/mcpx", "/api/v10"])
def test_what_stays_open(guarded: TestClient, path: str) -> None:
    assert guarded.get(path).status_code != 401


def test_what_the_page_loads_needs_no_key(guarded: TestClient) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(UI.rglob("*.py")))
    assert len(re.findall(r"\{PREFIX\}", code)) == 4  # the picture, the description, the tables, the FAQ
    assert guarded.get(f"/api/v1/sources/{PDF_ID}/pages/1.png?start=0&end=0").status_code == 200
    assert guarded.get("/api/v1/openapi.json").status_code == 200
    assert all(guarded.get(f"/api/v1/faq.{kind}").status_code == 200 for kind in ("md", "csv", "html", "json"))
    tables = re.findall(r"\.downloads\(\s*\"([^\"]+)\"", code)
    assert len(tables) == 4
    for table in tables:
        for kind in ("csv", "xlsx", "md"):
            assert guarded.get(f"/api/v1/{table}?format={kind}&language=ja").status_code == 200
        assert guarded.post(f"/api/v1/{table}?format=csv").status_code == 401


def test_behind_a_proxy_that_names_its_folder(knowledge: Knowledge) -> None:
    settings = knowledge.settings.model_copy(update={"api_key": SecretStr(KEY)})
    client = TestClient(create_app(settings, knowledge), root_path="/advisor")
    assert client.get("/advisor/api/v1/clock").status_code == 401
    assert client.get("/advisor/healthz").status_code == 200


def test_the_key_is_never_shown(guarded: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    guarded.get("/api/v1/clock", headers=OURS)
    guarded.get("/api/v1/clock", headers={"authorization": f"Bearer {KEY}?".encode()})
    settings = Settings(_env_file=None, api_key=SecretStr(KEY))
    for told in (caplog.text, repr(settings), settings.model_dump_json()):
        assert KEY not in told


def test_an_empty_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_API_KEY", "")
    with pytest.raises(ValidationError, match="api_key"):
        Settings(_env_file=None)


def test_without_the_setting_no_key_is_wanted(client: TestClient) -> None:
    assert client.get("/api/v1/clock").status_code == 200
    assert client.get("/api/v1/clock", headers={"authorization": "Bearer x"}).status_code == 200

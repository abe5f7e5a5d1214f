"""The application: health, what no route answers, headers, its description, a port in use, a failed start."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from problems import assert_problem

from advisor.errors import CorpusError, ServiceFault
from advisor.knowledge import Knowledge
from advisor.settings import Settings
from app.main import create_app, listen, serve


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"


def wait_until_loaded(client: TestClient) -> None:
    for _ in range(200):
        if client.get("/readyz").json().get("code") != "service_starting":
            return
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (CorpusError("index_missing"), "index_missing"),
        (OSError("x"), "service_not_loaded"),
    ],
)
def test_a_start_that_failed_is_told_and_the_server_still_serves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str
) -> None:
    def failing(*_: object) -> Knowledge:
        raise fault

    monkeypatch.setattr(Knowledge, "load", failing)
    with TestClient(create_app(settings)) as client:
        wait_until_loaded(client)
        assert_problem(client.get("/readyz"), 503, code)
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 200
        assert_problem(client.post("/api/v1/ask", json={"question": "締切は?"}), 503, code)


def test_while_it_loads_it_says_so(settings: Settings) -> None:
    client = TestClient(create_app(settings))  # without its lifespan nothing is ever loaded
    response = client.get("/readyz")
    assert_problem(response, 503, "service_starting")
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nosuch", "/api/v2/ask", "/api/v1/ask/"])
def test_addresses_that_are_none(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/v1/ask"), ("DELETE", "/api/v1/sources"), ("POST", "/api/v1/clock")]
)
def test_methods_that_are_not_taken(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert_problem(response, 405, "method_not_allowed")
    assert response.headers["allow"]


def test_the_description_has_summaries_examples_and_faults(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert {"/ask", "/sources", "/clock", "/support-menus", "/support-menus/own", "/schedule"} <= set(
        description["paths"]
    )
    assert all(operation["summary"] and "503" in operation["responses"] for operation in operations)
    assert "application/problem+json" in operations[0]["responses"]["422"]["content"]
    assert description["components"]["schemas"]["AskBody"]["examples"]


@pytest.mark.parametrize(("path", "language"), [("/", "ja"), ("/en/", "en"), ("/en", "en")])
def test_the_page_tells_its_language_and_nothing_of_others(client: TestClient, path: str, language: str) -> None:
    response = client.get(path)
    assert f'lang="{language}"' in response.text
    head = response.text.split("<body")[0]
    assert "og:image" not in head and "<title>J-Innovation HUB" in head
    assert "default-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/gradio_api/file=pyproject.toml", "/gradio_api/file=/etc/passwd", "/docs", "/redoc"])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in {403, 404}


def test_telemetry_is_off() -> None:
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"


def test_a_port_in_use(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServiceFault) as caught:
            serve(settings.model_copy(update={"port": port}))
    assert caught.value.code == "port_in_use"
    assert str(port) in caught.value.user_message()


def test_an_address_that_is_not_ours() -> None:
    with pytest.raises(ServiceFault) as caught:
        listen("203.0.113.1", 7860)
    assert caught.value.code == "address_unusable"


def test_importing_the_application_loads_no_telemetry_client() -> None:
    code = "import sys, app.main; print([m for m in sys.modules if m.split('.')[0] in ('posthog', 'langsmith')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd(), check=True)
    assert "posthog" not in run.stdout

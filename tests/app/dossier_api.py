"""Dossiers over HTTP: a server of its own on this machine, and small files of an invented (架空) hub."""

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docx import Document
from fastapi.testclient import TestClient
from httpx import Response

from advisor.knowledge import Knowledge
from app.main import create_app

ADDRESS = "http://127.0.0.1:7860"
DOSSIERS = "/api/v1/dossiers"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAN = (
    "架空大学 波間拠点 事業計画\n"
    "波間拠点は、令和7年度に地域の企業12社と共同研究を42件行った。\n"
    "拠点の目的は、沿岸の養殖業の課題を大学の技術で解決することである。\n"
    "専任の研究者は8名、産学連携コーディネーターは3名である。\n"
)


def open_server(knowledge: Knowledge, folder: Path, **changed: Any) -> TestClient:
    """A client on this machine; `changed`: settings. Without the lifespan, so that no page is made."""
    settings = knowledge.settings.model_copy(update={"data_dir": folder, **changed})
    return TestClient(create_app(settings, knowledge), base_url=ADDRESS, raise_server_exceptions=False)


def begin(api: TestClient, **asked: Any) -> str:
    """The id of a new dossier, on the built-in outline unless asked otherwise."""
    body = {"title": "架空大学の申請", "outline": "application-outline", **asked}
    reply = api.post(DOSSIERS, json=body)
    assert reply.status_code == 201, reply.text
    return str(reply.json()["id"])


def upload(api: TestClient, dossier_id: str, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    """What became of each file."""
    parts = [("files", (name, data)) for name, data in files]
    reply = api.post(f"{DOSSIERS}/{dossier_id}/evidence", files=parts)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()
    return found


def item_address(dossier_id: str, item_id: str) -> str:
    """The address of an item, whose id may hold slashes."""
    return f"{DOSSIERS}/{dossier_id}/items/{quote(item_id, safe='')}"


def events_of(reply: Response) -> list[tuple[str, dict[str, Any]]]:
    """Kind and data of each server-sent event."""
    assert reply.headers["content-type"].startswith("text/event-stream"), reply.text
    found = []
    for block in reply.text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def docx_of(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    document, packed = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(packed)
    return packed.getvalue()


def form_docx() -> bytes:
    """A form of an invented (架空) call: a table with labels at the left and room at the right."""
    document, packed = Document(), io.BytesIO()
    document.add_heading("様式1 架空の公募 申請書", level=1)
    table = document.add_table(rows=3, cols=2)
    table.style = "Table Grid"
    for row, label in zip(table.rows, ("拠点の名称", "拠点の目的(400字以内)", "共同研究の実績"), strict=True):
        row.cells[0].text = label
    document.save(packed)
    return packed.getvalue()

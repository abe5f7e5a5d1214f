"""/api/v1/precedents: search, outlines, comparison, lists, documents, the log; who may reach them; clear faults."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from dossier_api import DOCX, docx_of, open_server
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from problems import assert_problem
from starlette.responses import PlainTextResponse

from advisor.knowledge import Knowledge
from app.refusing import Refuse
from app.request_origin import GuardDossiers

HERE = "/api/v1/precedents"
WELDING = "hub-4-01"
URL = "https://www.example.ac.jp/hub"
PAGE = "<html><body><h1>架空の紹介</h1><script>alert(1)</script><p>海藻の養殖籠を試作した。</p></body></html>".encode()
PLAN = "窒化ガリウムのパワーデバイスを企業と開発する架空の構想である。"


@pytest.fixture(scope="module")
def server(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield open_server(knowledge, tmp_path_factory.mktemp("precedents"))


def lend(server: TestClient, name: str = "概要.docx", data: bytes | None = None) -> str:
    reply = server.post(f"{HERE}/outlines", files={"file": (name, data or docx_of(PLAN))})
    assert reply.status_code == 201, reply.text
    assert "窒化" not in reply.text
    return str(reply.json()["handle"])


def test_a_search_gives_reasons_quotes_and_gaps(server: TestClient) -> None:
    reply = server.post(f"{HERE}/search", json={"field": "semiconductor", "type": "international", "limit": 2})
    assert reply.status_code == 200 and reply.headers["cache-control"] == "no-store"
    body = reply.json()
    assert len(body["matches"]) == 2 and body["more"] >= 1
    reason = body["matches"][0]["reasons"][0]
    assert reason["themes"][0]["asked"] == "semiconductor" and reason["quotes"][0]["urls"]
    assert body["gaps"] and body["incomplete"]
    assert any("審査中の申請は受け付けず" in notice for notice in body["notices"])


def test_an_outline_is_lent_used_and_dropped(server: TestClient) -> None:
    handle = lend(server)
    found = server.post(f"{HERE}/search", json={"outline": handle}).json()
    assert found["matches"][0]["reasons"][0]["asked_from"] == "outline"
    assert server.delete(f"{HERE}/outlines/{handle}").status_code == 204
    assert_problem(server.delete(f"{HERE}/outlines/{handle}"), 404, "outline_missing")
    assert_problem(server.post(f"{HERE}/search", json={"outline": handle}), 404, "outline_missing")
    assert_problem(server.post(f"{HERE}/search", json={"outline": "x" * 32}), 404, "outline_missing")


def test_an_outline_outlasts_new_knowledge_but_no_other_server(
    server: TestClient, knowledge: Knowledge, tmp_path: Path
) -> None:
    handle = lend(server)
    other = open_server(knowledge, tmp_path)
    assert_problem(other.post(f"{HERE}/search", json={"outline": handle}), 404, "outline_missing")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "この申請を採点してください"}, "precedents_no_judging"),
        ({"text": "Which proposal should we select?"}, "precedents_no_judging"),
        ({"text": "あ" * 2001}, "question_too_long"),
        ({"type": "銀河型"}, "hub_type_unknown"),
        ({"round": 99}, "round_unknown"),
        ({"region": "銀河系"}, "region_unknown"),
        ({"as_of": "きのう"}, "as_of_invalid"),
        ({"unknown": 1}, "request_invalid"),
        ({"limit": 0}, "request_invalid"),
        ({"text": 5}, "request_invalid"),
    ],
)
def test_a_search_that_cannot_be_taken(server: TestClient, body: dict[str, object], code: str) -> None:
    assert_problem(server.post(f"{HERE}/search", json=body), 422, code)


def test_half_a_character_is_no_fault(server: TestClient) -> None:
    reply = server.post(
        f"{HERE}/search", content=b'{"text": "\\ud800 \\u0000"}', headers={"content-type": "application/json"}
    )
    assert reply.status_code == 200


def test_files_that_are_no_outlines(server: TestClient) -> None:
    def send(name: str, data: bytes):
        return server.post(f"{HERE}/outlines", files={"file": (name, data)})

    assert_problem(send("a.png", b"\x89PNG\r\n\x1a\n"), 422, "evidence_is_image")
    assert_problem(send("a.txt", b""), 422, "document_empty")
    assert_problem(send("a.txt", b"x" * 20_500_000), 413, "evidence_too_large")
    assert_problem(send("a.txt", b"x" * 22_000_000), 413, "upload_request_too_large")
    assert_problem(server.post(f"{HERE}/outlines", json={}), 422, "request_invalid")


def test_two_hubs_side_by_side(server: TestClient) -> None:
    body = server.post(f"{HERE}/compare", json={"hubs": ["hub-1-01", "hub-1-05"]}).json()
    assert "半導体" in {theme["word"] for theme in body["themes"]}
    assert body["gaps"][0]["kind"] == "documents"
    assert_problem(server.post(f"{HERE}/compare", json={"hubs": ["hub-1-01"]}), 422, "hubs_compared_wrong")
    assert_problem(server.post(f"{HERE}/compare", json={"hubs": ["a", "b"]}), 422, "hub_unknown")


def test_lists_from_the_first_hub_to_the_file(server: TestClient) -> None:
    made = server.post(f"{HERE}/lists", json={"name": "架空の検討"})
    assert made.status_code == 201
    here = f"{HERE}/lists/{made.json()['id']}"
    for hub in (WELDING, "hub-1-08"):
        added = server.post(f"{here}/entries", json={"hub": hub, "note": f"{hub}のメモ"})
        assert added.status_code == 201
    assert_problem(server.post(f"{here}/entries", json={"hub": WELDING}), 409, "list_has_hub")
    assert_problem(server.post(f"{here}/entries", json={"hub": "hub-9-99"}), 422, "hub_unknown")
    revision = added.json()["revision"]
    noted = server.put(f"{here}/entries/{WELDING}", json={"note": "新しいメモ", "revision": revision}).json()
    assert_problem(
        server.put(f"{here}/entries/{WELDING}", json={"note": "遅い", "revision": revision}),
        409,
        "list_changed_meanwhile",
    )
    assert_problem(server.put(f"{here}/entries/{WELDING}", json={"note": "どの?"}), 422, "revision_missing")
    tag = {"If-Match": f'"{noted["revision"]}"'}
    ordered = server.patch(here, json={"hubs": ["hub-1-08", WELDING]}, headers=tag).json()
    assert [(e["hub_id"], e["note"]) for e in ordered["entries"]] == [
        ("hub-1-08", "hub-1-08のメモ"),
        (WELDING, "新しいメモ"),
    ]
    both = {"hubs": [WELDING, "hub-1-08"], "name": "別名", "revision": ordered["revision"]}
    assert_problem(server.patch(here, json=both), 422, "request_invalid")
    assert server.patch(here, json={"name": "別名", "revision": ordered["revision"]}).json()["name"] == "別名"
    assert [each["name"] for each in server.get(f"{HERE}/lists").json()] == ["別名"]

    sheet = server.get(f"{here}/export", params={"format": "xlsx"})
    assert "別名" in str(load_workbook(io.BytesIO(sheet.content)).sheetnames)
    paper = server.get(f"{here}/export", params={"format": "docx", "language": "en"})
    assert paper.headers["content-type"] == DOCX and "attachment" in paper.headers["content-disposition"]
    assert "no rule" in Document(io.BytesIO(paper.content)).paragraphs[1].text
    assert_problem(server.get(f"{here}/export", params={"format": "exe"}), 422, "request_invalid")

    assert len(server.delete(f"{here}/entries/{WELDING}").json()["entries"]) == 1
    assert_problem(server.delete(f"{here}/entries/{WELDING}"), 404, "list_hub_missing")
    assert server.delete(here).status_code == 204
    assert_problem(server.get(here), 404, "list_missing")
    assert_problem(server.get(f"{here}/export"), 404, "list_missing")


def test_documents_come_are_quoted_and_go(server: TestClient) -> None:
    def add(**changed: str):
        fields = {"hub": WELDING, "url": URL, "title": "架空の紹介", "issued_on": "2024-05-01", **changed}
        return server.post(f"{HERE}/documents", files={"file": ("page.html", PAGE, "text/html")}, data=fields)

    for changed, status, code in (
        ({"url": "file:///etc/passwd"}, 422, "hub_document_url_wrong"),
        ({"url": ""}, 422, "request_invalid"),
        ({"hub": "hub-9-99"}, 422, "hub_unknown"),
        ({"issued_on": "きのう"}, 422, "request_invalid"),
        ({"title": "あ" * 301}, 409, "hub_document_title_too_long"),
    ):
        assert_problem(add(**changed), status, code)
    added = add()
    assert added.status_code == 201, added.text
    document = added.json()
    assert (document["title"], document["url"], document["issued_on"]) == ("架空の紹介", URL, "2024-05-01")
    assert_problem(add(), 409, "hub_document_known")
    found = server.post(f"{HERE}/search", json={"text": "海藻の養殖"}).json()
    quote = next(m for m in found["matches"] if m["hub"]["id"] == WELDING)["reasons"][0]["quotes"][0]
    assert quote["kind"] == "document" and "海藻の養殖籠" in quote["text"] and quote["urls"] == [URL]
    assert [each["id"] for each in server.get(f"{HERE}/documents", params={"hub": WELDING}).json()] == [document["id"]]
    assert server.get(f"{HERE}/documents", params={"hub": "hub-1-01"}).json() == []
    here = f"{HERE}/documents/{document['id']}"
    content = server.get(f"{here}/content")
    assert content.content == PAGE and "attachment" in content.headers["content-disposition"]
    assert "sandbox" in content.headers["content-security-policy"]
    assert server.get(here).json() == document
    question = {"question": "海藻の養殖籠を試作した拠点はどこですか"}
    assert "養殖籠を試作" not in server.post("/api/v1/ask", json=question).json()["text"]
    assert server.delete(here).status_code == 204
    assert_problem(server.get(here), 404, "hub_document_missing")
    assert_problem(server.get(f"{here}/content"), 404, "hub_document_missing")


def test_the_log_is_apart_and_without_texts(knowledge: Knowledge, tmp_path: Path) -> None:
    server = open_server(knowledge, tmp_path)
    handle = lend(server)
    server.post(f"{HERE}/search", json={"text": "極秘の探し物 窒化", "round": 2})
    server.post(f"{HERE}/search", json={"outline": handle})
    server.post(f"{HERE}/search", json={"text": "この申請を採点して"})
    server.post("/api/v1/ask", json={"question": "締切はいつですか"})
    reply = server.get(f"{HERE}/queries")
    assert [line["kind"] for line in reply.json()] == ["refused", "search", "search"]
    assert "極秘" not in reply.text and handle not in reply.text and "窒化" not in reply.text
    older = server.get(f"{HERE}/queries", params={"before": reply.json()[0]["number"], "limit": 1}).json()
    assert [line["outline_sha256"] != "" for line in older] == [True]
    assert_problem(server.get(f"{HERE}/queries", params={"limit": 5000}), 422, "request_invalid")


ADDRESSES = ("search", "outlines", "compare", "lists", "documents", "queries")


@pytest.mark.parametrize("changed", [{"drafting": "off"}, {"host": "0.0.0.0"}])
def test_shut_where_the_desks_are(knowledge: Knowledge, tmp_path: Path, changed: dict[str, str]) -> None:
    shut = open_server(knowledge, tmp_path, **changed)
    for place in ADDRESSES:
        for method in ("GET", "POST"):
            assert_problem(shut.request(method, f"{HERE}/{place}"), 403, "drafting_off")
    assert shut.get("/api/v1/hubs").status_code == 200


def test_not_for_other_machines_or_sites(server: TestClient) -> None:
    far = server.get(f"{HERE}/lists", headers={"host": "advisor.example.jp"})
    assert_problem(far, 403, "dossiers_of_this_machine")
    evil = {"origin": "https://evil.example"}
    assert_problem(server.post(f"{HERE}/lists", json={"name": "x"}, headers=evil), 403, "request_of_another_site")
    assert "access-control-allow-origin" not in server.get(f"{HERE}/lists", headers=evil).headers


def test_all_desks_are_guarded_and_the_public_ways_are_not(knowledge: Knowledge) -> None:
    reached = PlainTextResponse("reached")
    settings = knowledge.settings.model_copy(update={"drafting": "off"})
    guarded = TestClient(GuardDossiers(reached, settings, lambda code: Refuse(code, 403)))
    desks = (
        "dossiers",
        "dossiers/1/items",
        "precedents",
        "inquiries",
        "inquiries/1",
        "inquiries/form/1",
        "faq/desk/entries",
    )
    for path in desks:
        assert_problem(guarded.get(f"/api/v1/{path}"), 403, "drafting_off")
    for path in ("inquiries/form", "faq", "faq.json", "hubs", "precedents-of-others"):
        assert guarded.post(f"/api/v1/{path}").text == "reached"


def test_the_key_guards_it_too(knowledge: Knowledge, tmp_path: Path) -> None:
    from pydantic import SecretStr

    keyed = open_server(knowledge, tmp_path, api_key=SecretStr("key"))
    assert_problem(keyed.get(f"{HERE}/lists"), 401, "invalid_api_key")
    assert keyed.get(f"{HERE}/lists", headers={"authorization": "Bearer key"}).json() == []


def test_the_description_says_what_it_never_does(server: TestClient) -> None:
    described = server.get("/api/v1/openapi.json").json()
    operations = {
        f"{method.upper()} {path.removeprefix('/precedents')}": operation
        for path, methods in described["paths"].items()
        if path.startswith("/precedents")
        for method, operation in methods.items()
    }
    assert "no application under review" in operations["POST /search"]["description"]
    assert "likeness alone" in operations["POST /outlines"]["description"]
    for operation in operations.values():
        assert operation["summary"] and {"403", "404", "422", "503"} <= set(operation["responses"])

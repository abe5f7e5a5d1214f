"""/api/v1/dossiers: begun, drafted, edited, reviewed, exported; who may ask; and that nothing of it leaves."""

import io
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document
from dossier_api import (
    ADDRESS,
    DOSSIERS,
    PLAN,
    begin,
    docx_of,
    events_of,
    form_docx,
    item_address,
    open_server,
    upload,
)
from fastapi.testclient import TestClient
from problems import assert_problem
from pydantic import SecretStr
from starlette.responses import PlainTextResponse

from advisor.knowledge import Knowledge
from app.refusing import Refuse
from app.request_origin import GuardDossiers

JSON = {"accept": "application/json"}
KEY = "架空の鍵"


@pytest.fixture(scope="module")
def api(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return open_server(knowledge, tmp_path_factory.mktemp("dossiers"))


@pytest.fixture(scope="module")
def drafted(api: TestClient) -> str:
    """A dossier with a file and all its items drafted."""
    dossier = begin(api, title="波間拠点の申請(架空)")
    upload(api, dossier, ("計画.txt", PLAN.encode()))
    events = events_of(api.post(f"{DOSSIERS}/{dossier}/drafts", json={"as_of": "2025-08-20"}))
    items = api.get(f"{DOSSIERS}/{dossier}/items").json()
    assert [kind for kind, _ in events] == ["item"] * len(items) and len(items) > 5
    assert [item["id"] for _, item in events] == [item["id"] for item in items]
    assert all(item["status"] == "drafted" for item in items)
    return dossier


# --- dossiers and their forms


def test_the_outlines_say_that_they_are_not_official(api: TestClient) -> None:
    for language, word in (("ja", "公式"), ("en", "official")):
        outlines = api.get(f"{DOSSIERS}/outlines", params={"language": language}).json()
        assert {outline["id"] for outline in outlines} == {"application-outline", "check-sheet-viewpoints"}
        assert all(word in outline["notice"] and outline["items"] > 5 for outline in outlines)


def test_a_dossier_is_begun_listed_changed_and_deleted(api: TestClient) -> None:
    body = {"title": "架空大学\nの 申請", "outline": "application-outline", "hub_type": "regional", "round": 7}
    reply = api.post(DOSSIERS, json=body)
    dossier = reply.json()
    address = reply.headers["location"]
    assert address == f"{DOSSIERS}/{dossier['id']}"
    assert (dossier["title"], dossier["round"], dossier["hub_type"]) == ("架空大学 の 申請", 7, "regional")
    listed = api.get(DOSSIERS).json()[0]
    assert (listed["id"], listed["approved"]) == (dossier["id"], 0) and listed["items"] == len(dossier["form"]["items"])
    assert api.patch(address, json={"title": "架空大学 改"}).json()["hub_type"] == "regional"
    changed = api.patch(address, json={"hub_type": None}).json()
    assert (changed["title"], changed["hub_type"]) == ("架空大学 改", None)
    assert [event["kind"] for event in api.get(f"{address}/events").json()] == ["created", "renamed", "type_set"]
    assert api.delete(address).status_code == 204
    for gone in (api.get(address), api.delete(address), api.get(f"{address}/items"), api.get(f"{address}/review")):
        assert_problem(gone, 404, "dossier_missing")


def test_a_dossier_is_begun_on_a_form_file(api: TestClient) -> None:
    fields = {"title": "様式で始める(架空)", "hub_type": "", "round": ""}
    reply = api.post(DOSSIERS, data=fields, files={"form": ("様式/第1号.docx", form_docx())})
    assert reply.status_code == 201, reply.text
    assert reply.json()["form"]["name"] == "第1号.docx" and reply.json()["hub_type"] is None
    form = api.get(f"{reply.headers['location']}/form").json()
    assert [item["label"] for item in form["items"]] == ["拠点の名称", "拠点の目的", "共同研究の実績"]
    assert form["items"][1]["limit_chars"] == 400
    assert {item["place"] for item in form["items"]} <= {place["id"] for place in form["places"]}


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"json": {"title": "架空", "outline": "nosuch"}}, 409, "outline_unknown"),
        ({"json": {"title": "架空"}}, 409, "outline_unknown"),
        ({"json": {"title": " \n", "outline": "application-outline"}}, 409, "title_empty"),
        ({"json": {"title": "架空", "outline": "application-outline", "hub_type": "other"}}, 422, "request_invalid"),
        ({"json": {"title": "架空", "colour": "red"}}, 422, "request_invalid"),
        ({"data": {"title": "架空"}, "files": {"file": ("様式.docx", b"x")}}, 422, "request_invalid"),
        ({"data": {"title": "架空", "form": "様式.docx"}, "files": {}}, 422, "request_invalid"),
        ({"data": {"title": "架空"}, "files": {"form": ("様式.docx", b"x")}}, 422, "document_damaged"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 422, "json_invalid"),
        ({"content": b'{"title": "x"}', "headers": {"content-type": "text/plain"}}, 422, "request_invalid"),
        ({"content": b"--x", "headers": {"content-type": "multipart/form-data"}}, 422, "form_data_invalid"),
    ],
)
def test_what_no_dossier_can_begin_on_is_told(api: TestClient, sent: dict[str, object], status: int, code: str) -> None:
    before = len(api.get(DOSSIERS).json())
    assert_problem(api.post(DOSSIERS, **sent), status, code)  # type: ignore[arg-type]
    assert len(api.get(DOSSIERS).json()) == before


def test_a_person_corrects_what_was_read_of_a_form(api: TestClient) -> None:
    begun = api.post(DOSSIERS, data={"title": "様式(架空)"}, files={"form": ("様式.docx", form_docx())})
    address, (name, aim, past) = begun.headers["location"], begun.json()["form"]["items"]
    written = api.put(item_address(begun.json()["id"], name["id"]), json={"text": "波間拠点", "revision": 1})
    assert written.status_code == 200
    tag = api.get(f"{address}/form").headers["etag"]
    changes = [
        {"id": aim["id"], "label": "拠点のねらい", "limit_chars": 0},
        {"id": past["id"], "remove": True},
        {"id": "実績/その 2", "label": "研究の実績", "place": past["place"]},
    ]
    corrected = api.put(f"{address}/form/mapping", json={"changes": changes}, headers={"if-match": tag})
    assert corrected.status_code == 200, corrected.text
    labels = ["拠点の名称", "拠点のねらい", "研究の実績"]
    assert [item["label"] for item in corrected.json()["form"]["items"]] == labels
    items = api.get(f"{address}/items").json()
    assert [item["form_item"]["label"] for item in items] == labels and items[0]["text"] == "波間拠点"
    added = item_address(begun.json()["id"], "実績/その 2")
    assert api.get(added).json()["form_item"]["label"] == "研究の実績" and api.get(f"{added}/versions").json() == []
    late = api.put(f"{address}/form/mapping", json={"changes": changes}, headers={"if-match": tag})
    assert_problem(late, 422, "form_item_unknown")
    late = api.put(f"{address}/form/mapping", json={"changes": changes[:1]}, headers={"if-match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "form_changed_meanwhile")
    revision = corrected.json()["revision"]
    losing = {"changes": [{"id": name["id"], "remove": True}], "revision": revision}
    refused = api.put(f"{address}/form/mapping", json=losing)
    assert (refused.status_code, refused.json()["code"]) == (409, "items_would_lose_text")
    stale = api.put(f"{address}/form/mapping", json=losing | {"revision": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "form_changed_meanwhile")
    assert api.put(f"{address}/form/mapping", json=losing | {"force": True}).status_code == 200
    for change, code in (
        ({"id": "x\ny", "label": "x", "place": past["place"]}, "request_invalid"),
        ({"id": aim["id"], "place": "nowhere"}, "form_place_unknown"),
        ({"id": "new", "label": "もう一つ", "place": past["place"]}, "form_place_taken"),
    ):
        reply = api.put(f"{address}/form/mapping", json={"changes": [change], "revision": revision + 1})
        assert_problem(reply, 422, code)


# --- drafts


def test_drafts_come_with_the_words_of_the_evidence(api: TestClient, drafted: str) -> None:
    items = api.get(f"{DOSSIERS}/{drafted}/items").json()
    cited = [citation for item in items for claim in item["draft"]["claims"] for citation in claim["citations"]]
    assert cited and all(citation["quote"] == PLAN[citation["start"] : citation["end"]] for citation in cited)


def test_only_what_is_asked_for_is_drafted_and_as_one_list_where_json_is_accepted(api: TestClient) -> None:
    dossier = begin(api)
    upload(api, dossier, ("計画.txt", PLAN.encode()))
    wanted = {"item_ids": ["outputs"], "as_of": "2025-08-20", "language": "en"}
    items = api.post(f"{DOSSIERS}/{dossier}/drafts", json=wanted, headers=JSON).json()
    assert [item["id"] for item in items] == ["outputs"] and "42件" in items[0]["text"]
    rest = events_of(api.post(f"{DOSSIERS}/{dossier}/drafts"))
    assert "outputs" not in {item["id"] for _, item in rest} and len(rest) > 5


def test_what_cannot_be_drafted_is_told_before_a_stream_begins(api: TestClient, drafted: str) -> None:
    empty = begin(api)
    assert_problem(api.post(f"{DOSSIERS}/{empty}/drafts", json={}), 422, "evidence_missing_yet")
    assert_problem(api.post(f"{DOSSIERS}/{drafted}/drafts", json={"item_ids": ["nosuch"]}), 404, "item_missing")
    assert_problem(api.post(f"{DOSSIERS}/{drafted}/drafts", json={"as_of": "soon"}), 422, "as_of_invalid")
    assert_problem(api.post(f"{DOSSIERS}/nosuch/drafts", json={}), 404, "dossier_missing")


# --- items


def test_of_two_edits_neither_is_lost(api: TestClient, drafted: str) -> None:
    address = item_address(drafted, "finance")
    read = api.get(address)
    revision = read.json()["revision"]
    assert read.headers["etag"] == f'"{revision}"'
    first = api.put(address, json={"text": "先の人の文章。", "revision": revision})
    assert first.status_code == 200 and first.headers["etag"] == f'"{first.json()["revision"]}"'
    second = api.put(address, json={"text": "後の人の文章。", "revision": revision})
    problem = second.json()
    assert (second.status_code, problem["code"]) == (409, "item_changed_meanwhile")
    assert second.headers["content-type"] == "application/problem+json" and "版の一覧" in problem["detail"]
    assert problem["current"] == api.get(address).json() == first.json()
    versions = api.get(f"{address}/versions").json()
    assert [version["kind"] for version in versions] == ["draft", "edit", "conflict"]
    assert [version["text"] for version in versions[1:]] == ["先の人の文章。", "後の人の文章。"]
    by_header = api.put(address, json={"text": "三人目。"}, headers={"if-match": f'"{revision}"'})
    assert (by_header.status_code, by_header.json()["code"]) == (412, "item_changed_meanwhile")
    in_time = api.put(address, json={"text": "四人目。"}, headers={"if-match": first.headers["etag"]})
    assert (in_time.status_code, in_time.json()["text"]) == (200, "四人目。")
    assert in_time.json()["sentences"][0]["origin"] == "edited"
    assert_problem(api.put(address, json={"text": "五人目。"}), 422, "revision_missing")


def test_versions_are_compared_and_restored(api: TestClient, drafted: str) -> None:
    address = item_address(drafted, "facilities")
    for text in ("共同研究は38件。", "共同研究は42件。"):
        revision = api.get(address).json()["revision"]
        assert api.put(address, json={"text": text, "revision": revision}).status_code == 200
        api.post(f"{address}/review", json={"revision": revision + 1})  # so that each has a version of its own
    numbers = {version["text"]: version["number"] for version in api.get(f"{address}/versions").json()}
    old, new = numbers["共同研究は38件。"], numbers["共同研究は42件。"]
    pieces = api.get(f"{address}/versions/compare", params={"old": old, "new": new}).json()
    assert [(piece["change"], piece["text"]) for piece in pieces] == [
        ("same", "共同研究は"), ("removed", "38"), ("added", "42"), ("same", "件。")
    ]  # fmt: skip
    revision = api.get(address).json()["revision"]
    restored = api.post(f"{address}/versions/{old}/restore", json={"revision": revision})
    assert restored.json()["text"] == "共同研究は38件。"
    assert_problem(api.post(f"{address}/versions/99/restore", json={"revision": revision + 1}), 404, "version_missing")
    assert_problem(api.get(f"{address}/versions/compare", params={"old": 1, "new": 99}), 404, "version_missing")
    stale = api.post(f"{address}/versions/{new}/restore", json={"revision": revision})
    assert (stale.status_code, stale.json()["current"]["text"]) == (409, "共同研究は38件。")


def test_an_approved_item_is_closed_until_it_is_reopened(api: TestClient, drafted: str) -> None:
    address = item_address(drafted, "training")
    revision = api.get(address).json()["revision"]
    done = api.put(address, json={"text": "【要記入: 人数】名を育てる。", "revision": revision}).json()
    blank = api.post(f"{address}/approve", json={"revision": done["revision"]})
    assert (blank.status_code, blank.json()["code"]) == (409, "item_has_blanks")
    assert blank.json()["current"]["text"] == done["text"]
    reviewed = api.post(f"{address}/review", json={"revision": done["revision"], "note": "確認をお願いします"}).json()
    assert (reviewed["status"], reviewed["note"]) == ("in_review", "確認をお願いします")
    approved = api.post(f"{address}/approve", json={"revision": reviewed["revision"], "note": "人数は後日"})
    assert approved.json()["status"] == "approved"
    late = api.put(address, json={"text": "遅れた文章。", "revision": approved.json()["revision"]})
    assert (late.status_code, late.json()["code"]) == (409, "item_approved")
    assert api.get(f"{address}/versions").json()[-1]["text"] == "遅れた文章。"
    redrafted = api.post(f"{DOSSIERS}/{drafted}/drafts", json={"item_ids": ["training"]}, headers=JSON)
    assert redrafted.json() == []
    stale = api.post(f"{address}/reopen", json={"revision": 1, "note": "x"})
    assert stale.json()["code"] == "item_changed_meanwhile"
    revision = approved.json()["revision"]
    assert_problem(api.post(f"{address}/reopen", json={"revision": revision}), 409, "note_required")
    reopened = api.post(f"{address}/reopen", json={"revision": revision, "note": "人数が決まった"})
    assert reopened.json()["status"] == "drafted"


def test_comments_are_made_and_dealt_with(api: TestClient, drafted: str) -> None:
    address = f"{item_address(drafted, 'staff')}/comments"
    assert api.get(address).json() == []
    made = api.post(address, json={"text": "人数の出典は?"})
    assert made.status_code == 201 and made.json()["resolved_at"] is None
    resolved = api.post(f"{address}/{made.json()['id']}/resolve").json()
    assert resolved["resolved_at"] and api.get(address).json() == [resolved]
    assert_problem(api.post(address, json={"text": " "}), 409, "comment_empty")
    assert_problem(api.post(f"{address}/nosuch/resolve"), 404, "comment_missing")
    elsewhere = item_address(drafted, "finance")
    assert_problem(api.post(f"{elsewhere}/comments/{resolved['id']}/resolve"), 404, "comment_missing")


def test_items_belong_to_their_dossier_alone(api: TestClient) -> None:
    by_form = api.post(DOSSIERS, data={"title": "様式(架空)"}, files={"form": ("様式.docx", form_docx())}).json()
    item_id = by_form["form"]["items"][0]["id"]
    mine, others = item_address(by_form["id"], item_id), item_address(begin(api), item_id)
    assert api.get(mine).json()["form_item"]["label"] == "拠点の名称"
    assert api.put(mine, json={"text": "波間拠点", "revision": 1}).json()["text"] == "波間拠点"
    step = {"revision": 1, "note": "x"}
    told = [
        api.get(others),
        api.put(others, json={"text": "盗み見", "revision": 1}),
        *(api.post(f"{others}/{name}", json=step) for name in ("review", "approve", "reopen")),
        api.get(f"{others}/versions"),
        api.get(f"{others}/comments"),
        api.post(f"{others}/comments", json={"text": "x"}),
    ]
    for reply in told:
        assert_problem(reply, 404, "item_missing")
    assert_problem(api.post(f"{others}/versions/1/restore", json={"revision": 1}), 404, "item_missing")
    assert_problem(api.get(f"{others}/versions/compare?old=1&new=2"), 404, "version_missing")
    assert api.get(mine).json()["text"] == "波間拠点"


# --- review and export


def test_the_review_counts_and_tells_what_does_not_agree(api: TestClient) -> None:
    dossier = begin(api, round=7)
    (plan,) = upload(api, dossier, ("計画.txt", PLAN.encode()))
    events_of(api.post(f"{DOSSIERS}/{dossier}/drafts", json={"as_of": "2025-08-20"}))
    found = api.get(f"{DOSSIERS}/{dossier}/review", params={"as_of": "2025-08-20"}).json()
    assert found["progress"]["days_left"] == 7 and found["progress"]["is_open"] is True
    assert found["progress"]["by_status"]["drafted"] == found["progress"]["items"] > 5
    assert "deleted" not in {issue["kind"] for issue in found["issues"]}
    api.delete(f"{DOSSIERS}/{dossier}/evidence/{plan['receipt']['id']}")
    later = api.get(f"{DOSSIERS}/{dossier}/review", params={"as_of": "2025-08-20", "language": "en"}).json()
    deleted = [issue for issue in later["issues"] if issue["kind"] == "deleted"]
    assert deleted and "計画.txt" in deleted[0]["text"]
    assert_problem(api.get(f"{DOSSIERS}/{dossier}/review?as_of=x"), 422, "as_of_invalid")


def test_files_are_named_by_the_title_whatever_it_holds(api: TestClient) -> None:
    dossier = begin(api, title='../架空大学/申請\r\nSet-Cookie: a=b;"案"' + "長" * 100)
    for path, ending in (
        ("export", ".docx"),
        ("export?format=xlsx", ".xlsx"),
        ("export?format=md&all=true", ".md"),
        ("annex", ".xlsx"),
        ("annex?format=csv", ".csv"),
        ("annex?format=md", ".md"),
    ):
        reply = api.get(f"{DOSSIERS}/{dossier}/{path}")
        assert reply.status_code == 200, reply.text
        assert "set-cookie" not in reply.headers and reply.headers["x-content-type-options"] == "nosniff"
        plain, named = reply.headers["content-disposition"].split("; ")[1:]
        name = unquote(named.removeprefix("filename*=UTF-8''"))
        assert name.startswith("_架空大学_申請 Set-Cookie_ a=b;_案_長") and name.endswith(ending)
        assert not set('/\\:"\r\n') & set(name) and len(name.encode()) <= 200
        assert plain.isascii() and plain.endswith(f'{ending}"')


def test_a_form_is_exported_filled_in_with_what_is_approved(api: TestClient) -> None:
    reply = api.post(DOSSIERS, data={"title": "様式(架空)"}, files={"form": ("様式.docx", form_docx())})
    dossier, items = reply.json()["id"], reply.json()["form"]["items"]
    for item, text in zip(items[:2], ("波間拠点(承認済)", "目的はまだ下書き。"), strict=True):
        address = item_address(dossier, item["id"])
        saved = api.put(address, json={"text": text, "revision": 1}).json()
        if "承認" in text:
            assert api.post(f"{address}/approve", json={"revision": saved["revision"]}).status_code == 200
    approved, everything = (api.get(f"{DOSSIERS}/{dossier}/export{query}") for query in ("", "?all=true"))
    assert approved.headers["content-type"].endswith("wordprocessingml.document")
    cells = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(approved.content)).tables[0].rows]
    assert cells[0] == ["拠点の名称", "波間拠点(承認済)"] and "下書き" not in str(cells)
    cells = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(everything.content)).tables[0].rows]
    assert cells[1][1] == "目的はまだ下書き。"
    assert_problem(api.get(f"{DOSSIERS}/{dossier}/export?format=pdf"), 409, "export_ending")
    assert_problem(api.get(f"{DOSSIERS}/{dossier}/export?format=exe"), 422, "request_invalid")


# --- who may ask, and what leaves


def test_no_address_of_dossiers_is_open_without_the_key(knowledge: Knowledge, tmp_path: Path) -> None:
    guarded = open_server(knowledge, tmp_path, api_key=SecretStr(KEY))
    ours = {"authorization": f"Bearer {KEY}".encode()}
    dossier = guarded.post(DOSSIERS, json={"title": "架空", "outline": "application-outline"}, headers=ours).json()[
        "id"
    ]
    paths = guarded.get("/api/v1/openapi.json").json()["paths"]
    asked = [(method, path) for path, methods in paths.items() if path.startswith("/dossiers") for method in methods]
    assert len(asked) > 25
    for method, path in asked:
        full = "/api/v1" + path.replace("{dossier_id}", dossier).replace("{item_id}", "finance")
        for address in (full, full.replace("/api", "/%61pi"), f"{full}?format=csv", f"{full}?format=md"):
            assert_problem(guarded.request(method, address), 401, "invalid_api_key")
    assert guarded.get(f"{DOSSIERS}/{dossier}", headers=ours).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8080"},
        {"origin": "http://127.0.0.1.evil.example:7860"},
        {"origin": "http://evil.example/127.0.0.1:7860"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": ADDRESS},
    ],
)
def test_pages_of_other_sites_change_nothing(api: TestClient, method: str, headers: dict[str, str]) -> None:
    reply = api.request(method, f"{DOSSIERS}/nosuch", headers=headers)
    assert_problem(reply, 403, "request_of_another_site")


def test_our_own_page_and_programs_change_what_they_want(api: TestClient) -> None:
    for headers in ({"origin": ADDRESS}, {"origin": ADDRESS, "sec-fetch-site": "same-origin"}, {}):
        assert api.delete(f"{DOSSIERS}/{begin(api)}", headers=headers).status_code == 204
    behind_proxy = {"origin": "https://advisor.example.jp", "x-forwarded-host": "advisor.example.jp:443"}
    assert api.delete(f"{DOSSIERS}/{begin(api)}", headers=behind_proxy).status_code == 204


@pytest.mark.parametrize(
    ("host", "open_to"),
    [
        *((host, True) for host in ("localhost", "LOCALHOST:7860", "127.0.0.1", "127.0.0.2:80", "[::1]:7860")),
        *(
            (host, False)
            for host in ("evil.example", "127.0.0.1.evil.example", "10.0.0.5:7860", "[::2]", "0.0.0.0", "")
        ),
    ],
)
def test_where_dossiers_are_open_to_this_machine_alone_no_other_name_reaches_them(
    api: TestClient, host: str, open_to: bool
) -> None:
    reply = api.get(DOSSIERS, headers={"host": host})
    if open_to:
        assert reply.status_code == 200
    else:
        assert_problem(reply, 403, "dossiers_of_this_machine")


def test_other_machines_reach_dossiers_only_where_a_setting_opens_them(knowledge: Knowledge, tmp_path: Path) -> None:
    far = {"host": "advisor.example.jp"}
    on = open_server(knowledge, tmp_path, drafting="on", host="0.0.0.0")
    assert on.get(DOSSIERS, headers=far).json() == []
    shut = [
        open_server(knowledge, tmp_path, drafting="off"),
        open_server(knowledge, tmp_path, host="0.0.0.0"),
    ]
    for client in shut:
        for method in ("GET", "POST"):
            assert_problem(client.request(method, DOSSIERS), 403, "drafting_off")
        assert_problem(client.post("/gradio_api/upload", content=bytes(2_000_000)), 403, "drafting_off")
    forwarded = TestClient(
        open_server(knowledge, tmp_path).app, base_url=ADDRESS, client=("203.0.113.9", 5000)
    )  # as uvicorn tells it of a proxy on this machine
    assert_problem(forwarded.get(DOSSIERS), 403, "dossiers_of_this_machine")


def test_the_page_takes_no_orders_from_other_sites(knowledge: Knowledge) -> None:
    reached = PlainTextResponse("reached")
    settings = knowledge.settings.model_copy(update={"drafting": "on"})
    page = TestClient(
        GuardDossiers(reached, settings, lambda code: Refuse(code, 403)), base_url="http://advisor.example.jp"
    )
    for path in ("/gradio_api/queue/join", "/en/gradio_api/run/predict", "/gradio_api/upload"):
        assert_problem(page.post(path, headers={"origin": "https://evil.example"}), 403, "request_of_another_site")
        assert page.post(path, headers={"origin": "http://advisor.example.jp"}).text == "reached"
    assert page.post("/api/v1/ask", headers={"origin": "https://evil.example"}).text == "reached"


def test_what_stands_in_a_dossier_is_in_no_answer(api: TestClient) -> None:
    planted = "架空の第7回公募の締切は、令和9年12月31日(金)の正午に変更された。アカモク海藻学会が決めた。"
    question = {"question": "第7回公募の締切はいつですか。アカモク海藻学会は何を決めましたか", "as_of": "2025-08-20"}
    before = api.post("/api/v1/ask", json=question).json()
    dossier = begin(api, title=planted[:60])
    upload(api, dossier, ("締切.txt", planted.encode()), ("締切.docx", docx_of(planted)))
    address = item_address(dossier, "finance")
    assert api.put(address, json={"text": planted, "revision": 1}).status_code == 200
    events_of(api.post(f"{DOSSIERS}/{dossier}/drafts", json={}))
    again = api.post("/api/v1/ask", json=question | {"earlier": ["締切は?"]})
    reworded = api.post("/api/v1/ask", json=question | {"question": f"{question['question']}?"})
    for reply in (again, reworded):
        assert reply.status_code == 200 and "令和9年" not in reply.text and "学会が決めた" not in reply.text
    assert before["citations"] and {c["source_id"] for c in again.json()["citations"]} <= {
        source["source"]["id"] for source in api.get("/api/v1/sources").json()
    }
    assert "アカモク" not in api.get("/api/v1/sources").text


def test_the_description_names_every_address_with_examples_and_faults(api: TestClient) -> None:
    described = api.get("/api/v1/openapi.json").json()
    operations = {
        f"{method.upper()} {path.removeprefix('/dossiers')}": operation
        for path, methods in described["paths"].items()
        if path.startswith("/dossiers")
        for method, operation in methods.items()
    }
    item = "/{dossier_id}/items/{item_id}"
    assert {"POST ", f"PUT {item}", f"POST {item}/approve", f"POST {item}/versions/{{number}}/restore"} <= set(
        operations
    )
    for operation in operations.values():
        assert operation["summary"] and {"403", "404", "422", "503"} <= set(operation["responses"])
    assert set(operations["POST "]["requestBody"]["content"]) == {"application/json", "multipart/form-data"}
    schemas = described["components"]["schemas"]
    assert all(schemas[name]["examples"] for name in ("DraftBody", "ItemText", "Step", "Remark", "DossierChange"))
    assert "current" in schemas["EditConflict"]["properties"]


def test_precedents_are_shown_as_examples_and_enter_no_draft(api: TestClient) -> None:
    dossier = begin(api)
    plan = "架空拠点の強みは、複合材料の成形と接合の技術である。\n国内有数の繊維と樹脂の研究を専門とする。\n"
    api.post(f"{DOSSIERS}/{dossier}/evidence", files=[("files", ("強み.txt", plan.encode(), "text/plain"))])
    shown = api.get(f"{DOSSIERS}/{dossier}/precedents", params={"as_of": "2025-08-20"}).json()
    assert 0 < len(shown) <= 3
    drafted = api.post(f"{DOSSIERS}/{dossier}/drafts", json={}, headers={"Accept": "application/json"}).text
    assert not any(row["hub"]["university"] in drafted for row in shown)

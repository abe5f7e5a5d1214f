"""GET /api/v1/hubs, /hubs/compare, /hubs/{id}: JSON under the Answer contract, tables, and clear faults."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from problems import assert_problem

AT = {"as_of": "2025-08-20"}


def test_hubs_are_listed_with_citations_and_what_is_missing(client: TestClient) -> None:
    body = client.get("/api/v1/hubs", params=AT).json()
    assert len(body["rows"]) == 35
    numbers = {citation["n"] for citation in body["answer"]["citations"]}
    assert all(row["citations"] and set(row["citations"]) <= numbers for row in body["rows"])
    assert [each["round"] for each in body["incomplete"]] == [2, 6, 7]


@pytest.mark.parametrize("name", ["地域貢献型", "地域貢献", "regional", "Regional"])
def test_a_type_by_any_of_its_names(client: TestClient, name: str) -> None:
    body = client.get("/api/v1/hubs", params={**AT, "type": name, "round": "5"}).json()
    assert len(body["rows"]) == 7
    assert {row["hub"]["type"] for row in body["rows"]} == {"地域貢献型"}


def test_filters_by_text_region_and_likeness(client: TestClient) -> None:
    body = client.get("/api/v1/hubs", params={**AT, "region": "近畿", "q": "レーザー"}).json()
    assert [row["hub"]["hub_name"] for row in body["rows"]] == ["レーザー科学研究所"]
    near = client.get("/api/v1/hubs", params={**AT, "like": "糖の機能性素材"}).json()
    assert near["rows"][0]["hub"]["university"] == "香川大学" and near["rows"][0]["likeness"] > 0.8


def test_the_result_in_english(client: TestClient) -> None:
    body = client.get("/api/v1/hubs", params={**AT, "round": "2", "language": "en"}).json()
    assert body["answer"]["language"] == "en" and "3 on record" in body["incomplete"][0]["text"]


def test_hubs_to_download(client: TestClient) -> None:
    answer = client.get("/api/v1/hubs", params={**AT, "round": "4", "format": "csv"})
    assert 'filename="hubs-2025-08-20.csv"' in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][3] == "大学" and [row[0] for row in rows[1:11]] == ["4"] * 10
    book = client.get("/api/v1/hubs", params={**AT, "format": "xlsx"})
    assert load_workbook(io.BytesIO(book.content)).worksheets[0].max_row == 36
    assert "| 4 |" in client.get("/api/v1/hubs", params={**AT, "round": "4", "format": "md"}).text


def test_one_hub(client: TestClient) -> None:
    body = client.get("/api/v1/hubs/hub-2-02", params=AT).json()
    assert [row["hub"]["hub_name"] for row in body["rows"]] == ["先端膜工学研究センター"]
    assert body["incomplete"] == []
    assert_problem(client.get("/api/v1/hubs/hub-9-01", params=AT), 404, "hub_unknown")
    assert_problem(client.get("/api/v1/hubs/hub-2-02", params={"as_of": "2020-12-01"}), 404, "hub_unknown")


def test_hubs_side_by_side(client: TestClient) -> None:
    body = client.get("/api/v1/hubs/compare", params={**AT, "id": ["hub-1-05", "hub-2-02"]}).json()
    assert body["shared"] == ["type"] and len(body["rows"]) == 2
    text = client.get("/api/v1/hubs/compare", params={**AT, "id": ["hub-1-05", "hub-2-02"], "format": "md"}).text
    assert "フレキシブル3D実装協働研究所" in text and "確度" in text


@pytest.mark.parametrize(
    ("path", "params", "code"),
    [
        ("/hubs", {"type": "産業集積型"}, "hub_type_unknown"),
        ("/hubs", {"round": "99"}, "round_unknown"),
        ("/hubs", {"round": "two"}, "request_invalid"),
        ("/hubs", {"region": "関が原"}, "region_unknown"),
        ("/hubs", {"format": "pdf"}, "request_invalid"),
        ("/hubs", {"as_of": "令和7年13月"}, "as_of_invalid"),
        ("/hubs", {"like": "あ" * 5000}, "question_too_long"),
        ("/hubs/compare", {"id": ["hub-1-01"]}, "hubs_compared_wrong"),
        ("/hubs/compare", {"id": ["hub-1-01", "hub-9-01"]}, "hub_unknown"),
        ("/hubs/compare", {}, "request_invalid"),
    ],
)
def test_what_cannot_be_taken_is_refused(client: TestClient, path: str, params: dict[str, object], code: str) -> None:
    assert_problem(client.get(f"/api/v1{path}", params=params), 422, code)  # type: ignore[arg-type]

"""GET /api/v1/rounds, /rounds/{n}, /rounds/compare."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from problems import assert_problem

AT = {"as_of": "2025-08-20"}


def test_rounds_with_what_is_known_and_unknown(client: TestClient) -> None:
    body = client.get("/api/v1/rounds", params=AT).json()
    assert [each["number"] for each in body["rounds"]] == [1, 2, 3, 4, 5, 6, 7] and body["current"] == 7
    assert body["rounds"][2]["authority"] == "secondary" and "purpose" in body["rounds"][2]["unknown"]
    assert body["rounds"][6]["unknown"] == ["announced", "counts"]


def test_one_round(client: TestClient) -> None:
    body = client.get("/api/v1/rounds/7", params={**AT, "language": "en"}).json()
    assert [each["number"] for each in body["rounds"]] == [7] and body["answer"]["language"] == "en"
    assert_problem(client.get("/api/v1/rounds/99", params=AT), 404, "round_unknown")
    assert_problem(client.get("/api/v1/rounds/seven", params=AT), 422, "request_invalid")
    assert_problem(client.get("/api/v1/rounds/7", params={"as_of": "2021-01-01"}), 422, "round_not_begun")


def test_two_rounds_side_by_side(client: TestClient) -> None:
    body = client.get("/api/v1/rounds/compare", params={**AT, "a": 2, "b": 7, "subject": "kpi"}).json()
    assert body["rows"][0]["verdict"] == "differs" and body["applies"] == 7
    assert body["rows"][0]["a"][0]["citations"] and body["rows"][0]["b"][0]["citations"]


def test_a_comparison_to_download(client: TestClient) -> None:
    answer = client.get("/api/v1/rounds/compare", params={**AT, "a": 2, "b": 7, "format": "csv"})
    assert 'filename="rounds-2-7-2025-08-20.csv"' in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][2:4] == ["第2回", "第7回"] and any("サポイン" in row[2] for row in rows[1:] if len(row) > 2)
    assert "| 事項 |" in client.get("/api/v1/rounds", params={**AT, "format": "md"}).text.replace("| 回 ", "")


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"a": 2, "b": 99}, "round_unknown"),
        ({"a": 2, "b": 2}, "rounds_compared_same"),
        ({"a": 2, "b": 7, "subject": "weather"}, "subject_unknown"),
        ({"a": 2}, "request_invalid"),
        ({"a": 2, "b": 7, "as_of": "2025-13-01"}, "as_of_invalid"),
    ],
)
def test_what_cannot_be_taken_is_refused(client: TestClient, params: dict[str, str | int], code: str) -> None:
    assert_problem(client.get("/api/v1/rounds/compare", params=params), 422, code)

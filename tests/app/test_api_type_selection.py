"""POST /api/v1/type-selection."""

import io

import openpyxl
from fastapi.testclient import TestClient
from problems import assert_problem

HUB = {"description": "英国の会社と薬を開発し、アジアに販路を広げる計画です。", "as_of": "2025-08-20"}


def test_a_described_hub_is_set_against_both_types(client: TestClient) -> None:
    found = client.post("/api/v1/type-selection", json=HUB).json()
    assert found["leaning"] == "国際展開型"
    numbers = {citation["n"] for citation in found["answer"]["citations"]}
    for side in found["types"]:
        assert side["citations"] and set(side["citations"]) <= numbers
        assert all(set(row["citations"]) <= numbers for row in side["precedents"])


def test_the_result_as_a_workbook(client: TestClient) -> None:
    reply = client.post("/api/v1/type-selection?format=xlsx", json=HUB)
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert any("英国の会社" in str(cell) for cell in cells)


def test_bad_input_is_told(client: TestClient) -> None:
    assert_problem(client.post("/api/v1/type-selection", json={"description": " "}), 422, "description_empty")
    assert_problem(client.post("/api/v1/type-selection", json={}), 422, "request_invalid")
    assert_problem(client.post("/api/v1/type-selection?format=doc", json=HUB), 422, "request_invalid")

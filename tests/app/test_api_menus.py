"""GET /api/v1/support-menus and /own: filters as people write them, downloads, and every bad value."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from problems import assert_problem

from advisor.guides.menus.finding import FoundMenus, OwnSupport

MENUS = "/api/v1/support-menus"
OWN = f"{MENUS}/own"


def test_finds_menus_with_contacts_and_quotes(client: TestClient) -> None:
    asked = {"theme": "防災", "applicant": "自治体", "new_adoptions": "true", "as_of": "2025-08-20"}
    response = client.get(MENUS, params=asked)
    assert response.status_code == 200
    found = FoundMenus.model_validate(response.json())
    assert {programme.name for programme in found.programmes} == {
        "地方大学・地域産業創生交付金",
        "ローカル10,000プロジェクト",
        "消防防災科学技術研究推進制度",
    }
    assert all(row.citations for row in found.rows) and found.answer.as_of.date().isoformat() == "2025-08-20"


@pytest.mark.parametrize("applicant", ["university", "①", "大学"])
def test_the_applicant_in_each_way_of_writing(client: TestClient, applicant: str) -> None:
    found = client.get(MENUS, params={"applicant": applicant, "ministry": "文科省"}).json()
    assert (found["query"]["applicant"], found["query"]["ministry"], len(found["rows"])) == (
        "university",
        "文部科学省",
        10,
    )


def test_empty_filters_do_not_narrow(client: TestClient) -> None:
    found = client.get(f"{MENUS}?theme=&phase=&applicant=&ministry=&new_adoptions=&q=").json()
    assert (len(found["rows"]), len(found["programmes"])) == (55, 29)


def test_the_answer_in_english(client: TestClient) -> None:
    found = client.get(MENUS, params={"q": "smart agriculture", "language": "en"}).json()
    assert found["answer"]["language"] == "en" and "FY2022 (R4)" in found["answer"]["text"]
    assert found["table"]["columns"][0] == "Programme"


def test_a_csv_to_download(client: TestClient) -> None:
    response = client.get(MENUS, params={"ministry": "環境省", "format": "csv", "as_of": "2025-08-20"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="support-menus-2025-08-20.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "事業名" and len([row for row in rows if len(row) == len(rows[0])]) == 8
    assert any("令和4年度" in row[0] for row in rows if len(row) == 1)


def test_a_workbook_to_download(client: TestClient) -> None:
    response = client.get(MENUS, params={"format": "xlsx", "as_of": "2025-08-20"})
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert sheet.max_row == 56 and sheet["A2"].value == "共創の場形成支援プログラム"
    assert response.headers["content-disposition"].endswith('support-menus-2025-08-20.xlsx"')


def test_markdown_to_download(client: TestClient) -> None:
    response = client.get(OWN, params={"round": 7, "format": "md", "as_of": "2025-08-20"})
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    assert response.text.startswith("# 選抜拠点への支援メニュー(第7回)")


def test_a_table_of_nothing_can_be_downloaded(client: TestClient) -> None:
    for kind in ("csv", "xlsx", "md"):
        response = client.get(MENUS, params={"q": "ブロックチェーン", "format": kind})
        assert response.status_code == 200 and response.content
        assert client.get(MENUS, params={"as_of": "2019-01-01", "format": kind}).status_code == 200


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"ministry": "厚労省"}, "環境省"),
        ({"theme": "宇宙"}, "スマートシティ"),
        ({"applicant": "学生"}, "municipality"),
        ({"applicant": "4"}, "municipality"),
        ({"phase": "研究"}, "関連技術"),
        ({"new_adoptions": "maybe"}, "false"),
        ({"ministry": "<script>alert(1)</script>"}, "環境省"),
    ],
)
def test_a_value_that_a_filter_does_not_have(client: TestClient, params: dict[str, str], named: str) -> None:
    problem = assert_problem(client.get(MENUS, params=params), 422, "filter_unknown")
    assert named in problem["detail"] and named in problem["detail_en"]


@pytest.mark.parametrize(
    "params", [{"format": "pdf"}, {"language": "fr"}, {"q": "再" * 201}, {"format": ""}, {"as_of": ""}]
)
def test_a_request_that_cannot_be_taken(client: TestClient, params: dict[str, str]) -> None:
    response = client.get(MENUS, params=params)
    assert_problem(response, 422, response.json()["code"])


def test_the_programs_own_support_by_round(client: TestClient) -> None:
    response = client.get(OWN, params={"round": 2, "as_of": "2025-08-20"})
    found = OwnSupport.model_validate(response.json())
    assert found.round == 2 and any("サポイン" in item.statement for item in found.items)
    current = client.get(OWN, params={"as_of": "2025-08-20"}).json()
    assert current["round"] == 7
    unknown = client.get(OWN, params={"round": 5, "as_of": "2025-08-20"}).json()
    assert (unknown["known"], unknown["items"], unknown["answer"]["status"]) == (False, [], "abstained")


@pytest.mark.parametrize(
    ("number", "code"), [("8", "round_unknown"), ("0", "request_invalid"), ("七", "request_invalid")]
)
def test_a_round_that_there_is_not(client: TestClient, number: str, code: str) -> None:
    assert_problem(client.get(OWN, params={"round": number}), 422, code)


def test_the_description_names_the_filters(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    described = {parameter["name"]: parameter for parameter in paths["/support-menus"]["get"]["parameters"]}
    assert set(described) == {
        "theme", "phase", "applicant", "ministry", "new_adoptions", "q", "as_of", "language", "format"
    }  # fmt: skip
    assert all(parameter["description"] for parameter in described.values())

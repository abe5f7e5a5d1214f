"""GET and POST /api/v1/eligibility."""

import csv
import io

from fastapi.testclient import TestClient
from problems import assert_problem

CASE = {"description": "公立大学です。センターは外部の財団が運営しています。", "as_of": "2025-08-20"}


def test_the_form_names_every_rule_and_value(client: TestClient) -> None:
    rules = client.get("/api/v1/eligibility", params={"language": "en"}).json()
    assert [rule["rule_id"] for rule in rules] == ["applicant", "operator", "collaboration", "substance", "sites"]
    assert all(len(rule["values"]) > 1 and rule["asks"] for rule in rules)


def test_a_case_is_judged_with_an_answer_under_the_usual_contract(client: TestClient) -> None:
    found = client.post("/api/v1/eligibility", json=CASE).json()
    assert found["verdict"] == "not_met" and found["round"] == 7
    outcomes = {row["rule_id"]: row["outcome"] for row in found["rules"]}
    assert outcomes["applicant"] == "met" and outcomes["operator"] == "not_met"
    numbers = {citation["n"] for citation in found["answer"]["citations"]}
    assert all(set(row["citations"]) <= numbers for row in found["rules"])


def test_the_result_as_a_file(client: TestClient) -> None:
    reply = client.post("/api/v1/eligibility?format=csv", json=CASE)
    assert 'filename="eligibility-2025-08-20.csv"' in reply.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert len([row for row in rows if row and row[0] == "拠点の運営主体"]) == 1


def test_bad_input_is_told(client: TestClient) -> None:
    for body, code in [
        ({"slots": {"applicant": "band"}}, "slot_value_unknown"),
        ({"slots": {"colour": "red"}}, "slot_unknown"),
        ({"as_of": "yesterday"}, "as_of_invalid"),
        ({"slots": "kosen"}, "request_invalid"),
        ({"description": "あ" * 5000}, "question_too_long"),
    ]:
        assert_problem(client.post("/api/v1/eligibility", json=body), 422, code)

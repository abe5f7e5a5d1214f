"""GET /api/v1/schedule: a call at a moment, and its table to download."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from problems import assert_problem

from advisor.guides.schedule.at import ScheduleView

SCHEDULE = "/api/v1/schedule"


def test_the_schedule_at_a_moment(client: TestClient) -> None:
    response = client.get(SCHEDULE, params={"as_of": "2025-08-20T10:00"})
    assert response.status_code == 200
    found = ScheduleView.model_validate(response.json())
    assert (found.round, found.phase, found.seconds_left) == (7, "open", 612_000)
    assert response.json()["validity"]["until"] == "2028-03-31"
    assert [span["number"] for span in response.json()["rounds"]] == [1, 2, 3, 4, 5, 6, 7]


def test_a_round_of_its_own_and_in_english(client: TestClient) -> None:
    found = client.get(SCHEDULE, params={"round": 2, "as_of": "2025-08-20", "language": "en"}).json()
    assert (found["round"], found["is_current"], found["phase"]) == (2, False, "closed")
    assert found["events"][-1]["when"] == "2020-12-24"


def test_now_is_the_default(client: TestClient) -> None:
    assert client.get(SCHEDULE).json()["phase"] in {"open", "closed", "upcoming", "unknown"}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "md"])
def test_a_table_to_download(client: TestClient, kind: str) -> None:
    response = client.get(SCHEDULE, params={"as_of": "2025-08-20", "format": kind})
    assert response.headers["content-disposition"] == f'attachment; filename="schedule-2025-08-20.{kind}"'
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
        assert [row[0] for row in rows[1:4]] == ["受付開始", "説明会の申込み締切", "説明会"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"round": "9"}, "round_unknown"),
        ({"round": "-1"}, "request_invalid"),
        ({"as_of": "令和7年13月"}, "as_of_invalid"),
        ({"format": "ics"}, "request_invalid"),
        ({"language": "de"}, "request_invalid"),
    ],
)
def test_a_request_that_cannot_be_taken(client: TestClient, params: dict[str, str], code: str) -> None:
    assert_problem(client.get(SCHEDULE, params=params), 422, code)

"""The call's clock over the API, and its words."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from problems import assert_problem

from advisor.messages import Language
from app.clock import span_words

CLOCK = "/api/v1/clock"


@pytest.mark.parametrize(
    ("as_of", "phase", "left", "since"),
    [
        ("2025-08-20", "open", 7 * 86_400 + 12 * 3600, None),
        ("2025-08-27T11:59:59", "open", 1, None),
        ("2025-08-27T12:00", "closed", None, 0),
        ("2025-08-27T03:00Z", "closed", None, 0),
        ("2025-09-01", "closed", None, 4 * 86_400 + 12 * 3600),
    ],
)
def test_where_the_seventh_call_stands(
    client: TestClient, as_of: str, phase: str, left: int | None, since: int | None
) -> None:
    clock = client.get(CLOCK, params={"as_of": as_of}).json()
    assert (clock["round"], clock["phase"], clock["seconds_left"], clock["seconds_since"]) == (7, phase, left, since)
    assert "第7回公募" in clock["text"]["ja"] and "Call 7" in clock["text"]["en"]


def test_before_the_first_call_nothing_is_known(client: TestClient) -> None:
    clock = client.get(CLOCK, params={"as_of": "2010-01-01"}).json()
    assert (clock["round"], clock["phase"], clock["closes_at"]) == (None, "unknown", None)


def test_without_a_date_it_is_now(client: TestClient) -> None:
    assert client.get(CLOCK).json()["as_of"].endswith("+09:00")


def test_a_date_that_is_none(client: TestClient) -> None:
    assert_problem(client.get(CLOCK, params={"as_of": "あした"}), 422, "as_of_invalid")


@pytest.mark.parametrize(
    ("span", "ja", "en"),
    [
        (timedelta(days=7, hours=12, minutes=5), "7日12時間", "7 days 12 hours"),
        (timedelta(days=1, hours=1), "1日1時間", "1 day 1 hour"),
        (timedelta(hours=3, minutes=1), "3時間1分", "3 hours 1 minute"),
        (timedelta(seconds=59), "0分", "0 minutes"),
    ],
)
def test_spans_in_words(span: timedelta, ja: str, en: str) -> None:
    assert span_words(span, Language.JA) == ja
    assert span_words(span, Language.EN) == en

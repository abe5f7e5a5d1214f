"""advisor/dates.py: what is read as a 基準日, and what is refused."""

from datetime import datetime, timedelta

import pytest

from advisor.dates import now, parse_as_of
from advisor.errors import QuestionRejected
from advisor.programs.schedule import JST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-08-20", "2025-08-20T00:00:00+09:00"),
        ("２０２５－０８－２０", "2025-08-20T00:00:00+09:00"),
        ("2025ー08ー20", "2025-08-20T00:00:00+09:00"),
        ("2025/8/2", "2025-08-02T00:00:00+09:00"),
        (" 2025-08-20 ", "2025-08-20T00:00:00+09:00"),
        ("2025-08-20 9:05", "2025-08-20T09:05:00+09:00"),
        ("2025-08-20T10:00", "2025-08-20T10:00:00+09:00"),
        ("2025-08-20T10:00:30.5", "2025-08-20T10:00:30.500000+09:00"),
        ("2025-08-27T03:00:00Z", "2025-08-27T12:00:00+09:00"),
        ("2025-08-26T23:00-04:00", "2025-08-27T12:00:00+09:00"),
        ("1999-12-31T15:00Z", "2000-01-01T00:00:00+09:00"),
        ("2100-12-31T23:59", "2100-12-31T23:59:00+09:00"),
    ],
)
def test_reads_days_and_moments(text: str, expected: str) -> None:
    assert parse_as_of(text) == datetime.fromisoformat(expected)
    assert parse_as_of(text).utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "きのう", "2025-02-30", "2025-08", "08-20", "1999-12-31", "2101-01-01", "0001-01-01T00:00+09:00"),
        *("9999-12-31T23:59-12:00", "2025-08-20T25:00", "2025-08-20\x00", "{0.__class__}", "2025-08-20' OR 1"),
        "9" * 20_000,
    ],
)
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(QuestionRejected) as caught:
        parse_as_of(text)
    assert caught.value.code == "as_of_invalid"
    assert len(caught.value.user_message()) < 200


def test_nothing_given_is_the_present_minute_in_tokyo() -> None:
    moment = parse_as_of(None)
    assert timedelta(0) <= datetime.now(JST) - moment < timedelta(seconds=65) and moment.second == 0
    assert now().utcoffset() == timedelta(hours=9)

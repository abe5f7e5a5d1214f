"""Until when an inquiry is to be answered."""

from datetime import UTC, date, datetime

import pytest

from advisor.inquiries.due import due_at, is_working_day, working_days_between
from advisor.programs.schedule import JST


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-24T10:00", 1, "2026-11-25T17:00"),
        ("2026-11-24T23:59", 1, "2026-11-25T17:00"),
        ("2026-11-20T10:00", 1, "2026-11-24T17:00"),  # Friday; Monday is 勤労感謝の日
        ("2026-11-21T10:00", 1, "2026-11-24T17:00"),  # Saturday
        ("2026-12-28T10:00", 1, "2027-01-04T17:00"),  # the year's end
        ("2026-09-18T10:00", 2, "2026-09-25T17:00"),  # 敬老の日, a day between holidays, 秋分の日
        ("2026-05-01T10:00", 1, "2026-05-07T17:00"),  # 憲法記念日 on a Sunday is made up for on the 6th
        ("2026-11-24T10:00", 0, "2026-11-24T17:00"),
        ("2026-11-24T17:01", 0, "2026-11-25T17:00"),
        ("2026-11-22T10:00", 0, "2026-11-24T17:00"),
    ],
)
def test_due(received: str, days: int, due: str) -> None:
    assert due_at(at(received), days) == at(due)


def test_the_day_is_that_of_tokyo() -> None:
    assert due_at(datetime(2026, 11, 24, 16, tzinfo=UTC), 1) == at("2026-11-26T17:00")  # 25 November, 1:00 there
    assert due_at(datetime(2026, 11, 24, 16, tzinfo=UTC), 1).utcoffset() == at("2026-11-26").utcoffset()


def test_fewer_than_none_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer"):
        due_at(at("2026-11-24T10:00"), -1)


def test_working_days() -> None:
    assert [is_working_day(date(2026, 12, day)) for day in (25, 28, 29, 31)] == [True, True, False, False]
    assert not is_working_day(date(2027, 3, 22))  # 春分の日 on a Sunday is made up for


def test_working_days_between() -> None:
    assert working_days_between(at("2026-11-24T09:00"), at("2026-11-24T13:00")) == 0.5
    assert working_days_between(at("2026-11-20T17:00"), at("2026-11-24T09:00")) == 0
    assert working_days_between(at("2026-11-20T09:00"), at("2026-11-25T17:00")) == 3
    assert working_days_between(at("2026-11-25T09:00"), at("2026-11-24T09:00")) == 0

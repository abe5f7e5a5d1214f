"""advisor/review/progress: how far a dossier is, and the days to the deadline of its call."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review.items_made import choice_of, text_of

from advisor.dossiers.records import Status
from advisor.knowledge import Knowledge
from advisor.programs.schedule import JST
from advisor.review.progress import progress


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=JST)


def test_items_are_counted_by_status_and_blanks_are_added_up(knowledge: Knowledge) -> None:
    items = [
        text_of("a", "", Status.EMPTY),
        text_of("b", "42件。【要記入: 額】【要記入: 年】", Status.DRAFTED),
        text_of("c", "【TO FILL IN: sum】", Status.IN_REVIEW),
        text_of("d", "ある。", Status.APPROVED),
        choice_of("e", ("はい",)),
    ]
    found = progress(items, knowledge.program, 7, at(8, 20))
    assert found.by_status == {Status.EMPTY: 1, Status.DRAFTED: 2, Status.IN_REVIEW: 1, Status.APPROVED: 1}
    assert (found.items, found.blanks, found.approved) == (5, 3, 1)


def test_a_dossier_without_items_has_progress_too(knowledge: Knowledge) -> None:
    found = progress([], knowledge.program, 7, at(8, 20))
    assert (found.items, found.blanks, found.approved, set(found.by_status.values())) == (0, 0, 0, {0})


@pytest.mark.parametrize(
    ("moment", "left", "is_open"),
    [
        (at(7, 17), 41, False),
        (at(7, 18, 0), 40, True),
        (at(8, 20), 7, True),
        (at(8, 26, 23, 59), 1, True),
        (at(8, 27, 0, 0), 0, True),
        (at(8, 27, 11, 59), 0, True),
        (at(8, 27, 12, 0), 0, False),
        (at(8, 28, 0, 0), -1, False),
        (datetime(2025, 8, 26, 15, 0, tzinfo=UTC), 0, True),
    ],
)
def test_days_are_counted_by_the_calendar_in_tokyo(
    moment: datetime, left: int, is_open: bool, knowledge: Knowledge
) -> None:
    found = progress([], knowledge.program, 7, moment)
    assert (found.days_left, found.is_open) == (left, is_open)
    assert found.closes_at == at(8, 27, 12)


def test_a_call_that_closes_with_the_end_of_a_day_closes_on_that_day(knowledge: Knowledge) -> None:
    last = progress([], knowledge.program, 5, at(7, 31, 15, year=2023))
    assert (last.days_left, last.is_open) == (0, True)


@pytest.mark.parametrize("round_number", [3, 99])
def test_an_end_that_is_not_known_is_not_guessed(round_number: int, knowledge: Knowledge) -> None:
    found = progress([], knowledge.program, round_number, at(8, 20))
    assert (found.closes_at, found.days_left, found.is_open) == (None, None, None)


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_a_day_later_there_is_a_day_less(knowledge: Knowledge, one: int, other: int) -> None:
    days = [progress([], knowledge.program, 7, at(8, 20) + timedelta(days=n)).days_left for n in (one, other)]
    assert None not in days and days[0] - days[1] == other - one  # type: ignore[operator]

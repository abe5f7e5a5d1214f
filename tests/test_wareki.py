"""advisor/wareki.py: dates, times and numbers read from Japanese and English texts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.wareki import Moment, dates_in, kanji_to_int, numbers_in, times_in, with_gregorian_years, without_times

REIWA_BEGINS = date(2019, 5, 1)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
ENGLISH = ("%-d %B %Y", "%B %-d, %Y", "%d %b %Y", "%b %-d, %Y", "%b. %-d, %Y", "%-d of %B %Y", "%Y-%m-%d", "%Y/%m/%d")


def in_kanji(number: int) -> str:
    digits = " 一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    written = digits[hundreds].strip() + "百" if hundreds > 1 else "百" * hundreds
    written += digits[tens].strip() + "十" if tens > 1 else "十" * tens
    return written + (digits[ones] if ones else "")


def in_era(day: date, kanji: bool = False) -> str:
    era, first = ("令和", 2019) if day >= REIWA_BEGINS else ("平成", 1989)
    year = day.year - first + 1
    say = in_kanji if kanji else str
    return f"{era}{'元' if year == 1 else say(year)}年{say(day.month)}月{say(day.day)}日"


def moment(day: date) -> Moment:
    return Moment(year=day.year, month=day.month, day=day.day)


def test_kanji_numerals_read_back() -> None:
    assert [kanji_to_int(in_kanji(number)) for number in range(1, 1000)] == list(range(1, 1000))
    assert kanji_to_int("二〇二五") == 2025


def test_every_day_of_fifty_years_reads_back_in_its_era() -> None:
    day = date(1990, 1, 1)
    while day <= date(2040, 12, 31):
        assert dates_in(in_era(day)) == [moment(day)], in_era(day)
        day += timedelta(days=1)


@given(DAYS)
def test_a_day_in_kanji_reads_back(day: date) -> None:
    assert dates_in(f"締切は{in_era(day, kanji=True)}です") == [moment(day)]


@given(DAYS, st.sampled_from(ENGLISH))
def test_a_day_in_english_reads_back(day: date, form: str) -> None:
    assert dates_in(f"It closes on {day.strftime(form)}, at noon.") == [moment(day)]


@given(DAYS)
def test_the_numbers_of_a_day_are_the_same_in_every_form(day: date) -> None:
    numbers = {str(day.year), str(day.month), str(day.day)}
    assert numbers_in(in_era(day)) == numbers_in(f"{day:%-d %B %Y}") == numbers_in(f"{day:%Y-%m-%d}") == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("令和７年８月27日（水）12時", [Moment(year=2025, month=8, day=27)]),
        ("R7.8.27", [Moment(year=2025, month=8, day=27)]),
        ("令和元年5月", [Moment(year=2019, month=5)]),
        ("昭和64年1月7日", [Moment(year=1989, month=1, day=7)]),
        ("8月27日", [Moment(month=8, day=27)]),
        ("8/27", [Moment(month=8, day=27)]),
        ("27 August", [Moment(month=8, day=27)]),
        ("August 2025", [Moment(year=2025, month=8)]),
        ("the 1st of May, 2026", [Moment(year=2026, month=5, day=1)]),
        ("2024年2月29日", [Moment(year=2024, month=2, day=29)]),
        ("2025年2月30日", []),
        ("13月40日", []),
        ("2025年度", []),
        ("You may apply", []),
        ("3/4以上の賛成 1/100", [Moment(month=3, day=4)]),
    ],
)
def test_dates(text: str, found: list[Moment]) -> None:
    assert dates_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12時必着", {(12, 0)}),
        ("正午", {(12, 0)}),
        ("by noon", {(12, 0)}),
        ("午後5時半", {(17, 30)}),
        ("午前９時３０分", {(9, 30)}),
        ("17:00まで", {(17, 0)}),
        ("5 p.m.", {(17, 0)}),
        ("12:30am", {(0, 30)}),
        ("5:00 pm or 9:15", {(17, 0), (9, 15)}),
        ("24時間受付", set()),
        ("99:99", set()),
        ("25時", set()),
        ("2:1", set()),
    ],
)
def test_times(text: str, found: set[tuple[int, int]]) -> None:
    assert times_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,000円", {"1000"}),
        ("１．５倍", {"1.5"}),
        ("1.50", {"1.50", "1.5"}),
        ("第七回", {"7"}),
        ("十拠点", {"10"}),
        ("three hubs", {"3"}),
        ("the seventh call", {"7"}),
        ("007", {"7"}),
        ("一方で", set()),
        ("第3者", {"3"}),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers_in(text) == found


def test_eras_become_gregorian_years() -> None:
    assert with_gregorian_years("平成31年と令和元年、Reiwa 7、R4年度") == "2019年と2019年、2025、2022年度"


def test_times_are_taken_out_and_the_rest_stays() -> None:
    assert numbers_in(without_times("8月27日12時、正午、5pm")) == {"8", "27"}
    assert numbers_in(without_times("32時")) == {"32"}


@given(st.text() | st.text("年月日時分:/-.,0123456789〇一二三十百令和平成元RHMayJune pmnoon午後半", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    for found in dates_in(text):
        assert found.month is None or 1 <= found.month <= 12
        assert sum(part is not None for part in (found.year, found.month, found.day)) >= 2
    assert all(0 <= hour <= 24 and 0 <= minute < 60 for hour, minute in times_in(text))
    assert all(number[0].isdigit() for number in numbers_in(text))

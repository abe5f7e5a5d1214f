"""advisor/answering/clock/calls.py and programs/schedule.py: where the call stands, to the minute, in any time zone."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from advisor.answering.clock.calls import clock_notice, clock_sentence, day_sentences, say_moment, say_span
from advisor.answering.drafts import Quote
from advisor.answering.models import NoticeKind
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.model import Round
from advisor.programs.schedule import Phase, call_state, current_round
from advisor.wareki import Moment

QUOTES = (Quote(source_id="guide", start=0, end=1, text="第"),)
JA, EN = Language.JA, Language.EN


@pytest.fixture(scope="module")
def seventh(knowledge: Knowledge) -> Round:
    return next(r for r in knowledge.program.rounds if r.number == 7)


@pytest.mark.parametrize(
    ("as_of", "phase"),
    [
        ("2025-07-17T23:59", Phase.UPCOMING),
        ("2025-07-18", Phase.OPEN),
        ("2025-08-27T11:59", Phase.OPEN),
        ("2025-08-27T11:59:59", Phase.OPEN),
        ("2025-08-27T12:00", Phase.CLOSED),
        ("2025-08-27T12:01", Phase.CLOSED),
        ("2025-08-27T02:59Z", Phase.OPEN),
        ("2025-08-27T03:00Z", Phase.CLOSED),
        ("2025-08-26T22:59-04:00", Phase.OPEN),
        ("2025-08-26T23:00-04:00", Phase.CLOSED),
        ("2026-04-01", Phase.CLOSED),
    ],
)
def test_the_call_opens_and_closes_to_the_minute(seventh: Round, as_of: str, phase: Phase) -> None:
    state = call_state(seventh, parse_as_of(as_of))
    assert state.phase is phase
    assert (state.left is not None, state.since is not None) == (phase is Phase.OPEN, phase is Phase.CLOSED)


def test_a_moment_of_another_zone_is_the_same_moment(seventh: Round) -> None:
    new_york = datetime(2025, 8, 26, 22, 59, tzinfo=ZoneInfo("America/New_York"))
    assert call_state(seventh, new_york).left == timedelta(minutes=1)
    line_islands = datetime(2025, 8, 27, 17, 0, tzinfo=timezone(timedelta(hours=14)))
    assert call_state(seventh, line_islands).since == timedelta(0)


def test_a_round_of_unknown_period_is_neither_open_nor_closed(knowledge: Knowledge) -> None:
    third = next(r for r in knowledge.program.rounds if r.number == 3)
    state = call_state(third, parse_as_of("2021-10-11"))
    assert state.phase is Phase.UNKNOWN
    assert clock_sentence(state, QUOTES, JA) is None and clock_notice(state, QUOTES, JA) is None


@pytest.mark.parametrize(
    ("as_of", "number"),
    [
        ("2019-12-31", None),
        ("2020-01-04", 1),
        ("2020-09-11", 1),
        ("2020-09-12", 2),
        ("2025-06-17", 6),
        ("2025-06-18", 7),
        ("2025-06-17T15:00Z", 7),
        ("2030-01-01", 7),
    ],
)
def test_the_round_in_force(knowledge: Knowledge, as_of: str, number: int | None) -> None:
    found = current_round(knowledge.program, parse_as_of(as_of))
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("as_of", "ja", "en"),
    [
        ("2025-07-16", "受付開始まであと2日", "opens in 2 days"),
        ("2025-08-20T10:00", "あと7日と2時間", "7 days and 2 hours left"),
        ("2025-08-20T12:00", "あと7日です", "7 days left"),
        ("2025-08-27T11:59", "あと1分", "1 min left"),
        ("2025-08-27T12:01", "1分経過", "1 min since"),
        ("2025-09-01T15:00", "5日経過", "5 days since"),
    ],
)
def test_the_clock_in_words(seventh: Round, as_of: str, ja: str, en: str) -> None:
    state = call_state(seventh, parse_as_of(as_of))
    for language, words in ((JA, ja), (EN, en)):
        said = clock_sentence(state, QUOTES, language)
        assert said is not None and words in said.text
        assert said.quotes == QUOTES and all(phrase in said.text for phrase in said.computed)


@pytest.mark.parametrize(
    ("as_of", "kind"),
    [
        ("2025-07-01", NoticeKind.OPENS),
        ("2025-08-27T11:59", NoticeKind.DEADLINE),
        ("2025-08-27T12:00", NoticeKind.CLOSED),
    ],
)
def test_the_banner(seventh: Round, as_of: str, kind: NoticeKind) -> None:
    notice = clock_notice(call_state(seventh, parse_as_of(as_of)), QUOTES, JA)
    assert notice is not None and notice.kind is kind and "第7回" in notice.text


@pytest.mark.parametrize(
    ("year", "month", "day", "ja", "en"),
    [
        (2025, 7, 17, "まだ受付開始前", "before the application period"),
        (2025, 7, 18, "受付期間内", "within the application period"),
        (2025, 8, 26, "受付期間内", "within the application period"),
        (2025, 8, 27, "12:00までに", "by 12:00"),
        (2025, 8, 28, "間に合いません", "too late"),
        (2026, 8, 1, "間に合いません", "too late"),
    ],
)
def test_a_day_that_a_question_names(seventh: Round, year: int, month: int, day: int, ja: str, en: str) -> None:
    state = call_state(seventh, parse_as_of("2025-08-01"))
    named = Moment(year=year, month=month, day=day)
    for language, words in ((JA, ja), (EN, en)):
        (said,) = day_sentences([named], state, QUOTES, language)
        assert words in said.text and said.computed[0] in said.text


def test_half_a_date_gets_no_verdict(seventh: Round) -> None:
    state = call_state(seventh, parse_as_of("2025-08-01"))
    assert day_sentences([Moment(year=2025, month=8), Moment(month=8, day=1)], state, QUOTES, JA) == []


@pytest.mark.parametrize(
    ("span", "ja", "en"),
    [
        (timedelta(seconds=59), "1分", "1 min"),
        (timedelta(hours=23, minutes=59), "23時間59分", "23 hours 59 minutes"),
        (timedelta(hours=24), "1日", "1 days"),
        (timedelta(days=9, hours=3, minutes=59), "9日と3時間", "9 days and 3 hours"),
    ],
)
def test_a_span_in_words(span: timedelta, ja: str, en: str) -> None:
    assert (say_span(span, JA), say_span(span, EN)) == (ja, en)


def test_midnight_is_said_as_the_day_alone() -> None:
    assert say_moment(parse_as_of("2025-08-26T15:00Z"), JA) == "2025年8月27日"
    assert say_moment(parse_as_of("2025-08-27T03:05Z"), EN) == "2025-08-27 12:05 JST"

"""advisor/guides/schedule/at.py: where a call stands at a moment, its events, the end of validity, all rounds."""

from datetime import date

import pytest

from advisor.answering.models import NoticeKind, Status
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.schedule.at import EventKind, EventState, ScheduleView, schedule_at
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.planned import PlannedPeriod, period_in, planned_results
from advisor.programs.schedule import Phase, valid_until

JA, EN = Language.JA, Language.EN


def view(knowledge: Knowledge, as_of: str, number: int | None = None, language: Language = JA) -> ScheduleView:
    return schedule_at(parse_as_of(as_of), language, knowledge, number)


def states(found: ScheduleView) -> dict[EventKind, EventState]:
    return {event.kind: event.state for event in found.events}


@pytest.mark.parametrize(
    ("as_of", "phase", "headline", "left", "until_open", "since"),
    [
        ("2025-07-10", Phase.UPCOMING, "受付開始まであと8日", None, 8 * 86_400, None),
        ("2025-07-18", Phase.OPEN, "あと40日と12時間", 40 * 86_400 + 43_200, None, None),
        ("2025-08-20T10:00", Phase.OPEN, "あと7日と2時間", 612_000, None, None),
        ("2025-08-27T11:59", Phase.OPEN, "あと1分", 60, None, None),
        ("2025-08-27T12:00", Phase.CLOSED, "受付は終了", None, None, 0),
        ("2025-08-27T03:01Z", Phase.CLOSED, "1分経過", None, None, 60),
        ("2025-12-01", Phase.CLOSED, "95日経過", None, None, 95 * 86_400 + 43_200),
    ],
)
def test_where_the_call_stands(
    knowledge: Knowledge,
    as_of: str,
    phase: Phase,
    headline: str,
    left: int | None,
    until_open: int | None,
    since: int | None,
) -> None:
    found = view(knowledge, as_of)
    assert (found.round, found.is_current, found.phase) == (7, True, phase)
    assert headline in found.headline and found.headline in found.answer.text
    assert (found.seconds_left, found.seconds_until_open, found.seconds_since) == (left, until_open, since)


PAST, NOW, AHEAD, UNKNOWN = EventState.PAST, EventState.NOW, EventState.AHEAD, EventState.UNKNOWN


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-07-10", [AHEAD, AHEAD, AHEAD, AHEAD, AHEAD, UNKNOWN]),
        ("2025-07-18T09:00", [NOW, AHEAD, AHEAD, AHEAD, AHEAD, UNKNOWN]),
        ("2025-07-22T16:59:59", [PAST, AHEAD, AHEAD, AHEAD, AHEAD, UNKNOWN]),
        ("2025-07-22T17:00", [PAST, PAST, AHEAD, AHEAD, AHEAD, UNKNOWN]),
        ("2025-07-24T14:00", [PAST, PAST, NOW, AHEAD, AHEAD, UNKNOWN]),
        ("2025-07-24T15:00", [PAST, PAST, PAST, AHEAD, AHEAD, UNKNOWN]),
        ("2025-10-10T23:59", [PAST, PAST, PAST, PAST, AHEAD, UNKNOWN]),
        ("2025-10-11", [PAST, PAST, PAST, PAST, NOW, UNKNOWN]),
        ("2025-10-31T23:59", [PAST, PAST, PAST, PAST, NOW, UNKNOWN]),
        ("2025-11-01", [PAST, PAST, PAST, PAST, PAST, UNKNOWN]),
    ],
)
def test_the_events_in_order_and_where_they_lie(knowledge: Knowledge, as_of: str, expected: list[EventState]) -> None:
    found = view(knowledge, as_of)
    assert list(states(found)) == list(EventKind)
    assert list(states(found).values()) == expected


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", range(1, 8))
def test_every_sentence_is_verified_and_every_date_has_its_quote(
    knowledge: Knowledge, number: int, language: Language
) -> None:
    found = view(knowledge, "2025-08-20", number, language)
    told = {statement.text for statement in found.answer.statements}
    numbers = {citation.n for citation in found.answer.citations}
    for event in found.events:
        assert (event.state is UNKNOWN) == (not event.text) == (not event.citations)
        assert event.text in told or not event.text
        assert set(event.citations) <= numbers
    assert found.validity is None or found.validity.text in told
    for citation in found.answer.citations:
        assert knowledge.texts[citation.source_id][citation.start : citation.end] == citation.quote


def test_the_end_of_validity_is_conditional_until_the_announcement_is_known(knowledge: Knowledge) -> None:
    planned = view(knowledge, "2025-08-20").validity
    assert planned is not None
    assert (planned.until, planned.fiscal_year, planned.conditional) == (date(2028, 3, 31), 2025, True)
    assert planned.announced_on is None and "令和10年3月31日" in planned.text and "公表された場合" in planned.text
    known = view(knowledge, "2025-08-20", 2).validity
    assert known is not None
    assert (known.until, known.announced_on, known.conditional) == (date(2023, 3, 31), date(2020, 12, 24), False)
    statements = {s.text: s for s in view(knowledge, "2025-08-20", 2).answer.statements}
    assert statements[known.text].computed


@pytest.mark.parametrize("number", [1, 3, 5, 6])
def test_a_validity_that_no_source_gives_stays_unknown(knowledge: Knowledge, number: int) -> None:
    found = view(knowledge, "2025-08-20", number)
    assert found.validity is None
    assert f"第{number}回の有効期限を確認できる資料は、収録されていません" in found.answer.text


def test_an_announcement_is_not_told_before_it_was_made(knowledge: Knowledge) -> None:
    before, after = view(knowledge, "2020-12-23"), view(knowledge, "2020-12-24")
    assert states(before)[EventKind.ANNOUNCED] is UNKNOWN and states(after)[EventKind.ANNOUNCED] is NOW
    assert before.rounds[-1].announced_on is None and after.rounds[-1].announced_on == date(2020, 12, 24)
    assert before.validity is not None and before.validity.conditional
    assert "12月24日" not in before.answer.text


def test_all_rounds_for_a_timeline(knowledge: Knowledge) -> None:
    found = view(knowledge, "2025-08-20")
    assert [span.number for span in found.rounds] == [1, 2, 3, 4, 5, 6, 7]
    assert [span.number for span in found.rounds if span.known] == [1, 2, 5, 7]
    assert all(span.citations for span in found.rounds)
    third = found.rounds[2]
    assert (third.opens_on, third.closes_at, third.announced_on) == (None, None, date(2021, 10, 11))
    assert [span.number for span in view(knowledge, "2023-07-01").rounds] == [1, 2, 3, 4, 5]


def test_what_is_known_after_the_call_has_closed(knowledge: Knowledge) -> None:
    text = view(knowledge, "2025-12-01").answer.text
    assert "公表予定の時期を過ぎています" in text and "確認できません" in text
    assert "次の公募についての資料は、収録されていません" in text
    older = view(knowledge, "2025-12-01", 5).answer
    assert "いま基準となるのは第7回公募です" in older.text
    assert NoticeKind.UNOFFICIAL in {notice.kind for notice in older.notices}


def test_a_period_that_the_source_contradicts_itself_on_is_told_as_such(knowledge: Knowledge) -> None:
    found = view(knowledge, "2025-08-20", 6)
    assert found.phase is Phase.UNKNOWN and found.answer.status is Status.PARTIAL
    assert "食い違います" in found.answer.text and found.events[0].starts is None


def test_before_anything_was_known(knowledge: Knowledge) -> None:
    found = view(knowledge, "2019-01-01")
    assert (found.round, found.events, found.rounds, found.answer.citations) == (None, (), (), ())
    assert found.answer.status is Status.ABSTAINED
    later = view(knowledge, "2023-08-20", 7)
    assert later.events == () and "第7回" in later.headline and len(later.rounds) == 5


@pytest.mark.parametrize("number", [0, 8, 100])
def test_a_round_that_there_is_not(knowledge: Knowledge, number: int) -> None:
    with pytest.raises(QuestionRejected, match="使える値"):
        view(knowledge, "2025-08-20", number)


def test_the_table_tells_the_same(knowledge: Knowledge) -> None:
    found = view(knowledge, "2025-07-24T14:30")
    rows = {row[0]: row for row in found.table.rows}
    assert rows["説明会"][2] == "いま" and rows["申請の締切"][1] == "2025年8月27日12時00分(必着)"
    assert rows["有効期限(計算)"][1] == "2028年3月31日"
    assert "2025年7月24日" in found.table.title and found.headline in found.table.notes


@pytest.mark.parametrize(
    ("announced", "years", "until"),
    [
        (date(2025, 4, 1), 3, date(2028, 3, 31)),
        (date(2026, 3, 31), 3, date(2028, 3, 31)),
        (date(2026, 4, 1), 3, date(2029, 3, 31)),
        (date(2020, 12, 24), 3, date(2023, 3, 31)),
        (date(2024, 2, 29), 1, date(2024, 3, 31)),
    ],
)
def test_the_end_of_validity(announced: date, years: int, until: date) -> None:
    assert valid_until(announced, years) == until


def test_no_selection_holds_for_less_than_a_year() -> None:
    with pytest.raises(ValueError, match="one fiscal year"):
        valid_until(date(2025, 4, 1), 0)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10月中旬～下旬", date(2025, 10, 11), date(2025, 10, 31)),
        ("10月上旬", date(2025, 10, 1), date(2025, 10, 10)),
        ("10月中旬", date(2025, 10, 11), date(2025, 10, 20)),
        ("10月", date(2025, 10, 1), date(2025, 10, 31)),
    ],
)
def test_the_days_of_a_planned_time(text: str, first: date, last: date) -> None:
    assert period_in(text, 2025, 10) == PlannedPeriod(first=first, last=last)


def test_the_planned_times_of_the_rounds(knowledge: Knowledge) -> None:
    planned = {r.number: planned_results(r) for r in knowledge.program.rounds}
    assert planned[2] == PlannedPeriod(first=date(2020, 12, 11), last=date(2020, 12, 20))
    assert planned[7] == PlannedPeriod(first=date(2025, 10, 11), last=date(2025, 10, 31))
    assert planned[5] is None

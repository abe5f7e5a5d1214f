"""Figures of the secretariat's work, their tables and plots."""

import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from advisor.answering.models import Intent
from advisor.guides.export import csv_bytes, markdown_text, xlsx_bytes
from advisor.inquiries.counting import percentile, share_changed
from advisor.inquiries.figure_rows import FigureRow
from advisor.inquiries.figures import figure_tables, figures
from advisor.inquiries.open_groups import open_groups
from advisor.inquiries.periods import MOST, Unit
from advisor.inquiries.records import ApplicantKind, InquiryStatus, QuotedPassage
from advisor.messages import Language
from advisor.programs.schedule import JST
from app.ui.figure_charts import figure_charts

MONDAY = datetime(2026, 11, 9, 9, tzinfo=JST)
DRAFT = "申請の期限は10月15日です。\nよろしくお願いいたします。"


def row(day: int = 0, **changes: object) -> FigureRow:
    given = {
        "received_at": MONDAY + timedelta(days=day),
        "topic": Intent.SCHEDULE,
        "kind": ApplicantKind.UNIVERSITY,
        "status": InquiryStatus.NEW,
    }
    return FigureRow.model_validate({**given, **changes})


def test_counts() -> None:
    rows = [row(), row(2), row(2, topic=Intent.ELIGIBILITY, kind=ApplicantKind.COMPANY)]
    found = figures(rows)
    assert found.total == 3
    assert found.by_topic == ((Intent.SCHEDULE, 2), (Intent.ELIGIBILITY, 1))
    assert found.by_kind == ((ApplicantKind.UNIVERSITY, 2), (ApplicantKind.COMPANY, 1))
    assert [(each.start.day, each.count) for each in found.over_time] == [(9, 1), (10, 0), (11, 2)]


def test_days_are_those_of_tokyo_and_both_ends_count() -> None:
    late = row(received_at=datetime.fromisoformat("2026-11-10T23:30:00+00:00"))
    assert figures([late]).over_time[0].start == date(2026, 11, 11)
    assert figures([late], date(2026, 11, 11), date(2026, 11, 11)).total == 1
    assert figures([late], date(2026, 11, 12), None).total == 0
    assert len(figures([], date(2026, 11, 1), date(2026, 11, 30)).over_time) == 30
    assert figures([late], date(2026, 12, 1), date(2026, 11, 1)).over_time == ()


def test_long_periods_are_counted_in_weeks_and_months() -> None:
    year = figures([row(), row(500)])
    assert year.unit is Unit.WEEK
    assert all(each.start.weekday() == 0 for each in year.over_time)
    assert sum(each.count for each in year.over_time) == 2
    decades = figures([row(), row(5000)])
    assert decades.unit is Unit.MONTH
    assert len(decades.over_time) <= MOST
    widest = figures([row(), row(1)], date.min, date.max)
    assert [each.count for each in widest.over_time] == [1, 1]
    assert figures([], date.min, date.max).over_time == ()
    apart = figures([row(), row(received_at=datetime(1900, 1, 1, tzinfo=JST))])
    assert [each.count for each in apart.over_time] == [1, 1]


def test_time_to_reply() -> None:
    rows = [row(first_sent_at=MONDAY + timedelta(hours=hours), status=InquiryStatus.SENT) for hours in (4, 8, 24)]
    found = figures([*rows, row(), row(status=InquiryStatus.CLOSED)]).reply_time
    assert (found.sent, found.unsent) == (3, 1)
    assert (found.hours_median, found.hours_90) == (8, pytest.approx(20.8))
    assert (found.working_days_median, found.working_days_90) == (1, 1)
    none = figures([row()]).reply_time
    assert (none.hours_median, none.working_days_90) == (None, None)


def test_percentiles() -> None:
    assert percentile([5], 0.9) == 5
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(range(11), 0.9) == 9


def test_decisions() -> None:
    rows = [
        row(first_draft_text=DRAFT, approved_text=DRAFT.replace("\n", "\r\n\r\n")),
        row(first_draft_text=DRAFT, approved_text=DRAFT.replace("15", "16")),
        row(first_draft_text=DRAFT, approved_text=DRAFT, rejected=2),
        row(first_draft_text=DRAFT),
        row(approved_text="昔の回答", imported=True),
        row(),
    ]
    found = figures(rows).decisions
    assert (found.unchanged, found.edited, found.rejected, found.undecided, found.decided) == (1, 1, 1, 1, 3)
    assert found.changed_median is not None
    assert 0 < found.changed_median < 0.1


def test_how_much_was_changed() -> None:
    assert share_changed("a b", "a\n b ") == 0
    assert share_changed("", "全部書いた") == 1
    assert share_changed("12時", "13時") == pytest.approx(1 / 3)


def test_open_questions_are_grouped_by_their_words() -> None:
    asked = [
        [("補助金の上限額はいくらですか。", Intent.SUPPORT_MENU)],
        [
            ("本学は私立大学です。補助金の上限額を教えてください。", Intent.SUPPORT_MENU),
            ("補助金の上限額は?", Intent.SUPPORT_MENU),
        ],
        [("面接審査の会場はどこですか。", Intent.CRITERIA)],
        [("補助金の上限額はいくらですか。", Intent.PROCEDURE)],
        [("", Intent.OTHER), ("ご教示ください。", Intent.OTHER)],
    ]
    first, *others = open_groups(asked)
    assert (first.text, first.inquiries) == ("補助金の上限額は?", 2)
    assert len(first.examples) == 2
    assert {(group.topic, group.inquiries) for group in others} == {
        (Intent.CRITERIA, 1),
        (Intent.PROCEDURE, 1),
        (Intent.OTHER, 1),
    }


def test_passages_are_counted_once_an_inquiry() -> None:
    deadline = QuotedPassage(source_id="call", title="公募要領", round=7, quote="10月15日12時必着")
    other = deadline.model_copy(update={"quote": "大学等"})
    found = figures([row(quoted=(deadline, deadline, other)), row(quoted=(deadline,))]).passages
    assert [(use.passage.quote, use.inquiries) for use in found] == [("10月15日12時必着", 2), ("大学等", 1)]


ROWS = [
    row(
        first_draft_text=DRAFT,
        approved_text=DRAFT + "=1+1",
        first_sent_at=MONDAY + timedelta(hours=30),
        status=InquiryStatus.SENT,
        open_questions=(("=HYPERLINK(0)はいくらですか。", Intent.OTHER),),
        quoted=(QuotedPassage(source_id="call", title="公募要領", round=7, quote="10月15日"),),
    ),
    row(3),
]


@pytest.mark.parametrize("language", list(Language))
def test_tables_can_be_saved(language: Language) -> None:
    tables = figure_tables(figures(ROWS), language)
    assert len({table.title for table in tables}) == 7
    assert all("2" in table.notes[0] for table in tables)
    for table in tables:
        cells = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"))))
        assert not any(cell.startswith(("=", "+", "@")) for line in cells for cell in line)
        assert load_workbook(io.BytesIO(xlsx_bytes(table))).worksheets[0].max_row == len(table.rows) + 1
        assert markdown_text(table)


def test_tables_of_nothing() -> None:
    for table in figure_tables(figures([]), Language.JA):
        assert table.notes[0].endswith("問合せ 0 件。")
        assert csv_bytes(table)
    assert figure_charts(figures([]), Language.JA) == (None, None, None, None)


def test_shares_are_of_what_was_decided() -> None:
    table = figure_tables(figures(ROWS), Language.EN)[4]
    assert [line[1:] for line in table.rows] == [("0", "0.0%"), ("1", "100.0%"), ("0", "0.0%"), ("0", "")]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("days", [3, 60, 900, 9000])
def test_plots_tell_all_in_words_too(language: Language, days: int) -> None:
    charts = figure_charts(figures([*ROWS, row(days)]), language)
    for chart in charts:
        assert chart is not None
        assert chart["description"] and chart["title"]["text"]
        assert chart["config"]["axis"]["labelFontSize"] >= 16
        assert "http" not in json.dumps(chart).replace(chart["$schema"], "")
    by_topic, over_time, *_ = charts
    assert by_topic is not None and over_time is not None
    assert any(layer["mark"]["type"] == "text" for layer in by_topic["layer"])
    assert len(over_time["data"]["values"]) <= MOST


def test_plots_are_vega_lite() -> None:
    drawing = pytest.importorskip("vl_convert", reason="the extra evals is missing")
    for chart in figure_charts(figures([*ROWS, row(60)]), Language.JA):
        assert "<svg" in drawing.vegalite_to_svg(json.dumps(chart), vl_version="5.21")

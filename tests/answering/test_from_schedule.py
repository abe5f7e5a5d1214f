"""Relative and computed questions on the schedule: before, during and after what they ask about."""

import pytest

from advisor.answering.clock.moments import Announced, named_announcement
from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question, Status
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge


def ask(knowledge: Knowledge, as_of: str, text: str) -> Answer:
    return answer(Question(text=text, as_of=parse_as_of(as_of)), knowledge)


@pytest.mark.parametrize(
    ("as_of", "question", "told"),
    [
        ("2025-08-20T10:00", "あと何日?", "あと7日と2時間"),
        ("2025-07-20", "説明会まだ申し込める?", "受付中です。申込みの締切まであと2日と17時間"),
        ("2025-07-22T16:59", "説明会まだ申し込める?", "あと1分"),
        ("2025-07-22T17:00", "説明会まだ申し込める?", "申込みは締め切られています"),
        ("2025-07-24T14:30", "説明会はもう始まってる?", "説明会は開催中です"),
        ("2025-07-24T15:00", "説明会まだ申し込める?", "説明会は終了しています"),
        ("2025-07-25", "説明会はいつ?", "説明会は終了しています"),
        ("2025-07-23", "Can I still register for the briefing?", "registration for the briefing has closed"),
        ("2025-08-20", "結果はもう出た?", "公表予定の時期の前です"),
        ("2025-10-20", "結果はもう出た?", "公表予定の時期にあたります"),
        ("2025-12-01", "結果はもう出た?", "公表予定の時期を過ぎています"),
        ("2023-10-01", "結果はもう出た?", "2023-09-22に発表"),
        ("2025-08-20", "12時1分に届いたら?", "12時01分に届いた場合は、締切を過ぎています"),
        ("2025-08-20", "8月27日の11時30分に届けば大丈夫?", "11時30分に届いていれば、締切に間に合います"),
        ("2025-09-20", "Has the deadline passed?", "the call is closed"),
        ("2025-07-10", "Has the deadline passed?", "has not opened yet"),
        ("2025-08-20", "有効期限はいつまで?", "令和10年3月31日"),
        ("2025-08-20", "令和7年度に公表なら有効期限はいつまで?", "2028年3月31日"),
        ("2025-08-20", "令和8年度に公表されたら、いつまで有効?", "2029年3月31日"),
        ("2025-08-20", "2026年2月に公表されたら、いつまで有効?", "2028年3月31日"),
        ("2025-08-20", "2020年12月に公表された拠点はいつまで有効?", "2023年3月31日"),
        ("2025-08-20", "第2回の選抜拠点の有効期限はいつまで?", "2023年3月31日"),
        ("2025-08-20", "If announced in October 2025, until when is the selection valid?", "2028-03-31"),
    ],
)
def test_what_the_moment_makes_of_it(knowledge: Knowledge, as_of: str, question: str, told: str) -> None:
    found = ask(knowledge, as_of, question)
    assert told in found.text
    assert found.status in {Status.ANSWERED, Status.PARTIAL}


def test_what_is_worked_out_is_marked_as_computed(knowledge: Knowledge) -> None:
    found = ask(knowledge, "2025-08-20", "令和7年度に公表なら有効期限はいつまで?")
    (end,) = (statement for statement in found.statements if "2028" in statement.text)
    assert end.computed and end.citations
    rule = next(c for c in found.citations if "公表年度を含む3年度間" in c.quote)
    assert rule.n in end.citations and rule.source_id == "j-innovation-hub-call-7-guidelines"


def test_an_end_that_has_passed_is_said_to_have(knowledge: Knowledge) -> None:
    found = ask(knowledge, "2025-08-20", "第2回の選抜拠点の有効期限はいつまで?")
    assert "この期限を過ぎています" in found.text and "継続" in found.text
    then = ask(knowledge, "2021-02-01", "有効期限はいつまで?")
    assert then.round == 2 and "過ぎています" not in then.text


@pytest.mark.parametrize(
    ("as_of", "question", "number"),
    [
        ("2025-08-20", "第5回の選抜の有効期限はいつまで?", 5),
        ("2025-08-20", "令和3年度に公表された拠点の有効期限は?", 3),
        ("2023-07-01", "結果はもう出た?", 5),
    ],
)
def test_what_no_source_gives_stays_unknown(knowledge: Knowledge, as_of: str, question: str, number: int) -> None:
    found = ask(knowledge, as_of, question)
    assert found.status is Status.ABSTAINED and found.statements == ()
    assert f"第{number}回" in found.text
    assert (found.contact is None) == (number == 5 and as_of < "2025")  # round 5 named none


def test_a_result_is_not_told_before_it_was_announced(knowledge: Knowledge) -> None:
    found = ask(knowledge, "2020-12-20", "第2回の結果はもう出た?")
    assert "公表予定の時期にあたります" in found.text and "12-24" not in found.text
    after = ask(knowledge, "2020-12-25", "第2回の結果はもう出た?")
    assert "2020-12-24に発表" in after.text


@pytest.mark.parametrize(
    ("as_of", "question"),
    [
        ("2025-08-20", "次の公募はいつ?"),
        ("2025-12-01", "次の公募はいつ?"),
        ("2025-08-20", "第8回の有効期限はいつまで?"),
        ("2023-10-01", "第7回の締切は?"),
    ],
)
def test_a_call_that_is_not_out_yet(knowledge: Knowledge, as_of: str, question: str) -> None:
    found = ask(knowledge, as_of, question)
    assert found.status is Status.ABSTAINED and found.statements == ()


@pytest.mark.parametrize(
    ("as_of", "question"),
    [
        ("2025-08-20", "有効期限は第2回と第7回で同じですか"),
        ("2025-08-20", "12時締切ですか?"),
    ],
)
def test_what_the_clock_has_no_say_in(knowledge: Knowledge, as_of: str, question: str) -> None:
    text = ask(knowledge, as_of, question).text
    assert "計算による" not in text and "締切の当日" not in text


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("令和７年度に公表なら", Announced(fiscal_year=2025)),
        ("FY2026に発表されたら", Announced(fiscal_year=2026)),
        ("2026年3月に公表", Announced(fiscal_year=2025, month=(2026, 3))),
        ("2025年に公表", None),
        ("公表されたら", None),
        ("令和7年13月に公表", None),
    ],
)
def test_the_announcement_that_a_question_supposes(text: str, announced: Announced | None) -> None:
    assert named_announcement(text) == announced

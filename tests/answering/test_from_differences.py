"""Questions on how rounds differ: which are asked, and how they are answered."""

import pytest

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question, Status
from advisor.answering.rounds.asking import asked_difference
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.programs.schedule import current_round
from advisor.verifying.values import faults

TODAY = "2025-08-20T10:00"


def asked(knowledge: Knowledge, text: str, as_of: str = TODAY) -> Answer:
    return answer(Question(text=text, as_of=parse_as_of(as_of)), knowledge)


@pytest.mark.parametrize(
    ("text", "rounds", "topic"),
    [
        ("第2回と第7回の違いを教えて", (2, 7), False),
        ("compare rounds 2 and 7", (2, 7), False),
        ("What changed between the second and the seventh call?", (2, 7), False),
        ("前回と今回で審査項目に違いはありますか", (), True),
        ("申請できる機関は昔と今で変わった?", (), True),
        ("有効期限は第2回と同じですか", (2,), True),
        ("第7回で新しく加わった支援は?", (7,), True),
        ("令和2年度と今年の公募の違い", (2,), False),
    ],
)
def test_a_question_on_differences_is_known(
    knowledge: Knowledge, text: str, rounds: tuple[int, ...], topic: bool
) -> None:
    current = current_round(knowledge.program, parse_as_of(TODAY))
    found = asked_difference(text, knowledge.program, current)
    assert found is not None
    assert tuple(sorted(found.rounds)) == rounds
    assert bool(found.topic) is topic


@pytest.mark.parametrize(
    "text",
    [
        "国際展開型と地域貢献型の違いは?",
        "第2回の国際展開型と地域貢献型の違いは?",
        "第2回の締切は?",
        "担当者が変わったのですが、届けは要りますか",
        "選抜された後に申請内容を変更できますか",
        "前回の締切はいつ?",
        "When was the deadline of the second call?",
    ],
)
def test_other_questions_are_none_on_differences(knowledge: Knowledge, text: str) -> None:
    current = current_round(knowledge.program, parse_as_of(TODAY))
    assert asked_difference(text, knowledge.program, current) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("KPIの扱いは第2回と第7回でどう違う?", ["ホームページ", "調査票", "いま基準となるのは第7回です", "異なります"]),
        ("有効期限は第2回と同じですか", ["同じです", "3年度間"]),
        ("申請できる機関は昔と今で変わった?", ["書き方が違うだけ", "「又は」"]),
        ("第2回と第7回で支援メニューはどう違いますか", ["サポイン", "Go-Tech", "第7回の資料だけにあるもの"]),
        ("How does the KPI duty differ between round 2 and round 7?", ["Round 2:", "Round 7:", "in force is round 7"]),
    ],
)
def test_a_topic_is_set_side_by_side(knowledge: Knowledge, text: str, wanted: list[str]) -> None:
    told = asked(knowledge, text)
    assert told.status is Status.ANSWERED
    assert all(word in told.text for word in wanted), told.text
    assert len({citation.source_id for citation in told.citations}) > 1


def test_without_a_topic_the_subjects_that_differ_are_listed(knowledge: Knowledge) -> None:
    told = asked(knowledge, "第2回と第7回の違いを教えて")
    assert all(word in told.text for word in ["支援メニュー 第2回", "KPIと毎年度の実績 第7回", "同じもの: 有効期限"])


def test_a_round_of_which_nothing_is_known_says_so(knowledge: Knowledge) -> None:
    told = asked(knowledge, "第6回と第7回の支援の違い")
    assert told.status is Status.PARTIAL and "第6回の資料では確認できません" in told.text
    last = asked(knowledge, "KPIの扱いは前回から変わりましたか")
    assert last.text.startswith("第6回については、この点を確認できる資料がないため、第2回と比べます。")
    assert asked(knowledge, "第2回と第8回の違いは?").status is Status.ABSTAINED


def test_at_an_earlier_moment_a_later_round_is_not_known(knowledge: Knowledge) -> None:
    told = asked(knowledge, "第2回と第7回の違いを教えて", "2021-01-05")
    assert told.status is Status.ABSTAINED and "調査票" not in told.text
    neither = asked(knowledge, "第1回と第2回の公募期間の違いは?", "2025-08-20")
    assert "いま基準となるのはどちらでもなく、第7回です" in neither.text


@pytest.mark.parametrize("text", ["第2回と第7回の違いを教えて", "What changed between round 2 and round 7?"])
def test_each_side_rests_on_its_own_quotes(knowledge: Knowledge, text: str) -> None:
    told = asked(knowledge, text)
    cited = {citation.n: citation for citation in told.citations}
    for statement in told.statements:
        assert statement.citations
        for n in statement.citations:
            source = knowledge.texts[cited[n].source_id]
            assert source[cited[n].start : cited[n].end] == cited[n].quote
    second = next(s for s in told.statements if "KPI" in s.text and ("第2回" in s.text or "round 2" in s.text))
    assert {cited[n].round for n in second.citations} == {2}
    assert faults("締切は8月28日です。", ()) != []


@pytest.mark.parametrize(
    ("text", "wanted", "number"),
    [
        ("第2回の締切は?", "11月13日", 2),
        ("第5回の公募期間は?", "2023-07-31", 5),
        ("第2回の類型は?", "2類型", 2),
        ("第4回の支援メニューは?", "Go-Tech", 4),
        ("第7回の締切は?", "8月27日", 7),
    ],
)
def test_a_question_on_one_round_is_matched_without_the_rounds_name(
    knowledge: Knowledge, text: str, wanted: str, number: int
) -> None:
    told = asked(knowledge, text)
    assert told.round == number and wanted in told.text


@pytest.mark.parametrize("text", ["第2回の問い合わせ先は?", "第2回の説明会はいつ?"])
def test_what_is_not_known_of_a_round_is_not_told_of_another_programme(knowledge: Knowledge, text: str) -> None:
    told = asked(knowledge, text)
    assert told.status is Status.ABSTAINED and told.statements == ()


def test_same_within_one_round_brings_no_comparison_of_rounds(knowledge: Knowledge) -> None:
    found = answer(
        Question(text="Do all labs have to be at the same site?", as_of=parse_as_of("2025-08-20")), knowledge
    )
    assert found.text.startswith("No, researchers and facilities") and "rounds 2 and 7" not in found.text

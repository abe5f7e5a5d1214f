"""advisor/guides/rounds/comparing.py: what each round says, and two of them side by side."""

import pytest

from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.rounds.comparing import compare_rounds, rounds_at
from advisor.guides.rounds.results import ComparedSubject, RoundComparison, SubjectStatus
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.differences import Verdict
from advisor.programs.model import Authority

TODAY = parse_as_of("2025-08-20")


def compared(
    knowledge: Knowledge, a: int, b: int, subject: str | None = None, language: Language = Language.JA
) -> RoundComparison:
    return compare_rounds(a, b, TODAY, language, knowledge, subject)


def row(result: RoundComparison, name: str) -> ComparedSubject:
    return next(row for row in result.rows if row.id == name)


@pytest.mark.parametrize("language", list(Language))
def test_every_statement_of_every_round_is_cited(knowledge: Knowledge, language: Language) -> None:
    view = rounds_at(TODAY, language, knowledge)
    assert [round_.number for round_ in view.rounds] == [1, 2, 3, 4, 5, 6, 7] and view.current == 7
    numbers = {citation.n for citation in view.answer.citations}
    for round_ in view.rounds:
        for subject in round_.subjects:
            assert all(statement.citations and set(statement.citations) <= numbers for statement in subject.statements)
            assert bool(subject.statements) or subject.status is SubjectStatus.UNKNOWN
    assert len(view.table.rows) > 100


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7])
def test_what_is_unknown_is_what_the_corpus_says_is_unknown(knowledge: Knowledge, number: int) -> None:
    view = rounds_at(TODAY, Language.JA, knowledge, number).rounds[0]
    declared = next(r for r in knowledge.program.rounds if r.number == number)
    assert set(view.unknown) == set(declared.unknown)


def test_rounds_are_told_as_of_a_moment(knowledge: Knowledge) -> None:
    early = rounds_at(parse_as_of("2020-11-01"), Language.JA, knowledge)
    assert [round_.number for round_ in early.rounds] == [1, 2] and early.current == 2
    second = early.rounds[1]
    assert second.in_force and second.announced_on is None
    assert {"announced", "counts"} <= set(second.unknown)
    assert "5拠点" not in early.answer.text


def test_authority_is_told(knowledge: Knowledge) -> None:
    view = rounds_at(TODAY, Language.JA, knowledge)
    official = {round_.number for round_ in view.rounds if round_.authority is Authority.OFFICIAL}
    assert official == {1, 2, 7}
    assert "二次資料" in view.rounds[3].authority_in_words


def test_the_kpi_duty_differs_and_the_newer_applies(knowledge: Knowledge) -> None:
    result = compared(knowledge, 2, 7, "kpi")
    duty = row(result, "kpi")
    assert duty.verdict is Verdict.DIFFERS
    assert "ホームページ" in duty.a[0].quotes[0] and "調査票" in duty.b[0].quotes[0]
    assert any("公開する義務" in said.text for said in duty.wording)
    assert (result.applies, result.in_force) == (7, 7)


@pytest.mark.parametrize(
    ("subject", "verdict", "words"),
    [
        ("validity", Verdict.SAME, ""),
        ("applicants", Verdict.WORDING, "「又は」"),
        ("hub", Verdict.WORDING, "「算出」"),
        ("selection", Verdict.WORDING, "評点"),
        ("r-and-d", Verdict.DIFFERS, ""),
        ("procedure", Verdict.ONLY_B, ""),
        ("period", Verdict.DIFFERS, ""),
    ],
)
def test_same_is_judged_on_the_meaning(knowledge: Knowledge, subject: str, verdict: Verdict, words: str) -> None:
    found = row(compared(knowledge, 2, 7, subject), subject)
    assert found.verdict is verdict
    assert any(words in said.text for said in found.wording) or not words


def test_the_older_first_or_last_is_only_a_matter_of_sides(knowledge: Knowledge) -> None:
    there, back = compared(knowledge, 2, 7), compared(knowledge, 7, 2)
    sides = {Verdict.ONLY_A: Verdict.ONLY_B, Verdict.ONLY_B: Verdict.ONLY_A}
    assert [sides.get(r.verdict, r.verdict) for r in there.rows] == [r.verdict for r in back.rows]
    assert there.rows[0].a[0].text == back.rows[0].b[0].text


def test_where_neither_is_in_force_the_one_that_is_is_named(knowledge: Knowledge) -> None:
    result = compared(knowledge, 2, 4)
    assert (result.applies, result.in_force) == (None, 7)
    assert "第7回" in result.answer.text.split("\n")[0]


def test_the_table_has_both_quotes(knowledge: Knowledge) -> None:
    result = compared(knowledge, 2, 7, "validity", Language.EN)
    assert result.table.columns[2:4] == ("round 2", "round 7")
    assert "公表年度を含む3年度間" in result.table.rows[0][4] and "公表年度を含む3年度間" in result.table.rows[0][5]


@pytest.mark.parametrize(
    ("a", "b", "subject", "as_of", "code"),
    [
        (2, 99, None, "2025-08-20", "round_unknown"),
        (2, 2, None, "2025-08-20", "rounds_compared_same"),
        (2, 7, "weather", "2025-08-20", "subject_unknown"),
        (2, 7, None, "2021-01-01", "round_not_begun"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_rejected(
    knowledge: Knowledge, a: int, b: int, subject: str | None, as_of: str, code: str
) -> None:
    with pytest.raises(QuestionRejected) as rejected:
        compare_rounds(a, b, parse_as_of(as_of), Language.JA, knowledge, subject)
    assert rejected.value.code == code

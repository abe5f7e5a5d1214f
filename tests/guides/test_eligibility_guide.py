"""advisor/guides/eligibility.py: each rule with its quote, one question at a time, contradictions asked back."""

from datetime import datetime

import pytest

from advisor.answering.drafts import Quote
from advisor.answering.models import Status
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.eligibility import Assessment, Case, assess
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.rules import Outcome
from advisor.verifying.values import quote_holds

OPEN = parse_as_of("2025-08-20")
JA = Language.JA
FULL = {"applicant": "kosen", "operator": "applicant", "collaboration": "active", "substance": "established"}


def assessed(
    knowledge: Knowledge, as_of: datetime = OPEN, language: Language = Language.JA, **case: object
) -> Assessment:
    return assess(Case.model_validate(case), as_of, language, knowledge)


def test_a_full_case_is_met_and_every_rule_has_its_quote(knowledge: Knowledge) -> None:
    found = assessed(knowledge, slots=FULL)
    assert (found.verdict, found.asks, found.conflicts) == (Outcome.MET, None, ())
    assert all(row.citations for row in found.rules)
    for citation in found.answer.citations:
        quote = Quote(source_id=citation.source_id, start=citation.start, end=citation.end, text=citation.quote)
        assert quote_holds(quote, knowledge.texts[citation.source_id])
    assert {c.round for c in found.answer.citations} == {7}
    assert len(found.table.rows) == len(knowledge.program.eligibility)


def test_missing_facts_are_asked_one_at_a_time(knowledge: Knowledge) -> None:
    found = assessed(knowledge, slots={"applicant": "kosen"})
    assert found.verdict is Outcome.TO_CONFIRM and found.answer.status is Status.PARTIAL
    assert found.asks is not None and found.asks.rule_id == "operator"
    assert found.answer.contact is not None
    again = assessed(knowledge, slots={"applicant": "kosen", "operator": "applicant"})
    assert again.asks is not None and again.asks.rule_id == "collaboration"


def test_an_institution_that_is_not_named_ends_in_to_confirm_with_the_contact(knowledge: Knowledge) -> None:
    found = assessed(knowledge, slots={**FULL, "applicant": "research-institute"})
    assert found.verdict is Outcome.TO_CONFIRM and found.asks is None
    assert "これらに準じる機関" in found.answer.text
    assert found.answer.contact is not None and "@" in found.answer.text


@pytest.mark.parametrize(
    ("slot", "value"),
    [("applicant", "company"), ("operator", "other"), ("collaboration", "none"), ("substance", "planned")],
)
def test_one_condition_that_is_not_met_decides(slot: str, value: str, knowledge: Knowledge) -> None:
    found = assessed(knowledge, slots={**FULL, slot: value})
    assert found.verdict is Outcome.NOT_MET
    assert [row.rule_id for row in found.rules if row.outcome is Outcome.NOT_MET] == [slot]


def test_free_text_fills_the_slots_and_is_shown(knowledge: Knowledge) -> None:
    text = "私立大学です。センターは本学が運営し、地元の会社30社と共同研究をしています。専任の職員が6名います。"
    found = assessed(knowledge, description=text)
    assert found.verdict is Outcome.MET
    said = {row.rule_id: row.said for row in found.rules if row.said}
    assert set(said) == {"applicant", "operator", "collaboration", "substance"}
    assert all(words in text for each in said.values() for words in each)


def test_contradictory_slots_are_asked_back(knowledge: Knowledge) -> None:
    found = assessed(knowledge, slots={"applicant": "company"}, description="うちは国立大学法人です。")
    assert found.answer.status is Status.CLARIFY and found.verdict is Outcome.TO_CONFIRM
    assert [c.rule_id for c in found.conflicts] == ["applicant"]
    assert {option.value_id for option in found.conflicts[0].options} == {"company", "national-university"}


def test_what_was_chosen_when_asked_back_counts(knowledge: Knowledge) -> None:
    found = assessed(knowledge, slots={"applicant": "kosen"}, description="株式会社です。", confirmed=["applicant"])
    assert not found.conflicts
    assert found.rules[0].value_id == "kosen"


def test_two_statements_of_oneself_contradict_in_free_text_too(knowledge: Knowledge) -> None:
    found = assessed(knowledge, description="株式会社です。国立大学法人でもあります。")
    assert [c.rule_id for c in found.conflicts] == ["applicant"]


@pytest.mark.parametrize(
    ("as_of", "round_number", "verdict"),
    [("2025-08-20", 7, Outcome.MET), ("2026-11-01", 7, Outcome.MET), ("2020-11-01", 2, Outcome.MET),
     ("2023-07-10", 5, Outcome.TO_CONFIRM), ("2019-05-01", None, Outcome.TO_CONFIRM)],
)  # fmt: skip
def test_the_round_in_force_decides_and_an_unknown_one_leaves_it_open(
    as_of: str, round_number: int | None, verdict: Outcome, knowledge: Knowledge
) -> None:
    found = assessed(knowledge, parse_as_of(as_of), slots=FULL)
    assert (found.round, found.verdict) == (round_number, verdict)
    assert all(c.round is None or c.round <= (round_number or 0) for c in found.answer.citations)


def test_english(knowledge: Knowledge) -> None:
    found = assessed(knowledge, language=Language.EN, description="We are a company.")
    assert found.verdict is Outcome.NOT_MET
    assert "Verdict: not met" in found.answer.text


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"slots": {"colour": "red"}}, "slot_unknown"),
        ({"confirmed": ["colour"]}, "slot_unknown"),
        ({"slots": {"applicant": "band"}}, "slot_value_unknown"),
        ({"description": "あ" * 3000}, "question_too_long"),
    ],
)
def test_what_cannot_be_taken(case: dict[str, object], code: str, knowledge: Knowledge) -> None:
    with pytest.raises(QuestionRejected) as refused:
        assessed(knowledge, **case)
    assert refused.value.code == code

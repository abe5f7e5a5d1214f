"""advisor/programs/eligibility.py: no verdict is more certain than the rules it rests on."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.knowledge import Knowledge
from advisor.programs.eligibility import evaluate, next_rule, verdict
from advisor.programs.rules import Outcome

FULL = {"applicant": "kosen", "operator": "applicant", "collaboration": "active", "substance": "established"}


@given(st.lists(st.sampled_from(list(Outcome)), min_size=1))
def test_a_verdict_is_met_only_when_every_rule_is(outcomes: list[Outcome]) -> None:
    assert (verdict(outcomes) is Outcome.MET) == all(outcome is Outcome.MET for outcome in outcomes)
    assert (verdict(outcomes) is Outcome.NOT_MET) == (Outcome.NOT_MET in outcomes)


def test_every_combination_of_the_bundled_values(knowledge: Knowledge) -> None:
    rules = knowledge.program.eligibility
    for values in itertools.product(*[[None, *(value.id for value in rule.values)] for rule in rules]):
        slots = {rule.id: value for rule, value in zip(rules, values, strict=True) if value is not None}
        results = evaluate(rules, slots)
        whole = verdict([result.outcome for result in results])
        asked = next_rule(results)
        if whole is Outcome.MET:
            assert asked is None and set(FULL) <= set(slots)
        if asked is not None:
            assert asked.id not in slots


def test_a_full_case_is_met_wherever_its_sites_are(knowledge: Knowledge) -> None:
    results = evaluate(knowledge.program.eligibility, FULL)
    assert verdict([result.outcome for result in results]) is Outcome.MET


def test_questions_come_one_at_a_time_in_the_order_of_the_rules(knowledge: Knowledge) -> None:
    asked = []
    slots: dict[str, str] = {}
    while (rule := next_rule(evaluate(knowledge.program.eligibility, slots))) is not None:
        asked.append(rule.id)
        slots[rule.id] = FULL[rule.id]
    assert asked == list(FULL)


@pytest.mark.parametrize("slots", [{"colour": "red"}, {"applicant": "band"}])
def test_what_no_rule_knows_is_refused(slots: dict[str, str], knowledge: Knowledge) -> None:
    with pytest.raises(KeyError):
        evaluate(knowledge.program.eligibility, slots)

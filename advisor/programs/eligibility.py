"""Whether a case meets the conditions of eligibility: rules over slots, a verdict no more certain than they. Pure."""

from collections.abc import Mapping, Sequence

from advisor.programs.rules import Outcome, Rule, RuleValue
from advisor.values import Value


class RuleResult(Value):
    """What a rule says of a case. `value` None: the case does not say."""

    rule: Rule
    value: RuleValue | None
    outcome: Outcome


def evaluate(rules: Sequence[Rule], slots: Mapping[str, str]) -> tuple[RuleResult, ...]:
    """Every rule on a case, given as rule id → value id. Raises KeyError for a slot or a value that no rule has."""
    unknown = set(slots) - {rule.id for rule in rules}
    if unknown:
        raise KeyError(min(unknown))
    return tuple(_result(rule, slots.get(rule.id)) for rule in rules)


def _result(rule: Rule, value_id: str | None) -> RuleResult:
    value = rule.value(value_id) if value_id is not None else None
    if value_id is not None and value is None:
        raise KeyError(f"{rule.id}.{value_id}")
    if value is not None:
        return RuleResult(rule=rule, value=value, outcome=value.outcome)
    outcomes = {each.outcome for each in rule.values}
    return RuleResult(rule=rule, value=None, outcome=outcomes.pop() if len(outcomes) == 1 else Outcome.TO_CONFIRM)


def verdict(outcomes: Sequence[Outcome]) -> Outcome:
    """The whole from its rules: one that is not met decides; else one to be confirmed leaves it open.

    >>> verdict([Outcome.MET, Outcome.TO_CONFIRM])
    <Outcome.TO_CONFIRM: 'to_confirm'>
    """
    if Outcome.NOT_MET in outcomes:
        return Outcome.NOT_MET
    return Outcome.MET if outcomes and set(outcomes) == {Outcome.MET} else Outcome.TO_CONFIRM


def next_rule(results: Sequence[RuleResult]) -> Rule | None:
    """The one rule to ask about next: the first that the case does not fill and whose value would matter."""
    if any(result.outcome is Outcome.NOT_MET for result in results):
        return None
    return next((r.rule for r in results if r.value is None and r.outcome is not Outcome.MET), None)

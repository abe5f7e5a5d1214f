"""A case judged by the rules of the round in force: each rule with the fact that bears it, and the verdict."""

from collections.abc import Mapping, Sequence

from advisor.answering.drafts import Draft, DraftNotice, DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.models import Clarification, Intent, NoticeKind, Status
from advisor.answering.notices import closed_lead, nature_notices
from advisor.answering.setting import Setting
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.programs.case_reading import Reading
from advisor.programs.eligibility import RuleResult, evaluate, next_rule, verdict
from advisor.programs.model import Fact
from advisor.programs.rules import Outcome, Rule
from advisor.programs.subjects import in_force
from advisor.programs.texts import Evidence
from advisor.values import Value


class JudgedRule(Value):
    """A rule on a case: what the case says, what follows, why, and the fact that says so (None: no document does)."""

    result: RuleResult
    outcome: Outcome
    reason: str
    fact: Fact | None


def judge(
    slots: Mapping[str, str], setting: Setting, knowledge: Knowledge, round_number: int | None = None
) -> tuple[JudgedRule, ...]:
    """Every rule on the case, by the facts of the round named or in force. Raises KeyError as `evaluate` does.

    A rule that rests on another round's document is to be confirmed at best: it may have changed since.
    """
    results = evaluate(knowledge.program.eligibility, slots)
    return tuple(_judged(result, setting, knowledge, round_number) for result in results)


def _judged(result: RuleResult, setting: Setting, knowledge: Knowledge, round_number: int | None) -> JudgedRule:
    number = round_number if round_number is not None else (setting.current.number if setting.current else None)
    keys = [key for key in (result.value.key if result.value else None, result.rule.key) if key is not None]
    fact = _fact(keys, setting, knowledge, round_number)
    if fact is not None and fact.round != number:  # another round's 「はい、申請できます」 would be read as today's
        fact = _fact([result.rule.key], setting, knowledge, round_number) or fact
    if fact is None or fact.round is None:
        unknown = say("eligibility.rule_unknown", setting.language, round=number or "?")
        return JudgedRule(result=result, outcome=Outcome.TO_CONFIRM, reason=unknown, fact=None)
    value = result.value
    because = value.because if value is not None else None
    own = value is not None and value.key == fact.key
    reason = because if because is not None and not own else fact.statement
    outcome = result.outcome if fact.round == number else Outcome.TO_CONFIRM
    return JudgedRule(result=result, outcome=outcome, reason=reason.said(setting.language), fact=fact)


def _fact(keys: Sequence[str], setting: Setting, knowledge: Knowledge, round_number: int | None) -> Fact | None:
    """The fact that counts then, of the first key that has one."""
    facts = (knowledge.questions.by_key[key].facts for key in keys)
    found = (in_force(known, round_number, setting.current, setting.to_come) for known in facts)
    return next((fact for fact in found if fact is not None), None)


def verdict_of(rules: Sequence[JudgedRule]) -> Outcome:
    """The whole verdict."""
    return verdict([rule.outcome for rule in rules])


def judged_draft(
    rules: Sequence[JudgedRule], setting: Setting, knowledge: Knowledge, only_stated: bool = False
) -> Draft:
    """The verdict, then each rule with its quote, and the one question that comes next.

    `only_stated`: leave out the rules on which the case says nothing (a short answer).
    """
    language = setting.language
    whole = verdict_of(rules)
    borne = [rule for rule in rules if rule.fact is not None]
    deciding = [rule for rule in rules if rule.outcome is whole]
    names = say("eligibility.separator", language).join(rule.result.rule.name.said(language) for rule in deciding)
    label = say(f"eligibility.outcome_{whole.value}", language)
    quotes = tuple(dict.fromkeys(quote for rule in borne for quote in _quotes(rule.fact, knowledge)))
    text = say(f"eligibility.verdict_{whole.value}", language, outcome=label, rules=names)
    statements = [DraftStatement(text=text, quotes=quotes, computed=(label,))] if quotes else []
    shown = [rule for rule in borne if rule.result.value is not None or not only_stated]
    statements += [_statement(rule, setting, knowledge) for rule in shown]
    asked = next_rule([rule.result for rule in rules]) if whole is Outcome.TO_CONFIRM else None
    number = next((rule.fact.round for rule in borne if rule.fact is not None), None)
    return Draft(
        intent=Intent.ELIGIBILITY,
        status=_status(whole) if quotes else Status.ABSTAINED,
        statements=tuple(statements),
        notices=(*_older_notices(borne, setting), *nature_notices(_facts(borne), setting, knowledge)),
        lead=closed_lead(number, setting, knowledge) if quotes else say("answers.not_found", language),
        clarification=ask_for(asked, setting) if asked is not None and quotes else None,
        round=number,
    )


def _status(whole: Outcome) -> Status:
    return Status.PARTIAL if whole is Outcome.TO_CONFIRM else Status.ANSWERED


def ask_for(rule: Rule, setting: Setting) -> Clarification:
    """The question that fills the rule's slot."""
    options = tuple(value.name.said(setting.language) for value in rule.values)
    return Clarification(question=rule.asks.said(setting.language), options=options)


def conflict_draft(pair: tuple[Reading, Reading], setting: Setting, knowledge: Knowledge) -> Draft:
    """Asking back where a case says two things that cannot both be so."""
    rule = next(rule for rule in knowledge.program.eligibility if rule.id == pair[0].rule_id)
    names = [value.name.said(setting.language) for value in rule.values if value.id in {r.value_id for r in pair}]
    question = say(
        "eligibility.conflict", setting.language, rule=rule.name.said(setting.language), one=names[0], other=names[-1]
    )
    return Draft(
        intent=Intent.ELIGIBILITY,
        status=Status.CLARIFY,
        lead=question,
        clarification=Clarification(question=question, options=tuple(names)),
    )


def _statement(rule: JudgedRule, setting: Setting, knowledge: Knowledge) -> DraftStatement:
    language = setting.language
    label = say(f"eligibility.outcome_{rule.outcome.value}", language)
    value = rule.result.value
    named = {"rule": rule.result.rule.name.said(language), "outcome": label, "reason": rule.reason}
    if value is None:
        text = say("eligibility.rule_open", language, **named)
    else:
        text = say("eligibility.rule", language, value=value.name.said(language), **named)
    return DraftStatement(text=text, quotes=_quotes(rule.fact, knowledge), computed=(label,), condition=True)


def _quotes(fact: Fact | None, knowledge: Knowledge) -> tuple[Quote, ...]:
    if fact is None:
        return ()
    return quotes_of((Evidence(source=fact.source, quote=fact.quote), *fact.also), knowledge)


def _facts(rules: Sequence[JudgedRule]) -> list[Fact]:
    return [rule.fact for rule in rules if rule.fact is not None]


def _older_notices(rules: Sequence[JudgedRule], setting: Setting) -> list[DraftNotice]:
    """That rules of another round are used, because those of the round in force are not known."""
    current = setting.current
    if current is None:
        return []
    others = sorted({fact.round for fact in _facts(rules) if fact.round not in {None, current.number}}, reverse=True)
    text = [say("eligibility.older_rule", setting.language, current=current.number, round=n) for n in others[:1]]
    return [DraftNotice(kind=NoticeKind.SUPERSEDED, text=t) for t in text]

"""The eligibility guide: a case as slots and free text, set against the rules of the round in force."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import Field

from advisor.answering.cases.judging import JudgedRule, ask_for, conflict_draft, judge, judged_draft, verdict_of
from advisor.answering.drafts import Draft
from advisor.answering.flow import setting_at, told
from advisor.answering.models import Answer
from advisor.answering.setting import Setting
from advisor.errors import QuestionRejected
from advisor.guides.citing import quote_cells
from advisor.guides.tables import Table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.case_reading import Reading, contradictions, read_case, slots_of
from advisor.programs.eligibility import next_rule
from advisor.programs.rules import Outcome, Rule
from advisor.values import Value


class Case(Value):
    """Who would apply, with what: slots (rule id → value id) that are known, and a description in free text.

    `confirmed`: rules whose slot counts whatever the description says (what was chosen when it was asked back).
    """

    slots: dict[str, str] = Field(default_factory=dict)
    description: str = ""
    confirmed: tuple[str, ...] = ()


class Option(Value):
    """A value that a slot can take."""

    value_id: str
    label: str


class Asked(Value):
    """The one question that comes next."""

    rule_id: str
    question: str
    options: tuple[Option, ...]


class RuleRow(Value):
    """A rule on the case. `value_id` None: the case does not say. `said`: the words that filled the slot."""

    rule_id: str
    name: str
    value_id: str | None
    value_name: str | None
    outcome: Outcome
    reason: str
    said: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()


class Conflict(Value):
    """Two values of one slot that cannot both be so, with what to ask back."""

    rule_id: str
    question: str
    options: tuple[Option, ...]


class Assessment(Value):
    """The verdict and what it rests on. With conflicts there is no verdict (to_confirm) until they are settled."""

    as_of: datetime
    round: int | None
    verdict: Outcome
    rules: tuple[RuleRow, ...]
    asks: Asked | None
    conflicts: tuple[Conflict, ...] = ()
    answer: Answer
    table: Table


def assess(case: Case, as_of: datetime, language: Language, knowledge: Knowledge) -> Assessment:
    """Whether the case is eligible at `as_of`. Raises QuestionRejected for a slot or value that no rule has, and for a
    description over the limit of a question."""
    rules = knowledge.program.eligibility
    _refuse_unknown(case.slots, case.confirmed, rules)
    limit = knowledge.settings.question_chars
    if len(case.description) > limit:
        raise QuestionRejected("question_too_long", length=len(case.description), limit=limit)
    setting = setting_at(as_of, language, knowledge)
    readings = read_case(case.description, rules, knowledge.cues) if case.description.strip() else ()
    readings = tuple(each for each in readings if each.rule_id not in case.confirmed or each.rule_id not in case.slots)
    given = tuple(Reading(rule_id=rule_id, value_id=value, words="") for rule_id, value in case.slots.items())
    pairs = contradictions((*given, *readings))
    slots = {**slots_of(readings), **case.slots}
    for one, _ in pairs:
        slots.pop(one.rule_id, None)
    judged = judge(slots, setting, knowledge)
    about = _about(case, language)
    draft = conflict_draft(pairs[0], setting, knowledge) if pairs else judged_draft(judged, setting, knowledge)
    answer = told(draft, about, setting, knowledge)
    rows = tuple(_row(rule, readings, draft, answer, setting) for rule in judged)
    asked = next_rule([rule.result for rule in judged]) if not pairs else None
    whole = Outcome.TO_CONFIRM if pairs else verdict_of(judged)
    return Assessment(
        as_of=as_of,
        round=setting.current.number if setting.current else None,
        verdict=whole,
        rules=rows,
        asks=_asked(asked, setting) if asked is not None and whole is Outcome.TO_CONFIRM else None,
        conflicts=tuple(_conflict(pair, setting, knowledge) for pair in pairs),
        answer=answer,
        table=_table(rows, answer, setting),
    )


def _refuse_unknown(slots: Mapping[str, str], confirmed: Sequence[str], rules: Sequence[Rule]) -> None:
    known = {rule.id: rule for rule in rules}
    for rule_id in confirmed:
        if rule_id not in known:
            raise QuestionRejected("slot_unknown", slot=rule_id[:60], known=", ".join(known))
    for rule_id, value_id in slots.items():
        if rule_id not in known:
            raise QuestionRejected("slot_unknown", slot=rule_id[:60], known=", ".join(known))
        if known[rule_id].value(value_id) is None:
            values = ", ".join(value.id for value in known[rule_id].values)
            raise QuestionRejected("slot_value_unknown", slot=rule_id, value=value_id[:60], known=values)


def _about(case: Case, language: Language) -> str:
    description = case.description.strip()
    return (
        say("eligibility.about_case", language, description=description)
        if description
        else say("eligibility.about", language)
    )


def _row(rule: JudgedRule, readings: Sequence[Reading], draft: Draft, answer: Answer, setting: Setting) -> RuleRow:
    value = rule.result.value
    said = [
        r.words for r in readings if value is not None and (r.rule_id, r.value_id) == (rule.result.rule.id, value.id)
    ]
    quotes = {rule.fact.quote, *(e.quote for e in rule.fact.also)} if rule.fact is not None else set()
    return RuleRow(
        rule_id=rule.result.rule.id,
        name=rule.result.rule.name.said(setting.language),
        value_id=value.id if value else None,
        value_name=value.name.said(setting.language) if value else None,
        outcome=rule.outcome,
        reason=rule.reason,
        said=tuple(dict.fromkeys(words for words in said if words)),
        citations=tuple(c.n for c in answer.citations if c.quote in quotes),
    )


def _asked(rule: Rule, setting: Setting) -> Asked:
    asked = ask_for(rule, setting)
    options = zip(rule.values, asked.options, strict=True)
    return Asked(
        rule_id=rule.id,
        question=asked.question,
        options=tuple(Option(value_id=value.id, label=label) for value, label in options),
    )


def _conflict(pair: tuple[Reading, Reading], setting: Setting, knowledge: Knowledge) -> Conflict:
    asked = conflict_draft(pair, setting, knowledge).clarification
    rule = next(rule for rule in knowledge.program.eligibility if rule.id == pair[0].rule_id)
    values = [value for value in rule.values if value.id in {reading.value_id for reading in pair}]
    return Conflict(
        rule_id=rule.id,
        question=asked.question if asked else "",
        options=tuple(Option(value_id=v.id, label=v.name.said(setting.language)) for v in values),
    )


def _table(rows: Sequence[RuleRow], answer: Answer, setting: Setting) -> Table:
    language = setting.language
    columns = ("rule", "value", "outcome", "reason", "quote", "source")
    return Table(
        title=say("eligibility.table_title", language, as_of=f"{setting.as_of:%Y-%m-%d %H:%M}"),
        columns=tuple(say(f"eligibility.column_{name}", language) for name in columns),
        rows=tuple(
            (
                row.name,
                row.value_name or say("eligibility.not_stated", language),
                say(f"eligibility.outcome_{row.outcome.value}", language),
                row.reason,
                *quote_cells(row.citations, answer),
            )
            for row in rows
        ),
        notes=tuple(notice.text for notice in answer.notices),
    )

"""The guided page 申請資格: what the rules of the call say of a case, one by one."""

from html import escape
from typing import ClassVar

from advisor.guides.eligibility import Asked, Assessment, Case, Conflict, RuleRow, assess
from advisor.knowledge import Knowledge
from app.ui.address import Given
from app.ui.cited import Cited
from app.ui.forms import Choice, hidden_html, long_text_html, select_html
from app.ui.guides.guide import Allowed, Guide, Moment, Shown, one
from app.ui.tables import Cell, table_html, text_cell

_DESCRIPTION, _CONFIRMED = "description", "confirmed"


class EligibilityGuide(Guide):
    """A list for each rule, a box for free text; a verdict in words, and the rules with what was said of each."""

    name: ClassVar[str] = "eligibility"
    private: ClassVar[str] = _DESCRIPTION

    def allowed(self, knowledge: Knowledge) -> Allowed:
        rules = knowledge.program.eligibility
        slots = {rule.id: [value.id for value in rule.values] for rule in rules}
        return {**slots, _CONFIRMED: list(slots), _DESCRIPTION: None}

    def shown(self, given: Given, moment: Moment, knowledge: Knowledge) -> Shown:
        fields = self._fields(given, knowledge)
        if not given:
            return Shown(fields=fields, lead="", result=self.tools(given, moment), said="")
        slots = {rule.id: one(given, rule.id) for rule in knowledge.program.eligibility if given.get(rule.id)}
        case = Case(slots=slots, description=one(given, _DESCRIPTION), confirmed=given.get(_CONFIRMED, ()))
        found = assess(case, moment.at, self.language, knowledge)
        cited = Cited(found.answer, self.language)
        verdict = self.text(f"outcome_{found.verdict.value}")
        lead = self._verdict(found) + self._questions(found) + cited.notices()
        tools = self.tools(given, moment, self.files(found.table, moment))
        result = self._rules(found, cited) + cited.contact() + cited.sources() + tools
        return Shown(fields=fields, lead=lead, result=result, said=self.text("eligibility_said", verdict=verdict))

    def _fields(self, given: Given, knowledge: Knowledge) -> tuple[str, ...]:
        text = long_text_html(
            self.name,
            _DESCRIPTION,
            self.text("eligibility_text"),
            one(given, _DESCRIPTION),
            self.text("eligibility_text_hint"),
            self.text("eligibility_example"),
        )
        lists = []
        for rule in knowledge.program.eligibility:
            choices = [Choice(value=value.id, label=value.name.said(self.language)) for value in rule.values]
            label, chosen = rule.name.said(self.language), one(given, rule.id)
            settled = hidden_html(
                f"{self.name}-{rule.id}-{_CONFIRMED}", _CONFIRMED, rule.id, _is_confirmed(given, rule.id)
            )
            lists.append(select_html(self.name, rule.id, label, choices, chosen, self.text("not_stated")) + settled)
        return text, *lists

    def _verdict(self, found: Assessment) -> str:
        outcome = found.verdict.value
        number = self.text("eligibility_round", n=found.round) if found.round else self.text("no_round")
        return (
            f'<div class="verdict verdict-{outcome}"><span>{self.words("eligibility_verdict", round=number)}</span>'
            f"<strong>{self.words(f'outcome_{outcome}')}</strong>"
            f"<p>{self.words(f'eligibility_{outcome}')}</p></div>"
        )

    def _questions(self, found: Assessment) -> str:
        """What is to be settled first: a contradiction, or else the next thing that is missing."""
        asked = "".join(self._question(each, self.words("eligibility_conflict"), True) for each in found.conflicts)
        if asked or found.asks is None:
            return asked
        return self._question(found.asks, self.words("eligibility_next"))

    def _question(self, asked: Asked | Conflict, label: str, confirms: bool = False) -> str:
        """What is asked, with a button for each answer. `confirms`: the answer counts whatever the free text says."""
        field = f"{self.name}-{escape(asked.rule_id)}"
        confirm = f' data-confirm="{field}-{_CONFIRMED}"' if confirms else ""
        options = "".join(
            f'<button type="button" class="option" data-set="{field}"{confirm} '
            f'data-value="{escape(option.value_id)}">{escape(option.label)}</button>'
            for option in asked.options
        )
        question = escape(asked.question)
        group = f'<div class="options" role="group" aria-label="{question}">{options}</div>'
        return f'<section class="next-question"><h3>{label}</h3><p>{question}</p>{group}</section>'

    def _rules(self, found: Assessment, cited: Cited) -> str:
        columns = [self.text(f"column_{name}") for name in ("rule", "said", "outcome", "reason", "quote")]
        return table_html(
            self.text("eligibility_table"), columns, [self._row(rule, cited) for rule in found.rules], "stacked"
        )

    def _row(self, rule: RuleRow, cited: Cited) -> list[Cell]:
        words = "".join(f"<q>{escape(text)}</q>" for text in rule.said)
        value = escape(rule.value_name) if rule.value_name else self.words("not_stated")
        outcome = rule.outcome.value
        return [
            text_cell(rule.name, header=True),
            Cell(html=value + (f'<span class="own-words">{words}</span>' if words else "")),
            Cell(html=f'<span class="outcome outcome-{outcome}">{self.words(f"outcome_{outcome}")}</span>'),
            Cell(html=escape(rule.reason)),
            Cell(html=cited.quotes(rule.citations), classes="quote-cell"),
        ]


def _is_confirmed(given: Given, rule_id: str) -> bool:
    return rule_id in given.get(_CONFIRMED, ())

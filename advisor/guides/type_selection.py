"""The type guide: a described hub set against both types, with similar precedents beside it (never as a ground)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from advisor.answering.cases.weighing import definition_of, summary, weighed, weighed_draft, would_change
from advisor.answering.flow import setting_at, told
from advisor.answering.hubs.beside import alike_by_type, with_precedents
from advisor.answering.hubs.likeness import Likeness
from advisor.answering.hubs.records import hub_text
from advisor.answering.hubs.sentences import say_confidence
from advisor.answering.models import Answer
from advisor.answering.setting import Setting
from advisor.corpus.hubs import HubType
from advisor.errors import QuestionRejected
from advisor.guides.citing import numbers_of, quote_cells
from advisor.guides.hubs.results import HubRow
from advisor.guides.tables import Table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.type_evidence import TypeEvidence, leaning
from advisor.values import Value

PRECEDENTS = 3  # of each type, beside the weighing


class ElementRow(Value):
    """A part of a type's definition: the describer's words for and against it, and what to tell when there are none."""

    element_id: str
    name: str
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    missing: bool
    asks: str


class TypeSide(Value):
    """One type: its definition with its citations, the evidence on each part, and similar precedents."""

    type: HubType
    name: str
    definition: str
    citations: tuple[int, ...]
    elements: tuple[ElementRow, ...]
    precedents: tuple[HubRow, ...] = ()


class TypeComparison(Value):
    """Both types side by side. `leaning` None: the evidence is not one-sided, and `why` says so."""

    as_of: datetime
    round: int | None
    description: str
    types: tuple[TypeSide, ...]
    leaning: HubType | None
    why: str
    would_change: tuple[str, ...]
    answer: Answer
    table: Table


def weigh_types(description: str, as_of: datetime, language: Language, knowledge: Knowledge) -> TypeComparison:
    """The described hub against both types at `as_of`. Raises QuestionRejected for an empty or too long description."""
    description = description.strip()
    limit = knowledge.settings.question_chars
    if not any(character.isalnum() for character in description):
        raise QuestionRejected("description_empty")
    if len(description) > limit:
        raise QuestionRejected("question_too_long", length=len(description), limit=limit)
    setting = setting_at(as_of, language, knowledge)
    evidence = weighed(description, knowledge)
    alike = alike_by_type(description, setting, knowledge, PRECEDENTS)
    draft = with_precedents(weighed_draft(evidence, setting, knowledge), alike, setting, knowledge)
    answer = told(draft, say("types.about", language, description=description), setting, knowledge)
    sides = tuple(_side(each, alike, answer, setting, knowledge) for each in evidence)
    lean = leaning(evidence)
    return TypeComparison(
        as_of=as_of,
        round=answer.round,
        description=description,
        types=sides,
        leaning=HubType(lean.definition.type) if lean is not None else None,
        why=summary(evidence, language),
        would_change=would_change(evidence, language),
        answer=answer,
        table=_table(sides, answer, setting),
    )


def _side(
    evidence: TypeEvidence,
    alike: Mapping[HubType, Sequence[Likeness]],
    answer: Answer,
    setting: Setting,
    knowledge: Knowledge,
) -> TypeSide:
    language = setting.language
    hub_type = HubType(evidence.definition.type)
    fact = definition_of(evidence, setting, knowledge)
    return TypeSide(
        type=hub_type,
        name=evidence.definition.name.said(language),
        definition=fact.statement.said(language) if fact is not None else "",
        citations=tuple(c.n for c in answer.citations if fact is not None and c.quote == fact.quote),
        elements=tuple(
            ElementRow(
                element_id=part.element.id,
                name=part.element.name.said(language),
                speaks_for=part.speaks_for,
                against=part.against,
                missing=part.missing,
                asks=part.element.asks.said(language),
            )
            for part in evidence.elements
        ),
        precedents=tuple(_precedent(each, answer, setting, knowledge) for each in alike.get(hub_type, ())),
    )


def _precedent(alike: Likeness, answer: Answer, setting: Setting, knowledge: Knowledge) -> HubRow:
    source = hub_text(knowledge)
    return HubRow(
        hub=alike.hub,
        likeness=alike.cosine,
        citations=numbers_of(source.quotes(alike.hub), answer) if source is not None else (),
        confidence=say_confidence(alike.hub, setting.language),
    )


def _table(sides: Sequence[TypeSide], answer: Answer, setting: Setting) -> Table:
    language = setting.language
    columns = [f"types.column_{name}" for name in ("type", "element", "for", "against", "missing")]
    columns += ["eligibility.column_quote", "eligibility.column_source"]
    return Table(
        title=say("types.table_title", language, as_of=f"{setting.as_of:%Y-%m-%d %H:%M}"),
        columns=tuple(say(column, language) for column in columns),
        rows=tuple(
            (
                side.name,
                element.name,
                " / ".join(element.speaks_for),
                " / ".join(element.against),
                element.asks if element.missing else "",
                *quote_cells(side.citations, answer),
            )
            for side in sides
            for element in side.elements
        ),
        notes=tuple(notice.text for notice in answer.notices),
    )

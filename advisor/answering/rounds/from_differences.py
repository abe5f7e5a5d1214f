"""The answer to a question on how rounds differ: one thing side by side, or an overview."""

from collections.abc import Collection, Sequence

from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.from_facts import fact_statement
from advisor.answering.models import Intent, Status
from advisor.answering.notices import nature_notices
from advisor.answering.rounds.asking import EMPTY, AskedDifference, asked_difference
from advisor.answering.rounds.sentences import (
    Pair,
    capital,
    change_statements,
    group_statements,
    name_of,
    say_applies,
    say_round,
    side_statements,
    verdict_statement,
)
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import RELATED, TOPIC
from advisor.answering.topics import Topic
from advisor.answering.understand import Part, own_words
from advisor.japanese import search_tokens
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.programs.differences import (
    Difference,
    Verdict,
    compared,
    differences,
    section,
    subject_differences,
)
from advisor.programs.model import Authority, Fact, Program, Round, Subject
from advisor.programs.precedents import COUNTS
from advisor.programs.subjects import all_subjects

_ANNOUNCED = "result.announced"
_MOST_PARTS = 6  # parts that differ and are told beside the thing itself


def from_differences(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The rounds that the part compares, side by side; None where it does not ask for that, or not on what is known."""
    asked = asked_difference(part.text, knowledge.program, setting.current)
    current = setting.current
    if asked is None or current is None:
        return None
    topic = _topic(asked, found, knowledge)
    if asked.topic and topic is None:
        return None
    unheard = [number for number in asked.rounds if number > current.number]
    if unheard:
        lead = say("answers.round_unknown", setting.language, round=unheard[0])
        return Draft(intent=Intent.OTHER, status=Status.ABSTAINED, lead=lead)
    hidden = hidden_facts(setting, knowledge)
    pair = _pair(asked, topic, hidden, current, knowledge.program)
    if pair is None:
        return None
    draft = (
        overview(pair, hidden, setting, knowledge)
        if topic is None
        else _of_topic(topic, pair, hidden, setting, knowledge)
    )
    if asked.last and not asked.rounds and pair.a.number < current.number - 1:
        return _with_lead(draft, current.number - 1, pair, setting)
    return draft


def hidden_facts(setting: Setting, knowledge: Knowledge) -> frozenset[Fact]:
    """The facts that could not be known at the moment: from a document to come, or of a result not announced yet."""
    today = setting.as_of.date()
    late = {r.number for r in knowledge.program.rounds if r.call.announced_on and r.call.announced_on > today}
    return frozenset(
        fact
        for fact in knowledge.program.facts
        if fact.source in setting.to_come or (fact.key in {COUNTS, _ANNOUNCED} and fact.round in late)
    )


def overview(pair: Pair, hidden: Collection[Fact], setting: Setting, knowledge: Knowledge) -> Draft:
    """What two rounds differ in at large: each differing subject side by side, the others by name."""
    language = setting.language
    rows = [row for row in differences(knowledge.program, pair.a.number, pair.b.number, hidden) if row.level == 0]
    statements: list[DraftStatement] = []
    for row in rows:
        if row.verdict is Verdict.DIFFERS:
            statements += side_statements(row, pair, language, knowledge, name_of(row, language))
    statements += group_statements(rows, pair, language, knowledge)
    applies = say_applies(pair, language)
    named = {"a": say_round(pair.a, language), "b": say_round(pair.b, language)}
    key = "lead_overview" if statements else "lead_overview_none"
    return Draft(
        intent=Intent.OTHER,
        status=Status.ANSWERED if statements else Status.ABSTAINED,
        statements=tuple(statements),
        notices=_natures(rows, setting, knowledge),
        lead=capital(say(f"differences.{key}", language, applies=applies, **named).strip()),
        round=pair.b.number,
    )


def side_by_side(
    rows: Sequence[Difference], name: str, pair: Pair, setting: Setting, knowledge: Knowledge
) -> list[DraftStatement]:
    """One thing of both rounds: the verdict, both statements, what a source says of the change, and its parts."""
    language = setting.language
    row, parts = rows[0], [part for part in rows[1:] if part.subject is not None and not part.subject.items]
    if row.verdict is Verdict.UNKNOWN:
        return []
    found = [verdict_statement(row, name, pair, language, knowledge)]
    found += side_statements(row, pair, language, knowledge)
    found += change_statements(row, language, knowledge)
    differing = [part for part in parts if part.verdict is Verdict.DIFFERS][:_MOST_PARTS]
    for part in differing:
        found += side_statements(part, pair, language, knowledge, name_of(part, language))
    if row.a and row.b:
        found += group_statements([p for p in parts if p.verdict is not Verdict.DIFFERS], pair, language, knowledge)
    return found


def _of_topic(topic: Topic, pair: Pair, hidden: Collection[Fact], setting: Setting, knowledge: Knowledge) -> Draft:
    rows, name = _rows(topic, pair, hidden, setting, knowledge)
    statements = side_by_side(rows, name, pair, setting, knowledge)
    language = setting.language
    told = {statement.text for statement in statements}
    if rows[0].subject is not None and topic.key not in _keys(rows[0].subject):
        further = [fact for fact in topic.facts if fact.round is None and fact not in hidden]
        extra = [fact_statement(fact, language, knowledge, condition=True) for fact in further]
        statements += [statement for statement in extra if statement.text not in told]
    if not statements:
        return _not_known(topic, pair, setting)
    one_sided = rows[0].verdict in {Verdict.ONLY_A, Verdict.ONLY_B}
    return Draft(
        intent=topic.intent,
        status=Status.PARTIAL if one_sided else Status.ANSWERED,
        statements=tuple(statements),
        notices=_natures(rows, setting, knowledge),
        round=pair.b.number,
    )


def _rows(
    topic: Topic, pair: Pair, hidden: Collection[Fact], setting: Setting, knowledge: Knowledge
) -> tuple[Sequence[Difference], str]:
    """The comparison of what the topic is about, and its name: a subject, or the topic's own facts."""
    program, a, b = knowledge.program, pair.a.number, pair.b.number
    subject = subject_of(topic, program, bool(_of(topic, a, hidden)) or bool(_of(topic, b, hidden)))
    if subject is not None:
        return subject_differences(program, subject, a, b, hidden), subject.name.said(setting.language)
    row = compared(topic.key, _of(topic, a, hidden), _of(topic, b, hidden), program)
    return (row,), say("differences.this_point", setting.language)


def subject_of(topic: Topic, program: Program, has_facts: bool) -> Subject | None:
    """The subject whose facts the topic's are; for a topic without facts of the rounds, the one of its section."""
    own = next((s for s in all_subjects(program.subjects) if topic.key in s.keys), None)
    if own is not None or has_facts:
        return own
    return next((s for s in program.subjects if any(section(key) == section(topic.key) for key in _keys(s))), None)


def _topic(asked: AskedDifference, found: Found, knowledge: Knowledge) -> Topic | None:
    """The topic that is compared: one that rounds speak of before one that only tells of a change."""
    if not asked.topic:
        return None
    named = _named_subject(asked.topic, knowledge.program)
    if named is not None:
        return next((knowledge.questions.by_key[k] for k in named.keys if k in knowledge.questions.by_key), None)
    likely = [m for m in found.matches if m.score >= TOPIC and m.topic.program_id == knowledge.program.id]
    near = [m.topic for m in likely if m.score >= likely[0].score * RELATED and m.topic.gap is None]
    bound = [t for t in near if len({fact.round for fact in t.facts}) > 1]
    akin = {k for s in all_subjects(knowledge.program.subjects) if near and near[0].key in s.keys for k in s.keys}
    return next(iter([*(topic for topic in bound if topic.key in akin), *bound, *near]), None)


def _named_subject(topic: str, program: Program) -> Subject | None:
    """The subject that is asked for by its own name or a part of it, the larger subjects first."""
    asked = set(own_words(topic)) - EMPTY
    ordered = [*program.subjects, *(s for s in all_subjects(program.subjects) if s not in program.subjects)]
    for subject in ordered:
        names = (subject.name.ja, subject.name.en)
        if asked and any(asked <= set(search_tokens(name)) for name in names):
            return subject
    return None


def _pair(
    asked: AskedDifference, topic: Topic | None, hidden: Collection[Fact], current: Round, program: Program
) -> Pair | None:
    """The two rounds that are meant: those that are named, or the one in force with the nearest one before it that is
    known (from its own documents, where there is no topic)."""
    by_number = {round_.number: round_ for round_ in program.rounds}
    numbers = [n for n in asked.rounds if n in by_number]
    if len(numbers) < len(asked.rounds):
        return None
    if len(numbers) < 2:
        other = current.number
        numbers = [n for n in numbers if n != other]
        numbers = [*numbers, other] if numbers else [*_before(asked, topic, hidden, current, program)[:1], other]
    if len(set(numbers)) < 2:
        return None
    a, b = sorted(numbers)[0], sorted(numbers)[-1]
    return Pair(a=by_number[a], b=by_number[b], in_force=current.number)


def _before(
    asked: AskedDifference, topic: Topic | None, hidden: Collection[Fact], current: Round, program: Program
) -> list[int]:
    """The rounds before the one in force of which something is known on the topic: those that speak for themselves
    first, or the nearest first where "last time" was said of a topic."""
    earlier = sorted((r for r in program.rounds if r.number < current.number), key=lambda r: -r.number)
    known = [r for r in earlier if topic is None or _of(topic, r.number, hidden)] or earlier
    if asked.last and topic is not None:
        return [r.number for r in known]
    return [r.number for r in sorted(known, key=lambda r: r.authority is Authority.SECONDARY)]


def _with_lead(draft: Draft, missing: int, pair: Pair, setting: Setting) -> Draft:
    """The draft, saying first that the round just before is not the one compared with."""
    language = setting.language
    instead = say_round(pair.a, language)
    lead = say(
        "differences.lead_instead", language, missing=say("answers.round", language, round=missing), instead=instead
    )
    return draft.model_copy(update={"lead": "\n\n".join(filter(None, (lead, draft.lead)))})


def _not_known(topic: Topic | None, pair: Pair, setting: Setting) -> Draft:
    a, b = say_round(pair.a, setting.language), say_round(pair.b, setting.language)
    return Draft(
        intent=topic.intent if topic is not None else Intent.OTHER,
        status=Status.ABSTAINED,
        lead=say("differences.lead_unknown", setting.language, a=a, b=b),
    )


def _natures(rows: Sequence[Difference], setting: Setting, knowledge: Knowledge) -> tuple[DraftNotice, ...]:
    facts = [fact for row in rows for fact in (*row.a, *row.b, *row.changes)]
    return tuple(dict.fromkeys(nature_notices(facts, setting, knowledge)))


def _of(topic: Topic, number: int, hidden: Collection[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in topic.facts if fact.round == number and fact not in hidden)


def _keys(subject: Subject) -> set[str]:
    return {key for each in all_subjects([subject]) for key in each.keys}

"""The guide to the rounds: what each of them says by subject, and two of them side by side."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from advisor.answering.drafts import Draft, DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.flow import setting_at, told
from advisor.answering.models import Answer, Intent, Status
from advisor.answering.notices import nature_notices
from advisor.answering.rounds.from_differences import hidden_facts
from advisor.answering.rounds.sentences import (
    Pair,
    change_statements,
    name_of,
    said_of,
    say_applies,
    say_round,
    say_verdict,
    side_statements,
)
from advisor.answering.setting import Setting
from advisor.errors import QuestionRejected
from advisor.guides.citing import numbers_of
from advisor.guides.rounds.results import (
    CitedStatement,
    ComparedSubject,
    RoundComparison,
    RoundsView,
    RoundView,
    SubjectStatus,
    SubjectView,
)
from advisor.guides.rounds.tables import compared_table, rounds_table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.differences import Difference, differences, subject_differences
from advisor.programs.model import Fact, Round, Subject
from advisor.programs.schedule import call_state, known_until
from advisor.programs.subjects import all_subjects, facts_of
from advisor.programs.texts import Evidence

__all__ = ["RoundComparison", "RoundsView", "compare_rounds", "rounds_at"]


def rounds_at(as_of: datetime, language: Language, knowledge: Knowledge, number: int | None = None) -> RoundsView:
    """What is known of each round that has begun by `as_of` (or of round `number` alone), subject by subject.

    Raises QuestionRejected for a round that there is not, or not yet.
    """
    setting = setting_at(as_of, language, knowledge)
    rounds = _begun(setting, knowledge)
    if number is not None:
        rounds = [_known_round(number, setting, knowledge)]
    hidden = hidden_facts(setting, knowledge)
    answer = told(_rounds_draft(rounds, hidden, setting, knowledge), _about(language), setting, knowledge)
    views = tuple(_round_view(round_, hidden, answer, setting, knowledge) for round_ in rounds)
    return RoundsView(
        as_of=as_of,
        current=setting.current.number if setting.current else None,
        rounds=views,
        answer=answer,
        table=rounds_table(views, answer, language),
    )


def compare_rounds(
    a: int, b: int, as_of: datetime, language: Language, knowledge: Knowledge, subject: str | None = None
) -> RoundComparison:
    """Rounds `a` and `b` side by side on every subject and its parts, or on `subject` (an id) and its parts.

    Raises QuestionRejected for a round that there is not, or not yet, twice the same one, or an unknown subject.
    """
    if a == b:
        raise QuestionRejected("rounds_compared_same")
    setting = setting_at(as_of, language, knowledge)
    first, second = (_known_round(number, setting, knowledge) for number in (a, b))
    pair = Pair(a=first, b=second, in_force=setting.current.number if setting.current else None)
    asked = _subject(subject, knowledge)
    hidden = hidden_facts(setting, knowledge)
    rows = (
        differences(knowledge.program, a, b, hidden)
        if asked is None
        else subject_differences(knowledge.program, asked, a, b, hidden)
    )
    about = _about_compared(pair, asked, language)
    answer = told(_compared_draft(rows, pair, setting, knowledge), about, setting, knowledge)
    compared = tuple(_compared_subject(row, pair, answer, language, knowledge) for row in rows)
    return RoundComparison(
        as_of=as_of,
        a=a,
        b=b,
        subject=subject,
        rows=compared,
        applies=pair.applies,
        in_force=pair.in_force,
        answer=answer,
        table=compared_table(compared, pair, about, answer, language),
    )


def _begun(setting: Setting, knowledge: Knowledge) -> list[Round]:
    day = known_until(setting.as_of)
    rounds = (r for r in knowledge.program.rounds if r.begins_on is not None and r.begins_on <= day)
    return sorted(rounds, key=lambda round_: round_.number)


def _known_round(number: int, setting: Setting, knowledge: Knowledge) -> Round:
    numbers = [round_.number for round_ in knowledge.program.rounds]
    if number not in numbers:
        raise QuestionRejected("round_unknown", round=number, choices=", ".join(map(str, sorted(numbers))))
    found = next((round_ for round_ in _begun(setting, knowledge) if round_.number == number), None)
    if found is None:
        raise QuestionRejected("round_not_begun", round=number)
    return found


def _subject(subject_id: str | None, knowledge: Knowledge) -> Subject | None:
    if subject_id is None:
        return None
    subjects = {subject.id: subject for subject in all_subjects(knowledge.program.subjects)}
    if subject_id not in subjects:
        raise QuestionRejected("subject_unknown", subject=subject_id[:40], expected=", ".join(subjects))
    return subjects[subject_id]


def _rounds_draft(rounds: Sequence[Round], hidden: Collection[Fact], setting: Setting, knowledge: Knowledge) -> Draft:
    """Every fact of the rounds as a statement, each with its round."""
    facts = [
        fact
        for round_ in rounds
        for subject in all_subjects(knowledge.program.subjects)
        for fact in _facts(subject, round_, hidden, knowledge)
    ]
    by_number = {round_.number: round_ for round_ in rounds}
    statements = [
        said_of(fact, by_number[fact.round], setting.language, knowledge) for fact in facts if fact.round is not None
    ]
    return _draft(statements, facts, setting, knowledge)


def _compared_draft(rows: Sequence[Difference], pair: Pair, setting: Setting, knowledge: Knowledge) -> Draft:
    statements: list[DraftStatement] = []
    for row in rows:
        statements += side_statements(row, pair, setting.language, knowledge)
        statements += change_statements(row, setting.language, knowledge)
    facts = [fact for row in rows for fact in (*row.a, *row.b, *row.changes)]
    draft = _draft(statements, facts, setting, knowledge)
    return draft.model_copy(update={"lead": say_applies(pair, setting.language)})


def _draft(
    statements: Sequence[DraftStatement], facts: Sequence[Fact], setting: Setting, knowledge: Knowledge
) -> Draft:
    return Draft(
        intent=Intent.OTHER,
        status=Status.ANSWERED if statements else Status.ABSTAINED,
        statements=tuple(statements),
        notices=tuple(dict.fromkeys(nature_notices(facts, setting, knowledge))),
    )


def _round_view(
    round_: Round, hidden: Collection[Fact], answer: Answer, setting: Setting, knowledge: Knowledge
) -> RoundView:
    subjects = tuple(_subject_view(s, round_, hidden, answer, setting, knowledge) for s in knowledge.program.subjects)
    today = setting.as_of.date()
    announced = round_.call.announced_on
    return RoundView(
        number=round_.number,
        begins_on=round_.begins_on,
        fiscal_years=round_.fiscal_years,
        opens_on=round_.call.opens_on,
        closes_at=round_.call.closes_at,
        announced_on=announced if announced is not None and announced <= today else None,
        phase=call_state(round_, setting.as_of).phase,
        in_force=setting.current is not None and setting.current.number == round_.number,
        authority=round_.authority,
        authority_in_words=say(f"differences.authority_{round_.authority}", setting.language),
        subjects=subjects,
        unknown=tuple(view.id for view in subjects if view.status is SubjectStatus.UNKNOWN),
    )


def _subject_view(
    subject: Subject,
    round_: Round,
    hidden: Collection[Fact],
    answer: Answer,
    setting: Setting,
    knowledge: Knowledge,
) -> SubjectView:
    facts = _facts(subject, round_, hidden, knowledge)
    settled = any(not fact.says_unknown for fact in facts)
    return SubjectView(
        id=subject.id,
        name=subject.name.said(setting.language),
        status=SubjectStatus.KNOWN if settled else SubjectStatus.UNKNOWN,
        statements=tuple(_cited(facts, answer, setting.language, knowledge)),
        items=tuple(_subject_view(item, round_, hidden, answer, setting, knowledge) for item in subject.items),
    )


def _facts(subject: Subject, round_: Round, hidden: Collection[Fact], knowledge: Knowledge) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts_of(knowledge.program, subject, round_.number) if fact not in hidden)


def _compared_subject(
    row: Difference, pair: Pair, answer: Answer, language: Language, knowledge: Knowledge
) -> ComparedSubject:
    return ComparedSubject(
        id=row.id,
        name=name_of(row, language),
        level=row.level,
        verdict=row.verdict,
        verdict_in_words=say_verdict(row.verdict, pair, language),
        a=tuple(_cited(row.a, answer, language, knowledge)),
        b=tuple(_cited(row.b, answer, language, knowledge)),
        wording=tuple(_cited(row.changes, answer, language, knowledge)),
    )


def _cited(facts: Sequence[Fact], answer: Answer, language: Language, knowledge: Knowledge) -> Iterator[CitedStatement]:
    """The facts' sentences as far as the answer cites them: what the verifier took out of it is not shown here."""
    for fact in facts:
        quotes: tuple[Quote, ...] = quotes_of((Evidence(source=fact.source, quote=fact.quote), *fact.also), knowledge)
        numbers = numbers_of(quotes, answer)
        if numbers:
            text = fact.statement.said(language)
            yield CitedStatement(key=fact.key, text=text, citations=numbers, quotes=tuple(q.text for q in quotes))


def _about(language: Language) -> str:
    return say("differences.about_rounds", language)


def _about_compared(pair: Pair, subject: Subject | None, language: Language) -> str:
    named = {"a": say_round(pair.a, language), "b": say_round(pair.b, language)}
    if subject is None:
        return say("differences.about_compared", language, **named)
    return say("differences.about_compared_subject", language, name=subject.name.said(language), **named)

"""The tables of the guide to the rounds. Pure."""

from collections.abc import Iterator, Sequence

from advisor.answering.models import Answer
from advisor.answering.rounds.sentences import Pair, say_round
from advisor.guides.citing import quote_cells
from advisor.guides.rounds.results import CitedStatement, ComparedSubject, RoundView, SubjectView
from advisor.guides.tables import Table
from advisor.messages import Language, say

_INDENT = "　"


def rounds_table(rounds: Sequence[RoundView], answer: Answer, language: Language) -> Table:
    """One row a subject of a round; parts are indented."""
    columns = ("round", "subject", "status", "statement", "quote", "source")
    return Table(
        title=say("differences.about_rounds", language),
        columns=tuple(say(f"differences.column_{column}", language) for column in columns),
        rows=tuple(
            (
                say("answers.round", language, round=round_.number),
                _INDENT * level + subject.name,
                say(f"differences.status_{subject.status}", language),
                _texts(subject.statements),
                *quote_cells(_numbers(subject.statements), answer),
            )
            for round_ in rounds
            for level, subject in _in_order(round_.subjects)
        ),
        notes=tuple(notice.text for notice in answer.notices),
    )


def compared_table(
    rows: Sequence[ComparedSubject], pair: Pair, title: str, answer: Answer, language: Language
) -> Table:
    """One row a subject with both statements, what they come to, and both quotes."""
    a, b = say_round(pair.a, language), say_round(pair.b, language)
    return Table(
        title=title,
        columns=(
            say("differences.column_subject", language),
            say("differences.column_verdict", language),
            a,
            b,
            say("differences.column_quote_of", language, round=a),
            say("differences.column_quote_of", language, round=b),
            say("differences.column_source", language),
        ),
        rows=tuple(
            (
                _INDENT * row.level + row.name,
                row.verdict_in_words,
                _texts(row.a),
                _texts(row.b),
                quote_cells(_numbers(row.a), answer)[0],
                quote_cells(_numbers(row.b), answer)[0],
                quote_cells(_numbers((*row.a, *row.b)), answer)[1],
            )
            for row in rows
        ),
        notes=tuple(notice.text for notice in answer.notices),
    )


def _in_order(subjects: Sequence[SubjectView], level: int = 0) -> Iterator[tuple[int, SubjectView]]:
    for subject in subjects:
        yield level, subject
        yield from _in_order(subject.items, level + 1)


def _texts(statements: Sequence[CitedStatement]) -> str:
    return "\n".join(statement.text for statement in statements)


def _numbers(statements: Sequence[CitedStatement]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for statement in statements for n in statement.citations))

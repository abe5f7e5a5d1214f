"""What approved replies answered, in the database, inside a transaction that is going on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from advisor.inquiries.change import Change, of_inquiry
from advisor.inquiries.records import ApprovedAnswer, Inquiry
from advisor.inquiries.tables import approved_answers
from advisor.storage.actors import Actor


def add_answers(change: Change, inquiry: Inquiry, answers: Sequence[ApprovedAnswer]) -> None:
    """Keep what an approved reply answered, in place of what earlier ones said to the same questions. What an earlier
    one said to others stays: a follow-up was answered."""
    here = of_inquiry(approved_answers, change.actor, inquiry.id)
    before = list(change.connection.execute(select(approved_answers.c.answer).where(here)).scalars())
    new, asked = {answer.question_id for answer in answers}, {question.id for question in inquiry.questions}
    stay = [each for each in before if each.question_id in asked - new]
    change.connection.execute(delete(approved_answers).where(here))
    rows = [
        {**change.keys(inquiry.id), "position": position, "approved_at": answer.approved_at, "answer": answer}
        for position, answer in enumerate([*stay, *answers])
    ]
    if rows:
        change.connection.execute(insert(approved_answers), rows)
    if rows or before:
        change.answers_changed()


def take_back_answers(change: Change, inquiry_id: str, approved_at: datetime | None = None) -> None:
    """What was approved of this inquiry is so no longer; with `approved_at` only what was approved then."""
    here = of_inquiry(approved_answers, change.actor, inquiry_id)
    if approved_at is not None:
        here &= approved_answers.c.approved_at == approved_at
    if change.connection.execute(delete(approved_answers).where(here)).rowcount:
        change.answers_changed()


def read_answers(connection: Connection, actor: Actor) -> list[ApprovedAnswer]:
    """The approved answers of the workspace, the earliest approved first."""
    table = approved_answers.c
    wanted = select(table.answer).where(table.workspace_id == actor.workspace)
    ordered = wanted.order_by(table.approved_at, table.inquiry_id, table.position)
    return list(connection.execute(ordered).scalars())

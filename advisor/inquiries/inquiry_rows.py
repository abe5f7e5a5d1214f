"""Inquiries in the database, inside a transaction that is going on."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal, or_, select, type_coerce, update

from advisor.answering.models import Intent
from advisor.errors import RecordMissing
from advisor.inquiries.change import Change
from advisor.inquiries.inquiry_rules import Kept
from advisor.inquiries.message_keys import like, searched
from advisor.inquiries.records import ApplicantKind, Inquiry, InquiryFilter, InquiryStatus
from advisor.inquiries.tables import inquiries, inquiry_messages
from advisor.messages import Language
from advisor.storage.actors import Actor
from advisor.storage.column_types import Words
from advisor.storage.words import storable

LARGEST = 2**31 - 1  # of a number in a column
_OVER = (InquiryStatus.SENT, InquiryStatus.CLOSED)  # nothing is due any more


def here(actor: Actor, *conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """The conditions, for inquiries of the actor's workspace."""
    return (inquiries.c.workspace_id == actor.workspace, *conditions)


def read_kept(connection: Connection, actor: Actor, inquiry_id: str) -> Kept:
    """The inquiry as it is kept. Raises RecordMissing("inquiry_missing"), also for one of another workspace."""
    return _one(connection, here(actor, inquiries.c.id == storable(inquiry_id)))


def read_numbered(connection: Connection, actor: Actor, number: int) -> Inquiry:
    """The inquiry of this number. Raises RecordMissing("inquiry_missing")."""
    if not 0 < number <= LARGEST:
        raise RecordMissing("inquiry_missing")
    return _one(connection, here(actor, inquiries.c.number == number)).inquiry


def read_inquiries(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> list[Inquiry]:
    """The inquiries, the newest first."""
    wanted = select(inquiries).where(*conditions).order_by(*newest_first())
    return [inquiry_of(row) for row in connection.execute(wanted)]


def newest_first() -> tuple[ColumnElement[Any], ...]:
    """The order of lists."""
    return inquiries.c.latest_at.desc(), inquiries.c.number.desc()


def add_inquiry(change: Change, kept: Kept) -> None:
    """Keep a new inquiry."""
    row = {"workspace_id": change.actor.workspace, **_columns(kept), **change.done("updated_")}
    change.connection.execute(insert(inquiries), row)


def put_inquiry(change: Change, kept: Kept) -> Inquiry:
    """Keep a changed inquiry, under the next revision; the inquiry as it then stands."""
    changes = {"revision": kept.inquiry.revision + 1, "updated_at": change.at, "updated_by": change.actor.name}
    put = kept.inquiry.model_copy(update=changes)
    row = {**_columns(Kept(put, kept.last_question)), **change.done("updated_")}
    change.connection.execute(update(inquiries).where(*here(change.actor, inquiries.c.id == put.id)).values(row))
    return put


def filtered(actor: Actor, wanted: InquiryFilter) -> list[ColumnElement[bool]]:
    """The conditions for the inquiries that a filter means."""
    conditions = [*here(actor)]
    if wanted.statuses:
        conditions.append(inquiries.c.status.in_(wanted.statuses))
    for column, value in ((inquiries.c.topic, wanted.topic), (inquiries.c.kind, wanted.kind)):
        if value is not None:
            conditions.append(column == value)
    if wanted.assignee is not None:
        conditions.append(inquiries.c.assignee == wanted.assignee)
    if wanted.flag is not None:
        conditions.append(type_coerce(inquiries.c.flags, Words).contains(f'"{wanted.flag}"', autoescape=True))
    if wanted.overdue_at is not None:
        conditions += [inquiries.c.due_at < wanted.overdue_at, inquiries.c.status.not_in(_OVER)]
    if searched(wanted.text):
        conditions.append(_says(actor, wanted.text))
    return conditions


def count(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> int:
    """How many inquiries there are."""
    return connection.execute(select(func.count()).select_from(inquiries).where(*conditions)).scalar_one()


def inquiry_of(row: Row[Any]) -> Inquiry:
    """The inquiry in a row of its table."""
    return Inquiry(
        id=row.id,
        number=row.number,
        status=InquiryStatus(row.status),
        sender_name=row.sender_name,
        sender_email=row.sender_email,
        organisation=row.organisation,
        subject=row.subject,
        language=Language(row.language),
        topic=Intent(row.topic),
        kind=ApplicantKind(row.kind),
        flags=row.flags,
        questions=row.questions,
        assignee=row.assignee,
        note=row.note,
        received_at=row.received_at,
        latest_at=row.latest_at,
        due_at=row.due_at,
        messages=row.messages,
        duplicates=row.duplicates,
        revision=row.revision,
        text_revision=row.text_revision,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )


def _one(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> Kept:
    row = connection.execute(select(inquiries).where(*conditions)).one_or_none()
    if row is None:
        raise RecordMissing("inquiry_missing")
    return Kept(inquiry_of(row), row.last_question)


def _says(actor: Actor, text: str) -> ColumnElement[bool]:
    """Whether the inquiry itself or one of its messages says this."""
    pattern = literal(like(text))
    saying = select(inquiry_messages.c.inquiry_id).where(
        inquiry_messages.c.workspace_id == actor.workspace, inquiry_messages.c.searched.like(pattern, escape="\\")
    )
    return or_(inquiries.c.searched.like(pattern, escape="\\"), inquiries.c.id.in_(saying))


def _columns(kept: Kept) -> dict[str, Any]:
    inquiry = kept.inquiry
    own = {name: getattr(inquiry, name) for name in Inquiry.model_fields}
    words = searched(inquiry.subject, inquiry.sender_name, inquiry.sender_email, inquiry.organisation)
    return {**own, "last_question": kept.last_question, "searched": words}

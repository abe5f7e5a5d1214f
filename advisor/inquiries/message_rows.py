"""Messages of inquiries in the database, inside a transaction that is going on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, union, update

from advisor.errors import RecordMissing
from advisor.inquiries.change import Change, of_inquiry
from advisor.inquiries.inquiry_rules import SUBJECT_CHARS, cut_line, sane
from advisor.inquiries.message_keys import body_key, email_key, hashed, searched
from advisor.inquiries.records import Channel, Incoming, InquiryMessage
from advisor.inquiries.tables import inquiry_mails, inquiry_messages, inquiry_parents
from advisor.inquiries.threads import Candidate
from advisor.storage.actors import Actor
from advisor.storage.words import storable

OF_A_SENDER = 20  # newest messages of one sender that an arriving one is held against
_ID_CHARS = 998  # of an id of a mail: the longest line that RFC 5322 allows
_PARENTS = 100  # nearest ones
_LIGHT = [column for column in inquiry_messages.c if column.name not in {"searched", "key"}]


def kept_incoming(incoming: Incoming, change: Change) -> Incoming:
    """What arrives as it can be kept: names on one line, no characters that a database refuses, no impossible date."""
    parents = tuple(dict.fromkeys(cut_line(each, _ID_CHARS) for each in incoming.parents if each.strip()))
    return incoming.model_copy(
        update={
            "sender_name": cut_line(incoming.sender_name),
            "sender_email": cut_line(incoming.sender_email),
            "organisation": cut_line(incoming.organisation),
            "subject": cut_line(incoming.subject, SUBJECT_CHARS),
            "body": storable(incoming.body),
            "quoted": storable(incoming.quoted),
            "signature": storable(incoming.signature),
            "message_id": cut_line(incoming.message_id, _ID_CHARS),
            "parents": parents[-_PARENTS:],
            "received_at": sane(incoming.received_at, change.at),
        }
    )


def add_message(
    change: Change, message: str, inquiry_id: str, key: str, incoming: Incoming, raw: bytes | None, duplicate: bool
) -> None:
    """Keep a message with its raw mail. `message`: its new id; `incoming`: from `kept_incoming`."""
    taken = ("channel", "sender_name", "sender_email", "organisation", "subject", "body", "quoted", "signature")
    as_they_are = ("received_at", "message_id", "parents", "attachments", "faults")
    row = {
        "id": message,
        **change.keys(inquiry_id),
        "key": key,
        "number": change.next_message(),
        **{name: getattr(incoming, name) for name in (*taken, *as_they_are)},
        "duplicate": duplicate,
        "message_key": hashed(incoming.message_id),
        "email_key": email_key(incoming.sender_email),
        "body_key": body_key(incoming.body),
        "searched": searched(*(getattr(incoming, name) for name in taken[1:6])),
        **change.done("stored_"),
    }
    change.connection.execute(insert(inquiry_messages), row)
    of_it = {"workspace_id": change.actor.workspace, "message": message}
    if incoming.parents:
        keys = dict.fromkeys(map(hashed, incoming.parents))
        change.connection.execute(insert(inquiry_parents), [{**of_it, "parent_key": key} for key in keys])
    if raw is not None:
        change.connection.execute(insert(inquiry_mails), {**of_it, "data": raw})


def candidates(connection: Connection, actor: Actor, incoming: Incoming) -> list[Candidate]:
    """The messages of the workspace that an arriving one may belong to: those that it names or that name it, the
    newest of its sender, and what says the same from there."""
    told = {
        "here": actor.workspace,
        "named": [hashed(each) for each in (*incoming.parents, incoming.message_id) if each],
        "own": hashed(incoming.message_id) or None,  # equal to nothing
        "email": email_key(incoming.sender_email) or None,
        "said": body_key(incoming.body),
    }
    return [Candidate(**row._mapping) for row in connection.execute(_CANDIDATES, told)]


def read_messages(connection: Connection, actor: Actor, inquiry_id: str) -> list[InquiryMessage]:
    """The messages of an inquiry, oldest first."""
    table = inquiry_messages.c
    wanted = select(*_LIGHT).where(of_inquiry(inquiry_messages, actor, inquiry_id))
    return [_message(row) for row in connection.execute(wanted.order_by(table.received_at, table.number))]


def read_message(connection: Connection, actor: Actor, inquiry_id: str, message: str) -> InquiryMessage:
    """One message. Raises RecordMissing("message_missing")."""
    found = next((each for each in read_messages(connection, actor, inquiry_id) if each.id == message), None)
    if found is None:
        raise RecordMissing("message_missing")
    return found


def change_message(change: Change, message: str, **columns: Any) -> None:
    """Put a message elsewhere, or say that it is a duplicate or none."""
    table = inquiry_messages.c
    here = (table.workspace_id == change.actor.workspace, table.id == message)
    change.connection.execute(update(inquiry_messages).where(*here).values(columns))


def known_arrivals(connection: Connection, actor: Actor, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By key the ids of inquiry and message of those arrivals that are kept already."""
    table = inquiry_messages.c
    found: dict[str, tuple[str, str]] = {}
    for begin in range(0, len(keys), 500):  # databases limit how many values a statement takes
        here = (table.workspace_id == actor.workspace, table.key.in_(keys[begin : begin + 500]))
        rows = connection.execute(select(table.key, table.inquiry_id, table.id).where(*here))
        found |= {row.key: (row.inquiry_id, row.id) for row in rows}
    return found


def read_raw(connection: Connection, actor: Actor, message: str) -> bytes:
    """The mail as it came. Raises RecordMissing("mail_missing")."""
    here = (inquiry_mails.c.workspace_id == actor.workspace, inquiry_mails.c.message == message)
    row = connection.execute(select(inquiry_mails.c.data).where(*here)).one_or_none()
    if row is None:
        raise RecordMissing("mail_missing")
    return bytes(row.data)


def _message(row: Row[Any]) -> InquiryMessage:
    return InquiryMessage(
        id=row.id,
        channel=Channel(row.channel),
        sender_name=row.sender_name,
        sender_email=row.sender_email,
        organisation=row.organisation,
        subject=row.subject,
        body=row.body,
        quoted=row.quoted,
        signature=row.signature,
        received_at=row.received_at,
        message_id=row.message_id,
        attachments=row.attachments,
        faults=row.faults,
        duplicate=row.duplicate,
    )


def _candidates() -> Select[Any]:
    """Made once: SQLAlchemy takes longer over it than the database."""
    table, parents = inquiry_messages.c, inquiry_parents.c
    here = table.workspace_id == bindparam("here")
    of_sender = select(table.id).where(here, table.email_key == bindparam("email"))
    newest = of_sender.order_by(table.received_at.desc()).limit(OF_A_SENDER).subquery()
    same = of_sender.where(table.body_key == bindparam("said")).order_by(table.received_at.desc()).limit(OF_A_SENDER)
    naming = (parents.workspace_id == bindparam("here"), parents.parent_key == bindparam("own"))
    ids = union(
        select(table.id).where(here, table.message_key.in_(bindparam("named", expanding=True))),
        select(parents.message).where(*naming),
        select(newest.c.id),
        select(same.subquery().c.id),
    )
    columns = ("inquiry_id", "message_id", "parents", "sender_email", "subject", "body", "received_at")
    return select(*table[columns]).where(here, table.id.in_(ids))


_CANDIDATES = _candidates()

"""Replies and their versions in the database, inside a transaction that is going on."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, type_coerce, update

from advisor.inquiries.change import Change, of_inquiry
from advisor.inquiries.records import (
    InquiryStatus,
    Reply,
    ReplyDraft,
    ReplyVersion,
    ReplyVersionKind,
)
from advisor.inquiries.reply_rules import ReplyWords, joins
from advisor.inquiries.tables import replies, reply_versions
from advisor.storage.actors import Actor
from advisor.storage.column_types import Words

_UNDECIDED = {
    "approved_at": None,
    "approved_by_id": "",
    "approved_by": "",
    "sent_at": None,
    "sent_by_id": "",
    "sent_by": "",
    "sent_as": "",
}
_EMPTY = {
    "subject": "",
    "text": "",
    "draft": None,
    "drafted": None,
    "revision": 0,
    "outdated": False,
    "note": "",
    "first_sent_at": None,
    **_UNDECIDED,
}


def read_reply(connection: Connection, actor: Actor, inquiry_id: str) -> Reply | None:
    """The reply of the inquiry; None where nothing was ever written."""
    row = connection.execute(select(replies).where(of_inquiry(replies, actor, inquiry_id))).one_or_none()
    return None if row is None else _reply(row)


def put_reply(change: Change, inquiry_id: str, reply: Reply | None, **columns: Any) -> Reply:
    """Change the reply, or make the first one of the inquiry; its revision goes up. The reply as it then stands."""
    written = {**columns, **change.done("updated_")}
    if reply is None:
        row = {**change.keys(inquiry_id), **_EMPTY, **written, "revision": 1}
        change.connection.execute(insert(replies), row)
    else:
        here = of_inquiry(replies, change.actor, inquiry_id)
        written["revision"] = reply.revision + 1
        change.connection.execute(update(replies).where(here).values(written))
    put = read_reply(change.connection, change.actor, inquiry_id)
    assert put is not None
    return put


def mark_outdated(change: Change, inquiry_id: str) -> None:
    """Say that what is asked is no longer what the reply was made for. Its text and revision stay."""
    here = of_inquiry(replies, change.actor, inquiry_id)
    change.connection.execute(update(replies).where(here).values(outdated=True))


def undecided() -> dict[str, Any]:
    """The columns of a reply that nobody has approved or sent."""
    return dict(_UNDECIDED)


def read_versions(connection: Connection, actor: Actor, inquiry_id: str) -> list[ReplyVersion]:
    """The versions of the reply, oldest first."""
    wanted = select(reply_versions).where(of_inquiry(reply_versions, actor, inquiry_id))
    return [_version(row) for row in connection.execute(wanted.order_by(reply_versions.c.number))]


def add_version(
    change: Change,
    inquiry_id: str,
    kind: ReplyVersionKind,
    words: ReplyWords,
    status: InquiryStatus,
    note: str = "",
    draft: ReplyDraft | None = None,
) -> int:
    """Keep a state of the reply's words under the next number, which is handed out."""
    here = of_inquiry(reply_versions, change.actor, inquiry_id)
    newest = change.connection.execute(select(func.max(reply_versions.c.number)).where(here)).scalar() or 0
    row = {
        "number": newest + 1,
        "kind": kind,
        "subject": words.subject,
        "text": words.text,
        "status": status,
        "note": note,
        "draft": draft,
        "begun_at": change.at,
    }
    change.connection.execute(insert(reply_versions), {**change.keys(inquiry_id), **change.done(), **row})
    return newest + 1


def join_version(change: Change, inquiry_id: str, words: ReplyWords, status: InquiryStatus) -> int | None:
    """Put an edit into the last version, if it joins that (`reply_rules.joins`), whose number is handed out."""
    here = of_inquiry(reply_versions, change.actor, inquiry_id)
    newest = select(reply_versions).where(here).order_by(reply_versions.c.number.desc()).limit(1)
    row = change.connection.execute(newest).one_or_none()
    if row is None or not joins(_version(row), row.by_id, row.begun_at, change.actor, words, change.at):
        return None
    columns = {"subject": words.subject, "text": words.text, "status": status, "at": change.at}
    change.connection.execute(update(reply_versions).where(here, reply_versions.c.number == row.number).values(columns))
    return int(row.number)


def is_kept(change: Change, inquiry_id: str, words: ReplyWords) -> bool:
    """Whether some version has exactly these words."""
    here = of_inquiry(reply_versions, change.actor, inquiry_id)
    same = (reply_versions.c.text == words.text) & (reply_versions.c.subject == words.subject)
    wanted = select(reply_versions.c.number).where(here, same).limit(1)
    return change.connection.execute(wanted).first() is not None


def forget_in_drafts(change: Change, inquiry_id: str) -> None:
    """Take out of all drafts what they tell of an inquiry: it is going to be deleted, and they quote its reply."""
    for table, keys in ((replies, ("inquiry_id",)), (reply_versions, ("inquiry_id", "number"))):
        naming = type_coerce(table.c.draft, Words).contains(f'"{inquiry_id}"', autoescape=True)
        here = (table.c.workspace_id == change.actor.workspace, naming)
        for row in change.connection.execute(select(*table.c[keys], table.c.draft).where(*here)).all():
            one = (table.c[key] == getattr(row, key) for key in keys)
            change.connection.execute(update(table).where(*here, *one).values(draft=_without(row.draft, inquiry_id)))


def _without(draft: ReplyDraft, inquiry_id: str) -> ReplyDraft:
    return draft.model_copy(
        update={
            "similar": tuple(each for each in draft.similar if each.inquiry_id != inquiry_id),
            "conflicts": tuple(each for each in draft.conflicts if each.inquiry_id != inquiry_id),
            "changes": tuple(each for each in draft.changes if each.inquiry_id != inquiry_id),
        }
    )


def _reply(row: Row[Any]) -> Reply:
    return Reply(
        inquiry_id=row.inquiry_id,
        subject=row.subject,
        text=row.text,
        draft=row.draft,
        revision=row.revision,
        outdated=row.outdated,
        note=row.note,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        sent_as=row.sent_as,
    )


def _version(row: Row[Any]) -> ReplyVersion:
    return ReplyVersion(
        number=row.number,
        kind=ReplyVersionKind(row.kind),
        subject=row.subject,
        text=row.text,
        status=InquiryStatus(row.status),
        note=row.note,
        draft=row.draft,
        at=row.at,
        by=row.by,
    )

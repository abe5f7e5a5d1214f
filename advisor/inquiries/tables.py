"""The tables of advisor/inquiries. Keys hold each row to the workspace of its inquiry.

A change here needs a further file in migrations/versions; a test holds the two together.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from advisor.inquiries.figure_record import DraftFigures
from advisor.inquiries.records import ApprovedAnswer, Flag, InquiryQuestion, ReplyDraft
from advisor.mail.model import Attachment
from advisor.storage.column_types import Json, Moment, Words
from advisor.storage.tables import change_columns, count_column, metadata, text_column, workspace_column

_TEXTS = Json(tuple[str, ...])


def _of_an_inquiry(key: bool = False) -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    """`key`: the inquiry is the row's primary key, or the first part of it."""
    return (
        text_column("workspace_id"),
        text_column("inquiry_id", primary_key=key),
        ForeignKeyConstraint(
            ["workspace_id", "inquiry_id"], ["inquiries.workspace_id", "inquiries.id"], ondelete="CASCADE"
        ),
    )


def _of_a_message() -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        text_column("workspace_id"),
        text_column("message", primary_key=True),
        ForeignKeyConstraint(
            ["workspace_id", "message"], ["inquiry_messages.workspace_id", "inquiry_messages.id"], ondelete="CASCADE"
        ),
    )


# What was counted last in each workspace. `approvals` goes up whenever its approved answers change.
inquiry_counters = Table(
    "inquiry_counters",
    metadata,
    Column("workspace_id", Words, ForeignKey("workspaces.id"), primary_key=True),
    count_column("inquiries"),
    count_column("messages"),
    count_column("events"),
    count_column("approvals"),
)

inquiries = Table(
    "inquiries",
    metadata,
    text_column("id", primary_key=True),
    workspace_column(),
    count_column("number"),
    text_column("status"),
    text_column("sender_name"),
    text_column("sender_email"),
    text_column("organisation"),
    text_column("subject"),
    text_column("language"),
    text_column("topic"),
    text_column("kind"),
    Column("flags", Json(tuple[Flag, ...]), nullable=False),
    Column("questions", Json(tuple[InquiryQuestion, ...]), nullable=False),
    count_column("last_question"),  # the highest number that an id of a question has had
    text_column("assignee"),
    text_column("note"),
    Column("received_at", Moment, nullable=False),
    Column("latest_at", Moment, nullable=False),
    Column("due_at", Moment),
    count_column("messages"),
    count_column("duplicates"),
    count_column("revision"),
    count_column("text_revision"),
    text_column("searched"),
    *change_columns("updated_"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "number"),
)

inquiry_messages = Table(
    "inquiry_messages",
    metadata,
    text_column("id", primary_key=True),
    *_of_an_inquiry(),
    text_column("key"),
    count_column("number"),  # in the order of arrival in the workspace
    text_column("channel"),
    text_column("sender_name"),
    text_column("sender_email"),
    text_column("organisation"),
    text_column("subject"),
    text_column("body"),
    text_column("quoted"),
    text_column("signature"),
    Column("received_at", Moment, nullable=False),
    text_column("message_id"),
    Column("parents", _TEXTS, nullable=False),
    Column("attachments", Json(tuple[Attachment, ...]), nullable=False),
    Column("faults", _TEXTS, nullable=False),
    Column("duplicate", Boolean, nullable=False),
    # For finding threads and words: see message_keys.py.
    text_column("message_key"),
    text_column("email_key"),
    text_column("body_key"),
    text_column("searched"),
    *change_columns("stored_"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "key"),
)

inquiry_parents = Table(
    "inquiry_parents",
    metadata,
    *_of_a_message(),
    text_column("parent_key", primary_key=True),
)

inquiry_mails = Table(
    "inquiry_mails",
    metadata,
    *_of_a_message(),
    Column("data", LargeBinary, nullable=False),
)

# `drafted`: of the newest draft what figures count, so that they need not read whole drafts.
replies = Table(
    "replies",
    metadata,
    *_of_an_inquiry(key=True),
    text_column("subject"),
    text_column("text"),
    Column("draft", Json(ReplyDraft)),
    Column("drafted", Json(DraftFigures)),
    count_column("revision"),
    Column("outdated", Boolean, nullable=False),
    text_column("note"),
    *change_columns("updated_"),
    Column("approved_at", Moment),
    text_column("approved_by_id"),
    text_column("approved_by"),
    Column("sent_at", Moment),
    text_column("sent_by_id"),
    text_column("sent_by"),
    text_column("sent_as"),
    Column("first_sent_at", Moment),  # stays when the inquiry is taken up again
)

reply_versions = Table(
    "reply_versions",
    metadata,
    *_of_an_inquiry(key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text_column("kind"),
    text_column("subject"),
    text_column("text"),
    text_column("status"),
    text_column("note"),
    Column("draft", Json(ReplyDraft)),
    Column("begun_at", Moment, nullable=False),  # of its first words; `at`: of its last
    *change_columns(),
)

approved_answers = Table(
    "approved_answers",
    metadata,
    *_of_an_inquiry(key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("approved_at", Moment, nullable=False),
    Column("answer", Json(ApprovedAnswer), nullable=False),
)

# No row is ever changed or deleted: not bound to its inquiry, which may be.
inquiry_events = Table(
    "inquiry_events",
    metadata,
    Column("workspace_id", Words, ForeignKey("workspaces.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text_column("kind"),
    text_column("inquiry_id"),
    count_column("inquiry"),
    text_column("detail"),
    text_column("text_sha256"),
    *change_columns(),
)

Index(None, inquiries.c.workspace_id, inquiries.c.latest_at)
Index(None, inquiry_messages.c.inquiry_id)
Index(None, inquiry_messages.c.workspace_id, inquiry_messages.c.message_key)
Index(None, inquiry_messages.c.workspace_id, inquiry_messages.c.email_key, inquiry_messages.c.received_at)
Index(None, inquiry_messages.c.workspace_id, inquiry_messages.c.body_key)
Index(None, inquiry_parents.c.workspace_id, inquiry_parents.c.parent_key)
Index(None, inquiry_events.c.inquiry_id)
Index(None, approved_answers.c.workspace_id, approved_answers.c.approved_at)

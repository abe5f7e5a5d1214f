"""The audit log: read, and added to; no method changes or deletes a line."""

from typing import Any

from sqlalchemy import Row, select

from advisor.inquiries.inquiry_rows import LARGEST
from advisor.inquiries.records import InquiryEvent, InquiryEventKind
from advisor.inquiries.reply_rows import read_reply
from advisor.inquiries.tables import inquiry_events
from advisor.inquiries.transactions import Stored
from advisor.storage.actors import Actor
from advisor.storage.words import one_line, storable

_WAY_CHARS = 40


class Log(Stored):
    """What happened in the workspace."""

    def events(
        self, actor: Actor, inquiry_id: str | None = None, after: int = 0, limit: int | None = None
    ) -> list[InquiryEvent]:
        """The lines of the log, oldest first, numbered from 1 in the workspace without a gap.

        `inquiry_id`: those of one inquiry, also a deleted one; `after`: those with a higher number.
        """
        table = inquiry_events.c
        wanted = select(inquiry_events).where(table.workspace_id == actor.workspace)
        if after > 0:
            wanted = wanted.where(table.number > min(after, LARGEST))
        if inquiry_id is not None:
            wanted = wanted.where(table.inquiry_id == storable(inquiry_id))
        if limit is not None:
            wanted = wanted.limit(min(max(limit, 0), LARGEST))
        with self.database.reading() as connection:
            return [_event(row) for row in connection.execute(wanted.order_by(table.number))]

    def tell_exported(self, actor: Actor, inquiry_id: str, way: str) -> None:
        """Add to the log that the reply was handed out, in a way such as `eml`. Raises RecordMissing."""
        with self._changing(actor, inquiry_id) as (change, kept):
            reply = read_reply(change.connection, actor, kept.inquiry.id)
            text = reply.text if reply is not None else None
            change.tell(InquiryEventKind.EXPORTED, kept.inquiry, one_line(way)[:_WAY_CHARS], text)


def _event(row: Row[Any]) -> InquiryEvent:
    return InquiryEvent(
        number=row.number,
        at=row.at,
        by=row.by,
        kind=InquiryEventKind(row.kind),
        inquiry_id=row.inquiry_id,
        inquiry=row.inquiry,
        detail=row.detail,
        text_sha256=row.text_sha256,
    )

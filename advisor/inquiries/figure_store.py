"""What figures are made from, read with a few statements however many inquiries there are."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from advisor.inquiries.figure_record import InquiryRecord
from advisor.inquiries.inquiry_rows import here, read_inquiries
from advisor.inquiries.records import Inquiry, ReplyVersionKind
from advisor.inquiries.tables import inquiries, replies, reply_versions
from advisor.inquiries.transactions import Stored
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor

_COUNTED = (ReplyVersionKind.DRAFT, ReplyVersionKind.APPROVE, ReplyVersionKind.IMPORT, ReplyVersionKind.REJECT)


class FigureInputs(Stored):
    """Reading for figures."""

    def figure_inputs(self, actor: Actor, since: date | None = None, until: date | None = None) -> list[InquiryRecord]:
        """A record of each inquiry received between these days in Tokyo, both included; the newest first."""
        chosen = [*here(actor)]
        if since is not None:
            chosen.append(inquiries.c.received_at >= _midnight(since))
        if until is not None and until < date.max:
            chosen.append(inquiries.c.received_at < _midnight(until + timedelta(days=1)))
        ids = select(inquiries.c.id).where(*chosen)
        with self.database.reading() as connection:
            found = read_inquiries(connection, chosen)
            texts = _versions(connection, reply_versions.c.inquiry_id.in_(ids))
            columns = replies.c["inquiry_id", "drafted", "first_sent_at"]
            rows = connection.execute(select(*columns).where(replies.c.inquiry_id.in_(ids)))
            written = {row.inquiry_id: row for row in rows}
        return [_record(inquiry, texts[inquiry.id], written.get(inquiry.id)) for inquiry in found]


def _versions(connection: Connection, chosen: ColumnElement[bool]) -> dict[str, list[Row[Any]]]:
    """By inquiry the versions that count, oldest first, without their drafts."""
    table = reply_versions.c
    wanted = select(*table["inquiry_id", "kind", "text"]).where(chosen, table.kind.in_(_COUNTED))
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(wanted.order_by(table.inquiry_id, table.number)):
        found[row.inquiry_id].append(row)
    return found


def _record(inquiry: Inquiry, versions: list[Row[Any]], reply: Row[Any] | None) -> InquiryRecord:
    drafted = reply.drafted if reply is not None else None
    return InquiryRecord(
        inquiry=inquiry,
        first_draft=_first(versions, ReplyVersionKind.DRAFT),
        first_approved=_first(versions, ReplyVersionKind.APPROVE, ReplyVersionKind.IMPORT),
        imported=_first(versions, ReplyVersionKind.IMPORT) is not None,
        rejected=sum(row.kind == ReplyVersionKind.REJECT for row in versions),
        first_sent_at=reply.first_sent_at if reply is not None else None,
        open_questions=drafted.open if drafted is not None else (),
        citations=drafted.citations if drafted is not None else (),
    )


def _first(versions: list[Row[Any]], *kinds: ReplyVersionKind) -> str | None:
    return next((row.text for row in versions if row.kind in kinds), None)


def _midnight(day: date) -> datetime:
    return datetime.combine(max(day, date(2, 1, 1)), time(), JST)  # an earlier one has no time in other zones

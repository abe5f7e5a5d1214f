"""A change of a workspace's inquiries that is going on: who, when, and the lines that it leaves in the log."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from advisor.errors import RecordMissing
from advisor.inquiries.records import Inquiry, InquiryEventKind
from advisor.inquiries.reply_rules import text_sha256
from advisor.inquiries.tables import inquiry_counters, inquiry_events
from advisor.storage.actors import Actor
from advisor.storage.tables import workspaces


class Change:
    """Holds its workspace's counters locked until the transaction ends: numbers have no gap, and no two changes of a
    workspace can wait for each other."""

    def __init__(self, connection: Connection, actor: Actor, at: datetime, counters: Row[Any]) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self._inquiries: int = counters.inquiries
        self._messages: int = counters.messages
        self._events: int = counters.events
        self._approvals: int = counters.approvals
        self._told: list[dict[str, Any]] = []

    def keys(self, inquiry_id: str) -> dict[str, str]:
        """The columns that each row of an inquiry has."""
        return {"workspace_id": self.actor.workspace, "inquiry_id": inquiry_id}

    def done(self, prefix: str = "") -> dict[str, Any]:
        """The columns that say when and by whom."""
        return {f"{prefix}at": self.at, f"{prefix}by_id": self.actor.id, f"{prefix}by": self.actor.name}

    def next_inquiry(self) -> int:
        """The number of a new inquiry."""
        self._inquiries += 1
        return self._inquiries

    def next_message(self) -> int:
        """The number of a new message in the workspace."""
        self._messages += 1
        return self._messages

    def answers_changed(self) -> None:
        """Say that the approved answers of the workspace are others now."""
        self._approvals += 1

    def tell(self, kind: InquiryEventKind, inquiry: Inquiry, detail: str = "", text: str | None = None) -> None:
        """Add a line to the log. `detail`: nothing of what anybody wrote; `text`: the reply's, where it is about it."""
        self._events += 1
        row = {
            "workspace_id": self.actor.workspace,
            "number": self._events,
            "kind": kind,
            "inquiry_id": inquiry.id,
            "inquiry": inquiry.number,
            "detail": detail,
            "text_sha256": "" if text is None else text_sha256(text),
        }
        self._told.append({**row, **self.done()})

    def finish(self) -> None:
        """Write the log and the counters: the last that is done in the transaction."""
        if self._told:
            self.connection.execute(insert(inquiry_events), self._told)
        counted = {"inquiries": self._inquiries, "messages": self._messages, "events": self._events}
        here = inquiry_counters.c.workspace_id == self.actor.workspace
        self.connection.execute(update(inquiry_counters).where(here).values(**counted, approvals=self._approvals))


def locked_counters(connection: Connection, actor: Actor) -> Row[Any] | None:
    """The workspace's counters, locked; None where it never had an inquiry."""
    wanted = select(inquiry_counters).where(inquiry_counters.c.workspace_id == actor.workspace)
    return connection.execute(wanted.with_for_update()).one_or_none()


def begun_counters(connection: Connection, actor: Actor) -> Row[Any]:
    """The workspace's counters, locked; begun where there are none. Raises RecordMissing("workspace_missing")."""
    if connection.execute(select(workspaces.c.id).where(workspaces.c.id == actor.workspace)).first() is None:
        raise RecordMissing("workspace_missing")
    insert_on = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    none_yet = {"workspace_id": actor.workspace, "inquiries": 0, "messages": 0, "events": 0, "approvals": 0}
    connection.execute(insert_on(inquiry_counters).values(none_yet).on_conflict_do_nothing())
    counters = locked_counters(connection, actor)
    assert counters is not None
    return counters


def of_inquiry(table: Table, actor: Actor, inquiry_id: str) -> ColumnElement[bool]:
    """The condition for the rows of an inquiry of the actor's workspace."""
    return (table.c.workspace_id == actor.workspace) & (table.c.inquiry_id == inquiry_id)

"""The room's own log of what was asked, mixed with no other. The words of an outline never stand in it."""

import hashlib
import json
from typing import Any

from sqlalchemy import insert, select

from advisor.precedents.records import Asked, QueryKind, QueryLine
from advisor.precedents.tables import precedent_queries
from advisor.precedents.transactions import Stored
from advisor.storage.actors import Actor

MOST_LINES = 1000  # handed out at once


class Queries(Stored):
    """The log of queries in the actor's workspace; no method changes or deletes a line."""

    def note_query(
        self, actor: Actor, kind: QueryKind, asked: Asked, hits: int, keeps_text: bool, outline_sha256: str = ""
    ) -> None:
        """Add a line. `keeps_text`: the free text itself as well, not only its hash."""
        text = "\n".join(part for part in (asked.text.strip(), asked.field.strip()) if part)
        row: dict[str, Any] = {
            "workspace_id": actor.workspace,
            "kind": kind,
            "filters": _filters(asked),
            "text_sha256": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else "",
            "text": text if keeps_text and text else None,
            "outline_sha256": outline_sha256,
            "hits": hits,
        }
        self._add(actor, row)

    def note_comparison(self, actor: Actor, hub_ids: list[str]) -> None:
        """Add a line for hubs that were compared."""
        told = json.dumps({"hubs": hub_ids}, ensure_ascii=False)
        row = {"workspace_id": actor.workspace, "kind": QueryKind.COMPARE, "filters": told, "text_sha256": ""}
        self._add(actor, {**row, "text": None, "outline_sha256": "", "hits": len(hub_ids)})

    def queries(self, actor: Actor, limit: int = 100, before: int | None = None) -> list[QueryLine]:
        """The lines, the newest first. `before`: only those with a smaller number."""
        columns = precedent_queries.c
        wanted = select(precedent_queries).where(columns.workspace_id == actor.workspace)
        wanted = wanted if before is None else wanted.where(columns.number < before)
        ordered = wanted.order_by(columns.number.desc()).limit(min(limit, MOST_LINES))
        with self.database.reading() as connection:
            return [
                QueryLine(
                    number=row.number,
                    at=row.at,
                    by=row.by,
                    kind=QueryKind(row.kind),
                    filters=row.filters,
                    text_sha256=row.text_sha256,
                    outline_sha256=row.outline_sha256,
                    hits=row.hits,
                    text=row.text,
                )
                for row in connection.execute(ordered)
            ]

    def _add(self, actor: Actor, row: dict[str, Any]) -> None:
        with self._changing(actor) as change:
            change.connection.execute(insert(precedent_queries).values({**row, **change.done()}))


def _filters(asked: Asked) -> str:
    """What narrows, as JSON without the texts and the handle."""
    told = asked.model_dump(mode="json", exclude={"text", "field", "outline"}, exclude_defaults=True)
    return json.dumps(told, ensure_ascii=False)

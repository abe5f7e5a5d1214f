"""Drafting: the items of a dossier one by one, as events or as one list."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import TypeAdapter
from sse_starlette import EventSourceResponse, ServerSentEvent

from advisor.dates import parse_as_of
from advisor.dossiers.desk import Desk
from advisor.dossiers.records import Item
from advisor.errors import AdvisorError, RecordMissing, UploadRejected
from advisor.storage.actors import Actor
from app.api.dossiers.bodies import DossierId, DraftBody
from app.api.errors import CONFLICT, Problem, problem_of, unexpected
from app.service import Service

log = logging.getLogger(__name__)
EVENT_STREAM, JSON = "text/event-stream", "application/json"
_EXAMPLE = 'event: item\ndata: {"id": "…", "status": "drafted", "text": "…", "draft": {"coverage": "partial"}}\n\n'
_REPLY: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "An event `item` for each item as soon as it is drafted and kept; `error` is the last one. "
        "With `Accept: application/json` the items as a list, when all are drafted.",
        "content": {EVENT_STREAM: {"schema": {"type": "string"}, "example": _EXAMPLE}},
    }
}
_ITEMS = TypeAdapter(list[Item])


def add_drafts(router: APIRouter, service: Service) -> None:
    """Add the route for drafting."""

    @router.post(
        "/{dossier_id}/drafts", response_model=list[Item], responses={**_REPLY, **CONFLICT}, summary="Draft items"
    )
    async def draft(dossier_id: DossierId, request: Request, body: DraftBody | None = None) -> Response:
        """From the dossier's own evidence. Approved items are left alone; what was interrupted goes on next time.

        What a person wrote is replaced only where the item is named, and stays in the item's versions.
        """
        wanted = body or DraftBody()
        as_of = parse_as_of(wanted.as_of)
        desk, actor = await run_in_threadpool(service.desk)
        await run_in_threadpool(_refuse_hopeless, desk, actor, dossier_id, wanted)
        items = _draft(desk, actor, dossier_id, as_of, wanted)
        if _wants_json(request):
            drafted = await run_in_threadpool(list, items)
            return Response(_ITEMS.dump_json(drafted), media_type=JSON)
        return EventSourceResponse(_events(items, request.url.path))


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return JSON in accepted and EVENT_STREAM not in accepted


def _refuse_hopeless(desk: Desk, actor: Actor, dossier_id: str, wanted: DraftBody) -> None:
    """Raise before any byte of a stream is sent what would end it before its first item."""
    known = {item.id for item in desk.store.items(actor, dossier_id)}
    if not known.issuperset(wanted.item_ids or ()):
        raise RecordMissing("item_missing")
    if not desk.store.evidence(actor, dossier_id):
        raise UploadRejected("evidence_missing_yet")


def _draft(desk: Desk, actor: Actor, dossier_id: str, as_of: datetime, wanted: DraftBody) -> Iterator[Item]:
    return desk.draft(actor, dossier_id, as_of, wanted.item_ids, wanted.language)


def _events(items: Iterator[Item], instance: str) -> Iterator[ServerSentEvent]:
    try:
        for item in items:
            yield ServerSentEvent(item.model_dump_json(), event="item")
    except AdvisorError as fault:
        yield _failed(problem_of(fault, instance))
    except Exception as fault:
        log.error("drafting failed", exc_info=fault)
        yield _failed(unexpected(instance))


def _failed(problem: Problem) -> ServerSentEvent:
    return ServerSentEvent(problem.model_dump_json(exclude={"errors"}), event="error")

"""Saved lists of precedents, with notes, and as files."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from advisor.exporting.exported import MEDIA_TYPES
from advisor.messages import Language
from advisor.precedents.exporting import ENDINGS
from advisor.precedents.records import PrecedentList
from app.api.dossiers.attachments import attachment
from app.api.dossiers.revisions import read_revision
from app.api.errors import CONFLICT, RequestRejected
from app.api.precedents.bodies import EntryNote, HubId, ListChange, ListId, NewEntry, NewList, ResultLanguage
from app.service import Service

_FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {MEDIA_TYPES[ending]: {} for ending in ENDINGS}}
}


def add_lists(router: APIRouter, service: Service) -> None:
    """Add the routes for lists."""

    @router.post("/lists", status_code=201, responses=CONFLICT, summary="Begin a list")
    def create(body: NewList) -> PrecedentList:
        room, actor = service.precedent_room()
        return room.store.create_list(actor, body.name, body.note)

    @router.get("/lists", summary="The saved lists")
    def lists() -> list[PrecedentList]:
        """The last changed first."""
        room, actor = service.precedent_room()
        return room.store.lists(actor)

    @router.get("/lists/{list_id}", summary="A saved list")
    def show(list_id: ListId) -> PrecedentList:
        room, actor = service.precedent_room()
        return room.store.saved_list(actor, list_id)

    @router.patch("/lists/{list_id}", responses=CONFLICT, summary="Rename or reorder a list")
    def change(list_id: ListId, body: ListChange, request: Request) -> PrecedentList:
        """Another name or note, or the same hubs in another order; one of the two in a request."""
        revision = read_revision(body.revision, request)
        room, actor = service.precedent_room()
        if body.hubs is None:
            return room.store.rename_list(actor, list_id, revision, name=body.name, note=body.note)
        if body.name is not None or body.note is not None:
            raise RequestRejected("request_invalid", parts="hubs")
        return room.store.order_hubs(actor, list_id, body.hubs, revision)

    @router.delete("/lists/{list_id}", status_code=204, summary="Delete a list")
    def delete(list_id: ListId) -> None:
        """With its notes."""
        room, actor = service.precedent_room()
        room.store.delete_list(actor, list_id)

    @router.post("/lists/{list_id}/entries", status_code=201, responses=CONFLICT, summary="Add a hub to a list")
    def add(list_id: ListId, body: NewEntry) -> PrecedentList:
        room, actor = service.precedent_room()
        return room.list_hub(actor, list_id, body.hub, body.note)

    @router.put("/lists/{list_id}/entries/{hub_id}", responses=CONFLICT, summary="Note on a hub")
    def note(list_id: ListId, hub_id: HubId, body: EntryNote, request: Request) -> PrecedentList:
        revision = read_revision(body.revision, request)
        room, actor = service.precedent_room()
        return room.store.note_hub(actor, list_id, hub_id, body.note, revision)

    @router.delete("/lists/{list_id}/entries/{hub_id}", summary="Take a hub out of a list")
    def remove(list_id: ListId, hub_id: HubId) -> PrecedentList:
        room, actor = service.precedent_room()
        return room.store.remove_hub(actor, list_id, hub_id)

    @router.get("/lists/{list_id}/export", response_class=Response, responses=_FILES, summary="A list with its sources")
    def export(
        list_id: ListId,
        format: Annotated[Literal["xlsx", "docx"], Query()] = "xlsx",
        language: ResultLanguage = Language.JA,
    ) -> Response:
        room, actor = service.precedent_room()
        file = room.export(actor, list_id, f".{format}", language)
        return attachment(file.contents, file.name, file.media_type)

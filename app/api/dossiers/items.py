"""Items: read, edited, and brought from draft to approval."""

from fastapi import APIRouter, Request, Response

from advisor.dossiers.item_rules import changed_meanwhile
from advisor.dossiers.records import Item
from app.api.dossiers.bodies import DossierId, ItemId, ItemText, Step
from app.api.dossiers.revisions import read_revision, revision_tag
from app.api.errors import CONFLICT
from app.service import Service

_ITEM = "/{dossier_id}/items/{item_id:path}"


def tagged(item: Item, response: Response) -> Item:
    """The item, with its revision as the response's ETag."""
    response.headers["ETag"] = revision_tag(item.revision)
    return item


def add_items(router: APIRouter, service: Service) -> None:
    """Add the routes for items. They come last: an item's address takes all that lies below it."""

    @router.get("/{dossier_id}/items", summary="The items of a dossier")
    def list_items(dossier_id: DossierId) -> list[Item]:
        """In the order of the form, each with its draft, its sentences and where they come from."""
        desk, actor = service.desk()
        return desk.store.items(actor, dossier_id)

    @router.post(f"{_ITEM}/review", responses=CONFLICT, summary="Ask for a review of an item")
    def send_to_review(dossier_id: DossierId, item_id: ItemId, body: Step, request: Request, reply: Response) -> Item:
        """The item as it was read."""
        desk, actor = service.desk()
        revision = read_revision(body.revision, request)
        return tagged(desk.store.send_to_review(actor, dossier_id, item_id, revision, body.note), reply)

    @router.post(f"{_ITEM}/approve", responses=CONFLICT, summary="Approve an item")
    def approve(dossier_id: DossierId, item_id: ItemId, body: Step, request: Request, reply: Response) -> Item:
        """The item as it was read. Marked blanks need a note that says why; an approved item takes no edits."""
        desk, actor = service.desk()
        revision = read_revision(body.revision, request)
        return tagged(desk.store.approve(actor, dossier_id, item_id, revision, body.note), reply)

    @router.post(f"{_ITEM}/reopen", responses=CONFLICT, summary="Take an approval back")
    def reopen(dossier_id: DossierId, item_id: ItemId, body: Step, request: Request, reply: Response) -> Item:
        """So that the item is a draft again. The note says why."""
        desk, actor = service.desk()
        revision = read_revision(body.revision, request)
        item = desk.store.item(actor, dossier_id, item_id)
        if item.revision != revision:
            raise changed_meanwhile(item)
        return tagged(desk.store.reopen(actor, dossier_id, item_id, body.note), reply)

    @router.get(_ITEM, summary="An item")
    def show(dossier_id: DossierId, item_id: ItemId, reply: Response) -> Item:
        """As it stands. Its revision is the ETag."""
        desk, actor = service.desk()
        return tagged(desk.store.item(actor, dossier_id, item_id), reply)

    @router.put(_ITEM, responses=CONFLICT, summary="Edit an item")
    def edit(dossier_id: DossierId, item_id: ItemId, body: ItemText, request: Request, reply: Response) -> Item:
        """Text and choice as they shall be. Where somebody was faster, `current` of the problem has the item as it
        stands, and what was sent is kept in the item's versions."""
        desk, actor = service.desk()
        revision = read_revision(body.revision, request)
        return tagged(desk.edit(actor, dossier_id, item_id, body.text, body.chosen, revision), reply)

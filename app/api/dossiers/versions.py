"""Versions of an item's text: listed, compared, restored."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from advisor.dossiers.records import Item, Version
from advisor.review.differences import Piece
from app.api.dossiers.bodies import DossierId, ItemId, Restoring
from app.api.dossiers.items import tagged
from app.api.dossiers.revisions import read_revision
from app.api.errors import CONFLICT
from app.service import Service

_VERSIONS = "/{dossier_id}/items/{item_id:path}/versions"
Number = Annotated[int, Path(ge=1, le=1_000_000_000, description="The version's number in the item.")]
Compared = Annotated[int, Query(ge=1, le=1_000_000_000, examples=[1], description="The number of a version.")]


def add_versions(router: APIRouter, service: Service) -> None:
    """Add the routes for versions."""

    @router.get(_VERSIONS, summary="The versions of an item")
    def list_versions(dossier_id: DossierId, item_id: ItemId) -> list[Version]:
        """Every state of its text, oldest first; also of an item that the form no longer has."""
        desk, actor = service.desk()
        versions = desk.store.versions(actor, dossier_id, item_id)
        if not versions:
            desk.store.item(actor, dossier_id, item_id)  # an item without versions, or none at all
        return versions

    @router.get(f"{_VERSIONS}/compare", summary="Two versions compared")
    def compare(dossier_id: DossierId, item_id: ItemId, old: Compared, new: Compared) -> list[Piece]:
        """The pieces of both texts in order: the same, removed or added."""
        desk, actor = service.desk()
        return list(desk.compare(actor, dossier_id, item_id, old, new))

    @router.post(f"{_VERSIONS}/{{number}}/restore", responses=CONFLICT, summary="Restore a version")
    def restore(
        dossier_id: DossierId, item_id: ItemId, number: Number, body: Restoring, request: Request, reply: Response
    ) -> Item:
        """Make its words the item's again. The present ones stay in the versions."""
        desk, actor = service.desk()
        revision = read_revision(body.revision, request)
        return tagged(desk.store.restore_version(actor, dossier_id, item_id, number, revision), reply)

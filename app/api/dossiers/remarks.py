"""Comments on items."""

from typing import Annotated

from fastapi import APIRouter, Path

from advisor.dossiers.records import Comment
from advisor.errors import RecordMissing
from app.api.dossiers.bodies import DossierId, ItemId, Remark
from app.api.errors import CONFLICT
from app.service import Service

_COMMENTS = "/{dossier_id}/items/{item_id:path}/comments"
CommentId = Annotated[str, Path(description="The comment's id.", max_length=100)]


def add_remarks(router: APIRouter, service: Service) -> None:
    """Add the routes for comments."""

    @router.get(_COMMENTS, summary="The comments on an item")
    def list_comments(dossier_id: DossierId, item_id: ItemId) -> list[Comment]:
        """Oldest first; also those that are dealt with."""
        desk, actor = service.desk()
        comments = desk.store.comments(actor, dossier_id, item_id)
        if not comments:
            desk.store.item(actor, dossier_id, item_id)  # an item without comments, or none at all
        return comments

    @router.post(_COMMENTS, status_code=201, responses=CONFLICT, summary="Comment on an item")
    def comment(dossier_id: DossierId, item_id: ItemId, body: Remark) -> Comment:
        """In any status of the item."""
        desk, actor = service.desk()
        return desk.store.add_comment(actor, dossier_id, item_id, body.text)

    @router.post(f"{_COMMENTS}/{{comment_id}}/resolve", summary="Say that a comment is dealt with")
    def resolve(dossier_id: DossierId, item_id: ItemId, comment_id: CommentId) -> Comment:
        """One that already is stays as it is."""
        desk, actor = service.desk()
        if comment_id not in {comment.id for comment in desk.store.comments(actor, dossier_id, item_id)}:
            raise RecordMissing("comment_missing")
        return desk.store.resolve_comment(actor, dossier_id, comment_id)

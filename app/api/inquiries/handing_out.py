"""Approved replies as what a person sends: a mail file, an address for a mail program."""

from fastapi import APIRouter, Response

from advisor.mail.writing import Mailto
from app.api.dossiers.attachments import attachment
from app.api.errors import CONFLICT
from app.api.inquiries.bodies import InquiryId
from app.service import Service

_MAIL: dict[int | str, dict[str, object]] = {200: {"description": "The mail.", "content": {"message/rfc822": {}}}}


def add_handing_out(router: APIRouter, service: Service) -> None:
    """Add the routes for what leaves the house."""

    @router.get(
        "/{inquiry_id}/reply.eml",
        response_class=Response,
        responses={**_MAIL, **CONFLICT},
        summary="The reply as a mail",
    )
    def eml(inquiry_id: InquiryId) -> Response:
        """An approved reply as an unsent mail, to be opened and sent by a person."""
        desk, actor = service.inquiry_desk()
        made = desk.eml(actor, inquiry_id)
        return attachment(made.contents, made.name, made.media_type)

    @router.get("/{inquiry_id}/mailto", responses=CONFLICT, summary="The reply for a mail program")
    def show_mailto(inquiry_id: InquiryId) -> Mailto:
        """An approved reply as a `mailto:` address. Mail programs cut long ones: `complete` says whether all is in."""
        desk, actor = service.inquiry_desk()
        link = desk.mailto(actor, inquiry_id)
        desk.store.tell_exported(actor, inquiry_id, "mailto")
        return link

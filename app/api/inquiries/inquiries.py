"""Inquiries themselves: listed, read, corrected, moved, deleted."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from advisor.answering.models import Intent
from advisor.dates import now
from advisor.inquiries.records import (
    ApplicantKind,
    Flag,
    Inquiry,
    InquiryEvent,
    InquiryFilter,
    InquiryMessage,
    InquiryPage,
    InquiryStatus,
)
from app.api.dossiers.revisions import read_revision, revision_tag
from app.api.errors import CONFLICT
from app.api.inquiries.bodies import Details, InquiryId, MessageId, Moving, Questions
from app.service import Service

_MOST_EVENTS = 1000


class AttachmentText(BaseModel):
    """What a file in a mail says."""

    text: str


def tagged(inquiry: Inquiry, reply: Response) -> Inquiry:
    """The inquiry, with its revision as the response's ETag."""
    reply.headers["ETag"] = revision_tag(inquiry.revision)
    return inquiry


def add_inquiries(router: APIRouter, service: Service) -> None:
    """Add the routes for inquiries themselves."""

    @router.get("", summary="The inquiries")
    def list_inquiries(
        status: Annotated[list[InquiryStatus] | None, Query(description="Several: any of them.")] = None,
        topic: Intent | None = None,
        kind: ApplicantKind | None = None,
        flag: Flag | None = None,
        assignee: Annotated[str | None, Query(max_length=200)] = None,
        overdue: Annotated[bool, Query(description="Only those that are due already, and not sent.")] = False,
        q: Annotated[str, Query(max_length=200, description="Stands in subject, sender, organisation or text.")] = "",
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> InquiryPage:
        """The newest first."""
        desk, actor = service.inquiry_desk()
        wanted = InquiryFilter(
            statuses=tuple(status or ()),
            topic=topic,
            kind=kind,
            flag=flag,
            assignee=assignee,
            overdue_at=now() if overdue else None,
            text=q,
        )
        return desk.store.page(actor, wanted, limit, offset)

    @router.get("/{inquiry_id}", summary="An inquiry")
    def show(inquiry_id: InquiryId, reply: Response) -> Inquiry:
        """With its questions. Its revision is the ETag."""
        desk, actor = service.inquiry_desk()
        return tagged(desk.store.inquiry(actor, inquiry_id), reply)

    @router.patch("/{inquiry_id}", responses=CONFLICT, summary="Correct the details of an inquiry")
    def change(inquiry_id: InquiryId, body: Details, request: Request, reply: Response) -> Inquiry:
        """What the body leaves out stays."""
        desk, actor = service.inquiry_desk()
        given = {key: getattr(body, key) for key in body.model_fields_set - {"revision"}}
        revision = read_revision(body.revision, request)
        return tagged(desk.store.change(actor, inquiry_id, revision, **given), reply)

    @router.put("/{inquiry_id}/questions", responses=CONFLICT, summary="Correct the questions of an inquiry")
    def set_questions(inquiry_id: InquiryId, body: Questions, request: Request, reply: Response) -> Inquiry:
        """These in place of those that were recognised. A draft that was made for others is outdated."""
        desk, actor = service.inquiry_desk()
        revision = read_revision(body.revision, request)
        return tagged(desk.set_questions(actor, inquiry_id, body.questions, revision), reply)

    @router.delete("/{inquiry_id}", status_code=204, summary="Delete an inquiry")
    def delete(inquiry_id: InquiryId) -> None:
        """With its mails, texts and versions. The log keeps that there was one. It cannot be taken back."""
        desk, actor = service.inquiry_desk()
        desk.store.delete(actor, inquiry_id)

    @router.get("/{inquiry_id}/messages", summary="The messages of an inquiry")
    def list_messages(inquiry_id: InquiryId) -> list[InquiryMessage]:
        """The oldest first."""
        desk, actor = service.inquiry_desk()
        return desk.store.messages(actor, inquiry_id)

    @router.post("/{inquiry_id}/messages/{message_id}/move", responses=CONFLICT, summary="Move a message")
    def move(inquiry_id: InquiryId, message_id: MessageId, body: Moving) -> Inquiry:
        """Out of a thread that it does not belong to, or into one that it does. The inquiry that then has it."""
        desk, actor = service.inquiry_desk()
        return desk.move_message(actor, inquiry_id, message_id, body.to)

    @router.get("/{inquiry_id}/messages/{message_id}/attachments/{number}/text", summary="The text of an attachment")
    def read_attachment(inquiry_id: InquiryId, message_id: MessageId, number: int) -> AttachmentText:
        """Of a PDF, Word, Excel or text file in a mail."""
        desk, actor = service.inquiry_desk()
        return AttachmentText(text=desk.attachment_text(actor, inquiry_id, message_id, number))

    @router.get("/{inquiry_id}/events", summary="The log of an inquiry")
    def list_events(inquiry_id: InquiryId) -> list[InquiryEvent]:
        """What happened to it, the oldest first."""
        desk, actor = service.inquiry_desk()
        desk.store.inquiry(actor, inquiry_id)
        return desk.store.events(actor, inquiry_id, limit=_MOST_EVENTS)

"""Replies: drafted, edited, decided on by a person."""

import logging
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from advisor.dates import parse_as_of
from advisor.errors import AdvisorError, RecordMissing
from advisor.inquiries.desk import InquiryDesk
from advisor.inquiries.records import Inquiry, Reply, ReplyVersion
from advisor.review.differences import Piece
from advisor.storage.actors import Actor
from app.api.dossiers.revisions import read_revision, revision_tag
from app.api.errors import CONFLICT, problem_of, unexpected
from app.api.inquiries.bodies import AsOf, Decided, Deciding, InquiryId, ManyDrafts, ReplyStep, ReplyText
from app.service import Service

log = logging.getLogger(__name__)
Number = Annotated[int, Query(ge=1, le=1_000_000_000, description="The number of a version.")]


def add_replies(router: APIRouter, service: Service) -> None:
    """Add the routes for replies."""

    @router.post("/drafts", response_class=EventSourceResponse, summary="Draft many replies")
    def draft_many(body: ManyDrafts, request: Request) -> EventSourceResponse:
        """An event `reply` for each as soon as it is kept; `error` is the last one, `end` says how many there were."""
        desk, actor = service.inquiry_desk()
        drafts = desk.draft_all(actor, parse_as_of(body.as_of), body.inquiry_ids)
        return EventSourceResponse(_events(drafts, request.url.path))

    @router.post("/{inquiry_id}/draft", responses=CONFLICT, summary="Draft the reply")
    def draft(inquiry_id: InquiryId, reply: Response, body: AsOf | None = None) -> Reply:
        """From the documents as of that day. When the inquiry changes meanwhile, the draft is made again."""
        desk, actor = service.inquiry_desk()
        as_of = parse_as_of(body.as_of if body else None)
        return _tagged(desk.draft(actor, inquiry_id, as_of), reply)

    @router.get("/{inquiry_id}/reply", summary="The reply")
    def show(inquiry_id: InquiryId, reply: Response) -> Reply:
        """As it stands, with its draft: answers, citations, similar replies, conflicts. Its revision is the ETag."""
        desk, actor = service.inquiry_desk()
        found = desk.store.reply(actor, inquiry_id)
        if found is None:
            raise RecordMissing("reply_missing")
        return _tagged(found, reply)

    @router.put("/{inquiry_id}/reply", responses=CONFLICT, summary="Edit the reply")
    def edit(inquiry_id: InquiryId, body: ReplyText, request: Request, reply: Response) -> Reply:
        """Where somebody was faster, what was sent is kept in the versions. An approved reply takes no edits."""
        desk, actor = service.inquiry_desk()
        revision = read_revision(body.revision, request)
        return _tagged(desk.store.save_text(actor, inquiry_id, body.subject, body.text, revision), reply)

    @router.post("/{inquiry_id}/steps", responses=CONFLICT, summary="Decide on the reply")
    def decide(inquiry_id: InquiryId, body: Deciding, request: Request) -> Decided:
        """To review, approve, reject, send back, reopen, mark as sent, close. The product sends nothing by itself."""
        desk, actor = service.inquiry_desk()
        inquiry, found = decided(desk, actor, inquiry_id, body, read_revision(body.revision, request))
        return Decided(inquiry=inquiry, reply=found)

    @router.get("/{inquiry_id}/versions", summary="The versions of the reply")
    def list_versions(inquiry_id: InquiryId) -> list[ReplyVersion]:
        """Every state of its text, oldest first."""
        desk, actor = service.inquiry_desk()
        return desk.store.versions(actor, inquiry_id)

    @router.get("/{inquiry_id}/versions/compare", summary="Two versions compared")
    def compare(inquiry_id: InquiryId, old: Number, new: Number) -> list[Piece]:
        """The pieces of both texts in order: the same, removed or added."""
        desk, actor = service.inquiry_desk()
        return list(desk.compare(actor, inquiry_id, old, new))


def decided(
    desk: InquiryDesk, actor: Actor, inquiry_id: str, body: Deciding, revision: int
) -> tuple[Inquiry, Reply | None]:
    """The inquiry and its reply after the step."""
    store = desk.store
    if body.step is ReplyStep.SENT:
        return store.mark_sent(actor, inquiry_id, body.note, revision, body.sent_as)
    steps = {
        ReplyStep.TO_REVIEW: store.to_review,
        ReplyStep.APPROVE: store.approve,
        ReplyStep.REJECT: store.reject,
        ReplyStep.SEND_BACK: store.send_back,
        ReplyStep.REOPEN: store.reopen,
        ReplyStep.CLOSE: store.close,
    }
    return steps[body.step](actor, inquiry_id, body.note, revision)


def _tagged(found: Reply, reply: Response) -> Reply:
    reply.headers["ETag"] = revision_tag(found.revision)
    return found


def _events(drafts: Iterator[tuple[Inquiry, Reply]], instance: str) -> Iterator[ServerSentEvent]:
    count = 0
    try:
        for _, reply in drafts:
            count += 1
            yield ServerSentEvent(reply.model_dump_json(), event="reply")
    except AdvisorError as fault:
        yield ServerSentEvent(problem_of(fault, instance).model_dump_json(exclude={"errors"}), event="error")
    except Exception as fault:
        log.error("drafting replies failed", exc_info=fault)
        yield ServerSentEvent(unexpected(instance).model_dump_json(exclude={"errors"}), event="error")
    else:
        yield ServerSentEvent(f'{{"drafted": {count}}}', event="end")

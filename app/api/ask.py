"""Asking: one answer as JSON, or piece by piece as server-sent events."""

import logging
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from advisor.answering.events import Event, EventKind
from advisor.answering.models import Answer, Question
from advisor.dates import parse_as_of
from advisor.errors import AdvisorError
from app.api.errors import REFUSED, UNAVAILABLE, Problem, problem_of, unexpected
from app.api.schemas import AskBody
from app.service import Service

log = logging.getLogger(__name__)
EVENT_STREAM = "text/event-stream"

_STREAM_EXAMPLE = (
    'event: evidence\ndata: {"citations": [{"n": 1, "quote": "…"}]}\n\n'
    'event: statement\ndata: {"text": "…", "citations": [1], "computed": false}\n\n'
    'event: answer\ndata: {"status": "answered", "text": "… [1]"}\n\n'
)
_STREAM_DOC = {
    "description": "Events: `evidence` (the citations), `statement` (one each), then `answer` (the whole), or `error`.",
    "content": {EVENT_STREAM: {"schema": {"type": "string"}, "example": _STREAM_EXAMPLE}},
}


def ask_router(service: Service) -> APIRouter:
    """The routes for questions."""
    router = APIRouter(tags=["ask"], responses={**REFUSED, **UNAVAILABLE})

    @router.post(
        "/ask", response_model=Answer, responses={200: {"content": {EVENT_STREAM: {}}}}, summary="Ask a question"
    )
    async def ask(body: AskBody, request: Request) -> Response:
        """The answer, every statement with its quotes. With `Accept: text/event-stream` as events, as `/ask/stream`."""
        question = _prepare(body, service)
        if EVENT_STREAM in request.headers.get("accept", ""):
            return _stream(question, service, request)
        found = await run_in_threadpool(service.answer, question)
        return Response(found.model_dump_json(), media_type="application/json")

    @router.post(
        "/ask/stream",
        response_class=EventSourceResponse,
        responses={200: _STREAM_DOC},
        summary="Ask, answered as events",
    )
    async def ask_stream(body: AskBody, request: Request) -> Response:
        """The evidence first, then each statement, then the whole answer."""
        return _stream(_prepare(body, service), service, request)

    return router


def _prepare(body: AskBody, service: Service) -> Question:
    """The question as the flow takes it; raises before any byte of a stream is sent."""
    service.knowledge()
    return Question(
        text=body.question, as_of=parse_as_of(body.as_of), language=body.language, earlier=tuple(body.earlier)
    )


def _stream(question: Question, service: Service, request: Request) -> EventSourceResponse:
    return EventSourceResponse(_events(question, service, request.url.path))


def _events(question: Question, service: Service, instance: str) -> Iterator[ServerSentEvent]:
    try:
        for event in service.events(question):
            yield _sent(event)
    except AdvisorError as fault:
        yield _failed(problem_of(fault, instance))
    except Exception as fault:
        log.error("a streamed answer failed", exc_info=fault)
        yield _failed(unexpected(instance))


def _failed(problem: Problem) -> ServerSentEvent:
    return ServerSentEvent(problem.model_dump_json(exclude={"errors"}), event="error")


def _sent(event: Event) -> ServerSentEvent:
    if event.kind is EventKind.WAITING:
        return ServerSentEvent(comment="writing")
    if event.kind is EventKind.EVIDENCE:
        evidence = "[" + ",".join(citation.model_dump_json() for citation in event.answer.citations) + "]"
        return ServerSentEvent(f'{{"citations":{evidence}}}', event=event.kind.value)
    told = event.answer if event.statement is None else event.statement
    return ServerSentEvent(told.model_dump_json(), event=event.kind.value)

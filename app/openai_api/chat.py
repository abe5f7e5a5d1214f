"""Chat completions: a question answered as one object, or chunk by chunk."""

import json
import logging
from collections.abc import Iterator
from itertools import chain
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from sse_starlette import EventSourceResponse

from advisor.answering.events import EventKind
from advisor.answering.models import Question
from advisor.errors import AdvisorError
from app.api.errors import unexpected
from app.openai_api.chat_request import ChatBody, question_of
from app.openai_api.content import content_of, text_so_far
from app.openai_api.errors import FaultBody, fault_body, fault_of
from app.openai_api.replies import Object, Reply, usage_of
from app.service import Service

EVENT_STREAM = "text/event-stream"
DONE = "[DONE]"
_FAULTS = {400: "The request cannot be taken as it is.", 404: "Another model.", 503: "The service is starting."}
_EXAMPLE = 'data: {"object": "chat.completion.chunk", "choices": [{"delta": {"content": "…"}}]}\n\ndata: [DONE]\n\n'
log = logging.getLogger(__name__)


def chat_router(service: Service) -> APIRouter:
    """The route for questions."""
    faults: dict[int | str, dict[str, Any]] = {
        status: {"model": FaultBody, "description": text} for status, text in _FAULTS.items()
    }
    router = APIRouter(tags=["chat"], responses=faults)

    @router.post(
        "/chat/completions",
        responses={200: {"content": {EVENT_STREAM: {"example": _EXAMPLE}}}},
        summary="Answer the user's last message",
    )
    async def complete(body: ChatBody, request: Request) -> Response:
        """The answer as Markdown with footnotes; with `stream` as server-sent events. Only messages of the user are
        read; those before the last are the conversation."""
        question = question_of(body)
        base_url = str(request.base_url)
        if not body.stream:
            return JSONResponse(await run_in_threadpool(_completion, question, service, base_url))
        chunks = _chunks(question, service, base_url, Reply(wants_usage=body.wants_usage))
        first = await run_in_threadpool(next, chunks)  # what is wrong before it is still told by the status
        # Clients that split the stream by hand look for the bare line feeds that OpenAI sends.
        return EventSourceResponse(_lines(chain((first,), chunks)), sep="\n")

    return router


def _completion(question: Question, service: Service, base_url: str) -> Object:
    knowledge = service.knowledge()
    answer = service.answer(question)
    content = content_of(answer)
    return Reply().completion(answer, content, base_url, usage_of(question, content, knowledge.embedder.count_tokens))


def _chunks(question: Question, service: Service, base_url: str, reply: Reply) -> Iterator[Object]:
    """The chunks of a stream; the first comes with the first event. Blocks while an event is made."""
    knowledge = service.knowledge()
    sent = ""
    for place, event in enumerate(service.events(question)):
        if place == 0:
            yield reply.chunk({"role": "assistant", "content": ""})
        if event.kind is EventKind.ANSWER:
            content = content_of(event.answer)
            yield reply.last_content(_added(sent, content.text), event.answer, content, base_url)
            yield reply.chunk({}, finish_reason="stop")
            if reply.wants_usage:
                yield reply.usage_chunk(usage_of(question, content, knowledge.embedder.count_tokens))
            return
        if event.kind is EventKind.WAITING:
            yield reply.chunk({})
            continue
        shown = text_so_far(event.answer)
        if added := _added(sent, shown):
            yield reply.chunk({"content": added})
        sent = shown


def _added(sent: str, shown: str) -> str:
    """What `shown` has beyond `sent`. Raises ValueError when it takes anything back: events never do."""
    if not shown.startswith(sent):
        raise ValueError("an event took back what had been shown")
    return shown[len(sent) :]


def _lines(chunks: Iterator[Object]) -> Iterator[str]:
    """The chunks as the data of events; a fault on the way as an `error`, after which nothing comes but the end."""
    try:
        for chunk in chunks:
            yield json.dumps(chunk, ensure_ascii=False, separators=(",", ":"))
    except AdvisorError as fault:
        yield fault_of(fault).model_dump_json()
    except Exception:  # the outermost edge: the status is sent already, so the stream has to tell it
        log.exception("a stream failed")
        yield fault_body(unexpected("")).model_dump_json()
    yield DONE

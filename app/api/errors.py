"""Every fault as RFC 9457 problem details, in Japanese and English, without internals. The only place that does so."""

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from advisor.dossiers.item_rules import ItemEditRejected
from advisor.dossiers.records import Item
from advisor.errors import (
    AdvisorError,
    DocumentUnreadable,
    DraftingOff,
    EditRejected,
    FormUnreadable,
    QuestionRejected,
    RecordMissing,
    UploadRejected,
)
from advisor.faq.records import FaqEntry
from advisor.faq.rules import FaqEditRejected
from advisor.inquiries.inquiry_rules import InquiryRejected
from advisor.inquiries.records import Inquiry, Reply
from advisor.inquiries.reply_rules import ReplyRejected
from advisor.messages import Language

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5
log = logging.getLogger(__name__)


class NotFound(AdvisorError):
    """What the address names does not exist."""


class RequestRejected(AdvisorError):
    """The request cannot be taken as it is."""


class WrongPart(BaseModel):
    """A part of the request that is wrong: where (JSON pointer into body, query or path) and why."""

    pointer: str
    reason: str


class Problem(BaseModel):
    """RFC 9457 problem details. `detail` is for the person, in Japanese; `code` is for the program."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    detail_en: str
    code: str
    instance: str
    errors: list[WrongPart] = Field(default_factory=list)


class EditConflict(Problem):
    """A change that does not fit the state of what was edited, which is in `current`; what was written is kept as a
    version."""

    current: Item | Inquiry | Reply | FaqEntry


_WITH_CURRENT = (ItemEditRejected, InquiryRejected, ReplyRejected, FaqEditRejected)


def problem_of(fault: AdvisorError, instance: str, status: int | None = None) -> Problem:
    """The problem details of `fault`; `status` overrides what its class says."""
    status = status or _status_of(fault)
    problem = Problem(
        type=f"urn:jhub-advisor:problem:{fault.code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=fault.user_message(Language.JA),
        detail_en=fault.user_message(Language.EN),
        code=fault.code,
        instance=instance,
    )
    current = fault.current if isinstance(fault, _WITH_CURRENT) else None
    return problem if current is None else EditConflict(**dict(problem), current=current)


def _status_of(fault: AdvisorError) -> int:
    match fault:
        case NotFound() | RecordMissing():
            return 404
        case EditRejected(code="version_missing"):
            return 404
        case EditRejected():
            return 409
        case DraftingOff():
            return 403
        case UploadRejected() if "_too_" in fault.code:  # too large, too long, too many files or pages
            return 413
        case QuestionRejected() | RequestRejected() | DocumentUnreadable() | FormUnreadable() | UploadRejected():
            return 422
    return 503


def respond(problem: Problem) -> JSONResponse:
    """The HTTP response that carries `problem`."""
    headers = {"Retry-After": str(RETRY_AFTER_S)} if problem.status == 503 else None
    body = problem.model_dump(mode="json", exclude=None if problem.errors else {"errors"})
    return JSONResponse(body, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


def unexpected(instance: str) -> Problem:
    """What is said of a fault that nobody foresaw: nothing of its insides."""
    return problem_of(AdvisorError("unexpected"), instance, status=500)


async def _on_advisor_error(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, AdvisorError)
    # RFC 9110, 13.1.1: a revision that was given as a precondition, and is none any more.
    outdated = fault.code.endswith("_changed_meanwhile") and "if-match" in request.headers
    return respond(problem_of(fault, request.url.path, 412 if outdated else None))


async def _on_invalid_request(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RequestValidationError)
    wrong = [_wrong_part(error) for error in fault.errors()]
    is_json = not any(error["type"] == "json_invalid" for error in fault.errors())
    parts = ", ".join(dict.fromkeys(part.pointer for part in wrong))
    rejected = RequestRejected("request_invalid", parts=parts) if is_json else RequestRejected("json_invalid")
    return respond(problem_of(rejected, request.url.path).model_copy(update={"errors": wrong}))


def _wrong_part(error: dict[str, Any]) -> WrongPart:
    where: Sequence[object] = error["loc"]
    return WrongPart(pointer="/" + "/".join(str(step)[:80] for step in where), reason=str(error["msg"])[:200])


async def _on_http_exception(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, HTTPException)
    is_form = request.headers.get("content-type", "").lower().startswith("multipart/")
    response = respond(problem_of_refusal(fault, request.url.path, is_form))
    response.headers.update(fault.headers or {})
    return response


def problem_of_refusal(fault: HTTPException, instance: str, is_form: bool = False) -> Problem:
    """The problem details of what the framework refuses: unknown address, wrong method, unreadable or long body.

    `is_form`: the body was sent as multipart/form-data.
    """
    unreadable = "form_data_invalid" if is_form else "json_invalid"
    codes = {404: "not_found", 405: "method_not_allowed", 400: unreadable, 413: "body_too_large"}
    known = codes.get(fault.status_code, "request_refused")
    status = 422 if fault.status_code == 400 else fault.status_code  # unreadable bytes are as wrong as unreadable JSON
    return problem_of(RequestRejected(known), instance, status=status)


async def _on_unexpected(request: Request, fault: Exception) -> JSONResponse:
    log.error("unexpected fault at %s", request.url.path, exc_info=fault)
    return respond(unexpected(request.url.path))


def add_error_handlers(app: FastAPI) -> None:
    """Let every fault in `app` leave as problem details."""
    app.add_exception_handler(AdvisorError, _on_advisor_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_unexpected)


def _documented(description: str) -> dict[str, Any]:
    return {"model": Problem, "description": description, "content": {MEDIA_TYPE: {}}}


def _documented_conflict(description: str) -> dict[str, Any]:
    return {**_documented(description), "model": EditConflict | Problem}


REFUSED: dict[int | str, dict[str, Any]] = {422: _documented("The request cannot be taken as it is.")}
UNKNOWN: dict[int | str, dict[str, Any]] = {404: _documented("What the address names does not exist.")}
UNAVAILABLE: dict[int | str, dict[str, Any]] = {503: _documented("The service is starting or its index cannot serve.")}
SHUT: dict[int | str, dict[str, Any]] = {403: _documented("Dossiers are shut here, or a page of another site asks.")}
CONFLICT: dict[int | str, dict[str, Any]] = {
    409: _documented_conflict("The change does not fit the present state; `current` has that where it is known."),
    412: _documented_conflict("The same, where `If-Match` gave the revision."),
}
TOO_LARGE: dict[int | str, dict[str, Any]] = {413: _documented("The file is over a limit.")}

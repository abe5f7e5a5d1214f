"""Every fault in OpenAI's form: `{"error": {"message", "type", "param", "code"}}`, in Japanese and English, without
internals."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from advisor.errors import AdvisorError
from app.api.errors import RETRY_AFTER_S, Problem, RequestRejected, problem_of, problem_of_refusal, unexpected

_SHOWN_CHARS = 80  # of a field's name
log = logging.getLogger(__name__)


class WrongField(RequestRejected):
    """A field of the request cannot be taken. `field`: its name; `status`: that of the reply."""

    def __init__(self, code: str, field: str, status: int = 400, **values: object) -> None:
        self.field = field
        self.status = status
        super().__init__(code, **values)


class Fault(BaseModel):
    """What went wrong: `message` for the person, `code` for the program, `param` the field of the request."""

    message: str
    type: str
    param: str | None
    code: str


class FaultBody(BaseModel):
    """The form in which every fault leaves."""

    error: Fault


def fault_body(problem: Problem, field: str | None = None) -> FaultBody:
    """The same fault in OpenAI's form."""
    message = f"{problem.detail} / {problem.detail_en}"
    type_ = "server_error" if problem.status >= 500 else "invalid_request_error"
    return FaultBody(error=Fault(message=message, type=type_, param=field, code=problem.code))


def fault_of(fault: AdvisorError) -> FaultBody:
    """The body that tells `fault` where no status can be sent any more."""
    return fault_body(problem_of(fault, ""))


def respond(problem: Problem, field: str | None = None) -> JSONResponse:
    """The HTTP response that tells `problem`. OpenAI's interface has 400 for what is 422 elsewhere."""
    status = 400 if problem.status == 422 else problem.status
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 503 else None
    return JSONResponse(fault_body(problem, field).model_dump(), status_code=status, headers=headers)


async def _on_advisor_error(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, AdvisorError)
    if isinstance(fault, WrongField):
        return respond(problem_of(fault, request.url.path, fault.status), fault.field)
    return respond(problem_of(fault, request.url.path))


async def _on_invalid_request(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, RequestValidationError)
    if any(error["type"] == "json_invalid" for error in fault.errors()):
        return respond(problem_of(RequestRejected("json_invalid"), request.url.path))
    fields = list(dict.fromkeys(field_name(error["loc"]) for error in fault.errors()))
    rejected = RequestRejected("request_invalid", parts=", ".join(fields))
    return respond(problem_of(rejected, request.url.path), fields[0])


def field_name(where: Sequence[Any]) -> str:
    """The place of a field as OpenAI writes it.

    >>> field_name(("body", "messages", 0, "content", "str"))
    'messages[0].content'
    """
    steps = list(where[1:])
    if "content" in steps:  # behind it stand the names of the types that were tried
        steps = steps[: steps.index("content") + 1]
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{str(step)[:_SHOWN_CHARS]}" for step in steps)
    return name.removeprefix(".") or "body"


async def _on_http_exception(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, HTTPException)
    response = respond(problem_of_refusal(fault, request.url.path))
    response.headers.update(fault.headers or {})
    return response


async def _on_unexpected(request: Request, fault: Exception) -> JSONResponse:
    log.error("unexpected fault at %s", request.url.path, exc_info=fault)
    return respond(unexpected(request.url.path))


def add_error_handlers(app: FastAPI) -> None:
    """Let every fault in `app` leave in OpenAI's form."""
    app.add_exception_handler(AdvisorError, _on_advisor_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_unexpected)

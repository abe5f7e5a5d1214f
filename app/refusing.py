"""What is said to a request that goes no further, in the form of the API that it was meant for."""

from collections.abc import Mapping

from starlette.types import Receive, Scope, Send

from app import openai_api
from app.api.errors import RequestRejected, problem_of, respond
from app.openai_api import errors as openai_errors
from app.protection import is_below


class Refuse:
    """The ASGI reply that tells an error: below /v1 in OpenAI's form, elsewhere as problem details.

    `values`: what its message wants.
    """

    def __init__(self, code: str, status: int, headers: Mapping[str, str] | None = None, **values: object) -> None:
        self._fault = RequestRejected(code, **values)
        self._status = status
        self._headers = headers or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = problem_of(self._fault, scope["path"], self._status)
        told = openai_errors.respond if is_below(scope, openai_api.PREFIX) else respond
        response = told(problem)
        response.headers.update(self._headers)
        await response(scope, receive, send)

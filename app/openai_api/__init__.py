"""The advisor as a model behind OpenAI's chat interface: an application of its own, so that all its faults leave in
OpenAI's form."""

from fastapi import FastAPI

from app.openai_api.chat import chat_router
from app.openai_api.errors import add_error_handlers
from app.openai_api.model_list import model_router
from app.service import Service

PREFIX = "/v1"
_DESCRIPTION = (
    "The advisor as the model `jhub-advisor`, for clients that speak OpenAI's chat completions. Only the messages of "
    "the user are read; citations come as Markdown footnotes, as url_citation annotations and, whole, in `advisor`."
)


def create_openai_api(service: Service) -> FastAPI:
    """The interface, to be mounted at `PREFIX`. Its description is at `PREFIX/openapi.json`."""
    api = FastAPI(
        title="J-Innovation HUB advisor as a model",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    add_error_handlers(api)
    api.include_router(chat_router(service))
    api.include_router(model_router())
    return api

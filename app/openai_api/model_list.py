"""Which models there are: one."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from app.openai_api.errors import WrongField

MODEL = "jhub-advisor"
_OWNER = "jhub-advisor"
_CREATED = (
    1_752_764_400  # 2025-07-18 in Tokyo, when the call came out that the advisor was made for; clients want a date
)
_SHOWN_CHARS = 80  # of a name that is none, in the message about it


class Model(BaseModel):
    """A model as OpenAI's interface lists it. `created` is in Unix seconds."""

    id: str = MODEL
    object: str = "model"
    created: int = _CREATED
    owned_by: str = _OWNER


class ModelList(BaseModel):
    """All models."""

    object: str = "list"
    data: list[Model]


def model_router() -> APIRouter:
    """The routes for models. They answer while the service still loads."""
    router = APIRouter(tags=["models"])

    @router.get("/models", summary="List the models")
    def list_models() -> ModelList:
        """The one model."""
        return ModelList(data=[Model()])

    @router.get("/models/{model}", summary="One model")
    def show_model(model: Annotated[str, Path(max_length=200)]) -> Model:
        """The model of that name."""
        check_model(model)
        return Model()

    return router


def check_model(name: str) -> None:
    """Raises WrongField("model_not_found") for the name of another model."""
    if name != MODEL:
        shown = "".join(c if c.isprintable() else " " for c in name[:_SHOWN_CHARS])
        raise WrongField("model_not_found", "model", status=404, model=shown, known=MODEL)

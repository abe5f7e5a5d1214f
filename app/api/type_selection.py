"""Type selection: a described hub set against both types."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from advisor.dates import parse_as_of
from advisor.guides.type_selection import TypeComparison, weigh_types
from advisor.messages import Language
from app.api.downloads import DOWNLOADS, Format, file_name, table_response
from app.api.errors import REFUSED, UNAVAILABLE
from app.service import Service


class HubBody(BaseModel):
    """A hub in its own words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"description": "県内の町工場と加工技術を開発し、地域の人手不足に取り組んでいます。"}]
        },
    )

    description: str = Field(description="With which companies the hub works, on what, and what it aims for.")
    as_of: str | None = Field(None, description="The day or moment whose definitions count. Default: now.")
    language: Language = Language.JA


def type_selection_router(service: Service) -> APIRouter:
    """The route for type selection."""
    router = APIRouter(tags=["type-selection"], responses={**REFUSED, **UNAVAILABLE})

    @router.post(
        "/type-selection", response_model=TypeComparison, responses=DOWNLOADS, summary="Which type does this hub fit"
    )
    async def compare(body: HubBody, format: Annotated[Format, Query()] = "json") -> Response:
        """What speaks for and against each type in the description's own words, what is missing, similar precedents."""
        as_of, knowledge = parse_as_of(body.as_of), service.knowledge()
        found = await run_in_threadpool(weigh_types, body.description, as_of, body.language, knowledge)
        if format == "json":
            return Response(found.model_dump_json(), media_type="application/json")
        return table_response(found.table, format, file_name("type-selection", as_of))

    return router

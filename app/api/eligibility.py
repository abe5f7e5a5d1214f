"""Eligibility: the rules as a form, and a case set against them."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from advisor.dates import parse_as_of
from advisor.guides.eligibility import Assessment, Case, Option, assess
from advisor.messages import Language
from app.api.downloads import DOWNLOADS, Format, file_name, table_response
from app.api.errors import REFUSED, UNAVAILABLE
from app.service import Service


class CaseBody(BaseModel):
    """A case: what is known of it as slots, and anything more in free text."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"slots": {"applicant": "kosen", "operator": "applicant"}, "as_of": "2025-08-20"},
                {"description": "公立大学です。センターは外部の財団が運営しています。"},
            ]
        },
    )

    slots: dict[str, str] = Field(default_factory=dict, max_length=20, description="Rule id to value id.")
    description: str = Field("", description="The applicant and its hub in free text; fills the other slots.")
    confirmed: list[str] = Field(
        default_factory=list, max_length=20, description="Rules whose slot counts whatever the free text says."
    )
    as_of: str | None = Field(None, description="The day or moment that the verdict holds for. Default: now.")
    language: Language = Language.JA


class RuleForm(BaseModel):
    """A condition of eligibility with the values that a case can have."""

    rule_id: str
    name: str
    asks: str
    values: tuple[Option, ...]


def eligibility_router(service: Service) -> APIRouter:
    """The routes for eligibility."""
    router = APIRouter(tags=["eligibility"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("/eligibility", summary="The conditions, as a form")
    def rules(language: Language = Language.JA) -> list[RuleForm]:
        """Every condition with what it asks and the values that its slot takes."""
        return [
            RuleForm(
                rule_id=rule.id,
                name=rule.name.said(language),
                asks=rule.asks.said(language),
                values=tuple(Option(value_id=value.id, label=value.name.said(language)) for value in rule.values),
            )
            for rule in service.knowledge().program.eligibility
        ]

    @router.post("/eligibility", response_model=Assessment, responses=DOWNLOADS, summary="Is this case eligible")
    async def check(body: CaseBody, format: Annotated[Format, Query()] = "json") -> Response:
        """Each condition met, not met or to be confirmed, with its quote; the one question that comes next."""
        as_of, knowledge = parse_as_of(body.as_of), service.knowledge()
        case = Case(slots=body.slots, description=body.description, confirmed=tuple(body.confirmed))
        found = await run_in_threadpool(assess, case, as_of, body.language, knowledge)
        if format == "json":
            return Response(found.model_dump_json(), media_type="application/json")
        return table_response(found.table, format, file_name("eligibility", as_of))

    return router

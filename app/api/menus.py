"""Support menus: the ministries' tables by filters and text, and the program's own support by round."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from advisor.dates import parse_as_of
from advisor.guides.menus.finding import FoundMenus, OwnSupport, find_menus, menu_query, own_support
from advisor.guides.menus.search import edition_out
from advisor.messages import Language
from app.api.downloads import DOWNLOADS, Format, file_name, table_response
from app.api.errors import REFUSED, UNAVAILABLE
from app.api.schemas import AsOf, GuideLanguage, RoundNumber
from app.service import Service

_Text = Annotated[
    str | None, Query(max_length=200, description="Words to look for, in Japanese or English.", examples=["再エネ"])
]
_Theme = Annotated[
    str | None,
    Query(description="A theme of the edition, or a part or other name of it.", examples=["防災・減災技術", "MaaS"]),
]
_Phase = Annotated[str | None, Query(description="大学が変わる, 関連技術 or 実装.", examples=["実装"])]
_Applicant = Annotated[
    str | None,
    Query(
        description="university, company or municipality; also ①, ②, ③, 大学, 企業, 自治体. Those who may apply for a "
        "part only (一部) are included.",
        examples=["university", "②", "自治体"],
    ),
]
_Ministry = Annotated[
    str | None,
    Query(description="A ministry, also abbreviated; with its bureaus.", examples=["環境省", "文科省", "METI"]),
]
_NewAdoptions = Annotated[
    str | None, Query(description="Whether new projects are taken: true or false (有, 無).", examples=["true"])
]
_FORMAT = Query(description="json, or a table to download: csv, xlsx or md.")


def menu_router(service: Service) -> APIRouter:
    """The routes for support menus."""
    router = APIRouter(prefix="/support-menus", tags=["guides"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("", response_model=FoundMenus, responses=DOWNLOADS, summary="Find support menus of the ministries")
    async def find_support_menus(
        theme: _Theme = None,
        phase: _Phase = None,
        applicant: _Applicant = None,
        ministry: _Ministry = None,
        new_adoptions: _NewAdoptions = None,
        q: _Text = None,
        as_of: AsOf = None,
        language: GuideLanguage = Language.JA,
        format: Annotated[Format, _FORMAT] = "json",
    ) -> Response:
        """The cross-ministry tables of 令和4年度 (R4), as rows and as programmes, with contacts and quotes. Names,
        budgets and contacts may have changed since: every answer says so. A value that a filter does not have is
        refused with those that it has."""
        moment, knowledge = parse_as_of(as_of), service.knowledge()
        edition = edition_out(knowledge.menus, ())
        query = menu_query(edition, knowledge.glossary, theme, phase, applicant, ministry, new_adoptions, q)
        found = await run_in_threadpool(find_menus, query, moment, language, knowledge)
        if format != "json":
            return table_response(found.table, format, file_name("support-menus", moment))
        return Response(found.model_dump_json(), media_type="application/json")

    @router.get("/own", response_model=OwnSupport, responses=DOWNLOADS, summary="What a selected hub gets")
    async def show_own_support(
        round: RoundNumber = None,
        as_of: AsOf = None,
        language: GuideLanguage = Language.JA,
        format: Annotated[Format, _FORMAT] = "json",
    ) -> Response:
        """The program's own support, item by item: what the documents of the round list, on which condition, what they
        do not list, and what another round says instead. A round of which nothing is known says so."""
        moment, knowledge = parse_as_of(as_of), service.knowledge()
        found = await run_in_threadpool(own_support, round, moment, language, knowledge)
        if format != "json":
            return table_response(found.table, format, file_name("own-support", moment))
        return Response(found.model_dump_json(), media_type="application/json")

    return router

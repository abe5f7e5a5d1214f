"""The schedule of a call."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from advisor.dates import parse_as_of
from advisor.guides.schedule.at import ScheduleView, schedule_at
from advisor.messages import Language
from app.api.downloads import DOWNLOADS, Format, file_name, table_response
from app.api.errors import REFUSED, UNAVAILABLE
from app.api.schemas import AsOf, GuideLanguage, RoundNumber
from app.service import Service


def schedule_router(service: Service) -> APIRouter:
    """The route for the schedule."""
    router = APIRouter(tags=["guides"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("/schedule", response_model=ScheduleView, responses=DOWNLOADS, summary="The schedule of a call")
    async def show_schedule(
        round: RoundNumber = None,
        as_of: AsOf = None,
        language: GuideLanguage = Language.JA,
        format: Annotated[Format, Query(description="json, or a table to download: csv, xlsx or md.")] = "json",
    ) -> Response:
        """Where the call stands at `as_of`, its events in order, until when a selection holds (worked out by code), and
        the spans of all rounds for a timeline. What no source gives is null and said to be unknown."""
        moment, knowledge = parse_as_of(as_of), service.knowledge()
        view = await run_in_threadpool(schedule_at, moment, language, knowledge, round)
        if format != "json":
            return table_response(view.table, format, file_name("schedule", moment))
        return Response(view.model_dump_json(), media_type="application/json")

    return router

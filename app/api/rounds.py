"""The rounds: what is known of each, and two of them side by side. JSON, or a table to download."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from advisor.dates import parse_as_of
from advisor.guides.rounds.comparing import compare_rounds, rounds_at
from advisor.guides.rounds.results import RoundComparison, RoundsView
from advisor.messages import Language
from app.api.downloads import DOWNLOADS, Format, file_name, table_response
from app.api.errors import REFUSED, UNAVAILABLE, UNKNOWN, NotFound
from app.service import Service

AsOf = Annotated[str | None, Query(examples=["2025-08-20"], description="Default: now.", max_length=40)]
In = Annotated[Language, Query(description="Language of the result.")]
Number = Annotated[int, Query(description="The number of a call.", examples=[2])]


def round_router(service: Service) -> APIRouter:
    """The routes for rounds."""
    router = APIRouter(prefix="/rounds", tags=["rounds"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("", response_model=RoundsView, responses=DOWNLOADS, summary="The rounds, subject by subject")
    def list_rounds(as_of: AsOf = None, language: In = Language.JA, format: Format = "json") -> RoundsView | Response:
        """What is known of every round that has begun by `as_of`, and what is not."""
        moment = parse_as_of(as_of)
        found = rounds_at(moment, language, service.knowledge())
        return found if format == "json" else table_response(found.table, format, file_name("rounds", moment))

    @router.get("/compare", response_model=RoundComparison, responses=DOWNLOADS, summary="Two rounds side by side")
    def compare(
        a: Number,
        b: Number,
        subject: Annotated[str | None, Query(description="The id of a subject, such as kpi.", max_length=100)] = None,
        as_of: AsOf = None,
        language: In = Language.JA,
        format: Format = "json",
    ) -> RoundComparison | Response:
        """Both statements with both quotes, what they come to, and which applies at `as_of`."""
        moment = parse_as_of(as_of)
        found = compare_rounds(a, b, moment, language, service.knowledge(), subject or None)
        if format == "json":
            return found
        return table_response(found.table, format, file_name(f"rounds-{a}-{b}", moment))

    @router.get("/{number}", responses={**UNKNOWN, **DOWNLOADS}, response_model=RoundsView, summary="One round")
    def show_round(
        number: Annotated[int, Path(description="The number of the call.")],
        as_of: AsOf = None,
        language: In = Language.JA,
        format: Format = "json",
    ) -> RoundsView | Response:
        """What is known of one round, and what is not."""
        moment = parse_as_of(as_of)
        knowledge = service.knowledge()
        numbers = [round_.number for round_ in knowledge.program.rounds]
        if number not in numbers:
            raise NotFound("round_unknown", round=number, choices=", ".join(map(str, sorted(numbers))))
        found = rounds_at(moment, language, knowledge, number)
        return found if format == "json" else table_response(found.table, format, file_name(f"round-{number}", moment))

    return router

"""The call's clock."""

from typing import Annotated

from fastapi import APIRouter, Query

from advisor.dates import parse_as_of
from advisor.messages import Language
from advisor.programs.schedule import Phase
from app.api.errors import REFUSED, UNAVAILABLE
from app.api.schemas import ClockState, Words
from app.clock import describe, state_at
from app.service import Service


def clock_router(service: Service) -> APIRouter:
    """The route for the clock."""
    router = APIRouter(tags=["clock"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("/clock", summary="Where the current call stands")
    def show_clock(
        as_of: Annotated[str | None, Query(examples=["2025-08-20"], description="Default: now.")] = None,
    ) -> ClockState:
        """Open, closed or still to come, to the minute, at `as_of`."""
        moment = parse_as_of(as_of)
        program = service.knowledge().program
        state = state_at(program, moment)
        call = state.round.call if state else None
        words = {language: describe(state, language) for language in Language}
        return ClockState(
            as_of=moment,
            program=program.id,
            round=state.round.number if state else None,
            phase=state.phase if state else Phase.UNKNOWN,
            opens_on=call.opens_on if call else None,
            closes_at=call.closes_at if call else None,
            must_arrive=call.must_arrive if call else False,
            seconds_left=int(state.left.total_seconds()) if state and state.left is not None else None,
            seconds_since=int(state.since.total_seconds()) if state and state.since is not None else None,
            text=Words(**{language.value: f"{c.heading} {c.state} {c.detail}" for language, c in words.items()}),
        )

    return router

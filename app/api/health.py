"""Health checks for whoever runs the service."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from advisor.errors import AdvisorError
from app.api.errors import problem_of, respond
from app.service import Service


def health_router(service: Service) -> APIRouter:
    """`/healthz`: the process runs. `/readyz`: it can answer, or 503 with the reason.

    A corpus that was changed and is not sound leaves it ready, with the last good one: `corpus` says so.
    """
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="Does the process run")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="Can it answer")
    def readyz() -> JSONResponse:
        try:
            sources = len(service.knowledge().sources)
        except AdvisorError as fault:
            return respond(problem_of(fault, "/readyz", status=503))
        state = service.corpus().model_dump(mode="json", exclude_none=True)
        return JSONResponse({"status": "ready", "sources": sources, **state})

    return router

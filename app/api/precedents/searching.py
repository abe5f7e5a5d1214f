"""Search, outlines that are lent for a session, comparison, and the room's own log."""

from typing import Annotated

from fastapi import APIRouter, File, Path, Query, UploadFile
from fastapi.concurrency import run_in_threadpool

from advisor.dates import parse_as_of
from advisor.evidence.file_names import clean_file_name
from advisor.messages import Language
from advisor.precedents.records import ComparedPrecedents, FoundPrecedents, LentOutline, QueryLine
from app.api.errors import TOO_LARGE
from app.api.precedents.bodies import Comparison, ResultLanguage, Search
from app.service import Service

_ONLY_PUBLISHED = (
    "Published sources only: the room takes in no application under review, and neither sums up nor scores one. A text "
    "that asks for that is refused."
)
_LENT = (
    "For likeness alone, in the memory of this process, until it is dropped, two hours have passed or the server "
    "restarts. Nothing of its text is stored, logged, indexed, summed up or scored. No application under review."
)
Handle = Annotated[str, Path(description="The handle of the outline.", max_length=200)]


def add_searching(router: APIRouter, service: Service) -> None:
    """Add the routes."""

    @router.post("/search", summary="Find precedents", description=_ONLY_PUBLISHED)
    def search(body: Search) -> FoundPrecedents:
        asked = body.asked()
        room, actor = service.precedent_room()
        return room.search(actor, asked, parse_as_of(body.as_of), body.language, body.limit)

    @router.post("/outlines", status_code=201, responses=TOO_LARGE, summary="Lend an outline", description=_LENT)
    async def lend(
        file: Annotated[UploadFile, File(description="PDF, DOCX, XLSX, PPTX, TXT, MD …")],
        language: ResultLanguage = Language.JA,
    ) -> LentOutline:
        room, _ = await run_in_threadpool(service.precedent_room)
        name = file.filename or ""
        room.limits.check_file(clean_file_name(name), file.size or 0)  # before its bytes are in memory
        return await run_in_threadpool(room.lend, name, await file.read(), language)

    @router.delete("/outlines/{handle}", status_code=204, summary="Drop an outline")
    def drop(handle: Handle) -> None:
        """It is gone at once."""
        room, _ = service.precedent_room()
        room.outlines.drop(handle)

    @router.post("/compare", summary="Precedents side by side", description=_ONLY_PUBLISHED)
    def compare(body: Comparison) -> ComparedPrecedents:
        room, actor = service.precedent_room()
        return room.compare(actor, body.hubs, parse_as_of(body.as_of), body.language)

    @router.get("/queries", summary="The room's own log")
    def queries(
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Lines with smaller numbers only.")] = None,
    ) -> list[QueryLine]:
        """The newest first. It holds no text of an outline, and free texts only where the setting keeps them."""
        room, actor = service.precedent_room()
        return room.store.queries(actor, limit, before)

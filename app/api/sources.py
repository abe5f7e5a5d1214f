"""The documents that answers quote: what they are, their passages, the surroundings of a quote, their pages."""

from typing import Annotated

import pypdfium2
from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from advisor.errors import DocumentUnreadable
from advisor.knowledge import SourceDocument
from app.api.errors import REFUSED, UNAVAILABLE, UNKNOWN, NotFound, RequestRejected
from app.api.schemas import PassageList, SourceDetail, SourceSummary, TextWindow
from app.pdf_pages import page_png
from app.service import Service
from app.source_text import LONGEST_WINDOW, SURROUNDINGS, is_pdf, page_at, times_before, window

SourceId = Annotated[str, Path(description="The id of a source, as in a citation.", max_length=200)]
PNG = "image/png"


def find_source(service: Service, source_id: str) -> SourceDocument:
    """The source with that id. It is looked up by name and never joined to a path. Raises NotFound."""
    found = service.knowledge().sources.get(source_id)
    if found is None:
        raise NotFound("source_unknown", id=source_id[:80])
    return found


def source_router(service: Service) -> APIRouter:
    """The routes for sources."""
    router = APIRouter(prefix="/sources", tags=["sources"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("", summary="List the sources")
    def list_sources() -> list[SourceSummary]:
        """All documents that answers can quote."""
        return [SourceSummary(**_summary(source)) for source in service.knowledge().sources.values()]

    @router.get("/{source_id}", responses=UNKNOWN, summary="One source")
    def show_source(source_id: SourceId) -> SourceDetail:
        """A source, where its pages stand in its text, and how well it could be read."""
        source = find_source(service, source_id)
        return SourceDetail(**_summary(source), page_ranges=source.pages, report=source.report)

    @router.get("/{source_id}/passages", responses=UNKNOWN, summary="The passages of a source")
    def list_passages(
        source_id: SourceId, offset: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(ge=1, le=500)] = 100
    ) -> PassageList:
        """The pieces that can be found, in reading order."""
        source = find_source(service, source_id)
        shown = source.passages[offset : offset + limit]
        return PassageList(source_id=source_id, total=len(source.passages), offset=offset, passages=shown)

    @router.get("/{source_id}/text", responses=UNKNOWN, summary="A quote in its surroundings")
    def show_text(
        source_id: SourceId,
        start: Annotated[int, Query(description="First character, as in a citation.", examples=[0])],
        end: Annotated[int, Query(description="One past the last character.", examples=[20])],
        around: Annotated[int, Query(ge=0, le=2000, description="Characters on either side.")] = SURROUNDINGS,
    ) -> TextWindow:
        """Exactly the characters `start:end` of the source's text, and what stands before and after them."""
        source = find_source(service, source_id)
        _check_range(source, start, end)
        before, text, after = window(source.text, start, end, around)
        page = page_at(source.pages, start)
        return TextWindow(
            source_id=source_id, start=start, end=end, before=before, text=text, after=after, page=page and page.number
        )

    @router.get(
        "/{source_id}/pages/{page}.png",
        responses={**UNKNOWN, 200: {"content": {PNG: {}}}},
        response_class=Response,
        summary="The picture of a PDF page",
    )
    def show_page(
        source_id: SourceId, page: int, start: Annotated[int, Query()] = 0, end: Annotated[int, Query()] = 0
    ) -> Response:
        """The page as a picture. With `start` and `end` that quote is marked when it stands there exactly."""
        source = find_source(service, source_id)
        if not is_pdf(source):
            raise NotFound("page_without_picture")
        if not 1 <= page <= len(source.pages):
            raise NotFound("page_unknown", page=page, pages=len(source.pages))
        quote, ordinal = "", 0
        if (start, end) != (0, 0):
            _check_range(source, start, end)
            quote, ordinal = source.text[start:end], times_before(source, page, start, end)
        try:
            picture = page_png(source.path, page, quote, ordinal)
        except (pypdfium2.PdfiumError, OSError, IndexError) as fault:
            raise DocumentUnreadable("page_unreadable") from fault
        return Response(picture, media_type=PNG, headers={"Cache-Control": "private, max-age=300"})

    return router


def _summary(source: SourceDocument) -> dict[str, object]:
    return {
        "source": source.info,
        "media_type": source.media_type,
        "characters": len(source.text),
        "pages": len(source.pages),
        "passages": len(source.passages),
    }


def _check_range(source: SourceDocument, start: int, end: int) -> None:
    if not 0 <= start < end <= len(source.text) or end - start > LONGEST_WINDOW:
        raise RequestRejected("range_invalid", length=len(source.text), limit=LONGEST_WINDOW)

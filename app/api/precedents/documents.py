"""Published documents that are added to past hubs: found and quoted in this room, and nowhere else."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from advisor.evidence.file_names import clean_file_name
from advisor.precedents.records import HubDocument
from app.api.dossiers.attachments import attachment
from app.api.errors import CONFLICT, TOO_LARGE
from app.api.precedents.bodies import DocumentId
from app.service import Service


def add_documents(router: APIRouter, service: Service) -> None:
    """Add the routes for documents of hubs."""

    @router.post("/documents", status_code=201, responses={**TOO_LARGE, **CONFLICT}, summary="Add a published document")
    async def add(
        file: Annotated[UploadFile, File(description="PDF, DOCX, a web page saved as HTML …")],
        hub: Annotated[str, Form(description="The hub's id.", max_length=200)],
        url: Annotated[str, Form(description="Where it is published: http or https.")],
        title: Annotated[str, Form(description="Default: the file's name.")] = "",
        issued_on: Annotated[date | None, Form(description="YYYY-MM-DD")] = None,
    ) -> HubDocument:
        """Published sources only: without a public address nothing is taken. Scripts of a page are never run."""
        room, actor = await run_in_threadpool(service.precedent_room)
        name = file.filename or ""
        room.limits.check_file(clean_file_name(name), file.size or 0)  # before its bytes are in memory
        data = await file.read()
        return await run_in_threadpool(room.add_document, actor, hub, name, data, url, title, issued_on)

    @router.get("/documents", summary="The added documents")
    def documents(
        hub: Annotated[str | None, Query(description="Of this hub only.", max_length=200)] = None,
    ) -> list[HubDocument]:
        """In the order in which they came."""
        room, actor = service.precedent_room()
        return room.store.documents(actor, hub)

    @router.get("/documents/{document_id}", summary="An added document")
    def show(document_id: DocumentId) -> HubDocument:
        room, actor = service.precedent_room()
        return room.store.document(actor, document_id)

    @router.get(
        "/documents/{document_id}/content",
        response_class=Response,
        responses={200: {"description": "The file.", "content": {"application/octet-stream": {}}}},
        summary="A document as it was sent",
    )
    def content(document_id: DocumentId) -> Response:
        """For saving; it is never shown as a page."""
        room, actor = service.precedent_room()
        document = room.store.document(actor, document_id)
        return attachment(room.store.document_content(actor, document_id), document.name, document.media_type)

    @router.delete("/documents/{document_id}", status_code=204, summary="Remove a document")
    def remove(document_id: DocumentId) -> None:
        """With its text; it is found no more."""
        room, actor = service.precedent_room()
        room.store.remove_document(actor, document_id)

"""Evidence: the applicant's files of one dossier, received one by one."""

import logging
from functools import partial
from typing import Annotated

from fastapi import APIRouter, File, Path, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from advisor.dossiers.desk import Desk
from advisor.dossiers.records import Receipt
from advisor.errors import AdvisorError, RecordMissing
from advisor.evidence.file_names import clean_file_name
from advisor.evidence.limits import MEGABYTE, Limits
from advisor.evidence.notes import reading_notes
from advisor.messages import Language
from advisor.storage.actors import Actor
from app.api.dossiers.attachments import attachment
from app.api.dossiers.bodies import DossierId, ResultLanguage
from app.api.errors import TOO_LARGE, Problem, problem_of, unexpected
from app.service import Service

log = logging.getLogger(__name__)
Files = Annotated[list[UploadFile], File(description="One or several files, each as a part called `files`.")]
EvidenceId = Annotated[str, Path(description="The file's id.", max_length=100)]


class UploadResult(BaseModel):
    """What became of a file that was sent as `name`: its receipt, or what was wrong with it.

    `notes`: what to know about how it was read, such as pages without text.
    """

    name: str
    receipt: Receipt | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None


def add_evidence(router: APIRouter, service: Service) -> None:
    """Add the routes for evidence."""
    limits = Limits(max_file_bytes=service.settings.evidence_file_mb * MEGABYTE)

    @router.post("/{dossier_id}/evidence", responses=TOO_LARGE, summary="Add files of evidence")
    async def upload(
        dossier_id: DossierId, files: Files, request: Request, language: ResultLanguage = Language.JA
    ) -> list[UploadResult]:
        """A result for each file, in their order: a file that is refused does not hold up the others.

        The same file again gives the receipt that is there; another file of the same name gets a number.
        """
        desk, actor = await run_in_threadpool(service.desk)
        await run_in_threadpool(desk.store.dossier, actor, dossier_id)
        receive = partial(_receive, desk, actor, dossier_id, limits, language, request.url.path)
        return [await run_in_threadpool(receive, file) for file in files]

    @router.get("/{dossier_id}/evidence", summary="The files of evidence")
    def list_evidence(dossier_id: DossierId) -> list[Receipt]:
        """In the order in which they came."""
        desk, actor = service.desk()
        return desk.store.evidence(actor, dossier_id)

    @router.get(
        "/{dossier_id}/evidence/{evidence_id}/content",
        response_class=Response,
        responses={200: {"description": "The file.", "content": {"application/octet-stream": {}}}},
        summary="A file as it was sent",
    )
    def content(dossier_id: DossierId, evidence_id: EvidenceId) -> Response:
        """The same bytes, under the name of its receipt."""
        desk, actor = service.desk()
        present = desk.store.evidence(actor, dossier_id)
        receipt = next((receipt for receipt in present if receipt.id == evidence_id), None)
        if receipt is None:
            raise RecordMissing("evidence_missing")
        contents = desk.store.evidence_content(actor, dossier_id, evidence_id)
        return attachment(contents, receipt.name, receipt.media_type)

    @router.delete("/{dossier_id}/evidence/{evidence_id}", status_code=204, summary="Delete a file of evidence")
    def delete(dossier_id: DossierId, evidence_id: EvidenceId) -> None:
        """It is found no more. What drafts quote of it stays in them, and the review says that it is gone."""
        desk, actor = service.desk()
        desk.remove(actor, dossier_id, evidence_id)


def _receive(
    desk: Desk, actor: Actor, dossier_id: str, limits: Limits, language: Language, instance: str, file: UploadFile
) -> UploadResult:
    name = file.filename or ""
    try:
        limits.check_file(clean_file_name(name), file.size or 0)  # before its bytes are in memory
        receipt = desk.upload(actor, dossier_id, name, file.file.read())
    except AdvisorError as fault:
        return UploadResult(name=name, problem=problem_of(fault, instance))
    except Exception as fault:
        # Whatever a file does to its reader: those before it are kept, and who sent them has to be told so.
        log.error("a file of evidence could not be received", exc_info=fault)
        return UploadResult(name=name, problem=unexpected(instance))
    return UploadResult(name=name, receipt=receipt, notes=reading_notes(receipt.report, language))

"""The filled form and the annex of evidence, as files."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from advisor.dossiers.desk import export_endings
from advisor.exporting.exported import MEDIA_TYPES, Exported
from advisor.messages import Language
from app.api.dossiers.attachments import attachment
from app.api.dossiers.bodies import DossierId, ResultLanguage
from app.api.errors import CONFLICT
from app.service import Service

FormEnding = Annotated[Literal["docx", "xlsx", "pdf", "md"], Query(description="Default: what the form itself is.")]
All = Annotated[bool, Query(description="With items that are not approved yet, too.")]


def _files(*endings: str) -> dict[int | str, dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = {MEDIA_TYPES[f".{ending}"].split(";")[0]: {} for ending in endings}
    return {200: {"description": "The file.", "content": kinds}}


def add_export(router: APIRouter, service: Service) -> None:
    """Add the routes for what is handed out."""

    @router.get(
        "/{dossier_id}/export",
        response_class=Response,
        responses={**_files("docx", "xlsx", "pdf", "md"), **CONFLICT},
        summary="The form, filled in",
    )
    def export(
        dossier_id: DossierId,
        format: Annotated[
            Literal["docx", "xlsx", "pdf", "md"] | None, Query(description="Default: the form's.")
        ] = None,
        all: All = False,
        language: ResultLanguage = Language.JA,
    ) -> Response:
        """A loaded form in its own format, an outline as DOCX or XLSX, each also as Markdown; approved items alone."""
        desk, actor = service.desk()
        ending = f".{format}" if format else export_endings(desk.store.dossier(actor, dossier_id).form)[0]
        return _sent(desk.export(actor, dossier_id, ending, not all, language))

    @router.get(
        "/{dossier_id}/annex",
        response_class=Response,
        responses={**_files("xlsx", "csv", "md"), **CONFLICT},
        summary="The annex of evidence",
    )
    def annex(
        dossier_id: DossierId,
        format: Annotated[Literal["xlsx", "csv", "md"], Query()] = "xlsx",
        all: All = False,
        language: ResultLanguage = Language.JA,
    ) -> Response:
        """Each sentence with the file, page and words that it rests on; of approved items alone."""
        desk, actor = service.desk()
        return _sent(desk.annex(actor, dossier_id, f".{format}", not all, language))


def _sent(file: Exported) -> Response:
    return attachment(file.contents, file.name, file.media_type)

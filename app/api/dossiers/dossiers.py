"""Dossiers themselves: listed, begun, changed, deleted; and the outlines that one can begin with."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from advisor.dossiers.desk import Desk
from advisor.dossiers.records import Dossier, DossierSummary
from advisor.evidence.file_names import clean_file_name
from advisor.evidence.limits import MEGABYTE, Limits
from advisor.forms.outlines import load_outlines
from advisor.messages import Language
from advisor.settings import Settings
from advisor.storage.actors import Actor
from app.api.dossiers.bodies import DossierChange, DossierId, NewDossier, ResultLanguage
from app.api.dossiers.revisions import revision_tag
from app.api.errors import CONFLICT, TOO_LARGE, RequestRejected
from app.service import Service

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_FORM_FILE = "form"
_FIELDS = 20


class OutlineSummary(BaseModel):
    """A built-in outline. `notice`: that it is no official form, in the words to show."""

    id: str
    title: str
    notice: str
    round: int
    items: int


def _new_dossier_body() -> dict[str, Any]:
    fields = NewDossier.model_json_schema()
    file = {"type": "string", "format": "binary", "description": "A form: DOCX, XLSX or fillable PDF."}
    with_file = {**fields, "properties": {**fields["properties"], _FORM_FILE: file}}
    content = {"application/json": {"schema": fields}, "multipart/form-data": {"schema": with_file}}
    return {"requestBody": {"required": True, "content": content}}


def add_dossiers(router: APIRouter, service: Service) -> None:
    """Add the routes for dossiers themselves."""

    @router.get("", summary="The dossiers")
    def list_dossiers() -> list[DossierSummary]:
        """The last changed first."""
        desk, actor = service.desk()
        return desk.store.dossiers(actor)

    @router.get("/outlines", summary="The built-in outlines")
    def list_outlines(language: ResultLanguage = Language.JA) -> list[OutlineSummary]:
        """What a dossier can begin with where the official form is not at hand."""
        service.desk()
        return [
            OutlineSummary(
                id=outline.id,
                title=outline.title.said(language),
                notice=outline.notice.said(language),
                round=outline.round,
                items=sum(1 for _ in outline.leaves()),
            )
            for outline in load_outlines(service.settings.corpus_dir).values()
        ]

    @router.post(
        "",
        status_code=201,
        response_model=Dossier,
        responses={**CONFLICT, **TOO_LARGE},
        openapi_extra=_new_dossier_body(),
        summary="Begin a dossier",
    )
    async def begin(request: Request, response: Response) -> Dossier:
        """On an outline, or on a form that is sent as the file `form`. A form file counts before an outline."""
        desk, actor = await run_in_threadpool(service.desk)
        wanted, form_file = await _read(request, service.settings)
        dossier = await run_in_threadpool(_begin, desk, actor, wanted, form_file)
        response.headers["Location"] = f"{request.url.path}/{dossier.id}"
        return dossier

    @router.get("/{dossier_id}", summary="A dossier")
    def show(dossier_id: DossierId, reply: Response) -> Dossier:
        """With its form. Its revision is the ETag."""
        desk, actor = service.desk()
        dossier = desk.store.dossier(actor, dossier_id)
        reply.headers["ETag"] = revision_tag(dossier.revision)
        return dossier

    @router.patch("/{dossier_id}", responses=CONFLICT, summary="Rename a dossier, or set its type")
    def change(dossier_id: DossierId, body: DossierChange) -> Dossier:
        """What the body leaves out stays."""
        desk, actor = service.desk()
        dossier = desk.store.dossier(actor, dossier_id)
        if body.title is not None:
            dossier = desk.store.rename(actor, dossier_id, body.title)
        if "hub_type" in body.model_fields_set:
            dossier = desk.store.set_type(actor, dossier_id, body.hub_type)
        return dossier

    @router.delete("/{dossier_id}", status_code=204, summary="Delete a dossier")
    def delete(dossier_id: DossierId) -> None:
        """With form, evidence, texts, versions, comments and history. It cannot be taken back."""
        desk, actor = service.desk()
        desk.store.delete_dossier(actor, dossier_id)


def _begin(desk: Desk, actor: Actor, wanted: NewDossier, form_file: tuple[str, bytes] | None) -> Dossier:
    return desk.start(
        actor,
        wanted.title,
        outline=wanted.outline,
        form_file=form_file,
        hub_type=wanted.hub_type,
        round_number=wanted.round,
        language=wanted.language,
    )


async def _read(request: Request, settings: Settings) -> tuple[NewDossier, tuple[str, bytes] | None]:
    """What the request asks for, and the name and bytes of the form that came along."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return _validated(await request.body()), None
    if kind not in _FORMS:
        raise RequestRejected("request_invalid", parts="/header/content-type")
    async with request.form(max_files=1, max_fields=_FIELDS) as form:
        file = form.get(_FORM_FILE)
        left_out = file is None or file == "" or isinstance(file, UploadFile)
        fields = {key: value for key, value in form.items() if key != _FORM_FILE or not left_out}
        wanted = _validated(fields)
        if not isinstance(file, UploadFile) or not file.filename:
            return wanted, None
        name = clean_file_name(file.filename)
        Limits(max_file_bytes=settings.evidence_file_mb * MEGABYTE).check_file(name, file.size or 0)
        return wanted, (name, await file.read())


def _validated(body: bytes | dict[str, Any]) -> NewDossier:
    try:
        return NewDossier.model_validate_json(body) if isinstance(body, bytes) else NewDossier.model_validate(body)
    except ValidationError as wrong:
        errors = [{**error, "loc": ("body", *error["loc"])} for error in wrong.errors()]
        raise RequestValidationError(errors) from wrong

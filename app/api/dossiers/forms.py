"""The form of a dossier: what it asks for, where the answers go, and a person's corrections of both."""

from fastapi import APIRouter, Request, Response

from advisor.dossiers.records import Dossier
from advisor.forms.model import Form
from advisor.forms.reading import with_mapping
from app.api.dossiers.bodies import DossierId, FormMapping
from app.api.dossiers.revisions import read_revision, revision_tag
from app.api.errors import CONFLICT
from app.service import Service


def add_forms(router: APIRouter, service: Service) -> None:
    """Add the routes for forms."""

    @router.get("/{dossier_id}/form", summary="The form of a dossier")
    def show(dossier_id: DossierId, reply: Response) -> Form:
        """Its items, and every place of its file that could take an answer. The ETag is the dossier's revision."""
        desk, actor = service.desk()
        dossier = desk.store.dossier(actor, dossier_id)
        reply.headers["ETag"] = revision_tag(dossier.revision)
        return dossier.form

    @router.put("/{dossier_id}/form/mapping", responses=CONFLICT, summary="Correct what was read of a form")
    def correct(dossier_id: DossierId, body: FormMapping, request: Request, reply: Response) -> Dossier:
        """Items renamed, moved to other places, added, removed. Items of the same id keep their texts; where texts
        would be lost, it is refused unless `force`."""
        desk, actor = service.desk()
        revision = read_revision(body.revision, request)
        form = with_mapping(desk.store.dossier(actor, dossier_id).form, tuple(body.changes))
        dossier = desk.store.set_form_mapping(actor, dossier_id, form, revision, body.force)
        reply.headers["ETag"] = revision_tag(dossier.revision)
        return dossier

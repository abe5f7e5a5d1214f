"""Dossiers over HTTP: applications in preparation, one module a noun. All of it is shut where `Service.desk` says so.

What stands in front of these addresses: the key, `request_origin.GuardDossiers`, the limits on bodies.
"""

from fastapi import APIRouter

from app.api.dossiers.dossiers import add_dossiers
from app.api.dossiers.drafts import add_drafts
from app.api.dossiers.evidence import add_evidence
from app.api.dossiers.export import add_export
from app.api.dossiers.forms import add_forms
from app.api.dossiers.items import add_items
from app.api.dossiers.remarks import add_remarks
from app.api.dossiers.review import add_review
from app.api.dossiers.versions import add_versions
from app.api.errors import REFUSED, SHUT, UNAVAILABLE, UNKNOWN
from app.service import Service


def dossier_router(service: Service) -> APIRouter:
    """The routes for dossiers."""
    router = APIRouter(prefix="/dossiers", tags=["dossiers"], responses={**SHUT, **UNKNOWN, **REFUSED, **UNAVAILABLE})
    for add in (add_dossiers, add_forms, add_evidence, add_drafts, add_review, add_export):
        add(router, service)
    # An item's id may hold slashes, so its own address comes after all that lie below it.
    for add in (add_versions, add_remarks, add_items):
        add(router, service)
    return router

"""The precedent room over HTTP, from published sources only. All of it is shut where `Service.desk` says so.

What stands in front of these addresses: the key, `request_origin.GuardDossiers`, the limits on bodies.
"""

from fastapi import APIRouter

from app.api.errors import REFUSED, SHUT, UNAVAILABLE, UNKNOWN
from app.api.precedents.documents import add_documents
from app.api.precedents.lists import add_lists
from app.api.precedents.searching import add_searching
from app.service import Service


def precedent_router(service: Service) -> APIRouter:
    """The routes for precedents."""
    responses = {**SHUT, **UNKNOWN, **REFUSED, **UNAVAILABLE}
    router = APIRouter(prefix="/precedents", tags=["precedents"], responses=responses)
    for add in (add_searching, add_lists, add_documents):
        add(router, service)
    return router

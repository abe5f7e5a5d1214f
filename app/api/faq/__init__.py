"""The FAQ over HTTP: what is published, for everybody, and the desk where entries are made and approved."""

from fastapi import APIRouter

from app.api.errors import REFUSED, UNAVAILABLE
from app.api.faq.desk import add_candidates, add_entries
from app.api.faq.published import add_published
from app.service import Service


def faq_router(service: Service) -> APIRouter:
    """The routes for the FAQ."""
    router = APIRouter(tags=["faq"], responses={**REFUSED, **UNAVAILABLE})
    for add in (add_published, add_candidates, add_entries):
        add(router, service)
    return router

"""Inquiries over HTTP: the secretariat's desk, shut where `Service.inquiry_desk` says so, and the public form.

What stands in front of these addresses: the key, `request_origin.GuardDossiers`, the limits on bodies.
"""

from fastapi import APIRouter

from app.api.errors import REFUSED, SHUT, UNAVAILABLE, UNKNOWN
from app.api.inquiries.arriving import add_arriving
from app.api.inquiries.figures import add_figures
from app.api.inquiries.handing_out import add_handing_out
from app.api.inquiries.inquiries import add_inquiries
from app.api.inquiries.replies import add_replies
from app.service import Service


def inquiry_router(service: Service) -> APIRouter:
    """The routes for inquiries."""
    responses = {**SHUT, **UNKNOWN, **REFUSED, **UNAVAILABLE}
    router = APIRouter(prefix="/inquiries", tags=["inquiries"], responses=responses)
    # Addresses with a name of their own come before those with an id.
    for add in (add_arriving, add_figures, add_inquiries, add_replies, add_handing_out):
        add(router, service)
    return router

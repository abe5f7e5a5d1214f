"""How a dossier stands, and what happened to it."""

from fastapi import APIRouter

from advisor.dates import parse_as_of
from advisor.dossiers.desk import Reviewed
from advisor.dossiers.records import Event
from advisor.guides.hubs.results import HubRow
from advisor.messages import Language
from app.api.dossiers.bodies import DossierId, ResultLanguage
from app.api.schemas import AsOf
from app.service import Service


def add_review(router: APIRouter, service: Service) -> None:
    """Add the routes for review and history."""

    @router.get("/{dossier_id}/review", summary="How far a dossier is, and what does not agree in it")
    def review(dossier_id: DossierId, as_of: AsOf = None, language: ResultLanguage = Language.JA) -> Reviewed:
        """Items by status, blanks, days to the deadline; figures that differ, plans that are over, deleted files."""
        moment = parse_as_of(as_of)
        desk, actor = service.desk()
        return desk.review(actor, dossier_id, moment, language)

    @router.get("/{dossier_id}/precedents", summary="Selected hubs like this one, as examples")
    def precedents(dossier_id: DossierId, as_of: AsOf = None, language: ResultLanguage = Language.JA) -> list[HubRow]:
        """The most alike first. They are to look at: nothing of them goes into a draft, and they support no claim."""
        moment = parse_as_of(as_of)
        desk, actor = service.desk()
        return list(desk.precedents(actor, dossier_id, moment, language))

    @router.get("/{dossier_id}/events", summary="What happened to a dossier")
    def events(dossier_id: DossierId) -> list[Event]:
        """Oldest first, each with who did it."""
        desk, actor = service.desk()
        return desk.store.events(actor, dossier_id)

"""Figures of the secretariat's work, and the log of what was done."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from advisor.errors import EditRejected
from advisor.inquiries.figures import Figures, figure_tables
from advisor.messages import Language
from app.api.dossiers.attachments import attachment
from app.api.dossiers.bodies import ResultLanguage
from app.api.downloads import DOWNLOADS, Format, table_response
from app.service import Service

Day = Annotated[date | None, Query(description="A day in Asia/Tokyo; both days are included.")]


def add_figures(router: APIRouter, service: Service) -> None:
    """Add the routes for figures and the log."""

    @router.get("/figures", response_model=Figures, responses=DOWNLOADS, summary="Figures for the secretariat")
    def show_figures(
        since: Day = None,
        until: Day = None,
        table: Annotated[int, Query(ge=1, le=20, description="Which of the tables, where a file is asked for.")] = 1,
        language: ResultLanguage = Language.JA,
        format: Format = "json",
    ) -> Figures | Response:
        """By topic, day and kind; time to reply; sent unchanged, edited, rejected; what no document answers."""
        desk, actor = service.inquiry_desk()
        found = desk.figures(actor, since, until)
        if format == "json":
            return found
        tables = figure_tables(found, language)
        if table > len(tables):
            raise EditRejected("table_unknown", tables=len(tables))
        return table_response(tables[table - 1], format, f"inquiry-figures-{table}")

    @router.get("/audit", response_class=Response, summary="The log of the desk")
    def audit(
        format: Annotated[Literal["csv", "json"], Query()] = "csv", language: ResultLanguage = Language.JA
    ) -> Response:
        """Who did what to which inquiry, and when, as a file. It holds nothing of what was asked."""
        desk, actor = service.inquiry_desk()
        made = desk.audit(actor, f".{format}", language)
        return attachment(made.contents, made.name, made.media_type)

"""The published FAQ: entries that a person has approved and that hold on the day, also as files and as a feed."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from advisor.dates import parse_as_of
from advisor.exporting.exported import MEDIA_TYPES
from advisor.faq.exporting import faq_bytes
from advisor.faq.records import PublishedEntry
from advisor.messages import Language
from app.api.dossiers.attachments import attachment
from app.api.dossiers.bodies import ResultLanguage
from app.service import Service

AsOf = Annotated[str | None, Query(examples=["2025-08-20"], description="Default: now.", max_length=40)]
_FILES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The file.",
        "content": {MEDIA_TYPES[ending].split(";")[0]: {} for ending in (".md", ".csv", ".html", ".json")},
    }
}


def add_published(router: APIRouter, service: Service) -> None:
    """Add the routes that everybody may read."""

    @router.get("/faq", summary="The FAQ")
    def list_faq(
        as_of: AsOf = None, language: Annotated[Language | None, Query(description="Default: all.")] = None
    ) -> list[PublishedEntry]:
        """The approved entries that hold as of that day, each with what it rests on."""
        return service.public_faq(parse_as_of(as_of), language)

    @router.get("/faq.{format}", response_class=Response, responses=_FILES, summary="The FAQ as a file")
    def export_faq(
        format: Annotated[Literal["md", "csv", "html", "json"], Path(description="json: a JSON Feed 1.1.")],
        as_of: AsOf = None,
        language: ResultLanguage = Language.JA,
    ) -> Response:
        """The same as Markdown, a table, a page or a feed."""
        moment = parse_as_of(as_of)
        contents = faq_bytes(service.public_faq(moment, language), f".{format}", moment, language)
        return attachment(contents, f"faq-{moment:%Y-%m-%d}.{format}", MEDIA_TYPES[f".{format}"])

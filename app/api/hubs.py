"""The selected hubs: found by a filter, one by its id, two to four side by side. JSON, or a table to download."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from advisor.answering.flow import setting_at
from advisor.answering.hubs.records import known_hubs
from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.folding import search_form
from advisor.guides.hubs.finding import compare_hubs, find_hubs
from advisor.guides.hubs.results import ComparedHubs, FoundHubs, HubFilter
from advisor.messages import Language
from app.api.downloads import DOWNLOADS, Format, file_name, table_response
from app.api.errors import REFUSED, UNAVAILABLE, UNKNOWN, NotFound, RequestRejected
from app.service import Service

AsOf = Annotated[str | None, Query(examples=["2025-08-20"], description="Default: now.", max_length=40)]
In = Annotated[Language, Query(description="Language of the result.")]
_TYPES = {"international": HubType.INTERNATIONAL, "regional": HubType.REGIONAL}


def hub_type(text: str | None) -> HubType | None:
    """The type called `text` (国際展開型, 国際展開, international …). Raises RequestRejected."""
    if not text:
        return None
    folded = search_form(text)
    found = _TYPES.get(folded) or next((t for t in HubType if folded in {t.value, t.value.removesuffix("型")}), None)
    if found is None:
        raise RequestRejected("hub_type_unknown", type=text[:40])
    return found


def hub_router(service: Service) -> APIRouter:
    """The routes for selected hubs."""
    router = APIRouter(prefix="/hubs", tags=["hubs"], responses={**REFUSED, **UNAVAILABLE})

    @router.get("", response_model=FoundHubs, responses=DOWNLOADS, summary="Find selected hubs")
    def list_hubs(
        round: Annotated[int | None, Query(description="The number of the call.", examples=[5])] = None,
        type: Annotated[str | None, Query(description="国際展開型 / 地域貢献型 / international / regional")] = None,
        university: Annotated[str | None, Query(description="As on record.", max_length=100)] = None,
        prefecture: Annotated[str | None, Query(description="As on record: 大阪府.", max_length=20)] = None,
        region: Annotated[str | None, Query(description="東北, 九州, …", max_length=20)] = None,
        q: Annotated[str, Query(description="Words that all stand in the hub's row.")] = "",
        like: Annotated[str, Query(description="The description of a hub: the most alike come first.")] = "",
        as_of: AsOf = None,
        language: In = Language.JA,
        format: Format = "json",
    ) -> FoundHubs | Response:
        """The hubs announced by `as_of`, each with its citations and what it rests on, counts, and what is missing."""
        moment = parse_as_of(as_of)
        wanted = HubFilter(
            round=round,
            type=hub_type(type),
            university=university or None,
            prefecture=prefecture or None,
            region=region or None,
            text=q,
            like=like,
        )
        found = find_hubs(wanted, moment, language, service.knowledge())
        return found if format == "json" else table_response(found.table, format, file_name("hubs", moment))

    @router.get("/compare", response_model=ComparedHubs, responses=DOWNLOADS, summary="Hubs side by side")
    def compare(
        id: Annotated[list[str], Query(description="Two to four ids of hubs.", max_length=10)],
        as_of: AsOf = None,
        language: In = Language.JA,
        format: Format = "json",
    ) -> ComparedHubs | Response:
        """What two to four hubs share and how they differ, each value from the record."""
        moment = parse_as_of(as_of)
        found = compare_hubs(id, moment, language, service.knowledge())
        return found if format == "json" else table_response(found.table, format, file_name("hubs-compared", moment))

    @router.get("/{hub_id}", responses=UNKNOWN, summary="One selected hub")
    def show_hub(
        hub_id: Annotated[str, Path(description="The id of a hub.", max_length=200)],
        as_of: AsOf = None,
        language: In = Language.JA,
    ) -> FoundHubs:
        """One hub with its citations."""
        moment = parse_as_of(as_of)
        knowledge = service.knowledge()
        known = known_hubs(setting_at(moment, language, knowledge), knowledge)
        hub = next((hub for hub in known if hub.id == hub_id), None)
        if hub is None:
            raise NotFound("hub_unknown", id=hub_id[:80])
        return find_hubs(HubFilter(ids=(hub.id,)), moment, language, knowledge)

    return router

"""What the routes for precedents take, as far as it is JSON."""

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from advisor.messages import Language
from advisor.precedents.records import Asked
from app.api.hubs import hub_type

ListId = Annotated[str, Path(description="The list's id.", max_length=100)]
HubId = Annotated[str, Path(description="The hub's id.", max_length=200)]
DocumentId = Annotated[str, Path(description="The document's id.", max_length=100)]
ResultLanguage = Annotated[Language, Query(description="Language of what is said.")]
_REVISION = Field(None, ge=0, description="The revision of the list that was read. Or give it as `If-Match`.")


def _taking(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(examples)})


class Search(BaseModel):
    """What to look for. Empty parts do not narrow. Never an application to be judged: that is refused."""

    model_config = _taking(
        {"text": "半導体の三次元実装を企業と開発する拠点", "type": "国際展開型"}, {"field": "semiconductor"}
    )

    text: str = Field("", description="A description of hubs to find; no application to be judged.")
    field: str = Field("", description="A field, in any spelling or language.")
    round: int | None = Field(None, ge=1, le=1000, description="The number of the call (回).")
    type: str | None = Field(None, description="国際展開型 / 地域貢献型 / international / regional", max_length=40)
    university: str = Field("", max_length=100)
    prefecture: str = Field("", max_length=20)
    region: str = Field("", max_length=20, description="東北, 九州, …")
    outline: str = Field("", max_length=200, description="The handle of an outline that was lent.")
    as_of: str | None = Field(None, max_length=40, description="Default: now.")
    language: Language = Language.JA
    limit: int = Field(20, ge=1, le=100)

    def asked(self) -> Asked:
        """As the room takes it. Raises RequestRejected for an unknown type."""
        values = self.model_dump(exclude={"as_of", "language", "limit", "type"})
        return Asked(**values, type=hub_type(self.type))


class Comparison(BaseModel):
    """Two to four hubs to set side by side."""

    model_config = _taking({"hubs": ["hub-1-01", "hub-2-03"]})

    hubs: list[str] = Field(max_length=10)
    as_of: str | None = Field(None, max_length=40, description="Default: now.")
    language: Language = Language.JA


class NewList(BaseModel):
    """A list to begin."""

    model_config = _taking({"name": "半導体の先例", "note": "委員会での参考"})

    name: str
    note: str = ""


class ListChange(BaseModel):
    """What to change of a list; what is left out stays. `hubs`: the same hubs in another order."""

    model_config = _taking(
        {"name": "半導体の先例(改)", "revision": 3}, {"hubs": ["hub-1-05", "hub-1-01"], "revision": 4}
    )

    name: str | None = None
    note: str | None = None
    hubs: list[str] | None = Field(None, max_length=1000)
    revision: int | None = _REVISION


class NewEntry(BaseModel):
    """A hub to put at the end of a list, with a note."""

    model_config = _taking({"hub": "hub-1-01", "note": "体制が参考になる"})

    hub: str = Field(max_length=200)
    note: str = ""


class EntryNote(BaseModel):
    """Another note on a hub of a list."""

    model_config = _taking({"note": "体制と資金の分担を見る", "revision": 2})

    note: str
    revision: int | None = _REVISION

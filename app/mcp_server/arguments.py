"""What the tools take beside the bodies that the API describes, and how it is read."""

import json
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.messages import Language
from app.api.errors import RequestRejected

Taken = TypeVar("Taken", bound=BaseModel)

_Text = Annotated[str | None, Field(max_length=200)]
_AsOf = Annotated[
    str | None,
    Field(
        max_length=40,
        description="The day (its start, 2025-08-20) or moment (ISO 8601) that counts, Asia/Tokyo. Default: now.",
    ),
]
_In = Annotated[Language, Field(description="Language of the result.")]


class Part(StrEnum):
    """Whose support is wanted."""

    OWN = "own"
    MINISTRIES = "ministries"
    BOTH = "both"


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SupportQuery(_Query):
    """Which support is wanted. Filters narrow the ministries' tables; `round` is of the program's own support."""

    part: Part | None = Field(
        None,
        description="own: what a selected hub gets from the program; ministries: the cross-ministry tables of FY2022; "
        "both. Default: ministries when a filter is given, else own.",
    )
    theme: _Text = Field(
        None, description="A theme of the tables, or a part or other name of it: 防災・減災技術, MaaS."
    )
    phase: _Text = Field(None, description="大学が変わる, 関連技術 or 実装.")
    applicant: _Text = Field(
        None, description="Who would apply: university, company or municipality (大学, 企業, 自治体)."
    )
    ministry: _Text = Field(None, description="A ministry, also abbreviated, with its bureaus: 環境省, 文科省, METI.")
    new_adoptions: bool | None = Field(None, description="Whether new projects are taken.")
    q: _Text = Field(None, description="Words to look for, in Japanese or English: 再エネ.")
    round: int | None = Field(None, ge=1, description="A round (回) of the call. Default: the one in force at as_of.")
    as_of: _AsOf = None
    language: _In = Language.JA

    def wants(self, part: Part) -> bool:
        """Whether `part` (own or ministries) is asked for, by name or by what is filtered."""
        filters = (self.theme, self.phase, self.applicant, self.ministry, self.q)
        filtered = self.new_adoptions is not None or any(filters)
        return (self.part or (Part.MINISTRIES if filtered else Part.OWN)) in {part, Part.BOTH}


class PrecedentQuery(_Query):
    """Which selected hubs are wanted; what is left out does not narrow."""

    round: int | None = Field(None, description="The number of the call (回): 5.")
    type: _Text = Field(None, description="international (国際展開型) or regional (地域貢献型).")
    university: _Text = Field(None, description="As on record: 大阪大学.")
    prefecture: _Text = Field(None, description="As on record: 大阪府.")
    region: _Text = Field(None, description="東北, 九州, …")
    q: str = Field("", description="Words that all stand in the hub's row.")
    like: str = Field("", description="The description of a hub or a theme: the most alike come first.")
    as_of: _AsOf = None
    language: _In = Language.JA


class ExcerptQuery(_Query):
    """Which piece of which document."""

    source_id: str = Field(max_length=200, description="As in a citation, or from the list of resources.")
    start: int | None = Field(None, description="First character, as in a citation. Default: 0.")
    end: int | None = Field(
        None, description="One past the last character, as in a citation; at most 20,000 from start. Default: 4,000."
    )


def read_arguments(takes: type[Taken], given: dict[str, Any]) -> Taken:
    """The arguments as the tool takes them. Raises RequestRejected that names what is wrong.

    Lists and objects are also read from JSON text: some clients send them so.

    >>> read_arguments(ExcerptQuery, {"source_id": "hubs", "end": 20}).end
    20
    """
    try:
        return takes.model_validate({name: _unpacked(takes, name, value) for name, value in given.items()})
    except ValidationError as wrong:
        parts = [f"{'.'.join(str(step)[:80] for step in e['loc'])}: {e['msg'][:200]}" for e in wrong.errors()]
        raise RequestRejected("request_invalid", parts="; ".join(parts)) from wrong


def _unpacked(takes: type[BaseModel], name: str, value: object) -> object:
    field = takes.model_fields.get(name)
    if not isinstance(value, str) or field is None or get_origin(field.annotation) not in {list, dict}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value

"""What the routes for dossiers take, as far as it is JSON or fields of a form."""

import re
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from advisor.forms.outlines import APPLICATION, HubTypeName
from advisor.forms.reading import ItemChange
from advisor.messages import Language

ITEM_ID_CHARS = 1000
_AN_ID = re.compile(rf"[^\x00-\x1f\x7f\u2028\u2029]{{1,{ITEM_ID_CHARS}}}")
DossierId = Annotated[str, Path(description="The dossier's id.", max_length=100)]
ItemId = Annotated[str, Path(description="The item's id; percent-encode its slashes.", max_length=ITEM_ID_CHARS)]
ResultLanguage = Annotated[Language, Query(description="Language of what is said.")]
_REVISION = "The revision of the item that was read. Or give it as `If-Match`."


def _taking(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(examples)})


class NewDossier(BaseModel):
    """A dossier to begin: on a built-in outline, or on a form that is sent along as the file `form`."""

    model_config = _taking({"title": "架空大学 拠点形成の申請", "outline": APPLICATION, "hub_type": "regional"})

    title: str
    outline: str | None = Field(None, description="The id of an outline; see /dossiers/outlines.", max_length=100)
    hub_type: HubTypeName | None = Field(None, description="The type that is applied for. Default: not decided.")
    round: int | None = Field(None, ge=1, le=1000, description="The round (回). Default: the newest.")
    language: Language = Field(Language.JA, description="Language of the outline.")

    @field_validator("outline", "hub_type", "round", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if value == "" else value  # what browsers send for a field that was left empty

    @field_validator("language", mode="before")
    @classmethod
    def _blank_is_japanese(cls, value: object) -> object:
        return Language.JA if value == "" else value


class DossierChange(BaseModel):
    """What to change of a dossier; what is left out stays. `hub_type` null: not decided."""

    model_config = _taking({"title": "架空大学 申請(改)"}, {"hub_type": None})

    title: str | None = None
    hub_type: HubTypeName | None = None


class FormMapping(BaseModel):
    """What a person says of the items of a form, on top of the dossier's revision that was read."""

    model_config = _taking(
        {"changes": [{"id": "table:1/row:2/cell:2", "label": "拠点の目的", "limit_chars": 400}], "revision": 1},
        {"changes": [{"id": "table:1/row:9/cell:1", "remove": True}], "revision": 2, "force": True},
    )

    changes: list[ItemChange] = Field(max_length=5000)
    revision: int | None = Field(None, ge=0, description="The dossier's. Or give it as `If-Match`.")
    force: bool = Field(False, description="Also where items lose what is written in them.")

    @field_validator("changes")
    @classmethod
    def _ids_fit_into_addresses(cls, changes: list[ItemChange]) -> list[ItemChange]:
        if not all(_AN_ID.fullmatch(change.id) for change in changes):
            raise ValueError(f"ids are of 1 to {ITEM_ID_CHARS} characters without line ends and controls")
        return changes


class DraftBody(BaseModel):
    """What to draft: the items of these ids, or all that are empty."""

    model_config = _taking({}, {"as_of": "2025-08-20", "item_ids": ["finance"]})

    as_of: str | None = Field(None, description="The day or moment that counts, Asia/Tokyo. Default: now.")
    item_ids: list[str] | None = Field(None, max_length=5000)
    language: Language = Field(Language.JA, description="Language of what is said beside quotes.")


class ItemText(BaseModel):
    """What a person wrote into an item, on top of the revision that was read."""

    model_config = _taking({"text": "架空大学の拠点は、…", "revision": 3}, {"chosen": ["はい"], "revision": 1})

    text: str = ""
    chosen: list[str] = Field(default_factory=list, max_length=1000)
    revision: int | None = Field(None, ge=0, description=_REVISION)


class Step(BaseModel):
    """A step of an item, with what is said about it."""

    model_config = _taking({"revision": 4, "note": "数字を確認しました"})

    revision: int | None = Field(None, ge=0, description=_REVISION)
    note: str = ""


class Restoring(BaseModel):
    """The revision of the item that a version replaces."""

    model_config = _taking({"revision": 5})

    revision: int | None = Field(None, ge=0, description=_REVISION)


class Remark(BaseModel):
    """A comment."""

    model_config = _taking({"text": "出典のページを確認してください"})

    text: str

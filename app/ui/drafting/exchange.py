"""What the drafting tab sends to the desk. What comes from a browser may be anything."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.ui.workbench import exchange
from app.ui.workbench.exchange import ID_CHARS, PATH_CHARS, Id

_MOST_ROWS, _MOST_OPTIONS = 2000, 1000


class MappedItem(BaseModel):
    """A recognised item as a person corrected it. `place`: the id of a place, empty for none."""

    model_config = ConfigDict(frozen=True)

    id: Id
    keep: bool = True
    label: Annotated[str, Field(max_length=2000)] = ""
    limit: Annotated[str, Field(max_length=20)] = ""
    place: Id = ""


class Sent(exchange.Sent):
    """One request. Which of the fields count depends on `do`."""

    dossier: Id = ""
    item: Id = ""
    title: str = ""
    hub_type: Annotated[str, Field(max_length=40)] = ""
    form: Id = ""
    path: Annotated[str, Field(max_length=PATH_CHARS)] = ""
    file_name: Annotated[str, Field(max_length=ID_CHARS)] = ""
    file: Id = ""
    text: str = ""
    chosen: Annotated[tuple[str, ...], Field(max_length=_MOST_OPTIONS)] = ()
    revision: int = Field(default=0, ge=0, le=10**12)
    note: str = ""
    comment: str = ""
    version: int = Field(default=0, ge=0, le=10**9)
    old: int = Field(default=0, ge=0, le=10**9)
    new: int = Field(default=0, ge=0, le=10**9)
    ending: Annotated[str, Field(max_length=10)] = ""
    only_approved: bool = True
    force: bool = False
    rows: Annotated[tuple[MappedItem, ...], Field(max_length=_MOST_ROWS)] = ()

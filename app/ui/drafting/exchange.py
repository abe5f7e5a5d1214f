"""What the page sends to the desk, and what it gets back. What comes from a browser may be anything."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from advisor.values import Value

_ID_CHARS, _NAME_CHARS, _PATH_CHARS = 1000, 100, 4000
_MOST_ROWS, _MOST_OPTIONS = 2000, 1000
Id = Annotated[str, Field(max_length=_ID_CHARS)]


class MappedItem(BaseModel):
    """A recognised item as a person corrected it. `place`: the id of a place, empty for none."""

    model_config = ConfigDict(frozen=True)

    id: Id
    keep: bool = True
    label: Annotated[str, Field(max_length=2000)] = ""
    limit: Annotated[str, Field(max_length=20)] = ""
    place: Id = ""


class Sent(BaseModel):
    """One request. Which of the fields count depends on `do`; `address` is the page's own query."""

    model_config = ConfigDict(frozen=True)

    do: Annotated[str, Field(max_length=40)]
    as_of: Annotated[str, Field(max_length=60)] = ""
    name: Annotated[str, Field(max_length=_NAME_CHARS)] = ""
    address: Annotated[str, Field(max_length=20_000)] = ""
    dossier: Id = ""
    item: Id = ""
    title: str = ""
    hub_type: Annotated[str, Field(max_length=40)] = ""
    form: Id = ""
    path: Annotated[str, Field(max_length=_PATH_CHARS)] = ""
    file_name: Annotated[str, Field(max_length=_ID_CHARS)] = ""
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

    @field_validator("*", mode="before")
    @classmethod
    def _null_is_unset(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value is None else value


class Download(Value):
    """A file that the browser saves: no address leads to it. `data`: its bytes in base64."""

    file_name: str
    media_type: str
    data: str


class Reply(Value):
    """What changes on the page. None: stays as it is.

    `parts`: HTML by the name of a part. `said`: what a screen reader says. `focus`: the id of what takes the focus.
    `query`: what the address becomes. `message`: HTML that tells what went wrong, where the request came from. `ok`:
    whether it was done. `revision`, `saved_at`: of an item that was saved. `conflict`: HTML of two people's words.
    `marks`: HTML of what is said of items here and there, by their `data-mark`.
    """

    ok: bool = True
    parts: dict[str, str] = Field(default_factory=dict)
    said: str = ""
    focus: str = ""
    query: str | None = None
    message: str = ""
    conflict: str = ""
    revision: int | None = None
    saved_at: str = ""
    marks: dict[str, str] = Field(default_factory=dict)
    download: Download | None = None

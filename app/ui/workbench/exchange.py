"""What a tab sends to its desk, and what it gets back. What comes from a browser may be anything."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from advisor.values import Value

ID_CHARS, NAME_CHARS, PATH_CHARS = 1000, 100, 4000
MOST = 10**9
Id = Annotated[str, Field(max_length=ID_CHARS)]
Number = Annotated[int, Field(ge=0, le=MOST)]
Parts = dict[str, str]


class Sent(BaseModel):
    """One request. Which of the fields count depends on `do`; `address` is the page's own query.

    `source`, `start`, `end`, `n`: the place of a quote whose source is to be opened.
    """

    model_config = ConfigDict(frozen=True)

    do: Annotated[str, Field(max_length=40)]
    as_of: Annotated[str, Field(max_length=60)] = ""
    name: Annotated[str, Field(max_length=NAME_CHARS)] = ""
    address: Annotated[str, Field(max_length=20_000)] = ""
    source: Id = ""
    start: Number = 0
    end: Number = 0
    n: Number = 0

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
    whether it was done. `revision`, `saved_at`: of what was saved. `conflict`: HTML of two people's words. `marks`:
    HTML of what is said here and there, by its `data-mark`. `ended`: the last one of work that told how it went on.
    """

    ok: bool = True
    parts: Parts = Field(default_factory=dict)
    said: str = ""
    focus: str = ""
    query: str | None = None
    message: str = ""
    conflict: str = ""
    revision: int | None = None
    saved_at: str = ""
    marks: Parts = Field(default_factory=dict)
    download: Download | None = None
    ended: bool = False

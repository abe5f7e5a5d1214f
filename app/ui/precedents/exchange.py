"""What the room sends. What comes from a browser may be anything."""

from typing import Annotated

from pydantic import Field

from app.ui.workbench import exchange
from app.ui.workbench.exchange import PATH_CHARS, Id, Number


class Sent(exchange.Sent):
    """One request. Which of the fields count depends on `do`.

    `outline`: the handle of the lent outline; `path`: where a file lies that was sent; `list`, `hub`: which are meant;
    `hubs`: those to compare; `ending`: as what a list leaves; `to`: where a hub of a list goes (`up` or `down`).
    """

    text: str = ""
    field: str = ""
    round: Annotated[str, Field(pattern=r"^[0-9]{0,4}$")] = ""
    type: Annotated[str, Field(max_length=40)] = ""
    region: Annotated[str, Field(max_length=40)] = ""
    prefecture: Annotated[str, Field(max_length=40)] = ""
    university: Annotated[str, Field(max_length=100)] = ""
    outline: Annotated[str, Field(max_length=200)] = ""
    path: Annotated[str, Field(max_length=PATH_CHARS)] = ""
    file_name: Annotated[str, Field(max_length=PATH_CHARS)] = ""
    hubs: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    list: Id = ""
    hub: Id = ""
    title: str = ""
    note: str = ""
    revision: Number = 0
    ending: Annotated[str, Field(max_length=10)] = ""
    to: Annotated[str, Field(max_length=10)] = ""

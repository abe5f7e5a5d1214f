"""What the tab FAQ sends. What comes from a browser may be anything."""

from typing import Annotated

from pydantic import Field

from app.ui.workbench import exchange
from app.ui.workbench.exchange import Id, Number


class Sent(exchange.Sent):
    """One request. Which of the fields count depends on `do`.

    `variants`: one a line; `quotes`: which of the entry's stay, counted from 0; None: all.
    """

    entry: Id = ""
    key: Id = ""
    find: Annotated[str, Field(max_length=200)] = ""
    question: str = ""
    answer: str = ""
    variants: str = ""
    quotes: Annotated[tuple[int, ...], Field(max_length=1000)] | None = None
    note: str = ""
    checked: bool = False
    revision: Number = 0

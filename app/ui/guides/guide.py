"""What a guided page is made of: a form, and what it shows for what the form says at the 基準日."""

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, ClassVar
from urllib.parse import urlencode

from advisor.guides.export import csv_bytes, markdown_text, xlsx_bytes
from advisor.guides.tables import Table
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.values import Value
from app.api import PREFIX
from app.api.downloads import MEDIA_TYPES, TableFormat, file_name
from app.ui.address import AS_OF, Given, query_of
from app.ui.forms import form_html

ASK = "ask"  # the tab for questions, which is no guide
_FORMATS: tuple[TableFormat, ...] = ("csv", "xlsx", "md")
_LONGEST_VALUE = 20_000  # characters; what is too long for the guide itself is told by the guide
_MOST_VALUES = 8
Allowed = Mapping[str, Collection[str] | None]  # the fields of a form and their values; None: free text


class Moment(Value):
    """The 基準日 as a moment, and as it was typed (empty: now)."""

    at: datetime
    typed: str = ""


class Shown(Value):
    """What a guide shows: the form's fields holding what is given, HTML above and below the plots, the plots, and the
    sentence that a screen reader says."""

    fields: tuple[str, ...]
    lead: str
    result: str
    said: str
    plots: tuple[dict[str, Any] | None, ...] = ()


class Guide(ABC):
    """One guided page in one language. It keeps nothing."""

    name: ClassVar[str]  # of the tab, in addresses and in the ids of its parts
    plots: ClassVar[tuple[str, ...]] = ()
    form_after_lead: ClassVar[bool] = False
    private: ClassVar[str] = ""  # the field that no address holds unless its writer wants it to

    def __init__(self, language: Language) -> None:
        self.language = language

    def text(self, key: str, **values: object) -> str:
        """A sentence of the guided pages."""
        return say(f"guides_ui.{key}", self.language, **values)

    def words(self, key: str, **values: object) -> str:
        """The same, ready to stand in HTML."""
        return escape(self.text(key, **values))

    @abstractmethod
    def allowed(self, knowledge: Knowledge) -> Allowed:
        """The fields of the form with the values that they can have, in the order of the form."""

    @abstractmethod
    def shown(self, given: Given, moment: Moment, knowledge: Knowledge) -> Shown:
        """What is shown for it."""

    def form(self, shown: Shown) -> str:
        """The whole form."""
        return form_html(self.name, shown.fields, self.text(f"{self.name}_submit"), self.text("reset"))

    def known(self, given: Given, knowledge: Knowledge) -> tuple[dict[str, tuple[str, ...]], list[str]]:
        """What of `given` the form can hold, in its order, and the names of the rest."""
        allowed = self.allowed(knowledge)
        kept: dict[str, tuple[str, ...]] = {}
        for name, values in allowed.items():
            fit = [v for v in given.get(name, ())[:_MOST_VALUES] if len(v) <= _LONGEST_VALUE]
            fitting = tuple(v for v in fit if values is None or v in values)
            if fitting:
                kept[name] = fitting
        dropped = [name for name, values in given.items() if set(values) - set(kept.get(name, ()))]
        return kept, dropped

    def query(self, given: Given, moment: Moment) -> str:
        """The query of the address that shows the same, without what is private."""
        public = {name: values for name, values in given.items() if name != self.private}
        return query_of(self.name, public, moment.typed)

    def tools(self, given: Given, moment: Moment, downloads: str = "") -> str:
        """Sharing and downloading, and what the address of this result is."""
        buttons = f'<button type="button" data-link>{self.words("copy_link")}</button>'
        hint = ""
        if self.private and given.get(self.private):
            hint_id = f"{self.name}-private"
            buttons += (
                f'<button type="button" data-link="{self.private}" aria-describedby="{hint_id}">'
                f"{self.words('copy_link_with_text')}</button>"
            )
            hint = f'<p class="hint" id="{hint_id}">{self.words("link_privacy")}</p>'
        state = f'data-query="{escape(self.query(given, moment))}" data-as-of="{escape(moment.typed)}"'
        told = f'data-copied="{self.words("link_copied")}" data-failed="{self.words("link_failed")}"'
        return f'<div class="tools" {state} {told}>{buttons}{downloads}</div>{hint}'

    def downloads(self, path: str, asked: Sequence[tuple[str, str]], moment: Moment) -> str:
        """Links to the same rows as files. `path`: below the API's own."""
        query = [*asked, ("language", self.language.value), *([(AS_OF, moment.typed)] if moment.typed else [])]
        links = "".join(
            f'<a href="{PREFIX}/{path}?{escape(urlencode([*query, ("format", kind)]))}" download>'
            f"{self.words(f'download_{kind}')}</a>"
            for kind in _FORMATS
        )
        return f'<span class="downloads"><span>{self.words("download")}</span>{links}</span>'

    def files(self, table: Table, moment: Moment) -> str:
        """The rows as files that are in the page already: no address holds what a person wrote about a case."""
        made = {"csv": csv_bytes(table), "xlsx": xlsx_bytes(table), "md": markdown_text(table).encode()}
        name = file_name(self.name, moment.at)
        links = "".join(
            f'<a href="data:{MEDIA_TYPES[kind]};base64,{b64encode(made[kind]).decode()}" download="{name}.{kind}">'
            f"{self.words(f'download_{kind}')}</a>"
            for kind in _FORMATS
        )
        return f'<span class="downloads"><span>{self.words("download")}</span>{links}</span>'


def one(given: Given, name: str) -> str:
    """The first value of a field, or nothing."""
    return next(iter(given.get(name, ())), "")

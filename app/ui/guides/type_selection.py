"""The guided page 類型診断: a described hub set against both definitions, side by side."""

from html import escape
from typing import ClassVar

from advisor.guides.hubs.results import HubRow
from advisor.guides.type_selection import ElementRow, TypeComparison, TypeSide, weigh_types
from advisor.knowledge import Knowledge
from app.ui.address import Given
from app.ui.cited import Cited
from app.ui.forms import long_text_html
from app.ui.guides.guide import Allowed, Guide, Moment, Shown, one
from app.ui.marked_text import marked_html

_DESCRIPTION = "description"


class TypeGuide(Guide):
    """A box for free text; for each type its definition, what speaks for and against it, what is missing."""

    name: ClassVar[str] = "type"
    private: ClassVar[str] = _DESCRIPTION

    def allowed(self, knowledge: Knowledge) -> Allowed:
        return {_DESCRIPTION: None}

    def shown(self, given: Given, moment: Moment, knowledge: Knowledge) -> Shown:
        text = one(given, _DESCRIPTION)
        field = long_text_html(
            self.name,
            _DESCRIPTION,
            self.text("type_text"),
            text,
            self.text("type_text_hint"),
            self.text("type_example"),
        )
        if not text:
            return Shown(fields=(field,), lead="", result=self.tools(given, moment), said="")
        found = weigh_types(text, moment.at, self.language, knowledge)
        cited = Cited(found.answer, self.language)
        sides = "".join(self._side(side, text, cited) for side in found.types)
        tools = self.tools(given, moment, self.files(found.table, moment))
        result = f'<div class="sides">{sides}</div>{cited.contact()}{cited.sources()}{tools}'
        return Shown(
            fields=(field,),
            lead=self._leaning(found) + cited.notices(),
            result=result,
            said=self.text("type_said", leaning=self._leaning_name(found)),
        )

    def _leaning_name(self, found: TypeComparison) -> str:
        leaning = next((side for side in found.types if side.type == found.leaning), None)
        return leaning.name if leaning else self.text("type_both")

    def _leaning(self, found: TypeComparison) -> str:
        """Which way it leans, and why; what would change that."""
        changes = "".join(f"<li>{escape(text)}</li>" for text in found.would_change)
        change = f"<h4>{self.words('type_would_change')}</h4><ul>{changes}</ul>" if changes else ""
        return (
            f'<div class="verdict"><span>{self.words("type_leaning")}</span>'
            f"<strong>{escape(self._leaning_name(found))}</strong><p>{escape(found.why)}</p>{change}</div>"
        )

    def _side(self, side: TypeSide, text: str, cited: Cited) -> str:
        phrases = {words: "against" for element in side.elements for words in element.against}
        phrases |= {words: "for" for element in side.elements for words in element.speaks_for}
        own = f"<p>{self.words('type_nothing_marked')}</p>"
        if phrases:
            legend = f'<p class="hint">{self.words("type_marks")}</p>'
            own = f'{legend}<p class="own-text">{marked_html(text, phrases)}</p>'
        elements = "".join(self._element(element) for element in side.elements)
        return (
            f'<section class="side"><h3>{escape(side.name)}</h3>'
            f"<p>{cited.said(side.definition)}</p>{cited.quotes(side.citations)}"
            f"<h4>{self.words('type_own_words')}</h4>{own}"
            f'<dl class="elements">{elements}</dl>{self._precedents(side, cited)}</section>'
        )

    def _element(self, element: ElementRow) -> str:
        rows = ""
        for label, found in (("type_for", element.speaks_for), ("type_against", element.against)):
            if found:
                words = "".join(f"<li><q>{escape(text)}</q></li>" for text in found)
                rows += f"<dd><strong>{self.words(label)}</strong><ul>{words}</ul></dd>"
        if element.missing:
            rows += f"<dd><strong>{self.words('type_missing')}</strong><p>{escape(element.asks)}</p></dd>"
        return f"<dt>{escape(element.name)}</dt>{rows}"

    def _precedents(self, side: TypeSide, cited: Cited) -> str:
        if not side.precedents:
            return f"<h4>{self.words('type_precedents')}</h4><p>{self.words('type_precedents_none')}</p>"
        rows = "".join(self._precedent(row, cited) for row in side.precedents)
        return (
            f'<h4>{self.words("type_precedents")}</h4><p class="hint">{self.words("type_precedents_note")}</p>'
            f'<ul class="precedents">{rows}</ul>'
        )

    def _precedent(self, row: HubRow, cited: Cited) -> str:
        hub = row.hub
        name = f'<span lang="ja">{escape(hub.university)} {escape(hub.hub_name or self.text("name_unknown"))}</span>'
        field = f' <span lang="ja">{escape(hub.field)}</span>' if hub.field else ""
        place = f"{self.words('round', n=hub.round)} / {escape(row.confidence)}"
        return f"<li>{name}{field} ({place}){cited.marks(row.citations)}</li>"

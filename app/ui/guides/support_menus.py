"""The guided page 支援メニュー: what the program itself offers in a round, and the finder of the ministries' menus."""

import json
from collections.abc import Sequence
from html import escape
from typing import ClassVar

from advisor.corpus.support_menus import Applicant, MenuPhase
from advisor.guides.menus.filters import ministry_of
from advisor.guides.menus.finding import Facet, FoundMenus, MenuQuery, Programme, find_menus, own_support
from advisor.guides.support.results import OwnItem, OwnSupport
from advisor.knowledge import Knowledge
from app.ui.address import Given
from app.ui.cited import Cited
from app.ui.forms import Choice, select_html, text_html
from app.ui.guides.guide import Allowed, Guide, Moment, Shown, one
from app.ui.tables import Cell, folded_tables_html

_ROUND, _TEXT = "round", "text"
_FILTERS = ("theme", "phase", "applicant", "ministry", "new_adoptions")
_AT_ONCE = 20  # programmes; the rest is folded away
_API_NAMES = {_TEXT: "q"}
_NEW = ("true", "false")


class MenusGuide(Guide):
    """The round's own support above, the finder with its filters and programmes below."""

    name: ClassVar[str] = "menus"
    form_after_lead: ClassVar[bool] = True

    def allowed(self, knowledge: Knowledge) -> Allowed:
        rows = [menu for edition in knowledge.menus for menu in edition.menus]
        facets: Allowed = {
            "theme": {row.theme for row in rows},
            "phase": set(MenuPhase),
            "applicant": set(Applicant),
            "ministry": {ministry_of(row) for row in rows},
            "new_adoptions": _NEW,
        }
        return {_ROUND: [str(r.number) for r in knowledge.program.rounds], **facets, _TEXT: None}

    def shown(self, given: Given, moment: Moment, knowledge: Knowledge) -> Shown:
        number = one(given, _ROUND)
        own = own_support(int(number) if number else None, moment.at, self.language, knowledge)
        query = MenuQuery.model_validate({name: one(given, name) for name in (*_FILTERS, _TEXT) if one(given, name)})
        found = find_menus(query, moment.at, self.language, knowledge)
        return Shown(
            fields=self._fields(found, given),
            lead=self._ways() + self._own(own, number, moment, knowledge) + self._finder_head(found),
            result=self._programmes(found, given, moment),
            said=self.text("menus_said", n=len(found.programmes)),
        )

    def _ways(self) -> str:
        """The way to each part: the first one is long."""
        parts = (("own", "menus_own_way"), ("finder", "menus_finder"))
        links = "".join(f'<a href="#{self.name}-{part}">{self.words(key)}</a>' for part, key in parts)
        return f'<nav class="parts-nav" aria-label="{self.words("menus_parts")}">{links}</nav>'

    def _own(self, own: OwnSupport, chosen: str, moment: Moment, knowledge: Knowledge) -> str:
        """Part 1: the items in the order of the documents, those of a group below it."""
        cited = Cited(own.answer, self.language)
        choices = [
            Choice(value=str(r.number), label=self.text("round", n=r.number))
            for r in reversed(knowledge.program.rounds)
        ]
        label, first = self.text("menus_round"), self.text("round_in_force")
        select = select_html(self.name, _ROUND, label, choices, chosen, first, form=f"{self.name}-fields")
        title = self.words("menus_own", round=own.round) if own.round else self.words("no_round")
        items = "".join(self._item(item, cited) for item in own.items)
        body = f'<ul class="own-items">{items}</ul>' if items else f"<p>{cited.said(own.answer.text)}</p>"
        asked = [(_ROUND, chosen)] if chosen else []
        files = self.downloads("support-menus/own", asked, moment)
        parts = [f"<h3>{title}</h3>{select}", cited.notices(), body, cited.contact(), cited.sources()]
        return f'<section class="part" id="{self.name}-own">{"".join(parts)}<div class="tools">{files}</div></section>'

    def _item(self, item: OwnItem, cited: Cited) -> str:
        said = cited.said(item.statement, item.citations) if item.statement else ""
        more = "".join(f'<p class="condition">{escape(text)}</p>' for text in (item.condition, item.otherwise) if text)
        state = f'<span class="state state-{item.state.value}">{self.words(f"listed_{item.state.value}")}</span>'
        return (
            f'<li class="level-{min(len(item.path), 3)}"><h4>{escape(item.name)}{state}</h4>'
            f"{f'<p>{said}</p>' if said else ''}{more}</li>"
        )

    def _finder_head(self, found: FoundMenus) -> str:
        """The head of part 2, above its form: from when the tables are comes first."""
        notices = Cited(found.answer, self.language).notices()
        return f'<section class="part" id="{self.name}-finder"><h3>{self.words("menus_finder")}</h3>{notices}</section>'

    def _fields(self, found: FoundMenus, given: Given) -> tuple[str, ...]:
        lists = [self._list(facet, one(given, facet.field)) for facet in found.facets]
        text = text_html(self.name, _TEXT, self.text("menus_text"), one(given, _TEXT), self.text("menus_text_example"))
        return (*lists, text)

    def _choices(self, facet: Facet) -> list[Choice]:
        """The values of a filter, each with how many it would give."""
        return [
            Choice(value=v.value, label=self.text("counted", label=v.label, n=v.programmes))
            for v in facet.values
            if v.value
        ]

    def _list(self, facet: Facet, chosen: str) -> str:
        choices = self._choices(facet)
        return select_html(self.name, facet.field, facet.label, choices, chosen, self.text("any"))

    def _programmes(self, found: FoundMenus, given: Given, moment: Moment) -> str:
        cited = Cited(found.answer, self.language)
        count = self.words("menus_found", n=len(found.programmes), rows=len(found.rows))
        columns = [self.text(f"column_{name}") for name in ("programme", "applicants", "adoptions", "contact", "quote")]
        rows = [self._programme(programme, cited) for programme in found.programmes]
        table = f'<p class="message message-info">{self.words("nothing_found")}</p>'
        if rows:
            title, rest = self.text("menus_table", n=len(rows)), self.text("menus_rest", n=len(rows) - _AT_ONCE)
            table = folded_tables_html(title, rest, columns, rows, _AT_ONCE, "stacked")
        asked = [(_API_NAMES.get(name, name), one(given, name)) for name in (*_FILTERS, _TEXT) if one(given, name)]
        tools = self.tools(given, moment, self.downloads("support-menus", asked, moment))
        labels = {f"{self.name}-{f.field}": {c.value: c.label for c in self._choices(f)} for f in found.facets}
        counts = f'<div hidden data-labels="{escape(json.dumps(labels, ensure_ascii=False))}"></div>'
        return f'<p class="count">{count}</p>{table}{tools}{counts}'

    def _programme(self, programme: Programme, cited: Cited) -> list[Cell]:
        place = " / ".join([*programme.ministries, *programme.themes, *programme.phases])
        described = "".join(f"<p>{escape(text)}</p>" for text in programme.descriptions)
        who = [self.text(f"applicant_{each.value}") for each in programme.applicants]
        who += [self.text("partly", who=self.text(f"applicant_{each.value}")) for each in programme.partial_applicants]
        new = {True: "new_yes", False: "new_no", None: "not_said"}[programme.new_adoptions]
        return [
            Cell(
                html=f'<span lang="ja">{escape(programme.name)}</span><p class="place" lang="ja">{escape(place)}</p>'
                f'<div class="described" lang="ja">{described}</div>',
                header=True,
            ),
            Cell(html=_lines(who) or self.words("not_said")),
            Cell(html=self.words(new)),
            Cell(html=self._contact(programme, cited), classes="contact-cell"),
            Cell(html=cited.marks(programme.citations), classes="marks-cell"),
        ]

    def _contact(self, programme: Programme, cited: Cited) -> str:
        """The contacts as printed; one that the document contradicts itself on with every spelling, and that said."""
        mails = [f'<a href="mailto:{escape(mail)}">{escape(mail)}</a>' for mail in programme.emails]
        rows = [*(escape(text) for text in (*programme.departments, *programme.phones)), *mails]
        doubts = "".join(
            f'<p class="doubt">{self.words("spelled_differently", n=len(each.spellings))} '
            + " / ".join(cited.said(spelling.value, spelling.citations) for spelling in each.spellings)
            + "</p>"
            for each in programme.spellings
        )
        return f'<span lang="ja">{"<br>".join(rows)}</span>{doubts}'


def _lines(texts: Sequence[str]) -> str:
    return "<br>".join(escape(text) for text in texts)

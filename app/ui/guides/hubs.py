"""The guided page 選抜拠点: the hubs selected so far by filters and likeness, side by side, and on plots."""

from collections.abc import Sequence
from html import escape
from typing import ClassVar

from advisor.corpus.hubs import HubType
from advisor.guides.hubs.finding import FEWEST_COMPARED, MOST_COMPARED, compare_hubs, find_hubs
from advisor.guides.hubs.results import ComparedHubs, FoundHubs, HubFilter, HubRow
from advisor.knowledge import Knowledge
from advisor.programs.precedents import REGIONS
from app.ui.address import Given
from app.ui.charts import hubs_by_prefecture, hubs_by_round
from app.ui.cited import Cited
from app.ui.forms import Choice, long_text_html, select_html, text_html
from app.ui.guides.guide import Allowed, Guide, Moment, Shown, one
from app.ui.tables import Cell, folded_tables_html, table_html, text_cell

_COMPARE = "compare"
_LISTS = ("round", "type", "region", "prefecture", "university")
_TEXTS = ("text", "like")
_AT_ONCE = 20  # rows; the rest is folded away
_API_NAMES = {"text": "q"}


class HubsGuide(Guide):
    """Filters; how many, with what is missing from the record; plots; the comparison; the table."""

    name: ClassVar[str] = "hubs"
    plots: ClassVar[tuple[str, ...]] = ("by-round", "map")
    private: ClassVar[str] = "like"

    def allowed(self, knowledge: Knowledge) -> Allowed:
        hubs = knowledge.hubs
        return {
            "round": {str(r.number) for r in knowledge.program.rounds},
            "type": set(HubType),
            "region": set(REGIONS),
            "prefecture": {hub.prefecture for hub in hubs if hub.prefecture},
            "university": {hub.university for hub in hubs},
            "text": None,
            "like": None,
            _COMPARE: {hub.id for hub in hubs},
        }

    def shown(self, given: Given, moment: Moment, knowledge: Knowledge) -> Shown:
        asked = {name: one(given, name) for name in (*_LISTS, *_TEXTS) if one(given, name)}
        found = find_hubs(HubFilter.model_validate(asked), moment.at, self.language, knowledge)
        cited = Cited(found.answer, self.language)
        picked = given.get(_COMPARE, ())
        compared = self._compared(picked, moment, knowledge)
        count = self.words("hubs_found", n=len(found.rows))
        linked = [(_API_NAMES.get(name, name), value) for name, value in asked.items()]
        files = self.files(found.table, moment) if "like" in asked else self.downloads("hubs", linked, moment)
        return Shown(
            fields=self._fields(found, given, knowledge),
            lead=f'<p class="count">{count}</p>{self._missing(found, cited)}{self._notices(found, cited)}{compared}',
            result=self._numbers(found)
            + self._table(found, picked, cited)
            + cited.contact()
            + self.tools(given, moment, files),
            plots=self._plots(found),
            said=self.text("hubs_found", n=len(found.rows)),
        )

    def _missing(self, found: FoundHubs, cited: Cited) -> str:
        """That the record is known to be incomplete, and where."""
        if not found.incomplete:
            return ""
        rows = "".join(f"<li>{cited.said(each.text, each.citations)}</li>" for each in found.incomplete)
        label = f"<strong>{self.words('hubs_incomplete')}</strong>"
        return f'<div class="notice notice-degraded">{label}<ul>{rows}</ul></div>'

    def _notices(self, found: FoundHubs, cited: Cited) -> str:
        """The notices of the answer, without the one that says again what is missing."""
        missing = [each.text for each in found.incomplete]
        return cited.notices(lambda notice: not (missing and all(text in notice.text for text in missing)))

    def _how_many(self) -> str:
        return self.words("hubs_compare_hint", fewest=FEWEST_COMPARED, most=MOST_COMPARED)

    def _fields(self, found: FoundHubs, given: Given, knowledge: Knowledge) -> tuple[str, ...]:
        facets = found.facets
        values: dict[str, Sequence[object]] = {
            "round": facets.rounds,
            "type": facets.types,
            "region": facets.regions,
            "prefecture": facets.prefectures,
            "university": facets.universities,
        }
        names = {hub_type.type: hub_type.name.said(self.language) for hub_type in knowledge.program.types}
        lists = []
        for name in _LISTS:
            choices = [Choice(value=str(v), label=self._label(name, v, names)) for v in values[name]]
            label = self.text(f"column_{name}")
            lists.append(select_html(self.name, name, label, choices, one(given, name), self.text("any")))
        like = long_text_html(
            self.name,
            "like",
            self.text("hubs_like"),
            one(given, "like"),
            self.text("hubs_like_hint"),
            self.text("hubs_like_example"),
        )
        text = text_html(self.name, "text", self.text("hubs_text"), one(given, "text"), self.text("hubs_text_example"))
        return (*lists, text, like)

    def _label(self, name: str, value: object, type_names: dict[str, str]) -> str:
        if name == "round":
            return self.text("round", n=value)
        return type_names.get(str(value), str(value)) if name == "type" else str(value)

    def _plots(self, found: FoundHubs) -> tuple[dict[str, object] | None, ...]:
        if not found.rows:
            return None, None
        by_type = {(each.round, each.type): each.count for each in found.by_round_and_type}
        names = {kind: self.text(f"type_{kind.name.lower()}") for kind in HubType}
        places = {each.prefecture: each.count for each in found.by_prefecture}
        return hubs_by_round(by_type, names, self.language), hubs_by_prefecture(places, self.language)

    def _table(self, found: FoundHubs, picked: Sequence[str], cited: Cited) -> str:
        if not found.rows:
            return f'<p class="message message-info">{self.words("nothing_found")}</p>'
        is_like = any(row.likeness is not None for row in found.rows)
        names = ["pick", "hub", "round", "type", "prefecture", "field", "summary", "confidence", "quote"]
        columns = [self.text(f"column_{name}") for name in names]
        rows = [self._row(row, picked, is_like, cited) for row in found.rows]
        listed = {row.hub.id for row in found.rows}
        form = f'form="{self.name}-fields"'
        kept = "".join(
            f'<input type="hidden" {form} name="{_COMPARE}" value="{escape(each)}">'
            for each in picked
            if each not in listed
        )
        button = (
            f'<div class="form-buttons"><button type="submit" {form}>{self.words("hubs_compare")}</button>'
            f'<span class="hint">{self._how_many()}</span></div>'
        )
        like = f'<p class="hint">{self.words("hubs_like_order")}</p>' if is_like else ""
        title, rest = self.text("hubs_table", n=len(rows)), self.text("hubs_rest", n=len(rows) - _AT_ONCE)
        return like + kept + button + folded_tables_html(title, rest, columns, rows, _AT_ONCE, "stacked")

    def _numbers(self, found: FoundHubs) -> str:
        """What the plots show, as tables."""
        if not found.rows:
            return ""
        by_type: dict[int, dict[HubType, int]] = {}
        for each in found.by_round_and_type:
            by_type.setdefault(each.round, {})[each.type] = each.count
        columns = [self.text("column_round"), *(self.text(f"type_{kind.name.lower()}") for kind in HubType)]
        rows = [
            [text_cell(self.text("round", n=n), header=True), *(text_cell(str(by.get(kind, 0))) for kind in HubType)]
            for n, by in sorted(by_type.items())
        ]
        places = [
            [text_cell(each.prefecture or self.text("not_known"), header=True), text_cell(str(each.count))]
            for each in found.by_prefecture
        ]
        tables = table_html(self.text("chart_rounds"), columns, rows)
        tables += table_html(self.text("chart_map"), [self.text("column_prefecture"), self.text("column_hubs")], places)
        return f'<details class="more"><summary>{self.words("hubs_numbers")}</summary>{tables}</details>'

    def _row(self, row: HubRow, picked: Sequence[str], is_like: bool, cited: Cited) -> list[Cell]:
        hub = row.hub
        name = hub.hub_name or self.text("name_unknown")
        checked = " checked" if hub.id in picked else ""
        label = self.words("pick", name=f"{hub.university} {name}")
        box = (
            f'<input type="checkbox" form="{self.name}-fields" name="{_COMPARE}" value="{escape(hub.id)}" '
            f'aria-label="{label}"{checked}>'
        )
        likeness = f'<p class="likeness">{self.words("likeness", n=f"{row.likeness:.2f}")}</p>' if is_like else ""
        unknown = self.text("not_known")
        return [
            Cell(html=box, classes="pick-cell"),
            Cell(html=f'<span lang="ja">{escape(hub.university)}<br>{escape(name)}</span>{likeness}', header=True),
            _short(self.text("round", n=hub.round)),
            text_cell(self.text(f"type_{hub.type.name.lower()}")),
            _short(hub.prefecture or unknown),
            text_cell(hub.field or unknown),
            Cell(html=escape(hub.summary_ja or unknown), classes="long-cell"),
            Cell(html=escape(row.confidence), classes="basis-cell"),
            Cell(html=cited.marks(row.citations), classes="marks-cell"),
        ]

    def _compared(self, picked: Sequence[str], moment: Moment, knowledge: Knowledge) -> str:
        """The picked hubs side by side, or what to pick."""
        if not picked:
            return ""
        if not FEWEST_COMPARED <= len(picked) <= MOST_COMPARED:
            return f'<p class="message message-info">{self._how_many()}</p>'
        found = compare_hubs(picked, moment.at, self.language, knowledge)
        return self._side_by_side(found)

    def _side_by_side(self, found: ComparedHubs) -> str:
        cited = Cited(found.answer, self.language)
        heads = [f"{row.hub.university} {row.hub.hub_name or self.text('name_unknown')}" for row in found.rows]
        rows = [
            [
                text_cell(aspect.name, header=True),
                *(text_cell(value or self.text("not_known")) for value in aspect.values),
                text_cell(self._same(aspect.id, found)),
            ]
            for aspect in found.aspects
        ]
        marks = [Cell(html=cited.marks(row.citations), classes="marks-cell") for row in found.rows]
        rows.append([text_cell(self.text("column_quote"), header=True), *marks, text_cell("")])
        columns = [self.text("column_aspect"), *heads, self.text("column_same")]
        return table_html(self.text("hubs_compared", n=len(found.rows)), columns, rows, "compared")

    def _same(self, aspect: str, found: ComparedHubs) -> str:
        if aspect in found.shared:
            return self.text("same")
        return self.text("different") if aspect in found.differing else self.text("not_comparable")


def _short(text: str) -> Cell:
    return Cell(html=escape(text), classes="short-cell")

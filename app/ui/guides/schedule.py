"""The guided page 日程: where the call stands, what happened and what is ahead, and all calls on one line of time."""

from html import escape
from typing import ClassVar

from advisor.guides.schedule.at import Event, RoundSpan, ScheduleView, schedule_at
from advisor.knowledge import Knowledge
from app.clock import day_words, moment_words
from app.ui.address import Given
from app.ui.charts import timeline
from app.ui.cited import Cited
from app.ui.forms import Choice, select_html
from app.ui.guides.guide import Allowed, Guide, Moment, Shown, one
from app.ui.tables import Cell, table_html, text_cell

_ROUND = "round"


class ScheduleGuide(Guide):
    """A sentence, a line of time, the events of one call, a table of all calls."""

    name: ClassVar[str] = "schedule"
    plots: ClassVar[tuple[str, ...]] = ("timeline",)

    def allowed(self, knowledge: Knowledge) -> Allowed:
        return {_ROUND: [str(r.number) for r in knowledge.program.rounds]}

    def shown(self, given: Given, moment: Moment, knowledge: Knowledge) -> Shown:
        number = one(given, _ROUND)
        view = schedule_at(moment.at, self.language, knowledge, int(number) if number else None)
        cited = Cited(view.answer, self.language)
        choices = [
            Choice(value=str(r.number), label=self.text("round", n=r.number))
            for r in reversed(knowledge.program.rounds)
        ]
        field = select_html(
            self.name, _ROUND, self.text("schedule_round"), choices, number, self.text("round_in_force")
        )
        headline = f'<p class="headline phase-{view.phase.value}">{escape(view.headline)}</p>'
        legend = f'<p class="hint">{self.words("chart_timeline_legend")}</p>' if view.rounds else ""
        files = self.downloads("schedule", [(_ROUND, number)] if number else [], moment)
        parts = [self._events(view, cited), self._rounds(view, cited), cited.contact(), cited.sources()]
        return Shown(
            fields=(field,),
            lead=headline + cited.notices() + legend,
            result="".join(parts) + self.tools(given, moment, files),
            plots=(timeline(view.rounds, moment.at, self.language) if view.rounds else None,),
            said=view.headline,
        )

    def _events(self, view: ScheduleView, cited: Cited) -> str:
        """What happens in the call, in order, each with whether it is past."""
        if view.round is None:
            return ""
        rows = "".join(self._event(event, cited) for event in view.events)
        validity = ""
        if view.validity is not None:
            said = cited.said(view.validity.text, view.validity.citations)
            validity = f'<p class="validity">{said}</p>'
        title = self.words("schedule_events", round=view.round)
        return f'<section class="part"><h3>{title}</h3><ol class="events">{rows}</ol>{validity}</section>'

    def _event(self, event: Event, cited: Cited) -> str:
        state = f'<span class="state state-{event.state.value}">{self.words(f"event_{event.state.value}")}</span>'
        said = f"<p>{cited.said(event.text, event.citations)}</p>" if event.text else ""
        return f"<li><h4>{escape(event.name)}{state}</h4>{said}</li>"

    def _rounds(self, view: ScheduleView, cited: Cited) -> str:
        columns = [self.text(f"column_{name}") for name in ("round", "opens", "closes", "announced", "basis", "quote")]
        rows = [self._round(span, cited) for span in view.rounds]
        return table_html(self.text("schedule_table"), columns, rows, "stacked") if rows else ""

    def _round(self, span: RoundSpan, cited: Cited) -> list[Cell]:
        unknown = self.text("not_known")
        return [
            text_cell(self.text("round", n=span.number), header=True),
            text_cell(day_words(span.opens_on, self.language) if span.opens_on else unknown),
            text_cell(moment_words(span.closes_at, self.language) if span.closes_at else unknown),
            text_cell(day_words(span.announced_on, self.language) if span.announced_on else unknown),
            text_cell(self.text(f"basis_{span.authority.value}")),
            Cell(html=cited.marks(span.citations), classes="marks-cell"),
        ]

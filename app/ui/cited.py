"""The citations of a guided result: marks that open the source, quotes, notices, sources, contact, as safe HTML. Pure.

A mark carries the place of its quote, so that nothing has to be kept to open it.
"""

from collections.abc import Callable, Iterable
from html import escape

from advisor.answering.models import Answer, Citation, Notice
from advisor.messages import Language, say
from app.present import contact_html, notice_html, source_line, with_marks
from app.wording import words

_MARKS_AT_ONCE = 4


def place_mark_html(citation: Citation, language: Language) -> str:
    """The number of a citation as a button that says where its quote stands."""
    label = words("cite_open", language, n=citation.n, title=citation.title)
    place = f'data-source="{escape(citation.source_id)}" data-start="{citation.start}" data-end="{citation.end}"'
    return (
        f'<button type="button" class="cite" {place} data-n="{citation.n}" aria-label="{label}">{citation.n}</button>'
    )


class Cited:
    """An answer's citations in one language."""

    def __init__(self, answer: Answer, language: Language) -> None:
        self._answer = answer
        self._language = language
        self._known = {citation.n: citation for citation in answer.citations}

    def marks(self, numbers: Iterable[int]) -> str:
        """The buttons of these citations; of many the first, and the others folded away."""
        marks = [self._mark(self._known[n]) for n in numbers if n in self._known]
        if len(marks) <= _MARKS_AT_ONCE + 1:
            return "".join(marks)
        more = escape(say("guides_ui.more_marks", self._language, n=len(marks) - _MARKS_AT_ONCE))
        rest = f'<details class="more-marks"><summary>{more}</summary>{"".join(marks[_MARKS_AT_ONCE:])}</details>'
        return "".join(marks[:_MARKS_AT_ONCE]) + rest

    def said(self, text: str, numbers: Iterable[int] = ()) -> str:
        """A sentence with the marks that it carries, and those of `numbers` after it."""
        return with_marks(text, self._answer.citations, self._mark) + self.marks(numbers)

    def quotes(self, numbers: Iterable[int]) -> str:
        """The exact words of these citations, each with its button."""
        shown = [self._known[n] for n in dict.fromkeys(numbers) if n in self._known]
        return "".join(
            f'<blockquote lang="ja"><span class="quoted">{escape(c.quote)}</span>{self._mark(c)}</blockquote>'
            for c in shown
        )

    def notices(self, wanted: Callable[[Notice], bool] = lambda _: True) -> str:
        """What the reader must know beside the result."""
        shown = (notice for notice in self._answer.notices if wanted(notice))
        return "".join(notice_html(notice, self._answer, self._mark, self._language) for notice in shown)

    def statements(self) -> str:
        """The sentences of the answer with their marks."""
        rows = "".join(f"<li>{self.said(s.text, s.citations)}</li>" for s in self._answer.statements)
        return f'<ul class="statements" lang="{self._answer.language.value}">{rows}</ul>' if rows else ""

    def contact(self) -> str:
        """Whom to ask."""
        return contact_html(self._answer, self._mark, self._language)

    def sources(self) -> str:
        """Every citation with its quote, folded away."""
        rows = "".join(
            f'<li value="{c.n}"><p>{escape(source_line(c, self._language))}</p>{self.quotes([c.n])}</li>'
            for c in self._answer.citations
        )
        title = words("sources_title", self._language)
        count = f" ({len(self._answer.citations)})"
        return (
            f'<details class="quoted-sources"><summary>{title}{count}</summary><ol>{rows}</ol></details>'
            if rows
            else ""
        )

    def _mark(self, citation: Citation) -> str:
        return place_mark_html(citation, self._language)

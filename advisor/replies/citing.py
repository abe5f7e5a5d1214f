"""Citations as a citizen can read them: document, page or section, the words. Pure."""

import re
from collections.abc import Callable, Collection, Sequence

from advisor.answering.drafts import Quote
from advisor.answering.models import Answer, Citation
from advisor.faq.shelf import FAQ_KIND
from advisor.messages import Language, say
from advisor.verifying.values import faults

_A_SENTENCE = 2  # citations that a sentence is shown with
_A_BLOCK = 8  # citations under one question
_CELLS = 4  # commas from which a line is a row of values
_SHOWN_CHARS = 160  # of a quote
_JAPANESE = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
# A line of that length was broken by the page; a shorter one ends where its sense ends.
_LINE = re.compile(rf"(?<=[^\n]{{25}})(?<={_JAPANESE})[ \t]*\n[ \t]*(?={_JAPANESE})")
_SPACE = re.compile(r"\s+")


def is_faq(source_id: str) -> bool:
    """Whether a source is an approved answer of the FAQ: it rests on other sources, which are named instead."""
    return source_id.startswith(f"{FAQ_KIND}:")


def shown_quote(quote: str) -> str:
    """The words of a source on one line, their end left out where they are many."""
    plain = _SPACE.sub(" ", _LINE.sub("", quote)).strip()
    return plain if len(plain) <= _SHOWN_CHARS else plain[: _SHOWN_CHARS - 1] + "…"


class Cited:
    """Hands out the numbers of one block: at most two a sentence, each passage once."""

    def __init__(self, answer: Answer, aliases: Callable[[str], Collection[str]]) -> None:
        self._by_number = {citation.n: citation for citation in answer.citations}
        self._aliases = aliases
        self._shown: list[Citation] = []
        self._rows: dict[str, set[int]] = {}  # of tables that are quoted row by row: told as one place
        self._more = False

    def numbers(self, text: str, citations: Sequence[int]) -> tuple[int, ...]:
        """The numbers in the block of the citations that bear `text`."""
        numbers = (self._place(citation) for citation in self._chosen(text, citations))
        return tuple(sorted({number for number in numbers if number is not None}))

    def lines(self, language: Language) -> list[str]:
        """The list of citations, a line each; empty when there are none. Numbers only where there are several."""
        found: list[str] = []
        before = ""
        for number, citation in enumerate(self._shown, start=1):
            mark = f"[{number}] " if len(self._shown) > 1 else ""
            rows = sorted(self._rows.get(citation.source_id, ())) if _is_row(citation) else []
            if len(rows) > 1:
                found.append(_line_of_rows(citation, rows, mark, language))
            else:
                found.append(_line(citation, mark, citation.title == before, language))
            before = citation.title
        if not found:
            return []
        more = [say("replies.citations_more", language)] if self._more else []
        return [say("replies.citations", language), *found, *more]

    @property
    def several(self) -> bool:
        """Whether sentences need numbers to tell which passage is theirs."""
        return len(self._shown) > 1

    def _chosen(self, text: str, numbers: Sequence[int]) -> list[Citation]:
        """The fewest of the sentence's citations, at most two, that bear its figures and names; else the first two."""
        cited = [self._by_number[number] for number in numbers if number in self._by_number]
        cited = [citation for citation in cited if not is_faq(citation.source_id)] or cited[:1]
        for citation in cited:
            if len(cited) == 1 or self._bear(text, [citation]):
                return [citation]
        pairs = ([one, other] for at, one in enumerate(cited) for other in cited[at + 1 :])
        return next((pair for pair in pairs if self._bear(text, pair)), cited[:_A_SENTENCE])

    def _bear(self, text: str, citations: Sequence[Citation]) -> bool:
        quotes = [Quote(source_id=c.source_id, start=c.start, end=c.end, text=c.quote) for c in citations]
        return not faults(text, quotes, (), None, self._aliases)

    def _place(self, citation: Citation) -> int | None:
        if citation.locator.row is not None and _is_row(citation):
            self._rows.setdefault(citation.source_id, set()).add(citation.locator.row)
        for at, known in enumerate(self._shown):
            if known.source_id != citation.source_id:
                continue
            if _is_row(known) and _is_row(citation):
                return at + 1
            if shown_quote(citation.quote) in shown_quote(known.quote):
                return at + 1
            if shown_quote(known.quote) in shown_quote(citation.quote):
                self._shown[at] = citation  # the longer one speaks for both
                return at + 1
        if len(self._shown) == _A_BLOCK:
            self._more = True
            return None
        self._shown.append(citation)
        return len(self._shown)


def place_of(citation: Citation, language: Language) -> str:
    """Where in its document a quote stands: page, section (the innermost), row."""
    locator = citation.locator
    found = ""
    if locator.page is not None:
        found += say("replies.place_page", language, page=locator.page)
    if locator.section:
        found += say("replies.place_section", language, section=_SPACE.sub(" ", locator.section.split(" > ")[-1]))
    if locator.row is not None:
        found += say("replies.place_row", language, row=locator.row)
    return found


def _is_row(citation: Citation) -> bool:
    """Whether a quote is a row of a table of values: what it says stands in the sentence that cites it."""
    return citation.locator.row is not None and citation.quote.count(",") >= _CELLS and "。" not in citation.quote


def _line_of_rows(citation: Citation, rows: Sequence[int], mark: str, language: Language) -> str:
    separator = "・" if language is Language.JA else ", "
    place = say("replies.place_row", language, row=separator.join(map(str, rows)))
    return say("replies.citation_bare", language, mark=mark, title=citation.title) + place


def _line(citation: Citation, mark: str, same: bool, language: Language) -> str:
    if is_faq(citation.source_id):
        return say("replies.citation_bare", language, mark=mark, title=citation.title)
    key = "citation_same" if same else "citation"
    return say(
        f"replies.{key}",
        language,
        mark=mark,
        title=citation.title,
        place=place_of(citation, language),
        quote=shown_quote(citation.quote),
    )

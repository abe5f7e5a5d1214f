"""The words of the last round's documents found again in a new one. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence

from advisor.answering.drafts import Quote
from advisor.corpus.rounds.aligning import HEADING_LINE, Alignment, fold, page_numbers
from advisor.corpus.rounds.carrying import Changes, changes_between
from advisor.corpus.rounds.proposals import ProposalState, UncoveredPassage
from advisor.ingest.document import Document
from advisor.programs.texts import Evidence, Text
from advisor.values import Value
from advisor.verifying.values import Aliases, faults, no_aliases

_MOSTLY = 0.5  # share of a line's characters that are quoted, above which it counts as covered
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class FoundAgain(Value):
    """Old quotes and the new ones in their places. `spans`: where the new ones stand."""

    old: tuple[Evidence, ...] = ()
    new: tuple[Evidence, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    changes: Changes = Changes()
    first: bool = False  # whether the first old quote has a place in the new document
    missing: bool = False  # whether any of them has none
    same: bool = False  # the new quotes say the same words


class NewDocument:
    """The new document beside those that the last round rests on (`old`, by source id)."""

    def __init__(
        self, source: str, document: Document, old: Mapping[str, Document], aliases: Aliases = no_aliases
    ) -> None:
        self.source, self.document, self._aliases = source, document, aliases
        self._alignments = {source_id: Alignment(read, document) for source_id, read in old.items()}
        self._page_numbers = sorted(page_numbers(document))
        self._old_texts = [fold(read.text).text for read in old.values()]

    @property
    def sources(self) -> Collection[str]:
        """The sources whose quotes can be looked for."""
        return self._alignments.keys()

    def found_again(self, evidence: Sequence[Evidence]) -> FoundAgain:
        """The quotes of the old documents, each with its new place; quotes of other sources are left out."""
        old = [item for item in evidence if item.source in self._alignments]
        places = [self._alignments[item.source].place(item.quote) for item in old]
        pairs = [(item, place) for item, place in zip(old, places, strict=True) if place is not None]
        spans = tuple((place.start, place.end) for _, place in pairs)
        new = tuple(Evidence(source=self.source, quote=self.document.text[start:end]) for start, end in spans)
        told = [(item.quote, self._without_page_numbers(place.start, place.end)) for item, place in pairs]
        return FoundAgain(
            old=tuple(old),
            new=new,
            spans=spans,
            changes=changes_between(told),
            first=bool(places) and places[0] is not None,
            missing=len(pairs) < len(old) or not old,
            same=all(fold(before).text == fold(now).text for before, now in told),
        )

    def faults_of(self, statement: Text, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """Why the verifier would not show the statement on these quotes, in either language."""
        quotes = [_quote(item, self.document.text) for item in evidence]
        texts = {self.source: self.document.text}
        found = [f for said in (statement.ja, statement.en) for f in faults(said, quotes, (), texts, self._aliases)]
        return tuple(dict.fromkeys(fault.value for fault in found))

    def uncovered(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, UncoveredPassage]]:
        """The passages (runs of lines) that no span covers, each with its first character, in reading order.

        Page numbers and headings that an old document has as well are left out.
        """
        quoted = {place for span in (*spans, *self._page_numbers) for place in range(*span)}
        runs: list[list[int]] = []
        for line in _LINE.finditer(self.document.text):
            places = [p for p in range(*line.span()) if not self.document.text[p].isspace()]
            covered = sum(place in quoted for place in places) > _MOSTLY * len(places)
            heading = HEADING_LINE.fullmatch(line[0]) is not None
            if covered or (heading and self._is_old(line[0])):
                runs.append([])
            elif heading or not runs or not runs[-1]:
                runs.append([places[0], places[-1] + 1])
            else:
                runs[-1][1] = places[-1] + 1
        return [(run[0], self._passage(*run)) for run in runs if run and fold(self.document.text[slice(*run)]).text]

    def _passage(self, start: int, end: int) -> UncoveredPassage:
        text = self.document.text[start:end]
        page = next((p.number for p in self.document.pages if p.start <= start < p.end), None)
        return UncoveredPassage(text=text, page=page, new=not self._is_old(text))

    def _is_old(self, text: str) -> bool:
        return any(fold(text).text in old for old in self._old_texts)

    def _without_page_numbers(self, start: int, end: int) -> str:
        inside = [(a, b) for a, b in self._page_numbers if start <= a and b <= end]
        text = self.document.text[start:end]
        for a, b in reversed(inside):
            text = text[: a - start] + text[b - start :]
        return text


def state_of(found: FoundAgain, wrong: Sequence[str]) -> ProposalState:
    """How far the proposal follows from the documents alone."""
    if wrong or found.missing or found.changes.words:
        return ProposalState.NEEDS_PERSON
    return ProposalState.UNCHANGED if found.same else ProposalState.CHANGED


def _quote(evidence: Evidence, text: str) -> Quote:
    start = text.find(evidence.quote)
    return Quote(source_id=evidence.source, start=start, end=start + len(evidence.quote), text=evidence.quote)

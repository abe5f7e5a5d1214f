"""The headings that are open at a point of a document, as a stack that follows the reading order."""

import re
from difflib import SequenceMatcher

from advisor.ingest.lines import SUBCHAPTER, Mark, label_text, toc_title

DASHES = re.compile(r"[-‐–－―]")
NUMBERS_FIRST = Mark.SUBCHAPTER + 0.5
SAME_TITLE = 0.8  # a title read twice from a PDF differs in variant characters (参/參), seldom in more


class Outline:
    """The open headings, outermost first. Changes as headings are met; one for each document."""

    def __init__(self) -> None:
        self._open: list[tuple[float, str]] = []
        self._parents: dict[Mark, tuple[int, list[tuple[float, str]]]] = {}
        self._contents: list[str] = []
        self._numbers_first: bool | None = None  # a document that begins with "1." has its titles below the numbers

    @property
    def path(self) -> tuple[str, ...]:
        """The texts of the open headings."""
        return tuple(text for _, text in self._open)

    def enter(self, mark: int, text: str, number: int = 0) -> tuple[tuple[str, ...], int]:
        """Open a heading. Returns the path that leads to it and its depth, from 1.

        A number that continues an earlier one (2. after 1.) stands beside it, whatever titles came between.
        """
        if self._numbers_first is None:
            self._numbers_first = mark == Mark.NUMBER
        rank = NUMBERS_FIRST if self._numbers_first and mark == Mark.NUMBER else float(mark)
        parents = [entry for entry in self._open if entry[0] < rank]
        if number and (known := self._parents.get(Mark(mark))) and number == known[0] + 1:
            still_open = self._open[: len(known[1])] == known[1]
            if mark == Mark.NUMBER or still_open:
                parents = known[1]
        if number:
            self._parents[Mark(mark)] = (number, parents)
        path = tuple(entry[1] for entry in parents)
        self._open = [*parents, (rank, label_text(text))]
        return path, len(self._open)

    def close_below(self, mark: int) -> None:
        """Close every heading below `mark`."""
        self._open = [entry for entry in self._open if entry[0] <= mark]

    def note_contents(self, line: str) -> None:
        """Remember an entry of the table of contents."""
        self._contents.append(_bare(toc_title(line)))

    def chapter(self, text: str) -> Mark | None:
        """The rank of `text` if the table of contents names it."""
        bare = _bare(text)
        for title in self._contents:
            if bare[:2] == title[:2] and SequenceMatcher(None, bare, title).ratio() >= SAME_TITLE:
                return Mark.SUBCHAPTER if SUBCHAPTER.match(text) else Mark.CHAPTER
        return None


def _bare(text: str) -> str:
    return DASHES.sub("-", "".join(text.split()))

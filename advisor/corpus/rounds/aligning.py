"""Where the words of an old document stand in a new one of the same kind. Pure.

Both are compared without white space, width and list marks, since a PDF breaks lines and spaces differently; every
folded character knows its place in the original, so that what is found is an exact substring of the new text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from advisor.corpus.rounds.stated_values import ValueKind, values_in
from advisor.folding import fold_width
from advisor.ingest.document import BlockKind, Document
from advisor.values import Value

FOUND_FROM = 60.0  # of 100: likeness to the old words from which a place is taken for theirs
_LONG = 20  # folded characters from which a quote is looked for outside its place and section, too
_SAME_HEADING = 85.0
_LIST_MARK = re.compile(r"(?m)^[ \t]*[-*][ \t]+(?=\S)|\*\*")
_PAGE_NUMBER = re.compile(r"\s*[-–―ー－]?\s*\d{1,3}\s*[-–―ー－]?\s*")
_TILDES = str.maketrans("〜∼", "~~")
HEADING_LINE = re.compile(r"(?m)^[ \t]*[(（][^()（）\n]{1,24}[)）][ \t]*$")  # as calls write them: (目的)
_SIGNS = {kind: chr(0xE000 + place) for place, kind in enumerate(ValueKind)}  # private characters, in no text


@dataclass(frozen=True)
class Folded:
    """A text as it is compared; `places[i]` is where its i-th character stands in the original."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original from the first to the last of the folded `start:end`."""
        return self.places[start], self.places[end - 1] + 1

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The folded characters that stand in the original's `start:end`."""
        return bisect_left(self.places, start), bisect_left(self.places, end)


def fold(text: str, unread: Sequence[tuple[int, int]] = ()) -> Folded:
    """`text` without white space, width and list marks. `unread`: spans to leave out (page numbers).

    >>> fold("- 公募 期間：\\n令和７年").text
    '公募期間:令和7年'
    """
    left_out = [(found.start(), found.end()) for found in _LIST_MARK.finditer(text)] + list(unread)
    skipped = {place for start, end in left_out for place in range(start, end)}
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if place in skipped or character.isspace():
            continue
        for folded in fold_width(character).translate(_TILDES):
            if not folded.isspace():
                characters.append(folded)
                places.append(place)
    return Folded("".join(characters), tuple(places))


def page_numbers(document: Document) -> list[tuple[int, int]]:
    """The first and last line of each page where it holds a page number and nothing else."""
    found = []
    for page in document.pages:
        lines = list(re.finditer(r"[^\n]+", document.text[page.start : page.end]))
        written = [line for line in lines if line[0].strip()]
        for line in {0, len(written) - 1} if written else ():
            if _PAGE_NUMBER.fullmatch(written[line][0]):
                found.append((page.start + written[line].start(), page.start + written[line].end()))
    return found


class Place(Value):
    """Characters `start:end` of the new text. `likeness`: to the old words, of 100."""

    start: int
    end: int
    likeness: float


class _Masked:
    """A document as it is aligned: folded, and each value (a date, an address …) as one sign of its kind.

    So a value is never cut in two, and another date in the same words is the same place.
    """

    def __init__(self, document: Document) -> None:
        self.folded = fold(document.text, page_numbers(document))
        signs: list[str] = []
        self._starts: list[int] = []
        at = 0
        for value in [*values_in(self.folded.text), None]:
            plain = range(at, value.start if value else len(self.folded.text))
            signs += [self.folded.text[i] for i in plain]
            self._starts += plain
            if value:
                signs.append(_SIGNS[value.kind])
                self._starts.append(value.start)
                at = value.end
        self.text = "".join(signs)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The signs for the original's `start:end`, values that it cuts being taken whole."""
        first, last = self.folded.within(start, end)
        return max(0, bisect_right(self._starts, first) - 1), bisect_left(self._starts, last)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that the signs `start:end` stand for."""
        last = self._starts[end] if end < len(self._starts) else len(self.folded.text)
        return self.folded.span(self._starts[start], last)


class Alignment:
    """The old and the new document side by side."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = _Masked(old), _Masked(new)
        self._old_text = old.text
        self._whole = list(Levenshtein.opcodes(self._old.text, self._new.text))
        self._old_sections = _sections(old, self._old)
        self._new_sections = _sections(new, self._new)

    def place(self, quote: str) -> Place | None:
        """Where the words of `quote`, an exact part of the old text, stand in the new text.

        Looked for at the same point of the whole, in the section of the same heading, and, when it is long enough to
        be told from its likes, anywhere. None: nothing there is like it.
        """
        at = self._old_text.find(quote)
        if at < 0:
            return None
        start, end = self._old.within(at, at + len(quote))
        if start >= end:
            return None
        asked = self._old.text[start:end]
        candidates = [_mapped(self._whole, start, end)]
        candidates += [self._in_section(section, start, end) for section in self._likely_sections(start, end)]
        spans = [span for span in candidates if span is not None]
        best = max(((self._likeness(asked, span), -n, span) for n, span in enumerate(spans)), default=None)
        if len(asked) >= _LONG and (best is None or best[0] < FOUND_FROM):
            found = fuzz.partial_ratio_alignment(asked, self._new.text, score_cutoff=FOUND_FROM)
            if found is not None and found.dest_end > found.dest_start:
                best = (found.score, 0, (found.dest_start, found.dest_end))
        if best is None or best[0] < FOUND_FROM:
            return None
        first, last = self._new.original(*best[2])
        return Place(start=first, end=last, likeness=round(best[0], 1))

    def _likeness(self, asked: str, span: tuple[int, int]) -> float:
        return fuzz.ratio(asked, self._new.text[span[0] : span[1]])

    def _likely_sections(self, start: int, end: int) -> list[tuple[int, int, int, int]]:
        """The old section that holds `start:end`, with each new one of about the same heading."""
        found = []
        for heading, begin, stop in self._old_sections:
            if begin <= start and end <= stop:
                likes = [s for s in self._new_sections if fuzz.ratio(heading, s[0]) >= _SAME_HEADING]
                found += [(begin, stop, like[1], like[2]) for like in likes]
        return found

    def _in_section(self, section: tuple[int, int, int, int], start: int, end: int) -> tuple[int, int] | None:
        begin, stop, new_begin, new_stop = section
        operations = list(Levenshtein.opcodes(self._old.text[begin:stop], self._new.text[new_begin:new_stop]))
        span = _mapped(operations, start - begin, end - begin)
        return None if span is None else (span[0] + new_begin, span[1] + new_begin)


def _mapped(operations: Sequence[Opcode], start: int, end: int) -> tuple[int, int] | None:
    """The new characters that the old `start:end` became; None when all of them are gone."""
    first = last = None
    for step in operations:
        begin, stop = max(start, step.src_start), min(end, step.src_end)
        if step.tag == "insert":
            inside = start < step.src_start < end
            begin_new, stop_new = step.dest_start, step.dest_end
        else:
            inside = begin < stop and step.tag != "delete"
            begin_new, stop_new = step.dest_start + begin - step.src_start, step.dest_start + stop - step.src_start
        if inside:
            first = begin_new if first is None else first
            last = stop_new
    return None if first is None or last is None or first >= last else (first, last)


def _sections(document: Document, masked: _Masked) -> list[tuple[str, int, int]]:
    """Heading, first and end sign of each part that a heading opens."""
    marked = {block.start: block.end for block in document.blocks if block.kind is BlockKind.HEADING}
    marked |= {line.start(): line.end() for line in HEADING_LINE.finditer(document.text)}
    headings = sorted(marked.items())
    ends = [*(start for start, _ in headings), len(document.text)][1:]
    return [
        (fold(document.text[start:stop]).text, *masked.within(start, end))
        for (start, stop), end in zip(headings, ends, strict=True)
    ]

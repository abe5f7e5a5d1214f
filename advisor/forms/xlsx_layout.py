"""The areas of a sheet by the part they play, and who stands beside whom. Pure but for what has been used up."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from advisor.forms.blanks import is_blank_answer, is_example
from advisor.forms.boxes import read_options
from advisor.forms.instructions import is_instruction
from advisor.forms.limits import limit_in
from advisor.forms.numbering import split_number
from advisor.forms.xlsx_areas import Area, Frame
from advisor.forms.xlsx_sheet import Cell, Sheet, Span

_LONGEST_LABEL = 150
_SENTENCE = 80
_GAP_CHARS = 14.0  # empty columns that may stand between a label and its field
_CHARS_OF_LETTER = 2.2  # a Japanese letter takes two; a label that is not merged runs over its neighbours
_GAP_ROWS = 1
_WORD = re.compile(r"[^\s(){}\[\]（）「」_＿…:：、。/／\d]{1,8}")
_ERA = r"[（(]?(?:明治|大正|昭和|平成|令和|西暦|[MTSHR])[）)]?"
_DAY = rf"(?:{_ERA}[\s・･/／、,]*)*[\s_＿]*年[\s_＿]*月(?:[\s_＿]*日)?(?:\s*生)?(?:\s*[（(][\s満歳才曜日]*[）)])?"
_DAYS = re.compile(rf"{_DAY}(?:\s*(?:[~～〜\-－ー―]|から)\s*(?:{_DAY})?(?:\s*まで)?)?")
_ADDRESS = re.compile(r"https?://(?:www\.)?|〒\s*|.{0,2}@.{0,2}")
_PROMPT = re.compile(r"選択|プルダウン|リスト|▼|▽|--|select|choose", re.IGNORECASE)


class Kind(StrEnum):
    """The part an area plays. BLANK: text that an answer takes the place of. WORD: blank-like, may be a column's head.

    HINT: only a limit. SAMPLE: an example. FIXED: not to be touched.
    """

    FIXED = "fixed"
    EMPTY = "empty"
    BLANK = "blank"
    LISTED = "listed"
    CHOICE = "choice"
    SAMPLE = "sample"
    WORD = "word"
    HINT = "hint"
    NOTE = "note"
    LABEL = "label"
    PROSE = "prose"


FIELDS = {Kind.EMPTY, Kind.BLANK, Kind.LISTED}
SAYING = {Kind.LABEL, Kind.PROSE, Kind.NOTE}
HINTS = {Kind.HINT, Kind.NOTE, Kind.WORD}


def kind_of(area: Area) -> Kind:
    """The part that an area plays, by itself."""
    if area.cell.fixed or area.barred:
        return Kind.FIXED
    text = area.text
    if area.options and (not text or text in area.options or _PROMPT.search(text)):
        return Kind.LISTED
    if not text:
        return Kind.EMPTY
    options = read_options(text)
    if options and not (len(options) == 1 and text[: options[0].start].strip() and is_instruction(text)):
        return Kind.CHOICE
    if _ADDRESS.fullmatch(text):
        return Kind.BLANK
    if _DAYS.fullmatch(text) and re.search(r"\s", text):
        return Kind.BLANK
    if is_blank_answer(text):
        return _kind_of_blank(area.cell.text.strip("\n"))
    if is_example(text):
        return Kind.SAMPLE
    if is_instruction(text):
        return Kind.NOTE
    is_long = len(text) > _LONGEST_LABEL or (len(text) > _SENTENCE and "。" in text and limit_in(text) is None)
    return Kind.PROSE if is_long else Kind.LABEL


def is_number(text: str) -> bool:
    """Whether a text is only the number of a row."""
    return text.strip().isdecimal() or (text.strip() != "" and split_number(text)[1] == "")


class Layout:
    """The areas of one sheet with their neighbours. `used`: areas that have their part already, by number.

    `plain`: no field of the sheet is framed or coloured, so answers stand in cells that look like any other.
    """

    def __init__(self, sheet: Sheet, areas: list[Area]) -> None:
        self.sheet = sheet
        self.areas = list(areas)
        self.kinds = [kind_of(area) for area in areas]
        self.used: set[int] = set()
        self.plain = not any(
            area.frame is Frame.STRONG and kind in (Kind.EMPTY, Kind.BLANK)
            for area, kind in zip(self.areas, self.kinds, strict=True)
        )
        self._at = {spot: number for number, area in enumerate(self.areas) for spot in area.span.spots()}

    def at(self, row: int, column: int) -> int | None:
        """The area that covers a cell."""
        return self._at.get((row, column))

    def add_field(self, row: int, column: int) -> int | None:
        """A field in a cell that no area covers; None where there is no such cell."""
        if not (0 <= row < len(self.sheet.row_numbers) and 0 <= column < len(self.sheet.column_numbers)):
            return None
        if (row, column) in self._at:
            return None
        cell = self.sheet.cells.get((row, column), Cell(address=self.sheet.address(row, column)))
        if cell.locked:
            return None
        self.areas.append(Area(span=_one(row, column), cell=cell, text="", frame=Frame.NONE))
        self.kinds.append(Kind.EMPTY)
        self._at[row, column] = len(self.areas) - 1
        return len(self.areas) - 1

    @cached_property
    def first_text(self) -> int | None:
        """The first area of the sheet that says something."""
        return min((at for at, area in enumerate(self.areas) if area.text), key=self.order, default=None)

    @cached_property
    def _texts_by_row(self) -> Counter[int]:
        return Counter(area.span.top for area in self.areas if area.text)

    def is_alone(self, number: int) -> bool:
        """Whether no other text begins in the row where the area does."""
        return self._texts_by_row[self.areas[number].span.top] == 1

    def numbers(self, *kinds: Kind) -> Iterator[int]:
        """The areas of these kinds that have no part yet, in reading order."""
        for number in sorted(range(len(self.areas)), key=self.order):
            if self.kinds[number] in kinds and number not in self.used:
                yield number

    def order(self, number: int) -> tuple[int, int]:
        """Where an area stands in reading order."""
        return self.areas[number].span.top, self.areas[number].span.left

    def right_of(self, number: int) -> int | None:
        """The next area to the right, over a small gap."""
        span = self.areas[number].span
        reach = _GAP_CHARS + _CHARS_OF_LETTER * len(self.areas[number].text.split("\n")[0])
        for column in range(span.right, len(self.sheet.column_numbers)):
            for row in range(span.top, span.bottom):
                if (found := self.at(row, column)) is not None:
                    return found
            if self.sheet.chars(span.right, column + 1) > reach:
                return None
        return None

    def left_of(self, number: int) -> int | None:
        """The next area to the left, over the gap that its text may run over."""
        span = self.areas[number].span
        for column in range(span.left - 1, -1, -1):
            for row in range(span.top, span.bottom):
                if (found := self.at(row, column)) is not None:
                    area = self.areas[found]
                    letters = max((len(line) for line in area.text.split("\n")), default=0)
                    gap = self.sheet.chars(area.span.right, span.left)
                    return found if gap <= _GAP_CHARS + _CHARS_OF_LETTER * letters else None
        return None

    def above(self, number: int) -> int | None:
        """The area over it, or over one empty row; a heading may begin a little to the left."""
        span = self.areas[number].span
        return self._in_row_near(range(span.top - 1, span.top - 2 - _GAP_ROWS, -1), span)

    def below(self, number: int) -> int | None:
        """The area under it."""
        span = self.areas[number].span
        return self._in_row_near(range(span.bottom, span.bottom + 1), span)

    def _in_row_near(self, rows: range, span: Span) -> int | None:
        for row in rows:
            for column in [*range(span.left, span.right), *range(span.left - 1, max(span.left - 4, -1), -1)]:
                if (found := self.at(row, column)) is not None:
                    return found
        return None


def _kind_of_blank(raw: str) -> Kind:
    if limit_in(raw) is not None:
        return Kind.HINT
    is_prompt = _PROMPT.search(raw) is not None or "ください" in raw
    return Kind.WORD if _WORD.fullmatch(raw) and not is_prompt and not set(raw) <= set("〒―ー-") else Kind.BLANK


def _one(row: int, column: int) -> Span:
    return Span(top=row, left=column, height=1, width=1)

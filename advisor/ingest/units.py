"""Lines put together: sentences broken over lines, list items with their remarks, tables, candidates for headings."""

from enum import StrEnum

from advisor.ingest.lines import (
    LEADING_PARTICLE,
    MAX_TITLE_CHARS,
    MINISTRY_TAG,
    ONLY_FIGURES,
    Line,
    Mark,
    breaks_off,
    is_bullet,
    is_title,
    is_toc,
    mark_of,
    may_head,
    names_organisation,
)

TAIL_LINES = 12  # a bracket opened further back was never closed: no reason to join
WIDER = 2  # a line half as wide as the next one is set apart from it: a title over its text


class Kind(StrEnum):
    """What a unit may become."""

    PLAIN = "plain"
    ITEM = "item"
    TABLE = "table"
    CONTENTS = "contents"
    MARKED = "marked"  # a heading by its mark, unless its neighbours say that it is a list item
    TITLE = "title"  # a heading by standing alone, if a body follows


class Unit:
    """Lines that belong together. `mark` and `number` are set where the first line begins with a heading mark."""

    def __init__(self, kind: Kind, line: Line, mark: Mark | None = None, number: int = 0) -> None:
        self.kind = kind
        self.lines = [line]
        self.mark = mark
        self.number = number

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def tail(self) -> str:
        """The last lines without a blank one between them: where it shows whether a sentence is unfinished."""
        lines: list[str] = []
        for line in reversed(self.lines[-TAIL_LINES:]):
            lines.insert(0, line.text)
            if line.blanks:
                break
        return "\n".join(lines)

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end


def put_together(lines: list[Line]) -> list[Unit]:
    """The units of `lines` in reading order; every line is in exactly one."""
    units: list[Unit] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        unit = _unit_of(line, after)
        if units and _continues(units[-1], unit):
            before = units[-1]
            if before.kind is Kind.MARKED:
                before.kind = Kind.ITEM
            elif before.kind is Kind.TITLE:
                before.kind = Kind.PLAIN
            before.lines += unit.lines
        else:
            if unit.kind is Kind.TITLE and units and _hangs_under(units[-1].lines[0], line):
                unit.kind = Kind.PLAIN
            units.append(unit)
    return units


def _unit_of(line: Line, after: Line | None) -> Unit:
    text = line.text.strip()
    if is_toc(text):
        return Unit(Kind.CONTENTS, line)
    if "\t" in line.text:
        return Unit(Kind.TABLE, line)
    if found := mark_of(text):
        mark, number = found
        if may_head(text, mark):
            return Unit(Kind.MARKED, line, mark, number)
        return Unit(Kind.PLAIN if mark in (Mark.NUMBER, Mark.BRACKET) else Kind.ITEM, line, mark, number)
    if is_bullet(text):
        return Unit(Kind.ITEM, line)
    if is_title(text) and _stands_alone(line, after):
        return Unit(Kind.TITLE, line)
    return Unit(Kind.PLAIN, line)


def _stands_alone(line: Line, after: Line | None) -> bool:
    if after is not None and not after.blanks and after.indent and not line.indent:
        return True
    if names_organisation(line.text) and not (after and is_bullet(after.text)):
        return False
    if after is None or after.blanks:
        return True
    if mark_of(after.text.strip()) or is_bullet(after.text.strip()):
        return True
    return len(line.text) <= 20 and len(after.text) >= WIDER * len(line.text) and not breaks_off(line.text)


def _continues(before: Unit, unit: Unit) -> bool:
    """Whether `unit` goes on with what `before` began."""
    line = unit.lines[0]
    close = line.blanks == 0
    if unit.kind is Kind.TABLE:
        return before.kind is Kind.TABLE and close
    if before.kind in (Kind.TABLE, Kind.CONTENTS) or ONLY_FIGURES.match(line.text):
        return False
    remark = line.text.startswith(("(", "（")) and line.text.endswith((")", "）"))
    if before.kind is Kind.ITEM and remark and (unit.kind is Kind.PLAIN or unit.mark is Mark.LABEL):
        return close or (line.blanks == 1 and unit.mark is None)
    if unit.kind is Kind.MARKED and unit.mark is Mark.LABEL and close and before.kind is Kind.PLAIN:
        return remark and breaks_off(before.tail)
    if unit.kind not in (Kind.PLAIN, Kind.TITLE):
        return False
    if len(line.text) <= MAX_TITLE_CHARS and MINISTRY_TAG.search(
        line.text
    ):  # the name of a measure stands below its description
        return before.kind in (Kind.PLAIN, Kind.TITLE) and len(before.lines) == 1
    if before.kind is Kind.MARKED:
        broken = before.mark in (Mark.CIRCLED, Mark.DOT, Mark.RING, Mark.SQUARE, Mark.PAREN_NUMBER)
        return close and broken and not (line.indent and not before.lines[-1].indent)
    if before.kind is Kind.TITLE:
        return breaks_off(before.tail) and line.blanks <= 1
    if line.blanks == 1 and (breaks_off(before.tail) or LEADING_PARTICLE.match(line.text)):
        return True
    return close and not _new_title(before, unit)


def _hangs_under(above: Line, line: Line) -> bool:
    return line.blanks == 0 and line.indent > 0 and not above.indent


def _new_title(before: Unit, unit: Unit) -> bool:
    """A title in the middle of running lines: only after a finished sentence."""
    return unit.kind is Kind.TITLE and before.tail.endswith(("。", "。」", "。）"))

"""Plain text → blocks: which lines are headings, paragraphs, list items, tables. Pure; also used for PDF pages.

Written for text extracted from Japanese official PDFs, where nothing but the look of a line tells what it is:
`(目的)`, `① …`, `1. …`, `■…`, `【…】`, short lines standing alone, tab-separated tables, sentences broken over lines.
"""

import re

from advisor.ingest.document import Block, BlockKind
from advisor.ingest.lines import GENERIC_TITLES, ONLY_FIGURES, Mark, label_text, names_organisation, split_lines
from advisor.ingest.outline import Outline
from advisor.ingest.tables import header_cells, header_rows, split_cells
from advisor.ingest.units import Kind, Unit, put_together

BODY_CHARS = 15  # shorter lines without a sentence are labels of a diagram, no body for a title to head
LABELLED = 3  # as many `(…)` sections make the outline of a document
ANNOUNCES = re.compile(r"^(?:以下|下記|次)の")
LISTED = (Mark.CIRCLED, Mark.PAREN_NUMBER, Mark.DOT, Mark.RING, Mark.SQUARE)  # marks of headings and of lists
HEADINGS = (Kind.MARKED, Kind.TITLE)


def find_blocks(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    page: int | None = None,
    outline: Outline | None = None,
    followed: bool = False,
) -> list[Block]:
    """The blocks of `text[start:end]`, in order, without overlap; every character but white space is in one.

    `outline` carries the open headings from one page to the next; without it the text begins under no heading.
    `followed`: a table or list of the same topic comes directly after `end`, so that a title may head it.
    """
    outline = outline or Outline()
    units = put_together(split_lines(text, start, len(text) if end is None else end))
    _settle_marked(units, outline, followed)
    _settle_titles(units, followed)
    blocks: list[Block] = []
    for at, unit in enumerate(units):
        after = units[at + 1] if at + 1 < len(units) else None
        if unit.kind in HEADINGS:
            blocks.append(_heading(unit, units[at - 1] if at else None, outline, page))
        elif unit.kind is Kind.TABLE:
            blocks += _table(unit, text, outline, page)
        else:
            if after and after.kind is Kind.MARKED and after.mark is Mark.LABEL and ANNOUNCES.match(unit.text):
                outline.close_below(Mark.SUBCHAPTER)  # the sentence opens the topic that the label names
            blocks.append(_body(unit, units[at - 1] if at else None, blocks, outline, page))
    return blocks


def _settle_marked(units: list[Unit], outline: Outline, followed: bool) -> None:
    """Turn marked lines that are steps of a list into items: neighbours of the same mark, or nothing below."""
    for at, unit in enumerate(units):
        if unit.kind is Kind.CONTENTS:
            outline.note_contents(unit.text.strip())
        if unit.kind is not Kind.MARKED:
            continue
        before, after = (units[at - 1] if at else None), (units[at + 1] if at + 1 < len(units) else None)
        if unit.mark in LISTED:
            listed = before is not None and before.kind is Kind.ITEM and before.mark is unit.mark
            if listed or _beside(unit, after) or (after is None and not followed):
                unit.kind = Kind.ITEM
        elif unit.mark is Mark.LABEL:
            remark = bool(at) and unit.lines[0].blanks == 0 and unit.text[0] in "(（"
            if remark or (after is None and not followed):
                unit.kind = Kind.PLAIN


def _beside(unit: Unit, other: Unit | None) -> bool:
    return other is not None and other.mark is unit.mark and other.kind is not Kind.PLAIN


def _settle_titles(units: list[Unit], followed: bool) -> None:
    """Keep as titles only the last two of a run of lone lines, and only over a body.

    A document whose sections are `(目的)`, `(対象)` … has no other titles: its lone lines are text.
    """
    labels = sum(unit.kind is Kind.MARKED and unit.mark is Mark.LABEL for unit in units)
    titles = [unit for unit in units if unit.kind is Kind.TITLE]
    if labels >= LABELLED and labels > len(titles):
        for unit in titles:
            unit.kind = Kind.PLAIN
    at = 0
    while at < len(units):
        if units[at].kind is not Kind.TITLE:
            at += 1
            continue
        run = at
        while run < len(units) and units[run].kind is Kind.TITLE:
            run += 1
        for unit in units[at : run - _kept(units, at, run, followed)]:
            unit.kind = Kind.PLAIN
        at = run


def _kept(units: list[Unit], at: int, run: int, followed: bool) -> int:
    """How many titles at the end of the lone lines `units[at:run]` head what follows."""
    if not _is_body(units, run, followed):
        return 0
    kept = 1
    while kept < min(run - at, 3):
        below = units[run - kept]  # a wide gap is a figure: what stands above it heads nothing below
        if not _is_generic(below.text) and (below.lines[0].blanks > 1 or kept == 2):
            break
        kept += 1
    return kept


def _is_generic(text: str) -> bool:
    return label_text(text).replace(" ", "") in GENERIC_TITLES


def _is_body(units: list[Unit], at: int, followed: bool) -> bool:
    while at < len(units) and ONLY_FIGURES.match(units[at].text):
        at += 1  # "12/23時点" between a title and its table
    if at == len(units):
        return followed
    unit = units[at]
    return (
        unit.kind is not Kind.PLAIN
        or unit.lines[0].blanks == 0
        or len(unit.text) >= BODY_CHARS
        or unit.text.endswith("。")
    )


def _heading(unit: Unit, before: Unit | None, outline: Outline, page: int | None) -> Block:
    text = unit.text.strip()
    mark = outline.chapter(text) or unit.mark
    if mark is None:
        below_title = before is not None and before.kind is Kind.TITLE
        below = below_title or _is_generic(text) or names_organisation(text)
        mark = Mark.SUBTITLE if below else Mark.TITLE
    number = unit.number if mark is unit.mark else 0
    path, level = outline.enter(mark, text, number)
    return Block(kind=BlockKind.HEADING, start=unit.start, end=unit.end, page=page, headings=path, level=level)


def _body(unit: Unit, before: Unit | None, blocks: list[Block], outline: Outline, page: int | None) -> Block:
    item = unit.kind in (Kind.ITEM, Kind.CONTENTS)
    level = 1
    if item and unit.lines[0].indent and before is not None and before.kind is Kind.ITEM:
        deeper = before.lines[0].indent < unit.lines[0].indent
        level = blocks[-1].level + 1 if deeper else blocks[-1].level
    kind = BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
    return Block(kind=kind, start=unit.start, end=unit.end, page=page, headings=outline.path, level=level)


def _table(unit: Unit, text: str, outline: Outline, page: int | None) -> list[Block]:
    rows = [split_cells(text[line.start : line.end]) for line in unit.lines]
    heads = header_rows(rows)
    header = header_cells(rows[:heads]) if heads else ()
    blocks: list[Block] = []
    if heads:
        blocks.append(
            Block(
                kind=BlockKind.TABLE_HEADER,
                start=unit.lines[0].start,
                end=unit.lines[heads - 1].end,
                page=page,
                headings=outline.path,
                header=header,
            )
        )
    for number, line in enumerate(unit.lines[heads:], 1):
        blocks.append(
            Block(
                kind=BlockKind.TABLE_ROW,
                start=line.start,
                end=line.end,
                page=page,
                headings=outline.path,
                header=header,
                row=number,
            )
        )
    return blocks

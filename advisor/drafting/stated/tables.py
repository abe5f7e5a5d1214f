"""Figures in tables: names and values, names by years, years by names. Pure."""

from collections.abc import Iterator

from advisor.drafting.stated.context import Context
from advisor.drafting.stated.field_words import phrase
from advisor.drafting.stated.figures import cell_figure, figures_in
from advisor.drafting.stated.labels import Label, read_label, without_money
from advisor.drafting.stated.laid_out import is_year
from advisor.drafting.stated.measure import Told
from advisor.drafting.stated.periods import Period
from advisor.drafting.stated.pieces import Row, Table
from advisor.drafting.stated.prose import told_in
from advisor.drafting.stated.table_heads import (
    RowNames,
    filled_down,
    has_no_figures,
    heads_columns,
    is_head,
    is_total,
    leading_period,
    merged_heads,
    names_of,
    span_of,
)
from advisor.drafting.stated.units import unit_of_money

_TEXT_CELL = 12  # characters; a longer cell with a figure is read as a sentence
_YEARS = range(1900, 2101)


def told_in_table(table: Table, context: Context) -> Iterator[tuple[Row, Told]]:
    """The figures of a table, each with its row."""
    heads: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    about = read_label(table.caption) if table.caption else Label()
    years: list[str] = []
    main = Label()  # the last row that names a subject: what うち… and 大企業 below it are parts of
    for at, row in enumerate(table.rows):
        if is_head(table.rows, at):
            heads = merged_heads(heads, row.cells) if at and is_head(table.rows, at - 1) else row.cells
            continue
        told_by_reader = row.head if heads_columns(row.head) else ()
        if len("".join(told_by_reader)) > len("".join(heads)) or (told_by_reader and len(heads) < len(row.cells)):
            heads = told_by_reader  # it knows which cells were merged
        above = cells = filled_down(row.cells, above)
        reader = _Row(cells, heads if len(heads) >= len(cells) else (), about, context, main, tuple(years))
        for told in reader.told():
            yield row, told
        years += [cell for cell in cells[:2] if is_year(cell)]
        main = reader.subject or main


class _Row:
    """Reads the figures of one row."""

    def __init__(
        self,
        cells: tuple[str, ...],
        heads: tuple[str, ...],
        about: Label,
        context: Context,
        main: Label,
        years: tuple[str, ...],
    ) -> None:
        self._cells = cells
        self._heads = heads
        self._about = about
        self._context = context
        self._main = main
        self._years = years  # that the rows above are of
        self._names: RowNames = names_of(cells, heads)

    @property
    def subject(self) -> Label | None:
        """What the row is about; None where it names a part only."""
        label = read_label(" ".join(text for _, text in self._names.names))
        return label if label.words and not label.part else None

    def told(self) -> Iterator[Told]:
        for at, cell in enumerate(self._cells):
            head = self._heads[at] if at < len(self._heads) else ""
            if cell and at not in self._names.numbered and not is_year(cell) and not has_no_figures(head):
                yield from self._cell(at, cell, head)

    def _cell(self, at: int, cell: str, head: str) -> Iterator[Told]:
        label = self._label(at, head)
        lead = leading_period(cell)
        text = cell[lead.end :].lstrip(" :") if lead else cell
        figure = cell_figure(text, label.unit)
        if figure is None:
            if len(text) > _TEXT_CELL or figures_in(text):
                yield from told_in(text, self._context, topic=label)
            return
        if figure.unit is None and int(figure.value) in _YEARS and "," not in text:
            return
        label = self._label(at, head, figure.unit.kind if figure.unit else "")
        if not label.words or (label.part and not label.qualifiers):
            return
        own = lead.period if lead else read_label(text[figure.end :], alone=False).period
        summed = None if own else self._summed_years(at, head)
        label = label.model_copy(
            update={
                "period": own or summed or label.period,
                "qualifiers": label.qualifiers | {"累計"} if summed else label.qualifiers,
            }
        )
        told = Told(figure=figure, label=label, written=text[figure.start : figure.end].strip())
        yield told
        if figures_in(text[figure.end :]):
            yield from told_in(text[figure.end :], self._context, topic=label, outer=told)

    def _label(self, at: int, head: str, kind: str = "") -> Label:
        """What a cell is told of: by the cells before it, by the head of its column, by what stands around."""
        before = [text for place, text in self._names.names if place < at]
        name = " ".join(before or [text for place, text in self._names.names if place != at and not self._heads])
        row, column = read_label(name, kind=kind), read_label(head, kind=kind)
        joined = column.joined(row) if column.period or column.unit else row.joined(column)
        shown = [label.shown for label in (row, column) if label.words]
        around = self._around(row) if not joined.words or row.part else Label()
        qualifiers = joined.qualifiers | self._about.qualifiers | self._context.qualifiers
        if self._context.planned and not phrase("report").search(name + head):
            qualifiers |= {"目標"}
        words = joined.words | around.words
        unit = (
            column.unit or self._names.unit or row.unit or around.unit or self._about.unit or self._context.label.unit
        )
        unit = unit or unit_of_money(head + name, (*self._about.units, *self._context.label.units))
        return joined.model_copy(
            update={
                "words": without_money(words) if unit is not None and unit.kind == "円" else words,
                "unit": unit,
                "period": column.period or row.period or self._about.period or self._context.period,
                "qualifiers": qualifiers,
                "organisation": joined.organisation
                or around.organisation
                or self._about.organisation
                or self._context.organisation,
                "shown": " ".join([*([around.shown] if around.words else []), *shown]) or joined.shown,
            }
        )

    def _summed_years(self, at: int, head: str) -> Period | None:
        """The years that a cell below or beside 合計 sums up; None where it sums up no years."""
        name = " ".join(text for place, text in self._names.names if place < at)
        if is_total(head):
            return span_of(self._heads)
        return span_of(self._years) if is_total(name) else None

    def _around(self, row: Label) -> Label:
        """What a row without a subject of its own is about: a part, of the row above; else, of the caption."""
        others = [self._about, self._context.label]
        if row.part or (row.qualifiers and not self._about.words):
            others.insert(0, self._main)
        return next((label for label in others if label.words), Label())

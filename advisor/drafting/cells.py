"""Cells of a form's table that take one figure (共同研究件数 × 令和6年度): the figure that the files state. Pure."""

import re
from collections.abc import Sequence

from advisor.drafting.stated.figures import agree
from advisor.drafting.stated.labels import Label, read_label
from advisor.drafting.stated.measure import Measure
from advisor.drafting.stated.periods import comparable, periods_in
from advisor.drafting.stated.units import SCALES, Unit, unit_by_name, unit_in_label
from advisor.folding import fold_width
from advisor.forms.model import FormItem, ItemKind
from advisor.values import Value

_ROW_AND_COLUMN = re.compile(r"(?P<row>.+?)\((?P<column>(?:[^()]|\([^()]*\))+)\)")
_ONLY_FIGURE = re.compile(r"^(?:現状|実績|実績値|人数|件数|金額|数|数値|値|様式\S*|KPI|年度|合計)$|^現状(?=\()", re.I)
_OF_MONEY = re.compile(r"財政|収入|資金|経費|予算|受入額|収支|金額")
_MONEY_WORDS = frozenset({"額", "金額", "収入", "資金", "経費", "費", "予算"})
_LONGEST = 24  # characters of a label: a longer one asks for more than a figure


class Cell(Value):
    """What a cell wants: of what, of when, in which unit (empty: any)."""

    label: Label
    unit: str = ""


def cell_of(item: FormItem) -> Cell | None:
    """What figure an item takes, None for an item that takes something else."""
    if item.kind is not ItemKind.TEXT or item.instruction or item.limit_chars:
        return None
    label_names = _names(item.label)
    names = [*label_names] if len(label_names) > 1 else [*map(fold_width, item.path[-3:]), *label_names]
    if any(len(name) > _LONGEST for name in label_names):
        return None
    above = [*map(fold_width, item.path)]
    unit = _unit(names) or _unit(above) or (Unit(kind="円") if _OF_MONEY.search(" ".join(above)) else None)
    bare = " ".join(rest for name in names if len(name) <= _LONGEST and (rest := _about(name)))
    label = read_label(bare, kind=unit.kind if unit is not None else "")
    if not label.words or (label.period is None and unit is None):
        return None
    return Cell(label=label, unit=unit.kind if unit is not None else "")


def takes_a_cell(item: FormItem) -> bool:
    """Whether an item is a cell of a table, whatever it takes: named by its row and column, or by a year alone."""
    return (
        item.kind is ItemKind.TEXT
        and not item.instruction
        and not item.limit_chars
        and (len(_names(item.label)) > 1 or bool(item.path and periods_in(fold_width(item.label), alone=True)))
    )


def _names(label: str) -> list[str]:
    """Row and column of a cell that is called by both: 共同研究件数（件）（令和6年度）.

    >>> _names("専任教員（人数（名））")
    ['専任教員', '人数(名)']
    """
    folded = fold_width(label)
    found = _ROW_AND_COLUMN.fullmatch(folded)
    if found is None or unit_in_label(f"({found['column']})")[1].strip() == "":
        return [folded]
    return [found["row"], found["column"]]


def _unit(names: Sequence[str]) -> Unit | None:
    return next((found for name in reversed(names) if (found := unit_in_label(name)[0] or unit_by_name(name))), None)


def _about(name: str) -> str:
    """What a name says of the subject: without its unit, and without words that only say that it is a figure."""
    return _ONLY_FIGURE.sub("", unit_in_label(name)[1]).strip()


def stated_for(cell: Cell, measures: Sequence[Measure]) -> list[Measure]:
    """The different values that the files state for a cell, in the files' order; values that agree come once."""
    found: list[Measure] = []
    for measure in measures:
        if _is_meant(measure, cell) and not any(agree(measure.figure, other.figure) for other in found):
            found.append(measure)
    return found


def _is_meant(measure: Measure, cell: Cell) -> bool:
    label = cell.label
    if cell.unit and (measure.unit or ("円" if _is_money(measure) else cell.unit)) != cell.unit:
        return False
    if cell.unit == "円" and not measure.unit and not _is_money(measure):
        return False
    if label.period is not None and (measure.period is None or not comparable(measure.period, label.period)):
        return False
    return measure.words == label.words and measure.qualifiers == label.qualifiers


def _is_money(measure: Measure) -> bool:
    """Whether a bare figure stands under a heading of money."""
    return bool(measure.section & _MONEY_WORDS)


def as_told(measure: Measure) -> str:
    """A value with its unit where it would mislead without: 71200 of a column in 千円 is 71200千円."""
    unit = measure.figure.unit
    if unit is None or unit.kind != "円" or re.search(r"円|yen", fold_width(measure.written), re.I):
        return measure.written
    scale = next((name for name, factor in SCALES.items() if factor == unit.scale), "")
    return f"{measure.written}{scale}円"

"""A workbook with the answers in it: only the cells of the answers are changed, in the parts of their sheets."""

import re
from typing import Any

from advisor.errors import FormUnreadable
from advisor.forms.blanks import is_blank_answer, is_example, unit_of_blank
from advisor.forms.entries import read_entries
from advisor.forms.limits import half_width
from advisor.forms.model import Filled, Form, FormItem, ItemKind
from advisor.forms.xlsx_cells import CellSheet, shared_strings
from advisor.forms.xlsx_package import Package, local, parse, serialise

MARK = "○"
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_TEXT_FORMAT = "49"  # @: a person would have the number as it is written
_LONGEST_NUMBER = 15  # digits that a spreadsheet keeps


def filled_parts(package: Package, form: Form, answers: dict[str, Filled]) -> dict[str, bytes]:
    """The parts that differ once the answers are in. Answers without content are left out.

    Raises FormUnreadable: form_item_unknown, form_place_unset, form_place_unknown, form_place_takes_choice,
    form_option_unknown; ValueError or KeyError for a damaged file.
    """
    shared = package.shared_strings()
    strings = shared_strings(package.parts[shared] if shared is not None else None)
    has_formulas = any(re.search(rb"<(?:\w+:)?f[\s>]", package.parts[sheet.part]) for sheet in package.sheets)
    text_styles = _text_styles(package) if has_formulas else None
    places = {place.id: place for place in form.places}
    changed: dict[str, CellSheet] = {}
    # From the end: what is put into a cell with several blanks moves those behind it.
    for item in reversed(_answered(form, answers)):
        title, _, addresses = (item.place or "").rpartition("!")
        sheet = package.sheet(title)
        if sheet is None:
            raise FormUnreadable("form_place_unknown", place=item.place, item=item.label, name=form.name)
        if sheet.part not in changed:
            changed[sheet.part] = CellSheet(package.parts[sheet.part], strings)
        offered = places[item.place or ""].options
        _fill(changed[sheet.part], addresses.split(","), item, answers[item.id], offered, text_styles, form.name)
    parts = {part: sheet.part() for part, sheet in changed.items()}
    if has_formulas and parts:
        parts[package.workbook] = _recalculating(package.parts[package.workbook])
    return parts


def _answered(form: Form, answers: dict[str, Filled]) -> list[FormItem]:
    """The items that have an answer, in the form's order; each answer has its item, its place, its options."""
    items = {item.id: item for item in form.items}
    places = {place.id for place in form.places}
    for item_id, filled in answers.items():
        if item_id not in items:
            raise FormUnreadable("form_item_unknown", item=item_id, name=form.name)
        item = items[item_id]
        if not (filled.text.strip() or filled.chosen):
            continue
        if item.place is None:
            raise FormUnreadable("form_place_unset", item=item.label, name=form.name)
        if item.place not in places:
            raise FormUnreadable("form_place_unknown", place=item.place, item=item.label, name=form.name)
        for option in filled.chosen:
            if option not in item.options:
                raise FormUnreadable("form_option_unknown", option=option, item=item.label, name=form.name)
    return [
        item for item in form.items if item.id in answers and (answers[item.id].text.strip() or answers[item.id].chosen)
    ]


def _fill(
    sheet: CellSheet,
    cells: list[str],
    item: FormItem,
    filled: Filled,
    offered: tuple[str, ...],
    text_styles: set[int] | None,
    name: str,
) -> None:
    address, _, blank = cells[0].partition("#")
    if filled.chosen:
        _choose(sheet, cells, offered, filled.chosen, multiple=item.multiple)
    elif item.kind is ItemKind.CHOICE or not filled.text.strip():
        return
    elif sheet.boxes(address):
        raise FormUnreadable("form_place_takes_choice", place=item.place, item=item.label, name=name)
    else:
        _write(sheet, address, int(blank) if blank else None, filled.text.strip(), text_styles)


def _write(sheet: CellSheet, address: str, blank: int | None, answer: str, text_styles: set[int] | None) -> None:
    if sheet.is_formula(address):
        return
    present = sheet.text(address)
    if blank is not None:
        entry = read_entries(present)[blank - 1]
        sheet.insert(address, entry.start, entry.end, answer)
    elif present.strip() and not is_blank_answer(present) and not is_example(present):
        sheet.insert(address, len(present), len(present), f"\n{answer}")  # the label's own cell has the room
    elif text_styles is not None and sheet.style(address) not in text_styles and _is_number(answer):
        sheet.write_number(address, half_width(answer).replace(",", ""))
    else:
        unit = unit_of_blank(present)
        sheet.write(address, f"{answer}{unit}" if unit and _is_number(answer) else answer)


def _choose(
    sheet: CellSheet, cells: list[str], offered: tuple[str, ...], chosen: tuple[str, ...], *, multiple: bool
) -> None:
    """Tick the chosen boxes; `offered`: the words of all boxes of the place, in the order of its cells.

    Cells without boxes take a mark, a single one the chosen word (a drop-down list).
    """
    at = 0
    for address in cells:
        boxes = sheet.boxes(address)
        own = offered[at : at + max(len(boxes), 1)]
        at += len(own)
        if boxes:
            ticks = {
                number: option in chosen
                for number, option in enumerate(own)
                if option in chosen or (boxes[number].ticked and not multiple)
            }
            if ticks:
                sheet.tick(address, ticks)
        elif sheet.is_formula(address):
            continue
        elif len(cells) == 1:
            sheet.write(address, "、".join(chosen))
        elif own and own[0] in chosen:
            sheet.write(address, MARK)


def _is_number(text: str) -> bool:
    plain = half_width(text).strip()
    return _NUMBER.fullmatch(plain) is not None and sum(c.isdigit() for c in plain) <= _LONGEST_NUMBER


def _text_styles(package: Package) -> set[int]:
    """The styles whose numbers are shown as text."""
    part = package.related("styles")
    if part is None or part not in package.parts:
        return set()
    formats: list[Any] = [child for child in parse(package.parts[part]) if local(child) == "cellXfs"]
    return {at for xfs in formats for at, xf in enumerate(xfs) if xf.get("numFmtId") == _TEXT_FORMAT}


def _recalculating(workbook: bytes) -> bytes:
    """The workbook's part, asking Excel to compute anew: a count of letters would else stay at what it was."""
    root = parse(workbook)
    settings = next((child for child in root if local(child) == "calcPr"), None)
    if settings is None or settings.get("fullCalcOnLoad") in ("1", "true"):
        return workbook
    settings.set("fullCalcOnLoad", "1")
    return serialise(root)

"""Cells in the XML of a worksheet: their texts, and new texts in them. Styles and all other cells stay as they are."""

import copy
import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from openpyxl.utils.cell import column_index_from_string

from advisor.forms.boxes import BLACK_BOXES, EMPTY_CIRCLES, TICKED, TICKED_CIRCLES, BoxOption, read_options
from advisor.forms.xlsx_package import local, parse, serialise

MAX_CELL_CHARS = 32_767  # that XLSX allows
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_EMPTY = "□"


class CellSheet:
    """The XML of one worksheet, being filled. `strings`: the workbook's shared strings, which are never changed."""

    def __init__(self, part: bytes, strings: list[Any]) -> None:
        self._root = parse(part)
        self._namespace = self._root.tag.rpartition("}")[0].lstrip("{")
        self._strings = strings
        self._data = next(child for child in self._root if local(child) == "sheetData")
        self._rows = {int(row.get("r", at)): row for at, row in enumerate(self._data, 1) if local(row) == "row"}

    def part(self) -> bytes:
        """The XML as it is now."""
        return serialise(self._root)

    def is_formula(self, address: str) -> bool:
        """Whether the cell is computed."""
        cell = self._find(address)
        return cell is not None and any(local(child) == "f" for child in cell)

    def style(self, address: str) -> int:
        """The number of the cell's style; 0 is the default."""
        cell = self._find(address)
        return int(cell.get("s", "0")) if cell is not None else 0

    def text(self, address: str) -> str:
        """What stands in the cell as text."""
        cell = self._find(address)
        if cell is None:
            return ""
        rich = self._rich(cell)
        if rich is not None:
            return "".join(node.text or "" for node in _text_nodes(rich))
        return next((child.text or "" for child in cell if local(child) == "v"), "")

    def write(self, address: str, text: str) -> None:
        """Put text into the cell, as text whatever it looks like (`=A1` too)."""
        rich = self._new("is")
        node = etree.SubElement(rich, self._name("t"))
        node.text = cell_text(text)
        node.set(_XML_SPACE, "preserve")
        self._put(address, rich)

    def write_number(self, address: str, number: str) -> None:
        """Put a number into the cell, so that formulas count it."""
        cell = self._found_or_made(address)
        self._clear(cell)
        etree.SubElement(cell, self._name("v")).text = number

    def insert(self, address: str, start: int, end: int, text: str) -> None:
        """Put text in the place of `start:end` of the cell's text; letters keep their looks."""
        cell = self._found_or_made(address)
        rich = self._copied(cell)
        _replace(_text_nodes(rich), start, end, cell_text(text))
        self._put(address, rich)

    def tick(self, address: str, ticks: dict[int, bool]) -> None:
        """Tick (or clear) boxes of the cell, by their number from 0; letters keep their looks."""
        rich = self._copied(self._found_or_made(address))
        nodes = _text_nodes(rich)
        boxes = read_options("".join(node.text or "" for node in nodes))
        for number in sorted(ticks, reverse=True):
            box = boxes[number]
            if box.ticked != ticks[number]:
                text = "".join(node.text or "" for node in nodes)
                _replace(nodes, box.start, box.end, _mark(text[box.start : box.end], ticks[number]))
        self._put(address, rich)

    def boxes(self, address: str) -> tuple[BoxOption, ...]:
        """The boxes in the cell's text."""
        return read_options(self.text(address))

    def _copied(self, cell: Any) -> Any:
        """A copy of the cell's text with its runs, as an inline string."""
        found = self._rich(cell)
        if found is None:
            rich = self._new("is")
            etree.SubElement(rich, self._name("t")).text = self.text(cell.get("r"))
            return rich
        rich = copy.deepcopy(found)
        rich.tag = self._name("is")
        rich.tail = None
        return rich

    def _rich(self, cell: Any) -> Any:
        """The element with the cell's text (shared or inline), or None for a number or an empty cell."""
        if cell.get("t") == "s":
            at = next((child.text for child in cell if local(child) == "v"), None)
            return self._strings[int(at)] if at is not None and int(at) < len(self._strings) else None
        return next((child for child in cell if local(child) == "is"), None)

    def _put(self, address: str, rich: Any) -> None:
        cell = self._found_or_made(address)
        self._clear(cell)
        cell.set("t", "inlineStr")
        cell.append(rich)

    def _clear(self, cell: Any) -> None:
        for child in list(cell):
            if local(child) in ("v", "is", "f"):
                cell.remove(child)
        cell.attrib.pop("t", None)

    def _find(self, address: str) -> Any:
        row = self._rows.get(_row(address))
        return None if row is None else next((cell for cell in row if cell.get("r") == address), None)

    def _found_or_made(self, address: str) -> Any:
        found = self._find(address)
        if found is not None:
            return found
        row = self._row(_row(address))
        cell = self._new("c")
        cell.set("r", address)
        style = self._style_for_new(row, _column(address))
        if style:
            cell.set("s", style)
        following = next((other for other in row if _column(other.get("r", "A1")) > _column(address)), None)
        _add(row, cell, following)
        row.attrib.pop("spans", None)  # only a hint, and it may not hold any more
        return cell

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            row = self._new("row")
            row.set("r", str(number))
            following = next((self._rows[other] for other in sorted(self._rows) if other > number), None)
            _add(self._data, row, following)
            self._rows[number] = row
        return self._rows[number]

    def _style_for_new(self, row: Any, column: int) -> str:
        """The style that a cell without one of its own is shown in: its row's, else its column's."""
        if row.get("customFormat") in ("1", "true"):
            return str(row.get("s", ""))
        for columns in self._root:
            if local(columns) == "cols":
                for entry in columns:
                    if int(entry.get("min", 0)) <= column <= int(entry.get("max", 0)):
                        return str(entry.get("style", ""))
        return ""

    def _new(self, name: str) -> Any:
        return etree.Element(self._name(name), nsmap=self._root.nsmap)

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}" if self._namespace else name


def shared_strings(part: bytes | None) -> list[Any]:
    """The shared strings of a workbook, in their order."""
    return [] if part is None else [item for item in parse(part) if local(item) == "si"]


def cell_text(text: str) -> str:
    """The text as a cell can hold it: no control characters, lines ended as Excel ends them, not too long."""
    clean = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPE.sub("_x005F_", clean)[:MAX_CELL_CHARS]


def _text_nodes(rich: Any) -> list[Any]:
    """The elements that hold the text of a string, run by run; readings of Japanese (furigana) are none of it."""
    return [node for node in rich.iter() if local(node) == "t" and local(node.getparent()) != "rPh"]


def _replace(nodes: list[Any], start: int, end: int, text: str) -> None:
    """Put `text` for `start:end` of the nodes' joined texts, into the node where it starts."""
    starts = [sum(len(node.text or "") for node in nodes[:at]) for at in range(len(nodes))]
    target = max((at for at, begins in enumerate(starts) if begins <= start), default=0)
    for at, (node, begins) in enumerate(zip(nodes, starts, strict=True)):
        own = node.text or ""
        first, last = min(max(start - begins, 0), len(own)), min(max(end - begins, 0), len(own))
        node.text = own[:first] + (text if at == target else "") + own[last:]
        node.set(_XML_SPACE, "preserve")


def _mark(mark: str, ticked: bool) -> str:
    """A box with or without its tick, of the kind that it is."""
    if mark[0] in "([（［":
        return f"{mark[0]}{'✓' if ticked else ' '}{mark[-1]}"
    if mark in EMPTY_CIRCLES or mark in TICKED_CIRCLES:
        return "●" if ticked else "○"
    if mark in BLACK_BOXES or not ticked:
        return TICKED if ticked else _EMPTY
    return TICKED


def _add(parent: Any, element: Any, following: Any) -> None:
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)


def _row(address: str) -> int:
    found = _ADDRESS.fullmatch(address)
    return int(found[2]) if found else 0


def _column(address: str) -> int:
    found = _ADDRESS.fullmatch(address)
    return column_index_from_string(found[1]) if found else 0

"""What a workbook's data validations say of a cell: the words it can be chosen from, its limit, its hint."""

import re
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from advisor.forms.limits import limit_in
from advisor.forms.xlsx_package import local, parse
from advisor.values import Value

MAX_OPTIONS = 100  # a longer list (all municipalities) is no choice that can be read as boxes
_MAX_LIST_CELLS = 1000
_REFERENCE = re.compile(
    r"=?(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!)?"
    r"(?P<range>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})"
)
_AT_MOST = {"lessThanOrEqual": 0, "equal": 0, "lessThan": -1}


class Rule(Value):
    """A validation: where it holds (first column, first row, last column, last row, each), and what it says."""

    areas: tuple[tuple[int, int, int, int], ...]
    options: tuple[str, ...] = ()
    limit_chars: int | None = None
    hint: str = ""

    def holds_at(self, row: int, column: int) -> bool:
        """Whether the cell is under the rule."""
        return any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in self.areas)


def read_rules(book: Workbook, sheet: Worksheet, part: bytes) -> tuple[Rule, ...]:
    """The rules of a sheet. `part`: its XML, for the rules that openpyxl does not read (lists on other sheets).

    Raises XMLSyntaxError, ValueError.
    """
    found = [
        _rule(
            book, sheet, str(rule.sqref), rule.type, rule.operator, rule.formula1, rule.formula2, rule.prompt,
            rule.promptTitle,
        )
        for rule in sheet.data_validations.dataValidation
    ]  # fmt: skip
    if b"x14:dataValidation" in part or b"2009/9/main" in part:
        found += [_rule(book, sheet, *said) for said in _extended(parse(part))]
    return tuple(rule for rule in found if rule is not None)


def _rule(
    book: Workbook,
    sheet: Worksheet,
    where: str,
    kind: str | None,
    operator: str | None,
    first: Any,
    second: Any,
    hint: str | None,
    hint_title: str | None,
) -> Rule | None:
    areas = tuple(_areas(where))
    if not areas:
        return None
    said = "\n".join(part.strip() for part in (hint_title, hint) if part and part.strip())
    options = _options(book, sheet, str(first or "")) if kind == "list" else ()
    limit = _limit(operator or "between", first, second) if kind == "textLength" else None
    if limit is None and said and (stated := limit_in(said)) is not None:
        limit = stated.chars
    return Rule(areas=areas, options=options, limit_chars=limit, hint=said)


def _areas(where: str) -> Iterator[tuple[int, int, int, int]]:
    for part in where.split():
        left, top, right, bottom = range_boundaries(part)
        yield left or 1, top or 1, right or 16_384, bottom or 1_048_576


def _limit(operator: str, first: Any, second: Any) -> int | None:
    upper = second if operator == "between" else first if operator in _AT_MOST else None
    text = str(upper or "").removeprefix("=").strip()
    return int(text) + _AT_MOST.get(operator, 0) if text.isdecimal() else None


def _options(book: Workbook, sheet: Worksheet, formula: str) -> tuple[str, ...]:
    """The words of a list: written into the rule, in cells, or in cells that have a name. None if they are computed."""
    formula = formula.strip()
    if formula.startswith('"') and formula.endswith('"'):
        words = [word.strip() for word in formula[1:-1].replace('""', '"').split(",")]
    else:
        name = formula.removeprefix("=")
        defined = sheet.defined_names.get(name) or book.defined_names.get(name)
        words = _words_in(book, sheet, str(defined.value if defined is not None else formula))
    kept = tuple(dict.fromkeys(word for word in words if word))
    return kept if len(kept) <= MAX_OPTIONS else ()


def _words_in(book: Workbook, sheet: Worksheet, reference: str) -> list[str]:
    found = _REFERENCE.fullmatch(reference.strip())
    if found is None:
        return []
    title = found["quoted"].replace("''", "'") if found["quoted"] else found["plain"]
    if title is not None and title not in book.sheetnames:
        return []
    listed = book[title] if title is not None else sheet
    left, top, right, bottom = range_boundaries(found["range"].replace("$", ""))
    if not isinstance(listed, Worksheet) or left is None or right is None:
        return []
    top, bottom = top or 1, min(bottom or listed.max_row, listed.max_row)
    if (right - left + 1) * (bottom - top + 1) > _MAX_LIST_CELLS:
        return []
    cells = (listed.cell(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    return [str(cell.value).strip() for cell in cells if cell.value is not None and cell.data_type != "f"]


def _extended(root: Any) -> Iterator[tuple[str, str | None, str | None, str, str, str | None, str | None]]:
    """The validations of Excel 2010 and later, which refer to other sheets."""
    for element in root.iter():
        if local(element) != "dataValidation" or "2009/9/main" not in element.tag:
            continue
        said = {local(child): "".join(child.itertext()).strip() for child in element}
        yield (
            said.get("sqref", ""),
            element.get("type"),
            element.get("operator"),
            said.get("formula1", ""),
            said.get("formula2", ""),
            element.get("prompt"),
            element.get("promptTitle"),
        )

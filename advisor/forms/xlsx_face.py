"""A sheet before all others that says what the file is, put into the package of a workbook.

All sheets of the form stay as they are, but for one word: the sheet that was in front gives that up, or Excel would
open both as a group and write into both.
"""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from advisor.forms.xlsx_cells import cell_text
from advisor.forms.xlsx_package import CONTENT_TYPES, Package, local, parse, relations_part, serialise

_LINE_CHARS = 45  # Japanese letters that the column shows: without a style of its own no cell wraps
_COLUMN_CHARS = 100
_SELECTED = re.compile(rb"(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected=[\"'](?:1|true)[\"']")
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_SHEET_NAME = 31
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def face_parts(package: Package, parts: dict[str, bytes], name: str, text: str) -> dict[str, bytes]:
    """The parts that a new first sheet `name` with `text` makes or changes. `parts`: those changed already."""
    now = {**package.parts, **parts}
    part = _free(now, "xl/worksheets/sheet{}.xml")
    workbook = parse(now[package.workbook])
    links = relations_part(package.workbook)
    relation_list = parse(now[links])
    relation = _free({entry.get("Id"): b"" for entry in relation_list}, "rIdFace{}")
    kind = next(entry.get("Type") for entry in relation_list if str(entry.get("Type")).endswith("/worksheet"))
    entry = etree.SubElement(relation_list, _like(relation_list, "Relationship"))
    for key, value in (("Id", relation), ("Type", kind), ("Target", f"/{part}")):
        entry.set(key, value)
    _put_first(workbook, _free_name(package, name), relation)
    types = parse(now[CONTENT_TYPES])
    override = etree.SubElement(types, _like(types, "Override"))
    override.set("PartName", f"/{part}")
    override.set("ContentType", _SHEET_TYPE)
    behind = {
        sheet.part: _SELECTED.sub(rb"\1", now[sheet.part])
        for sheet in package.sheets
        if _SELECTED.search(now[sheet.part])
    }
    return {
        **behind,
        part: _sheet(parse(now[package.sheets[0].part]), text),
        package.workbook: serialise(workbook),
        links: serialise(relation_list),
        CONTENT_TYPES: serialise(types),
    }


def _put_first(workbook: Any, name: str, relation: str) -> None:
    sheets = next(child for child in workbook if local(child) == "sheets")
    first = sheets[0]
    id_key = next(key for key in first.attrib if key.endswith("}id"))
    sheet = etree.Element(first.tag, nsmap=first.nsmap)
    sheet.set("name", name)
    sheet.set("sheetId", str(max(int(other.get("sheetId", 0)) for other in sheets) + 1))
    sheet.set(id_key, relation)
    first.addprevious(sheet)
    for element in workbook.iter():
        if local(element) == "workbookView":
            element.set("activeTab", "0")
            element.attrib.pop("firstSheet", None)
        elif local(element) == "definedName" and element.get("localSheetId") is not None:
            element.set("localSheetId", str(int(element.get("localSheetId")) + 1))


def _sheet(like: Any, text: str) -> bytes:
    """The sheet's XML: large red letters, one row a line, on a red tab."""
    space = like.tag.rpartition("}")[0].lstrip("{")
    root = etree.Element(f"{{{space}}}worksheet", nsmap={None: space})

    def add(parent: Any, name: str, **attributes: str) -> Any:
        element = etree.SubElement(parent, f"{{{space}}}{name}")
        for key, value in attributes.items():
            element.set(key, value)
        return element

    add(add(root, "sheetPr"), "tabColor", rgb="FFC00000")
    add(add(root, "sheetViews"), "sheetView", tabSelected="1", workbookViewId="0")
    add(root, "sheetFormatPr", defaultRowHeight="18")
    add(add(root, "cols"), "col", min="1", max="1", width=str(_COLUMN_CHARS), customWidth="1")
    data = add(root, "sheetData")
    for number, line in enumerate(_lines(text), 1):
        row = add(data, "row", r=str(number))
        run = add(add(add(row, "c", r=f"A{number}", t="inlineStr"), "is"), "r")
        look = add(run, "rPr")
        add(look, "b")
        add(look, "sz", val="14")
        add(look, "color", rgb="FFC00000")
        words = add(run, "t")
        words.text = cell_text(line)
        words.set(_SPACE, "preserve")
    return serialise(root)


def _lines(text: str) -> list[str]:
    """The text in lines that the column shows whole, cut behind a full stop or comma where there is one."""
    found: list[str] = []
    for paragraph in text.splitlines():
        rest = paragraph
        while len(rest) > _LINE_CHARS:
            ends = [match.end() for match in re.finditer(r"[。、.,;\s]", rest[:_LINE_CHARS])]
            cut = ends[-1] if ends and ends[-1] > _LINE_CHARS // 3 else _LINE_CHARS
            found.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        found.append(rest)
    return found


def _free(taken: dict[str, bytes], pattern: str) -> str:
    number = 1
    while pattern.format(number) in taken:
        number += 1
    return pattern.format(number)


def _free_name(package: Package, name: str) -> str:
    taken = {sheet.title.lower() for sheet in package.sheets}
    number, free = 1, name[:_LONGEST_SHEET_NAME]
    while free.lower() in taken:
        number += 1
        ending = f" ({number})"
        free = name[: _LONGEST_SHEET_NAME - len(ending)] + ending
    return free


def _like(root: Any, name: str) -> str:
    return str(root.tag.rpartition("}")[0] + "}" + name)

"""The package of a workbook: its parts as bytes, which part is which sheet, and XML that stays as it was.

openpyxl drops what it does not know (pictures, charts, form controls), so filling edits the parts themselves.
"""

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from advisor.errors import DocumentUnreadable
from advisor.values import Value

MAX_UNPACKED_BYTES = 200_000_000  # with pictures; as for Word files
MAX_SHEETS_BYTES = 40_000_000  # of all sheets' XML: a form has some 100 kB, and reading takes 50 times the memory
MAX_PACKING_RATIO = 100
RATIO_FROM_BYTES = 5_000_000
MAX_PARTS = 10_000
MAX_MERGED_CELLS = 1_000_000  # openpyxl makes an object for each cell of a merged area
OLE_MARK = b"\xd0\xcf\x11\xe0"  # an encrypted workbook is an OLE container, no zip; so is an old .xls

CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_RELATION_ID = re.compile(r"\}id$")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")

# What a damaged package raises beside the errors of the zip module.
BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, ValueError, KeyError, NotImplementedError, OSError)


class SheetPart(Value):
    """A worksheet of the workbook: its name, its part, its number in the order of the sheets (from 1)."""

    title: str
    part: str
    number: int


class Package(Value):
    """A workbook taken apart. `parts`: content by member name, in the file's order. `workbook`: the main part."""

    data: bytes
    parts: dict[str, bytes]
    workbook: str
    sheets: tuple[SheetPart, ...]

    def sheet(self, title: str) -> SheetPart | None:
        """The worksheet of that name, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def shared_strings(self) -> str | None:
        """The name of the part with the shared strings, if the workbook has one."""
        return self.related("sharedStrings")

    def related(self, kind: str) -> str | None:
        """The first part that the workbook relates to by a relation of that kind (the last word of its type)."""
        found = (part for _, of_kind, part in relations(self.parts, self.workbook) if of_kind == kind)
        return next(found, None)


def open_package(data: bytes, name: str) -> Package:
    """Take a workbook apart. Raises DocumentUnreadable: encrypted or old format, damaged, unpacks to too much."""
    if data.startswith(OLE_MARK):
        raise DocumentUnreadable("document_encrypted", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise DocumentUnreadable("document_encrypted", name=name)
            if _unpacks_to_too_much(infos):
                raise _too_large(name)
            parts = {info.filename: packed.read(info) for info in infos}
        workbook = next(part for _, kind, part in relations(parts, "") if kind == "officeDocument")
        sheets = _sheets(parts, workbook)
    except (*BROKEN, StopIteration) as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    if sum(len(parts[sheet.part]) for sheet in sheets) > MAX_SHEETS_BYTES or _merged_cells(parts) > MAX_MERGED_CELLS:
        raise _too_large(name)
    return Package(data=data, parts=parts, workbook=workbook, sheets=sheets)


def parse(part: bytes) -> Any:
    """The root element. Entities stay unresolved. Raises XMLSyntaxError (a ValueError for text with a declaration)."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def serialise(root: Any) -> bytes:
    """The part's bytes, with the declaration that Office writes."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def relations(parts: dict[str, bytes], part: str) -> list[tuple[str, str, str]]:
    """(id, kind, target part) of the relations of a part ("": of the package). `kind`: the type's last word."""
    content = parts.get(relations_part(part))
    if content is None:
        return []
    folder = posixpath.dirname(part)
    return [
        (
            str(relation.get("Id")),
            str(relation.get("Type")).rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in parse(content)
        if local(relation) == "Relationship" and relation.get("TargetMode") != "External"
    ]


def relations_part(part: str) -> str:
    """The name of the part that holds a part's relations."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels") if part else _ROOT_RELATIONS


def _sheets(parts: dict[str, bytes], workbook: str) -> tuple[SheetPart, ...]:
    targets = {relation: target for relation, kind, target in relations(parts, workbook) if kind == "worksheet"}
    listed = [sheet for sheet in parse(parts[workbook]).iter() if local(sheet) == "sheet"]
    return tuple(
        SheetPart(title=sheet.get("name"), part=targets[relation], number=number)
        for number, sheet in enumerate(listed, 1)
        for relation in [next((value for key, value in sheet.items() if _RELATION_ID.search(key)), "")]
        if targets.get(relation) in parts  # a chart sheet has no cells
    )


def _unpacks_to_too_much(infos: list[zipfile.ZipInfo]) -> bool:
    """Judged by the zip's directory, before anything is unpacked; Python unpacks no more than that promises."""
    packed_well = any(
        info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_PACKING_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    return packed_well or len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES


def _merged_cells(parts: dict[str, bytes]) -> int:
    """How many cells the merged areas of all parts have together."""
    areas = (found for name, part in parts.items() if name.endswith(".xml") for found in _MERGED.findall(part))
    return sum(
        (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
        for left, top, right, bottom in areas
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(name: str) -> DocumentUnreadable:
    limit_mb = MAX_UNPACKED_BYTES // 1_000_000
    return DocumentUnreadable("document_unpacks_too_large", name=name, limit_mb=limit_mb)

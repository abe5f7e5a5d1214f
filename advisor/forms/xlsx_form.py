"""Official forms as Excel files (.xlsx, .xlsm): what they ask for, and the same file with the answers in it."""

import io
import re
import warnings
import zipfile

from lxml import etree  # type: ignore[import-untyped]
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from advisor.errors import DocumentUnreadable, FormUnreadable
from advisor.forms.model import Filling, Form, FormFormat
from advisor.forms.packing import stable_zip, with_parts
from advisor.forms.xlsx_face import face_parts
from advisor.forms.xlsx_filling import filled_parts
from advisor.forms.xlsx_items import SheetItems, read_items
from advisor.forms.xlsx_package import Package, SheetPart, open_package
from advisor.forms.xlsx_rules import read_rules
from advisor.forms.xlsx_sheet import read_sheet
from advisor.messages import say

_EXAMPLES = re.compile(r"(?:記入|記載|作成|入力)?(?:例|見本|サンプル)|sample|example", re.IGNORECASE)
_NO_FORM = re.compile(
    r"^(?:.{0,4}(?:記入|記載|作成|入力)(?:要領|方法|上の注意|の手引き?|ガイド|マニュアル)|注意事項|留意事項|はじめに|説明"
    r"|(?:選択)?(?:リスト|肢)|プルダウン|マスタ.{0,4}|master|lists?|data|readme|instructions?)",
    re.IGNORECASE,
)
_SHEET_NAME = re.compile(r"(?:Sheet|シート)\s*\d*", re.IGNORECASE)
# What openpyxl lets through from a broken file.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    etree.XMLSyntaxError,
    SyntaxError,
    AssertionError,
)


def read_xlsx_form(data: bytes, name: str) -> Form:
    """The items and places of a workbook's visible sheets; explanations and examples are left out.

    Raises FormUnreadable (no item found); DocumentUnreadable: encrypted, damaged, unpacks to too much.
    """
    package = open_package(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not read; nothing is written with it
            book = load_workbook(io.BytesIO(data))
        sheets = [_read(package, book, sheet) for sheet in package.sheets if _is_read(book[sheet.title])]
    except _BROKEN as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    asked = [items for items in sheets if items.found and not _NO_FORM.search(items.sheet)]
    asked = asked or [items for items in sheets if items.found]
    if not asked:
        raise FormUnreadable("form_no_items", name=name)
    return Form(
        name=name,
        title=_title(asked, name),
        format=FormFormat.XLSX,
        items=tuple(
            one.item.model_copy(update={"path": tuple(dict.fromkeys((*_sheet_path(asked, items), *one.item.path)))})
            for items in asked
            for one in items.found
        ),
        places=tuple(place for items in asked for place in items.places),
    )


def fill_xlsx_form(data: bytes, form: Form, filling: Filling) -> bytes:
    """The workbook `data` with the answers in its cells; the same in, the same out.

    Every part but the filled sheets stays as it is, byte for byte; formulas are computed anew when Excel opens it.
    With a face, a sheet that says it comes first. Raises FormUnreadable for a place that is not in the file;
    DocumentUnreadable.
    """
    package = open_package(data, form.name)
    try:
        parts = filled_parts(package, form, filling.answers)
        if not filling.face.strip():
            return with_parts(data, parts)
        parts |= face_parts(package, parts, say("outline.face_sheet", filling.language), filling.face)
    except _BROKEN as error:
        raise DocumentUnreadable("document_damaged", name=form.name) from error
    return stable_zip(_zipped({**package.parts, **parts}), data)


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()


def _is_read(sheet: object) -> bool:
    """Whether a sheet is seen, and is no filled-in example."""
    return isinstance(sheet, Worksheet) and sheet.sheet_state == "visible" and not _EXAMPLES.search(sheet.title)


def _read(package: Package, book: Workbook, sheet: SheetPart) -> SheetItems:
    worksheet = book[sheet.title]
    return read_items(read_sheet(worksheet, sheet.number, read_rules(book, worksheet, package.parts[sheet.part])))


def _title(asked: list[SheetItems], name: str) -> str:
    best = max(asked, key=lambda items: items.size)
    return best.title or re.sub(r"\.[A-Za-z]+$", "", name)


def _sheet_path(asked: list[SheetItems], items: SheetItems) -> tuple[str, ...]:
    """The sheet's name leads the path where several sheets ask for something."""
    if len(asked) < 2 or _SHEET_NAME.fullmatch(items.sheet):
        return ()
    return (items.sheet,)

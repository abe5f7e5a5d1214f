"""Official forms as fillable PDF files (AcroForm): what they ask for, and the same file with the answers in it."""

import io
from pathlib import PurePath

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError
from pypdfium2 import PdfDocument, PdfiumError

from advisor.errors import DocumentUnreadable, FormUnreadable
from advisor.forms.model import Filling, Form, FormFormat
from advisor.forms.pdf_filling import Filler
from advisor.forms.pdf_items import Asked, PdfItems, read_items
from advisor.ingest.formats.pdf import BROKEN

MAX_PAGES = 200  # a form has some ten; every printed letter of a page with fields is looked at


def read_pdf_form(data: bytes, name: str) -> Form:
    """The fields that a person can fill, as items.

    Raises FormUnreadable ("form_no_items") for a PDF without such fields (a print, or XFA only);
    DocumentUnreadable: encrypted, damaged, too many pages.
    """
    found = _read(_opened(data, name), data, name)
    if not found.asked:
        raise FormUnreadable("form_no_items", name=name)
    return Form(
        name=name,
        title=found.title or PurePath(name).stem,
        format=FormFormat.PDF,
        items=tuple(asked.item for asked in found.asked),
        places=tuple(asked.place for asked in found.asked),
    )


def fill_pdf_form(data: bytes, form: Form, filling: Filling) -> bytes:
    """The file with the answers in its fields, and the face as a note on its first page; the same in, the same out.

    The file is written as an update behind its own bytes, so nothing else in it changes; only one that is encrypted
    (without a password to open it) is written anew and unprotected. Raises FormUnreadable: form_item_unknown,
    form_place_unset, form_place_unknown, form_option_unknown; DocumentUnreadable as reading does.
    """
    reader = _opened(data, form.name)
    asked = {one.place.id: one for one in _read(reader, data, form.name).asked}
    answers = _answers(form, filling, asked)
    try:
        is_locked = reader.is_encrypted  # pypdf writes no update of such a file
        writer = PdfWriter(clone_from=reader) if is_locked else PdfWriter(io.BytesIO(data), incremental=True)
        filler = Filler(writer)
        for one, item_id in answers:
            filler.fill(one, filling.answers[item_id])
        if filling.face.strip():
            filler.note(filling.face.strip())
        written = io.BytesIO()
        writer.write(written)
    except BROKEN as error:
        raise DocumentUnreadable("document_damaged", name=form.name) from error
    return written.getvalue()


def _answers(form: Form, filling: Filling, asked: dict[str, Asked]) -> list[tuple[Asked, str]]:
    """The answers that have content, each with its place, in the form's order."""
    items = {item.id: item for item in form.items}
    for item_id, filled in filling.answers.items():
        if item_id not in items:
            raise FormUnreadable("form_item_unknown", item=item_id, name=form.name)
        item = items[item_id]
        if not (filled.text.strip() or filled.chosen):
            continue
        if item.place is None:
            raise FormUnreadable("form_place_unset", item=item.label, name=form.name)
        if item.place not in asked:
            raise FormUnreadable("form_place_unknown", place=item.place, item=item.label, name=form.name)
        for option in filled.chosen:
            if option not in (asked[item.place].place.options or item.options):
                raise FormUnreadable("form_option_unknown", option=option, item=item.label, name=form.name)
    return [
        (asked[item.place], item.id)
        for item in form.items
        if item.place is not None
        and item.id in filling.answers
        and (filling.answers[item.id].text.strip() or filling.answers[item.id].chosen)
    ]


def _opened(data: bytes, name: str) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except DependencyError as error:
        raise DocumentUnreadable("document_encrypted", name=name) from error
    except BROKEN as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    if locked:
        raise DocumentUnreadable("document_encrypted", name=name)
    if count > MAX_PAGES:
        raise DocumentUnreadable("document_too_many_pages", name=name, pages=count, limit=MAX_PAGES)
    return reader


def _read(reader: PdfReader, data: bytes, name: str) -> PdfItems:
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    try:
        return read_items(reader, document)
    except BROKEN as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    finally:
        document.close()

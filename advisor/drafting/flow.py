"""One item of a form → its draft. The one flow: read what is asked, then draft what kind of item it is."""

from collections.abc import Iterator

from advisor.drafting.case import Case
from advisor.drafting.cells import cell_of, takes_a_cell
from advisor.drafting.fields import draft_cell, draft_field
from advisor.drafting.model import ItemDraft
from advisor.drafting.points import draft_choice, draft_remark
from advisor.drafting.prose import draft_prose
from advisor.drafting.short_fields import OTHER, kind_of
from advisor.drafting.writing import Writers
from advisor.forms.model import Form, FormItem, ItemKind


def draft_form(form: Form, case: Case, writers: Writers | None = None) -> Iterator[ItemDraft]:
    """The drafts of all items, one after the other."""
    for item in form.items:
        yield draft_item(item, case, writers)


def draft_item(item: FormItem, case: Case, writers: Writers | None = None) -> ItemDraft:
    """The draft of one item. Nothing is in it that the files do not say; what they do not say is a blank and a gap.

    `writers`: a language model words prose items; when it fails, the extractive text stands (`composer` says which).
    """
    asked = case.reader.asked(item)
    if item.kind is ItemKind.CHOICE:
        return draft_choice(asked, case)
    if asked.explains:
        return draft_remark(asked, case)
    cell = cell_of(item) if takes_a_cell(item) or not asked.exact else None
    if cell is not None and kind_of(item) in (None, OTHER):
        return draft_cell(item, cell, case)
    if kind_of(item) is not None:
        return draft_field(asked, case)
    if takes_a_cell(item):
        return draft_cell(item, None, case)
    return draft_prose(asked, case, writers)

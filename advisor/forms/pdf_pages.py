"""The fields of a page with its printed texts, and check boxes that answer one question together."""

from collections.abc import Iterator

from pypdfium2 import PdfDocument

from advisor.forms.pdf_fields import FieldKind, PdfField, Rect
from advisor.forms.pdf_texts import Printed, Said, above_of, left_of, printed_texts, right_of, said_of
from advisor.forms.table_words import YES_NO

_SHORT = 24  # characters of the words of a box in a row of boxes
_SAME_ROW = 5.0  # points


class FieldPage:
    """A page with its printed texts; those that have said what a field is for are used up."""

    def __init__(self, texts: list[Printed], rects: list[Rect]) -> None:
        self.texts = texts
        self.rects = rects
        self.used: list[Printed] = []

    def said(self, rect: Rect) -> Said:
        """What is printed about a field."""
        said = said_of(rect, self.texts, self.rects)
        self.used += said.used
        return said

    def words(self, rect: Rect) -> str:
        """The words right of a box."""
        found = right_of(rect, self.texts)
        self.used += [found] if found is not None else []
        return found.text if found is not None else ""

    def question(self, rect: Rect) -> str:
        """The text left of, or above, the first of some boxes; the words of other boxes are none."""
        for found in (left_of(rect, self.texts, self.rects), above_of(rect, self.texts, self.rects)):
            own = [printed for printed in found if printed not in self.used]
            if own:
                self.used += own
                return "\n".join(printed.text for printed in own)
        return ""


def field_page(document: PdfDocument, number: int, fields: list[PdfField]) -> FieldPage:
    """A page (from 1) with its texts, and where all fields on it stand."""
    rects = [widget.rect for field in fields for widget in field.widgets if widget.page == number]
    return FieldPage(printed_texts(document, number, rects), rects)


def in_groups(fields: list[PdfField], pages: dict[int, FieldPage]) -> Iterator[list[PdfField]]:
    """The fields one by one; check boxes side by side with short words behind them (□はい □いいえ) together."""
    group: list[PdfField] = []
    for field in fields:
        if group and not _goes_on(group, field, pages):
            yield from _settled(group, pages)
            group = []
        group.append(field)
    if group:
        yield from _settled(group, pages)


def _goes_on(group: list[PdfField], field: PdfField, pages: dict[int, FieldPage]) -> bool:
    first, own = group[-1].widgets[0], field.widgets[0]
    is_beside = first.page == own.page and abs(first.rect.bottom - own.rect.bottom) < _SAME_ROW
    return is_beside and all(_is_short_box(one, pages) for one in (group[-1], field))


def _is_short_box(field: PdfField, pages: dict[int, FieldPage]) -> bool:
    if field.kind is not FieldKind.BOX or len(field.widgets) > 1:
        return False
    words = right_of(field.widgets[0].rect, pages[field.widgets[0].page].texts)
    return words is not None and 0 < len(words.text) <= _SHORT


def _settled(group: list[PdfField], pages: dict[int, FieldPage]) -> Iterator[list[PdfField]]:
    """The boxes as one choice, if they answer one question; else each by itself."""
    page = pages[group[0].widgets[0].page]
    words = [right_of(field.widgets[0].rect, page.texts) for field in group]
    is_yes_no = all(found is not None and YES_NO.fullmatch(found.text) for found in words)
    has_question = bool(left_of(group[0].widgets[0].rect, page.texts, page.rects))
    if len(group) > 1 and (is_yes_no or has_question):
        yield group
    else:
        yield from ([field] for field in group)

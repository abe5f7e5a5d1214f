"""Labels of a sheet whose field nothing marks: contact lines, texts with a limit, every label of a plain sheet."""

import re
from collections.abc import Iterator

from advisor.forms.labels import read_label
from advisor.forms.table_words import OFFICE_USE
from advisor.forms.xlsx_areas import Frame
from advisor.forms.xlsx_layout import Kind, Layout, is_number
from advisor.forms.xlsx_naming import hints_near, is_title, labelled_by
from advisor.forms.xlsx_places import Found, found_text, plain_words

_NARROW = 5.0  # characters: a column of squared paper
_ANSWER_CHARS = 40  # a column so wide takes a long answer
_ASKED = re.compile(
    r"(?:ご)?(?:住所|所在地|名称|名前|氏\s*名|機関名|法人名|大学名|会社名|企業名|団体名|組織名|拠点名|申請者|代表者|責任者|担当者"
    r"|連絡先|役職|職名|部署|所属|電話|TEL|FAX|E-?mail|メール|ＵＲＬ|URL|郵便番号|ふりがな|フリガナ|申請日|提出日|作成日|記入日"
    r"|日付|address|name|phone|e-?mail).{0,6}",
    re.IGNORECASE,
)


def fields_beside_bare_labels(layout: Layout) -> Iterator[Found]:
    """The items whose field nothing marks: contact lines and labels with a limit; in a plain sheet every label."""
    numbers = list(layout.numbers(Kind.LABEL, Kind.NOTE, Kind.PROSE))
    for at, number in enumerate(numbers):
        area = layout.areas[number]
        if area.frame is Frame.STRONG or number in layout.used or OFFICE_USE.search(area.text):
            continue
        read = read_label(area.text)
        is_label = layout.kinds[number] is Kind.LABEL
        asks = read.limit_chars is not None and read.label != ""
        is_contact = is_label and _ASKED.fullmatch(plain_words(area.text)) is not None and not is_title(layout, number)
        is_bare = layout.plain and is_label and _leads_row(layout, number) and not _heads_others(layout, numbers, at)
        if not (asks or is_contact or (is_bare and not is_title(layout, number))):
            continue
        field = _bare_field(layout, number, asks=asks)
        if field is not None:
            layout.used.update((number, field))
            yield found_text(
                layout.sheet.title,
                layout.sheet.number,
                labelled_by(layout, number, hints_near(layout, field), left=number),
                layout.areas[field],
            )


def _leads_row(layout: Layout, number: int) -> bool:
    """Whether a text begins a row that says nothing else but numbers and limits, and is no sentence."""
    area = layout.areas[number]
    beside = (layout.at(area.span.top, column) for column in range(len(layout.sheet.column_numbers)))
    texts = [other for other in beside if other not in (None, number) and layout.areas[other].text]
    is_sentence = area.text.endswith(("。", "です", "ます"))
    return not is_sentence and all(
        is_number(layout.areas[other].text) or layout.kinds[other] in (Kind.HINT, Kind.NOTE) for other in texts
    )


def _heads_others(layout: Layout, numbers: list[int], at: int) -> bool:
    """Whether a bare label is a heading: over boxes, or numbered with a line under it that has no number."""
    area = layout.areas[numbers[at]]
    under = layout.at(area.span.bottom, area.span.left)
    if under is not None and layout.kinds[under] is Kind.CHOICE:
        return True
    read = read_label(area.text)
    if not read.number or read.limit_chars is not None or at + 1 >= len(numbers):
        return False
    following = layout.areas[numbers[at + 1]]
    adjacent = following.span.top == area.span.bottom
    return adjacent and not read_label(following.text).number


def _bare_field(layout: Layout, number: int, *, asks: bool) -> int | None:
    """The cell for a bare label's answer: right of it, or under it where a long answer is asked for."""
    area = layout.areas[number]
    span = area.span
    below_is_free = all(layout.at(span.bottom, column) is None for column in range(span.left, span.right))
    is_wide = layout.sheet.chars(span.left, span.right) >= _ANSWER_CHARS
    if asks and below_is_free and is_wide and not _is_used_row(layout, span.bottom):
        return layout.add_field(span.bottom, span.left)
    column = span.left + 1  # a label that is not merged runs over narrow columns
    while column < span.right or (
        layout.sheet.chars(span.left, column) < 2 * len(area.text) and layout.sheet.widths[column - 1] < _NARROW
    ):
        column += 1
        if column >= len(layout.sheet.column_numbers):
            return None
    return layout.add_field(span.top, column)


def _is_used_row(layout: Layout, row: int) -> bool:
    return any(layout.at(row, column) is not None for column in range(len(layout.sheet.column_numbers)))

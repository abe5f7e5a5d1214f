"""The fields of a fillable PDF as items: what each asks for, by its tooltip or by what is printed beside it."""

import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from advisor.forms.heading_stack import Heading, at_item, with_heading
from advisor.forms.instructions import is_instruction
from advisor.forms.labels import read_label
from advisor.forms.limits import limit_in
from advisor.forms.model import FormItem, ItemKind, Place
from advisor.forms.numbering import split_number
from advisor.forms.pdf_fields import FieldKind, PdfField, read_fields
from advisor.forms.pdf_pages import FieldPage, field_page, in_groups
from advisor.forms.pdf_texts import Said
from advisor.forms.table_words import OFFICE_USE, SEVERAL, YES_NO
from advisor.messages import say
from advisor.values import Value

_GENERIC = re.compile(
    r"(?:text|テキスト|field|フィールド|undefined|check|チェック|button|ボタン|group|グループ|combo|コンボ|list|リスト|box|dropdown|radio|ラジオ"
    r"|ボックス|fill|topmostsubform|page|form|フォーム|図|[\W\d_])*",
    re.IGNORECASE,
)  # fmt: skip
_PROMPT = re.compile(r"[\s\-―ー_]*|.*(?:選択して|お選び|選んで|select|choose).*", re.IGNORECASE)
_LONGEST_HEADING = 60


class Choice(Value):
    """An option of an item, and what ticks it: the value of a field."""

    option: str
    field: str
    value: str


class Asked(Value):
    """An item with its place and its fields; of a choice, what each option is in the file."""

    item: FormItem
    place: Place
    fields: tuple[PdfField, ...]
    choices: tuple[Choice, ...] = ()


class PdfItems(Value):
    """What a PDF form asks for, in reading order, and its title as printed."""

    asked: tuple[Asked, ...]
    title: str


def read_items(reader: PdfReader, document: PdfDocument) -> PdfItems:
    """The items of a form. Fields for the office's own use are left out."""
    fields = read_fields(reader)
    pages = {number: field_page(document, number, fields) for number in sorted({f.widgets[0].page for f in fields})}
    asked = [
        _group(members, pages[members[0].widgets[0].page])
        if len(members) > 1
        else _one(members[0], pages[members[0].widgets[0].page])
        for members in in_groups(fields, pages)
    ]
    kept = [one for one in asked if not OFFICE_USE.search(one.item.label)]
    return PdfItems(asked=tuple(_with_headings(kept, pages)), title=_title(pages.get(1)))


def _one(field: PdfField, page: FieldPage) -> Asked:
    rect = field.widgets[0].rect
    if field.kind is FieldKind.BOX:
        words = page.words(rect)
        label = words or _tooltip(field) or page.question(rect) or _last(field.name)
        option = read_label(words).label or words or label
        choice = Choice(option=option, field=field.name, value=field.widgets[0].state)
        return _asked([field], Said(label=_tooltip(field) or label), (choice,), multiple=False)
    if field.kind is FieldKind.RADIO:
        printed = [page.words(widget.rect) for widget in field.widgets]
        words_of = [(own or word, value) for own, (word, value) in zip(printed, field.words, strict=True)]
        said = Said(label=_tooltip(field) or page.question(rect) or _last(field.name))
        return _asked([field], said, _choices(field, words_of), multiple=False)
    said = page.said(rect)
    if field.kind is FieldKind.LIST:
        words_of = [(word, value) for word, value in field.words if not _PROMPT.fullmatch(word)]
        return _asked([field], said, _choices(field, words_of), multiple=field.multiple)
    return _asked([field], said, (), multiple=False)


def _choices(field: PdfField, words: list[tuple[str, str]]) -> tuple[Choice, ...]:
    options = _once([word for word, _ in words])
    return tuple(
        Choice(option=option, field=field.name, value=value) for option, (_, value) in zip(options, words, strict=True)
    )


def _group(fields: list[PdfField], page: FieldPage) -> Asked:
    words = [page.words(field.widgets[0].rect) for field in fields]
    options = _once(words)
    choices = tuple(
        Choice(option=option, field=field.name, value=field.widgets[0].state)
        for option, field in zip(options, fields, strict=True)
    )
    question = page.question(fields[0].widgets[0].rect)
    is_yes_no = all(YES_NO.fullmatch(word) for word in words)
    multiple = not is_yes_no and SEVERAL.search(question) is not None
    return _asked(fields, Said(label=question or " / ".join(options)), choices, multiple=multiple)


def _asked(fields: list[PdfField], said: Said, choices: tuple[Choice, ...], *, multiple: bool) -> Asked:
    field = fields[0]
    printed = read_label(said.label)
    tooltip = _tooltip(field) if len(fields) == 1 else ""
    read = read_label(tooltip) if tooltip else printed
    notes = [read.instruction, *([printed.instruction] if tooltip else []), *said.notes]
    limits = [field.max_chars, read.limit_chars, printed.limit_chars, *(_limit(note) for note in said.notes)]
    options = tuple(choice.option for choice in choices)
    name = ";".join(f"field:{one.name}" for one in fields)
    label = read.label or printed.label or said.label or _last(field.name)
    page = field.widgets[0].page
    item = FormItem(
        id=name,
        label=label,
        number=read.number or printed.number,
        path=(read_label(said.row).label,) if said.row else (),
        instruction="\n".join(dict.fromkeys(note for note in notes if note)),
        limit_chars=min((limit for limit in limits if limit), default=None),
        kind=ItemKind.CHOICE if choices else ItemKind.TEXT,
        options=options,
        multiple=multiple,
        field=field.name,
        place=name,
    )
    place = Place(id=name, label=say("outline.pdf_place", page=page, field=label), options=options)
    return Asked(item=item, place=place, fields=tuple(fields), choices=choices)


def _with_headings(asked: list[Asked], pages: dict[int, FieldPage]) -> Iterator[Asked]:
    """The items with the numbered headings printed above them before their paths."""
    heads = [
        (number, -printed.rect.top, printed.text)
        for number, page in pages.items()
        for printed in page.texts
        if printed not in page.used and _is_heading(printed.text)
    ]
    heads.sort()
    stack: tuple[Heading, ...] = ()
    for one in asked:
        first = one.fields[0].widgets[0]
        while heads and heads[0][:2] <= (first.page, -first.rect.top):
            stack = with_heading(stack, heads.pop(0)[2])
        stack = at_item(stack, one.item.number)
        path = tuple(dict.fromkeys((*(heading.text for heading in stack), *one.item.path)))
        yield one.model_copy(update={"item": one.item.model_copy(update={"path": path})})


def _is_heading(text: str) -> bool:
    number, rest = split_number(text)
    return number != "" and 1 < len(rest) <= _LONGEST_HEADING and not is_instruction(text) and "。" not in rest


def _title(page: FieldPage | None) -> str:
    """The largest text in the upper half of the first page."""
    if page is None or not page.texts:
        return ""
    top = max(printed.rect.top for printed in page.texts)
    upper = [p for p in page.texts if p.rect.top > top / 2 and p not in page.used and len(p.text) > 1]
    return max(upper, key=lambda printed: (round(printed.rect.height), printed.rect.top)).text if upper else ""


def _tooltip(field: PdfField) -> str:
    return "" if _GENERIC.fullmatch(field.tooltip) or field.tooltip == field.name else field.tooltip


def _last(name: str) -> str:
    return re.sub(r"\[\d+\]", "", name).rpartition(".")[2].replace("_", " ").strip() or name


def _limit(text: str) -> int | None:
    found = limit_in(text)
    return found.chars if found is not None else None


def _once(words: list[str]) -> list[str]:
    """The words, each told apart from one before that is the same."""
    found: list[str] = []
    for word in words:
        number, own = 2, word
        while own in found:
            own, number = f"{word} ({number})", number + 1
        found.append(own)
    return found

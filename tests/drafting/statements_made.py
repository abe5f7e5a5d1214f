"""Statements and items that need no file (架空)."""

from advisor.drafting.finding import Found
from advisor.drafting.model import FileCitation
from advisor.drafting.statements import Statement
from advisor.folding import search_form
from advisor.forms.model import FormItem, ItemKind

YES_NO = ("はい", "いいえ", "不明")


def statement(
    text: str, around: str = "", file: str = "資料.txt", start: int = 0, order: int = 0, before: str = ""
) -> Statement:
    """A sentence as a file says it, under a heading or in a table of these words."""
    cited = FileCitation(file=file, file_id=file, quote=text, start=start, end=start + len(text))
    return Statement(text=text, citations=(cited,), around=search_form(around), order=order, before=search_form(before))


def found(*texts: str) -> tuple[Found, ...]:
    """Statements, the first the best."""
    return tuple(Found(statement=statement(text, order=at), score=10.0 - at) for at, text in enumerate(texts))


def text_item(label: str, limit: int | None = None, **others: object) -> FormItem:
    return FormItem.model_validate({"id": label, "label": label, "limit_chars": limit, **others})


def choice_item(label: str, options: tuple[str, ...] = YES_NO) -> FormItem:
    return FormItem(id=label, label=label, kind=ItemKind.CHOICE, options=options)

"""An item that takes a few words or one figure → its draft. Several different values are left to a person. Pure."""

from collections.abc import Sequence

from advisor.drafting.asked import Asked
from advisor.drafting.case import Case
from advisor.drafting.cells import Cell, as_told, stated_for
from advisor.drafting.composing import blank
from advisor.drafting.model import Coverage, DraftClaim, FileCitation, Gap, ItemDraft
from advisor.drafting.short_fields import FieldValue, values_for
from advisor.forms.model import FormItem
from advisor.messages import Language, say

_SHOWN_VALUES = 4
_SHORT_LABEL = 8  # characters: 件数, 令和6年度 say nothing without what stands above them


def draft_field(asked: Asked, case: Case) -> ItemDraft:
    """A few words, as one file states them; several different ones are left to a person."""
    item, language = asked.item, case.language
    values = values_for(item, case.statements)
    disputed = _disputed(values, case)
    if disputed:
        return _left_open(item, _field_name(item), disputed, language)
    fits = item.limit_chars is None or all(len(value.value) <= item.limit_chars for value in values)
    if len(values) == 1 and fits:
        value = values[0]
        claim = DraftClaim(text=value.value, citations=value.statement.citations[:1])
        return ItemDraft(item_id=item.id, text=value.value, claims=(claim,), coverage=Coverage.SUPPORTED)
    told = [(value.value, value.statement.main) for value in values]
    return _left_open(item, _field_name(item), told, language)


def draft_cell(item: FormItem, cell: Cell | None, case: Case) -> ItemDraft:
    """One figure, as the files state it; different ones are left to a person."""
    found, name = stated_for(cell, case.measures) if cell is not None else [], _field_name(item)
    unsaid = cell is not None and cell.unit == "円" and any(measure.figure.unit is None for measure in found)
    if len(found) == 1 and not unsaid:  # 210000 of a table that does not say 千円 may be anything
        written = as_told(found[0])
        claim = DraftClaim(text=written, citations=(found[0].place,))
        return ItemDraft(item_id=item.id, text=written, claims=(claim,), coverage=Coverage.SUPPORTED)
    return _left_open(item, name, [(as_told(measure), measure.place) for measure in found], case.language)


def _disputed(values: Sequence[FieldValue], case: Case) -> list[tuple[str, FileCitation]]:
    """Every value of a contradiction that the values of a field are part of."""
    for value in values:
        cited = value.statement.main
        for contradiction in case.contradictions:
            if any(
                told.file_id == cited.file_id
                and told.start < cited.end
                and cited.start < told.end
                and (told.value in value.value or value.value in told.value)
                for told in contradiction.values
            ):
                return [
                    (told.value, FileCitation(file=told.file, file_id=told.file_id, page=told.page, quote=told.quote,
                                              start=told.start, end=told.end))
                    for told in contradiction.values
                ]  # fmt: skip
    return []


def _left_open(item: FormItem, name: str, values: Sequence[tuple[str, FileCitation]], language: Language) -> ItemDraft:
    """A blank, and the question which of the values holds, or what it is."""
    key = "gap_field_several" if values else "gap_field"
    told = "、".join(f"{value}({cited.file})" for value, cited in values[:_SHOWN_VALUES])
    gap = Gap(
        kind="conflict" if values else "missing",
        question=say(f"drafting.{key}", language, name=name, values=told),
        citations=tuple(cited for _, cited in values[:_SHOWN_VALUES]),
    )
    text = blank(name, language)
    if item.limit_chars is not None and len(text) > item.limit_chars:
        text = ""
    return ItemDraft(item_id=item.id, text=text, coverage=Coverage.NONE, gaps=(gap,))


def _field_name(item: FormItem) -> str:
    return " ".join([*item.path[-2:], item.label]) if item.path and len(item.label) <= _SHORT_LABEL else item.label

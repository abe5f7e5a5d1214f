"""Items of a dossier in all their states, made without a store (架空)."""

from datetime import datetime

from advisor.dossiers.records import Item, Origin, Sentence, Status
from advisor.drafting.model import Coverage, DraftClaim, FileCitation, ItemDraft
from advisor.forms.model import FormItem, ItemKind
from advisor.programs.schedule import JST
from advisor.review.provenance import of_draft

AT = datetime(2025, 8, 20, 10, tzinfo=JST)
YES_NO = ("はい", "いいえ", "不明")


def cited(quote: str, file: str = "統計.xlsx", page: int | None = 1, file_id: str = "f1") -> FileCitation:
    return FileCitation(file=file, page=page, quote=quote, start=0, end=len(quote), file_id=file_id)


def claim(text: str, *citations: FileCitation) -> DraftClaim:
    return DraftClaim(text=text, citations=citations or (cited(text),))


def draft_of(text: str, *claims: DraftClaim, composer: str = "extractive") -> ItemDraft:
    return ItemDraft(item_id="x", text=text, claims=claims, coverage=Coverage.SUPPORTED, composer=composer)


def item_of(
    form_item: FormItem,
    text: str = "",
    status: Status = Status.DRAFTED,
    draft: ItemDraft | None = None,
    chosen: tuple[str, ...] = (),
    sentences: tuple[Sentence, ...] | None = None,
) -> Item:
    """An item as it stands; its sentences are those of its draft unless told otherwise."""
    told = sentences if sentences is not None else (of_draft(draft) if draft is not None else ())
    return Item(
        id=form_item.id,
        position=0,
        form_item=form_item,
        status=status,
        text=text or (draft.text if draft is not None else ""),
        chosen=chosen,
        draft=draft,
        sentences=told,
        revision=1,
        updated_at=AT,
        updated_by="架空 花子",
    )


def text_of(item_id: str, text: str, status: Status = Status.DRAFTED, **form_item: object) -> Item:
    """An item with a text that a person wrote."""
    described = {"id": item_id, "label": item_id, **form_item}
    edited = (Sentence(text=text, origin=Origin.EDITED, by="架空 花子"),) if text else ()
    return item_of(FormItem.model_validate(described), text, status, sentences=edited)


def choice_of(item_id: str, chosen: tuple[str, ...], draft: ItemDraft | None = None) -> Item:
    form_item = FormItem(id=item_id, label=item_id, kind=ItemKind.CHOICE, options=YES_NO)
    return item_of(form_item, chosen=chosen, draft=draft)

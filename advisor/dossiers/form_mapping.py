"""What a corrected form makes of a dossier's items. Pure."""

from advisor.dossiers.item_rules import ItemWords
from advisor.dossiers.records import Item
from advisor.forms.model import Form, FormItem
from advisor.values import Value


class Mapping(Value):
    """The items that come, those that stay (each with its new place and words), and those that go.

    `losing`: the items that would lose words by it, for the question whether that is meant.
    """

    added: tuple[tuple[int, FormItem], ...]
    kept: tuple[tuple[int, FormItem, Item, ItemWords], ...]
    removed: tuple[Item, ...]
    losing: tuple[Item, ...]


def mapping(form: Form, present: list[Item]) -> Mapping:
    """Items are the same when their ids are. Of a choice only options that the form still has stay chosen."""
    by_id = {item.id: item for item in present}
    wanted = {form_item.id for form_item in form.items}
    places = list(enumerate(form.items))
    kept = tuple((at, new, by_id[new.id], words_under(new, by_id[new.id])) for at, new in places if new.id in by_id)
    removed = tuple(item for item in present if item.id not in wanted)
    return Mapping(
        added=tuple((at, new) for at, new in places if new.id not in by_id),
        kept=kept,
        removed=removed,
        losing=(
            *(item for item in removed if item.text.strip() or item.chosen),
            *(item for _, _, item, words in kept if not words.same_as(item)),
        ),
    )


def words_under(form_item: FormItem, item: Item) -> ItemWords:
    """The item's words, without options that the form does not have."""
    chosen = tuple(option for option in item.chosen if option in form_item.options)
    return ItemWords(text=item.text, chosen=chosen, sentences=item.sentences)

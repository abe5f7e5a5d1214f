"""The rules of an item: what may be saved, approved, joined to the last version. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from advisor.dossiers.records import Item, Sentence, Status, Version, VersionKind
from advisor.errors import EditRejected
from advisor.forms.model import FormItem, ItemKind
from advisor.storage.actors import Actor
from advisor.storage.words import storable
from advisor.values import Value

TEXT_CHARS = 100_000  # of an item
NOTE_CHARS = 2_000
COMMENT_CHARS = 10_000
AUTOSAVES = timedelta(minutes=5)  # of one actor that become one version
_REMOVED_CHARS = 100  # more taken away at once begins a version of its own
_BLANK = re.compile(r"【\s*(?:要記入|TO FILL IN)[^】\n]*】?")


class ItemWords(Value):
    """What an item says."""

    text: str = ""
    chosen: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def columns(self) -> dict[str, Any]:
        """As columns of an item or a version."""
        return {"text": self.text, "chosen": self.chosen, "sentences": self.sentences}

    @property
    def empty(self) -> bool:
        """Whether there is neither text nor choice."""
        return not self.text.strip() and not self.chosen

    def same_as(self, other: "ItemWords | Item | Version") -> bool:
        """Whether text and choice are the same; where its sentences come from does not matter."""
        return (self.text, self.chosen) == (other.text, other.chosen)


class ItemEditRejected(EditRejected):
    """A change that does not fit the item as it stands, which is in `current`."""

    def __init__(self, code: str, current: Item, **values: object) -> None:
        self.current = current
        super().__init__(code, **values)


def item_words(text: str, chosen: Iterable[str], sentences: Iterable[Sentence]) -> ItemWords:
    """The words as they can be kept. Raises EditRejected("item_text_too_long")."""
    kept = storable(text)
    if len(kept) > TEXT_CHARS:
        raise EditRejected("item_text_too_long", length=f"{len(kept):,}", limit=f"{TEXT_CHARS:,}")
    return ItemWords(
        text=kept,
        chosen=tuple(dict.fromkeys(map(storable, chosen))),
        sentences=tuple(sentence.model_copy(update={"text": storable(sentence.text)}) for sentence in sentences),
    )


def item_note(note: str) -> str:
    """The note as it can be kept. Raises EditRejected("note_too_long")."""
    kept = storable(note).strip()
    if len(kept) > NOTE_CHARS:
        raise EditRejected("note_too_long", limit=f"{NOTE_CHARS:,}")
    return kept


def refuse_unknown_choice(form_item: FormItem, chosen: tuple[str, ...]) -> None:
    """Raises EditRejected for an option that the item does not have, or for several where one is asked for."""
    for option in chosen:
        if option not in form_item.options:
            raise EditRejected("option_unknown", option=option, label=form_item.label)
    if form_item.kind is ItemKind.CHOICE and len(set(chosen)) > 1 and not form_item.multiple:
        raise EditRejected("one_option_only", label=form_item.label)


def blanks(text: str) -> tuple[str, ...]:
    """The marked blanks that are still in the text, also a mark that lost its end.

    >>> blanks("参加企業は【要記入: 社数】社。")
    ('【要記入: 社数】',)
    """
    return tuple(_BLANK.findall(text))


def status_after_edit(status: Status, words: ItemWords) -> Status:
    """Where an item stands after its words were changed: an item in review stays there."""
    if words.empty:
        return Status.EMPTY
    return Status.DRAFTED if status is Status.EMPTY else status


def changed_meanwhile(current: Item) -> ItemEditRejected:
    """The refusal of a change that was made on an older state of the item."""
    return ItemEditRejected("item_changed_meanwhile", current, by=current.updated_by, at=minute(current.updated_at))


def minute(at: datetime) -> str:
    """The moment as messages show it: `2026-09-03 14:05`."""
    return f"{at:%Y-%m-%d %H:%M}"


def joins(last: Version | None, by_id: str, begun_at: datetime, actor: Actor, words: ItemWords, at: datetime) -> bool:
    """Whether an edit goes into the `last` version (begun at `begun_at` by `by_id`) instead of making a new one.

    Only onto the actor's own edit of the last minutes, and never when that would lose more than a few words: text
    that is taken away, or replaced by other text, stays in a version.
    """
    return (
        last is not None
        and last.kind is VersionKind.EDIT
        and (by_id, last.by) == (actor.id, actor.name)
        and timedelta() <= at - begun_at < AUTOSAVES
        and last.chosen == words.chosen
        and _removed(last.text, words.text) <= _REMOVED_CHARS
    )


def _removed(old: str, new: str) -> int:
    """Characters of `old` between what both texts begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return len(old) - start - end

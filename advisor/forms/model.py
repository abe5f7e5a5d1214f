"""A form as values: its items, and the places in the file that take the answers. Pure."""

from enum import StrEnum

from advisor.messages import Language
from advisor.programs.texts import Evidence, Text
from advisor.values import Value


class FormFormat(StrEnum):
    """What a form is: the product's own outline, or a file that a person loaded."""

    OUTLINE = "outline"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class ItemKind(StrEnum):
    """What an item takes: text, or a choice among boxes."""

    TEXT = "text"
    CHOICE = "choice"


class Place(Value):
    """A place in the file that can take an answer.

    `id` is the format's own address (`Sheet1!C5`, `table:2/row:3/cell:1`, `field:name`); `label` tells a person where
    it is. `options`: the words beside the boxes that stand there, in the file's order.
    """

    id: str
    label: str
    options: tuple[str, ...] = ()


class FormItem(Value):
    """One thing that a form asks for.

    `id` is unique in the form and the same each time the same file is read. `path`: the headings and labels above,
    outermost first. `label`: without its number, limit and instruction. `limit_chars`: as the form states it.
    `place` None: the answer is not written into the file (a person has not said where it goes).
    `viewpoint`: of the product's own outlines, the viewpoint that the item asks for.
    """

    id: str
    label: str
    number: str = ""
    path: tuple[str, ...] = ()
    instruction: str = ""
    limit_chars: int | None = None
    kind: ItemKind = ItemKind.TEXT
    options: tuple[str, ...] = ()
    multiple: bool = False
    field: str = ""
    place: str | None = None
    viewpoint: str | None = None


class Form(Value):
    """A form with its items in reading order, and every place of its file that could take an answer.

    `notice`: what is said on its face (the built-in outlines are not official).
    """

    name: str
    title: str
    format: FormFormat
    items: tuple[FormItem, ...]
    places: tuple[Place, ...] = ()
    notice: Text | None = None
    sources: tuple[Evidence, ...] = ()

    def item(self, item_id: str) -> FormItem:
        """The item of that id. Raises KeyError."""
        return {item.id: item for item in self.items}[item_id]


class Filled(Value):
    """What goes into an item: text, and of a choice the options that are ticked."""

    text: str = ""
    chosen: tuple[str, ...] = ()


class Filling(Value):
    """All that is written into a form: answers by item id, and what is said on its face (empty: nothing)."""

    answers: dict[str, Filled]
    face: str = ""
    language: Language = Language.JA

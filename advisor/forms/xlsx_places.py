"""An item of a sheet with the place of its answer: ids, labels, what label, hints and rule say together. Pure."""

import re

from advisor.forms.boxes import is_lone_box, read_options
from advisor.forms.labels import read_label
from advisor.forms.limits import limit_in
from advisor.forms.model import FormItem, ItemKind, Place
from advisor.forms.table_words import SEVERAL, YES_NO
from advisor.forms.xlsx_areas import Area
from advisor.messages import say
from advisor.values import Value

_LONGEST_NAME = 60


class Found(Value):
    """An item with its place. `row`, `column`: of the place; `own_number`: what its label begins with.

    `over`: of a label above its field, where it begins and how wide it is.
    """

    item: FormItem
    place: Place
    row: int
    column: int
    own_number: str = ""
    over: tuple[int, int] | None = None


class Labelled(Value):
    """The words that say what a field is for. `hints`: texts that stand between or beside."""

    text: str
    hints: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    number: str = ""


def place_of(title: str, areas: list[Area], options: tuple[str, ...] = ()) -> Place:
    """The place that these areas are together: one cell, or the cells of a choice (`Sheet1!C5`, `Sheet1!C5,D5`)."""
    addresses = ",".join(area.cell.address for area in areas)
    return Place(id=f"{title}!{addresses}", label=say("outline.place", sheet=title, cell=addresses), options=options)


def found_text(
    title: str,
    number: int,
    labelled: Labelled,
    area: Area,
    blank: int | None = None,
) -> Found:
    """An item that takes text. `blank`: goes into that blank of the cell's own line, from 1 (`Sheet1!C5#2`)."""
    place = place_of(title, [area])
    if blank is not None:
        place = place.model_copy(update={"id": f"{place.id}#{blank}"})
    return _found(number, labelled, area, place)


def found_choice(title: str, number: int, labelled: Labelled, areas: list[Area], options: tuple[str, ...]) -> Found:
    """An item that takes a choice among `options`: boxes in the areas, or the words of a list."""
    return _found(number, labelled, areas[0], place_of(title, areas, options))


def options_of(area: Area) -> tuple[str, ...]:
    """The words beside the boxes in an area's text, or of its list."""
    boxes = read_options(area.text)
    if boxes:
        return tuple(box.label for box in boxes)
    return area.options


def has_lone_box(area: Area) -> bool:
    """Whether the area holds one box without words."""
    return is_lone_box(area.text)


def plain_words(text: str) -> str:
    """A label as one line: letters that stand one below the other or are spaced out are joined.

    >>> plain_words("申\\n請\\n者"), plain_words("氏　　名"), plain_words("実施 体制")
    ('申請者', '氏名', '実施 体制')
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(len(line) == 1 for line in lines):
        return "".join(lines)
    spaced = re.fullmatch(r"(?:[^\W\d_a-zA-Z][ 　]+){1,}[^\W\d_a-zA-Z]", text.strip())
    return re.sub(r"[ 　]+", "", text) if spaced else text.strip()


def _found(number: int, labelled: Labelled, area: Area, place: Place) -> Found:
    read = read_label(plain_words(labelled.text))
    rule = area.cell.rule
    said = [read.instruction, *labelled.hints, rule.hint if rule is not None and not rule.options else ""]
    limits = [read.limit_chars, *(_limit(hint) for hint in labelled.hints), rule.limit_chars if rule else None]
    item = FormItem(
        id=_id(number, place),
        label=(read.label or labelled.text.strip())[:200],
        number=read.number or labelled.number,
        path=tuple(part for part in labelled.path if part and part != read.label),
        instruction="\n".join(dict.fromkeys(part.strip() for part in said if part.strip())),
        limit_chars=next((limit for limit in limits if limit), None),
        kind=ItemKind.CHOICE if place.options else ItemKind.TEXT,
        options=place.options,
        multiple=_takes_several(place.options, labelled),
        place=place.id,
    )
    return Found(item=item, place=place, row=area.span.top, column=area.span.left, own_number=read.number)


def _takes_several(options: tuple[str, ...], labelled: Labelled) -> bool:
    is_yes_no = all(YES_NO.fullmatch(option) for option in options)
    return not is_yes_no and SEVERAL.search("\n".join((labelled.text, *labelled.hints))) is not None


def _limit(text: str) -> int | None:
    found = limit_in(text)
    return found.chars if found is not None else None


def _id(number: int, place: Place) -> str:
    addresses = place.id.rpartition("!")[2]
    return f"s{number}-" + re.sub(r"[,#]", "-", addresses).lower()


def name_of_options(options: tuple[str, ...]) -> str:
    """What a choice without any label is called: its options."""
    return " / ".join(option for option in options if option)[:_LONGEST_NAME]

"""Boxes of a sheet outside its tables: those that answer one question together, and sentences to confirm."""

from collections import defaultdict
from collections.abc import Iterator

from advisor.forms.boxes import without_options
from advisor.forms.xlsx_layout import SAYING, Kind, Layout
from advisor.forms.xlsx_naming import hints_near, label_above, label_left, labelled_by
from advisor.forms.xlsx_places import (
    Found,
    Labelled,
    found_choice,
    has_lone_box,
    name_of_options,
    options_of,
    plain_words,
)


def choices_with_labels(layout: Layout, *, beside: bool) -> Iterator[Found]:
    """The items of the boxes that have no part yet: with the label on the left, or (not `beside`) above or none."""
    chains = _chains(layout)
    by_row: dict[int, list[list[int]]] = defaultdict(list)
    for chain in chains:
        by_row[layout.areas[chain[0]].span.top].append(chain)
    for chain in chains:
        if layout.used.isdisjoint(chain):
            yield from _choice(layout, chain, by_row, beside=beside)


def _choice(layout: Layout, chain: list[int], by_row: dict[int, list[list[int]]], *, beside: bool) -> Iterator[Found]:
    """The item of a chain of boxes, with the chains under it that have the same label."""
    first = chain[0]
    own = without_options(layout.areas[first].text)
    if not own and not beside and len(chain) == 1 and len(_options(layout, chain)[0]) == 1:
        yield from _single(layout, first)  # a list of sentences to confirm: each is an item
        return
    label, hints = (None, []) if own else label_left(layout, first) if beside else label_above(layout, first)
    if not own and (label is None or label in layout.used):
        if not beside:
            yield from _single(layout, first) if len(chain) == 1 else _unlabelled(layout, chain)
        return
    members = list(chain)
    if label is not None and beside:
        span = layout.areas[label].span
        for other in (other for row in range(span.top, span.bottom) for other in by_row[row]):
            if other is not chain and layout.used.isdisjoint(other) and label_left(layout, other[0])[0] == label:
                members += other
    options, words = _options(layout, members)
    if label is None:
        labelled = labelled_by(layout, first, hints, left=first).model_copy(update={"text": own})
    else:
        labelled = labelled_by(
            layout, label, [*hints, *hints_near(layout, members[-1])], left=label if beside else first
        )
    if len(options) == 1 and not options[0]:
        options = [plain_words(layout.areas[label].text)] if label is not None else [own]
    layout.used.update(members, words, [label] if label is not None else [])
    areas = [layout.areas[number] for number in members]
    yield found_choice(layout.sheet.title, layout.sheet.number, labelled, areas, tuple(options))


def _single(layout: Layout, number: int) -> Iterator[Found]:
    """A box with its sentence, or boxes in one cell, without any label: the words are the label."""
    options, words = _options(layout, [number])
    text = name_of_options(tuple(options)) if len(options) > 1 else next(iter(options), "")
    layout.used.update([number, *words])
    if text:
        labelled = labelled_by(layout, number, [], left=number).model_copy(update={"text": text})
        yield found_choice(
            layout.sheet.title, layout.sheet.number, labelled, [layout.areas[number]], tuple(options)
        )  # fmt: skip


def _unlabelled(layout: Layout, chain: list[int]) -> Iterator[Found]:
    options, words = _options(layout, chain)
    layout.used.update([*chain, *words])
    text = name_of_options(tuple(options))
    if text:
        areas = [layout.areas[number] for number in chain]
        yield found_choice(layout.sheet.title, layout.sheet.number, Labelled(text=text), areas, tuple(options))


def _chains(layout: Layout) -> list[list[int]]:
    """The boxes of each row that belong together: cells with boxes side by side, with only their words between."""
    chains: list[list[int]] = []
    for number in layout.numbers(Kind.CHOICE):
        area = layout.areas[number]
        last = chains[-1][-1] if chains else None
        if last is not None and layout.areas[last].span.top == area.span.top:
            before = layout.left_of(number)
            words = _words_beside(layout, last)
            if before == last or (words is not None and before == words):
                chains[-1].append(number)
                continue
        chains.append([number])
    return chains


def _words_beside(layout: Layout, number: int) -> int | None:
    """The cell right of a lone box that holds its words."""
    if not has_lone_box(layout.areas[number]):
        return None
    found = layout.right_of(number)
    return found if found is not None and layout.kinds[found] in SAYING | {Kind.WORD} else None


def _options(layout: Layout, chain: list[int]) -> tuple[list[str], list[int]]:
    """The words of each box of a chain, and the cells that hold words apart from their boxes."""
    options: list[str] = []
    words: list[int] = []
    for number in chain:
        beside = _words_beside(layout, number)
        if beside is not None:
            options.append(plain_words(layout.areas[beside].text))
            words.append(beside)
        else:
            options += options_of(layout.areas[number])
    return options, words

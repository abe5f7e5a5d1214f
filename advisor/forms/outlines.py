"""The built-in outlines (corpus/forms/*.yaml) as values, and as forms. They are not the official forms and say so.

An outline puts the review items in order; its viewpoints are what the drafting looks for in the applicant's files.
The quotes are held against their sources by `advisor corpus check`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from advisor.corpus.problems import Problem, problem, problems_of
from advisor.corpus.quotes import check_quote
from advisor.corpus.yaml_reading import read_yaml
from advisor.forms.model import Form, FormFormat, FormItem, ItemKind
from advisor.messages import Language
from advisor.programs.texts import Evidence, Text
from advisor.values import Value

FORMS = "forms"
APPLICATION, CHECK_SHEET = "application-outline", "check-sheet-viewpoints"
HubTypeName = Literal["international", "regional"]


class Viewpoint(Value):
    """Something that a reviewer of an item looks for. `cues`: what sentences about it hold (advisor/drafting/cues.py).

    `figure`: units of a figure that belongs to it. `core`: the item is not covered without it. `type`: looked for in
    that type only.
    """

    id: str
    name: Text
    asks: Text
    cues: tuple[str, ...] = Field(min_length=1)
    figure: tuple[str, ...] = ()
    core: bool = True
    type: HubTypeName | None = None


class OutlineItem(Value):
    """A review item or a point to check, with the exact words of its source. `also_called`: how forms head it.
    `key`: of the fact in the program model, whose known questions tell what people call it.
    """

    id: str
    label: Text
    source: str
    quote: str
    key: str | None = None
    also_called: tuple[str, ...] = ()
    type: HubTypeName | None = None
    viewpoints: tuple[Viewpoint, ...] = ()
    items: tuple["OutlineItem", ...] = ()


class Outline(Value):
    """An outline. `words`: the classes that cues name as `@class`. `options`: of a check sheet, the answers."""

    id: str
    program: str
    round: int
    title: Text
    notice: Text
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    options: dict[Literal["yes", "no", "unknown"], str] = Field(default_factory=dict)
    items: tuple[OutlineItem, ...] = Field(min_length=1)

    def leaves(self) -> Iterator[tuple[tuple[OutlineItem, ...], OutlineItem]]:
        """The items that take an answer, each with the items above it."""
        yield from _leaves((), self.items)

    def viewpoint(self, viewpoint_id: str) -> Viewpoint:
        """The viewpoint of that id. Raises KeyError."""
        return {viewpoint.id: viewpoint for _, leaf in self.leaves() for viewpoint in leaf.viewpoints}[viewpoint_id]

    def form(self, language: Language = Language.JA, hub_type: str | None = None) -> Form:
        """The outline as a form. Items of the other type are left out once a type is chosen."""
        kind = ItemKind.CHOICE if self.options else ItemKind.TEXT
        items = [
            FormItem(
                id=leaf.id,
                label=leaf.label.said(language),
                number=_number(self.items, above, leaf),
                path=tuple(item.label.said(language) for item in above),
                kind=kind,
                options=tuple(self.options.values()),
                viewpoint=leaf.id,
            )
            for above, leaf in self.leaves()
            if leaf.type is None or hub_type in (None, leaf.type)
        ]
        sources = [Evidence(source=leaf.source, quote=leaf.quote) for _, leaf in self.leaves()]
        return Form(
            name=self.id,
            title=self.title.said(language),
            format=FormFormat.OUTLINE,
            items=tuple(items),
            notice=self.notice,
            sources=tuple(sources),
        )


def outline_files(corpus_dir: Path) -> list[Path]:
    """The outlines of a corpus, in order of their names."""
    return sorted((corpus_dir / FORMS).glob("*.yaml"))


def read_outline(path: Path) -> tuple[Outline | None, list[Problem]]:
    """The outline in a file, or None and what is wrong with it."""
    file = f"{FORMS}/{path.name}"
    data, problems = read_yaml(path, file)
    if problems:
        return None, problems
    try:
        return Outline.model_validate(data), []
    except ValidationError as wrong:
        return None, problems_of(wrong, file)


def load_outlines(corpus_dir: Path) -> dict[str, Outline]:
    """All outlines by id. Raises CorpusError for one that cannot be read."""
    found: dict[str, Outline] = {}
    for path in outline_files(corpus_dir):
        outline, problems = read_outline(path)
        if outline is None:
            raise problems[0].error()
        found[outline.id] = outline
    return found


def check_outlines(corpus_dir: Path, texts: dict[str, str]) -> list[Problem]:
    """Whatever is wrong with the outlines: keys, unknown sources, quotes that are not in them, ids that stand twice."""
    found: list[Problem] = []
    for path in outline_files(corpus_dir):
        outline, problems = read_outline(path)
        found += problems
        if outline is not None:
            found += _check(outline, f"{FORMS}/{path.name}", texts)
    return found


def _check(outline: Outline, file: str, texts: dict[str, str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in _all(outline.items):
        at = f"items[{item.id}]"
        yield from check_quote(item.source, item.quote, file, f"{at}.quote", texts)
        for name in (item.id, *(f"{item.id}/{viewpoint.id}" for viewpoint in item.viewpoints)):
            if name in seen:
                yield problem("corpus_duplicate_id", file, at, value=name, first=file)
            seen.add(name)
        for viewpoint in item.viewpoints:
            named = {part.lstrip("-@") for cue in viewpoint.cues for part in cue.split() for part in part.split("|")
                     if part.lstrip("-").startswith("@")}  # fmt: skip
            for word in sorted(named - set(outline.words)):
                yield problem("corpus_unknown_word_class", file, f"{at}.viewpoints[{viewpoint.id}]", value=word)


def _all(items: tuple[OutlineItem, ...]) -> Iterator[OutlineItem]:
    for item in items:
        yield item
        yield from _all(item.items)


def _leaves(
    above: tuple[OutlineItem, ...], items: tuple[OutlineItem, ...]
) -> Iterator[tuple[tuple[OutlineItem, ...], OutlineItem]]:
    for item in items:
        if item.items:
            yield from _leaves((*above, item), item.items)
        else:
            yield above, item


def _number(top: tuple[OutlineItem, ...], above: tuple[OutlineItem, ...], leaf: OutlineItem) -> str:
    """Its number in the outline: 2-(3) for the third below the second."""
    places, level = [], top
    for item in (*above, leaf):
        places.append(level.index(item) + 1)
        level = item.items
    first, *rest = places
    return f"{first}" + "".join(f"-({place})" for place in rest)

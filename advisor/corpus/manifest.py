"""corpus/manifest.yaml: the documents that may be quoted, and what is known about each."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from advisor.answering.models import Source
from advisor.corpus.problems import Problem, problem, problems_of
from advisor.corpus.yaml_reading import read_yaml
from advisor.programs.model import Authority
from advisor.values import Value

MANIFEST = "manifest.yaml"
_FIELDS = {"sources"}


class Kind(StrEnum):
    """What a source is, and so what it may be used for. PRECEDENT illustrates and never supports a rule."""

    GUIDELINES = "guidelines"
    OUTLINE = "outline"
    POLICY = "policy"
    QA = "qa"
    FORM = "form"
    BACKGROUND = "background"
    PRECEDENT = "precedent"
    FACTS = "facts"


class SourceEntry(Value):
    """One document. `issued_on` is "YYYY-MM-DD" or coarser; None everywhere means unknown.

    `valid_from`/`valid_until`: first and last day on which it may be told as today's.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    path: str = Field(min_length=1)
    title: str = Field(min_length=1)
    short_title: str | None = None
    issuer: str = Field(min_length=1)
    issued_on: str
    kind: Kind
    program: str | None = None
    round: int | None = Field(default=None, ge=1)
    authority: Authority
    valid_from: date | None = None
    valid_until: date | None = None
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    licence: str = Field(min_length=1)

    @field_validator("issued_on")
    @classmethod
    def _is_date(cls, text: str) -> str:
        return _checked_coarse_date(text)

    @property
    def display_title(self) -> str:
        """The title to show where room is short."""
        return self.short_title or self.title

    def as_source(self) -> Source:
        """The entry as answers and the API show it."""
        return Source(**{name: getattr(self, name) for name in Source.model_fields})


class Manifest(Value):
    """The sources in the order of the file. `root` is the corpus folder, absolute."""

    root: Path
    sources: tuple[SourceEntry, ...]

    @cached_property
    def by_id(self) -> dict[str, SourceEntry]:
        """The sources by id."""
        return {source.id: source for source in self.sources}

    def path_of(self, source_id: str) -> Path:
        """The file of a source. Raises KeyError for an unknown id."""
        return self.root / self.by_id[source_id].path


def load_manifest(corpus_dir: Path) -> Manifest:
    """The manifest of a corpus folder. Raises CorpusError naming file, path in the file and reason (the first one)."""
    manifest, problems = read_manifest(corpus_dir)
    if problems:
        raise problems[0].error()
    return manifest


def read_manifest(corpus_dir: Path) -> tuple[Manifest, list[Problem]]:
    """What can be read of the manifest, and everything that is wrong with it. Only sound entries are in the result."""
    root = corpus_dir.resolve()
    data, problems = read_yaml(root / MANIFEST, MANIFEST)
    problems += [problem("corpus_unknown_key", MANIFEST, str(key)) for key in data if key not in _FIELDS]
    entries = data.get("sources")
    if not problems and not isinstance(entries, list):
        problems.append(problem("corpus_missing_key", MANIFEST, "sources"))
    sources: list[SourceEntry] = []
    first_at: dict[tuple[str, str], str] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        at = f"sources[{number}]"
        source, faults = _read_entry(entry, at, root)
        if source is not None:
            faults += _repeated(source, at, first_at)
        problems += faults
        if source is not None and not faults:
            sources.append(source)
    return Manifest(root=root, sources=tuple(sources)), problems


def _read_entry(entry: Any, at: str, root: Path) -> tuple[SourceEntry | None, list[Problem]]:
    try:
        source = SourceEntry.model_validate(entry)
    except ValidationError as error:
        return None, problems_of(error, MANIFEST, at)
    problems: list[Problem] = []
    if source.valid_from and source.valid_until and source.valid_from > source.valid_until:
        problems.append(
            problem("corpus_dates_out_of_order", MANIFEST, at, earlier=source.valid_from, later=source.valid_until)
        )
    target = (root / source.path).resolve()  # follows .. and symlinks, so that neither leads out
    if Path(source.path).is_absolute() or not target.is_relative_to(root):
        problems.append(problem("corpus_outside", MANIFEST, f"{at}.path", name=source.path))
    elif not target.is_file():
        problems.append(problem("corpus_missing_file", MANIFEST, f"{at}.path", name=source.path))
    return source, problems


def _repeated(source: SourceEntry, at: str, first_at: dict[tuple[str, str], str]) -> list[Problem]:
    """Notes the entry in `first_at` and says what an earlier one has already."""
    found = []
    for what, value in (("id", source.id), ("path", source.path)):
        first = first_at.setdefault((what, value), f"{at}.{what}")
        if first != f"{at}.{what}":
            found.append(problem(f"corpus_duplicate_{what}", MANIFEST, f"{at}.{what}", value=value, first=first))
    return found


def _checked_coarse_date(text: str) -> str:
    """`text` when it is "YYYY", "YYYY-MM" or "YYYY-MM-DD" of the calendar. Raises ValueError otherwise."""
    parts = text.split("-")
    widths = [len(part) for part in parts]
    if widths not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError("YYYY, YYYY-MM or YYYY-MM-DD is expected")
    year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
    date(year, month, day)
    return text

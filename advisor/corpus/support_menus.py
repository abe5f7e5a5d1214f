"""corpus/support-menus/*.yaml: the ministries' support menus (支援メニュー), a file for each edition."""

from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from advisor.corpus.problems import Problem, problems_of
from advisor.corpus.yaml_reading import read_yaml
from advisor.values import Value

FOLDER = "support-menus"
_HEAD = "# Made by `advisor corpus extract-menus` from the source below. Do not edit: change the extraction instead.\n"


class Applicant(StrEnum):
    """Who applies (申請主体)."""

    UNIVERSITY = "university"  # ①大学等研究機関
    COMPANY = "company"  # ②民間事業者等
    MUNICIPALITY = "municipality"  # ③自治体


class MenuPhase(StrEnum):
    """The part of a theme page on which a menu stands."""

    UNIVERSITY = "大学が変わる"
    TECHNOLOGY = "関連技術"
    IMPLEMENTATION = "実装"


class Span(Value):
    """An exact part of the source: `quote == text[start:end]`."""

    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int


class PageEntry(Value):
    """A menu on its theme page: its name and ministry there, the sentence above it, the heading it is under."""

    program: str
    ministry: str
    name_span: Span
    description_span: Span | None = None
    phase_span: Span | None = None


class SupportMenu(Value):
    """One row of a contact table, as printed. `quote == text[start:end]` of the source: the row, or the contact cell
    where the table has a menu a column.

    None: the document does not say, or not with certainty. `new_adoptions`: whether new projects are taken
    (新規課題採択 有/無). `partial_applicants`: those who may apply for a part only (一部). `as_of`: as printed.
    `page`: the menu on the theme page, only where the match is certain; `description` (without layout marks) and
    `phase` come from there. `also`: other cells that the row rests on.
    """

    id: str
    theme: str
    program: str = Field(min_length=1)
    ministry: str
    applicants: tuple[Applicant, ...] = ()
    partial_applicants: tuple[Applicant, ...] = ()
    applicants_text: str | None = None
    new_adoptions: bool | None = None
    department: str
    phone: str | None = None
    email: str | None = None
    description: str | None = None
    phase: MenuPhase | None = None
    as_of: str | None = None
    source: str
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    page: PageEntry | None = None
    also: tuple[Span, ...] = ()


class ContactVariant(Value):
    """One menu's contact printed in several ways: each spelling with the ids of the rows that have it.

    The document contradicts itself; nothing is corrected, and whoever shows a contact shows all spellings.
    """

    program: str
    field: str  # "email" or "phone"
    spellings: tuple[tuple[str, tuple[str, ...]], ...]


class SupportMenus(Value):
    """One edition ("R4": Japanese fiscal year Reiwa 4) from one source."""

    edition: str
    source: str
    menus: tuple[SupportMenu, ...]

    @property
    def variants(self) -> tuple[ContactVariant, ...]:
        """The contacts that the document spells in more than one way."""
        return contact_variants(self.menus)


def load_support_menus(path: Path) -> SupportMenus:
    """One file. Raises CorpusError naming file, path in the file and reason (the first one)."""
    menus, problems = read_support_menus(path)
    if menus is None:
        raise problems[0].error()
    return menus


def load_all_support_menus(corpus_dir: Path) -> tuple[SupportMenus, ...]:
    """All editions of a corpus folder by file name. Raises CorpusError as `load_support_menus` does."""
    return tuple(load_support_menus(path) for path in menu_files(corpus_dir))


def menu_files(corpus_dir: Path) -> list[Path]:
    """The support-menu files of a corpus folder, by name."""
    return sorted((corpus_dir / FOLDER).glob("*.yaml"))


def read_support_menus(path: Path) -> tuple[SupportMenus | None, list[Problem]]:
    """One file, or None and everything that does not fit the schema."""
    file = f"{FOLDER}/{path.name}"
    data, problems = read_yaml(path, file)
    if problems:
        return None, problems
    try:
        return SupportMenus.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error, file)


def dump_support_menus(menus: SupportMenus) -> str:
    """The file's text; the same for the same menus, byte for byte."""
    data = menus.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def contact_variants(menus: tuple[SupportMenu, ...]) -> tuple[ContactVariant, ...]:
    """Where rows of one menu differ in phone or e-mail, in the order of first appearance. Pure."""
    rows: dict[tuple[str, str], dict[str, list[str]]] = {}
    for menu in menus:
        for field, value in (("email", menu.email), ("phone", menu.phone)):
            if value is not None:
                rows.setdefault((menu.program, field), {}).setdefault(value, []).append(menu.id)
    return tuple(
        ContactVariant(program=program, field=field, spellings=tuple((v, tuple(ids)) for v, ids in found.items()))
        for (program, field), found in rows.items()
        if len(found) > 1
    )

"""Support menus out of the text of the CSTI package: theme pages, contact tables, the smart-city table. Pure.

A contact table has a title (R4年度…の社会実装に向けた支援メニューの連絡先), a date line, a header row, rows by tabs.
The theme page before it lists menus as 「name【ministry】」, each under a sentence, under the headings of the phases.
"""

import re
from dataclasses import dataclass, field

from advisor.corpus.menus.cells import Cell, applicants_in, contact_in, organisation_in, plain_words
from advisor.corpus.menus.names import match_names
from advisor.corpus.menus.smart_city import smart_city_rows
from advisor.corpus.support_menus import MenuPhase, PageEntry, SupportMenu, SupportMenus

_TITLE = re.compile(r"^(R\d+)年度(.+?)の社会実装に向けた支援メニューの連絡先$")
_HEADER = ("事業名", "申請主体", "新規課題採択", "担当部署", "連絡先")
_AS_OF = re.compile(r"^\d+/\d+時点$")
_PAGE_START = re.compile(r"^大学の強みを伸ばす\s*[：:]\s*大学が変わる$")
_LISTED = re.compile(r"^(.+)【(.+)】$")
_PAGE_PART = re.compile(r"^(?:大学の強みを伸ばす|政策課題への対応)\s*[：:]|^[①-⑨]")  # a heading of a theme page
_PHASES = (
    (_PAGE_START, MenuPhase.UNIVERSITY),
    (re.compile(r"^①関連技術"), MenuPhase.TECHNOLOGY),
    (re.compile(r"^②.*実装"), MenuPhase.IMPLEMENTATION),
)


@dataclass
class _Table:
    edition: str
    theme: str
    as_of: str | None = None
    header_seen: bool = False
    rows: list[Cell] = field(default_factory=list)


@dataclass
class _Theme:
    """A theme page and the tables that follow it."""

    pages: list[PageEntry] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)


def extract_menus(text: str, source: str) -> SupportMenus:
    """All rows of all contact tables in `text`; ids by edition, theme and row. Raises ValueError if there are none."""
    themes = _themes(text)
    names: list[str] = []
    menus: list[SupportMenu] = []
    editions = [table.edition for theme in themes for table in theme.tables]
    if not editions:
        raise ValueError("no contact table found")
    for theme in themes:
        rows = [(table, row) for table in theme.tables for row in table.rows]
        matches = match_names([row.split()[0].text for _, row in rows], [page.program for page in theme.pages])
        for (table, row), match in zip(rows, matches, strict=True):
            if table.theme not in names:
                names.append(table.theme)
            count = sum(menu.theme == table.theme for menu in menus) + 1
            place = f"{table.edition.lower()}-{names.index(table.theme) + 1}-{count:02d}"
            page = theme.pages[match] if match is not None else None
            menus.append(_menu(place, table, row, page, source))
    menus += smart_city_rows(text, source, f"{editions[0].lower()}-{len(names) + 1}")
    return SupportMenus(edition=editions[0], source=source, menus=tuple(menus))


def _themes(text: str) -> list[_Theme]:
    themes: list[_Theme] = []
    reader: _PageReader | None = None
    table: _Table | None = None
    for line in _lines(text):
        if _PAGE_START.match(line.text):
            themes.append(_Theme())
            reader, table = _PageReader(themes[-1].pages), None
        title = _TITLE.match(line.text)
        if title and themes:
            reader, table = None, _Table(edition=title[1], theme=title[2])
            themes[-1].tables.append(table)
        elif reader is not None:
            reader.read(line)
        elif table is not None and not _take_row(table, line):
            table = None
    return themes


def _take_row(table: _Table, line: Cell) -> bool:
    """Adds a table's line to it; False once the table is over."""
    cells = tuple(part.text for part in line.split())
    if not line.text:
        return not table.rows
    if _AS_OF.match(line.text):
        table.as_of = line.text
    elif cells == _HEADER:
        table.header_seen = True
    elif table.header_seen and len(cells) == len(_HEADER):
        table.rows.append(line)
    else:
        return False
    return True


class _PageReader:
    """Reads a theme page line by line into `entries`."""

    def __init__(self, entries: list[PageEntry]) -> None:
        self._entries = entries
        self._sentence: Cell | None = None
        self._heading: Cell | None = None

    def read(self, line: Cell) -> None:
        listed = _LISTED.match(line.text)
        if _PAGE_PART.match(line.text):
            self._heading, self._sentence = (line if _phase_of(line.text) else None), None
        elif listed:
            self._entries.append(
                PageEntry(
                    program=listed[1],
                    ministry=listed[2],
                    name_span=line.span(),
                    description_span=self._sentence.span() if self._sentence else None,
                    phase_span=self._heading.span() if self._heading else None,
                )
            )
            self._sentence = None
        elif line.text and not line.text.startswith("※"):
            self._sentence = line


def _phase_of(heading: str) -> MenuPhase | None:
    return next((phase for pattern, phase in _PHASES if pattern.match(heading)), None)


def _menu(place: str, table: _Table, row: Cell, page: PageEntry | None, source: str) -> SupportMenu:
    program, applicants, adoptions, department, contact = (cell.text for cell in row.split())
    whole, partly = applicants_in(applicants)
    phone, email = contact_in(contact)
    sentence, heading = (page.description_span, page.phase_span) if page else (None, None)
    return SupportMenu(
        id=place,
        theme=table.theme,
        program=program,
        ministry=organisation_in(department),
        applicants=whole,
        partial_applicants=partly,
        applicants_text=applicants,
        new_adoptions={"有": True, "無": False}.get(adoptions),
        department=department,
        phone=phone,
        email=email,
        description=plain_words(sentence.quote) if sentence else None,
        phase=_phase_of(heading.quote) if heading else None,
        as_of=table.as_of,
        source=source,
        quote=row.text,
        start=row.start,
        end=row.end,
        page=page,
    )


def _lines(text: str) -> list[Cell]:
    """The lines of `text` without the white space around them, each where it stands."""
    lines, position = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Cell(line, position).stripped())
        position += len(line)
    return lines

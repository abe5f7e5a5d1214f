"""The smart-city table of the CSTI package: a menu a column, ministries on top, contacts in the last row. Pure."""

from advisor.corpus.menus.cells import Cell, contact_in, plain_words, without_contact
from advisor.corpus.support_menus import SupportMenu

THEME = "スマートシティ"
_NAME, _SUMMARY, _CONTACT = "事業名", "概要", "問合せ先"
_TITLE = "スマートシティ関連事業"


def smart_city_rows(text: str, source: str, prefix: str) -> list[SupportMenu]:
    """One menu a column, ids below `prefix`; none where the table is missing or its rows differ in length.

    The document gives neither applicants nor new adoptions here. `quote` is the contact cell as printed.
    """
    table = _table(text)
    if not table:
        return []
    ministries, rows = table
    if not all(len(cells) == len(ministries) for cells in rows.values()) or not {_NAME, _SUMMARY, _CONTACT} <= set(
        rows
    ):
        return []
    menus = []
    for column in range(1, len(ministries)):
        ministry, name = ministries[column], rows[_NAME][column]
        summary, contact = rows[_SUMMARY][column], rows[_CONTACT][column]
        phone, email = contact_in(contact.text)
        menus.append(
            SupportMenu(
                id=f"{prefix}-{column:02d}",
                theme=THEME,
                program=name.text,
                ministry=ministry.text,
                department=without_contact(contact.text),
                phone=phone,
                email=email,
                description=plain_words(summary.text),
                source=source,
                also=(ministry.span(), name.span(), summary.span()),
                quote=contact.text,
                start=contact.start,
                end=contact.end,
            )
        )
    return menus


def _table(text: str) -> tuple[list[Cell], dict[str, list[Cell]]] | None:
    """The header's cells and the rows by their first cell."""
    begin = text.find(_TITLE)
    if begin < 0:
        return None
    header: list[Cell] | None = None
    rows: dict[str, list[Cell]] = {}
    position = begin
    for line in text[begin:].splitlines(keepends=True):
        cells = [cell.stripped() for cell in Cell(line.rstrip("\r\n"), position).split()]
        position += len(line)
        if header is None and len(cells) > 1:
            header = cells
        elif header is not None and len(cells) > 1:
            rows[cells[0].text] = cells
        elif header is not None:
            break
    return (header, rows) if header else None

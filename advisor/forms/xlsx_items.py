"""One sheet as items and places. Pure."""

from advisor.forms.model import Place
from advisor.forms.xlsx_areas import Frame, find_areas
from advisor.forms.xlsx_bare import fields_beside_bare_labels
from advisor.forms.xlsx_fields import fields_in_labels, fields_with_labels
from advisor.forms.xlsx_headings import title_of, with_headings
from advisor.forms.xlsx_layout import FIELDS, Kind, Layout
from advisor.forms.xlsx_places import Found, place_of
from advisor.forms.xlsx_rows import items_of
from advisor.forms.xlsx_sheet import Sheet
from advisor.forms.xlsx_tables import find_tables
from advisor.values import Value

MAX_SPARE_PLACES = 500  # of a sheet: a person chooses among them


class SheetItems(Value):
    """What a sheet asks for, and all its places, each in reading order. `size`: of the title's letters."""

    sheet: str
    title: str
    size: float
    found: tuple[Found, ...]
    places: tuple[Place, ...]


def read_items(sheet: Sheet) -> SheetItems:
    """The items of a sheet: first of its tables, then of labels with fields, then of labels without."""
    layout = Layout(sheet, find_areas(sheet))
    found: list[Found] = []
    for table in list(find_tables(layout)):
        found += items_of(layout, table)
    found += fields_with_labels(layout)
    found += fields_in_labels(layout)
    found += fields_beside_bare_labels(layout)
    found = with_headings(layout, found)
    title = title_of(layout)
    taken = {address.partition("#")[0] for one in found for address in one.place.id.rpartition("!")[2].split(",")}
    spare = [
        (layout.order(number), place_of(sheet.title, [area], area.options))
        for number, (area, kind) in enumerate(zip(layout.areas, layout.kinds, strict=True))
        if kind in FIELDS and (area.frame is Frame.STRONG or kind is Kind.BLANK) and area.cell.address not in taken
    ]
    places = [*(((one.row, one.column), one.place) for one in found), *spare[:MAX_SPARE_PLACES]]
    return SheetItems(
        sheet=sheet.title,
        title=layout.areas[title].text.split("\n")[0] if title is not None else "",
        size=layout.areas[title].cell.size if title is not None else 0.0,
        found=tuple(found),
        places=tuple(place for _, place in sorted(places, key=lambda placed: placed[0])),
    )

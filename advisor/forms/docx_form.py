"""Official application forms as Word files: what they ask for, and the form filled in.

Only the part with the body is written; every other part of the file stays byte for byte, and so does all that no
answer belongs to. The same form and answers give the same bytes.
"""

from pathlib import PurePath

from lxml import etree  # type: ignore[import-untyped]

from advisor.errors import FormUnreadable
from advisor.forms.docx_blocks import Block, all_paragraphs
from advisor.forms.docx_filling import write_answers
from advisor.forms.docx_flow import read_flow
from advisor.forms.docx_headings import is_form_title
from advisor.forms.docx_loading import open_word
from advisor.forms.docx_paragraphs import write_face
from advisor.forms.docx_spots import Spot, all_spots
from advisor.forms.docx_tables import Found
from advisor.forms.model import Filling, Form, FormFormat, FormItem
from advisor.forms.packing import with_parts

_TITLE_WITHIN = 30  # paragraphs: a title page is no longer


def read_docx_form(data: bytes, name: str) -> Form:
    """The items and places of a form.

    Raises DocumentUnreadable for a file that cannot be read, FormUnreadable ("form_no_items") where nothing is asked.
    """
    blocks = open_word(data, name).blocks
    found = read_flow(blocks)
    if not found.items:
        raise FormUnreadable("form_no_items", name=name)
    return Form(
        name=name,
        title=_title(blocks) or PurePath(name).stem,
        format=FormFormat.DOCX,
        items=_once(found.items),
        places=tuple(spot.place for spot in _spots(blocks, found).values()),
    )


def fill_docx_form(data: bytes, form: Form, filling: Filling) -> bytes:
    """The form with the answers in their places, and with `filling.face` at its top.

    Answers without content are left out. Raises FormUnreadable where an answer's item or place is unknown, or an
    option is chosen that the place does not have; DocumentUnreadable as reading does.
    """
    word = open_word(data, form.name)
    spots = _spots(word.blocks, read_flow(word.blocks))
    write_answers(word, form, filling, spots)
    write_face(word.body, filling.face)
    written = etree.tostring(word.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return with_parts(data, {word.part: written})


def _spots(blocks: tuple[Block, ...], found: Found) -> dict[str, Spot]:
    """Every place by id. What a table or a group of boxes knows of a place goes before what is seen of it alone."""
    known = {spot.place.id: spot for spot in found.spots}
    ahead = {_beginning(spot.place.id): spot for spot in found.spots}  # a place that takes in others comes before them
    spots: dict[str, Spot] = {}
    for spot in all_spots(blocks):
        for beginning in (spot.place.id, spot.place.id.rpartition("/")[0]):
            if beginning in ahead:
                spots.setdefault(ahead[beginning].place.id, ahead[beginning])
        spots.setdefault(spot.place.id, known.get(spot.place.id, spot))
    return {**spots, **known}


def _beginning(place_id: str) -> str:
    """The id of the first place that a place takes in: of `paragraph:14-17` its first paragraph."""
    return place_id.partition("-")[0]


def _once(items: tuple[FormItem, ...]) -> tuple[FormItem, ...]:
    """The items without those whose place another has taken before."""
    first: dict[str, FormItem] = {}
    for item in items:
        first.setdefault(item.id, item)
    return tuple(first.values())


def _title(blocks: tuple[Block, ...]) -> str:
    """The title that the form bears; empty when none is found."""
    first = [paragraph for paragraph, _ in zip(all_paragraphs(blocks), range(_TITLE_WITHIN), strict=False)]
    titles = [paragraph for paragraph in first if paragraph.title and paragraph.text.strip()]
    titles = titles or [paragraph for paragraph in first if is_form_title(paragraph)]
    return " ".join(titles[0].text.split()) if titles else ""

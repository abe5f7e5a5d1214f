"""A description into slides: titles, bullets, tables, loose boxes, and notes for the speaker."""

import io
from collections.abc import Sequence

from pptx import Presentation
from pptx.slide import Slide as MadeSlide
from pptx.util import Cm

from evals.drafting.sets import Deck, PlainCell, Slide

_COVER, _CONTENT, _TITLE_ONLY = 0, 1, 5  # layouts of the library's own template


def pptx_bytes(deck: Deck) -> bytes:
    made = Presentation()
    for slide in deck.slides:
        layout = _COVER if slide.subtitle else _CONTENT if slide.bullets else _TITLE_ONLY
        _fill(made.slides.add_slide(made.slide_layouts[layout]), slide)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _fill(made: MadeSlide, slide: Slide) -> None:
    if made.shapes.title is not None:
        made.shapes.title.text_frame.text = slide.title
    if lines := (slide.subtitle,) if slide.subtitle else slide.bullets:
        made.placeholders[1].text_frame.text = "\n".join(lines)
    if slide.table:
        _add_table(made, slide.table)
    for at, text in enumerate(slide.boxes):
        made.shapes.add_textbox(Cm(1), Cm(15 + at), Cm(20), Cm(1)).text_frame.text = text
    if slide.notes:
        notes = made.notes_slide.notes_text_frame
        assert notes is not None  # the library's template of notes has one
        notes.text = slide.notes


def _add_table(made: MadeSlide, rows: Sequence[Sequence[PlainCell]]) -> None:
    table = made.shapes.add_table(len(rows), len(rows[0]), Cm(2), Cm(8), Cm(20), Cm(1)).table
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(at, column).text = "" if cell is None else str(cell)

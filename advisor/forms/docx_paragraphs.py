"""Whole paragraphs of Word: lines of an answer, a paragraph behind a heading, what is said on a form's face."""

import re
from copy import deepcopy

from lxml import etree  # type: ignore[import-untyped]

from advisor.forms.blanks import is_blank_answer, unit_of_blank
from advisor.forms.docx_runs import clean, looks_of, replace, runs_of
from advisor.forms.docx_styles import Styles
from advisor.forms.docx_text import shown_text
from advisor.forms.docx_xml import Element, W, ancestors, child_of, contents, w
from advisor.forms.limits import half_width

_ENDS_OPEN = re.compile(r"(?:\d|【[^】]*】)\s*$")
_KEPT_BEHIND = {"rFonts", "sz", "szCs", "lang"}  # of the looks of a heading, what its answer shares
_NOT_REPEATED = {"sectPr", "pPrChange"}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="FF0000"/>' for side in ("top", "left", "bottom", "right")
)
_FACE = f'<w:p xmlns:w="{W}"><w:pPr><w:pBdr>{_BORDERS}</w:pBdr><w:jc w:val="left"/></w:pPr></w:p>'
_FACE_LOOKS = f'<w:rPr xmlns:w="{W}"><w:b/><w:bCs/><w:color w:val="C00000"/></w:rPr>'


def write_lines(paragraph: Element, text: str, room: list[Element], plain: bool) -> None:
    """Write `text` over what `paragraph` shows, a line a paragraph: into those of `room` first, then into new ones.

    A unit that stood in the blank stays behind an answer that ends in a figure. Within a content control for one
    paragraph, lines are broken within it. `plain`: what stood there was a hint, whose looks do not stay.
    """
    shown = shown_text(paragraph)
    unit = unit_of_blank(shown) if is_blank_answer(shown) else ""
    if unit and _ENDS_OPEN.search(half_width(text)):
        text = f"{text}{unit}"
    lines = [text] if _holds_one_paragraph(paragraph) else text.split("\n")
    replace(paragraph, 0, len(shown), lines[0], plain)
    looks = _looks_of_paragraph(paragraph, plain)
    last = paragraph
    for line in lines[1:]:
        if room:
            last = room.pop(0)
            replace(last, 0, len(shown_text(last)), line)
            continue
        new = _empty_like(paragraph)
        new.extend(runs_of(line, looks))
        last.addnext(new)
        last = new


def paragraph_behind(heading: Element, styles: Styles) -> Element:
    """An empty paragraph for the answer of `heading`: its font and size, without the weight and number of a heading."""
    new = etree.Element(w("p"))
    properties = etree.SubElement(new, w("pPr"))
    style = child_of(heading, "pPr", "pStyle")
    is_heading = styles.heading_level(heading) is not None or styles.numbering(heading) is not None
    is_bold = any(child_of(of_style, "rPr", "b") is not None for of_style in styles.chain(heading))
    if style is not None and not is_heading and not is_bold and not styles.is_title(heading):
        properties.append(deepcopy(style))
    run = next((run for run in contents(heading) if run.tag == w("r")), None)
    looks = looks_of(run)
    if looks is not None:
        for child in list(looks):
            if etree.QName(child).localname not in _KEPT_BEHIND:
                looks.remove(child)
        if len(looks):
            properties.append(looks)
    return new


def write_face(body: Element, text: str) -> None:
    """One paragraph at the very top with `text`, bold in a red frame; nothing for an empty text."""
    if not text.strip():
        return
    face = etree.fromstring(_FACE)
    looks = etree.fromstring(_FACE_LOOKS)
    for at, run in enumerate(runs_of(clean(text).strip(), None)):
        own = child_of(run, "rPr")
        if own is not None:
            run.remove(own)
        run.insert(0, deepcopy(looks))
        face.insert(at + 1, run)
    body.insert(0, face)


def _holds_one_paragraph(paragraph: Element) -> bool:
    """Whether the paragraph stands in, or holds, a content control for plain text."""
    controls = (*ancestors(paragraph, "sdt"), *paragraph.iter(w("sdt")))
    return any(child_of(sdt, "sdtPr", "text") is not None for sdt in controls)


def _looks_of_paragraph(paragraph: Element, plain: bool) -> Element | None:
    run = next((run for run in contents(paragraph) if run.tag == w("r") and run.find(w("t")) is not None), None)
    return looks_of(run, plain) if run is not None else looks_of(child_of(paragraph, "pPr"), plain)


def _empty_like(paragraph: Element) -> Element:
    """An empty paragraph with the properties of another."""
    new = etree.Element(w("p"))
    properties = child_of(paragraph, "pPr")
    if properties is not None:
        copied = deepcopy(properties)
        for child in list(copied):
            if etree.QName(child).localname in _NOT_REPEATED:
                copied.remove(child)
        new.append(copied)
    return new

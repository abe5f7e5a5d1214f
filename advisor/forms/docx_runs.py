"""Writing into the runs of Word: text in the place of characters, in the looks of what stood there."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree  # type: ignore[import-untyped]

from advisor.forms.docx_text import Character, characters, control_of, run_of
from advisor.forms.docx_xml import XML_SPACE, Element, ancestors, child_of, contents, is_on, w

BLANK_MARK = re.compile(r"(【\s*(?:要記入|TO FILL IN)[^】\n]*】)")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML can hold them
_GUIDING = {"rStyle", "color", "i", "iCs", "vanish", "highlight", "shd", "strike"}  # the looks of hints and examples
# fitText squeezes a whole answer into the width of the blank; the others say what was changed by whom.
_NOT_COPIED = {"fitText", "rPrChange", "ins", "del", "moveFrom", "moveTo"}
# What the schema wants behind a highlight.
_BEHIND_HIGHLIGHT = set(
    ["u", "effect", "bdr", "shd", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"]
)


def clean(text: str) -> str:
    """`text` as XML can hold it, its lines ended by a line feed alone."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def replace(paragraph: Element, start: int, end: int, text: str, plain: bool = False) -> None:
    """Put `text` (its lines broken within the paragraph) in the place of the shown characters `start:end`.

    It takes the looks of the first of them, of an empty span those of the character before; `plain`: without the looks
    of a hint. Nothing else in the paragraph changes.
    """
    text = clean(text)
    shown = characters(paragraph)
    if not shown:
        _write_empty(paragraph, text, plain)
        return
    behind = (start == end and start > 0) or start >= len(shown)
    beside = shown[min(start, len(shown)) - 1] if behind else shown[start]
    hint = is_hint(beside.element)
    looks = looks_of(run_of(beside.element), plain or hint)
    anchor = _cut_behind(beside) if behind else _cut_before(beside)
    written = list(runs_of(text, looks))
    for new in reversed(written) if behind else written:
        (anchor.addnext if behind else anchor.addprevious)(new)
    for character in reversed(characters(paragraph)[start + len(text) : end + len(text)]):
        _drop(character)
    if written:
        _settle_control(written[0], "\n" in text)


def runs_of(text: str, looks: Element | None) -> Iterator[Element]:
    """Runs with `text`; the marked blanks in it on yellow."""
    for piece in BLANK_MARK.split(text):
        if piece:
            yield _run(piece, _on_yellow(looks) if BLANK_MARK.fullmatch(piece) else looks)


def looks_of(holder: Element | None, plain: bool = False) -> Element | None:
    """A copy of the properties of a run, or of a paragraph's mark, as an answer can take them."""
    properties = child_of(holder, "rPr") if holder is not None else None
    if properties is None:
        return None
    copied = deepcopy(properties)
    for child in list(copied):
        if etree.QName(child).localname in (_NOT_COPIED | _GUIDING if plain else _NOT_COPIED):
            copied.remove(child)
    return copied


def is_hint(element: Element) -> bool:
    """Whether `element` stands in a content control that shows its hint."""
    properties = control_of(element)
    return properties is not None and bool(is_on(properties, "showingPlcHdr"))


def _write_empty(paragraph: Element, text: str, plain: bool) -> None:
    """Write into a paragraph that shows nothing: into its empty control or field, if it has one."""
    run = next((run for run in contents(paragraph) if run.tag == w("r")), None)
    looks = looks_of(run, plain) if run is not None else looks_of(child_of(paragraph, "pPr"), plain)
    news = list(runs_of(text, looks))
    control = next((c for c in paragraph.iter(w("sdtContent")) if not any(True for _ in c.iter(w("t")))), None)
    ends = [mark for mark in paragraph.iter(w("fldChar")) if mark.get(w("fldCharType")) == "end"]
    for new in news:
        if control is not None:
            control.append(new)
        elif ends and any(True for _ in paragraph.iter(w("textInput"))):
            run_of(ends[0]).addprevious(new)
        else:
            paragraph.append(new)
    if news:
        _settle_control(news[0], "\n" in text)


def _settle_control(run: Element, has_lines: bool) -> None:
    """The controls round what was written show no hint any more, and no longer take their text from elsewhere.

    `has_lines`: a control for plain text has to allow for several lines.
    """
    for sdt in ancestors(run, "sdt"):
        properties = child_of(sdt, "sdtPr")
        plain = child_of(properties, "text")
        if plain is not None and has_lines:
            plain.set(w("multiLine"), "1")
        for name in ("showingPlcHdr", "dataBinding"):
            if properties is not None and (found := child_of(properties, name)) is not None:
                properties.remove(found)


def _cut_before(character: Character) -> Element:
    """The run that begins with `character`; what stood before it in its run is a run of its own."""
    run, element = run_of(character.element), character.element
    before = [child for child in run if child.tag != w("rPr")]
    before = before[: before.index(_child_with(run, element))]
    head = (element.text or "")[: character.at] if element.tag == w("t") else ""
    if not before and not head:
        return run
    first = _run("", child_of(run, "rPr"))
    first.extend(before)
    if head:
        first.append(_text(head))
        element.text = element.text[character.at :]
        element.set(XML_SPACE, "preserve")
    run.addprevious(first)
    return run


def _cut_behind(character: Character) -> Element:
    """The run that ends with `character`; what stood behind it in its run is a run of its own."""
    run, element = run_of(character.element), character.element
    children = list(run)
    behind = children[children.index(_child_with(run, element)) + 1 :]
    tail = (element.text or "")[character.at + 1 :] if element.tag == w("t") else ""
    if not behind and not tail:
        return run
    last = _run("", child_of(run, "rPr"))
    if tail:
        last.append(_text(tail))
        element.text = element.text[: character.at + 1]
        element.set(XML_SPACE, "preserve")
    last.extend(behind)
    run.addnext(last)
    return run


def _child_with(run: Element, element: Element) -> Element:
    """The child of `run` that is, or holds, `element`."""
    while element.getparent() is not run:
        element = element.getparent()
    return element


def _drop(character: Character) -> None:
    """Take a character out; a run that holds nothing more goes as well."""
    element, run = character.element, run_of(character.element)
    if element.tag == w("t"):
        element.text = element.text[: character.at] + element.text[character.at + 1 :]
        element.set(XML_SPACE, "preserve")
        if element.text:
            return
    run.remove(_child_with(run, element))
    if all(child.tag == w("rPr") for child in run):
        run.getparent().remove(run)


def _run(text: str, looks: Element | None) -> Element:
    run = etree.Element(w("r"))
    if looks is not None and len(looks):
        run.append(deepcopy(looks))
    for piece in re.split(r"([\n\t])", text):
        if piece in ("\n", "\t"):
            etree.SubElement(run, w("br" if piece == "\n" else "tab"))
        elif piece:
            run.append(_text(piece))
    return run


def _text(text: str) -> Element:
    element = etree.Element(w("t"))
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def _on_yellow(looks: Element | None) -> Element:
    marked = deepcopy(looks) if looks is not None else etree.Element(w("rPr"))
    for child in marked.findall(w("highlight")):
        marked.remove(child)
    at = next((i for i, child in enumerate(marked) if etree.QName(child).localname in _BEHIND_HIGHLIGHT), len(marked))
    highlight = etree.Element(w("highlight"))
    highlight.set(w("val"), "yellow")
    marked.insert(at, highlight)
    return marked

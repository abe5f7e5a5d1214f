"""Pictures of PDF pages, with a quote marked where it stands: an exact match, or no mark. The edge to PDFium."""

import io
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

WIDTH_PX = 1200
_LARGEST_SIDE_PX = 3000
_MARK_COLOUR = "#ffe380"  # yellow-200 of the Digital Agency's design tokens, as <mark> on the page
_pdfium = threading.Lock()  # PDFium is not thread-safe

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in PDF points


def place_of(quote: str, text: str, ordinal: int = 0) -> list[int]:
    """Indices into `text` of the characters of `quote`, white space aside; empty when it is not there exactly.

    `ordinal` says which occurrence is meant, from 0.

    >>> place_of("受付 中", "は受付\\n中です")
    [1, 2, 4]
    """
    solid = [(i, character) for i, character in enumerate(text) if not character.isspace()]
    haystack = "".join(character for _, character in solid)
    needle = "".join(quote.split())
    found = -1
    for _ in range(ordinal + 1):
        found = haystack.find(needle, found + 1)
        if found < 0 or not needle:
            return []
    return [i for i, _ in solid[found : found + len(needle)]]


def merge_lines(boxes: list[Rectangle]) -> list[Rectangle]:
    """Boxes of neighbouring characters joined into one rectangle a line."""
    lines: list[Rectangle] = []
    for left, bottom, right, top in boxes:
        if lines:
            l0, b0, r0, t0 = lines[-1]
            overlap = min(top, t0) - max(bottom, b0)
            if left >= l0 and overlap > 0.4 * min(top - bottom, t0 - b0):
                lines[-1] = (l0, min(bottom, b0), max(right, r0), max(top, t0))
                continue
        lines.append((left, bottom, right, top))
    return lines


def page_png(path: Path, page: int, quote: str = "", ordinal: int = 0) -> bytes:
    """The page (from 1) as a PNG. Raises PdfiumError for a file that cannot be read, IndexError for an unknown page."""
    return _rendered(path, path.stat().st_mtime_ns, page, quote, ordinal)


@lru_cache(maxsize=64)
def _rendered(path: Path, _changed: int, page: int, quote: str, ordinal: int) -> bytes:
    with _pdfium, pypdfium2.PdfDocument(path) as pdf:
        if not 1 <= page <= len(pdf):
            raise IndexError(page)
        opened = pdf[page - 1]
        width, height = opened.get_size()
        scale = min(WIDTH_PX / width, _LARGEST_SIDE_PX / max(width, height))
        picture: Image.Image = opened.render(scale=scale).to_pil().convert("RGB")
        boxes = _boxes(opened.get_textpage(), quote, ordinal) if quote else []
    if boxes:
        picture = _marked(picture, merge_lines(boxes), scale, height)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def _boxes(text_page: Any, quote: str, ordinal: int) -> list[Rectangle]:
    count = text_page.count_chars()
    characters = [text_page.get_text_range(i, 1) or " " for i in range(count)]
    text = "".join(character[0] for character in characters)
    return [tuple(text_page.get_charbox(i, loose=True)) for i in place_of(quote, text, ordinal)]


def _marked(picture: Image.Image, lines: list[Rectangle], scale: float, height: float) -> Image.Image:
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    for left, bottom, right, top in lines:
        draw.rectangle(
            (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale), fill=_MARK_COLOUR
        )
    return ImageChops.multiply(picture, ink)

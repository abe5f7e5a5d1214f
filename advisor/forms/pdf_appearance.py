"""How a filled field and a note look: form XObjects with a Japanese font that every viewer knows and none embeds.

Viewers that draw fields themselves are asked to (NeedAppearances); the others, and print-outs, show these. pypdf's own
appearances know no Japanese.
"""

import unicodedata
from collections.abc import Iterator

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

FONT = "/JapaneseGothic"
_BASE_FONT, _ENCODING = "/HeiseiKakuGo-W5", "/UniJIS-UTF16-H"  # of the Adobe-Japan1 collection
_LEADING = 1.3
_LARGEST, _SMALLEST, _STEP = 10.5, 4.0, 0.5  # points
_PADDING = 2.0
# Of the letters from space to ~ (CIDs 1 to 95), in thousandths of the size: Helvetica's, which viewers put there.
_LATIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 "
    "556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = tuple(int(width) for width in _LATIN.split())
_HALF_WIDTH_KANA = (327, 389, 500)


def japanese_font(writer: PdfWriter) -> IndirectObject:
    """The font as an object of the file."""
    descriptor = _dictionary(
        Type="/FontDescriptor", FontName=_BASE_FONT, Flags=4, ItalicAngle=0, Ascent=723, Descent=-241, CapHeight=709,
        StemV=69, FontBBox=[-123, -257, 1001, 910],
    )  # fmt: skip
    system = DictionaryObject()
    system[NameObject("/Registry")] = TextStringObject("Adobe")
    system[NameObject("/Ordering")] = TextStringObject("Japan1")
    system[NameObject("/Supplement")] = NumberObject(6)
    descendant = _dictionary(Type="/Font", Subtype="/CIDFontType0", BaseFont=_BASE_FONT, DW=1000)
    descendant[NameObject("/CIDSystemInfo")] = system
    descendant[NameObject("/FontDescriptor")] = writer._add_object(descriptor)
    first, last, half = _HALF_WIDTH_KANA
    descendant[NameObject("/W")] = ArrayObject(
        [
            NumberObject(1),
            ArrayObject(NumberObject(width) for width in _WIDTHS),
            NumberObject(first),
            NumberObject(last),
            NumberObject(half),
        ]
    )
    font = _dictionary(Type="/Font", Subtype="/Type0", BaseFont=f"{_BASE_FONT}-{_ENCODING[1:]}", Encoding=_ENCODING)
    font[NameObject("/DescendantFonts")] = ArrayObject([writer._add_object(descendant)])
    return writer._add_object(font)


def text_look(
    writer: PdfWriter,
    font: IndirectObject,
    text: str,
    width: float,
    height: float,
    *,
    multiline: bool,
    size: float = 0.0,
    colour: str = "0 g",
    ground: str = "",
) -> tuple[IndirectObject, float]:
    """The look of a text in a rectangle of that size in points, and the size of its letters: at most `size` (0: 10.5).

    `colour`, `ground`: operators that set the colour of the letters, and that paint what is behind them.
    """
    lines, points = _fitted(text, width - 2 * _PADDING, height - 2 * _PADDING, size or _LARGEST, multiline=multiline)
    leading = points * _LEADING
    first = height - _PADDING - points if multiline else (height - points) / 2 + points * 0.12
    drawn = [f"<{line.encode('utf-16-be').hex()}> Tj 0 {-leading:.2f} Td" for line in lines]
    stream = DecodedStreamObject()
    stream.set_data(
        (
            f"{ground}/Tx BMC q 1 1 {max(width - 2, 0):.2f} {max(height - 2, 0):.2f} re W n BT {FONT} {points:g} Tf "
            f"{colour} {_PADDING:.2f} {first:.2f} Td {' '.join(drawn)} ET Q EMC"
        ).encode("ascii")
    )
    stream[NameObject("/Type")] = NameObject("/XObject")
    stream[NameObject("/Subtype")] = NameObject("/Form")
    stream[NameObject("/BBox")] = ArrayObject(FloatObject(round(value, 2)) for value in (0, 0, width, height))
    fonts, resources = DictionaryObject(), DictionaryObject()
    fonts[NameObject(FONT)] = font
    resources[NameObject("/Font")] = fonts
    stream[NameObject("/Resources")] = resources
    return writer._add_object(stream), points


def height_of(text: str, width: float, size: float) -> float:
    """How high a text gets in that width."""
    return len(list(_wrapped(text, width - 2 * _PADDING, size))) * size * _LEADING + 3 * _PADDING


def _fitted(text: str, width: float, height: float, size: float, *, multiline: bool) -> tuple[list[str], float]:
    """The lines and the size that fit; the smallest size is kept even where it does not fit."""
    points = size
    while True:
        lines = list(_wrapped(text, width, points)) if multiline else [" ".join(text.split("\n"))]
        fits = (
            len(lines) * points * _LEADING <= height
            if multiline
            else _width(lines[0], points) <= width and points <= max(height, _SMALLEST)
        )
        if fits or points - _STEP < _SMALLEST:
            return lines, points
        points -= _STEP


def _wrapped(text: str, width: float, points: float) -> Iterator[str]:
    """Lines that are no wider; Japanese breaks anywhere, Latin words stay whole where they can."""
    for paragraph in text.split("\n"):
        line = ""
        for character in paragraph:
            if line and _width(line + character, points) > width:
                cut = len(line)
                if character.isascii() and character.isalnum():
                    word = len(line) - len(
                        line.rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
                    )
                    cut = len(line) - word if 0 < word < len(line) else len(line)
                yield line[:cut]
                line = line[cut:].lstrip(" ")
            line += character
        yield line


def _width(text: str, points: float) -> float:
    return sum(_letter(character) for character in text) * points / 1000


def _letter(character: str) -> int:
    if " " <= character <= "~":
        return _WIDTHS[ord(character) - 32]
    return 500 if unicodedata.east_asian_width(character) == "H" else 1000


def _dictionary(**entries: str | int | list[int]) -> DictionaryObject:
    made = DictionaryObject()
    for key, value in entries.items():
        if isinstance(value, str):
            made[NameObject(f"/{key}")] = NameObject(value)
        elif isinstance(value, int):
            made[NameObject(f"/{key}")] = NumberObject(value)
        else:
            made[NameObject(f"/{key}")] = ArrayObject(NumberObject(number) for number in value)
    return made

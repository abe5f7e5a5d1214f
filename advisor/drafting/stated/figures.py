"""Figures with their units, in running text and in cells: 42件, 約1.2億円, 四十二件, 40~45社. Pure, on half-width
text."""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from advisor.drafting.stated.units import SCALE, SCALES, UNIT, Unit, unit_of
from advisor.values import Value


class Figure(Value):
    """A figure as it is written at `start:end`. `value` in the unit's kind (yen, not 千円); `upper`: of a range.

    `step`: the smallest difference that the way of writing can tell (1.2億円: ten million yen).
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    unit: Unit | None = None
    approximate: bool = False
    bound: Literal["", "least", "most"] = ""
    step: Decimal = Decimal(1)


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = rf"{_DIGITS}(?:\s?(?:{SCALE})(?:\s?{_DIGITS}\s?(?:{SCALE}))*(?:\s?{_DIGITS})?)?"
_K = "〇一二三四五六七八九十百千"
_KANJI = rf"(?<![第数{_K}同唯統単])(?![百千](?![{_K}]))[{_K}]{{1,7}}"  # a lone 千 is the scale of 千円
_ABOUT = r"(?P<about>約|およそ|おおよそ|おおむね|概ね|ほぼ|凡そ|最大|最低)?\s*"
_AFTER = r"(?:\s*(?P<after>以上|超|を超え|を上回|以下|以内|未満|程度|前後|余り|余|強(?!化)|弱|ほど|近く))?"
_RANGE = rf"(?P<low>{_DIGITS})\s*(?:{UNIT.replace('?P<u', '?P<w')})?\s*[~〜\-–—―−]\s*(?P<high>{_NUMBER})"
_FIGURE = re.compile(
    rf"{_ABOUT}(?<![\d.,第])(?:{_RANGE}|(?P<one>{_NUMBER})|(?P<kanji>{_KANJI}))\s*(?P<of>{UNIT}){_AFTER}"
)
_BARE = re.compile(rf"\s*{_ABOUT}(?P<one>{_NUMBER})\s*(?P<rest>\(.*\)|※.*|\*\d*)?\s*")
_PIECE = re.compile(rf"({_DIGITS})\s?({SCALE})?")
# Behind a figure: a difference, a rate, an ordinal; none of them says how many there are.
_NO_COUNT = re.compile(
    r"\s*(?:の|の大幅な)?(?:増(?!員|設)|減|アップ|ダウン|上回|下回|多[いくか]|少な[いくか]|不足|超過)|当たり|あたり|につき|ずつ|毎|ごと|目(?![標指])|分の|連続|ひとり"
)
_DIFFERENCE = re.compile(r"(?:比|差|増減|増加数|プラス|マイナス|[+▲△])\s*[::]?\s*$")
_LESS, _MORE = {"以下", "以内", "未満", "弱", "近く"}, {"以上", "超", "を超え", "を上回", "余り", "余", "強"}
_VAGUE = {"程度", "前後", "ほど", "余り", "余", "強", "弱", "近く"}


def figures_in(text: str) -> list[Figure]:
    """The figures with a unit in `text`, in order. Differences (6件増), rates and ordinals are left out."""
    return [figure for match in _FIGURE.finditer(text) if (figure := _figure(match, text)) is not None]


def cell_figure(cell: str, unit: Unit | None) -> Figure | None:
    """The figure that a cell of a table begins with; a bare number is in `unit`. None: the cell is no figure."""
    figure = next(iter(figures_in(cell)), None)
    if figure is not None and not cell[: figure.start].strip():
        return figure
    match = _BARE.fullmatch(cell)
    if match is None:
        return None
    value, step = _value(match["one"])
    scale = unit.scale if unit else Decimal(1)
    about = match["about"] is not None
    end = match.end("one")
    return Figure(
        start=match.start("one"), end=end, value=value * scale, unit=unit, approximate=about, step=step * scale
    )


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures can be told of the same thing: equal, rounded, within a range or above a bound.

    >>> agree(figures_in("約40件")[0], figures_in("42件")[0])
    True
    """
    if one.value == other.value or _overlap(one, other):
        return True
    if one.bound or other.bound or one.upper or other.upper:
        return False
    if one.approximate or other.approximate:
        return _near(one, other)
    coarse, fine = (one, other) if one.step >= other.step else (other, one)
    if coarse.step == fine.step:
        return False
    rounded = {
        (fine.value / coarse.step).quantize(Decimal(1), way) * coarse.step for way in (ROUND_HALF_UP, ROUND_FLOOR)
    }
    return coarse.value in rounded and abs(one.value - other.value) * 10 <= max(one.value, other.value)


def _overlap(one: Figure, other: Figure) -> bool:
    low, high = _limits(one)
    other_low, other_high = _limits(other)
    return low <= other_high and other_low <= high


def _limits(figure: Figure) -> tuple[Decimal, Decimal]:
    if figure.bound == "least":
        return figure.value, Decimal("Infinity")
    if figure.bound == "most":
        return Decimal("-Infinity"), figure.value
    return figure.value, figure.upper if figure.upper is not None else figure.value


def _near(one: Figure, other: Figure) -> bool:
    """Within a tenth; within a fifth where the other rounds to what is written."""
    about, exact = (one, other) if one.approximate else (other, one)
    difference = abs(about.value - exact.value)
    if difference * 10 <= max(about.value, exact.value):
        return True
    step = Decimal(10) ** (len(str(int(about.value))) - len(str(int(about.value)).rstrip("0")))
    rounds = (exact.value / step).quantize(Decimal(1), ROUND_HALF_UP) * step == about.value
    return rounds and difference * 5 <= max(about.value, exact.value)


def _figure(match: re.Match[str], text: str) -> Figure | None:
    before = text[: match.start()]
    if _NO_COUNT.match(text[match.end() :]) or _DIFFERENCE.search(before):
        return None
    if re.match(r"\s*(?:当|あ)たり|ひとり", text[match.end("of") :]):
        return None
    unit, upper = unit_of(match), None
    if match["low"]:
        value, step = _value(match["low"])
        upper, _ = _value(match["high"])
        if scale := re.search(rf"({SCALE})\s*$", match["high"]):  # 1~2億円
            value *= SCALES[scale[1]]
        if upper <= value:
            return None
    elif match["kanji"]:
        value, step = Decimal(_kanji(match["kanji"])), Decimal(1)
    else:
        value, step = _value(match["one"])
    after, about = match["after"] or "", match["about"] or ""
    return Figure(
        start=match.start(),
        end=match.end(),
        value=value,
        upper=upper,
        unit=unit,
        approximate=after in _VAGUE or about not in {"", "最大", "最低"},
        bound=_bound(about, after),
        step=step,
    )


def _bound(about: str, after: str) -> Literal["", "least", "most"]:
    if after in _VAGUE:
        return ""
    if after in _MORE or about == "最低":
        return "least"
    return "most" if after in _LESS or about == "最大" else ""


def _value(written: str) -> tuple[Decimal, Decimal]:
    """The number, and what the last of its digits is worth."""
    total, step = Decimal(0), Decimal(1)
    for digits, scale in _PIECE.findall(written):
        plain = digits.replace(",", "")
        worth = SCALES.get(scale, Decimal(1))
        total += Decimal(plain) * worth
        step = worth / 10 ** len(plain.partition(".")[2])
    return total, step


def _kanji(written: str) -> int:
    if not re.search("[十百千]", written):
        return int("".join(str("〇一二三四五六七八九".index(c)) for c in written))
    total = current = 0
    for character in written:
        if character in "十百千":
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            current = 0
        else:
            current = "〇一二三四五六七八九".index(character)
    return total + current

"""What a label says: the words of its subject, what narrows it, whose it is, when, in which unit. Pure.

A label is a noun phrase of a sentence, the name of a row, the head of a column, a heading or a caption.
"""

import re
from functools import lru_cache

from advisor.drafting.stated.field_words import dropped, phrase, qualifiers, same_words
from advisor.drafting.stated.periods import Period, periods_in, without_periods
from advisor.drafting.stated.units import Unit, unit_by_name, unit_in_label, units_in_caption
from advisor.japanese import words
from advisor.values import Value

WHOLE, UNIVERSITY, HUB = "全学", "本学", "拠点"  # whose a figure is, where no name says it


class Label(Value):
    """`words`: the subject, without order. `qualifiers`: names of what narrows it (目標, 累計, 海外 …).

    `organisation`: WHOLE, UNIVERSITY, HUB, a name as written, or empty. `shown`: as a person reads it.
    """

    words: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    organisation: str = ""
    period: Period | None = None
    unit: Unit | None = None
    shown: str = ""
    units: tuple[Unit, ...] = ()
    part: bool = False
    total: bool = False

    def joined(self, other: "Label") -> "Label":
        """Both labels told of one figure; what `self` says of period, unit and organisation goes first."""
        return Label(
            words=self.words | other.words,
            qualifiers=self.qualifiers | other.qualifiers,
            organisation=self.organisation or other.organisation,
            period=self.period or other.period,
            unit=self.unit or other.unit,
            shown=" ".join(part for part in (self.shown, other.shown) if part),
            part=self.part or other.part,
            total=self.total or other.total,
        )


_NUMBERING = re.compile(
    r"^\s*(?:[・●○◆◇■□▪◦*※→>#\-–]\s*|[(\[]?\d{1,2}[)\].．]\s*(?!\d)|\d{1,2}-\d{1,2}\.?\s+|第\d+[章節条]\s*|[ア-ン][.)]\s*|表\s*\d*[-:.]?\d*\s+|図\s*\d*[-:.]?\d*\s+)+"
)
_ONLY_MARKS = re.compile(r"[\s\ue000()\[\]【】〔〕「」『』<>〈〉《》:;,、。・/|*#=\-–~〜]+")
_NAME = r"(?:[一-龥々ァ-ヺーA-Za-z0-9・&]|(?<=[一-龥])ヶ(?=[一-龥]))"
_PARTICLES = {"助詞", "助動詞", "動詞", "形容詞", "副詞", "代名詞", "連体詞", "接続詞", "感動詞", "補助記号", "空白"}
_OF_OTHERS = re.compile(
    r"他|各|全国|国内|県内|県外|海外|複数|国立|公立|私立|両|近隣|連携|協定|参画|参加|提携|地域の|主要|多く|産学|共同|研究"
)
_AREAS = frozenset({"延べ床", "敷地", "建築", "床", "専有"})
_NUMBER = re.compile(r"[\d,.]+$")


@lru_cache(maxsize=16384)
def read_label(text: str, *, alone: bool = True, kind: str = "") -> Label:
    """What a label in half width says. `alone`: a bare 2023 is a year. `kind`: of the figure's unit, where known."""
    bare = _NUMBERING.sub("", text.strip())
    found = periods_in(bare, alone=alone)
    period = found[0].period if len(found) == 1 else None
    rest = without_periods(bare, found)
    unit, rest = unit_in_label(rest)
    shown = " ".join(_ONLY_MARKS.sub(" ", rest).split())
    part, total = bool(phrase("part").search(rest)), bool(phrase("total").search(rest))
    for name in ("part", "total", "by"):
        rest = phrase(name).sub(" ", rest)
    organisation, rest = _organisation(_same(rest))
    rest, narrowing = _qualifiers(rest)
    rest, more = _qualifiers(rest)
    unit = unit or unit_by_name(shown)
    return Label(
        words=subject_words(_same(rest), kind or (unit.kind if unit else "")),
        qualifiers=narrowing | more,
        organisation=organisation,
        period=period,
        unit=unit,
        units=units_in_caption(bare),
        shown=shown,
        part=part,
        total=total,
    )


def narrowing_of(text: str) -> frozenset[str]:
    """The names of what narrows a subject in a piece of running text."""
    return _qualifiers(text)[1]


def subject_words(text: str, kind: str = "") -> frozenset[str]:
    """The normalised words of a subject, without those that say nothing about it (件数, 実績, and 額 of money)."""
    spoken = [word for word in words(text) if word.part not in _PARTICLES and not _ONLY_MARKS.fullmatch(word.surface)]
    kept = {word.normal for word in spoken if word.normal not in dropped("always")}
    if kind == "円":
        kept = set(without_money(frozenset(kept))) or kept - {"円"}
    if kind == "m2" and not kept & _AREAS and kept != {"面積"}:
        kept = kept - {"面積"}
    strong = {word for word in kept if word not in dropped("weak")}
    return frozenset(word for word in strong or kept if not _NUMBER.match(word) or len(strong or kept) > 1)


def without_money(words: frozenset[str]) -> frozenset[str]:
    """The words of an amount without those that only say that it is money, where others remain."""
    return frozenset(word for word in words if word not in dropped("money")) or words


def heading_words(text: str) -> frozenset[str]:
    """The words of a heading that may narrow what stands below it."""
    return frozenset(
        word for word in read_label(text).words if word not in dropped("heading") and not _NUMBER.match(word)
    )


def _same(text: str) -> str:
    for word, pattern in same_words():
        text = pattern.sub(f" {word} ", text)
    return text


def _qualifiers(text: str) -> tuple[str, frozenset[str]]:
    found = set()
    for name, pattern in qualifiers():
        text, times = pattern.subn(" ", text)
        if times:
            found.add(name)
    return text, frozenset(found)


def _organisation(text: str) -> tuple[str, str]:
    for name in ("whole", "hub", "university"):
        if found := phrase(name).search(text):
            rest = text[: found.start()] + " " + text[found.end() :]
            return {"whole": WHOLE, "hub": HUB, "university": UNIVERSITY}[name], rest
    named = _named().search(text)
    if named is None or _OF_OTHERS.match(named["name"]):
        return "", text
    return named["name"], text[: named.start()] + " " + text[named.end() :]


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """A name of an organisation that owns what follows: 架空先端材料拠点の, 架空大学における."""
    return re.compile(
        rf"(?P<name>{_NAME}{{1,30}}(?:{phrase('organisation').pattern}))(?=の|における|では|において|には|として|$)"
    )

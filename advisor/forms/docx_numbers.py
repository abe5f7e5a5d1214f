"""The numbers that Word shows before the paragraphs of its lists. They are in no text: they are counted."""

import re
from collections import defaultdict

from advisor.forms.docx_styles import Styles
from advisor.forms.docx_xml import Element, child_of, value_of, w, whole

_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_KANJI = "〇一二三四五六七八九"
_ROMAN = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
_PART = re.compile(r"%(\d)")
_LEVELS = 9
_MOST_SPELLED = 99  # no form counts further in letters or kanji
_BULLET = "・"


class Numbers:
    """Counts the numbered paragraphs of a file, in its order."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        """`numbering`: the root of the numbering part, if there is one."""
        self._styles = styles
        self._lists: dict[str, Element] = {}
        self._abstract: dict[str, Element] = {}
        self._begun: set[tuple[str, int]] = set()
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        if numbering is not None:
            self._lists = {entry.get(w("numId"), ""): entry for entry in numbering.findall(w("num"))}
            self._abstract = {entry.get(w("abstractNumId"), ""): entry for entry in numbering.findall(w("abstractNum"))}

    def next(self, paragraph: Element) -> str:
        """The number shown before `paragraph`, ・ for a bullet, or nothing. To be asked once for each, in order."""
        properties = self._styles.numbering(paragraph)
        list_id = value_of(properties, "numId")
        if properties is None or list_id is None or list_id not in self._lists:
            return ""
        at = min(max(whole(value_of(properties, "ilvl")), 0), _LEVELS - 1)
        abstract_id = value_of(self._lists[list_id], "abstractNumId") or ""
        counts = self._counts[abstract_id]
        before = None if self._restarts(list_id, at) else counts[at]
        counts[at] = self._start(list_id, at) if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        level = self._level(list_id, at)
        form = value_of(level, "numFmt")
        if level is None or form in ("bullet", "none"):
            return _BULLET if form == "bullet" else ""
        pattern = value_of(level, "lvlText") or ""
        return _PART.sub(lambda match: self._shown(list_id, int(match[1]) - 1, counts), pattern).strip()

    def _restarts(self, list_id: str, at: int) -> bool:
        """Whether the list begins to count anew here: at its first paragraph, where it says what to begin with."""
        if (list_id, at) in self._begun:
            return False
        self._begun.add((list_id, at))
        overrides = self._lists[list_id].findall(w("lvlOverride"))
        return any(o.get(w("ilvl")) == str(at) and value_of(o, "startOverride") is not None for o in overrides)

    def _shown(self, list_id: str, at: int, counts: list[int | None]) -> str:
        if not 0 <= at < _LEVELS:
            return ""
        count = counts[at]
        return number_in(
            value_of(self._level(list_id, at), "numFmt") or "decimal",
            self._start(list_id, at) if count is None else count,
        )

    def _level(self, list_id: str, at: int) -> Element | None:
        overrides = self._lists[list_id].findall(w("lvlOverride"))
        own = (child_of(entry, "lvl") for entry in overrides if entry.get(w("ilvl")) == str(at))
        found = next((level for level in own if level is not None), None)
        if found is not None:
            return found
        abstract = self._abstract.get(value_of(self._lists[list_id], "abstractNumId") or "")
        levels = abstract.findall(w("lvl")) if abstract is not None else []
        return next((level for level in levels if level.get(w("ilvl")) == str(at)), None)

    def _start(self, list_id: str, at: int) -> int:
        overrides = self._lists[list_id].findall(w("lvlOverride"))
        own = [value_of(entry, "startOverride") for entry in overrides if entry.get(w("ilvl")) == str(at)]
        stated = next((value for value in own if value is not None), value_of(self._level(list_id, at), "start"))
        return whole(stated, 1)


def number_in(form: str, number: int) -> str:
    """`number` in one of Word's formats; plain figures in one that is not known.

    >>> number_in("aiueoFullWidth", 2), number_in("decimalEnclosedCircle", 3), number_in("japaneseCounting", 12)
    ('イ', '③', '十二')
    """
    if not 1 <= number <= _MOST_SPELLED:
        return str(number)
    if form.startswith("aiueo"):
        return _AIUEO[(number - 1) % len(_AIUEO)]
    if form.startswith("iroha"):
        return _IROHA[(number - 1) % len(_IROHA)]
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "chineseCounting"):
        return _kanji(number)
    if form.endswith("Roman"):
        return _roman(number) if form.startswith("upper") else _roman(number).lower()
    if form.endswith("Letter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form.startswith("upper") else letter.lower()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_KANJI[tens % 10]}十"
    return ten + (_KANJI[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written

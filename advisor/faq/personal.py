"""Personal data in what somebody wrote: found, and replaced by neutral words. It helps a person look, and is no proof.

What stands in the public sources stays: the ministry's address is nobody's secret, and neither is the name of a
selected university, unless the asker says that it is his own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from advisor.answering.understand import detect_language
from advisor.faq.contacts import contacts_in
from advisor.faq.organisations import organisations_in
from advisor.faq.people import FORMS, people_in
from advisor.faq.records import Personal, PersonalKind
from advisor.folding import fold_width
from advisor.japanese import morphemes
from advisor.messages import Language, say

# Which one counts where two overlap; the earlier one.
_ORDER = (
    PersonalKind.EMAIL,
    PersonalKind.NUMBER,
    PersonalKind.PHONE,
    PersonalKind.POSTAL,
    PersonalKind.ADDRESS,
    PersonalKind.NAME,
    PersonalKind.ORGANISATION,
)
_WHOLE_NAME = 4  # characters from which a name that stands in a source is a public one: 山田 is anybody's
_ASKERS_OWN = re.compile(
    r"(?:[^。、\n]{0,25}?の)?(?:者(?:です|と|で)|職員|教員|学生|研究者)(?:です|で、|と申|をして)|に(?:勤|所属|在籍)|を(?:代表|担当)して"
    r"|(?:と(?:申|いい)|でございます)|[)]?です[。が、]"
)
_OUR = re.compile(r"(?:本学|弊学|当社|弊社|当方|私ども|うち|当学|当院|私)(?:は|が|の|、|\(|（)?$")
_BETWEEN = re.compile(r"\s?(?:[^。、\n]{0,25}?(?:の|\s))?$")


class Public:
    """What everybody may read, and so is no personal data: contacts and names in texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        evens = [evened(text) for text in texts]
        self._compact = "\n".join(map(_compact, evens))
        self._contacts = {
            (kind, _plain(kind, text[start:end])) for text in evens for kind, start, end in contacts_in(text)
        }

    def holds(self, kind: PersonalKind, surface: str) -> bool:
        """Whether this stands in the texts."""
        if kind in {PersonalKind.ORGANISATION, PersonalKind.ADDRESS}:
            return bool(surface.strip()) and _compact(surface) in self._compact
        if kind is PersonalKind.NAME:
            return len(surface) >= _WHOLE_NAME and _compact(surface) in self._compact
        return (kind, _plain(kind, surface)) in self._contacts


def find_personal(text: str, public: Public | None = None) -> list[Personal]:
    """The personal data in `text`, in its order, without overlaps.

    >>> [str(each.kind) for each in find_personal("架空大学の山田花子です。TEL 03-1234-5678")]
    ['organisation', 'name', 'phone']
    """
    even = evened(text)
    pieces = morphemes(even.translate(FORMS))
    names = sorted(set(people_in(even, pieces)))
    found = [Personal(kind=kind, start=start, end=end) for kind, start, end in contacts_in(even)]
    found += [Personal(kind=PersonalKind.NAME, start=start, end=end) for start, end in names]
    found += [Personal(kind=PersonalKind.ORGANISATION, start=s, end=e) for s, e in organisations_in(even, pieces)]
    starts = [start for start, _ in names]
    kept = [each for each in _without_overlaps(found) if not _is_public(each, even, starts, public)]
    return sorted(kept, key=lambda each: each.start)


def without_personal(text: str, public: Public | None = None) -> tuple[str, dict[PersonalKind, int]]:
    """`text` with neutral words in place of personal data, and how many pieces of each kind there were.

    >>> without_personal("架空大学の山田花子です。")[0]
    '(機関名)の(氏名)です。'
    """
    found = find_personal(text, public)
    language, _ = detect_language(text)
    pieces, at = [], 0
    for each in found:
        pieces += [text[at : each.start], say(f"faq.instead_{each.kind}", language)]
        at = each.end
    return "".join([*pieces, text[at:]]), dict(Counter(each.kind for each in found))


def masks_in(text: str) -> list[str]:
    """The neutral words of `without_personal` that `text` holds, in its order, in any width and either language.

    >>> masks_in("（氏名）様の(機関名)の件")
    ['(氏名)', '(機関名)']
    """
    return _masks().findall(evened(text))


@cache
def _masks() -> re.Pattern[str]:
    words = {say(f"faq.instead_{kind}", language).strip("()") for kind in PersonalKind for language in Language}
    return re.compile(rf"\(\s?(?:{'|'.join(map(re.escape, sorted(words)))})\s?\)", re.I)


def evened(text: str) -> str:
    """`text` in half width with each character in its place: what has no half width of one character stays."""
    return "".join(_even(character) for character in text)


def _even(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _without_overlaps(found: list[Personal]) -> list[Personal]:
    kept: list[Personal] = []
    for each in sorted(found, key=lambda one: (_ORDER.index(one.kind), one.start - one.end)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return kept


def _is_public(each: Personal, text: str, names: list[int], public: Public | None) -> bool:
    if public is None or not public.holds(each.kind, text[each.start : each.end]):
        return False
    return each.kind is not PersonalKind.ORGANISATION or not _is_own(each, text, names)


def _is_own(each: Personal, text: str, names: list[int]) -> bool:
    """Whether the asker says that the organisation is his own."""
    begins = not text[: each.start].rstrip(" 　").rstrip() or text[: each.start].rstrip(" 　")[-1] in "。、\n"
    if _OUR.search(text, 0, each.start):
        return True
    if (said := _ASKERS_OWN.match(text, each.end)) and (begins or not said[0].endswith(("です。", "ですが", "です、"))):
        return True
    return any(0 <= start - each.end <= 27 and _BETWEEN.match(text[each.end : start]) for start in names)


def _compact(text: str) -> str:
    return re.sub(r"[\s*]", "", fold_width(text)).lower()


def _plain(kind: PersonalKind, surface: str) -> str:
    return _compact(surface) if kind is PersonalKind.EMAIL else re.sub(r"\D", "", fold_width(surface))

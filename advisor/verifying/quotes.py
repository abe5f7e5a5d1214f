"""The words that a claim rests on: whether they stand in a passage, and what they bring along from it. Pure."""

import re

from advisor.verifying.claims import Claim, Passage
from advisor.wareki import rounds_in

_SPACE = re.compile(r"\s+")
_HEADING_CHARS = 150  # before a passage in which its heading stands
_ITEM = re.compile(r"[①-⑳]|^\s*\(?\d{1,2}[.)]\s", re.M)
_STOP = re.compile(r"[。！？!?]|\n\s*\n|\n(?=[^\n]*\t)|\n(?=\s*[-・※|○●■□◆▲①-⑳(（→])")


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where `quote` stands in `text`; white space may differ, nothing else.

    >>> place_of("産学 連携", "①産学\\n連携の拠点")
    (1, 6)
    """
    words = [re.escape(part) for part in _SPACE.split(quote.strip()) if part]
    if not words:
        return None
    found = text.find(quote.strip())
    if found >= 0:
        return found, found + len(quote.strip())
    letters = [re.escape(letter) for letter in _SPACE.sub("", quote)]
    match = re.search(r"\s*".join(letters), text)
    return match.span() if match else None


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentences of `text` that the characters `start:end` belong to."""
    before = max((match.end() for match in _STOP.finditer(text, 0, start)), default=0)
    stop = _STOP.search(text, max(start, end - 1))
    return text[before : stop.end() if stop else len(text)]


def rounds_near(text: str, start: int, end: int) -> frozenset[int]:
    """The calls that the characters `start:end` of a source name, or a heading just before them."""
    return frozenset(rounds_in(text[max(0, start - _HEADING_CHARS) : end]))


def line_around(quote: str, text: str) -> str:
    """The line of `text` that the quote begins in; "" where it is not in it."""
    place = place_of(quote, text)
    if place is None:
        return ""
    begin = text.rfind("\n", 0, place[0]) + 1
    end = text.find("\n", place[1])
    return text[begin : end if end >= 0 else len(text)]


def evidence_of(claim: Claim, cited: list[Passage]) -> list[str] | None:
    """What the claim's figures and wording are held against: of the passage that holds its quote the sentences around
    it, of the other passages that it cites everything. None: its quote stands in none of them."""
    texts: list[str] = []
    found = False
    for passage in cited:
        place = None if found else place_of(claim.quote, passage.quote)
        if place is None:
            texts.append(passage.quote)
            continue
        found = True
        texts.insert(0, sentence_around(passage.quote, *place))
    return texts if found else None


def heading_and_quote(quote: str, text: str) -> str:
    """The passage up to the end of the quote, from the last item that begins before it (② 地域貢献型: …): what the
    quoted words are said of. The whole passage where the quote is not in it."""
    place = place_of(quote, text)
    if place is None:
        return text
    begins = [match.start() for match in _ITEM.finditer(text, 0, place[1])]
    return text[begins[-1] if begins else 0 : place[1]]

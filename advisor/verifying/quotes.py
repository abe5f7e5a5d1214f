"""The words that a claim rests on: whether they stand in a passage, and what they bring along from it. Pure."""

import re

from advisor.verifying.claims import Claim, Passage

_SPACE = re.compile(r"\s+")
_ITEM = re.compile(r"[①-⑳]|^\s*\(?\d{1,2}[.)]\s", re.M)
_NAME_LETTERS = 4
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


def stands_with_context(figure: str, text: str, passages: list[str]) -> bool:
    """Whether `figure` stands in a passage within the same name as in `text` (ローカル10,000プロジェクト): its
    neighbours on both sides, white space and punctuation apart, are the same, and are more than units of time."""
    plain = [_SPACE.sub("", passage) for passage in passages]
    ours = _SPACE.sub("", text)
    for match in re.finditer(re.escape(figure), ours):
        around = ours[max(0, match.start() - 4) : match.end() + 4]
        letters = re.sub(r"[\d\W年月日時分円億万件名回]", "", around.replace(figure, ""))
        if len(letters) >= _NAME_LETTERS and any(around in passage for passage in plain):
            return True
    return False


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

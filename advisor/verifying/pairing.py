"""A figure, address or name given to another item than its own: 16 % for the programme that has 25 %. Pure.

Evidence is cut into items (a row, a line, a part of a sentence between commas). A part of the statement that gives a
value must be on the item that holds the value, not more on one that holds another.
"""

import re
from collections.abc import Callable, Collection, Sequence

from advisor.folding import fold_width, search_form
from advisor.verifying.names import organisations_in
from advisor.verifying.wording import content_words

_BROKEN = re.compile(r"(?<=[\u3040-\u9fff])\n(?=[\u3040-\u9fff約0-9０-９])")
_ITEM_END = re.compile(r"\n|[。；;]|、(?=[^、。]{2,})|(?<=[円%％件名域社])[、，]?\s+(?=\S)|,\s+|\s/\s")
_PART_END = re.compile(r"。|、|,\s+|;\s+|\band\b|\bwhile\b")
_SUBJECT_END = re.compile(r"(?:は|では|が|について)$")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|0\d{1,4}-\d{1,4}-\d{3,4}")
_FIGURE = re.compile(
    r"(?<![\d,.])\d[\d,.]*(?=\s*(?:%|割|億|万|千|百|円|拠点|地域|団体|件|名|人|社|機関|大学|校|類型|本|倍|か月|ヶ月|percent|hubs?|regions?|projects?|people|million))"
    r"|(?<=約)\d[\d,.]*|\d+/\d+|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日"
)
_MINISTRY = re.compile(r"[\u4e00-\u9fff]{2,5}[省庁](?!庁)")
_FEW_LINES = 3
_LEAST_WORDS = 2  # that a part must hold to be set beside items


def is_mispaired(statement: str, evidence: Sequence[str], same: Callable[[str], Collection[str]]) -> bool:
    """Whether a part of the statement gives a value that stands only with items which it is less about than others."""
    items = [item for text in evidence for item in items_of(text)]
    if len(items) < 2:
        return False
    known = [(_words(item), item) for item in items]
    return any(_part_is_mispaired(part, known, same) for part in parts_of(statement))


def items_of(text: str) -> list[str]:
    """The items of a piece of evidence; a row of a table is one.

    >>> items_of("国際競争力強化地域:18地域、研究機能高度化地域22地域")
    ['国際競争力強化地域:18地域', '研究機能高度化地域22地域']
    """
    found: list[str] = []
    blocks = re.split(r"\n[ \u3000]*\n", text)
    for block in blocks:
        if len(blocks) > 1 and 1 <= block.strip().count("\n") <= _FEW_LINES:
            found.append(block.strip())  # a heading and what stands below it
            continue
        for line in _BROKEN.sub("", block).split("\n"):
            pieces = [line] if "\t" in line or "|" in line else _ITEM_END.split(line)
            found += [piece.strip() for piece in pieces if piece and piece.strip()]
    return found


def parts_of(statement: str) -> list[str]:
    """The parts of a statement between its commas; one that only names its subject is read with the next."""
    found: list[str] = []
    subject = ""
    for piece in (piece.strip() for piece in _PART_END.split(fold_width(statement))):
        if not piece:
            continue
        if _SUBJECT_END.search(piece) and not _values(piece):
            subject += piece
            continue
        found.append(subject + piece)
        subject = ""
    return found


def _part_is_mispaired(
    part: str, items: Sequence[tuple[frozenset[str], str]], same: Callable[[str], Collection[str]]
) -> bool:
    ours = _words(part)
    if len(ours) < _LEAST_WORDS:
        return False
    shares = [(sum(1 for word in ours if word in words or set(same(word)) & words), item) for words, item in items]
    best = max(share for share, _ in shares)
    for value in _values(part):
        holders = [share for share, item in shares if value in _values(item)]
        if holders and best > max(holders) and _has_another(shares, best, value):
            return True
    return False


def _has_another(shares: Sequence[tuple[int, str]], best: int, value: str) -> bool:
    """Whether the item that the part is most about gives a value of the same kind itself."""
    kind = _kind(value)
    return any(share == best and any(_kind(other) == kind for other in _values(item)) for share, item in shares)


def _values(text: str) -> set[str]:
    addresses = set(_ADDRESS.findall(fold_width(text)))
    rest = _ADDRESS.sub(" ", fold_width(text))
    return addresses | set(_FIGURE.findall(rest)) | set(organisations_in(rest)) | set(_MINISTRY.findall(rest))


def _kind(value: str) -> str:
    return "mail" if "@" in value else "phone" if "-" in value else "figure" if value[:1].isdigit() else "name"


def _words(text: str) -> frozenset[str]:
    return content_words(_ADDRESS.sub(" ", search_form(text)))

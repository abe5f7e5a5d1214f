"""What changed between two versions of a text, by words. Pure."""

from difflib import SequenceMatcher
from enum import StrEnum

from advisor.japanese import pieces
from advisor.values import Value


class Change(StrEnum):
    """What became of a piece."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(Value):
    """A piece of either text. All but the REMOVED ones make the new text, all but the ADDED ones the old."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order.

    >>> [(p.change.value, p.text) for p in differences("共同研究は38件。", "共同研究は42件。")]
    [('same', '共同研究は'), ('removed', '38'), ('added', '42'), ('same', '件。')]
    """
    before, after = pieces(old), pieces(new)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(change=Change.SAME, text="".join(before[a:b])))
            continue
        for change, part in ((Change.REMOVED, before[a:b]), (Change.ADDED, after[c:d])):
            if part:
                found.append(Piece(change=change, text="".join(part)))
    return tuple(found)

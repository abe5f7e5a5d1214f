"""Found statements → the text of an item within its limit, its claims, blanks and gaps. Pure.

The extractive composer writes nothing of its own: sentences and rows of the files, in the order of the viewpoints,
each viewpoint a paragraph; what was not found stays a marked blank.
"""

import re
from collections.abc import Sequence

from advisor.drafting.finding import Found, without_repeats
from advisor.drafting.model import DraftClaim
from advisor.drafting.statements import Statement
from advisor.messages import Language, say
from advisor.values import Value

USUAL_CHARS = 1000  # where a form states no limit: about what a reviewer reads of one item
_SHARE_OF_BLANKS = 2
_PER_SUBJECT = 4
_END = re.compile(r"[。．.!?！？」』）)】]$")
BLANK = re.compile(r"【(?:要記入|TO FILL IN)[^】]*】")


class Subject(Value):
    """What one paragraph of an item is about: a viewpoint, a figure, the item's own words.

    `blank`: what stands in the text when nothing was found (empty: nothing stands). `found`: best first.
    """

    id: str
    name: str
    found: tuple[Found, ...] = ()
    blank: str = ""
    core: bool = True


class Composed(Value):
    """A text, and the claims in it in its order."""

    text: str
    claims: tuple[DraftClaim, ...]


def blank(name: str, language: Language) -> str:
    """The mark of something that a person has to fill in. A span of years that a form names is left out.

    >>> blank("直近3年間の共同研究件数", Language.JA)
    '【要記入: 共同研究件数】'
    """
    plain = re.sub(r"[【】]", " ", name)
    plain = re.sub(r"(?:直近|過去|最近)\s*[\d０-９]+\s*(?:年度?間?|か年|ヵ年|カ年|期)?の?", "", plain).strip(" の:：")
    return say("drafting.blank", language, what=plain or say("drafting.blank_value", language))


def compose(subjects: Sequence[Subject], limit: int | None, language: Language, marks: dict[str, str]) -> Composed:
    """The text of an item in at most `limit` characters (None: the usual length; spaces and line ends count).

    Each subject's best statement comes before any subject's second. `marks`: what follows a statement (by its text)
    whose figure is disputed. A blank counts towards the limit; one that does not fit is left out (its gap is told).
    """
    room = limit if limit is not None else USUAL_CHARS
    chosen: dict[str, list[Statement]] = {subject.id: [] for subject in subjects}
    blanks = {subject.id: subject.blank for subject in subjects if subject.blank and not subject.found}
    late: dict[str, str] = {}
    while blanks and len(_text(subjects, chosen, blanks, marks)) > room // _SHARE_OF_BLANKS:
        name, mark = blanks.popitem()  # what the files say comes first; this one comes in if there is room left
        late[name] = mark
    taken: list[Statement] = []
    for turn in range(_PER_SUBJECT):
        for subject in subjects:
            fresh = without_repeats(subject.found, taken)
            if len(chosen[subject.id]) < turn or not fresh:
                continue
            for each in fresh[:4]:  # a shorter one may fit where the best does not
                chosen[subject.id].append(each.statement)
                if len(_text(subjects, chosen, blanks, marks)) <= room:
                    taken.append(each.statement)
                    break
                chosen[subject.id].pop()
    for name in reversed(late):
        if len(_text(subjects, chosen, {**blanks, name: late[name]}, marks)) <= room:
            blanks[name] = late[name]
    chosen = {name: sorted(found, key=lambda s: (s.main.file, s.order)) for name, found in chosen.items()}
    text = _text(subjects, chosen, blanks, marks)
    claims = tuple(
        DraftClaim(text=ended(statement), citations=statement.citations, viewpoints=(subject.id,))
        for subject in subjects
        for statement in chosen[subject.id]
    )
    return Composed(text=text, claims=claims)


def _text(
    subjects: Sequence[Subject], chosen: dict[str, list[Statement]], blanks: dict[str, str], marks: dict[str, str]
) -> str:
    lines = []
    for subject in subjects:
        said = "".join(ended(statement) + marks.get(statement.text, "") for statement in chosen[subject.id])
        line = said + blanks.get(subject.id, "")
        if line:
            lines.append(line)
    return "\n".join(lines)


def ended(statement: Statement) -> str:
    """A statement as a sentence of a text."""
    return statement.text if _END.search(statement.text) else f"{statement.text}。"

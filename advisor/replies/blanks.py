"""What the documents do not settle: the places of a reply that a person has to fill in. Pure."""

import re
from collections.abc import Sequence

from advisor.answering.models import Answer, Status
from advisor.messages import Language, say

_PART = re.compile(r"^■ (.+)$", re.M)
_OPEN = re.compile(r"【要記入:[^】]*】|\[TO BE FILLED IN:[^\]]*\]")
_MARKS = re.compile(r"\s*\[\d+\]")
BLANK_WORDS = ("要記入", "TO BE FILLED IN")


def blank(key: str, language: Language, **values: object) -> str:
    """A marked place with what is missing there; nothing in it closes the mark early."""
    missing = say(f"replies.missing_{key}", language, **values)
    missing = re.sub(r"[【】\[\]]", " ", missing).strip()
    return say("replies.blank", language, missing=missing)


def has_blank(text: str) -> bool:
    """Whether a place is still to be filled in."""
    return _OPEN.search(text) is not None


def blanks_of(answer: Answer, decisions: Sequence[str]) -> list[str]:
    """The blanks beneath what an answer says. `decisions`: what its documents leave to the office."""
    language = answer.language
    decided = [blank("decision", language, about=about or "…") for about in decisions]
    parts = _open_parts(answer)
    if parts:
        return decided + [blank("of_part", language, part=part, lead=lead) for part, lead in parts]
    if answer.status is Status.ABSTAINED:
        lead = _lead(answer.text)
        return [say("replies.blank", language, missing=lead) if lead else blank("answer", language)]
    if answer.status is Status.PARTIAL and not decided:
        return [blank("rest", language)]
    return decided


def leads_of(answer: Answer) -> list[str]:
    """What blanks repeat of an answer: the parts that are open, and the first lines that say what was looked for."""
    parts = [text for part in _open_parts(answer) for text in part]
    return parts or ([_lead(answer.text)] if answer.status is Status.ABSTAINED else [])


def _open_parts(answer: Answer) -> list[tuple[str, str]]:
    """The parts of a divided question that nothing is said on, each with why."""
    pieces = _PART.split(answer.text)
    parts = list(zip(pieces[1::2], pieces[2::2], strict=True))
    told = [statement.text for statement in answer.statements]
    if len(parts) < 2:
        return []
    return [(part, _lead(body)) for part, body in parts if not any(text in body for text in told)]


def _lead(text: str) -> str:
    """The first line of an answer that says nothing more than what was looked for."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return re.sub(r"[【】\[\]]", " ", _MARKS.sub("", first)).rstrip("。. ")

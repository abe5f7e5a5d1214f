"""The text of an item in a language model's words: each sentence verified against the statements that it names.

What fails is dropped, what the model leaves out of a core subject is added as the files say it, and when nothing holds
the extractive text stays. The model sees statements of this dossier's files only.
"""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from advisor.answering.writing.replies import ReplyReader
from advisor.drafting.asked import Asked
from advisor.drafting.case import Case
from advisor.drafting.composing import USUAL_CHARS, Composed, Subject, ended
from advisor.drafting.model import DraftClaim
from advisor.drafting.statements import Statement
from advisor.errors import LlmFailed
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.messages import Language
from advisor.prompts import is_from_prompt, load_prompt
from advisor.values import Value
from advisor.verifying import claims as verified
from advisor.verifying.judging import judge

_PER_SUBJECT = 3
_MOST_STATEMENTS = 14


class Writers(NamedTuple):
    """Who words an item when a language model is configured."""

    chat: Chat
    knowledge: Knowledge


class Written(Value):
    """What became of it: the text (None: the extractive one stands), how many sentences were dropped, and the code of
    the fault that ended the writing."""

    composed: Composed | None = None
    dropped: int = 0
    failure: str | None = None


def write(
    asked: Asked, requirement: str, subjects: Sequence[Subject], case: Case, marks: dict[str, str],
    knowledge: Knowledge, chat: Chat,
) -> Written:  # fmt: skip
    """Let `chat` word an item from what was found of its subjects."""
    handed = _handed(subjects)
    if not handed:
        return Written()
    limit = asked.item.limit_chars or USUAL_CHARS
    inputs = {
        "language": "Japanese" if case.language is Language.JA else "English",
        "label": " > ".join([*asked.item.path, asked.item.label]),
        "instruction": asked.item.instruction or "-",
        "requirement": requirement or "-",
        "emphasis": {"international": "国際展開型", "regional": "地域貢献型"}.get(case.hub_type or "", "-"),
        "limit": str(limit),
        "evidence": "\n".join(
            json.dumps({"n": n, "about": subject.name, "text": _quoted(statement)}, ensure_ascii=False)
            for n, (subject, statement) in handed.items()
        ),
    }
    prompt = load_prompt("draft")
    reader, kept, dropped = ReplyReader(), list[tuple[str, tuple[int, ...]]](), 0
    passages = {
        n: verified.Passage(n=n, source_id=statement.main.file_id, quote=_quoted(statement), said=(statement.text,))
        for n, (_, statement) in handed.items()
    }
    about = verified.Asked(question=asked.query, as_of=case.as_of, round=None, language=case.language)
    pieces = chat.reply(prompt.fill(**inputs), prompt.reply_schema, chat.open_answer())
    try:
        claims = [claim for piece in pieces for claim in reader.feed(piece)] + list(reader.end())
    except LlmFailed as fault:
        return Written(failure=fault.code)
    finally:
        pieces.close()
    for claim in claims:
        holds = judge(claim, passages, about, knowledge).keep and not is_from_prompt(claim.text, ("draft",))
        if holds and not re.search(r"【|】", claim.text):
            kept.append((claim.text, tuple(n for n in claim.citations if n in handed)))
        else:
            dropped += 1
    return Written(composed=_composed(kept, subjects, handed, marks, limit), dropped=dropped)


def _composed(
    kept: Sequence[tuple[str, tuple[int, ...]]],
    subjects: Sequence[Subject],
    handed: dict[int, tuple[Subject, Statement]],
    marks: dict[str, str],
    limit: int,
) -> Composed | None:
    """The sentences that hold, then what they leave out of each core subject, then the blanks, as far as they fit."""
    if not kept:
        return None
    blanks = [subject.blank for subject in subjects if subject.blank and not subject.found]
    text, claims, told = "", list[DraftClaim](), set[str]()
    for sentence, numbers in kept:
        used = [handed[n] for n in numbers]
        mark = "".join(dict.fromkeys(marks.get(statement.text, "") for _, statement in used))
        if len(text) + len(sentence) + len(mark) > limit:
            continue
        text += sentence + mark
        told |= {subject.id for subject, _ in used}
        cited = tuple(citation for _, statement in used for citation in statement.citations)
        claims.append(DraftClaim(text=sentence, citations=cited, viewpoints=tuple({subject.id for subject, _ in used})))
    for subject in subjects:
        if subject.id in told or not subject.found or not subject.core:
            continue
        statement = subject.found[0].statement
        added = ended(statement) + marks.get(statement.text, "")
        if len(text) + len(added) + 1 <= limit:
            text += f"\n{added}"
            claims.append(DraftClaim(text=ended(statement), citations=statement.citations, viewpoints=(subject.id,)))
    for blank in blanks:
        if len(text) + len(blank) + 1 <= limit:
            text += f"\n{blank}"
    return Composed(text=text.strip(), claims=tuple(claims)) if claims else None


def _handed(subjects: Sequence[Subject]) -> dict[int, tuple[Subject, Statement]]:
    """The best statements of each subject, numbered; each statement once."""
    handed: dict[str, tuple[Subject, Statement]] = {}
    for turn in range(_PER_SUBJECT):
        for subject in subjects:
            if turn < len(subject.found) and len(handed) < _MOST_STATEMENTS:
                statement = subject.found[turn].statement
                handed.setdefault(statement.text, (subject, statement))
    return dict(enumerate(handed.values(), 1))


def _quoted(statement: Statement) -> str:
    return "\n".join(citation.quote for citation in statement.citations)

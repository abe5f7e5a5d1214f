"""Claims of any model: keep or drop, with a reason for each. JSON lines in and out, whole or not at all."""

import re
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.answering.rounds.asking import asked_difference
from advisor.answering.understand import detect_language, named_round
from advisor.dates import parse_as_of
from advisor.errors import AdvisorError, QuestionRejected, ServiceFault
from advisor.json_lines import read_json_lines
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Round
from advisor.programs.schedule import current_round
from advisor.values import Value
from advisor.verifying.claims import Asked, Claim, Passage, Verdict
from advisor.verifying.faults import Fault
from advisor.verifying.judging import judge
from advisor.verifying.quotes import place_of, rounds_near

_NOW = re.compile(r"今(?:回|の|募集|年度)?|現在|\bnow\b|\bcurrent|\bthis (?:call|year|round)")


class _Given(BaseModel):
    """Read leniently: keys that are not known are none of the verifier's business."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PassageIn(_Given):
    """A passage as it was handed to the model. A source that the corpus does not hold is taken as given."""

    n: int
    source_id: str = ""
    quote: str


class ClaimIn(_Given):
    """A statement of the model."""

    text: str
    citations: tuple[int, ...] = ()
    quote: str | None = ""


class VerifyLine(_Given):
    """A line in."""

    id: str | int
    question: str = ""
    as_of: str | None = None
    passages: tuple[PassageIn, ...] = ()
    statements: tuple[ClaimIn, ...] = ()

    @field_validator("as_of")
    @classmethod
    def _is_a_moment(cls, value: str | None) -> str | None:
        try:
            parse_as_of(value)
        except AdvisorError as wrong:
            raise ValueError(wrong.user_message()) from wrong
        return value


class StatementOut(Value):
    """A statement with its verdict, why, and the codes of all that speaks against it."""

    text: str
    verdict: Literal["keep", "drop"]
    reason: str
    reason_en: str
    codes: tuple[Fault, ...] = ()


class VerifiedLine(Value):
    """A line out, the statements in their order."""

    id: str | int
    statements: tuple[StatementOut, ...]


def verify_batch(source: Path, target: Path, knowledge: Knowledge) -> int:
    """Judge every line of `source` into `target`. Returns how many statements were judged.

    Raises QuestionRejected naming file and line for a line that cannot be read, ServiceFault when `target` cannot be
    written; nothing is written then.
    """
    lines = read_json_lines(source, VerifyLine)
    judged = [verified_line(line, knowledge) for line in lines]
    temporary = target.with_name(f"{target.name}.part")
    try:
        temporary.write_text("".join(f"{line.model_dump_json()}\n" for line in judged), encoding="utf-8")
        temporary.replace(target)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise ServiceFault("file_unwritable", file=target, detail=fault.strerror or fault) from fault
    return sum(len(line.statements) for line in judged)


def verified_line(line: VerifyLine, knowledge: Knowledge) -> VerifiedLine:
    """Every statement of a line judged."""
    asked = asked_of(line.question, parse_as_of(line.as_of), knowledge)
    passages = {passage.n: passage_of(_named(passage, knowledge), knowledge) for passage in line.passages}
    forged = {n for n, passage in passages.items() if not stands(passage, knowledge)}
    judged = []
    for statement in line.statements:
        claim = Claim(text=statement.text, citations=statement.citations, quote=statement.quote or "")
        verdict = judge(claim, passages, asked, knowledge)
        if forged & set(claim.citations):
            verdict = Verdict(faults=(Fault.QUOTE_NOT_IN_SOURCE, *verdict.faults))
        judged.append(_told(statement.text, verdict))
    return VerifiedLine(id=line.id, statements=tuple(judged))


def _named(passage: PassageIn, knowledge: Knowledge) -> PassageIn:
    """The passage under the corpus's name of its source, where it is called by its file (….txt)."""
    stem = Path(passage.source_id).stem
    known = passage.source_id not in knowledge.infos and stem in knowledge.infos
    return passage.model_copy(update={"source_id": stem}) if known else passage


def asked_of(question: str, as_of: datetime, knowledge: Knowledge) -> Asked:
    """What a question asks for, as far as its claims are judged by it."""
    current = current_round(knowledge.program, as_of)
    number, _ = named_round(question, knowledge.program, current)
    return Asked(
        question=question,
        as_of=as_of,
        round=number if number is not None else (current.number if current else None),
        also_rounds=_rounds_meant(question, current, knowledge),
        named=number is not None,
        compares=asked_difference(question, knowledge.program, current) is not None,
        language=detect_language(question)[0] if question.strip() else Language.JA,
        known=_known(question, as_of, knowledge),
    )


def _rounds_meant(question: str, current: Round | None, knowledge: Knowledge) -> frozenset[int]:
    """The rounds that the parts of a question are on: 「今の締切と、前回の拠点」 is on two."""
    numbers = set()
    for piece in re.split(r"[。、?？]|(?<=[のを])と|と、", question):
        number, _ = named_round(piece, knowledge.program, current)
        if number is not None:
            numbers.add(number)
        elif current is not None and _NOW.search(piece):
            numbers.add(current.number)
    return frozenset(numbers)


def _known(question: str, as_of: datetime, knowledge: Knowledge) -> tuple[str, ...]:
    """What the program model answers; nothing for a question that cannot be taken."""
    try:
        return tuple(said.text for said in answer(Question(text=question, as_of=as_of), knowledge).statements)
    except QuestionRejected:
        return ()


def passage_of(passage: PassageIn, knowledge: Knowledge) -> Passage:
    """A passage with what is known of it: the round of its source, and what the program model says of its words."""
    info = knowledge.infos.get(passage.source_id)
    place = place_of(passage.quote, knowledge.texts[passage.source_id]) if info else None
    facts = knowledge.told_places.of(passage.source_id, *place) if place else ()
    return Passage(
        n=passage.n,
        source_id=passage.source_id,
        quote=passage.quote,
        said=tuple(text for fact in facts for text in (fact.statement.ja, fact.statement.en)),
        round=info.round if info else None,
        rounds_near=rounds_near(knowledge.texts[passage.source_id], *place) if place else frozenset(),
    )


def stands(passage: Passage, knowledge: Knowledge) -> bool:
    """Whether the passage stands in its source, as far as the corpus holds that."""
    text = knowledge.texts.get(passage.source_id)
    return text is None or place_of(passage.quote, text) is not None


def _told(text: str, verdict: Verdict) -> StatementOut:
    keys = [fault.value for fault in verdict.faults] or ["holds"]
    return StatementOut(
        text=text,
        verdict="keep" if verdict.keep else "drop",
        reason="".join(say(f"verifying.{key}", Language.JA) for key in keys),
        reason_en=" ".join(say(f"verifying.{key}", Language.EN) for key in keys),
        codes=verdict.faults,
    )

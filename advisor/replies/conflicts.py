"""Where a draft says another thing than an approved reply to a like question. Pure.

Sentences on the same thing are set side by side: their values, whether they allow or forbid, and whom they name. It
shows both; which one holds is for a person to say.
"""

import re
from collections.abc import Sequence

from advisor.answering.models import Answer
from advisor.inquiries.records import AnsweredQuestion, ApprovedAnswer, Conflict
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Program
from advisor.replies.changes import day_of
from advisor.replies.key_terms import parties_in
from advisor.replies.same_thing import on_the_same, same_words, share
from advisor.replies.sayings import said
from advisor.replies.similar import Near
from advisor.replies.values import Kind, exclude, given, of_the_moment
from advisor.verifying.wording import Clause, Force, clauses, verdict_of
from advisor.wareki import rounds_in

_NEAR = 0.88  # cosine of questions whose answers have to agree
_SENTENCE = re.compile(r"[^。\n!?！？]*[^\s。\n!?！？][。!?！？]*")
_ENGLISH = re.compile(r"\S.*?(?:[.!?](?=\s|$)|(?=\n)|$)", re.M)
_NAMES_APPLICANTS = re.compile(r"申請|応募|対象|\bappl|eligib", re.I)


def conflicts_with(answered: AnsweredQuestion, near: Sequence[Near], knowledge: Knowledge) -> list[Conflict]:
    """At most one conflict with each of the approved answers: the first that is found, values before wording."""
    ours = _told(answered.answer)
    found = []
    for each in near:
        if not _asks_the_same(answered, each):
            continue
        theirs = [sentence for sentence in sentences(each.answer.said) if not of_the_moment(sentence)]
        conflict = _conflict(ours, theirs, answered, each.answer, knowledge.program)
        if conflict is not None:
            found.append(conflict)
    return found


def _asks_the_same(answered: AnsweredQuestion, near: Near) -> bool:
    """Whether the two questions are near enough for their answers to have to agree. A question that names a round
    asks the same as one that names none where that one was answered for it."""
    if near.score < _NEAR:
        return False
    ours, theirs = rounds_in(answered.question.text), rounds_in(near.answer.asked)
    if ours and not theirs:
        return ours == {near.answer.round}
    if theirs and not ours:
        return theirs == {answered.answer.round}
    return ours == theirs


def sentences(text: str) -> list[str]:
    """The sentences of a text in either language."""
    pattern = _SENTENCE if "。" in text else _ENGLISH
    return [match[0].strip(" ・-\n") for match in pattern.finditer(text)]


def _told(answer: Answer) -> list[str]:
    texts = [saying.text for saying in said(answer).sayings]
    return [s for text in texts for s in sentences(text) if not of_the_moment(s)]


def _conflict(
    ours: Sequence[str], theirs: Sequence[str], answered: AnsweredQuestion, old: ApprovedAnswer, program: Program
) -> Conflict | None:
    for kind in Kind:
        if pair := _values_exclude(ours, theirs, kind):
            return _words("value", pair, answered, old, what=kind)
    if pair := _polarity_differs(ours, theirs):
        return _words("polarity", pair, answered, old)
    if pair := _parties_differ(ours, theirs, program):
        return _words("parties", pair, answered, old)
    return None


def _values_exclude(ours: Sequence[str], theirs: Sequence[str], kind: Kind) -> tuple[str, str] | None:
    """Two sentences on the same thing whose values of the kind exclude each other, unless another sentence of the old
    reply gives ours."""
    old = [(sentence, values) for sentence in theirs if (values := given(sentence, kind))]
    mine = [(sentence, values) for sentence in ours if (values := given(sentence, kind))]
    everything = [value for _, values in old for value in values]
    for sentence, values in mine:
        if not exclude(values, everything):
            continue
        like = max(old, key=lambda other: share(sentence, other[0]))
        if exclude(values, like[1]) and on_the_same(sentence, like[0]):
            return sentence, like[0]
    return None


def _polarity_differs(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    if ours and theirs:
        verdicts = verdict_of(ours[0]), verdict_of(theirs[0])
        if None not in verdicts and verdicts[0] is not verdicts[1]:
            return ours[0], theirs[0]
    for sentence in ours:
        for other in theirs:
            if not on_the_same(sentence, other):
                continue
            mine, old = clauses(sentence), clauses(other)
            if _opposed(mine, old) or (same_words(sentence, other) and _denied(mine) != _denied(old)):
                return sentence, other
    return None


def _denied(said: Sequence[Clause]) -> bool:
    return any(clause.is_negative for clause in said)


def _opposed(ours: Sequence[Clause], theirs: Sequence[Clause]) -> bool:
    """Whether one forbids or spares what the other allows or demands."""
    mine = frozenset().union(*(clause.forces for clause in ours))
    old = frozenset().union(*(clause.forces for clause in theirs))
    pairs = ((Force.FORBIDS, Force.ALLOWS), (Force.SPARES, Force.DEMANDS))
    return any(
        no in one and yes not in one and yes in two and no not in two
        for no, yes in pairs
        for one, two in ((mine, old), (old, mine))
    )


def _parties_differ(ours: Sequence[str], theirs: Sequence[str], program: Program) -> tuple[str, str] | None:
    """Two lists of who may apply that are not the same list."""
    for sentence in ours:
        mine = _affirmed(sentence, program)
        for other in theirs:
            named = _affirmed(other, program)
            both_list = len(mine) > 1 and len(named) > 1
            on_applying = _NAMES_APPLICANTS.search(sentence) and _NAMES_APPLICANTS.search(other)
            if both_list and mine != named and on_applying and on_the_same(sentence, other):
                return sentence, other
    return None


def _affirmed(sentence: str, program: Program) -> frozenset[str]:
    """The parties that a sentence names without denying anything of them."""
    kept = (parties_in(clause.text, program) for clause in clauses(sentence) if not clause.is_negative)
    return frozenset().union(*kept)


def _words(
    key: str, pair: tuple[str, str], answered: AnsweredQuestion, old: ApprovedAnswer, what: Kind | None = None
) -> Conflict:
    language: Language = answered.answer.language
    on = "of_no_round" if old.round is None else "of_round"
    text = say(
        f"replies.conflict_{key}",
        language,
        number=old.number,
        when=day_of(old.approved_at, language),
        round=say(f"replies.{on}", language, round=old.round),
        what=say(f"replies.value_{what}", language) if what else "",
        ours=pair[0],
        theirs=pair[1],
    )
    return Conflict(
        question_id=answered.question.id,
        inquiry_id=old.inquiry_id,
        number=old.number,
        text=text,
        ours=pair[0],
        theirs=pair[1],
        approved_at=old.approved_at,
    )

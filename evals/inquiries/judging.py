"""How the reading of an inquiry and the draft of its reply are judged. Pure."""

import re
from collections.abc import Iterator, Sequence

from advisor.answering.models import Answer
from advisor.inquiries.records import AnsweredQuestion, Inquiry, ReplyDraft
from advisor.values import Value
from advisor.wareki import numbers_in
from evals.inquiries.labels import AskedLabel, MailLabel
from evals.inquiries.matching import matched
from evals.matching import folded, holds_any
from evals.outcomes import HELD_BACK

_QUOTED_LINE = re.compile(r"(?m)^\s*[>＞].*$")
_BLANK = re.compile(r"【[^】]*】")  # what a person is to fill in
_FULL_HOUR = re.compile(r"(?<=時)00分|(?<=\d):00\b")  # says no other number than 12時


class Judged(Value):
    """What of one inquiry was right. `reasons`: what was not, in words. `settled`, `open`: of each question of the kind
    whether the draft treats it rightly; questions that may be told or left open are in neither."""

    id: str
    language: bool
    sender: bool
    organisation: bool
    kind: bool
    topic: bool
    flags: bool
    split: bool
    draft: bool
    settled: tuple[bool, ...]
    open: tuple[bool, ...]
    invented: tuple[str, ...]
    seconds: float
    reasons: tuple[str, ...]


def judge(name: str, label: MailLabel, inquiry: Inquiry, draft: ReplyDraft, mail: str, seconds: float) -> Judged:
    """`mail`: all that its sender wrote; `seconds`: that reading and drafting took."""
    asked = [one for one in label.questions if not one.attached]
    pairs = matched(asked, [question.text for question in inquiry.questions])
    split = list(_split_faults(asked, pairs, inquiry, label.loose))
    said = [list(_answer_faults(one, at, pairs, draft)) for at, one in enumerate(asked)]
    read = list(_details(label, inquiry))
    other = [*_address_faults(read), *_extra_faults(pairs, inquiry, draft), *_wrong(label.wrong, spoken(draft))]
    invented = tuple(sorted(_numbers(_BLANK.sub(" ", spoken(draft))) - _known_numbers(draft, mail)))
    faults = [*split, *(fault for each in said for fault in each), *other, *(f"invented: {n}" for n in invented)]
    return Judged(
        id=name,
        **{part: right for part, right, _, _ in read},
        split=not split,
        draft=not any([*said, other, invented]),
        settled=tuple(not each for one, each in zip(asked, said, strict=True) if one.known().open is False),
        open=tuple(not each for one, each in zip(asked, said, strict=True) if one.known().open is True),
        invented=invented,
        seconds=seconds,
        reasons=(*(f"{part}: {told}, not {wanted}" for part, right, told, wanted in read if not right), *faults),
    )


def spoken(draft: ReplyDraft) -> str:
    """What the draft says in its own voice: without quoted lines of the mail and without the questions it repeats."""
    return _without(_QUOTED_LINE.sub("", draft.text), [each.question.text for each in draft.answered])


def _details(label: MailLabel, inquiry: Inquiry) -> Iterator[tuple[str, bool, str, str]]:
    """Of each detail its name, whether it is right, what was read, and what is expected."""
    yield "language", inquiry.language is label.language, inquiry.language, label.language
    names = {label.sender_name, *label.names_may}
    told = inquiry.sender_name
    yield "sender", any(folded(told) == folded(name) for name in names), told or "-", label.sender_name or "-"
    told, wanted = inquiry.organisation, label.organisation
    yield "organisation", _same_name(told, wanted), told or "-", wanted or "-"
    kinds = {label.kind, *label.kinds_may}
    yield "kind", inquiry.kind in kinds, inquiry.kind, label.kind
    topics = label.topics()
    yield "topic", not topics or inquiry.topic in topics, inquiry.topic, " | ".join(sorted(topics))
    flags = set(inquiry.flags) - set(label.flags_may)
    yield "flags", flags == set(label.flags), ", ".join(sorted(flags)) or "-", ", ".join(label.flags) or "-"


def _without(text: str, questions: Sequence[str]) -> str:
    for question in sorted(questions, key=len, reverse=True):
        text = text.replace(question, " ")
    return text


def _split_faults(asked: Sequence[AskedLabel], pairs: dict[int, int], inquiry: Inquiry, loose: bool) -> Iterator[str]:
    yield from (f"split: not read: {one.asks}" for at, one in enumerate(asked) if at not in pairs)
    extra = [question.text for at, question in enumerate(inquiry.questions) if at not in pairs.values()]
    if not loose:
        yield from (f"split: no question: {text}" for text in extra)


def _answer_faults(one: AskedLabel, at: int, pairs: dict[int, int], draft: ReplyDraft) -> Iterator[str]:
    known = one.known()
    if at not in pairs:
        yield f"draft: {one.asks}: not answered"
        return
    answered = draft.answered[pairs[at]]
    text = " ".join([_without(answered.text, [answered.question.text]), *(n.text for n in answered.answer.notices)])
    for alternatives in () if known.open is not False and answered.open else known.right:
        if not holds_any(text, alternatives):
            yield f"draft: {one.asks}: lacks {alternatives[0]}"
    yield from (f"{one.asks}: {fault}" for fault in _wrong(known.wrong, text))
    shared = list(pairs.values()).count(pairs[at]) > 1
    if known.open is True and not answered.open:
        yield f"draft: {one.asks}: told as settled"
    if known.open is False and answered.open and not shared:
        yield f"draft: {one.asks}: left open"


def _address_faults(read: Sequence[tuple[str, bool, str, str]]) -> Iterator[str]:
    """A reply that names nobody can go out; one that names somebody else cannot."""
    for part, right, told, _ in read:
        if part in {"sender", "organisation"} and not right and told != "-":
            yield f"draft: addressed to {told}"


def _extra_faults(pairs: dict[int, int], inquiry: Inquiry, draft: ReplyDraft) -> Iterator[str]:
    """What was taken for a question and is none may only be left to a person."""
    for at, each in enumerate(draft.answered):
        if at not in pairs.values() and not _held_back(each):
            yield f"draft: answers what was not asked: {each.question.text}"


def _held_back(each: AnsweredQuestion) -> bool:
    return each.open or each.answer.status in HELD_BACK


def _wrong(words: Sequence[str], text: str) -> Iterator[str]:
    yield from (f"draft: says {word}" for word in words if holds_any(text, [word]))


def _same_name(told: str, expected: str) -> bool:
    """A name may be told with or without the department, or the form of the corporation."""
    one, other = folded(told), folded(expected)
    return one == other or (bool(one and other) and (one in other or other in one))


def _numbers(text: str) -> set[str]:
    return set(numbers_in(_FULL_HOUR.sub("", text)))


def _known_numbers(draft: ReplyDraft, mail: str) -> set[str]:
    """Numbers that may be said: of the quotes and their titles, of the mail, worked out by code, or counting."""
    answers = [each.answer for each in draft.answered]
    sources = [mail, draft.as_of.strftime("%Y年%m月%d日 %H:%M"), *(text for one in answers for text in _shown(one))]
    count = max([len(answers), *(len(one.citations) for one in answers)], default=0) + len(answers)
    return {str(n) for n in range(1, count + 1)}.union(*(_numbers(text) for text in sources))


def _shown(answer: Answer) -> Iterator[str]:
    yield from (f"{citation.title} {citation.quote} {citation.issued_on}" for citation in answer.citations)
    yield from (f"{citation.locator.section or ''} {citation.locator.page or ''}" for citation in answer.citations)
    yield from (statement.text for statement in answer.statements if statement.computed)
    yield from (notice.text for notice in answer.notices)

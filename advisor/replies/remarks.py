"""What a reader has to know beside an answer: where the call stands, and what kind of document speaks. Pure.

A mail is read later than it is written: the deadline is told as a date, not as the time that is left.
"""

import re
from collections.abc import Sequence

from advisor.answering.models import Answer, Intent, Notice, NoticeKind
from advisor.messages import Language, catalogue, say
from advisor.programs.model import Program

OF_THE_CALL = frozenset({NoticeKind.CLOSED, NoticeKind.OPENS, NoticeKind.DEADLINE})
_OURS_ALONE = frozenset({NoticeKind.DEGRADED})  # how the answer was made: of no concern to the reader
_VERDICT = re.compile(r"(?<=: )(?:はい|いいえ)、")  # 「第2回では異なります: はい、…」: nobody is answered there
_ISSUED = re.compile(r"(?<![\d-])(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?=の資料)")


def remarks_of(answer: Answer) -> list[Notice]:
    """The notices that are about this answer alone, dates in them as Japanese mails write them."""
    kept = (notice for notice in answer.notices if notice.kind not in OF_THE_CALL | _OURS_ALONE)
    if answer.language is Language.EN:
        return list(kept)
    return [notice.model_copy(update={"text": _VERDICT.sub("", _ISSUED.sub(_day, notice.text))}) for notice in kept]


def call_remarks(answers: Sequence[Answer], program: Program, language: Language) -> tuple[str, str]:
    """What is told once of the call: (before the answers, after them); "" for nothing.

    That it is closed comes first, unless that is all that was asked; a reply that tells nothing needs neither.
    """
    found: dict[str, NoticeKind] = {}
    telling = [answer for answer in answers if answer.statements]
    told = [_tells_the_call(answer) for answer in telling]
    for answer, itself in zip(telling, told, strict=True):
        for notice in answer.notices:
            if notice.kind in OF_THE_CALL and not itself and (notice.kind is NoticeKind.CLOSED or not any(told)):
                found.setdefault(_call_text(notice, answer, program, language), notice.kind)
    ahead = [text for text, kind in found.items() if kind is NoticeKind.CLOSED]
    after = [say("replies.remark", language, text=text) for text, kind in found.items() if text not in ahead]
    return "\n".join(ahead), "\n".join(after)


def is_of_the_call(line: str, answers: Sequence[Answer]) -> bool:
    """Whether a line of a mail only tells where the call stands, or is a remark on several answers at once."""
    plain = line.strip()
    texts = {notice.text for answer in answers for notice in answer.notices if notice.kind in OF_THE_CALL}
    return any(pattern.fullmatch(plain) for pattern in _OF_THE_MAIL) or any(
        plain in {text, say("replies.remark", language, text=text)} for text in texts for language in Language
    )


def _as_pattern(key: str, language: Language) -> str:
    """What a message looks like whatever its values are."""
    parts = catalogue()[key][language].split("{")
    return re.escape(parts[0]) + "".join(".+" + re.escape(part.split("}", 1)[1]) for part in parts[1:])


def _tells_the_call(answer: Answer) -> bool:
    return answer.intent is Intent.SCHEDULE


def _call_text(notice: Notice, answer: Answer, program: Program, language: Language) -> str:
    if notice.kind is not NoticeKind.DEADLINE:
        return notice.text
    numbers = {answer.round} | {c.round for c in answer.citations if c.n in notice.citations}
    for round_ in program.rounds:
        if round_.number in numbers and round_.call.closes_at is not None:
            closes = round_.call.closes_at
            day = say(
                "answers.day_time",
                language,
                year=closes.year,
                month=closes.month,
                day=closes.day,
                hour=closes.hour,
                minute=closes.minute,
            )
            return say("replies.call_open", language, round=round_.number, closes=day)
    return notice.text


def _day(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


_OF_THE_MAIL = tuple(
    re.compile(pattern)
    for language in Language
    for pattern in (
        say("replies.remark", language, text=_as_pattern("replies.call_open", language)),
        _as_pattern("replies.remark_of", language),
    )
)

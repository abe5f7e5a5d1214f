"""The questions of an inquiry as they are asked of the advisor and quoted back in the reply. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime

from advisor.answering.hostile import is_hostile
from advisor.answering.models import Question
from advisor.answering.understand import points_back, split_sentences
from advisor.folding import search_form
from advisor.inquiries.records import Inquiry, InquiryQuestion
from advisor.messages import Language, say

_QUOTED_CHARS = 120
_SPACE = re.compile(r"\s+")
_GOES_ON = re.compile(r"^(?:その|この|上記の|前記の)(?:場合|際|とき|うえ|上)|^(?:in that case|if so|then)\b", re.I)


def question_of(inquiry: Inquiry, place: int, as_of: datetime, questions: Sequence[InquiryQuestion]) -> Question:
    """The question at `place` of `questions`, with those before it only where it goes on from them."""
    text = questions[place].text
    folded = search_form(text)
    goes_on = place > 0 and bool(_GOES_ON.search(folded) or points_back(text))
    earlier = tuple(question.text for question in questions[:place]) if goes_on else ()
    return Question(text=text, as_of=as_of, language=inquiry.language, earlier=earlier)


def quotable(text: str, language: Language) -> str:
    """The question as the reply quotes it: one line, shortened, without sentences that try to steer the advisor."""
    kept = " ".join(sentence for sentence in split_sentences(text) if not is_hostile(sentence))
    plain = _SPACE.sub(" ", kept).strip()
    if not plain or is_hostile(plain):
        return say("replies.question_left_out", language)
    if language is Language.JA:
        plain = re.sub(r"(?<=[。?？!！]) ", "", plain).translate(str.maketrans("「」", "『』"))
    else:
        plain = plain.replace('"', "'")
    return plain if len(plain) <= _QUOTED_CHARS else plain[: _QUOTED_CHARS - 1] + "…"
